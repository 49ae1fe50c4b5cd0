package plan_test

import (
	"slices"
	"testing"

	"throughline/plan"
)

// Each question finds just the actions of which its sentence is true.
func TestQuestionsFindWhereTheFactsDisagree(t *testing.T) {
	a := startThePlan(t)
	heldTo(a)
	ask := func(want ...string) {
		t.Helper()
		slices.Sort(want)
		got := a.p.Facts("A1").Asks()
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("asked %v, want %v", got, want)
		}
	}
	ask()
	a.do("olive", judged(func(*plan.Found) {}))
	ask("better-not-signed")
	a.do("olive", judged(func(f *plan.Found) { f.Verdict, f.After = plan.NoSignal, 10 }))
	ask("slipping")
	if got := a.p.Facts("A2").Asks(); !slices.Equal(got, []string{"never-looked"}) {
		t.Errorf("an action that nobody looked at: %v", got)
	}
	a.do("chris", plan.EndAction{Action: "A2", Standing: plan.Withdrawn, Reason: "Not needed"})
	if got := a.p.Facts("A2").Asks(); got != nil {
		t.Errorf("an action that is no longer live: %v", got)
	}
}

// What is done and what was checked can be told apart from what got better.
func TestQuestionsOfDoneAndChecked(t *testing.T) {
	live := &plan.Action{Standing: plan.Live}
	better := plan.Fact{State: "improved"}
	charted := &plan.Verdict{Verdict: plan.Improved, Strength: "charted"}
	for name, c := range map[string]struct {
		facts plan.ActionFacts
		want  []string
	}{
		"done, nothing shown":        {plan.ActionFacts{State: plan.Done, Judged: true}, []string{"done-not-better"}},
		"done and better":            {plan.ActionFacts{State: plan.Done, Judged: true, Difference: better, Verdict: charted}, nil},
		"checked, nothing charted":   {plan.ActionFacts{State: plan.NoParts, Checked: plan.Fact{State: "passed"}}, []string{"checked-not-charted"}},
		"checked and only signs":     {plan.ActionFacts{State: plan.NoParts, Checked: plan.Fact{State: "passed"}, Verdict: &plan.Verdict{Strength: plan.Indicative}}, []string{"checked-not-charted"}},
		"checked and charted":        {plan.ActionFacts{State: plan.NoParts, Checked: plan.Fact{State: "passed"}, Verdict: charted}, nil},
		"better, not done":           {plan.ActionFacts{State: plan.SomeParts, Judged: true, Difference: better, Verdict: charted}, []string{"better-not-signed"}},
		"a check that was lost":      {plan.ActionFacts{State: plan.SomeParts, Judged: true, CheckLost: true}, []string{"slipping"}},
		"a difference that was lost": {plan.ActionFacts{State: plan.SomeParts, Judged: true, Verdict: &plan.Verdict{Lost: &plan.Lost{}}}, []string{"slipping"}},
	} {
		c.facts.Action = live
		if got := c.facts.Asks(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
