package live

import (
	"strings"
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/demo"
	"throughline/plan"
	"throughline/proof"
)

// The planted stories come out right by the program's own verdicts: one action
// made a difference, one shows no more than chance, one saw things get worse.
// What was worked out stands in the plan, and was not known a year before.
func TestThePlantedStoriesComeOutRight(t *testing.T) {
	w := inFile(t).through()
	if err := WithCouncil(t.Context(), w.service, 1500, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
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
