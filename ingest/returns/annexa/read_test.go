package annexa_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/tabular"
)

const contacts = "Child Unique ID,Gender,Ethnicity,Date of Birth,Age of Child (Years),Date of Contact,Contact Source\n"

func read(t testing.TB, texts ...string) (*tabular.Return, *returns.Report) {
	t.Helper()
	files := make([]returns.File, len(texts))
	for i, text := range texts {
		files[i] = returns.File{Name: fmt.Sprint(i, ".csv"), Content: strings.NewReader(text)}
	}
	made, report, err := annexa.Read(files, returns.Usual())
	if err != nil {
		t.Fatal(err, report.Problems)
	}
	return made, report
}

func rules(r *returns.Report) (all []string) {
	for _, p := range r.Problems {
		all = append(all, fmt.Sprintf("%s:%d %s %s", p.File, p.Row, p.Column, p.Rule))
	}
	return all
}

func count(r *tabular.Return) (n int) {
	for i := range r.Subjects {
		n += len(r.Subjects[i].Rows)
	}
	return n
}

func TestEveryRowIsAccountedFor(t *testing.T) {
	for _, c := range []struct {
		name, row string
		want      []string
		kept      int
	}{
		{"as asked", "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police", nil, 1},
		{"a row of nobody", ",Female,WBRI,05/11/2012,8,03/04/2024,6: Police", []string{"0.csv:2 Child Unique ID nobody"}, 0},
		{"a mangled number", "5.67E+05,Female,WBRI,05/11/2012,8,03/04/2024,6: Police", []string{"0.csv:2 Child Unique ID number-mangled"}, 0},
		{"a date that can't be", "7,Female,WBRI,31/02/2012,8,03/04/2024,6: Police", []string{"0.csv:2 Date of Birth date"}, 1},
		{"the month first", "7,Female,WBRI,05/11/2012,8,04/23/2024,6: Police", []string{"0.csv:2 Date of Contact date"}, 1},
		{"Excel's number", "7,Female,WBRI,05/11/2012,8,45385,6: Police", []string{"0.csv:2 Date of Contact date-serial"}, 1},
		{"an odd form", "7,Female,WBRI,05/11/2012,8,3 April 2024,6: Police", []string{"0.csv:2 Date of Contact date-form"}, 1},
		{"a value of no list", "7,Purple,WBRI,05/11/2012,8,03/04/2024,6: Police", []string{"0.csv:2 Gender code"}, 1},
		{"a value of two", "7,Female,WBRI,05/11/2012,8,03/04/2024,Ambulance Service", []string{"0.csv:2 Contact Source code-of-two"}, 1},
		{"a blank that is asked for", "7,Female,WBRI,05/11/2012,8,,6: Police", []string{"0.csv:2 Date of Contact blank"}, 1},
		{"an age that is no number", "7,Female,WBRI,05/11/2012,eight,03/04/2024,6: Police", []string{"0.csv:2 Age of Child (Years) number"}, 1},
		{"a cell too many", "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police,more", []string{"0.csv:2 Column 8 cell-beyond"}, 1},
		{"twice", "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police\n7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police", []string{"0.csv:3  row-twice"}, 2},
		{"two births", "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police\n7,Female,WBRI,06/11/2012,8,04/04/2024,6: Police", []string{"0.csv:3 Date of Birth two-births"}, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, report := read(t, contacts+c.row+"\n")
			if diff := cmp.Diff(c.want, rules(report)); diff != "" {
				t.Error(diff)
			}
			if n := count(made); n != c.kept {
				t.Errorf("%d rows are kept, not %d", n, c.kept)
			}
		})
	}
}

