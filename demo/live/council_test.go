package live

import (
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/demo"
)

// A small council loads into the demonstration as it was built, the measures that its returns answer have figures, and each area whose row of the pack
// has a measure is linked to it.
func TestTheDemonstrationWithACouncil(t *testing.T) {
	w := inFile(t).through()
	last, of := 0, 0
	if err := WithCouncil(t.Context(), w.service, 60, func(done, all int) {
		if done != last+1 || done > all {
			t.Errorf("%d of %d after %d", done, all, last)
		}
		last, of = done, all
	}); err != nil {
		t.Fatal(err)
	}
	if last == 0 || last != of {
		t.Errorf("%d of %d were told of", last, of)
	}
	id, _ := demo.Authority()
	operator := app.Operator(id)
	all, err := w.service.Measures(t.Context(), operator, app.When{AsAt: calendar.Must(2012, 3, 31)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	counted := map[string]bool{}
	for _, m := range all {
		counted[m.Measure.ID] = m.Latest.Denominator > 0
	}
	for _, measure := range []string{"annual-health-assessment", "dental-check", "immunisations", "looked-after-reviews-on-time", "review-participation", "care-leavers-accommodation", "care-leavers-eet", "sdq-returned"} {
		if !counted[measure] {
			t.Errorf("%s has no figure", measure)
		}
	}
	later, err := w.service.Measures(t.Context(), operator, app.When{AsAt: calendar.Must(2013, 1, 31)}, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range later {
		counted[m.Measure.ID] = counted[m.Measure.ID] || m.Latest.Denominator > 0
	}
	for _, measure := range []string{"training-compliance", "out-of-hours-manager", "designated-cover", "iro-caseload", "governance-findings-closed", "domestic-abuse-actions", "lado-one-day", "outcome-focus"} {
		if !counted[measure] {
			t.Errorf("%s has no figure", measure)
		}
	}
	st, err := w.service.State(t.Context(), operator, app.When{})
	if err != nil {
		t.Fatal(err)
	}
	linked := 0
	for area := range st.Plan.Areas.All() {
		if len(st.Plan.MeasuresOf(area.ID)) > 0 {
			linked++
		} else {
			t.Logf("%s has no measure", area.Ref)
		}
	}
	if linked < 21 {
		t.Errorf("%d areas of %d have a measure", linked, st.Plan.Areas.Len())
	}
}
