package app

import (
	"testing"

	"throughline/calendar"
	"throughline/deadline"
)

func TestWhatIsToldTwiceHappenedOnce(t *testing.T) {
	day := calendar.Must(2018, 5, 1)
	of := func(care string) map[string]string { return map[string]string{"care": care} }
	own := []deadline.Fact{
		{ID: "mine", Event: "care.started", On: day, Of: of("mine")},
		{ID: "p", Event: deadline.Person, On: calendar.Must(2010, 1, 1)},
	}
	told := []deadline.Fact{
		{ID: "r/care", Event: "care.started", On: day, Of: of("r/care")},
		{ID: "r/care", Event: "care.ended", On: day.AddDays(90), Of: of("r/care")},
		{ID: "r/review", Event: "review.held", On: day.AddDays(20), Of: of("r/care")},
		{ID: "r/earlier", Event: "care.started", On: day.AddDays(-900), Of: of("r/earlier")},
		{ID: "r/blank", Event: "review.held", Of: of("r/care")},
		{ID: "person", Event: deadline.Person, On: calendar.Must(2010, 1, 2)},
	}
	kept := once(told, own)
	if len(kept) != 4 {
		t.Fatalf("%d facts are kept: %+v", len(kept), kept)
	}
	for i, want := range []struct{ id, care string }{{"mine", "mine"}, {"r/review", "mine"}, {"r/earlier", "r/earlier"}, {"r/blank", "mine"}} {
		if kept[i].ID != want.id || kept[i].Of["care"] != want.care {
			t.Errorf("%d: %s of %s, and not %s of %s", i, kept[i].ID, kept[i].Of["care"], want.id, want.care)
		}
	}
	if told[1].Of["care"] != "r/care" {
		t.Error("what was given is changed")
	}
	if all := once(told, nil); len(all) != len(told) {
		t.Error("with no records here something is left out")
	}
}
