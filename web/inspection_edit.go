package web

import (
	"net/http"
	"strconv"
	"strings"

	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func inspectionFields(form *govuk.Form) []govuk.Component {
	regimes := items("", "Choose a framework")
	for _, r := range plan.Regimes {
		regimes = append(regimes, govuk.Option(r.Key, r.Name))
	}
	inspectorates := form.Textarea("inspectorates", "Inspectorates, one on each line")
	inspectorates.Rows = 2
	start, end := form.Input("start", "First day on site"), form.Input("end", "Last day on site")
	start.Hint, end.Hint = govuk.HintText("For example 23 January 2012, or January 2012 if only the month is known"), nil
	outcome := form.Input("outcome", "Outcome, in the words that were published")
	return []govuk.Component{form.Input("title", "Name of the inspection"), form.Select("regime", "Framework", regimes), inspectorates, start, end, outcome,
		form.Input("group", "Multi-agency group that runs the plan"), form.Input("board", "Board that is told how it goes")}
}

func inspectionTyped(form *govuk.Form) plan.Inspection {
	return plan.Inspection{Title: form.Text("title"), Regime: form.Text("regime"), Inspectorates: lines(form.Value("inspectorates")),
		Start: dated(form, "start"), End: dated(form, "end"), Outcome: form.Text("outcome"), Group: form.Text("group"), Board: form.Text("board")}
}

func fillInspection(form *govuk.Form, i *plan.Inspection) {
	fill(form, "title", i.Title)
	fill(form, "regime", i.Regime)
	fill(form, "inspectorates", strings.Join(i.Inspectorates, "\n"))
	fill(form, "start", datedText(i.Start))
	fill(form, "end", datedText(i.End))
	fill(form, "outcome", i.Outcome)
	fill(form, "group", i.Group)
	fill(form, "board", i.Board)
	fill(form, "seen", strconv.Itoa(i.Version))
}

func (s *Server) newInspectionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.newInspectionForm(w, v.start())
}

func (v *visit) newInspectionForm(w http.ResponseWriter, form *govuk.Form) error {
	return v.showForm(w, formView{Heading: "Record an inspection", Form: form, Fields: inspectionFields(form), Button: "Record the inspection"})
}

func (s *Server) newInspection(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := s.app.NewID()
	ch := plan.RecordInspection{ID: id, Body: inspectionTyped(form)}
	view := formView{Heading: "Record an inspection", Form: form, Button: "Record the inspection"}
	view.Fields = inspectionFields(form)
	return v.saved(w, view.refreshed(inspectionFields), ch, "The inspection has been recorded. Now add its report.", "/inspections/"+id, nil)
}

func (s *Server) editInspectionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Inspections.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("inspection")
	}
	form := v.start()
	fillInspection(form, held)
	return v.showForm(w, formView{Heading: "Change the inspection", Form: form, Fields: inspectionFields(form), Button: "Save", Seen: seen(form)})
}

func (s *Server) editInspection(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	held, ok := v.now.Plan.Inspections.Get(id)
	if !ok {
		return change.Missing("inspection")
	}
	ch := plan.RecordInspection{ID: id, Seen: seenIn(form), Body: inspectionTyped(form)}
	view := formView{Heading: "Change the inspection", Form: form, Button: "Save", Seen: seen(form)}
	return v.saved(w, view.refreshed(inspectionFields), ch, "The inspection has been changed.", "/inspections/"+id, func() error {
		return v.merge(w, "inspection", v.lastChange(id), held.Version, form, []mergeField{
			both("title", "Name", form.Text("title"), held.Title), both("regime", "Framework", form.Text("regime"), held.Regime),
			both("inspectorates", "Inspectorates", form.Value("inspectorates"), strings.Join(held.Inspectorates, "\n")),
			both("start", "First day on site", form.Text("start"), datedText(held.Start)), both("end", "Last day on site", form.Text("end"), datedText(held.End)),
			both("outcome", "Outcome", form.Text("outcome"), held.Outcome), both("group", "Group", form.Text("group"), held.Group), both("board", "Board", form.Text("board"), held.Board),
		})
	})
}

// inInspection runs a form's page only where its inspection is in the record.
func inInspection(page handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if _, ok := v.now.Plan.Inspections.Get(r.PathValue("id")); !ok {
			return change.Missing("inspection")
		}
		return page(w, r, v)
	}
}
