package web

import (
	"net/http"
	"slices"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) copyPages() []Route {
	return []Route{
		{Pattern: "GET /inspections/{id}/copies", Needs: access.EditPlan, handle: s.copiesPage},
		{Pattern: "POST /inspections/{id}/copies", Needs: access.EditPlan, handle: s.receiveCopy},
		{Pattern: "GET /copies/{id}", Needs: access.EditPlan, handle: s.copyPage},
		{Pattern: "POST /copies/{id}", Needs: access.EditPlan, handle: s.settleChosen},
		{Pattern: "GET /copies/{id}/settle", Needs: access.EditPlan, handle: s.settlePage},
		{Pattern: "POST /copies/{id}/settle", Needs: access.EditPlan, handle: s.settleOne},
		{Pattern: "GET /copies/{id}/take-back", Needs: access.EditPlan, handle: s.unsettlePage},
		{Pattern: "POST /copies/{id}/take-back", Needs: access.EditPlan, handle: s.unsettle},
	}
}

type copiesView struct {
	moment
	Inspection pageLink
	Export     []pageLink
	Copies     []importLine
	Send       askView
}

var copiesTemplate = newPage[copiesView]("copies.tmpl")

func (s *Server) copiesPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.showCopies(w, http.StatusOK, v.start(), r.PathValue("id"))
}

func (v *visit) showCopies(w http.ResponseWriter, status int, form *govuk.Form, id string) error {
	v.moment = moment{}
	inspection, ok := v.now.Plan.Inspections.Get(id)
	if !ok {
		return change.Missing("inspection")
	}
	file := form.File(fileField, "The copy that came back")
	file.Hint = govuk.HintText("The Excel workbook (.xlsx) or text table (.csv) as it was sent to you, of " + fileLimit + " or less.")
	file.Attributes = govuk.Attributes{"accept": ".xlsx,.csv"}
	view := copiesView{
		moment: v.moment, Inspection: pageLink{Text: inspection.Title, Href: "/inspections/" + id}, Export: v.exportLinks(id),
		Send: askView{Form: form, Heading: "Copies that came back", Action: "/inspections/" + id + "/copies", File: true, Fields: []govuk.Component{file}, Button: "Send the copy"},
	}
	for c := range v.now.Plan.Copies.All() {
		if c.Inspection == id {
			view.Copies = append(view.Copies, importLine{c.Attachment.Name, "/copies/" + c.ID, copyState(v.now.Plan, c)})
		}
	}
	slices.Reverse(view.Copies)
	shell := v.shell(view.Send.Heading, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.trail(view.Inspection)
	return copiesTemplate.write(w, status, shell, view)
}

func copyState(p *plan.Plan, c *plan.Copy) string {
	return "Received on " + c.ReceivedOn.Long() + " from " + nameOf(p, c.ReceivedBy) + ". " + count(len(p.SettledOf(c.ID)), "difference") + " settled"
}

func (s *Server) receiveCopy(w http.ResponseWriter, r *http.Request, v *visit) error {
	inspection := r.PathValue("id")
	return v.receive(w, inspection, "Choose the copy that came back.", v.showCopies, func(id string, sent *sentFile) (string, error) {
		_, err := s.app.ReceiveCopy(r.Context(), v.caller, plan.ReceiveCopy{ID: id, Inspection: inspection}, sent.name, sent.contentType, sent.file)
		return "/copies/" + id, err
	})
}

// copyTrail leads from a copy's page to the inspection.
func (v *visit) copyTrail(c *plan.Copy) *govuk.Breadcrumbs {
	title := "Inspection"
	if inspection, ok := v.now.Plan.Inspections.Get(c.Inspection); ok {
		title = inspection.Title
	}
	return v.trail(pageLink{Text: title, Href: "/inspections/" + c.Inspection}, pageLink{Text: "Copies that came back", Href: "/inspections/" + c.Inspection + "/copies"})
}
