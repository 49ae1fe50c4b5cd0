package app_test

import (
	"testing"
	"time"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
)

func TestProgressOfThePlanIsCountedFromItsAreas(t *testing.T) {
	onEach(t, func(w *world) {
		part := w.action("act")
		files, _ := attachments(w.T)
		w.offered(files, part, "ev", "Evidence in words")
		figure := func(when app.When) [2]float64 {
			w.Helper()
			one, err := w.service.MeasureAt(w.Context(), app.Operator(council), "plan-progress", when, 4, "")
			if err != nil {
				w.Fatal(err)
			}
			return [2]float64{one.Latest.Numerator, one.Latest.Denominator}
		}
		w.goTo(calendar.Must(2012, time.July, 2))
		if got := figure(app.When{}); got != [2]float64{0, 1} {
			w.Errorf("with evidence that nobody has accepted it is %v", got)
		}
		w.do(w.chair, plan.JudgeEvidence{Evidence: "ev", Seen: 1, Accept: true})
		w.goTo(calendar.Must(2012, time.October, 2))
		for _, c := range []struct {
			when app.When
			want [2]float64
		}{
			{app.When{}, [2]float64{1, 1}},
			{app.When{AsAt: calendar.Must(2012, time.July, 2)}, [2]float64{0, 1}}, // it was accepted in the next quarter
			{app.When{AsAt: calendar.Must(2012, time.April, 1)}, [2]float64{0, 0}},
		} {
			if got := figure(c.when); got != c.want {
				w.Errorf("as at %s it is %v, not %v", c.when.AsAt, got, c.want)
			}
		}
	})
}
