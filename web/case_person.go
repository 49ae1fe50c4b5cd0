package web

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// mostNames is how many names one form asks for: those held, and two more.
const mostNames = 20

// nameRows is how many rows of names a form shows.
func nameRows(form *govuk.Form) int {
	rows := 2
	for i := 1; i <= mostNames; i++ {
		if form.Text(nameField(i, "given"))+form.Text(nameField(i, "family")) != "" {
			rows = i + 1
		}
	}
	return min(max(rows, 2), mostNames)
}

func nameField(row int, part string) string { return "name-" + strconv.Itoa(row) + "-" + part }

// namesField asks for every name that a person has or had.
type namesField struct{ form *govuk.Form }

// Render draws a row of fields for each name, and one more.
func (n namesField) Render() (template.HTML, error) {
	var out strings.Builder
	class := "govuk-form-group"
	if n.form.Error("names") != nil {
		class += " govuk-form-group--error"
	}
	out.WriteString(`<div class="` + class + `" id="names"><h2 class="govuk-heading-m">Names</h2>`)
	if message := n.form.Error("names"); message != nil {
		message.ID = "names-error"
		drawn, err := message.Render()
		if err != nil {
			return "", err
		}
		out.WriteString(string(drawn))
	}
	kinds := make([]govuk.SelectItem, 0, len(casework.NameKinds))
	for _, k := range casework.NameKinds {
		kinds = append(kinds, govuk.Option(string(k), change.UpperFirst(k.Words())))
	}
	for i := range nameRows(n.form) {
		row, place := i+1, strconv.Itoa(i+1)
		out.WriteString(`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Name ` + place + `</legend>`)
		until := hinted(n.form.Input(nameField(row, "until"), "Last day of this name"), "Leave blank if it is still used. For example 31 March 2012")
		until.Classes = "govuk-input--width-10"
		fields := []govuk.Component{
			n.form.Select(nameField(row, "kind"), "Kind of name", kinds), n.form.Input(nameField(row, "given"), "Given names"),
			n.form.Input(nameField(row, "family"), "Family name"), until,
		}
		for _, field := range fields {
			drawn, err := field.Render()
			if err != nil {
				return "", err
			}
			out.WriteString(string(drawn))
		}
		out.WriteString(`</fieldset>`)
	}
	out.WriteString(`</div>`)
	return template.HTML(out.String()), nil //nolint:gosec // drawn by the components, which escape
}

func casePersonFields(v *visit, form *govuk.Form) []govuk.Component {
	parts := make([]pick, len(casework.Parts))
	for i, p := range casework.Parts {
		parts[i] = pick{value: string(p), words: change.UpperFirst(p.Words())}
	}
	sex := form.Radios("sex", "Sex at birth, or on the birth certificate", choicesOf(sexPicks(v.s.app.Today())))
	sex.Classes = "govuk-radios--small govuk-radios--inline"
	who := form.Checkboxes("parts", "What are they?", choicesOf(parts))
	who.Classes = "govuk-checkboxes--small"
	tick := func(name, label string) govuk.Checkboxes {
		box := form.Checkboxes(name, label, []govuk.Choice{{Value: yesValue, Text: "Yes"}})
		box.Classes = "govuk-checkboxes--small"
		return box
	}
	return []govuk.Component{
		namesField{form}, who, dateField(form, "born", "Date of birth", "Leave the day blank if only the month is known"),
		tick("estimated", "Is the date of birth a judgement?"), dateField(form, "expected", "Expected date of birth", "Only of somebody who is not born yet"),
		dateField(form, "died", "Date of death", "Leave blank unless they have died"), sex,
		hintedArea(form.Textarea("languages", "Languages"), "One on each line"), tick("interpreter", "Do they need an interpreter?"),
		form.Select("membership", "If they are a member of staff here, who?", selectItems("They are not", v.workers(), form.Value("membership"))),
	}
}

