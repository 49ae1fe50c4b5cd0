package intoplan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/ingest/intoplan"
	"throughline/ingest/planfile"
)

// What was settled stays settled when a file is read another way, where it still applies.
func TestWhatWasSettledStaysWhenTheColumnsChange(t *testing.T) {
	r, p := theFile(), thePlan(t)
	for i := range r.Entries {
		r.Entries[i].Due = planfile.Due{}
	}
	before := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{})
	before.Report = "" // chosen: from no report
	before.Areas["Improve dental checks."] = "S3-1"
	before.Areas["Find homes nearby."] = intoplan.NoArea
	before.Areas["ensure that strategy discussions are recorded"] = intoplan.NewArea
	before.Owners["Moor Police"] = "audit"
	keys := make([]string, len(r.Entries))
	for i := range r.Entries {
		keys[i] = intoplan.Key(&r.Entries[i])
	}
	before.Dates[keys[0]], before.Dates[keys[1]], before.Dates["Plan, row 99"] = june, autumn, autumn
	before.Leave[keys[2]], before.Leave[keys[3]], before.Leave["Plan, row 98"] = true, true, true

	want := before
	delete(want.Signers, "police") // it owns nothing now
	want.Dates, want.Leave = map[string]calendar.Date{keys[0]: june, keys[1]: autumn}, map[string]bool{keys[2]: true, keys[3]: true}
	if diff := cmp.Diff(want, intoplan.Again(&r, p, "inspection", before)); diff != "" {
		t.Errorf("read the same way: %s", diff)
	}

	// Another column is the due date: two rows have a date of their own now, and one is part of another.
	r.Entries[1].Due, r.Entries[3].Due = june, june
	r.Entries = append(r.Entries[:2], r.Entries[3:]...)
	got := intoplan.Again(&r, p, "inspection", before)
	if diff := cmp.Diff(map[string]calendar.Date{keys[0]: june}, got.Dates); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]bool{}, got.Leave); diff != "" {
		t.Error(diff)
	}
	if got.Owners["Moor Police"] != "audit" || got.Areas["Improve dental checks."] != "S3-1" {
		t.Errorf("forgotten: %+v", got)
	}

	// For the next file, places mean other rows.
	next := theFile()
	next.Entries[0].Due = planfile.Due{}
	if c := intoplan.Suggest(&next, p, "inspection", before); len(c.Dates)+len(c.Leave) > 0 {
		t.Errorf("another file's rows were settled: %+v", c)
	}
	// An area or a report that is gone is asked about again.
	before.Areas["Improve dental checks."], before.Report = "gone", "gone"
	if c := intoplan.Again(&r, p, "inspection", before); c.Areas["Improve dental checks."] != intoplan.NewArea || c.Report != "report" {
		t.Errorf("kept what is gone: %+v", c)
	}
}
