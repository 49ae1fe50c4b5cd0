package web

import (
	"errors"
	"html/template"
	"net/http"
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

// refreshed gives the view whose fields are drawn when it is shown, after
// problems have been put beside them.
func (f formView) refreshed(fields func(*govuk.Form) []govuk.Component) formView {
	f.Fields = []govuk.Component{lateFields{f.Form, fields}}
	return f
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

// areaTimescaleItems are the timescales that inspectors can set for an area, and that they set none.
func areaTimescaleItems() []govuk.SelectItem {
	return append(timescaleItems("Choose a timescale"), govuk.Option(noTimescale, deadline.None.Words()))
}

// noTimescale is how a form says that inspectors set no timescale, since leaving
// the question unanswered is not an answer to it.
const noTimescale = "none"

func timescaleValue(t deadline.Timescale) string {
	if t == deadline.None {
		return noTimescale
	}
	return string(t)
}

func timescaleOf(value string) deadline.Timescale {
	if value == noTimescale {
		return deadline.None
	}
	return deadline.Timescale(value)
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
