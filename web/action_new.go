package web

import (
	"net/http"
	"slices"

	"throughline/app"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) newActionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	p := v.now.Plan
	form := v.start()
	area, forArea := p.Areas.Get(r.URL.Query().Get("area"))
	if forArea {
		fill(form, "inspection", area.Inspection)
		fill(form, "areas", area.ID)
		fill(form, "section", string(area.Section))
		fill(form, "timescale", timescaleValue(area.Timescale))
		fill(form, "origin", string(plan.FromArea))
	}
	fill(form, "inspection", r.URL.Query().Get("inspection"))
	fill(form, "parts.0.kind", string(plan.YesOrNo))
	return v.askNewAction(w, http.StatusOK, form)
}

// askNewAction asks which inspection the action answers, where there are
// several, and then for the action.
func (v *visit) askNewAction(w http.ResponseWriter, status int, form *govuk.Form) error {
	p := v.now.Plan
	inspection, ok := p.Inspections.Get(form.Value("inspection"))
	var choices []govuk.Choice
	for i := range p.Inspections.All() {
		choices = append(choices, govuk.Choice{Value: i.ID, Text: i.Title, Hint: govuk.HintText(i.Start.Long())})
		if !ok && p.Inspections.Len() == 1 {
			inspection, ok = i, true
		}
	}
	cancel := &pageLink{Text: "Cancel", Href: "/plan"}
	switch {
	case ok:
		return v.askAction(w, status, form, inspection)
	case len(choices) == 0:
		return v.ask(w, status, askView{Form: form, Heading: "Plan an action", Cancel: &pageLink{Text: "Record the inspection", Href: "/inspections/new"},
			About: []string{"An action answers an inspection, and none has been recorded yet. Record the inspection and its areas for improvement first."}})
	}
	return v.ask(w, status, askView{Form: form, Heading: "Which inspection does the action answer?", Action: "/actions/new", Get: true, Button: "Continue", Cancel: cancel,
		Fields: []govuk.Component{form.Radios("inspection", "Inspection", choices)}})
}

func (v *visit) askAction(w http.ResponseWriter, status int, form *govuk.Form, inspection *plan.Inspection) error {
	p := v.now.Plan
	fields := []govuk.Component{hinted(form.Input("title", "What will be done"), "One sentence that starts with a verb.")}
	fields = append(fields, areaChoices(form, p, inspection.ID), sectionChoices(form), timescaleChoices(form),
		dateField(form, "due", "Due date, for an additional action only", "For example, 31 12 2012. Every other action takes its date from its area for improvement."))
	fields = append(fields, originFields(form)...)
	fields = append(fields, measureFields(form)...)
	fields = append(fields, heading("First part"))
	fields = append(fields, partFields(form, p, "parts.0.", true)...)
	return v.ask(w, status, askView{
		Form: form, Caption: inspection.Title, Heading: "Plan an action", Action: "/actions/new", Fields: fields, Button: "Plan this action",
		Hidden: []mergeHidden{{"inspection", inspection.ID}}, Cancel: &pageLink{Text: "Cancel", Href: "/plan"},
		About: []string{"An action is done only when each of its parts is. Plan the first part here. You can add the others afterwards."},
	})
}

func (s *Server) newAction(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	p := v.now.Plan
	if _, ok := p.Inspections.Get(form.Value("inspection")); !ok {
		return change.Missing("inspection")
	}
	body := plan.Action{
		Inspection: form.Value("inspection"), Section: plan.Section(form.Value("section")), Timescale: timescaleOf(form.Value("timescale")),
		Due: dateOf(form, "due", "Due date"),
	}
	typedAction(form, p, &body)
	if body.Section != plan.Additional && form.Value("timescale") == "" {
		form.Wrong("timescale", "Choose the timescale inspectors set.")
	}
	if body.Section != plan.Additional && !body.Due.IsZero() {
		form.WrongAt("due", "due-day", "This action takes its due date from its area for improvement. Leave the date blank, or make it an additional action.")
	}
	ch := plan.PlanAction{ID: s.app.NewID(), Body: body, Parts: []plan.Part{typedPart(form, "parts.0.")}}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The action is in the plan. Add its other parts, if it has any.", "/actions/"+ch.ID)
		},
		again: func(status int) error { return v.askNewAction(w, status, form) },
	})
}

// typedAction reads what can be changed about an action at any time.
func typedAction(form *govuk.Form, p *plan.Plan, a *plan.Action) {
	a.Title, a.Areas = textOf(form, "title"), filled(form.Values("areas"))
	a.Origin, a.OriginNote = plan.Origin(form.Value("origin")), textOf(form, "origin_note")
	a.DependsOn = refsOf(form, "depends_on", p)
	a.SuccessMeasure, a.Contingency = textOf(form, "success_measure"), textOf(form, "contingency")
	a.GoLive = dateOf(form, "go_live", "Day practice changes")
}

// filled leaves out blanks.
func filled(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(s string) bool { return s == "" })
}

func areaChoices(form *govuk.Form, p *plan.Plan, inspection string) govuk.Component {
	var choices []govuk.Choice
	for area := range p.Areas.All() {
		if area.Inspection == inspection {
			choices = append(choices, govuk.Choice{Value: area.ID, Text: area.Ref + " " + area.Title,
				Hint: govuk.HintText(area.Section.Words() + ". " + area.Timescale.Words() + ", due " + area.Due.Long() + ".")})
		}
	}
	if len(choices) == 0 {
		return note("No areas for improvement have been recorded for this inspection, so this can only be an additional action.")
	}
	boxes := form.Checkboxes("areas", "Areas for improvement that it answers", choices)
	boxes.Hint, boxes.Classes = govuk.HintText("Leave them all blank for an additional action that goes beyond them."), "govuk-checkboxes--small"
	return boxes
}

func sectionChoices(form *govuk.Form) govuk.Component {
	var choices []govuk.Choice
	for _, s := range plan.Sections {
		choices = append(choices, govuk.Choice{Value: string(s), Text: s.Words()})
	}
	return form.Radios("section", "Section of the plan", choices)
}

func timescaleChoices(form *govuk.Form) govuk.Component {
	var choices []govuk.Choice
	for _, t := range deadline.Timescales {
		choices = append(choices, govuk.Choice{Value: string(t), Text: t.Words()})
	}
	choices = append(choices, govuk.Choice{Value: noTimescale, Text: deadline.None.Words(), Hint: govuk.HintText("For an additional action, or one that answers an area without a timescale.")})
	return form.Radios("timescale", "Timescale that inspectors set", choices)
}

func originFields(form *govuk.Form) []govuk.Component {
	var choices []govuk.Choice
	for _, o := range plan.Origins {
		choices = append(choices, govuk.Choice{Value: string(o), Text: origins[o]})
	}
	return []govuk.Component{
		form.Radios("origin", "Where did the action come from?", choices),
		hinted(form.Input("origin_note", "More about where it came from (optional)"), "Such as the paragraph of the report, or the date of the meeting."),
	}
}

func measureFields(form *govuk.Form) []govuk.Component {
	return []govuk.Component{
		hintedArea(form.Textarea("success_measure", "What success looks like (optional)"), "What will be different for children, and how it will be seen."),
		hintedArea(form.Textarea("contingency", "If it does not go to plan (optional)"), "What will be done instead, and who decides."),
		dateField(form, "go_live", "Day practice changes (optional)", "When people start to work in the new way, not when the paperwork is signed."),
		hinted(form.Input("depends_on", "Actions it waits for (optional)"), "Their references with commas between, like A3, A12."),
	}
}