// sexPicks are the sexes in words, without the codes that returns have for
// them.
func sexPicks(day calendar.Date) (picks []pick) {
	for _, c := range casework.CodesOf(casework.SexCodes, day) {
		picks = append(picks, pick{value: c.Code, words: change.UpperFirst(c.Label)})
	}
	return picks
}

// personTyped reads what was typed of a person.
func personTyped(form *govuk.Form) casework.PersonDetails {
	d := casework.PersonDetails{
		Born: monthOrDay(form, "born", "The date of birth"), Estimated: form.Value("estimated") == yesValue, Expected: monthOrDay(form, "expected", "The expected date of birth"),
		Died: monthOrDay(form, "died", "The date of death"), Sex: form.Text("sex"), Languages: lines(form.Value("languages")),
		Interpreter: form.Value("interpreter") == yesValue, Membership: form.Text("membership"),
	}
	for _, part := range form.Values("parts") {
		d.Parts = append(d.Parts, casework.Part(part))
	}
	for i := 1; i <= mostNames; i++ {
		name := casework.Name{Kind: casework.NameKind(form.Text(nameField(i, "kind"))), Given: form.Text(nameField(i, "given")), Family: form.Text(nameField(i, "family"))}
		if name.Whole() == "" {
			continue
		}
		if from, err := calendar.Parse(form.Text(nameField(i, "from"))); err == nil {
			name.From = from
		}
		if text := form.Text(nameField(i, "until")); text != "" {
			until, err := calendar.Parse(text)
			if err != nil {
				form.Wrong(nameField(i, "until"), change.UpperFirst(err.Error())+".")
			}
			name.Until = until
		}
		d.Names = append(d.Names, name)
	}
	return d
}

// monthOrDay reads a date of which the day may be left blank.
func monthOrDay(form *govuk.Form, name, what string) calendar.Dated {
	if form.Text(name+"-day") != "" || form.Text(name+"-month")+form.Text(name+"-year") == "" {
		if date := dateOf(form, name, what); !date.IsZero() {
			return calendar.Known(date)
		}
		return calendar.Dated{}
	}
	month := form.Text(name + "-month")
	if n, err := strconv.Atoi(month); err == nil && n >= 1 && n <= 12 {
		month = time.Month(n).String()
	}
	found, err := calendar.ParseDated(month + " " + form.Text(name+"-year"))
	if err != nil || found.Date.IsZero() {
		form.WrongAt(name, name+"-month", what+" must have a month and a year, like 3 2012, or be left blank.")
	}
	return found
}

func setDated(values url.Values, name string, d calendar.Dated) {
	dateValues(values, name, d.Date)
	if d.Precision == calendar.ToTheMonth {
		values.Del(name + "-day")
	}
}

// personValues puts what is known of a person into a form.
func personValues(p *casework.Person) url.Values {
	values := url.Values{}
	for i, n := range p.Names {
		values.Set(nameField(i+1, "kind"), string(n.Kind))
		values.Set(nameField(i+1, "given"), n.Given)
		values.Set(nameField(i+1, "family"), n.Family)
		if !n.From.IsZero() {
			values.Set(nameField(i+1, "from"), n.From.String())
		}
		if !n.Until.IsZero() {
			values.Set(nameField(i+1, "until"), n.Until.Long())
		}
	}
	for _, part := range p.Parts {
		values.Add("parts", string(part))
	}
	setDated(values, "born", p.Born)
	setDated(values, "expected", p.Expected)
	setDated(values, "died", p.Died)
	yesWhere(values, "estimated", p.Estimated)
	yesWhere(values, "interpreter", p.Interpreter)
	values.Set("sex", p.Sex)
	values.Set("languages", strings.Join(p.Languages, "\n"))
	values.Set("membership", p.Membership)
	return values
}

func (s *Server) caseNewPersonPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	if err := v.mayAddNow(); err != nil {
		return err
	}
	form := v.start()
	fill(form, nameField(2, "kind"), string(casework.KnownAs))
	return v.showNewPerson(w, http.StatusOK, form, nil)
}

