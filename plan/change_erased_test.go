package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/change"
	"throughline/plan"
)

// erased takes a thing's content away, as a request to be forgotten does.
func (a *acting) erased(kind, id string) {
	a.t.Helper()
	var held record
	for _, r := range records(a.p) {
		if r.thing.ID == id {
			held = r
		}
	}
	a.seq++
	next, err := a.p.With(a.today, a.seq, []plan.Version{{Kind: kind, ID: id, Version: held.thing.Version + 1, Seq: a.seq, On: a.today}})
	if err != nil {
		a.t.Fatalf("%v", err)
	}
	a.p = next
}

// What hangs on something erased is refused, and never taken for granted.
func TestWhatHangsOnSomethingErased(t *testing.T) {
	start := startThePlan(t)
	ready(start)
	for _, c := range []struct {
		name, kind, id, by string
		change             plan.Change
		want               change.Problems
	}{
		{"judging for a part erased", plan.KindPart, "A1a", "sue", plan.JudgeEvidence{Evidence: "shown", Accept: true}, missing("part")},
		{"withdrawing for a part erased", plan.KindPart, "A1a", "carl", plan.WithdrawEvidence{Evidence: "shown", Reason: "No"}, missing("part")},
		{"signing in an action erased", plan.KindAction, "A1", "sue", signA1a, missing("action")},
		{"judging for a part of an action erased", plan.KindAction, "A1", "carl", plan.JudgeEvidence{Evidence: "shown", Accept: true},
			forbidden("Part a belongs to your own agency, so somebody of another agency must judge its evidence.")},
		{"signing for an owner's post erased", plan.KindPost, "services", "sue", signA1a,
			forbidden("Part A1a belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.")},
		{"reporting for an owner's post erased", plan.KindPost, "nurse", "dora", saysComplete("A1b"),
			forbidden("Part A1b belongs to a post not named. Only that agency or the plan's owner can do this.")},
	} {
		a := start.fork()
		a.t = t
		a.erased(c.kind, c.id)
		err := a.try(c.by, c.change)
		if diff := cmp.Diff(error(c.want), err); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// A circle that was there before is walked once.
func TestDependenceOnACircle(t *testing.T) {
	w := startPlanning(t)
	w.put(plan.KindInspection, "inspection", theInspection())
	for id, after := range map[string]string{"b": "c", "c": "b"} {
		body := additionalAction("Visit")
		body.Standing, body.DependsOn, body.Ref = plan.Live, []string{after}, id
		w.put(plan.KindAction, id, body)
	}
	body := additionalAction("Visit")
	body.Standing, body.Ref = plan.Live, "a"
	w.put(plan.KindAction, "a", body)
	_, err := plan.EditAction{Action: "a", Title: "Visit", Origin: plan.FromMeeting, DependsOn: []string{"b"}}.Decide(w.on(planned), change.Context{})
	if err != nil {
		t.Errorf("waiting for a circle one isn't in gave %v", err)
	}
}
