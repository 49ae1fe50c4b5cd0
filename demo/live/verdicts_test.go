package live

import (
	"fmt"
	"strings"
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/demo"
	"throughline/plan"
	"throughline/proof"
)

// The demonstration with a council of some size tells what it is there to tell.
func TestTheDemonstrationShowsItsStoriesAndRows(t *testing.T) {
	w := inFile(t).through()
	if err := WithCouncil(t.Context(), w.service, 1500, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	t.Run("stories", func(t *testing.T) { storiesComeOutRight(t, w) })
	t.Run("rows", func(t *testing.T) { everyRowHasAFigureThatAnAreaShows(t, w) })
}

// Every row R1 to R21 of the mission has a measure with figures in the year before
// the paper, and an area for improvement is linked to it.
func everyRowHasAFigureThatAnAreaShows(t *testing.T, w *world) {
	t.Helper()
	id, _ := demo.Authority()
	all, err := w.service.Measures(t.Context(), app.Operator(id), app.When{AsAt: calendar.Must(2013, 2, 1)}, 12)
	if err != nil {
		t.Fatal(err)
	}
	st, err := w.service.State(t.Context(), app.Operator(id), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	linked := map[string]bool{}
	for link := range st.Plan.MeasureLinks.All() {
		linked[link.Measure] = link.Ended == nil
	}
	shown := map[string]bool{}
	for i := range all {
		for _, f := range all[i].Series {
			shown[all[i].Row.Row] = shown[all[i].Row.Row] || f.Denominator > 0 && linked[all[i].Measure.ID]
		}
	}
	for row := 1; row <= 21; row++ {
		if name := fmt.Sprintf("R%d", row); !shown[name] {
			t.Errorf("%s has no measure with a figure that an area is linked to", name)
		}
	}
}

// The planted stories come out right by the program's own verdicts: one action
// made a difference, one shows no more than chance, one saw things get worse.
// What was worked out stands in the plan, and was not known a year before.
func storiesComeOutRight(t *testing.T, w *world) {
	t.Helper()
	id, _ := demo.Authority()
	all, err := w.service.Verdicts(t.Context(), app.Operator(id), app.When{AsAt: calendar.Must(2013, 2, 1)})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]app.ActionVerdict{}
	for _, v := range all {
		got[v.Action.Ref] = v
		if v.Yardstick == nil && (v.Verdict != proof.CannotTell || v.Strength != "") {
			t.Errorf("%s was held to nothing, and is %s", v.Action.Ref, v.Verdict)
		}
	}
	for ref, want := range map[string]proof.Verdict{"A3": proof.Improved, "A6": proof.NoSignal, "A15": proof.Worse} {
		if v := got[ref]; v.Verdict != want || v.Strength != "charted" || v.FollowUp.Points != 8 || v.Yardstick.Afterwards() {
			t.Errorf("%s is %s (%s): %s", ref, v.Verdict, v.Strength, v.Reason)
		}
	}
	st, err := w.service.State(t.Context(), app.Operator(id), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	if f := st.Plan.Facts(got["A3"].Action.ID); f.Difference.State != "improved" {
		t.Errorf("the plan says of A3: %+v", f.Difference)
	}
	if taken := st.Plan.TakenBack(); len(taken) != 1 || taken[0].Verdict != plan.Worse {
		t.Errorf("%d are said to have got worse or to be taken back", len(taken))
	}
	receipt, err := w.service.WorkOutVerdicts(t.Context(), app.Operator(id))
	if err != nil || receipt.Seq != 0 {
		t.Errorf("worked out again with nothing new, it writes entry %d (%v)", receipt.Seq, err)
	}
	early, err := w.service.VerdictOf(t.Context(), app.Operator(id), got["A3"].Action.ID, app.When{AsAt: calendar.Must(2012, 10, 1)})
	if err != nil || early.Verdict != proof.TooEarly || !strings.Contains(early.Reason, "4 months") {
		t.Errorf("as at October it is %s: %s (%v)", early.Verdict, early.Reason, err)
	}
}
