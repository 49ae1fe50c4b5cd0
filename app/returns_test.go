package app_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
	"throughline/practice/england"
	"throughline/store"
)

func sample903(t testing.TB) (files []returns.File) {
	t.Helper()
	paths, err := filepath.Glob("../ingest/returns/ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d files of the sample: %v", len(paths), err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	return files
}

// office is a council with nothing in it but a data analyst.
func office(t testing.TB) (*app.Service, access.Caller) {
	t.Helper()
	url := "sqlite:" + filepath.Join(t.TempDir(), "office.db")
	if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s := app.New(db, nil, time.Now)
	if _, err := db.CreateAuthority(t.Context(), app.Operator(""), "testshire", "Testshire"); err != nil {
		t.Fatal(err)
	}
	return s, app.Operator("testshire")
}

func TestALoadedReturnGivesTheFiguresOfItsFiles(t *testing.T) {
	s, caller := office(t)
	steps := 0
	look, err := s.ImportReturn(t.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Files: sample903(t), Progress: func(string, int, int) { steps++ }})
	if err != nil {
		t.Fatal(err)
	}
	if look.Import.Children != 2676 || look.Import.Rows != 25975 || look.Import.NotLoaded != 0 || steps < 10 {
		t.Errorf("%d children and %d rows were loaded, in %d steps", look.Import.Children, look.Import.Rows, steps)
	}
	year, _, err := ssda903.Read(t.Context(), sample903(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	rules := pack.Rules(year.Ends())
	known := measure.Known{Pack: pack, Rows: intofacts.RowsFrom903(year), Deadlines: deadline.Reckon(rules, deadline.Standing(intofacts.From903(year), 0)), Terms: rules.Terms}
	byChild := map[string][]deadline.Fact{}
	for _, f := range deadline.Standing(intofacts.From903(year), 0) {
		byChild[f.Subject] = append(byChild[f.Subject], f)
	}
	for _, mine := range byChild { // those who were looked after on the last day of a month of the year
		for _, row := range casework.LookedAfterRows(mine, rules.Terms, year.Ends(), casework.DentalChecked, casework.EducationPlanFinished) {
			if !row.On.Before(year.Starts()) {
				known.Rows = append(known.Rows, row)
			}
		}
	}
	silent := []string{"initial-health-assessment-on-time", "review-record-distributed", "living-skills"} // what satisfies them is in no return
	when := app.When{AsAt: year.Ends()}
	for _, day := range []calendar.Date{year.Ends(), year.Ends().AddMonths(-5), year.Ends().AddDays(1)} {
		when.AsAt = day
		all, err := s.Measures(t.Context(), caller, when, 12)
		if err != nil {
			t.Fatal(err)
		}
		counted := 0
		for _, m := range all {
			for _, f := range m.Series {
				want := known.Figure(m.Measure, f.Period, day)
				if slices.Contains(silent, m.Measure.ID) {
					want.CannotTell = int(want.Denominator)
				}
				if f.Numerator != want.Numerator || f.Denominator != want.Denominator || f.Excluded != want.Excluded || f.CannotTell != want.CannotTell || math.IsNaN(f.Value) != math.IsNaN(want.Value) {
					t.Errorf("%s in %s: %v/%v, want %v/%v", m.Measure.ID, f.Period.Name, f.Numerator, f.Denominator, want.Numerator, want.Denominator)
					t.Errorf("%v can't be told, want %v", f.CannotTell, want.CannotTell)
				}
				counted += int(f.Denominator)
			}
		}
		if counted < 5000 {
			t.Errorf("as at %s, all figures together count %d", day, counted)
		}
	}
}

func TestAReturnLoadedTwiceChangesNothingAndIsTakenBackWhole(t *testing.T) {
	s, caller := office(t)
	small := func() app.ReturnFiles {
		return app.ReturnFiles{Source: returned.SSDA903, Year: 2018, Files: []returns.File{
			{Name: "header.csv", Content: bytes.NewReader([]byte("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,05/06/2007,WBRI,A123456789012,,\n2,1,05/06/2009,WBRI,UN1,,\n"))},
			{Name: "episodes.csv", Content: bytes.NewReader([]byte("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" +
				"1,10/04/2017,S,C2,N1,U4,PR1,,,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n"))},
		}}
	}
	first, err := s.ImportReturn(t.Context(), caller, small())
	if err != nil || first.Same != nil || first.Import.New != 2 {
		t.Fatalf("%v %+v", err, first)
	}
	head := func() int64 {
		seq, _, err := s.Store().Head(t.Context(), caller)
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	before := head()
	again, err := s.ImportReturn(t.Context(), caller, small())
	if err != nil || again.Same == nil || again.Same.ID != first.Import.ID || head() != before {
		t.Fatalf("loading the same again: %v %+v, %d entries and not %d", err, again.Same, head(), before)
	}
	at := app.When{AsAt: calendar.Must(2017, 12, 31)}
	n := 0
	each := func(when app.When) int {
		t.Helper()
		n = 0
		if _, _, err := s.EachDeadline(t.Context(), caller, app.WantedDeadlines{}, when, func(app.DeadlineAt) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	held := each(at)
	if held == 0 {
		t.Fatal("two children in care have no deadlines")
	}
	if _, err := s.UndoImport(t.Context(), caller, first.Import.ID, "The wrong file.", nil); err != nil {
		t.Fatal(err)
	}
	if left := each(at); left != 0 {
		t.Errorf("after it was taken back, %d deadlines are left", left)
	}
	then := at
	then.KnownEntry = before
	if again := each(then); again != held {
		t.Errorf("as known before it was taken back, there are %d deadlines and not %d", again, held)
	}
	third, err := s.ImportReturn(t.Context(), caller, small())
	if err != nil || third.Same != nil || each(at) != held {
		t.Errorf("loaded once more: %v, %d deadlines and not %d", err, n, held)
	}
	other := app.New(s.Store(), nil, time.Now) // a second server, which has nothing in memory
	s = other
	if again := each(at); again != held {
		t.Errorf("a second server has %d deadlines and not %d", again, held)
	}
	if again := each(then); again != held {
		t.Errorf("a second server, as known before, has %d deadlines and not %d", again, held)
	}
}

// TestTheAdoptionBreakHoldsBetweenReturns loads a year in which a child is adopted, and a later one in which a child with the same numbers comes
// into care: the two are never one.
func TestTheAdoptionBreakHoldsBetweenReturns(t *testing.T) {
	s, caller := office(t)
	load := func(year int, episodes string) *app.ReturnLook {
		t.Helper()
		look, err := s.ImportReturn(t.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: []returns.File{
			{Name: "header.csv", Content: bytes.NewReader([]byte("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n1,2,05/06/2012,WBRI,A123456789012,,\n2,1,05/06/2009,WBRI,B123456789012,,\n"))},
			{Name: "episodes.csv", Content: bytes.NewReader([]byte("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" + episodes))},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return look
	}
	load(2018, "1,10/04/2016,S,C2,N1,A5,PR1,10/05/2017,E11,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n")
	later := load(2019, "1,10/09/2018,S,C2,N1,U4,PR1,,,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n")
	if later.Matched != 1 || later.Import.New != 1 || len(later.Notes) == 0 {
		t.Errorf("of two children, %d were matched and %d are new: %q", later.Matched, later.Import.New, later.Notes)
	}
	again := load(2020, "1,10/09/2018,S,C2,N1,U4,PR1,,,,,,\n2,10/05/2017,S,C2,N1,U4,PR1,,,,,,\n")
	if again.Import.New != 0 {
		t.Errorf("the year after, %d of two children are new: %q", again.Import.New, again.Notes)
	}
	subjects := map[string]bool{}
	if _, _, err := s.EachDeadline(t.Context(), caller, app.WantedDeadlines{}, app.When{AsAt: calendar.Must(2019, 3, 31)}, func(d app.DeadlineAt) error {
		subjects[d.Subject] = true
		return nil
	}); err != nil || len(subjects) != 3 {
		t.Errorf("%d people have deadlines, and not 3: %v", len(subjects), err)
	}
}
