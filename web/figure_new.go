package web

import (
	"net/http"
	"strconv"

	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
)

func (v *visit) figureFields(form *govuk.Form) []govuk.Component {
	number := func(name, label string) govuk.Input {
		input := form.Input(name, label)
		input.Inputmode, input.Classes = "numeric", "govuk-input--width-4"
		return input
	}
	return []govuk.Component{form.Input("source", "Where it was published"), form.Textarea("text", "What was published, in its own words"),
		form.Select("section", "Section", sectionItems(true)), form.Select("timescale", "Timescale", timescaleItems("No timescale")),
		form.Input("unit", "What the source counts, for example areas or actions"), number("total", "In all"), number("completed", "Completed"), number("remaining", "Remaining"),
		form.Input("exception", "Exception, in its own words")}
}

func (s *Server) newFigurePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form := v.start()
	return v.showForm(w, formView{Heading: "Add a stated figure", Intro: "A number that somebody published about the plan. It is kept as stated, beside what the rows give, and nothing is worked out from it.", Form: form, Fields: v.figureFields(form), Button: "Add the figure"})
}

func (s *Server) newFigure(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	whole := func(name string) *int {
		text := form.Text(name)
		if text == "" {
			return nil
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			form.Wrong(name, "Enter a whole number of 0 or more, or leave it blank.")
			return nil
		}
		return &n
	}
	ch := plan.RecordStatedFigure{Body: plan.StatedFigure{Inspection: id, Source: form.Text("source"), Section: plan.Section(form.Text("section")),
		Timescale: deadline.Timescale(form.Text("timescale")), Text: form.Text("text"), Unit: form.Text("unit"), Total: whole("total"),
		Completed: whole("completed"), Remaining: whole("remaining"), Exception: form.Text("exception")}}
	view := formView{Heading: "Add a stated figure", Form: form, Button: "Add the figure"}
	return v.saved(w, view.refreshed(v.figureFields), ch, "The figure has been added, as stated.", "/inspections/"+id, nil)
}
