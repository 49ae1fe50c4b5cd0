package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/change"
	"throughline/web/govuk"
)

// fieldAs is how a field is asked for.
type fieldAs int

// The ways to ask.
const (
	asText fieldAs = iota
	asArea
	asDate
	asSelect
	asRadios
	asChecks
	asYes // one box to tick
)

// yesValue is what a ticked box sends.
const yesValue = "yes"

// caseField is one question of a small form.
type caseField struct {
	name, label, hint string
	as                fieldAs
	picks             func(v *visit, at *fileAt) ([]pick, error)
	none              string // what stands first in a list, for no choice
}

// pick is one choice: what is sent, and what is read.
type pick struct{ value, words, hint string }

func drawFields(v *visit, at *fileAt, form *govuk.Form, fields []caseField) ([]govuk.Component, error) {
	drawn := make([]govuk.Component, 0, len(fields))
	for _, f := range fields {
		field, err := f.draw(v, at, form)
		if err != nil {
			return nil, err
		}
		drawn = append(drawn, field)
	}
	return drawn, nil
}

func (f caseField) choices(v *visit, at *fileAt) ([]pick, error) {
	if f.picks == nil {
		return nil, nil
	}
	return f.picks(v, at)
}

func (f caseField) draw(v *visit, at *fileAt, form *govuk.Form) (govuk.Component, error) {
	picks, err := f.choices(v, at)
	if err != nil {
		return nil, err
	}
	switch f.as {
	case asArea:
		return hintedArea(form.Textarea(f.name, f.label), f.hint), nil
	case asDate:
		return dateField(form, f.name, f.label, f.hint), nil
	case asSelect:
		field := form.Select(f.name, f.label, selectItems(f.none, picks, form.Value(f.name)))
		field.Hint = govuk.HintText(f.hint)
		return field, nil
	case asRadios:
		field := form.Radios(f.name, f.label, choicesOf(picks))
		field.Hint, field.Classes = govuk.HintText(f.hint), "govuk-radios--small"
		return field, nil
	case asChecks:
		field := form.Checkboxes(f.name, f.label, choicesOf(picks))
		field.Hint, field.Classes = govuk.HintText(f.hint), "govuk-checkboxes--small"
		return field, nil
	case asYes:
		field := form.Checkboxes(f.name, f.label, []govuk.Choice{{Value: yesValue, Text: "Yes"}})
		field.Hint, field.Classes = govuk.HintText(f.hint), "govuk-checkboxes--small"
		return field, nil
	default:
		field := hinted(form.Input(f.name, f.label), f.hint)
		field.Autocomplete = "off"
		return field, nil
	}
}

// selectItems lists choices. A value that is chosen already, but is no longer
// one of them, stays one, so that a form doesn't change what it only shows.
func selectItems(none string, picks []pick, chosen string) []govuk.SelectItem {
	list := make([]govuk.SelectItem, 0, len(picks)+1)
	if none != "" {
		list = append(list, govuk.Option("", none))
	}
	for _, p := range picks {
		list = append(list, govuk.Option(p.value, p.words))
	}
	if chosen != "" && !slices.ContainsFunc(picks, func(p pick) bool { return p.value == chosen }) {
		list = append(list, govuk.Option(chosen, "As it was"))
	}
	return list
}

func choicesOf(picks []pick) []govuk.Choice {
	list := make([]govuk.Choice, len(picks))
	for i, p := range picks {
		list[i] = govuk.Choice{Value: p.value, Text: p.words, Hint: govuk.HintText(p.hint)}
	}
	return list
}

// names are the names of the inputs that the field has.
func (f caseField) names() []string {
	if f.as == asDate {
		return []string{f.name + "-day", f.name + "-month", f.name + "-year"}
	}
	return []string{f.name}
}

// own is what of some values belongs to the field.
func (f caseField) own(values url.Values) url.Values {
	own := url.Values{}
	for _, name := range f.names() {
		if len(values[name]) > 0 {
			own[name] = values[name]
		} else if f.as == asDate {
			own[name] = []string{""}
		}
	}
	return own
}

// words is what values say in the field, as people read it.
func (f caseField) words(v *visit, at *fileAt, values url.Values) string {
	switch f.as {
	case asDate:
		day, month, year := values.Get(f.name+"-day"), values.Get(f.name+"-month"), values.Get(f.name+"-year")
		if y, err := strconv.Atoi(year); err == nil {
			m, monthErr := strconv.Atoi(month)
			d, dayErr := strconv.Atoi(day)
			if date, err := calendar.On(y, time.Month(m), d); err == nil && monthErr == nil && dayErr == nil {
				return date.Long()
			}
		}
		return strings.TrimSpace(day + " " + month + " " + year)
	case asYes:
		if values.Get(f.name) == yesValue {
			return "Yes"
		}
		return "No"
	case asSelect, asRadios, asChecks:
		picks, err := f.choices(v, at)
		if err != nil {
			return strings.Join(values[f.name], ", ")
		}
		var said []string
		for _, value := range values[f.name] {
			if i := slices.IndexFunc(picks, func(p pick) bool { return p.value == value }); i >= 0 {
				said = append(said, picks[i].words)
			} else if value != "" {
				said = append(said, value)
			}
		}
		return strings.Join(said, ", ")
	default:
		return plainLines(values.Get(f.name))
	}
}

// merged lays out what two people wrote in the field.
func (f caseField) merged(v *visit, at *fileAt, yours, theirs, was url.Values) mergeField {
	m := mergeField{
		Name: f.name, Label: f.label, Yours: f.words(v, at, yours), Other: f.words(v, at, theirs), YourFields: f.own(yours), OtherFields: f.own(theirs),
	}
	if was != nil {
		m.OnlyTheirs = m.Yours == f.words(v, at, was)
	}
	return m
}

// dateValues puts a date in the inputs that ask for it.
func dateValues(values url.Values, name string, d calendar.Date) {
	if d.IsZero() {
		return
	}
	values.Set(name+"-day", strconv.Itoa(d.Day))
	values.Set(name+"-month", strconv.Itoa(int(d.Month)))
	values.Set(name+"-year", strconv.Itoa(d.Year))
}

// yesWhere ticks a box where something is so.
func yesWhere(values url.Values, name string, so bool) {
	if so {
		values.Set(name, yesValue)
	}
}

// fixed are choices that are the same for everybody.
func fixed(picks ...pick) func(*visit, *fileAt) ([]pick, error) {
	return func(*visit, *fileAt) ([]pick, error) { return picks, nil }
}

// worded are choices from a list whose items have words.
func worded[T ~string](all []T, words func(T) string) func(*visit, *fileAt) ([]pick, error) {
	picks := make([]pick, len(all))
	for i, each := range all {
		picks[i] = pick{value: string(each), words: change.UpperFirst(words(each))}
	}
	return fixed(picks...)
}

// valuesOf reads the body of one type into a form.
func valuesOf[T any](fn func(*T, url.Values)) func(any) url.Values {
	return func(body any) url.Values {
		values := url.Values{}
		if held, ok := body.(*T); ok {
			fn(held, values)
		}
		return values
	}
}

// factsOf tells of the body of one type.
func factsOf[T any](fn func(*visit, *T) []factRow) func(*visit, any) []factRow {
	return func(v *visit, body any) []factRow {
		if held, ok := body.(*T); ok {
			return fn(v, held)
		}
		return nil
	}
}
