package web

import (
	"math"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/practice"
	"throughline/proof"
)

const onTime = "initial-health-assessment-on-time"

// A chart is drawn with its points as a table; where they never vary there are
// no limits, and the page says so.
func TestAMeasureHasItsControlChart(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst := c.as("analyst")
	analyst.get("/measures/" + onTime).want(http.StatusOK).says("Is it more than chance? The control chart")
	page := analyst.get("/measures/" + onTime + "/chart").want(http.StatusOK)
	page.says("There are too few points, or they vary too little, for limits.", "Which way", "Higher is better.", "without a figure have no point", "Not available", "None have been decided.")
	page.hides("Give the chart new limits")
	charts := page.all(func(n *html.Node) bool { return hasClass(n, "tl-control") })
	if len(charts) != 1 || !strings.Contains(attribute(charts[0], "aria-label"), "11 points, from March 2015 to May 2018") {
		t.Errorf("%d charts", len(charts))
	}
	if rows := page.tableRows(); len(rows) != 11 {
		t.Errorf("%d points in the table", len(rows))
	}
	analyst.get("/measures/conference-15-days/chart").want(http.StatusOK).says("No period with a figure is over yet.")
	analyst.get("/measures/nonesuch/chart").want(http.StatusNotFound)
}

// A chart has new limits by a decision with an action and a reason; the chart
// without them stays one click away, and the decision can be taken back.
func TestAChartGetsNewLimits(t *testing.T) {
	c := newReturnsCouncil(t)
	at := "/measures/" + onTime + "/chart"
	owner := c.as("owner")
	owner.get(at + "/rebase").want(http.StatusOK).says("Link the measure to an area, and plan the action.")
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: onTime, Why: "It counts who was seen in time."})
	owner.get(at).want(http.StatusOK).says("Give the chart new limits")
	form := owner.get(at + "/rebase").want(http.StatusOK).form(at + "/rebase")
	owner.post(at+"/rebase", form).want(http.StatusUnprocessableEntity).says("Choose the action that changed practice.", "Choose the period from which the chart has new limits.", "Say why the chart has new limits.")
	form.Set("action", c.id["action"])
	form.Set("from", "2016-06-01")
	form.Set("why", "The new pathway began.")
	done := owner.post(at+"/rebase", form).want(http.StatusOK)
	done.says("The chart has new limits.", "New limits from 1 June 2016", "The new pathway began.", "They begin anew where a recorded decision below says so.", "Show the chart without the new limits")
	owner.get(at+"?limits=whole").want(http.StatusOK).says("They are taken from all the points.", "Show the chart with the new limits")
	owner.get(at + "?as-at=2018-05-01").want(http.StatusOK).hides("Give the chart new limits")

	// A day that begins no period of the chart is refused by the one write path.
	_, err := c.app.RebaseChart(t.Context(), c.caller("owner"), plan.RebaseChart{Measure: onTime, Action: c.id["action"], From: calendar.Must(2016, 6, 2), Why: "It began"})
	if err == nil || !strings.Contains(err.Error(), "no point whose period begins on 2 June 2016") {
		t.Errorf("a day between: %v", err)
	}

	now, err := c.app.Plan(t.Context(), c.caller("owner"), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	end := at + "/rebases/" + now.RebasesOf(onTime)[0].ID + "/end"
	ending := owner.get(end).want(http.StatusOK).form(end)
	owner.post(end, ending).want(http.StatusUnprocessableEntity).says("Say why the new limits are taken back.")
	ending.Set("reason", "It began later.")
	owner.post(end, ending).want(http.StatusOK).says("The new limits have been taken back.", "None have been decided.")
	owner.get(end).want(http.StatusOK).says("They were taken back on")
	owner.get("/measures/dental-check/chart/rebases/" + now.RebasesOf(onTime)[0].ID + "/end").want(http.StatusNotFound)
}

func chartedOf(t *testing.T, target float64, values ...float64) *app.Charted {
	t.Helper()
	ask := proof.XmR{Improves: proof.Increase}
	c := &app.Charted{Better: proof.Increase}
	c.Measure = &practice.Measure{Shape: "proportion"}
	if !math.IsNaN(target) {
		c.Target, ask.Target = &target, &target
	}
	for i, v := range values {
		on := calendar.Must(2016, 1, 1).AddMonths(i)
		ask.Series = append(ask.Series, proof.Observation{On: on, Value: v})
		c.Names, c.Periods = append(c.Names, on.Long()), append(c.Periods, on)
	}
	chart, err := ask.Chart()
	if err != nil {
		t.Fatal(err)
	}
	c.XmRChart = chart
	return c
}

func TestAChartSaysWhatItsLatestPointShows(t *testing.T) {
	steady := []float64{.5, .52, .49, .51, .5, .53, .48, .5, .52, .49, .51, .5, .52}
	for _, test := range []struct {
		name   string
		target float64
		last   float64
		says   string
		met    string
	}{
		{"common", .5, .5, "The latest point is within what chance alone would give.", "met in some periods and not in others"},
		{"better", .2, .9, "The latest point is better than chance alone would give.", "it will be met reliably"},
		{"worse", .99, .1, "The latest point is worse than chance alone would give.", "it will not be met"},
	} {
		c := chartedOf(t, test.target, append(append([]float64{}, steady...), test.last)...)
		if got := chartFinding(c); got != test.says {
			t.Errorf("%s: %s", test.name, got)
		}
		facts := chartFacts(c, controlDrawing(c))
		if got := facts[2].Lines[0]; !strings.Contains(got, test.met) {
			t.Errorf("%s: %s", test.name, got)
		}
	}
	if got := chartFinding(chartedOf(t, math.NaN(), .5, .6, .5)); got != "There are too few points for limits that can be relied on. These are trial limits." {
		t.Errorf("three points: %s", got)
	}
	if got := chartFinding(chartedOf(t, math.NaN(), .5)); got != "There are too few points, or they vary too little, for limits." {
		t.Errorf("one point: %s", got)
	}
}
