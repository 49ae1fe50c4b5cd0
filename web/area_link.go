package web

import (
	"net/http"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) linkMeasurePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	area, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	return v.askLink(w, http.StatusOK, v.start(), area)
}

func (v *visit) askLink(w http.ResponseWriter, status int, form *govuk.Form, area *plan.Area) error {
	measures, err := v.s.app.LinkableMeasures(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	list := items("", "Choose a measure")
	for _, m := range measures {
		list = append(list, govuk.Option(m.ID, m.Name))
	}
	return v.ask(w, status, askView{
		Form: form, Caption: area.Ref + " " + area.Title, Heading: "Link a measure to this area",
		About:  []string{"Choose the measure that would show whether children’s lives got better. Linking it says nothing yet about whether they did."},
		Action: "/areas/" + area.ID + "/measures/new", Button: "Link the measure", Cancel: &pageLink{Text: "Cancel", Href: "/areas/" + area.ID},
		Fields: append([]govuk.Component{
			form.Select("measure", "Measure", list),
			hintedArea(form.Textarea("why", "Why does this measure show the difference?"), "Don’t name anybody. The reason is shown beside the measure."),
		}, confirmField(form)...),
	})
}

func (s *Server) linkMeasure(w http.ResponseWriter, r *http.Request, v *visit) error {
	area, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.LinkMeasure{Area: area.ID, Measure: form.Text("measure"), Why: textOf(form, "why"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "The measure has been linked. You can take it away if that was a mistake.", "/areas/"+area.ID+"#difference")
		},
		again: func(status int) error { return v.askLink(w, status, form, area) },
	})
}

func (s *Server) unlinkMeasurePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	area, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	return v.askUnlink(w, http.StatusOK, v.start(), area)
}

func (v *visit) askUnlink(w http.ResponseWriter, status int, form *govuk.Form, area *plan.Area) error {
	view := askView{
		Form: form, Caption: area.Ref + " " + area.Title, Heading: "Take a measure away from this area",
		About:  []string{"That it was linked stays in the record, with your reason. It can be linked again."},
		Action: "/areas/" + area.ID + "/measures/end", Cancel: &pageLink{Text: "Cancel", Href: "/areas/" + area.ID},
	}
	var choices []govuk.Choice
	for _, link := range v.now.Plan.MeasuresOf(area.ID) {
		choices = append(choices, govuk.Choice{Value: link.ID, Text: link.Title})
	}
	if len(choices) == 0 {
		view.About = []string{"No measure is linked."}
		return v.ask(w, status, view)
	}
	view.Button = "Take the measure away"
	view.Fields = append([]govuk.Component{form.Radios("link", "Which measure?", choices), form.Textarea("reason", "Why")}, confirmField(form)...)
	return v.ask(w, status, view)
}

func (s *Server) unlinkMeasure(w http.ResponseWriter, r *http.Request, v *visit) error {
	area, ok := v.now.Plan.Areas.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("area for improvement")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	link, ok := v.now.Plan.MeasureLinks.Get(form.Text("link"))
	if !ok || link.Area != area.ID {
		form.Wrong("link", "Choose the measure to take away.")
		return v.askUnlink(w, http.StatusUnprocessableEntity, form, area)
	}
	return v.carry(carrying{
		form: form, change: plan.UnlinkMeasure{Link: link.ID, Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "The measure has been taken away. You can link it again if that was a mistake.", "/areas/"+area.ID+"#difference")
		},
		again: func(status int) error { return v.askUnlink(w, status, form, area) },
	})
}
