package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/proof"
	"throughline/web/govuk"
	"throughline/web/svgcontrol"
)

func (s *Server) controlChartPages() []Route {
	return []Route{
		{Pattern: "GET /measures/{id}/chart", Needs: access.ReadMeasures, handle: s.controlChartPage},
		{Pattern: "GET /measures/{id}/chart/rebase", Needs: access.EditPlan, handle: s.rebasePage},
		{Pattern: "POST /measures/{id}/chart/rebase", Needs: access.EditPlan, handle: s.rebaseChart},
		{Pattern: "GET /measures/{id}/chart/rebases/{rebase}/end", Needs: access.EditPlan, handle: s.endRebasePage},
		{Pattern: "POST /measures/{id}/chart/rebases/{rebase}/end", Needs: access.EditPlan, handle: s.endRebase},
	}
}

type controlChartView struct {
	moment
	Day, Name, Caption string
	Measure            pageLink
	Finding            string
	Chart              template.HTML
	Facts              []factRow
	Events             []string
	Points             []chartLine
	Rebases            []rebaseLine
	Other              *pageLink // the chart with other limits
	CanRebase          bool
	Rebase             string
}

type chartLine struct{ Period, Value, Mean, Limits, Says string }

type rebaseLine struct {
	Words  string
	Action pageLink
	Why    string
	End    *pageLink
}

var controlChartTemplate = newPage[controlChartView]("control_chart.tmpl")

func (s *Server) controlChartPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	whole := r.URL.Query().Get("limits") == "whole"
	c, err := s.app.ControlChart(r.Context(), v.caller, id, v.when, !whole)
	if err != nil {
		return err
	}
	drawn := controlDrawing(c)
	view := controlChartView{
		moment: v.moment, Day: st.Plan.Day.String(), Name: "Is it more than chance? " + c.Measure.Name, Caption: withRow(&c.Row),
		Measure: pageLink{Text: c.Measure.Name, Href: v.To("/measures/" + id)}, Finding: drawn.Finding, Chart: drawn.Draw(), Facts: chartFacts(c, drawn),
		CanRebase: v.caller.May(access.EditPlan) && v.Now() && len(c.Actions) > 0 && len(c.Points) > 0, Rebase: "/measures/" + id + "/chart/rebase",
	}
	for i, e := range drawn.Events {
		view.Events = append(view.Events, strconv.Itoa(i+1)+": "+e.Words+", "+e.On.Long())
	}
	for i := range slices.Backward(c.Points) {
		p := &c.Points[i]
		line := chartLine{Period: c.Names[i], Value: drawn.Value(p.Value), Mean: drawn.Value(p.Mean), Limits: "Not available", Says: svgcontrol.Words(*p)}
		if p.Limited() {
			line.Limits = drawn.Value(p.Lower) + " to " + drawn.Value(p.Upper)
			if p.Trial {
				line.Limits += " (trial)"
			}
		}
		view.Points = append(view.Points, line)
	}
	for _, r := range c.Rebases {
		line := rebaseLine{Words: "New limits from " + r.From.Long() + ", decided on " + r.On.Long() + " by " + nameOf(st.Plan, r.By), Why: r.Why}
		if slices.Contains(c.Passed, r) {
			line.Words += ". No period begins on that day any more, so it has no effect"
		}
		if a, ok := st.Plan.Actions.Get(r.Action); ok {
			line.Action = pageLink{Text: a.Ref + " " + a.Title, Href: v.To("/actions/" + a.ID)}
		}
		if v.caller.May(access.EditPlan) && v.Now() {
			line.End = &pageLink{Text: "Take back", Href: "/measures/" + id + "/chart/rebases/" + r.ID + "/end", About: "the new limits from " + r.From.Long()}
		}
		view.Rebases = append(view.Rebases, line)
	}
	switch {
	case whole && len(c.Rebases) > 0:
		view.Other = &pageLink{Text: "Show the chart with the new limits", Href: v.To("/measures/" + id + "/chart")}
	case c.Rebased:
		view.Other = &pageLink{Text: "Show the chart without the new limits", Href: v.To("/measures/" + id + "/chart?limits=whole")}
	}
	return controlChartTemplate.write(w, http.StatusOK, v.shell(view.Name, st), view)
}

