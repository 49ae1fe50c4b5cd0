package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/plan"
)

const newClinic = "The new clinic opened then."

var march = calendar.Must(2012, 3, 1)

func rebased(a *acting) {
	linked(a)
	a.do("olive", plan.RebaseChart{ID: "rebase", Measure: "dental-check", Action: "A1", From: march, Why: " " + newClinic + " "})
}

func rebaseTakenBack(a *acting) {
	rebased(a)
	a.do("olive", plan.EndRebase{Rebase: "rebase", Seen: 1, Reason: " It opened later. "})
}

var rebaseRefusals = []refusal{
	{name: "of no measure", by: "olive", change: plan.RebaseChart{Measure: "happiness"}, want: missing("measure")},
	{name: "blank", story: linked, by: "olive", change: plan.RebaseChart{Measure: "dental-check"}, want: append(append(
		invalid("action", "Choose the action that changed practice. It must answer an area that is linked to this measure."),
		invalid("from", "Choose the period from which the chart has new limits.")...),
		invalid("why", "Say why the chart has new limits. They are for a change in practice that is known, and not for a better picture.")...)},
	{name: "for an action that answers no linked area", story: linked, by: "olive", change: plan.RebaseChart{Measure: "dental-check", Action: "A2", From: march, Why: newClinic},
		want: invalid("action", "Choose the action that changed practice. It must answer an area that is linked to this measure.")},
	{name: "from a day to come", story: linked, by: "olive", change: plan.RebaseChart{Measure: "dental-check", Action: "A1", From: planned.AddDays(1), Why: newClinic},
		want: invalid("from", "3 April 2012 is still to come. Choose a period that has begun.")},
	{name: "twice from one day", story: rebased, by: "olive", change: plan.RebaseChart{Measure: "dental-check", Action: "A1", From: march, Why: newClinic},
		want: invalid("from", "This chart has new limits from 1 March 2012 already. Choose another period.")},
	{name: "for a reason that names somebody", story: linked, by: "olive", change: plan.RebaseChart{Measure: "dental-check", Action: "A1", From: march, Why: namesSomebody},
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},

	{name: "not there", by: "olive", change: plan.EndRebase{Rebase: "nothing", Reason: "Never"}, want: missing("rebase of a chart")},
	{name: "for no reason", story: rebased, by: "olive", change: plan.EndRebase{Rebase: "rebase"}, want: invalid("reason", "Say why the new limits are taken back.")},
	{name: "taken back twice", story: rebaseTakenBack, by: "olive", change: plan.EndRebase{Rebase: "rebase", Reason: "Again"},
		want: stale("The new limits of “Dental checks” were taken back on 2 April 2012.")},
	{name: "seen as it never was", story: rebased, by: "olive", change: plan.EndRebase{Rebase: "rebase", Seen: 2, Reason: "Again"}, want: outdated("rebase of a chart")},
	{name: "taken back for a reason that names somebody", story: rebased, by: "olive", change: plan.EndRebase{Rebase: "rebase", Reason: namesSomebody},
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},
}

// A chart has new limits by a decision alone, which can be taken back and made
// again, and stays on record.
func TestAChartIsRebasedByADecision(t *testing.T) {
	a := startThePlan(t)
	rebased(a)
	want := plan.Rebase{Measure: "dental-check", Title: "Dental checks", Action: "A1", From: march, Why: newClinic, By: "olive", On: planned}
	stand := a.p.RebasesOf("dental-check")
	if len(stand) != 1 {
		t.Fatalf("%d decisions stand", len(stand))
	}
	got := *stand[0]
	got.Thing = plan.Thing{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(a.p.RebasesOf("happiness")) != 0 {
		t.Error("another measure has it too")
	}
	a.do("olive", plan.EndRebase{Rebase: "rebase", Reason: "It opened later."})
	if len(a.p.RebasesOf("dental-check")) != 0 {
		t.Error("taken back, it stands")
	}
	if held, ok := a.p.Rebases.Get("rebase"); !ok || held.Why == "" || *held.Ended != (plan.Ending{On: planned, By: "olive", Reason: "It opened later."}) {
		t.Errorf("what was taken back is no longer on record as it was: %+v", held)
	}
	a.do("olive", plan.RebaseChart{Measure: "dental-check", Action: "A1", From: march, Why: newClinic})
	a.do("olive", plan.RebaseChart{Measure: "dental-check", Action: "A1", From: calendar.Must(2011, 3, 1), Why: newClinic})
	if stand := a.p.RebasesOf("dental-check"); len(stand) != 2 || !stand[0].From.Before(stand[1].From) {
		t.Errorf("they don't stand in the order of their days: %+v", stand)
	}
}
