package app_test

import (
	"bytes"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
)

// of903 is a return of one child, by the id and the pupil number given.
func of903(year int, child, upn, decom, reviews string) app.ReturnFiles {
	file := func(name, text string) returns.File {
		return returns.File{Name: name, Content: bytes.NewReader([]byte(text))}
	}
	return app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: []returns.File{
		file("header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"+child+",2,06/05/2004,WBRI,"+upn+",,\n"),
		file("episodes.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"+
			child+","+decom+",S,C2,N1,U4,PR1,,,,,,\n"),
		file("reviews.csv", "CHILD,DOB,REVIEW,REVIEW_CODE\n"+reviews),
	}}
}

// A child of a return is the person recorded here who has their number, and nobody else, never by name; the council's own number goes before the pupil's.
func TestAChildOfAReturnIsWhoeverHasTheirNumber(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.goTo(calendar.Must(2018, 6, 1))
		for person, numbers := range map[string]map[casework.IdentifierType]string{
			"ada": {casework.LocalChildID: "4711"}, "bea": {casework.UPN: "A123456789012"}, "cal": {},
		} {
			w.child(person, "Same")
			for kind, number := range numbers {
				w.doCase(w.manager, access.Supervising, casework.AddIdentifier{ID: person + string(kind), Person: person, Type: kind, Value: number, Source: "The council"})
			}
		}
		analyst := app.Operator(council)
		subject := func(in app.ReturnFiles, added int) string {
			w.Helper()
			look, err := w.service.ImportReturn(w.Context(), analyst, in)
			if err != nil {
				w.Fatal(err)
			}
			if look.Import.New != added {
				w.Errorf("of %s, %d children are new, not %d", in.Files[0].Name, look.Import.New, added)
			}
			subjects, err := w.service.Store().SubjectsOf(w.Context(), analyst, look.Import.ID)
			if err != nil || len(subjects) != 1 {
				w.Fatalf("%d subjects: %v", len(subjects), err)
			}
			return subjects[0]
		}
		if got := subject(of903(2017, "4711", "UN1", "10/04/2016", ""), 0); got != "ada" {
			w.Errorf("by the council's own number it is %s", got)
		}
		if got := subject(of903(2016, "77", "A123456789012", "10/04/2015", ""), 0); got != "bea" {
			w.Errorf("by the pupil number it is %s", got)
		}
		if got := subject(of903(2015, "88", "UN1", "10/04/2014", ""), 1); got == "ada" || got == "bea" || got == "cal" {
			w.Errorf("by a name and a day of birth it is %s", got)
		}
		if got := subject(of903(2014, "4711", "A123456789012", "10/04/2013", ""), 0); got != "ada" { // the council's own number goes first
			w.Errorf("by two numbers that lead to two people it is %s", got)
		}
	})
}

// A rule that compares with the year before is judged when that year is loaded, and named as not judged when it isn't.
func TestARuleOfTheYearBeforeIsJudgedWhenThatYearIsLoaded(t *testing.T) {
	s, caller := office(t)
	look := func() (unjudged int, found map[string]bool) {
		t.Helper()
		look, err := s.LookAtReturn(t.Context(), caller, of903(2018, "1", "UN1", "10/05/2017", ""))
		if err != nil {
			t.Fatal(err)
		}
		found = map[string]bool{}
		for _, f := range look.Judged903.Found {
			found[f.Rule.Code] = true
		}
		return len(look.Judged903.Not), found
	}
	alone, before := look()
	if _, err := s.ImportReturn(t.Context(), caller, of903(2017, "1", "UN1", "10/04/2016", "")); err != nil {
		t.Fatal(err)
	}
	beside, after := look()
	if beside >= alone {
		t.Errorf("%d rules are not judged with the year before loaded, and %d without it", beside, alone)
	}
	more := 0
	for rule := range after {
		if !before[rule] {
			more++
		}
	}
	if more == 0 {
		t.Error("a child who was in care on the last day of the year before, and begins care again, breaks no rule that looks at that year")
	}
}
