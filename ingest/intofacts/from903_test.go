package intofacts_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

const (
	header   = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
	episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
	reviews  = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
	uasc     = "CHILD,SEX,DOB,DUC\n"
)

// read reads tables that are written in a test as the return of the year to March 2013 would be in a later form.
func read(t testing.TB, tables ...string) *ssda903.Return {
	t.Helper()
	var files []returns.File
	for i, table := range tables {
		files = append(files, returns.File{Name: fmt.Sprint(i, ".csv"), Content: strings.NewReader(table)})
	}
	made, report, err := ssda903.Read(t.Context(), files, 2024)
	if err != nil {
		t.Fatal(err, report.Problems)
	}
	return made
}

// told writes facts one to a line, as event, day, what it is part of and values.
func told(facts []deadline.Fact) string {
	var b strings.Builder
	for _, f := range facts {
		day := "no day"
		if !f.On.IsZero() {
			day = f.On.String()
		}
		fmt.Fprintf(&b, "%s %s %s %v %v\n", f.ID, f.Event, day, f.Of, f.Values)
	}
	return b.String()
}

func TestATimeInCare(t *testing.T) {
	facts := intofacts.From903(read(t,
		header+"1,2,05/06/2007,WBRI,UN1,,\n",
		episodes+
			"1,10/05/2023,S,V2,N1,U6,PR1,20/05/2023,X1,,,,\n"+
			"1,20/05/2023,L,C1,N1,U6,PR1,01/08/2023,X1,,,,\n"+
			"1,01/08/2023,P,C1,N1,K2,PR4,14/02/2024,E4A,,,,\n",
		reviews+"1,05/06/2007,06/06/2023,PN1\n1,05/06/2007,,PN3\n",
		uasc+"1,2,05/06/2007,\n",
	))
	want := `person person 2007-06-05 map[] map[born:2007-06-05 sex:F unaccompanied:true]
1/care/2023-05-10 care.started 2023-05-10 map[care:1/care/2023-05-10] map[legal_status:V2 short_breaks:false]
1/care/2023-05-10 care.ended 2024-02-14 map[care:1/care/2023-05-10] map[reason:E4A]
1/placement/2023-05-10 placement.started 2023-05-10 map[care:1/care/2023-05-10 placement:1/placement/2023-05-10] map[first:true provider:PR1 type:U6]
1/placement/2023-05-10 placement.ended 2023-08-01 map[care:1/care/2023-05-10 placement:1/placement/2023-05-10] map[]
1/placement/2023-08-01 placement.started 2023-08-01 map[care:1/care/2023-05-10 placement:1/placement/2023-08-01] map[first:false provider:PR4 type:K2]
1/placement/2023-08-01 placement.ended 2024-02-14 map[care:1/care/2023-05-10 placement:1/placement/2023-08-01] map[]
person turned_16 2023-06-05 map[] map[]
1/care/2023-05-10/eligible eligible.began 2023-08-08 map[care:1/care/2023-05-10] map[]
1/review/undated/1 review.held no day map[review:1/review/undated/1] map[participation:PN3]
1/review/2023-06-06 review.held 2023-06-06 map[care:1/care/2023-05-10 review:1/review/2023-06-06] map[participation:PN1]
`
	if diff := cmp.Diff(want, told(facts)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatAReturnDoesNotSay(t *testing.T) {
	for name, c := range map[string]struct {
		rows       string
		has, lacks []string
	}{
		"an episode that goes on from an earlier year tells no start": {
			"2,01/02/2020,L,C2,N1,U6,PR1,,,,,,\n", nil, []string{"care.started", "placement.started", "care.ended"},
		},
		"a first episode of this year that is no start leaves its start blank": {
			"2,01/05/2023,P,C2,N1,U6,PR1,,,,,,\n", []string{"care.started no day", "placement.started 2023-05-01"}, []string{"care.ended"},
		},
		"a start whose day can't be read is told without a day": {
			"2,31/02/2023,S,C2,N1,U6,PR1,,,,,,\n", []string{"care.started no day", "placement.started no day"}, nil,
		},
		"a ceasing whose day is blank is told without a day": {
			"2,01/05/2023,S,C2,N1,U6,PR1,,E8,,,,\n", []string{"care.started 2023-05-01", "care.ended no day", "placement.ended no day"}, nil,
		},
		"care begun again is another time in care": {
			"2,01/05/2023,S,C2,N1,U6,PR1,03/05/2023,E8,,,,\n2,09/06/2023,S,C2,N1,U6,PR1,,,,,,\n",
			[]string{"2/care/2023-05-01 care.ended 2023-05-03", "2/care/2023-06-09 care.started 2023-06-09"}, nil,
		},
		"short breaks say so": {"2,01/05/2023,S,V4,N2,U6,PR1,,,,,,\n", []string{"short_breaks:true"}, nil},
	} {
		text := told(intofacts.From903(read(t, header+"2,1,05/06/2015,WBRI,UN1,,\n", episodes+c.rows)))
		for _, part := range c.has {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %q in\n%s", name, part, text)
			}
		}
		for _, part := range c.lacks {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q in\n%s", name, part, text)
			}
		}
	}
}

