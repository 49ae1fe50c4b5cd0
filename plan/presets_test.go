package plan_test

import (
	"testing"

	"throughline/calendar"
	"throughline/plan"
)

// Each word of each scheme, and what brings an action to it.
func TestEveryWordOfEveryScheme(t *testing.T) {
	passed, improved := plan.Fact{State: "passed"}, plan.Fact{State: "improved"}
	extended := openPart("x", "a")
	extended.Extended = calendar.Must(2012, 12, 31)
	told := openPart("x", "a")
	told.Progress.LastUpdate = planned
	type then = struct {
		scheme, word string
		day          calendar.Date
		part         plan.Part
		checked      plan.Fact
		difference   plan.Fact
	}
	open, done, none := openPart("x", "a"), signedPart("x", "a", june), plan.Fact{}
	late := signedPart("x", "a", september)
	reached := map[string]bool{}
	for _, c := range []then{
		{"brag", "Amber", june, open, none, none},
		{"brag", "Red", june.AddDays(1), open, none, none},
		{"brag", "Amber", extended.Extended, extended, none, none},
		{"brag", "Red", extended.Extended.AddDays(1), extended, none, none},
		{"brag", "Green", paperDay, done, none, none},
		{"brag", "Green", paperDay, late, plan.Fact{State: "failed"}, none},
		{"brag", "Blue", paperDay, done, passed, none},
		{"brag", "Red", paperDay, open, passed, none},
		{"embedded", "Not started", paperDay, open, none, none},
		{"embedded", "Not started", paperDay, open, passed, improved},
		{"embedded", "Progressing", paperDay, told, none, none},
		{"embedded", "Completed", paperDay, done, none, none},
		{"embedded", "Completed", paperDay, done, passed, none},
		{"embedded", "Completed", paperDay, done, none, improved},
		{"embedded", "Completed and embedded", paperDay, done, passed, improved},
		{"exception", "Green", june, open, none, none},
		{"exception", "Green", paperDay, done, none, none},
		{"exception", "Green", paperDay, late, none, none},
		{"exception", "Amber", june.AddDays(1), open, none, none},
		{"exception", "Amber", calendar.Must(2012, 7, 9), open, none, none},
		{"exception", "Red", calendar.Must(2012, 7, 10), open, none, none},
		{"exception", "Reprogrammed", june, extended, none, none},
		{"exception", "Reprogrammed", extended.Extended, extended, none, none},
		{"exception", "Red", extended.Extended.AddDays(1), extended, none, none},
	} {
		w := startPlanning(t).partners().put(plan.KindAction, "x", liveAction("A1")).put(plan.KindPart, "xa", c.part).put(plan.KindEvidence, "e", evidence("xa"))
		p := w.on(c.day)
		f := *p.Facts("x")
		f.Checked, f.Difference = c.checked, c.difference
		scheme, ok := plan.PresetByKey(c.scheme)
		if !ok {
			t.Fatalf("there is no scheme %s", c.scheme)
		}
		word := scheme.Word(&f, p).Word
		if word != c.word {
			t.Errorf("%s on %s: got %s, want %s", c.scheme, c.day, word, c.word)
		}
		reached[c.scheme+" "+word] = true
	}
	for _, scheme := range plan.Presets {
		if scheme.Name == "" || scheme.Source == "" {
			t.Errorf("%s has no name or no source", scheme.Key)
		}
		for _, word := range scheme.Words {
			if !reached[scheme.Key+" "+word.Word] {
				t.Errorf("nothing brings an action to %s in the scheme %s", word.Word, scheme.Key)
			}
			if word.Meaning == "" || word.Shade == "" {
				t.Errorf("%s, %s: no meaning or no shade", scheme.Key, word.Word)
			}
		}
	}
}

// One month is a calendar month, as the scheme's words say, and not 31 days.
func TestAMonthPastTheEndOfJanuary(t *testing.T) {
	scheme, _ := plan.PresetByKey("exception")
	a := liveAction("A1")
	a.Due = calendar.Must(2013, 1, 31)
	part := openPart("x", "a")
	part.Due = a.Due
	for day, want := range map[calendar.Date]string{calendar.Must(2013, 2, 28): "Amber", calendar.Must(2013, 3, 1): "Red"} {
		p := startPlanning(t).put(plan.KindAction, "x", a).put(plan.KindPart, "xa", part).on(day)
		if got := scheme.Word(p.Facts("x"), p).Word; got != want {
			t.Errorf("%s: got %s, want %s", day, got, want)
		}
	}
}

func TestNoDateIsNotPast(t *testing.T) {
	a, part := liveAction("A1"), openPart("x", "a")
	a.Due, part.Due = calendar.Date{}, calendar.Date{}
	p := startPlanning(t).put(plan.KindAction, "x", a).put(plan.KindPart, "xa", part).on(paperDay)
	for key, want := range map[string]string{"brag": "Amber", "exception": "Green", "embedded": "Not started"} {
		scheme, _ := plan.PresetByKey(key)
		if got := scheme.Word(p.Facts("x"), p).Word; got != want {
			t.Errorf("%s: got %s, want %s", key, got, want)
		}
	}
	if _, ok := plan.PresetByKey("traffic lights"); ok {
		t.Error("a scheme was found that isn't there")
	}
}