func (v *visit) mayAddNow() error {
	v.when, v.moment = nowAsked()
	if !v.mayAddPeople() {
		return v.mayNotRecord(access.AddPeople, "")
	}
	return nil
}

// likely is somebody known already who may be the person being added.
type likely struct {
	Row     caseRow
	Points  int
	Reasons []string
}

// likelyField shows those who may be the person, before a second record is
// made.
type likelyField struct{ all []likely }

var likelyTemplate = template.Must(template.New("likely").Parse(`<div class="govuk-form-group" id="known"><h2 class="govuk-heading-m">Is it one of these?</h2>
<p class="govuk-body">These people are already recorded. If one of them is the person, open their file and do not add a second.</p>
<ul class="govuk-list govuk-list--bullet">{{range .}}<li><a class="govuk-link" href="{{.Row.Href}}">{{.Row.Name}}</a>{{with .Row.About}}, {{.}}{{end}}. {{range .Reasons}}{{.}} {{end}}</li>{{end}}</ul></div>`))

// Render draws the list.
func (l likelyField) Render() (template.HTML, error) {
	var out strings.Builder
	err := likelyTemplate.Execute(&out, l.all)
	return template.HTML(out.String()), err //nolint:gosec // written by html/template, which escaped it
}

func (v *visit) showNewPerson(w http.ResponseWriter, status int, form *govuk.Form, known []likely) error {
	fields := casePersonFields(v, form)
	if len(known) > 0 {
		another := form.Checkboxes("another", "Is it somebody else?", []govuk.Choice{{Value: yesValue, Text: "None of these people is the person. Add them"}})
		another.Classes = "govuk-checkboxes--small"
		fields = append([]govuk.Component{likelyField{known}, another}, fields...)
	}
	return v.askCase(w, status, askView{
		Form: form, Heading: "Add a person", Action: "/casework/people/new", Button: "Add the person", Fields: fields,
		About:  []string{"Search first. A second record of one person hides what is in the first."},
		Cancel: &pageLink{Text: "Cancel", Href: "/casework"},
	})
}

func (s *Server) caseNewPerson(w http.ResponseWriter, _ *http.Request, v *visit) error {
	if err := v.mayAddNow(); err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := casework.AddPerson{ID: s.app.NewID(), Details: personTyped(form)}
	var known []likely
	if form.OK() && form.Value("another") != yesValue {
		if known, err = v.likely(ch.Details); err != nil {
			return err
		}
		if len(known) > 0 {
			form.Wrong("another", "Look at who is already recorded. If none of them is the person, say so and add them.")
		}
	}
	return v.carryCase(caseCarrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The person has been added.", "/casework/people/"+ch.ID)
		},
		again: func(status int) error { return v.showNewPerson(w, status, form, known) },
	})
}

// likely finds those, among the people whom the caller may see, who may be the
// person described: the closest first.
func (v *visit) likely(d casework.PersonDetails) (found []likely, _ error) {
	looking, err := v.look(store.HowSearched)
	if err != nil {
		return nil, err
	}
	about := casework.Candidate{Names: d.Names, Born: d.Born, Expected: d.Expected, Sex: d.Sex}
	seen := map[string]bool{}
	for _, n := range d.Names {
		for _, typed := range []string{n.Whole() + " " + datedText(d.Born), n.Whole()} {
			if casework.Keys(typed).Empty() {
				continue
			}
			rows, _, err := looking.Find(v.r.Context(), typed)
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				if seen[row.Filed.Thing] || row.Person == nil {
					continue
				}
				seen[row.Filed.Thing] = true
				p := row.Person
				score := casework.Match(about, casework.Candidate{People: []string{p.ID}, Names: p.Names, Born: p.Born, Expected: p.Expected, Sex: p.Sex})
				if score.Likely() {
					found = append(found, likely{v.caseRow(row, v.s.app.Today()), score.Points, score.Reasons})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b likely) int { return b.Points - a.Points })
	return found, nil
}

func (v *visit) atOwnPerson() (*fileAt, error) {
	at, err := v.atPerson(v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if at.person == nil {
		return nil, unseenPerson()
	}
	if !v.scope(access.Record).Allows(at.filed.Class, at.filed.Wall, at.filed.Ties) {
		return nil, v.mayNotRecord(access.RecordCasework, at.id)
	}
	return at, nil
}

func (s *Server) caseEditPersonPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := v.atOwnPerson()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		for name, values := range personValues(at.person) {
			fill(form, name, values...)
		}
		v.seeing(form, at.person.Version)
	}
	return v.showEditPerson(w, http.StatusOK, at, form)
}

