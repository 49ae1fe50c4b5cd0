package web

import (
	"errors"
	"net/http"
	"strconv"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

type importPreviewView struct {
	askView
	Areas     []plan.Area
	Actions   list[previewLine]
	Parts     int
	Questions []pageLink // what is to be settled first
	Names     string     // words that look as if they named somebody, or ""
}

// previewLine is an action as it would be planned.
type previewLine struct {
	Place, Ref, Title, Due, Claim string
	Parts                         []string
}

var importPreviewTemplate = newPage[importPreviewView]("import_preview.tmpl")

func (s *Server) importPreviewPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	f, err := v.planFile()
	if err != nil {
		return err
	}
	return v.showImportPreview(w, http.StatusOK, f, v.start(), r)
}

func (v *visit) showImportPreview(w http.ResponseWriter, status int, f *app.PlanFile, form *govuk.Form, r *http.Request) error {
	at := "/imports/" + f.Import.ID
	tried, err := v.s.app.TryImport(f)
	if err != nil {
		return err
	}
	view := importPreviewView{
		askView: askView{
			Form: form, Caption: f.Import.Attachment.Name, Heading: "What will come into the plan", Action: at + "/preview",
			Hidden: []mergeHidden{{"seen", strconv.Itoa(f.Import.Version)}}, Cancel: &pageLink{Text: "Change how it comes into the plan", Href: at + "/choices"},
		},
		Areas: tried.Change.New,
	}
	for _, q := range tried.Questions {
		view.Questions = append(view.Questions, pageLink{Text: q.Sentence, Href: at + "/choices#" + q.Field})
	}
	view.Names = plan.TellNames(tried.Names, " of the file and send it again, or say below why they name no child.")
	var lines []previewLine
	for i := range tried.Change.Rows {
		if row := &tried.Change.Rows[i]; row.Action != nil {
			lines = append(lines, previewOf(f.Plan, row))
			view.Parts += len(row.Action.Parts)
		}
	}
	if view.Actions, err = listOf(r.URL, lines); err != nil {
		return err
	}
	if len(view.Questions) == 0 {
		view.Button = "Import " + count(len(lines), "action")
	}
	if view.Names != "" && view.Button != "" {
		view.Fields = append(view.Fields, hintedArea(form.Textarea("confirm", "Why these words name no child"),
			"The plan is read by councillors and young people. Your name and your reason are kept with it."))
	}
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.importTrail(f.Import)
	return importPreviewTemplate.write(w, status, shell, view)
}

func previewOf(p *plan.Plan, row *plan.ImportRow) previewLine {
	a := row.Action.Body
	line := previewLine{Place: row.Body.Place, Ref: a.Ref, Title: a.Title, Due: dayOr(a.Due, "When its area is due"), Claim: row.Body.Claim}
	for i := range row.Action.Parts {
		part := &row.Action.Parts[i]
		words := part.Text + " (" + p.PostTitle(part.Owner) + "; signed by " + p.PostTitle(part.Signer) + ")"
		line.Parts = append(line.Parts, words)
	}
	return line
}

func (s *Server) bringPlan(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.planFile()
	if err != nil {
		return err
	}
	if _, err = s.app.ImportPlan(r.Context(), v.caller, f, seenIn(form), textOf(form, "confirm")); err == nil {
		return v.done(w, "The plan has been imported. What the file claims is shown beside each row.", "/imports/"+f.Import.ID)
	}
	var problems change.Problems
	if errors.As(err, &problems) && problems.Kind() == change.Invalid {
		for _, p := range problems {
			if p.Field != "confirm" {
				p.Field = "" // it is about the file, and there is no field to mend it in
			}
			form.Wrong(p.Field, p.Sentence)
		}
		return v.showImportPreview(w, http.StatusUnprocessableEntity, f, form, r)
	}
	status, err := v.refused(form, err)
	if err != nil {
		return err
	}
	return v.showImportPreview(w, status, f, form, r)
}
