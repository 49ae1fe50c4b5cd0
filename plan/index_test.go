package plan_test

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"throughline/plan"
)

func TestActionsAreInThePlansOrder(t *testing.T) {
	w := startPlanning(t)
	for id, ref := range map[string]string{"p": "A10", "q": "A2", "r": "A2b", "s": "A1", "t": "B1", "u": "A", "v": "A2a", "w": "A02"} {
		w.put(plan.KindAction, id, plan.Action{Ref: ref})
	}
	first := liveAction("Z9")
	first.Order = -1
	last := liveAction("A0")
	last.Order = 5
	w.put(plan.KindAction, "x", last).put(plan.KindAction, "y", first)
	got := refs(w.on(paperDay).InOrder())
	if i, j := slices.Index(got, "A2"), slices.Index(got, "A02"); max(i, j)-min(i, j) != 1 {
		t.Errorf("A2 and A02 are the same number and are not together: %v", got)
	}
	got = slices.DeleteFunc(got, func(ref string) bool { return ref == "A02" })
	if want := []string{"Z9", "A", "A1", "A2", "A2a", "A2b", "A10", "B1", "A0"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Those with the same place keep the order in which they were recorded.
func TestOrderIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := startPlanning(t)
		want := rapid.SliceOfDistinct(rapid.StringMatching(`[a-z]{8}`), rapid.ID[string]).Draw(t, "ids")
		for _, id := range want {
			w.put(plan.KindAction, id, plan.Action{Ref: "A1"})
		}
		var got []string
		for _, a := range w.on(paperDay).InOrder() {
			got = append(got, a.ID)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// However references are written, the order does not depend on which was
// recorded first, apart from those that count as the same.
func TestAnyReferencesCanBeOrdered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.StringMatching(`[A-Ca0-1]{0,4}(99999999999)?[0-9]{0,2}`), 2, 6).Draw(t, "refs")
		order := func(some []string) []string {
			w := startPlanning(t)
			for i, ref := range some {
				w.put(plan.KindAction, string(rune('a'+i)), plan.Action{Ref: ref})
			}
			return refs(w.on(paperDay).InOrder())
		}
		once := order(some)
		reversed := slices.Clone(some)
		slices.Reverse(reversed)
		again := order(reversed)
		for i := range once {
			if once[i] == again[i] {
				continue
			}
			if first := order([]string{once[i], again[i]})[0]; first == order([]string{again[i], once[i]})[0] {
				t.Fatalf("%q and %q differ in place %d, and %q comes first of the two", once, again, i, first)
			}
		}
	})
}

func TestLinks(t *testing.T) {
	w := startPlanning(t).partners()
	serving := liveAction("A2")
	serving.Areas = []string{"area", "other", "area"} // named twice, and counted once
	w.put(plan.KindAction, "second", serving)
	serving.Ref, serving.Areas = "A1", []string{"area"}
	w.put(plan.KindAction, "first", serving)
	for _, ref := range []string{"b", "a", "c", "10", "9"} {
		w.put(plan.KindPart, "first"+ref, openPart("first", ref))
	}
	removed := openPart("first", "d")
	removed.Removed = &plan.Ending{On: planned}
	w.put(plan.KindPart, "firstd", removed)
	w.put(plan.KindEvidence, "e1", evidence("firsta", "firstb", "firsta")).put(plan.KindEvidence, "e2", evidence("firsta"))
	w.put(plan.KindExtension, "x1", plan.Extension{Part: "firsta"}).put(plan.KindExtension, "x2", plan.Extension{Part: "firstb"}).put(plan.KindExtension, "x3", plan.Extension{Part: "firsta"})
	made := w.on(paperDay)
	byHand := &plan.Plan{Day: paperDay, Actions: made.Actions, Parts: made.Parts, Evidence: made.Evidence, Extensions: made.Extensions}
	for name, p := range map[string]*plan.Plan{"by With": made, "by hand": byHand} {
		if got := refs(p.ActionsFor("area")); !slices.Equal(got, []string{"A1", "A2"}) {
			t.Errorf("%s: the area's actions are %v", name, got)
		}
		if got := refs(p.ActionsFor("other")); !slices.Equal(got, []string{"A2"}) {
			t.Errorf("%s: the other area's actions are %v", name, got)
		}
		var parts, shown, asked []string
		for _, part := range p.PartsOf("first") {
			parts = append(parts, part.Ref)
		}
		for _, e := range p.EvidenceFor("firsta") {
			shown = append(shown, e.ID)
		}
		for _, x := range p.ExtensionsOf("firsta") {
			asked = append(asked, x.ID)
		}
		if !slices.Equal(parts, []string{"9", "10", "a", "b", "c"}) {
			t.Errorf("%s: the parts are %v", name, parts)
		}
		if !slices.Equal(shown, []string{"e1", "e2"}) || !slices.Equal(asked, []string{"x1", "x3"}) {
			t.Errorf("%s: evidence %v and extensions %v", name, shown, asked)
		}
		if p.PartsOf("second") != nil || p.EvidenceFor("firstc") != nil || p.ExtensionsOf("nothing") != nil || p.ActionsFor("nothing") != nil {
			t.Errorf("%s: links to nothing", name)
		}
		if f := p.Facts("first"); f == nil || f.Parts != 5 {
			t.Errorf("%s: facts are %+v", name, f)
		}
	}
}

// A plan is read by many pages at once, and all of them get whole facts.
func TestManyReadersAtOnce(t *testing.T) {
	w := startPlanning(t).partners()
	for _, ref := range []string{"A1", "A2", "A3"} {
		w.act(ref, liveAction(ref), 2, "a")
	}
	p := w.on(paperDay)
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			if got := len(p.Groups()[1].Except); got != 3 {
				t.Errorf("%d exceptions, want 3", got)
			}
		})
	}
	readers.Wait()
}