func TestListsAreKnownByTheirHeadings(t *testing.T) {
	made, report := read(t,
		"Annex A,,\n\nCHILD  unique id;Sex;Ethnicity;Date of child's birth;Age;DATE OF THE CONTACT;Source of contact;Contact source (type)\n7;F;WBRI;05/11/2012;8;03/04/2024;us;6: Police\n",
		"Child ID,Gender,Ethnicity,Date of Birth,Age,Unaccompanied Asylum Seeking Child,Does the Child have a Disability,Allocated Team,Allocated Worker,Allocated Personal Advisor,Eligibility Category,Latest Pathway Plan Review Date,LA in Touch,Latest Date of Contact,Type of Accommodation,Suitability of Accommodation,Activity Status,Colour,Allocated Team\n"+
			"7,F,WBRI,05/11/2005,18,N,N,T,W,P,Q,03/04/2024,Y,04/04/2024,U,1,F2,red,U\n",
	)
	if diff := cmp.Diff([]string{
		"0.csv:3 Sex column", "0.csv:3 Source of contact column", "0.csv:3 Gender no-column",
		"1.csv:1 Colour column", "1.csv:1 Allocated Team column-twice", "1.csv:2 Date of Birth two-births",
	}, rules(report)); diff != "" {
		t.Error(diff)
	}
	if want := []string{"list_1", "list_9"}; !slices.Equal(made.Tables, want) || len(made.Subjects) != 1 {
		t.Fatalf("%v %+v", made.Tables, made.Subjects)
	}
	first, second := made.Subjects[0].Rows[0], made.Subjects[0].Rows[1]
	if first.Cell("Source of contact") != "us" || annexa.Code(&first, "Contact Source") != "g) Police" {
		t.Errorf("%+v", first)
	}
	for column, want := range map[string]string{
		"Colour": "red", "Allocated Team (2)": "U", "Allocated Team": "T",
	} {
		if second.Cell(column) != want {
			t.Errorf("%s: %q, not %q", column, second.Cell(column), want)
		}
	}
	for column, want := range map[string]string{
		"Type of Accommodation": "k) Independent living", "Suitability of Accommodation": "a) Suitable", "Activity Status": "F2: Full time in education other than higher",
		"LA in Touch": "a) In touch", "Eligibility Category": "c) Qualifying",
	} {
		if got := annexa.Code(&second, column); got != want {
			t.Errorf("%s: %q, not %q", column, got, want)
		}
	}
}

func TestNamesAreNotKeptWithTheRows(t *testing.T) {
	made, _ := read(t, "Forename,Surname,"+contacts+"Ann,Otter,7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police\n")
	of := made.Subjects[0]
	if of.First != "Ann" || of.Last != "Otter" || of.Born.String() != "2012-11-05" || strings.Contains(fmt.Sprint(of.Rows), "Otter") {
		t.Errorf("%+v", of)
	}
}

