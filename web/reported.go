package web

import (
	"net/http"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/blobs"
	"throughline/change"
	"throughline/ingest/report"
	"throughline/plan"
	"throughline/web/govuk"
)

const (
	reportedPath = "/inspections/from-report"
	recordPath   = reportedPath + "/record"
)

func (s *Server) reportedPages() []Route {
	return []Route{
		{Pattern: "GET " + reportedPath, Needs: access.EditInspection, handle: s.chooseReportPage},
		{Pattern: "POST " + reportedPath, Needs: access.EditInspection, handle: s.readReport},
		{Pattern: "GET " + recordPath, Needs: access.EditInspection, handle: s.reportedPage},
		{Pattern: "POST " + recordPath, Needs: access.EditInspection, handle: s.recordReported},
		{Pattern: "POST /areas/{id}/echoes", Needs: access.EditInspection, handle: s.judgeEcho},
	}
}

// Where a report comes from.
const (
	fromPublished = "published"
	fromPaste     = "paste"
	fromFile      = "file"
)

func (s *Server) chooseReportPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if under := r.URL.Query().Get("under"); under != "" {
		fill(form, "under", under)
	}
	return v.chooseReport(w, http.StatusOK, form)
}

func (v *visit) chooseReport(w http.ResponseWriter, status int, form *govuk.Form) error {
	council := form.Text("council")
	if council == "" {
		council = v.now.Plan.AuthorityName
	}
	library := report.Published()
	choices, without := items("", "Choose a report"), 0
	for _, each := range library.Of(council) {
		if len(each.Areas) == 0 {
			without++
			continue
		}
		choices = append(choices, govuk.Option(each.ID, publishedWords(each)))
	}
	list := form.Select("published", "Published report", choices)
	list.Hint = govuk.HintText(publishedHint(council, len(choices)-1, without))
	file := form.File(fileField, "File of the report")
	file.Hint = govuk.HintText("A PDF or a text file of 30MB or less.")
	file.Attributes = govuk.Attributes{"accept": ".pdf,.txt"}
	from := form.Radios("from", "Where is the report?", []govuk.Choice{
		{Value: fromPublished, Text: "It is a published report that is known here"},
		{Value: fromPaste, Text: "I will paste its text"},
		{Value: fromFile, Text: "I will send its file"},
	})
	paste := hintedArea(form.Textarea("text", "Text of the report"), "All of it, or the pages with its areas.")
	paste.Rows = 8
	view := askView{
		Form: form, Heading: "Add areas from a report", Action: reportedPath, File: true, Button: "Read the report",
		About: []string{"Nothing is recorded yet. You will see what was found, with the line of the report beside it, and choose what to record."},
		Fields: []govuk.Component{
			from, list, hinted(form.Input("council", "Another council (optional)"), "For a report on a council that came before this one, for example. Enter its name to see its reports."), paste, file,
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/inspections"},
	}
	if under := form.Value("under"); under != "" {
		view.Hidden = []mergeHidden{{"under", under}}
	}
	return v.ask(w, status, view)
}

// publishedWords is a published report as a list of them names it.
func publishedWords(r *report.PublishedReport) string {
	return app.PublishedTitle(r) + " (" + count(len(r.Areas), "area") + ")"
}

func publishedHint(council string, with, without int) string {
	switch {
	case with == 0 && without == 0:
		return "No published report on “" + council + "” is known here. Paste the text of the report, or send its file."
	case without > 0:
		return "Reports published from 2013 to 2025. The areas of " + count(without, "other report") + " on this council are not held: paste the text of those."
	}
	return "Reports published from 2013 to 2025. Contains public sector information licensed under the Open Government Licence v3.0."
}

func (s *Server) readReport(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.typedWithFile(w)
	if err != nil {
		return err
	}
	defer sent.finish()
	form := sent.form
	again := func() error {
		sent.finish()
		return v.chooseReport(w, http.StatusUnprocessableEntity, form)
	}
	if sent.tooLarge {
		return again()
	}
	var read report.Report
	var warnings []report.Warning
	switch from := form.Value("from"); {
	case from == fromPublished:
		each, ok := report.Published().Report(form.Value("published"))
		switch {
		case ok && len(each.Areas) > 0:
			return v.previewPublished(w, form.Value("under"), each)
		case form.Text("council") != "" && form.Value("published") == "":
			if len(report.Published().Of(form.Text("council"))) > 0 {
				return v.chooseReport(w, http.StatusOK, form) // with that council's reports
			}
			form.Wrong("council", noCouncil(form.Text("council")))
		default:
			form.Wrong("published", "Choose the published report.")
		}
		return again()
	case from == fromPaste && form.Text("text") == "":
		form.Wrong("text", "Paste the text of the report.")
		return again()
	case from == fromPaste:
		read, warnings, err = s.app.ReadReportText(r.Context(), v.caller, plainLines(form.Value("text")))
	case from == fromFile && sent.file == nil:
		form.Wrong(fileField, "Choose the file of the report.")
		return again()
	case from == fromFile:
		read, warnings, err = s.app.ReadReport(r.Context(), v.caller, sent.file)
	default:
		form.Wrong("from", "Choose where the report is.")
		return again()
	}
	if err != nil {
		status, err := v.refused(form, atField(err, form.Value("from")))
		if err != nil {
			return err
		}
		sent.finish()
		return v.chooseReport(w, status, form)
	}
	source := "the text that was pasted"
	if sent.name != "" {
		source = "the file “" + blobs.CleanName(sent.name) + "”"
	}
	sent.finish()
	return v.previewRead(w, form.Value("under"), read, warnings, source)
}

func noCouncil(name string) string {
	near := report.Published().Councils(name)
	if len(near) == 0 || len(near) > 8 {
		return "No published report on “" + name + "” is known here. Check the name, or paste the text of the report."
	}
	return "No published report on “" + name + "” is known here. Did you mean " + strings.Join(near, "; ") + "?"
}

// atField puts what is wrong with a report beside the field it came in.
func atField(err error, from string) error {
	problems, ok := err.(change.Problems) //nolint:errorlint // the reader gives problems as they are
	if !ok || from != fromPaste {
		return err
	}
	moved := make(change.Problems, len(problems))
	for i, p := range problems {
		if p.Field == app.ReportField {
			p.Field = "text"
		}
		moved[i] = p
	}
	return moved
}

// reportedPage is where a session that ended comes back to.
func (s *Server) reportedPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if form.Value("areas") == "" {
		http.Redirect(w, r, reportedPath, http.StatusSeeOther)
		return nil
	}
	return v.showReported(w, http.StatusOK, form)
}

func (s *Server) recordReported(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	draft := reportedTyped(form, v.now.Plan)
	if !form.OK() {
		return v.showReported(w, http.StatusUnprocessableEntity, form)
	}
	ch := draft.change
	if ch.Inspection == "" {
		ch.NewID = s.app.NewID()
	}
	if _, err := v.do(ch); err != nil {
		status, err := v.refused(form, draft.beside(err))
		if err != nil {
			return err
		}
		return v.showReported(w, status, form)
	}
	id := ch.Inspection
	if id == "" {
		id = ch.NewID
	}
	words := count(len(ch.Areas), "area for improvement", "areas for improvement") + " and " + count(len(ch.Judgements), "judgement")
	return v.done(w, change.UpperFirst(words)+" recorded.", "/inspections/"+id)
}

// numberIn is a count that a form carries, no more than most.
func numberIn(form *govuk.Form, name string, most int) int {
	n, err := strconv.Atoi(form.Text(name))
	if err != nil || n < 0 {
		return 0
	}
	return min(n, most)
}

// mostRead is how many areas or judgements a page shows to choose from.
const mostRead = plan.MostReported
