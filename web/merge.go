package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"throughline/web/govuk"
)

// mergeField is one text that two people changed.
type mergeField struct {
	Name, Label  string
	Yours, Other string
	OnlyTheirs   bool // yours is as both began from, so that theirs is chosen beforehand
	// What each choice sends, where that is not one field with the text
	// itself: a date's three fields, or ids where the texts are names.
	YourFields, OtherFields url.Values
}

// Same says that both wrote the same.
func (m mergeField) Same() bool { return m.Yours == m.Other }

// Choice gives the radio buttons that choose between the two.
func (m mergeField) Choice() govuk.Radios {
	chosen := "yours"
	if m.OnlyTheirs {
		chosen = "other"
	}
	return govuk.Radios{Name: chooseField + m.Name, Value: chosen, Classes: "govuk-radios--inline govuk-radios--small",
		Fieldset: &govuk.Fieldset{Legend: govuk.Legend{Text: "Keep which " + strings.ToLower(m.Label) + "?"}},
		Items:    []govuk.Choice{{Value: "yours", Text: "Yours"}, {Value: "other", Text: "Theirs"}}}
}

type mergeView struct {
	What   string
	Who    string // who changed it, and when
	Action string
	Fields []mergeField
	Hidden []mergeHidden
}

type mergeHidden struct{ Name, Value string }

var mergePage = newPage[mergeView]("merge.tmpl")

// The names that a merge form adds to those of the form itself.
const (
	chooseField = "choose."
	otherField  = "other."
	fieldsOf    = "fields-of." // which fields a choice is about
)

// fields are the names of the fields that the choice is about.
func (m mergeField) fields() []string {
	if m.YourFields == nil && m.OtherFields == nil {
		return []string{m.Name}
	}
	names := slices.AppendSeq(slices.Collect(maps.Keys(m.YourFields)), maps.Keys(m.OtherFields))
	slices.Sort(names)
	return slices.Compact(names)
}

// hidden carries both texts in the merge form.
func (m mergeField) hidden() (all []mergeHidden) {
	if m.YourFields == nil && m.OtherFields == nil {
		return []mergeHidden{{m.Name, m.Yours}, {otherField + m.Name, m.Other}}
	}
	for _, name := range m.fields() {
		all = append(all, mergeHidden{fieldsOf + m.Name, name})
		for _, value := range m.YourFields[name] {
			all = append(all, mergeHidden{name, value})
		}
		for _, value := range m.OtherFields[name] {
			all = append(all, mergeHidden{otherField + name, value})
		}
	}
	return all
}

// merge shows both texts side by side, each to be chosen. It is sent back as
// the form itself, with the version seen now.
func (v *visit) merge(w http.ResponseWriter, what, who string, latest int, form *govuk.Form, fields []mergeField) error {
	view := mergeView{What: what, Who: who, Action: v.r.URL.Path, Fields: fields}
	named := map[string]bool{"seen": true}
	for _, f := range fields {
		for _, name := range f.fields() {
			named[name] = true
		}
		view.Hidden = append(view.Hidden, f.hidden()...)
	}
	typed := form.Typed()
	names := make([]string, 0, len(typed))
	for name := range typed {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if named[name] || slices.ContainsFunc([]string{chooseField, otherField, fieldsOf}, func(prefix string) bool { return strings.HasPrefix(name, prefix) }) {
			continue
		}
		for _, value := range typed[name] {
			view.Hidden = append(view.Hidden, mergeHidden{name, value})
		}
	}
	view.Hidden = append(view.Hidden, mergeHidden{"seen", strconv.Itoa(latest)})
	return mergePage.write(w, http.StatusConflict, v.shell("Someone else changed this "+what, v.now), view)
}

// chosen takes the other person's text where a merge form chose it.
func chosen(typed url.Values) url.Values {
	taken := url.Values{}
	for name, values := range typed {
		field, isChoice := strings.CutPrefix(name, chooseField)
		if !isChoice || len(values) == 0 || values[0] != "other" {
			continue
		}
		for _, each := range slices.Concat([]string{field}, typed[fieldsOf+field]) {
			taken[each] = typed[otherField+each]
		}
	}
	maps.Copy(typed, taken)
	return typed
}
