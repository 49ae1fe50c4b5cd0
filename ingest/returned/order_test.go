package returned_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
)

// loaded is one load of a return that a test draws, and what it says of one child; nothing when it doesn't tell of the child.
type loaded struct {
	returned.Import
	part *returned.Part
}

type told struct {
	Facts      []deadline.Fact
	Rows       []measure.Row
	Attributes []measure.Attribute
}

func tell(loads []loaded, knownAt int64) told {
	var imports []returned.Import
	var held []returned.Held
	for _, l := range loads {
		imports = append(imports, l.Import)
		if l.part != nil {
			held = append(held, returned.Held{Import: l.ID, Part: *l.part})
		}
	}
	story := returned.Resolve(imports, held, knownAt)
	return told{story.Facts("subject"), story.Rows("subject"), story.Attributes()}
}

// drawLoad makes a load of a return of one of three years.
func drawLoad(t *rapid.T, id string) loaded {
	year := rapid.IntRange(2022, 2024).Draw(t, "year")
	day := func(name string) string {
		return fmt.Sprintf("%02d/%02d/%d", rapid.IntRange(1, 3).Draw(t, name+" day"), rapid.IntRange(4, 6).Draw(t, name+" month"), rapid.IntRange(year-2, year-1).Draw(t, name+" year"))
	}
	if rapid.Bool().Draw(t, "census") {
		iso := func(name string) string { d := day(name); return d[6:] + "-" + d[3:5] + "-" + d[:2] }
		text := "<Message><Children><Child><ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>" + iso("born") + "</PersonBirthDate></ChildIdentifiers><CINdetails><CINreferralDate>" + iso("referral") +
			"</CINreferralDate><Assessments><AssessmentActualStartDate>" + iso("assessment") + "</AssessmentActualStartDate></Assessments></CINdetails></Child></Children></Message>"
		r, _, err := cin.Read(context.Background(), []returns.File{{Name: "c.xml", Content: strings.NewReader(text)}}, year)
		if err != nil {
			t.Fatal(err)
		}
		l := loaded{Import: returned.Import{ID: id, Slot: returned.Slot{Source: returned.CIN, Year: year}, Tables: returned.TablesCIN(r)}}
		if rapid.IntRange(0, 4).Draw(t, "tells of the child") > 0 {
			l.part = &returned.FromCIN(r)[0].Part
		}
		return l
	}
	var files []returns.File
	add := func(name, head, row string) {
		if row == "" || rapid.IntRange(0, 3).Draw(t, name) > 0 {
			files = append(files, returns.File{Name: name, Content: strings.NewReader(head + row)})
		}
	}
	add("episodes", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n",
		"A1,"+day("care")+",S,C2,N1,"+rapid.SampledFrom([]string{"U4", "K2"}).Draw(t, "place")+",PR1,,,,,,\n")
	add("header", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n", "A1,1,"+day("born")+",WBRI,UN1,,\n")
	add("reviews", "CHILD,DOB,REVIEW,REVIEW_CODE\n", "A1,,"+rapid.SampledFrom([]string{"", day("review")}).Draw(t, "review")+",PN1\n")
	l := loaded{Import: returned.Import{ID: id, Slot: returned.Slot{Source: returned.SSDA903, Year: year}}}
	if len(files) == 0 {
		l.Tables = []string{"OC2"}
		return l
	}
	r, _, err := ssda903.Read(context.Background(), files, year)
	if err != nil {
		t.Fatal(err)
	}
	l.Tables = returned.Tables903(r)
	if rapid.IntRange(0, 4).Draw(t, "tells of the child") > 0 {
		l.part = &returned.From903(r)[0].Part
	}
	return l
}

func drawLoads(t *rapid.T) []loaded {
	var loads []loaded
	for i := range rapid.IntRange(1, 6).Draw(t, "loads") {
		l := drawLoad(t, fmt.Sprint("load ", i))
		l.From = int64(i + 1)
		loads = append(loads, l)
	}
	return loads
}

func TestTheOrderOfLoadingDifferentReturnsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loads := drawLoads(t)
		want := tell(loads, 100)
		again := slices.Clone(loads)
		// Another order, in which loads of one return keep theirs.
		order := rapid.Permutation(again).Draw(t, "order")
		for i := range order {
			order[i].From = int64(i + 1)
		}
		in := map[returned.Slot][]int64{}
		for _, l := range order {
			in[l.Slot] = append(in[l.Slot], l.From)
		}
		for i := range again {
			again[i].From = in[again[i].Slot][0]
			in[again[i].Slot] = in[again[i].Slot][1:]
		}
		if diff := cmp.Diff(want, tell(again, 100)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(want, tell(rapid.Permutation(loads).Draw(t, "lists"), 100)); diff != "" {
			t.Fatal("the order of the lists matters:", diff)
		}
	})
}

func TestKnownAtIsWhatWasLoadedByThenAndUndoneIsNeverLoaded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loads := drawLoads(t)
		at := int64(rapid.IntRange(0, len(loads)+2).Draw(t, "at"))
		for i := range loads {
			if rapid.IntRange(0, 3).Draw(t, "undone") == 0 {
				loads[i].Until = loads[i].From + int64(rapid.IntRange(1, 4).Draw(t, "until"))
			}
		}
		var by []loaded
		for _, l := range loads {
			if l.From <= at && (l.Until == 0 || l.Until > at) {
				l.Until = 0
				by = append(by, l)
			}
		}
		if diff := cmp.Diff(tell(by, 100), tell(loads, at)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestALaterLoadReplacesTheTablesItHas(t *testing.T) {
	load := func(id string, from int64, tables ...string) loaded {
		var files []returns.File
		for i, text := range tables {
			files = append(files, returns.File{Name: fmt.Sprint(i), Content: strings.NewReader(text)})
		}
		r, _, err := ssda903.Read(context.Background(), files, 2024)
		if err != nil {
			t.Fatal(err)
		}
		l := loaded{Import: returned.Import{ID: id, Slot: returned.Slot{Source: returned.SSDA903, Year: 2024}, Tables: returned.Tables903(r), From: from}}
		for _, child := range returned.From903(r) {
			if child.Key == "A1" {
				l.part = &child.Part
			}
		}
		return l
	}
	const head, reviews = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n", "CHILD,DOB,REVIEW,REVIEW_CODE\n"
	first := load("first", 1, head+"A1,1,05/06/2010,WBRI,UN1,,\n", reviews+"A1,05/06/2010,04/06/2023,PN1\n")
	second := load("second", 2, reviews+"B2,05/06/2010,04/06/2023,PN1\n") // it says nothing of A1
	count := func(loads ...loaded) (header, held int) {
		for _, f := range tell(loads, 10).Facts {
			switch f.Event {
			case deadline.Person:
				header++
			case "review.held":
				held++
			}
		}
		return header, held
	}
	if header, held := count(first); header != 1 || held != 1 {
		t.Fatalf("the first load tells of %d and %d", header, held)
	}
	if header, held := count(first, second); header != 1 || held != 0 {
		t.Errorf("after the second load there are %d and %d: its reviews take the place of the first's, and its header does not", header, held)
	}
}
