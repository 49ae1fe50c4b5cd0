package app_test

import (
	"bytes"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
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
	begun := time.Now()
	look, err := s.ImportReturn(t.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Files: sample903(t), Progress: func(step string, done, of int) {
		t.Logf("%6d ms %s %d of %d", time.Since(begun).Milliseconds(), step, done, of)
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%v %+v", time.Since(begun), look.Import)
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
	when := app.When{AsAt: year.Ends()}
	for _, day := range []calendar.Date{year.Ends(), year.Ends().AddMonths(-5), year.Ends().AddDays(1)} {
		when.AsAt = day
		begun = time.Now()
		all, err := s.Measures(t.Context(), caller, when, 12)
		if err != nil {
			t.Fatal(err)
		}
		t.Log(time.Since(begun))
		counted := 0
		for _, m := range all {
			for _, f := range m.Series {
				want := known.Figure(m.Measure, f.Period, day)
				if f.Numerator != want.Numerator || f.Denominator != want.Denominator || f.Excluded != want.Excluded || f.CannotTell != want.CannotTell || math.IsNaN(f.Value) != math.IsNaN(want.Value) {
					t.Errorf("%s in %s: %v/%v, want %v/%v", m.Measure.ID, f.Period.Name, f.Numerator, f.Denominator, want.Numerator, want.Denominator)
				}
				counted += int(f.Denominator)
			}
		}
		t.Log(counted)
	}
}
