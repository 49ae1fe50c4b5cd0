package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/blobs"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) importPages() []Route {
	return []Route{
		{Pattern: "GET /inspections/{id}/imports", Needs: access.EditPlan, handle: s.importsPage},
		{Pattern: "GET /inspections/{id}/imports/new", Needs: access.EditPlan, handle: s.receivePlanPage},
		{Pattern: "POST /inspections/{id}/imports/new", Needs: access.EditPlan, handle: s.receivePlan},
		{Pattern: "GET /imports/{id}", Needs: access.EditPlan, handle: s.importPage},
		{Pattern: "GET /imports/{id}/reading", Needs: access.EditPlan, handle: s.importReadingPage},
		{Pattern: "POST /imports/{id}/reading", Needs: access.EditPlan, handle: s.settleReading},
		{Pattern: "GET /imports/{id}/choices", Needs: access.EditPlan, handle: s.importChoicesPage},
		{Pattern: "POST /imports/{id}/choices", Needs: access.EditPlan, handle: s.settleChoices},
		{Pattern: "GET /imports/{id}/preview", Needs: access.EditPlan, handle: s.importPreviewPage},
		{Pattern: "POST /imports/{id}/preview", Needs: access.EditPlan, handle: s.bringPlan},
		{Pattern: "GET /imports/{id}/give-up", Needs: access.EditPlan, handle: s.giveUpImportPage},
		{Pattern: "POST /imports/{id}/give-up", Needs: access.EditPlan, handle: s.giveUpImport},
	}
}

type importsView struct {
	moment
	Inspection pageLink
	New        string
	Files      []importLine
}

type importLine struct {
	Name, Href, State string
}

var importsTemplate = newPage[importsView]("imports.tmpl")

func (s *Server) importsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.moment = moment{}
	inspection, ok := v.now.Plan.Inspections.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("inspection")
	}
	view := importsView{
		moment: v.moment, Inspection: pageLink{Text: inspection.Title, Href: "/inspections/" + inspection.ID}, New: "/inspections/" + inspection.ID + "/imports/new",
	}
	for i := range v.now.Plan.Imports.All() {
		if i.Inspection == inspection.ID {
			view.Files = append(view.Files, importLine{i.Attachment.Name, "/imports/" + i.ID, importState(v.now.Plan, i)})
		}
	}
	slices.Reverse(view.Files)
	shell := v.shell("Plans from files", v.now)
	shell.Breadcrumbs = v.trail(view.Inspection)
	return importsTemplate.write(w, http.StatusOK, shell, view)
}

func importState(p *plan.Plan, i *plan.Import) string {
	switch i.State {
	case plan.Imported:
		return "Imported on " + i.ImportedOn.Long() + " by " + nameOf(p, i.ImportedBy)
	case plan.GivenUp:
		return "Given up"
	default:
		return "Received on " + i.ReceivedOn.Long() + " from " + nameOf(p, i.ReceivedBy) + ", and not imported yet"
	}
}

// planFiles are the endings of the files that a plan can be read from.
var planFiles = []string{".xlsx", ".csv", ".docx", ".txt"}

func (s *Server) receivePlanPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	return v.askPlanFile(w, http.StatusOK, v.start(), r.PathValue("id"))
}

func (v *visit) askPlanFile(w http.ResponseWriter, status int, form *govuk.Form, inspection string) error {
	held, ok := v.now.Plan.Inspections.Get(inspection)
	if !ok {
		return change.Missing("inspection")
	}
	file := form.File(fileField, "The file that holds the plan")
	file.Hint = govuk.HintText("An Excel workbook (.xlsx), a Word document (.docx) or a text table (.csv or .txt) of " + fileLimit + " or less.")
	file.Attributes = govuk.Attributes{"accept": strings.Join(planFiles, ",")}
	return v.ask(w, status, askView{
		Form: form, Caption: held.Title, Heading: "Bring in a plan from a file", Action: "/inspections/" + inspection + "/imports/new", File: true,
		About: []string{
			"Send the plan as you keep it. You will see how its columns are understood before anything goes into the plan, and can change that.",
			"What the file says has been done is kept beside each action as the file’s own claim. It is never taken as done here: that needs evidence and a sign-off.",
		},
		Fields: []govuk.Component{file}, Button: "Send the file", Cancel: &pageLink{Text: "Cancel", Href: "/inspections/" + inspection + "/imports"},
	})
}

func (s *Server) receivePlan(w http.ResponseWriter, r *http.Request, v *visit) error {
	inspection := r.PathValue("id")
	return v.receive(w, inspection, "Choose the file that holds the plan.", v.askPlanFile, func(id string, sent *sentFile) (string, error) {
		_, err := s.app.ReceivePlan(r.Context(), v.caller, plan.ReceivePlan{ID: id, Inspection: inspection}, sent.name, sent.contentType, sent.file)
		return "/imports/" + id + "/reading", err
	})
}