func TestDaysOutOfOrderAreNamed(t *testing.T) {
	_, report := read(t, "Child Unique ID,Gender,Ethnicity,Date of Birth,Age,Assessment start date,Assessment completion date,Organisation completing assessment\n"+
		"7,F,WBRI,05/11/2012,8,03/04/2024,02/04/2024,School\n")
	if diff := cmp.Diff([]string{"0.csv:2 Assessment completion date order"}, rules(report)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoListIsRefused(t *testing.T) {
	for _, text := range []string{"", "CHILD,DOB\n1,2\n", "PK\x03\x04\x00", contacts[strings.Index(contacts, ",")+1:] + "F,WBRI,05/11/2012,8,03/04/2024,6: Police\n"} {
		made, report, err := annexa.Read([]returns.File{{Name: "f", Content: strings.NewReader(text)}}, returns.Usual())
		if err == nil || len(report.Problems) == 0 || len(made.Subjects) > 0 || annexa.Recognise("f", []byte(text)) {
			t.Errorf("%q: %v, %+v", text, err, report.Problems)
		}
	}
}

// Every value of every list, and every spelling that councils use for one, is read as one value or as of two, never as another's.
func TestEveryValueIsItsOwn(t *testing.T) {
	for _, list := range annexa.Lists() {
		for _, column := range annexa.Columns(list) {
			for _, code := range annexa.Codes(list, column) {
				row := tabular.Row{Table: list, Columns: []string{column}, Written: []string{"  " + strings.ToUpper(code)}}
				if got := annexa.Code(&row, column); got != code {
					t.Errorf("%s, %s: %q is read as %q", list, column, code, got)
				}
			}
		}
	}
}

// What is written is read again as it was.
func TestListsGoRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SampledFrom(annexa.Lists()).Draw(t, "list")
		columns := annexa.Columns(list)
		var rows []tabular.Row
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			row := tabular.Row{Table: list, Columns: columns, Written: make([]string, len(columns))}
			for n := range columns {
				row.Written[n] = rapid.SampledFrom([]string{"", "x", "a, \"b\"", "03/04/2024", "#N/A", "1"}).Draw(t, "cell")
			}
			row.Written[0] = fmt.Sprint("C", i)
			rows = append(rows, row)
		}
		var out bytes.Buffer
		if err := annexa.Write(&out, list, rows); err != nil {
			t.Fatal(err)
		}
		made, _, err := annexa.Read([]returns.File{{Name: "f.csv", Content: bytes.NewReader(out.Bytes())}}, returns.Usual())
		if err != nil {
			t.Fatal(err)
		}
		var back []tabular.Row
		for _, s := range made.Subjects {
			for _, row := range s.Rows {
				row.File, row.Line = "", 0
				back = append(back, row)
			}
		}
		if diff := cmp.Diff(rows, back); diff != "" {
			t.Fatal(diff)
		}
	})
	if err := annexa.Write(&bytes.Buffer{}, "list_12", nil); err == nil {
		t.Error("a list that there is not is written")
	}
}

// A broken row changes nothing of the others.
func TestABrokenRowChangesNothingElse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		good := contacts + "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police\n"
		broken := rapid.StringMatching(`[a-z0-9,/;]{0,40}`).Draw(t, "broken")
		made, _, err := annexa.Read([]returns.File{{Name: "f.csv", Content: strings.NewReader(good + broken + "\n8,F,WBRI,05/11/2012,8,03/04/2024,1A\n")}}, returns.Usual())
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"7": "6: Police", "8": "1A"}
		for _, s := range made.Subjects {
			for _, row := range s.Rows {
				if source, is := want[s.Key]; is && row.Cell("Contact Source") == source {
					delete(want, s.Key)
				}
			}
		}
		if len(want) > 0 {
			t.Fatalf("%v are lost to %q", want, broken)
		}
	})
}

// sound fails if a row is neither kept nor named by a problem, or a problem says too little.
func sound(t *testing.T, content []byte) {
	limits := returns.Usual()
	limits.Bytes = 1 << 20
	made, report, err := annexa.Read([]returns.File{{Name: "f", Content: bytes.NewReader(content)}}, limits)
	if err != nil && len(report.Problems) == 0 {
		t.Error("it is refused, and nothing says why")
	}
	kept := 0
	for _, f := range report.Files {
		kept += f.Rows
	}
	if kept != count(made) {
		t.Errorf("%d rows are said to be kept, and %d are", kept, count(made))
	}
	for _, p := range report.Problems {
		if p.Sentence == "" || p.Mend == "" || p.Rule == "" || !utf8.ValidString(p.Value) {
			t.Errorf("%+v", p)
		}
	}
	annexa.Recognise("f", content)
}

func FuzzRead(f *testing.F) {
	content, _, _ := sample(f)
	f.Add(content)
	f.Add([]byte(contacts + "7,Female,WBRI,05/11/2012,8,03/04/2024,6: Police\n"))
	f.Add([]byte(contacts + "\"7,,\n,,,\n"))
	f.Add([]byte("Child Unique ID\tGender\tEthnicity\tDate of referral\n1\t2\n"))
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, content) })
}
