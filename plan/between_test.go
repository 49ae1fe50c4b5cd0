package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/plan"
)

// lists is a plan.Between by id, and by date for what moved.
type lists struct {
	From, To                                            calendar.Date
	Added, Removed, Silent, Slipped, Finished, Reopened []string
	Moved                                               map[string][2]calendar.Date
}

func listsOf(b plan.Between) lists {
	ids := func(actions []*plan.Action) (out []string) {
		for _, a := range actions {
			out = append(out, a.ID)
		}
		return out
	}
	l := lists{b.From, b.To, ids(b.Added), ids(b.Removed), ids(b.Silent), ids(b.Slipped), ids(b.Finished), ids(b.Reopened), map[string][2]calendar.Date{}}
	for _, m := range b.Moved {
		l.Moved[m.Action.ID] = [2]calendar.Date{m.From, m.To}
	}
	return l
}

// changesOf goes through every action there ever was, one question at a time.
func changesOf(was, is *naive) lists {
	l := lists{From: was.day, To: is.day, Moved: map[string][2]calendar.Date{}}
	live := func(n *naive, id string) bool { a, ok := n.actions[id]; return ok && a.Standing == plan.Live }
	finished := func(n *naive, id string) bool { _, ok := n.actions[id]; return ok && n.facts(id).isFinished }
	for _, id := range is.inOrder() {
		f, old := is.facts(id), was.facts(id)
		if !live(is, id) {
			continue
		}
		if !live(was, id) {
			l.Added = append(l.Added, id)
		} else if old.dueNow != f.dueNow {
			l.Moved[id] = [2]calendar.Date{old.dueNow, f.dueNow}
		}
		if f.silent {
			l.Silent = append(l.Silent, id)
		}
		if f.unfinishedAndSlipped {
			l.Slipped = append(l.Slipped, id)
		}
		if finished(is, id) && !finished(was, id) {
			l.Finished = append(l.Finished, id)
		}
		if live(was, id) && finished(was, id) && !finished(is, id) {
			l.Reopened = append(l.Reopened, id)
		}
	}
	for _, id := range is.inOrder() {
		if live(was, id) && !live(is, id) {
			l.Removed = append(l.Removed, id)
		}
	}
	for _, id := range was.inOrder() {
		if _, still := is.actions[id]; live(was, id) && !still {
			l.Removed = append(l.Removed, id) // erased
		}
	}
	return l
}

func TestChangesAgreeWithThePlainCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := drawPlan(t, anyDayOf(t))
		second := first.next(first.n.day.AddDays(rapid.IntRange(0, 400).Draw(t, "days between")))
		second.redraw()
		before := first.on(first.n.day)
		after := second.after(before, second.n.day)
		if diff := cmp.Diff(changesOf(first.n, second.n), listsOf(plan.Changes(before, after))); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Nothing but the day moves: no change but what time brings.
func TestTimeAloneBringsSilenceAndSlipping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawPlan(t, anyDayOf(t))
		before := g.on(g.n.day)
		after, err := before.With(g.n.day.AddDays(rapid.IntRange(0, 400).Draw(t, "days between")), before.Position, nil)
		if err != nil {
			t.Fatal(err)
		}
		got := plan.Changes(before, after)
		if len(got.Added)+len(got.Removed)+len(got.Moved)+len(got.Finished) != 0 {
			t.Fatalf("got %+v", listsOf(got))
		}
		for _, a := range got.Reopened { // its evidence ran out
			if len(after.Facts(a.ID).Outstanding) == 0 {
				t.Fatalf("%s is reopened with nothing outstanding", a.ID)
			}
		}
	})
}

func TestEachKindOfChange(t *testing.T) {
	w := startPlanning(t).partners()
	running := evidence("reopeneda")
	running.Expires = september
	held := liveAction("A4")
	held.PlannedOn, held.Due = june.AddDays(-30), paperDay
	for _, id := range []string{"withdrawn", "erased", "finished", "slipped"} {
		w.act(id, liveAction("A-"+id), 1)
	}
	w.act("moved", held, 1).act("reopened", held, 1).act("unchanged", liveAction("A9"), 1, "a")
	w.put(plan.KindPart, "reopeneda", signedPart("reopened", "a", june)).put(plan.KindEvidence, "running", running)
	ended := liveAction("A7")
	ended.Standing = plan.Withdrawn
	w.act("back", ended, 1, "a").act("never", ended, 1)
	before := w.on(june)

	next := &planning{t: t, seq: w.seq, numbers: w.numbers}
	next.put(plan.KindAction, "withdrawn", ended).erase(plan.KindAction, "erased").put(plan.KindAction, "back", held).act("new", held, 1)
	next.put(plan.KindPart, "finisheda", signedPart("finished", "a", september)).put(plan.KindEvidence, "f", evidence("finisheda"))
	extended := openPart("moved", "a")
	extended.Extended = paperDay.AddDays(60)
	extended.Progress.LastUpdate = september
	next.put(plan.KindPart, "moveda", extended)
	got := listsOf(plan.Changes(before, next.after(before, september.AddDays(1))))
	want := lists{
		From: june, To: september.AddDays(1), Added: []string{"back", "new"}, Removed: []string{"withdrawn", "erased"},
		Silent: []string{"slipped", "reopened", "new"}, Slipped: []string{"slipped"}, Finished: []string{"finished"}, Reopened: []string{"reopened"},
		Moved: map[string][2]calendar.Date{"moved": {paperDay, paperDay.AddDays(60)}},
	}
	for _, list := range [][]string{want.Added, want.Silent, got.Added, got.Silent, want.Removed, got.Removed} {
		slices.Sort(list)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