// controlDrawing is a chart as it is drawn, on a page or in a paper.
func controlDrawing(c *app.Charted) *svgcontrol.Chart {
	drawn := &svgcontrol.Chart{Finding: chartFinding(c), Points: c.Points, Names: c.Names, Share: c.Measure.Shape == "proportion", Target: c.Target}
	for _, e := range c.Events {
		words := e.Action.Ref + " completed"
		if e.Live {
			words = e.Action.Ref + " went live"
		}
		drawn.Events = append(drawn.Events, svgcontrol.Event{On: e.On, Words: words})
	}
	return drawn
}

// chartFinding says in a sentence what a chart shows of its latest point. It
// says of no action that it worked: a verdict does that, by stricter rules.
func chartFinding(c *app.Charted) string {
	if len(c.Points) == 0 {
		return "No period with a figure is over yet."
	}
	last := c.Points[len(c.Points)-1]
	switch {
	case !last.Limited():
		return "There are too few points, or they vary too little, for limits."
	case last.Trial:
		return "There are too few points for limits that can be relied on. These are trial limits."
	}
	switch c.Variation {
	case proof.Improvement:
		return "The latest point is better than chance alone would give."
	case proof.Concern:
		return "The latest point is worse than chance alone would give."
	case proof.NeutralHigh, proof.NeutralLow:
		return "The latest point is unusual, though neither way is better."
	case proof.CommonCause:
	}
	return "The latest point is within what chance alone would give."
}

var assuranceWords = map[proof.Assurance]string{
	proof.ConsistentPass: "The target lies on the good side of both limits: it will be met reliably, unless something changes.",
	proof.ConsistentFail: "The target lies beyond the limits: it will not be met, unless something changes.",
	proof.HitAndMiss:     "The target lies between the limits: it will be met in some periods and not in others, by chance.",
}

// chartFacts say how a chart is made, and whether its target is met reliably:
// that is apart from whether there was a change, and never merged with it.
func chartFacts(c *app.Charted, drawn *svgcontrol.Chart) []factRow {
	way := map[proof.Direction]string{proof.Increase: "Higher is better.", proof.Decrease: "Lower is better.", proof.Neutral: "Neither way is better: a change is worth seeing."}
	rows := []factRow{{Key: "Which way", Lines: []string{way[c.Better]}}}
	limits := "They are taken from all the points."
	switch {
	case c.Rebased:
		limits = "They begin anew where a recorded decision below says so."
	case c.Since != nil:
		limits = "They are taken from the first " + count(c.Frozen, "point") + ", which lie before " + c.Since.Ref + " went live, and are kept for the points since."
	}
	rows = append(rows, factRow{Key: "Average and limits", Lines: []string{limits,
		"A point between the limits is within what chance alone would give. XmR chart, by NHS England’s “Making Data Count” rules: 2.66 times the average step between two points, and steps of 3.267 times the average or more left out once."}})
	target := "None is set."
	if c.Target != nil {
		target = drawn.Value(*c.Target) + ". " + assuranceWords[c.Assurance]
	}
	rows = append(rows, factRow{Key: "Target", Lines: []string{target}})
	if len(c.Without) > 0 {
		rows = append(rows, factRow{Key: "No figure", Lines: []string{count(len(c.Without), "period") + " without a figure have no point: " + strings.Join(c.Without, ", ") + "."}})
	}
	return rows
}

// chartOf is a measure's chart, or the plan for those who may not see every
// number.
func (v *visit) chartOf(measure string) string {
	if v.caller.May(access.ReadMeasures) {
		return "/measures/" + measure + "/chart"
	}
	return "/"
}

