package web

import (
	"errors"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
)

// formView is a page that is one form: fields in order, drawn as components.
type formView struct {
	Heading string
	Intro   string
	Form    *govuk.Form
	Fields  []govuk.Component
	Action  string
	Button  string
	Seen    int
}

var formTemplate = newPage[formView]("form.tmpl")

func (v *visit) showForm(w http.ResponseWriter, view formView) error {
	status := http.StatusOK
	if !view.Form.OK() {
		status = http.StatusUnprocessableEntity
	}
	view.Action = v.r.URL.Path
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !view.Form.OK()
	return formTemplate.write(w, status, shell, view)
}

// seen is the version shown in a form's hidden field; 0 for a new thing.
func seen(form *govuk.Form) int { return max(seenIn(form), 0) }

// both is one text of a merge, in a field that holds the text itself.
func both(name, label, yours, other string) mergeField {
	return mergeField{Name: name, Label: label, Yours: yours, Other: other}
}

// isStale says that a change was refused because somebody else was first.
func isStale(err error) bool {
	var problems change.Problems
	return errors.As(err, &problems) && problems.Kind() == change.Stale
}

func items(all ...string) (list []govuk.SelectItem) {
	for i := 0; i+1 < len(all); i += 2 {
		list = append(list, govuk.Option(all[i], all[i+1]))
	}
	return list
}

func lines(text string) (all []string) {
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r", ""), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// dated reads a text field that may hold a whole date or a month.
func dated(form *govuk.Form, name string) calendar.Dated {
	d, err := calendar.ParseDated(form.Text(name))
	if err != nil {
		form.Wrong(name, change.UpperFirst(err.Error())+".")
	}
	return d
}

func datedText(d calendar.Dated) string {
	if d.Precision == calendar.Unknown {
		return ""
	}
	return d.Long()
}

// saved reports a change: its problems go beside their fields; a stale one
// goes to the merge page by way of stale; when it went through, the browser
// goes on.
func (v *visit) saved(w http.ResponseWriter, view formView, ch plan.Change, sentence, path string, stale func() error) error {
	if view.Form.OK() {
		_, err := v.do(ch)
		if isStale(err) && stale != nil {
			return stale()
		}
		if err := wrong(view.Form, err); err != nil {
			return err
		}
		if view.Form.OK() {
			return v.done(w, sentence, path)
		}
	}
	return v.showForm(w, view)
}

// lastChange says who changed a thing last, for the merge page.
func (v *visit) lastChange(thing string) string {
	by, at, err := v.s.app.LastChange(v.r.Context(), v.caller, thing)
	if err != nil || by == "" {
		return "Somebody else saved a change while you were working."
	}
	return by + " saved a change on " + stamp(at) + ", while you were working."
}

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

// refreshed gives the view whose fields are drawn when it is shown, after
// problems have been put beside them.
func (f formView) refreshed(fields func(*govuk.Form) []govuk.Component) formView {
	f.Fields = []govuk.Component{lateFields{f.Form, fields}}
	return f
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

func (v *visit) judgementFields(inspection string) func(*govuk.Form) []govuk.Component {
	words := items("", "No grade was published")
	if held, ok := v.now.Plan.Inspections.Get(inspection); ok {
		regime, _ := plan.RegimeByKey(held.Regime)
		for _, word := range regime.Words {
			words = append(words, govuk.Option(word, change.UpperFirst(word)))
		}
	}
	return func(form *govuk.Form) []govuk.Component {
		return []govuk.Component{form.Input("aspect", "What was judged"), form.Select("word", "Word on this framework’s own scale", words), form.Input("as_stated", "As published, in its own words")}
	}
}

func (s *Server) newJudgementPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	return v.showForm(w, formView{Heading: "Add a judgement", Form: form, Fields: v.judgementFields(r.PathValue("id"))(form), Button: "Add the judgement"})
}

func (s *Server) newJudgement(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	ch := plan.RecordJudgement{Body: plan.Judgement{Inspection: id, Aspect: form.Text("aspect"), Word: form.Text("word"), AsStated: form.Text("as_stated")}}
	view := formView{Heading: "Add a judgement", Form: form, Button: "Add the judgement"}
	return v.saved(w, view.refreshed(v.judgementFields(id)), ch, "The judgement has been added.", "/inspections/"+id, nil)
}

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

func sectionItems(additional bool) []govuk.SelectItem {
	list := items("", "Choose a section")
	for _, section := range plan.Sections {
		if additional || section != plan.Additional {
			list = append(list, govuk.Option(string(section), section.Words()))
		}
	}
	return list
}

func timescaleItems(none string) []govuk.SelectItem {
	list := items("", none)
	for _, t := range deadline.Timescales {
		list = append(list, govuk.Option(string(t), t.Words()))
	}
	return list
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

// inInspection runs a form's page only where its inspection is in the record.
func inInspection(page handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		if _, ok := v.now.Plan.Inspections.Get(r.PathValue("id")); !ok {
			return change.Missing("inspection")
		}
		return page(w, r, v)
	}
}

// lateFields draws a form's fields only when the page is drawn, so that what
// was found wrong stands beside them.
type lateFields struct {
	form   *govuk.Form
	fields func(*govuk.Form) []govuk.Component
}

// Render draws the fields one after another.
func (l lateFields) Render() (template.HTML, error) {
	var all strings.Builder
	for _, field := range l.fields(l.form) {
		drawn, err := field.Render()
		if err != nil {
			return "", err
		}
		all.WriteString(string(drawn))
	}
	return template.HTML(all.String()), nil //nolint:gosec // drawn by the components, which escape
}
