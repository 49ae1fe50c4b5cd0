package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) editActionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	if err := v.mayStart(keptAction(held)); err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		for name, values := range actionFields(v.now.Plan, keptAction(held)) {
			form.Set(name, values...)
		}
		v.seeing(form, held.Version)
	}
	return v.askEditAction(w, http.StatusOK, form, held)
}

func (v *visit) askEditAction(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Action) error {
	p := v.now.Plan
	fields := []govuk.Component{form.Input("title", "What will be done"), areaChoices(form, p, held.Inspection)}
	fields = append(fields, originFields(form)...)
	fields = append(fields, wholeNumberField(form, "order", "Order in the plan", "Actions with a lower number come first."))
	fields = append(fields, measureFields(form)...)
	return v.ask(w, status, askView{
		Form: form, Caption: held.Ref + " " + held.Title, Heading: "Change this action", Action: "/actions/" + held.ID + "/edit",
		About:  []string{"Its original due date, section and timescale never move. For more time, ask for an extension of a part."},
		Hidden: seenOf(form), Fields: fields, Button: "Save changes", Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + held.ID},
	})
}

func (s *Server) editAction(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	var body plan.Action
	typedAction(form, v.now.Plan, &body)
	ch := keptAction(&body)
	ch.Action, ch.Seen = held.ID, seenIn(form)
	ch.Order, _ = wholeNumberOf(form, "order", "The order")
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		return v.done(w, "Action "+held.Ref+" has been changed.", "/actions/"+held.ID)
	}
	c.again = func(status int) error { return v.askEditAction(w, status, form, held) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Actions.Get(held.ID)
		if !ok {
			return change.Missing("action")
		}
		current := ch
		current.Seen = latest.Version
		if latest.Version != ch.Seen && v.mayStart(current) == nil {
			return v.mergeAction(w, form, ch, latest)
		}
		c.change = current
		return v.refuse(c)
	}
	return v.carry(c)
}

// mergeAction shows what two people wrote about an action side by side.
func (v *visit) mergeAction(w http.ResponseWriter, form *govuk.Form, yours plan.EditAction, held *plan.Action) error {
	p := v.now.Plan
	theirs := keptAction(held)
	var was *plan.EditAction
	if before := v.before(form); before != nil {
		if a, ok := before.Actions.Get(held.ID); ok {
			was = new(keptAction(a))
		}
	}
	return v.merge(w, "action", v.lastChange(held.ID), held.Version, form, mergeOf([]mergeText[plan.EditAction]{
		{"title", "What will be done", func(a plan.EditAction) string { return a.Title }},
		{"areas", "Areas for improvement", func(a plan.EditAction) string { return areaRefs(p, a.Areas) }},
		{"origin", "Where it came from", func(a plan.EditAction) string { return origins[a.Origin] }},
		{"origin_note", "More about where it came from", func(a plan.EditAction) string { return a.OriginNote }},
		{"order", "Order in the plan", func(a plan.EditAction) string { return strconv.Itoa(a.Order) }},
		{"success_measure", "What success looks like", func(a plan.EditAction) string { return a.SuccessMeasure }},
		{"contingency", "If it does not go to plan", func(a plan.EditAction) string { return a.Contingency }},
		{"go_live", "Day practice changes", func(a plan.EditAction) string { return dayOr(a.GoLive, "") }},
		{"depends_on", "Actions it waits for", func(a plan.EditAction) string { return refs(p, a.DependsOn) }},
	}, yours, theirs, was, func(a plan.EditAction) url.Values { return actionFields(p, a) }))
}

// actionFields is an action as its form has it.
func actionFields(p *plan.Plan, a plan.EditAction) url.Values {
	values := url.Values{
		"title": {a.Title}, "areas": a.Areas, "origin": {string(a.Origin)}, "origin_note": {a.OriginNote}, "order": {strconv.Itoa(a.Order)},
		"depends_on": {refs(p, a.DependsOn)}, "success_measure": {a.SuccessMeasure}, "contingency": {a.Contingency},
	}
	putDate(values, "go_live", a.GoLive)
	return values
}

func putDate(values url.Values, name string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	values.Set(name+"-day", strconv.Itoa(d.Day))
	values.Set(name+"-month", strconv.Itoa(int(d.Month)))
	values.Set(name+"-year", strconv.Itoa(d.Year))
}

func areaRefs(p *plan.Plan, ids []string) string {
	var all []string
	for _, id := range ids {
		if area, ok := p.Areas.Get(id); ok {
			all = append(all, area.Ref)
		}
	}
	return strings.Join(all, ", ")
}