func (v *visit) showEditPerson(w http.ResponseWriter, status int, at *fileAt, form *govuk.Form) error {
	hidden := seenOf(form)
	for i := 1; i <= mostNames; i++ {
		if from := form.Text(nameField(i, "from")); from != "" {
			hidden = append(hidden, mergeHidden{nameField(i, "from"), from})
		}
	}
	return v.askCase(w, status, askView{
		Form: form, Caption: at.name(), Heading: "Change a person’s details", Action: v.r.URL.Path, Button: "Save", Hidden: hidden, Fields: casePersonFields(v, form),
		About:  []string{"A name is never taken out. If one is no longer used, give it a last day or call it a previous name."},
		Cancel: &pageLink{Text: "Cancel", Href: at.path()},
	})
}

func (s *Server) caseEditPerson(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := v.atOwnPerson()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	again := func(status int) error { return v.showEditPerson(w, status, at, form) }
	return v.carryCase(caseCarrying{
		form: form, change: casework.EditPerson{Person: at.id, Seen: seenIn(form), Details: personTyped(form)},
		done:  func(app.Receipt) error { return v.done(w, "The details have been changed.", at.path()) },
		again: again,
		stale: func(refusal error) error {
			values := func(body any) url.Values {
				if p, ok := body.(*casework.Person); ok {
					return personValues(p)
				}
				return url.Values{}
			}
			return v.mergeCase(w, caseMerge{form: form, thing: at.id, what: "person", fields: personMerge(form, at.person), values: values, at: at}, refusal, again)
		},
	})
}

// personMerge are the questions that two people may have answered in two ways.
func personMerge(form *govuk.Form, theirs *casework.Person) []caseField {
	var fields []caseField
	kinds := worded(casework.NameKinds, casework.NameKind.Words)
	for i := 1; i <= max(nameRows(form)-1, len(theirs.Names)); i++ {
		name := "Name " + strconv.Itoa(i) + ": "
		fields = append(fields, caseField{name: nameField(i, "kind"), label: name + "kind", as: asSelect, picks: kinds},
			caseField{name: nameField(i, "given"), label: name + "given names"}, caseField{name: nameField(i, "family"), label: name + "family name"},
			caseField{name: nameField(i, "until"), label: name + "last day"})
	}
	return append(fields,
		caseField{name: "parts", label: "What they are", as: asChecks, picks: worded(casework.Parts, casework.Part.Words)},
		caseField{name: "born", label: "Date of birth", as: asDate}, caseField{name: "estimated", label: "Date of birth is a judgement", as: asYes},
		caseField{name: "expected", label: "Expected date of birth", as: asDate}, caseField{name: "died", label: "Date of death", as: asDate},
		caseField{name: "sex", label: "Sex", as: asRadios, picks: func(v *visit, _ *fileAt) ([]pick, error) { return sexPicks(v.s.app.Today()), nil }}, caseField{name: "languages", label: "Languages"},
		caseField{name: "interpreter", label: "Needs an interpreter", as: asYes}, caseField{name: "membership", label: "Member of staff", as: asSelect, picks: workers})
}
