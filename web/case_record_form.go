package web

import (
	"errors"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/practice"
	"throughline/store"
	"throughline/web/govuk"
)

// kindsFor are the kinds of record that the caller may write about somebody.
func (v *visit) kindsFor(own store.Filed) (kinds []casework.RecordKind) {
	for _, k := range v.kinds().All() {
		if v.mayRecord(access.RecordCasework, own, casework.Record{Class: k.Class}) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// recordForm is a record being written: of what kind, about whom.
type recordForm struct {
	at    *fileAt
	kind  casework.RecordKind
	about []relative // the person of the file first
	form  *govuk.Form
	draft string // the id of the draft it is kept as, or ""
	held  *casework.Record
}

// recordTo reads what kind is being written and about whom. Without a kind
// that the caller may write, there is no form yet.
func (v *visit) recordTo(at *fileAt, form *govuk.Form) (*recordForm, error) {
	f := &recordForm{at: at, form: form, draft: form.Text("draft"), about: []relative{{id: at.id, person: at.person}}}
	kinds := v.kindsFor(at.filed)
	if i := slices.IndexFunc(kinds, func(k casework.RecordKind) bool { return k.Code == form.Text("of") }); i >= 0 {
		f.kind = kinds[i]
	}
	also := slices.Compact(slices.Sorted(slices.Values(form.Values("also"))))
	names, err := v.namesOf(also...)
	if err != nil {
		return nil, err
	}
	for _, id := range form.Values("also") {
		if p := names[id]; p != nil && !slices.ContainsFunc(f.about, func(r relative) bool { return r.id == id }) {
			f.about = append(f.about, relative{id: id, person: p})
		}
	}
	return f, nil
}

func (s *Server) newRecordPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	at, err := v.atPerson(r.PathValue("id"))
	if err != nil {
		return err
	}
	if len(v.kindsFor(at.filed)) == 0 {
		return v.mayNotRecord(access.RecordCasework, at.id)
	}
	form := v.start()
	fill(form, "of", r.URL.Query().Get("of"))
	fill(form, "also", r.URL.Query()["also"]...)
	f, err := v.recordTo(at, form)
	if err != nil {
		return err
	}
	if f.kind.Code == "" {
		return v.chooseKind(w, http.StatusOK, at, form)
	}
	if !v.startedHere(form) {
		form.SetDate("happened", at.today.Year, at.today.Month, at.today.Day)
	}
	return v.showRecordForm(w, http.StatusOK, f)
}

// startedHere says whether something was typed in the form already.
func (v *visit) startedHere(form *govuk.Form) bool {
	return form.Value("words") != "" || form.Value("title") != "" || len(form.Values("happened-day")) > 0
}

// chooseKind asks what is to be recorded, and about whom besides.
func (v *visit) chooseKind(w http.ResponseWriter, status int, at *fileAt, form *govuk.Form) error {
	var choices []govuk.Choice
	for _, k := range v.kindsFor(at.filed) {
		choices = append(choices, govuk.Choice{Value: k.Code, Text: k.Name})
	}
	kind := form.Radios("of", "What do you want to record?", choices)
	kind.Classes = "govuk-radios--small"
	fields := []govuk.Component{kind}
	family, err := v.relatives(at)
	if err != nil {
		return err
	}
	if len(family) > 0 {
		var picks []pick
		for _, r := range family {
			picks = append(picks, pick{r.id, r.person.NameOn(at.today).Whole(), change.UpperFirst(r.what)})
		}
		also := form.Checkboxes("also", "Is it about anybody else too?", choicesOf(picks))
		also.Classes, also.Hint = "govuk-checkboxes--small", govuk.HintText("Brothers and sisters each get words of their own")
		fields = append(fields, also)
	}
	return v.askCase(w, status, askView{
		Form: form, Caption: at.name(), Heading: "Write a record", Get: true, Action: v.r.URL.Path, Button: "Continue", Fields: fields,
		Cancel: &pageLink{Text: "Cancel", Href: at.path()},
	})
}

// anchor is where an error leads that is about several fields.
type anchor struct {
	name, heading, hint string
	form                *govuk.Form
}

// Render draws a heading with the message of what is wrong under it.
func (a anchor) Render() (template.HTML, error) {
	out := `<h2 class="govuk-heading-m" id="` + template.HTMLEscapeString(a.name) + `">` + template.HTMLEscapeString(a.heading) + `</h2>`
	if a.hint != "" {
		out += `<p class="govuk-hint">` + template.HTMLEscapeString(a.hint) + `</p>`
	}
	if message := a.form.Error(a.name); message != nil {
		message.ID = a.name + "-error"
		drawn, err := message.Render()
		if err != nil {
			return "", err
		}
		out += string(drawn)
	}
	return template.HTML(out), nil //nolint:gosec // each part is escaped
}

// fields are the questions of the form, in the order of the record.
func (f *recordForm) fields(v *visit) []govuk.Component {
	form := f.form
	words := hintedArea(form.Textarea("words", "What happened"), "Write it so that the child can read it later. Do not name an address that is kept from somebody")
	words.Rows = 12
	fields := []govuk.Component{dateField(form, "happened", "Day it happened", ""), form.Input("title", "Title"), words}
	fields = append(fields, f.kindFields(v)...)
	if f.hasOwn() {
		fields = append(fields, anchor{"own", "About each of them alone", "What one may not read about another goes here", form})
		for _, r := range f.about {
			fields = append(fields, form.Textarea("own-"+r.id, "About "+f.name(r)+" alone"))
		}
	}
	children := f.children()
	if len(children) > 0 {
		fields = append(fields, anchor{"voices", "What the child said or showed", "Their own words, or what you saw of somebody too young to say. Leave blank if there is nothing", form})
	}
	for _, r := range children {
		name, at := f.name(r), "voice-"+r.id
		alone := form.Checkboxes(at+"-alone", "Was "+name+" seen alone?", []govuk.Choice{{Value: yesValue, Text: "Yes"}})
		alone.Classes = "govuk-checkboxes--small"
		fields = append(fields, form.Textarea(at+"-words", name+": in their own words"), hinted(form.Input(at+"-how", name+": how were they asked?"), "For example talking, drawing, or watching them play"),
			alone, form.Input(at+"-changed", name+": what did it change?"))
	}
	if f.kind.Decision {
		fields = append(fields, f.decisionFields(v)...)
	}
	for _, field := range slices.Sorted(maps.Keys(f.kind.Coded)) {
		fields = append(fields, form.Select(field, spelled(field), selectItems("Choose", codePicks(f.kind.Coded[field], f.at.today), form.Value(field))))
	}
	return append(fields, outcomeFields(form, f.kind)...)
}

// children are those the record is about whose voice belongs in it.
func (f *recordForm) children() (children []relative) {
	for _, r := range f.about {
		p := r.person
		if p != nil && !f.kind.Adults && (slices.Contains(p.Parts, casework.Child) || slices.Contains(p.Parts, casework.YoungPerson) || slices.Contains(p.Parts, casework.CareLeaver)) {
			children = append(children, r)
		}
	}
	return children
}

func (f *recordForm) decisionFields(v *visit) []govuk.Component {
	form := f.form
	return []govuk.Component{
		anchor{"decision", "Decision", "It is needed before the record is completed", form},
		hintedArea(form.Textarea("options", "What could have been done?"), "One option on each line. Doing nothing is one"),
		form.Textarea("chosen", "What was decided"), form.Textarea("reason", "Why"), form.Textarea("evidence", "What it rests on"), form.Textarea("risk", "What could go wrong, and what then"),
		hintedArea(form.Textarea("dissent", "Who disagreed, and why"), "One person on each line: who, then a colon, then why"),
		form.Select("decided_by", "Who decided", selectItems("I did", v.workers(), form.Value("decided_by"))), form.Textarea("child", "The decision, in words for the child"),
	}
}

// hasOwn says whether each person has words of their own.
func (f *recordForm) hasOwn() bool { return len(f.about) > 1 || f.kind.Each }

func (f *recordForm) name(r relative) string {
	if r.person == nil {
		return f.at.name()
	}
	return r.person.NameOn(f.at.today).Whole()
}

// details reads what was typed.
func (f *recordForm) details(complete bool) casework.RecordDetails {
	t := caseTyped{at: f.at, form: f.form}
	d := casework.RecordDetails{
		Happened: t.date("happened", "The day it happened"), Title: t.text("title"), Words: t.text("words"), Own: map[string]string{}, Outcome: f.form.Text("outcome"),
		Ended: t.date("ended", "The day it ended"), Complete: complete, Codes: map[string]string{}, Fields: f.kindValues(t),
	}
	for _, r := range f.about {
		if own := t.text("own-" + r.id); own != "" {
			d.Own[r.id] = own
		}
		at := "voice-" + r.id
		voice := casework.Voice{Person: r.id, Words: t.text(at + "-words"), How: t.text(at + "-how"), Alone: t.yes(at + "-alone"), Changed: t.text(at + "-changed")}
		if voice != (casework.Voice{Person: r.id}) {
			d.Voices = append(d.Voices, voice)
		}
	}
	for field := range f.kind.Coded {
		if code := f.form.Text(field); code != "" {
			d.Codes[field] = code
		}
	}
	decision := casework.ManagerDecision{
		Options: lines(f.form.Value("options")), Chosen: t.text("chosen"), Reason: t.text("reason"), Evidence: t.text("evidence"), Risk: t.text("risk"),
		By: f.form.Text("decided_by"), Child: t.text("child"),
	}
	for _, line := range lines(f.form.Value("dissent")) {
		who, why, _ := strings.Cut(line, ":")
		decision.Dissent = append(decision.Dissent, casework.Dissent{Who: strings.TrimSpace(who), Why: strings.TrimSpace(why)})
	}
	said := len(decision.Options)+len(decision.Dissent) > 0 || decision.Chosen+decision.Reason+decision.Evidence+decision.Risk+decision.Child != ""
	if f.kind.Decision && said {
		d.Decision = &decision
	}
	return d
}

// The buttons of the form.
const (
	stepDraft    = "draft"
	stepComplete = "complete"
)

// recordFormView is the form with its two buttons.
type recordFormView struct {
	Bar purposeBar
	askView
	CanDrop bool
	Saving  string // what the first button says
}

var recordFormTemplate = newPage[recordFormView]("case_record_form.tmpl")

func (v *visit) showRecordForm(w http.ResponseWriter, status int, f *recordForm) error {
	hidden := []mergeHidden{{"of", f.kind.Code}, {"draft", f.draft}}
	for _, r := range f.about[1:] {
		hidden = append(hidden, mergeHidden{"also", r.id})
	}
	view := recordFormView{askView: askView{
		Form: f.form, Caption: f.kind.Name, Heading: "Record about " + f.names(), Action: v.r.URL.Path, Fields: f.fields(v), Cancel: &pageLink{Text: "Cancel", Href: f.at.path()},
	}, CanDrop: f.draft != "" && f.held == nil, Saving: "Save as a draft"}
	if f.held != nil {
		hidden = append(hidden, seenOf(f.form)...)
		view.Cancel.Href = "/casework/records/" + f.held.ID
	}
	view.Hidden = hidden
	v.when, v.moment = nowAsked()
	view.Bar = v.bar()
	shell := v.shell("Write a record", v.now)
	shell.ErrorTitle = !f.form.OK()
	shell.Back = &govuk.BackLink{Href: view.Cancel.Href}
	return recordFormTemplate.write(w, status, shell, view)
}

func (f *recordForm) names() string {
	names := make([]string, len(f.about))
	for i, r := range f.about {
		names[i] = f.name(r)
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

func (s *Server) newRecord(w http.ResponseWriter, r *http.Request, v *visit) error {
	at, err := v.atPerson(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.sendRecord(w, at, form)
}

// sendRecord keeps a draft of what was typed, or completes it.
func (v *visit) sendRecord(w http.ResponseWriter, at *fileAt, form *govuk.Form) error {
	f, err := v.recordTo(at, form)
	if err != nil {
		return err
	}
	if kind, known := v.kinds().Of(form.Text("of")); known && f.kind.Code == "" { // such as when the purpose was changed on another page
		f.kind = kind
		form.Wrong("", "This was not saved, because you can’t write this kind of record for the reason you are looking. What you typed is still here: change why you are looking on another page, then send it again.")
		return v.showRecordForm(w, http.StatusForbidden, f)
	}
	if f.kind.Code == "" {
		form.Wrong("of", "Choose what you want to record.")
		return v.chooseKind(w, http.StatusUnprocessableEntity, at, form)
	}
	again := func(status int) error { return v.showRecordForm(w, status, f) }
	if form.Text("step") == stepDraft {
		return v.keepDraft(w, f, again)
	}
	people := make([]string, len(f.about))
	for i, r := range f.about {
		people[i] = r.id
	}
	ch := casework.WriteRecord{ID: v.s.app.NewID(), Of: f.kind.Code, People: people, Details: f.details(form.Text("step") == stepComplete)}
	return v.carryCase(caseCarrying{
		form: form, change: ch, again: again,
		done: func(app.Receipt) error {
			if f.draft != "" {
				if err := v.s.app.DropDraft(v.r.Context(), v.caller, f.draft); err != nil && !errors.Is(err, store.ErrNotFound) {
					return err
				}
			}
			return v.done(w, "The record is complete and sealed.", "/casework/records/"+ch.ID)
		},
	})
}

// editRecordPage goes on with a record that is a draft in the file itself.
func (s *Server) editRecordPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, r, err := v.atRecord()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		for name, values := range v.recordValues(r) {
			fill(form, name, values...)
		}
		v.seeing(form, r.Version)
	}
	f, err := v.heldRecordTo(at, r, form)
	if err != nil {
		return err
	}
	return v.showRecordForm(w, http.StatusOK, f)
}

func (v *visit) heldRecordTo(at *fileAt, r *casework.Record, form *govuk.Form) (*recordForm, error) {
	kind, ok := v.kinds().Of(r.Of)
	if !ok {
		return nil, change.Problems{{Kind: change.Invalid, Sentence: "This kind of record is no longer used. Begin a new record of another kind."}}
	}
	if r.State != casework.DraftRecord {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This record was completed on " + r.Completed.Long() + ", so it is sealed. Add to it instead."}}
	}
	f := &recordForm{at: at, kind: kind, form: form, held: r}
	names, err := v.namesOf(r.People...)
	if err != nil {
		return nil, err
	}
	for _, id := range r.People {
		if names[id] != nil {
			f.about = append(f.about, relative{id: id, person: names[id]})
		}
	}
	if len(f.about) == 0 {
		return nil, unseenPerson()
	}
	return f, nil
}

func (s *Server) editRecord(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, r, err := v.atRecord()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.heldRecordTo(at, r, form)
	if err != nil {
		return err
	}
	again := func(status int) error { return v.showRecordForm(w, status, f) }
	complete := form.Text("step") == stepComplete
	return v.carryCase(caseCarrying{
		form: form, change: casework.ReviseRecord{Record: r.ID, Seen: seenIn(form), Details: f.details(complete)}, again: again,
		done: func(app.Receipt) error {
			sentence := "The draft has been saved."
			if complete {
				sentence = "The record is complete and sealed."
			}
			return v.done(w, sentence, "/casework/records/"+r.ID)
		},
		stale: func(refusal error) error {
			values := valuesOf(func(held *casework.Record, values url.Values) { maps.Copy(values, v.recordValues(held)) })
			return v.mergeCase(w, caseMerge{form: form, thing: r.ID, what: "record", fields: f.mergeFields(), values: values, at: at}, refusal, again)
		},
	})
}

// mergeFields are the texts that one writer may have changed in two places.
func (f *recordForm) mergeFields() []caseField {
	fields := []caseField{{name: "happened", label: "Day it happened", as: asDate}, {name: "title", label: "Title"}, {name: "words", label: "What happened"}}
	for _, field := range f.kind.Fields() {
		each := caseField{name: casework.FieldAt(field.Name), label: field.Words}
		if field.Type == practice.DateField {
			each.as = asDate
		}
		fields = append(fields, each)
	}
	for _, r := range f.about {
		if f.hasOwn() {
			fields = append(fields, caseField{name: "own-" + r.id, label: "About " + f.name(r) + " alone"})
		}
		fields = append(fields, caseField{name: "voice-" + r.id + "-words", label: f.name(r) + ": in their own words"})
	}
	if f.kind.Decision {
		for _, each := range [][2]string{{"options", "Options"}, {"chosen", "What was decided"}, {"reason", "Why"}, {"evidence", "What it rests on"}, {"risk", "Risk"}, {"dissent", "Who disagreed"}, {"child", "In words for the child"}} {
			fields = append(fields, caseField{name: each[0], label: each[1]})
		}
	}
	return fields
}