// Children Act 1989, Schedule 2, paragraph 19B: 16 or 17, looked after, and for 13 weeks or more since 14.
func TestWhoIsEligible(t *testing.T) {
	for name, c := range map[string]struct{ born, rows, want string }{
		"13 weeks were over before 16":              {"05/06/2007", "3,10/05/2022,S,C2,N1,U6,PR1,,,,,,\n", "2023-06-05"},
		"13 weeks end after 16":                     {"05/06/2007", "3,01/06/2023,S,C2,N1,U6,PR1,,,,,,\n", "2023-08-30"},
		"left a day too soon":                       {"05/06/2007", "3,01/06/2023,S,C2,N1,U6,PR1,29/08/2023,E4A,,,,\n", ""},
		"left on the last day of 13 weeks":          {"05/06/2007", "3,01/06/2023,S,C2,N1,U6,PR1,30/08/2023,E4A,,,,\n", "2023-08-30"},
		"two times in care together, both after 14": {"05/06/2007", "3,10/05/2022,S,C2,N1,U6,PR1,10/07/2022,E4A,,,,\n3,01/07/2023,S,C2,N1,U6,PR1,,,,,,\n", "2023-07-29"},
		"before 14 doesn't count":                   {"01/07/2009", "3,01/01/2023,S,C2,N1,U6,PR1,20/07/2023,E4A,,,,\n", ""},
		"short breaks don't count":                  {"05/06/2007", "3,10/05/2022,S,V4,N2,U6,PR1,,,,,,\n", ""},
		"18 before 13 weeks":                        {"05/06/2005", "3,01/05/2023,S,C2,N1,U6,PR1,,,,,,\n", ""},
	} {
		got := ""
		for _, f := range intofacts.From903(read(t, header+"3,1,"+c.born+",WBRI,UN1,,\n", episodes+c.rows)) {
			if f.Event == "eligible.began" {
				got = f.On.String()
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// The same return, its rows in any order, gives the same facts; so does the same return twice.
func TestFactsHangOnWhatIsSaidNotOnWhere(t *testing.T) {
	rows := strings.Split(strings.TrimSpace("4,10/05/2023,S,V2,N1,U6,PR1,20/05/2023,X1,,,,\n4,20/05/2023,L,C1,N1,U6,PR1,01/08/2023,X1,,,,\n"+
		"4,01/08/2023,P,C1,N1,K2,PR4,14/02/2024,E4A,,,,\n4,01/03/2024,S,V2,N1,U6,PR1,,,,,,\n5,01/03/2024,S,V2,N1,U6,PR1,,,,,,\n"), "\n")
	in := func(rows []string) []string {
		lines := strings.Split(told(intofacts.From903(read(t, header+"4,1,05/06/2015,WBRI,UN1,,\n", episodes+strings.Join(rows, "\n")+"\n"))), "\n")
		slices.Sort(lines)
		return lines
	}
	want := in(rows)
	rapid.Check(t, func(t *rapid.T) {
		if diff := cmp.Diff(want, in(rapid.Permutation(rows).Draw(t, "rows"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// sampleReturn is the invented return.
func sampleReturn(t *testing.T) *ssda903.Return {
	t.Helper()
	paths, err := filepath.Glob("../returns/ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d sample files: %v", len(paths), err)
	}
	var files []returns.File
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	made, _, err := ssda903.Read(t.Context(), files, 0)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestTheSampleReturn(t *testing.T) {
	made := sampleReturn(t)
	facts := intofacts.From903(made)
	count, ids := map[string]int{}, map[[3]string]bool{}
	for _, f := range facts {
		count[f.Event]++
		if key := [3]string{f.Subject, f.ID, f.Event}; ids[key] && f.Event != "review.held" && f.Event != "person" && f.Event != "turned_16" {
			t.Logf("told twice: %v", key)
		} else {
			ids[key] = true
		}
		if f.Subject == "" || f.ID == "" || !slices.Contains(intofacts.Events(), f.Event) {
			t.Fatalf("a fact of nobody, or of an event that is not in the list: %+v", f)
		}
	}
	reviews := 0
	for _, row := range made.Rows(ssda903.TableReviews) {
		if row.Child() != "" {
			reviews++
		}
	}
	if count["review.held"] != reviews {
		t.Errorf("%d reviews are told of, of %d rows", count["review.held"], reviews)
	}
	starts := 0
	for _, row := range made.Rows(ssda903.TableEpisodes) {
		if row.Code(ssda903.RNE) == "S" && row.Child() != "" {
			starts++
		}
	}
	dated := 0
	for _, f := range facts {
		if f.Event == "care.started" && !f.On.IsZero() {
			dated++
		}
	}
	if dated == 0 || dated > starts {
		t.Errorf("%d starts are dated, of %d episodes that say so", dated, starts)
	}
	t.Log(count)
	rules := deadline.Rules{Clocks: []deadline.Clock{{
		Code: "C17", Starts: []deadline.Event{{Name: "care.started"}}, Ends: []deadline.Event{{Name: "review.held"}},
		Limit: deadline.Length{Amount: 20, Span: deadline.InWorkingDays},
	}}, Horizon: calendar.Must(made.Year, time.March, 31)}
	if made := deadline.Reckon(rules, facts); len(made) < dated {
		t.Errorf("%d first reviews are due of %d starts", len(made), dated)
	}
}

func TestWhoHadLeftCareIsAskedNothingAtSixteen(t *testing.T) {
	for _, c := range []struct {
		episode string
		told    bool
	}{
		{"1,20/05/2010,S,C2,N1,U4,PR1,01/08/2023,E4A,,,,\n", true},
		{"1,20/05/2010,S,C2,N1,U4,PR1,04/06/2023,E4A,,,,\n", false},
		{"1,20/05/2010,S,C2,N1,U4,PR1,,,,,,\n", true},
		{"1,20/05/2010,S,V4,N1,U4,PR1,,,,,,\n", false},
		{"1,06/06/2023,S,C2,N1,U4,PR1,,,,,,\n", false},
	} {
		facts := intofacts.From903(read(t, header+"1,2,05/06/2007,WBRI,UN1,,\n", episodes+c.episode))
		if got := slices.ContainsFunc(facts, func(f deadline.Fact) bool { return f.Event == "turned_16" }); got != c.told {
			t.Errorf("%q: %v", c.episode, got)
		}
	}
}

// A row that was entered twice is no second time in care, and ends no placement.
func TestWhoBeganTwiceOnOneDayBeganOnce(t *testing.T) {
	const once = "60,14/08/2023,S,V3,N1,U1,PR1,21/12/2023,X1,,,,\n"
	const rest = "60,21/12/2023,U,C2,N1,U1,PR1,,,,,,\n"
	held := reviews + "60,05/06/2010,17/08/2023,PN2\n60,05/06/2010,05/11/2023,PN6\n"
	want := told(intofacts.From903(read(t, episodes+once+rest, held)))
	if got := told(intofacts.From903(read(t, episodes+once+once+rest, held))); got != want || strings.Count(got, "care.started") != 1 {
		t.Error(cmp.Diff(want, got))
	}
	const last = "60,21/12/2023,P,C2,N1,U1,PR1,01/03/2024,E8,,,,\n"
	if got, want := told(intofacts.From903(read(t, episodes+once+last+last))), told(intofacts.From903(read(t, episodes+once+last))); got != want {
		t.Error("the last episode, there twice, is told as another time in care:", cmp.Diff(want, got))
	}
	left := told(intofacts.From903(read(t, episodes+"60,14/08/2023,S,C2,N1,U1,PR1,,,,,,\n60,14/08/2023,S,C2,N1,U1,PR1,05/09/2023,E8,,,,\n")))
	if strings.Count(left, "care.started") != 1 || strings.Count(left, "care.ended 2023-09-05") != 1 {
		t.Error("the end that one of the two rows gives is lost:", left)
	}
	back := told(intofacts.From903(read(t, episodes+"60,14/08/2023,S,C2,N1,U1,PR1,14/08/2023,E8,,,,\n60,14/08/2023,S,C2,N1,U1,PR1,,,,,,\n")))
	if strings.Contains(back, "care.ended") {
		t.Error("who came back on the day they left is told to have left:", back)
	}
}