// receive takes in a file about the plan of an inspection, and goes on to its
// page. What is wrong is said on the form that ask shows.
func (v *visit) receive(w http.ResponseWriter, inspection, missing string, ask func(http.ResponseWriter, int, *govuk.Form, string) error, keep func(id string, sent *sentFile) (string, error)) error {
	if _, ok := v.now.Plan.Inspections.Get(inspection); !ok {
		return change.Missing("inspection")
	}
	sent, err := v.typedWithFile(w)
	if err != nil {
		return err
	}
	defer sent.finish()
	again := func(status int) error {
		sent.finish()
		return ask(w, status, sent.form, inspection)
	}
	switch {
	case sent.tooLarge:
		return again(http.StatusRequestEntityTooLarge)
	case sent.file == nil:
		sent.form.Wrong(fileField, missing)
		return again(http.StatusUnprocessableEntity)
	}
	page, err := keep(v.s.app.NewID(), sent)
	if err != nil {
		status, err := v.refused(sent.form, err)
		if err != nil {
			return err
		}
		return again(status)
	}
	return v.done(w, "“"+blobs.CleanName(sent.name)+"” has been received. Nothing of it is in the plan yet.", page)
}

// planFile reads the file of the address, for a page about today.
func (v *visit) planFile() (*app.PlanFile, error) {
	v.moment = moment{}
	return v.s.app.PlanFile(v.r.Context(), v.caller, v.r.PathValue("id"))
}

type importView struct {
	moment
	Title, State string
	Steps        []pageLink
	GiveUp       string
	Warnings     []string
	Rows         list[importedLine]
	Plan         pageLink
}

// importedLine is one row of a file beside what it became.
type importedLine struct {
	Place  string
	Action *pageLink
	Area   *pageLink
	Claims []string
	Other  []factRow
}

var importTemplate = newPage[importView]("import.tmpl")

func (s *Server) importPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.moment = moment{}
	p := v.now.Plan
	held, ok := p.Imports.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("file")
	}
	at := "/imports/" + held.ID
	view := importView{
		moment: v.moment, Title: held.Attachment.Name, State: importState(p, held), Warnings: held.Warnings,
		Plan: pageLink{Text: "Open the plan", Href: "/plan?rows=actions"},
	}
	if held.State == plan.Received {
		view.Steps = []pageLink{
			{Text: "How the file is read", Href: at + "/reading"}, {Text: "How it comes into the plan", Href: at + "/choices"}, {Text: "See it before it is imported", Href: at + "/preview"},
		}
		view.GiveUp = at + "/give-up"
	}
	var rows []importedLine
	for row := range p.ImportedRows.All() {
		if row.Import == held.ID {
			rows = append(rows, v.importedLine(row))
		}
	}
	var err error
	if view.Rows, err = listOf(r.URL, rows); err != nil {
		return err
	}
	shell := v.shell(view.Title, v.now)
	shell.Breadcrumbs = v.importTrail(held)
	return importTemplate.write(w, http.StatusOK, shell, view)
}

func (v *visit) importTrail(held *plan.Import) *govuk.Breadcrumbs {
	title := "Inspection"
	if inspection, ok := v.now.Plan.Inspections.Get(held.Inspection); ok {
		title = inspection.Title
	}
	return v.trail(pageLink{Text: title, Href: "/inspections/" + held.Inspection}, pageLink{Text: "Plans from files", Href: "/inspections/" + held.Inspection + "/imports"})
}

func (v *visit) importedLine(row *plan.ImportedRow) importedLine {
	line := importedLine{Place: row.Place, Claims: claimsOf(row)}
	if a, ok := v.now.Plan.Actions.Get(row.Action); ok {
		line.Action = &pageLink{Text: a.Ref + " " + a.Title, Href: "/actions/" + a.ID}
	}
	if a, ok := v.now.Plan.Areas.Get(row.Area); ok {
		line.Area = &pageLink{Text: a.Ref + " " + a.Title, Href: "/areas/" + a.ID}
	}
	line.Other = otherColumns(row)
	return line
}

func (s *Server) giveUpImportPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Imports.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("file")
	}
	if err := v.mayStart(plan.GiveUpImport{Import: held.ID}); err != nil {
		return err
	}
	return v.ask(w, http.StatusOK, askView{
		Form: v.start(), Caption: held.Attachment.Name, Heading: "Give this file up?", Action: "/imports/" + held.ID + "/give-up", Button: "Give the file up", Grave: true,
		About:  []string{"Nothing of it comes into the plan. The file is kept, and it can be sent again."},
		Cancel: &pageLink{Text: "Go back to the file", Href: "/imports/" + held.ID},
	})
}

func (s *Server) giveUpImport(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, err := v.do(plan.GiveUpImport{Import: r.PathValue("id")}); err != nil {
		return err
	}
	return v.done(w, "The file has been given up. Nothing of it came into the plan.", "/imports/"+r.PathValue("id"))
}
