package web

import (
	"net/http"
	"strconv"

	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func reportFields(form *govuk.Form) []govuk.Component {
	published, received := form.Input("published", "Published"), form.Input("received", "Received by the council")
	published.Hint = govuk.HintText("For example 9 March 2012, or May 2012 if only the month is known")
	received.Hint = govuk.HintText("The council’s duties run from this day. Leave it blank if it is not known")
	return []govuk.Component{form.Input("inspectorate", "Inspectorate"), form.Input("title", "Title of the report"), published, received}
}

func reportTyped(form *govuk.Form, inspection string) plan.Report {
	return plan.Report{Inspection: inspection, Inspectorate: form.Text("inspectorate"), Title: form.Text("title"), Published: dated(form, "published"), Received: dated(form, "received")}
}

func (s *Server) newReportPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form := v.start()
	return v.showForm(w, formView{Heading: "Add a report", Form: form, Fields: reportFields(form), Button: "Add the report"})
}

func (s *Server) newReport(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	view := formView{Heading: "Add a report", Form: form, Button: "Add the report"}
	return v.saved(w, view.refreshed(reportFields), plan.RecordReport{Body: reportTyped(form, id)}, "The report has been added.", "/inspections/"+id, nil)
}

func (s *Server) editReportPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Reports.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("report")
	}
	form := v.start()
	fill(form, "inspectorate", held.Inspectorate)
	fill(form, "title", held.Title)
	fill(form, "published", datedText(held.Published))
	fill(form, "received", datedText(held.Received))
	fill(form, "seen", strconv.Itoa(held.Version))
	return v.showForm(w, formView{Heading: "Change the report", Form: form, Fields: reportFields(form), Button: "Save", Seen: seen(form)})
}

func (s *Server) editReport(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	held, ok := v.now.Plan.Reports.Get(id)
	if !ok {
		return change.Missing("report")
	}
	ch := plan.RecordReport{ID: id, Seen: seenIn(form), Body: reportTyped(form, held.Inspection)}
	view := formView{Heading: "Change the report", Form: form, Button: "Save", Seen: seen(form)}
	return v.saved(w, view.refreshed(reportFields), ch, "The report has been changed.", "/inspections/"+held.Inspection, func() error {
		return v.merge(w, "report", v.lastChange(id), held.Version, form, []mergeField{
			both("inspectorate", "Inspectorate", form.Text("inspectorate"), held.Inspectorate), both("title", "Title", form.Text("title"), held.Title),
			both("published", "Published", form.Text("published"), datedText(held.Published)), both("received", "Received", form.Text("received"), datedText(held.Received)),
		})
	})
}
