package plan_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/deadline"
	"throughline/plan"
)

func TestGroupsAreInTheOrderOfPapers(t *testing.T) {
	want := []plan.GroupKey{
		{Section: plan.Safeguarding, Timescale: deadline.Immediate},
		{Section: plan.Safeguarding, Timescale: deadline.ThreeMonths},
		{Section: plan.Safeguarding, Timescale: deadline.SixMonths},
		{Section: plan.LookedAfterChildren, Timescale: deadline.Immediate},
		{Section: plan.LookedAfterChildren, Timescale: deadline.ThreeMonths},
		{Section: plan.LookedAfterChildren, Timescale: deadline.SixMonths},
		{Section: plan.Additional, Timescale: deadline.None},
	}
	var got []plan.GroupKey
	for _, g := range startPlanning(t).on(paperDay).Groups() {
		got = append(got, g.GroupKey)
		if len(g.Actions)+len(g.Complete)+len(g.Except)+len(g.Remaining)+len(g.InProgress)+len(g.LeftOut) != 0 {
			t.Errorf("an empty plan has a group that isn't: %+v", g)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestAPlanForALaterFrameworkHasItsOwnSectionsOnly(t *testing.T) {
	keys := func(sections ...plan.Section) (listed []plan.Section) {
		w := startPlanning(t).partners()
		for i, section := range sections {
			a := liveAction("A" + plan.Number(i))
			a.Section, a.Timescale = section, deadline.ThreeMonths
			w.act(plan.Number(i), a, 1)
		}
		for _, g := range w.on(paperDay).Groups() {
			listed = append(listed, g.Section)
		}
		return slices.Compact(listed)
	}
	for _, c := range []struct{ has, want []plan.Section }{
		{nil, []plan.Section{plan.Safeguarding, plan.LookedAfterChildren, plan.Additional}},
		{[]plan.Section{plan.Safeguarding}, []plan.Section{plan.Safeguarding, plan.LookedAfterChildren, plan.Additional}},
		{[]plan.Section{plan.ChildrensServices}, []plan.Section{plan.ChildrensServices, plan.Additional}},
		{[]plan.Section{plan.ChildrensServices, plan.LookedAfterChildren}, []plan.Section{plan.LookedAfterChildren, plan.ChildrensServices, plan.Additional}},
	} {
		if got := keys(c.has...); !slices.Equal(got, c.want) {
			t.Errorf("a plan about %v lists %v, not %v", c.has, got, c.want)
		}
	}
}

func TestAGroupOfThePlan(t *testing.T) {
	w := startPlanning(t).partners()
	w.act("done", liveAction("A1"), 2, "a", "b").act("except", liveAction("A2"), 3, "a", "c").act("some", liveAction("A3"), 3, "b")
	w.act("one", liveAction("A4"), 1).act("none", liveAction("A5"), 0)
	told := openPart("one", "a")
	told.Progress.LastUpdate = paperDay.AddDays(-90)
	w.put(plan.KindPart, "onea", told)
	toldToo := openPart("except", "b") // news about an exception is not progress of what remains
	toldToo.Progress.LastUpdate = paperDay
	w.put(plan.KindPart, "exceptb", toldToo)
	for ref, standing := range map[string]plan.Standing{"A6": plan.Withdrawn, "A7": plan.Superseded, "A8": plan.NotAccepted} {
		ended := liveAction(ref)
		ended.Standing = standing
		w.act(string(standing), ended, 1, "a")
	}
	additional := liveAction("A9")
	additional.Section, additional.Timescale = plan.Additional, deadline.None
	w.act("additional", additional, 1)
	groups := w.on(paperDay).Groups()
	g := groups[1]
	for name, c := range map[string]struct{ got, want []string }{
		"actions":     {refs(g.Actions), []string{"A1", "A2", "A3", "A4", "A5"}},
		"complete":    {refs(g.Complete), []string{"A1"}},
		"remaining":   {refs(g.Remaining), []string{"A3", "A4", "A5"}},
		"in progress": {refs(g.InProgress), []string{"A4"}},
		"left out":    {refs(g.LeftOut), []string{"A6", "A7", "A8"}},
		"additional":  {refs(groups[6].Actions), []string{"A9"}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got %v, want %v", name, c.got, c.want)
		}
	}
	if len(g.Except) != 1 || g.Except[0].Action.Ref != "A2" || g.Except[0].Part.Ref != "b" {
		t.Errorf("the exception is %+v", g.Except)
	}
}

// groupAgrees holds a group to the plain count of the actions that belong to it.
func groupAgrees(t *rapid.T, g plan.Group, n *naive, belongs func(plan.Action) bool) {
	t.Helper()
	var live, complete, except, remaining, inProgress, leftOut []string
	for _, id := range n.inOrder() {
		a, f := n.actions[id], n.facts(id)
		if !belongs(a) {
			continue
		}
		if a.Standing != plan.Live {
			leftOut = append(leftOut, a.Ref)
			continue
		}
		live = append(live, a.Ref)
		switch {
		case f.parts > 0 && f.done == f.parts:
			complete = append(complete, a.Ref)
		case f.parts >= 2 && f.done == f.parts-1:
			except = append(except, a.Ref+f.outstanding[0])
		default:
			remaining = append(remaining, a.Ref)
			if f.inProgress {
				inProgress = append(inProgress, a.Ref)
			}
		}
	}
	var exceptions []string
	for _, e := range g.Except {
		exceptions = append(exceptions, e.Action.Ref+e.Part.ID)
	}
	for name, c := range map[string]struct{ got, want []string }{
		"actions": {refs(g.Actions), live}, "complete": {refs(g.Complete), complete}, "except": {exceptions, except},
		"remaining": {refs(g.Remaining), remaining}, "in progress": {refs(g.InProgress), inProgress}, "left out": {refs(g.LeftOut), leftOut},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Fatalf("%v, %s: got %v, want %v", g.GroupKey, name, c.got, c.want)
		}
	}
	if len(g.Actions) != len(g.Complete)+len(g.Except)+len(g.Remaining) {
		t.Fatalf("%v: %d is not %d and %d and %d", g.GroupKey, len(g.Actions), len(g.Complete), len(g.Except), len(g.Remaining))
	}
}

func TestEachLiveActionIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawPlan(t, anyDayOf(t))
		p := g.on(g.n.day)
		before := publication.AddDays(rapid.IntRange(0, 400).Draw(t, "due before"))
		times := map[string]int{}
		for _, group := range p.Groups() {
			in := func(a plan.Action) bool { return a.Section == group.Section && a.Timescale == group.Timescale }
			groupAgrees(t, group, g.n, in)
			groupAgrees(t, group.DueBefore(before, p), g.n, func(a plan.Action) bool {
				return in(a) && !a.Due.IsZero() && a.Due.Before(before)
			})
			for _, a := range slices.Concat(group.Complete, group.Remaining, group.LeftOut) {
				times[a.ID]++
			}
			for _, e := range group.Except {
				times[e.Action.ID]++
			}
		}
		for id := range g.n.actions {
			if times[id] != 1 {
				t.Fatalf("%s is in %d buckets", id, times[id])
			}
		}
		if len(times) != len(g.n.actions) {
			t.Fatalf("%d actions are counted and the plan has %d", len(times), len(g.n.actions))
		}
	})
}

func TestDueBefore(t *testing.T) {
	w := startPlanning(t).partners()
	for ref, due := range map[string]int{"A1": -1, "A2": 0, "A3": 1} {
		a := liveAction(ref)
		a.Section, a.Timescale, a.Due = plan.Additional, deadline.None, june.AddDays(due)
		w.act(ref, a, 1)
		a.Ref, a.Standing = "B"+ref, plan.Withdrawn
		w.act("B"+ref, a, 1)
	}
	p := w.on(paperDay)
	part := p.Groups()[6].DueBefore(june, p)
	if !slices.Equal(refs(part.Actions), []string{"A1"}) || !slices.Equal(refs(part.LeftOut), []string{"BA1"}) || part.Section != plan.Additional {
		t.Errorf("got %v and %v left out", refs(part.Actions), refs(part.LeftOut))
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 1200: "1,200", 12345: "12,345", 1234567: "1,234,567", -1: "-1", -999: "-999", -1000: "-1,000",
		math.MinInt64: "-9,223,372,036,854,775,808",
	} {
		if got := plan.Number(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}