func (s *Server) rebasePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	c, err := s.app.RebaseableChart(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.askRebase(w, http.StatusOK, v.start(), c)
}

func (v *visit) askRebase(w http.ResponseWriter, status int, form *govuk.Form, c *app.Rebaseable) error {
	at := "/measures/" + c.Measure.ID + "/chart"
	view := askView{
		Form: form, Caption: c.Measure.Name, Heading: "Give the chart new limits",
		About:  []string{"Do this only where it is known that an action changed practice, and not for a better picture. The decision is recorded with your name, and the chart without it stays one click away."},
		Action: at + "/rebase", Cancel: &pageLink{Text: "Cancel", Href: v.chartOf(c.Measure.ID)},
	}
	if len(c.Actions) == 0 || len(c.Periods) == 0 {
		view.About = []string{"There is no action yet that answers an area linked to this measure, or the chart has no points. Link the measure to an area, and plan the action."}
		return v.ask(w, status, view)
	}
	actions, periods := items("", "Choose an action"), items("", "Choose a period")
	for _, a := range c.Actions {
		actions = append(actions, govuk.Option(a.ID, a.Ref+" "+a.Title))
	}
	for i := range slices.Backward(c.Periods) {
		periods = append(periods, govuk.Option(c.Periods[i].String(), c.Names[i]))
	}
	view.Button = "Give new limits"
	view.Fields = append([]govuk.Component{
		form.Select("action", "Which action changed practice?", actions), form.Select("from", "From which period?", periods),
		hintedArea(form.Textarea("why", "What changed in practice?"), "Don’t name anybody."),
	}, confirmField(form)...)
	return v.ask(w, status, view)
}

func (s *Server) rebaseChart(w http.ResponseWriter, r *http.Request, v *visit) error {
	c, err := s.app.RebaseableChart(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	from, err := calendar.Parse(form.Text("from"))
	if err != nil || !slices.Contains(c.Periods, from) {
		from = calendar.Date{} // the change says what is wanting
	}
	return v.carry(carrying{
		form: form, change: plan.RebaseChart{Measure: c.Measure.ID, Action: form.Text("action"), From: from, Why: textOf(form, "why"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "The chart has new limits. You can take them back if that was a mistake.", v.chartOf(c.Measure.ID))
		},
		again: func(status int) error { return v.askRebase(w, status, form, c) },
	})
}

func (v *visit) standingRebase() (*plan.Rebase, error) {
	held, ok := v.now.Plan.Rebases.Get(v.r.PathValue("rebase"))
	if !ok || held.Measure != v.r.PathValue("id") {
		return nil, change.Missing("rebase of a chart")
	}
	return held, nil
}

func (s *Server) endRebasePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.standingRebase()
	if err != nil {
		return err
	}
	return v.askEndRebase(w, http.StatusOK, v.start(), held)
}

func (v *visit) askEndRebase(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Rebase) error {
	at := "/measures/" + held.Measure + "/chart"
	view := askView{
		Form: form, Caption: held.Title, Heading: "Take back the new limits from " + held.From.Long(),
		About:  []string{"That they were given stays in the record, with your reason."},
		Action: at + "/rebases/" + held.ID + "/end", Cancel: &pageLink{Text: "Cancel", Href: v.chartOf(held.Measure)},
	}
	if held.Ended != nil {
		view.About = []string{"They were taken back on " + held.Ended.On.Long() + "."}
		return v.ask(w, status, view)
	}
	view.Button, view.Fields = "Take them back", append([]govuk.Component{form.Textarea("reason", "Why")}, confirmField(form)...)
	return v.ask(w, status, view)
}

func (s *Server) endRebase(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.standingRebase()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.EndRebase{Rebase: held.ID, Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "The new limits have been taken back.", v.chartOf(held.Measure))
		},
		again: func(status int) error { return v.askEndRebase(w, status, form, held) },
	})
}
