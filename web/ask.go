package web

import (
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/plan"
	"throughline/web/govuk"
)

// askView is a page that asks for something: what it is about, what to look
// at first, and one form.
type askView struct {
	Form     *govuk.Form
	Caption  string // the thing that it is about, above the heading
	Heading  string
	About    []string  // paragraphs before the form
	Rows     []factRow // what to look at before deciding
	Warning  *govuk.WarningText
	Action   string
	Get      bool // it only chooses what to show
	File     bool // it takes a file
	Hidden   []mergeHidden
	Fields   []govuk.Component
	Button   string // "" shows no form at all
	Grave    bool   // what the button does is hard to undo
	Cancel   *pageLink
	Secondly bool // it stands under others on its page
}

// factRow is one fact of a thing, in lines and links.
type factRow struct {
	Key   string
	Lines []string
	Links []pageLink
}

// pageLink leads to another page. About is said after it.
type pageLink struct{ Text, Href, About string }

var askTemplate = newPage[askView]("ask.tmpl")

// ask shows a page with a form. What it asks for is done now, whatever moment
// the address names.
func (v *visit) ask(w http.ResponseWriter, status int, view askView) error {
	v.moment = moment{}
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !view.Form.OK()
	if view.Cancel != nil {
		shell.Back = &govuk.BackLink{Href: view.Cancel.Href}
	}
	return askTemplate.write(w, status, shell, view)
}

// Method is how the form is sent.
func (a askView) Method() string {
	if a.Get {
		return "get"
	}
	return "post"
}

// Submit is the form's button.
func (a askView) Submit() govuk.Button {
	button := govuk.Button{Text: a.Button, PreventDoubleClick: new(true)}
	switch {
	case a.Grave:
		button.Classes = "govuk-button--warning"
	case a.Secondly:
		button.Classes = "govuk-button--secondary"
	}
	return button
}

// heading is a heading between the fields of a form.
type heading string

// Render gives the heading's markup.
func (h heading) Render() (template.HTML, error) {
	return template.HTML(`<h2 class="govuk-heading-m">` + template.HTMLEscapeString(string(h)) + `</h2>`), nil //nolint:gosec // escaped here
}

func hinted(i govuk.Input, hint string) govuk.Input {
	i.Hint = govuk.HintText(hint)
	return i
}

func hintedArea(t govuk.Textarea, hint string) govuk.Textarea {
	t.Hint = govuk.HintText(hint)
	return t
}

func dateField(f *govuk.Form, name, legend, hint string) govuk.DateInput {
	input := f.DateInput(name, legend)
	input.Hint = govuk.HintText(hint)
	return input
}

func wholeNumberField(f *govuk.Form, name, label, hint string) govuk.Input {
	input := hinted(f.Input(name, label), hint)
	input.Inputmode, input.Classes = "numeric", "govuk-input--width-5"
	return input
}

// textOf is what was typed in a field, with line ends as they are kept.
func textOf(f *govuk.Form, name string) string {
	return strings.TrimSpace(plainLines(f.Value(name)))
}

// plainLines takes away the carriage returns that browsers send.
func plainLines(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// dateOf reads the three fields of a date. What names it in a message.
func dateOf(f *govuk.Form, name, what string) calendar.Date {
	year, month, day, given := f.Date(name, what, false)
	if !given {
		return calendar.Date{}
	}
	date, err := calendar.On(year, month, day)
	if err != nil {
		f.WrongAt(name, name+"-day", what+" must be a real date.")
	}
	return date
}

func setDate(f *govuk.Form, name string, d calendar.Date) {
	if !d.IsZero() {
		f.SetDate(name, d.Year, d.Month, d.Day)
	}
}

// wholeNumberOf reads a number such as 412 or 1,200. A blank field is no number.
func wholeNumberOf(f *govuk.Form, name, what string) (n int, given bool) {
	text := strings.NewReplacer(",", "", " ", "").Replace(f.Text(name))
	if text == "" {
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		f.Wrong(name, what+" must be a whole number, like 412.")
		return 0, false
	}
	return n, true
}

// milestonesOf reads one milestone a line: words, an upright stroke, a date.
func milestonesOf(f *govuk.Form, name string) (all []plan.Milestone) {
	for i, line := range strings.Split(textOf(f, name), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		where := "Line " + strconv.Itoa(i+1) + ", “" + line + "”: "
		words, date, _ := cutLast(line, "|")
		if strings.TrimSpace(words) == "" || strings.TrimSpace(date) == "" {
			f.Wrong(name, where+"write the milestone, then |, then its date, like “First course held | 1 May 2012”.")
			continue
		}
		due, err := calendar.Parse(date)
		if err != nil {
			f.Wrong(name, where+err.Error()+".")
			continue
		}
		all = append(all, plan.Milestone{Text: strings.TrimSpace(words), Due: due})
	}
	return all
}

func cutLast(text, sep string) (before, after string, found bool) {
	i := strings.LastIndex(text, sep)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(sep):], true
}

func milestoneLines(all []plan.Milestone) string {
	lines := make([]string, len(all))
	for i, m := range all {
		lines[i] = m.Text + " | " + m.Due.Long()
	}
	return strings.Join(lines, "\n")
}

// note is a paragraph between the fields of a form.
type note string

// Render gives the paragraph's markup.
func (n note) Render() (template.HTML, error) {
	return template.HTML(`<p class="govuk-body">` + template.HTMLEscapeString(string(n)) + `</p>`), nil //nolint:gosec // escaped here
}
