package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// keptRecord is what a draft holds.
type keptRecord struct {
	Typed url.Values `json:"typed"`
}

// keepDraft keeps what was typed, whatever is wrong with it, but for words that
// give away an address that is kept from somebody: it warns of them instead.
func (v *visit) keepDraft(w http.ResponseWriter, f *recordForm, again func(status int) error) error {
	typed := f.form.Typed()
	for _, name := range []string{"step", "draft", seenField, sinceField} {
		typed.Del(name)
	}
	body, err := json.Marshal(keptRecord{typed})
	if err != nil {
		return err
	}
	id := f.draft
	if id == "" {
		id = v.s.app.NewID()
	}
	words := f.wordsOf(typed)
	keep := func(id string) error {
		_, err := v.s.app.KeepDraft(v.r.Context(), v.caller, v.purpose(), words, store.Draft{ID: id, Kind: casework.KindRecord, Person: f.at.id, Body: body})
		return err
	}
	if err = keep(id); errors.Is(err, store.ErrNotFound) { // it was thrown away, or is another's: what was typed becomes a new one
		id = v.s.app.NewID()
		err = keep(id)
	}
	if err != nil {
		status, err := v.refused(f.form, err)
		if err != nil {
			return err
		}
		f.form.Wrong("", "Your draft was not saved. What you typed is still here.")
		return again(status)
	}
	return v.done(w, "Your draft has been saved. Nobody else can see it.", "/casework/drafts/"+id)
}

// wordsOf are all that was typed, also in fields that the form doesn't have:
// all of it would be kept.
func (f *recordForm) wordsOf(typed url.Values) casework.KeepDraft {
	words := casework.KeepDraft{Of: f.kind.Code, Typed: map[string]string{}}
	for _, r := range f.about {
		words.People = append(words.People, r.id)
	}
	for name, values := range typed {
		said := slices.DeleteFunc(slices.Clone(values), func(value string) bool { // no text: it was chosen from the list
			return name == "of" && value == words.Of || name == "also" && slices.Contains(words.People, value)
		})
		if len(said) > 0 {
			words.Typed[name] = strings.Join(said, "\n")
		}
	}
	return words
}

// caseDraftRow is one of the caller's drafts.
type caseDraftRow struct{ Text, Href, About string }

func (v *visit) caseDraftRows() (rows []caseDraftRow, _ error) {
	drafts, err := v.s.app.Drafts(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	people := make([]string, len(drafts))
	for i, d := range drafts {
		people[i] = d.Person
	}
	names, err := v.namesOf(people...)
	if err != nil {
		return nil, err
	}
	for _, d := range drafts {
		var kept keptRecord
		if d.Kind != casework.KindRecord || json.Unmarshal(d.Body, &kept) != nil {
			continue
		}
		row := caseDraftRow{Text: v.kindName(kept.Typed.Get("of")), Href: "/casework/drafts/" + d.ID, About: "saved " + stamp(d.Saved)}
		if p := names[d.Person]; p != nil {
			row.Text += " about " + p.NameOn(v.now.Plan.Day).Whole()
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// theDraft finds a draft of the caller's, and the person it is about as the
// caller may see them now.
func (v *visit) theDraft() (*fileAt, url.Values, error) {
	draft, err := v.s.app.Draft(v.r.Context(), v.caller, v.r.PathValue("id"))
	if err != nil {
		return nil, nil, err
	}
	var kept keptRecord
	if err := json.Unmarshal(draft.Body, &kept); err != nil || draft.Kind != casework.KindRecord {
		return nil, nil, change.Missing("draft")
	}
	at, err := v.atPerson(draft.Person)
	return at, kept.Typed, err
}

func (s *Server) draftPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	at, typed, err := v.theDraft()
	if err != nil {
		return err
	}
	form := v.start()
	if !v.startedHere(form) {
		form = govuk.NewForm(typed)
	}
	form.Set("draft", r.PathValue("id"))
	f, err := v.recordTo(at, form)
	if err != nil {
		return err
	}
	if f.kind.Code == "" {
		return v.mayNotRecord(access.RecordCasework, at.id)
	}
	return v.showRecordForm(w, http.StatusOK, f)
}

func (s *Server) draft(w http.ResponseWriter, r *http.Request, v *visit) error {
	at, _, err := v.theDraft()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	form.Set("draft", r.PathValue("id"))
	return v.sendRecord(w, at, form)
}

func (s *Server) dropDraft(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := s.app.DropDraft(r.Context(), v.caller, r.PathValue("id")); err != nil {
		return err
	}
	return v.done(w, "The draft has been thrown away.", "/casework")
}
