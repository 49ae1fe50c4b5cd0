package web

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/practice"
	"throughline/web/govuk"
)

// kinds gives the kinds of record in use. Where the practice pack can't be
// read there is none, and writing a record says why.
func (v *visit) kinds() *casework.KindList {
	kinds, err := v.s.app.CaseKinds(v.r.Context(), v.caller)
	if err != nil {
		return &casework.KindList{}
	}
	return kinds
}

// kindName is what a kind of record is called.
func (v *visit) kindName(code string) string {
	if kind, ok := v.kinds().Of(code); ok {
		return kind.Name
	}
	return recordKindName(code)
}

// kindFields ask what the kind of record has fields for.
func (f *recordForm) kindFields(v *visit) []govuk.Component {
	asked := f.kind.Fields()
	if len(asked) == 0 {
		return nil
	}
	hint := f.kind.Form.Help
	if f.kind.InWords {
		hint = strings.TrimSpace(hint + " Leave all of them blank to record in words alone: no deadline is then counted from this record")
	}
	fields := []govuk.Component{anchor{"fields", f.kind.Name, hint, f.form}}
	for i := range asked {
		fields = append(fields, f.kindField(v, &asked[i]))
	}
	return fields
}

func (f *recordForm) kindField(v *visit, field *practice.Field) govuk.Component {
	form, name := f.form, casework.FieldAt(field.Name)
	one := func(picks []pick) govuk.Component {
		list := form.Select(name, field.Words, selectItems("Not filled in", picks, form.Value(name)))
		list.Hint = govuk.HintText(field.Help)
		return list
	}
	switch field.Type {
	case practice.DateField:
		return dateField(form, name, field.Words, field.Help)
	case practice.YesNoField:
		return one([]pick{{value: yesValue, words: "Yes"}, {value: "no", words: "No"}})
	case practice.ChoiceField:
		return one(choicePicks(field, f.at.today))
	case practice.ChoicesField:
		boxes := form.Checkboxes(name, field.Words, choicesOf(choicePicks(field, f.at.today)))
		boxes.Classes, boxes.Hint = "govuk-checkboxes--small", govuk.HintText(field.Help)
		return boxes
	case practice.CountField, practice.NumberField:
		return wholeNumberField(form, name, field.Words, field.Help)
	case practice.StaffField:
		return one(v.workers())
	case practice.AgencyField:
		picks, err := agencies(v, f.at)
		if err != nil {
			return one(nil)
		}
		return one(picks)
	case practice.PersonField:
		var picks []pick
		for _, r := range f.about {
			picks = append(picks, pick{value: r.id, words: f.name(r)})
		}
		return one(picks)
	case practice.LongField:
		return hintedArea(form.Textarea(name, field.Words), field.Help)
	case practice.ListField:
		return hintedArea(form.Textarea(name, field.Words), strings.TrimSpace(field.Help+" One on each line: "+lineWords(field)))
	case practice.TimeField:
		return hinted(form.Input(name, field.Words), orNothing(field.Help, "For example 17:30"))
	default:
		return hinted(form.Input(name, field.Words), field.Help)
	}
}

func choicePicks(field *practice.Field, day calendar.Date) (picks []pick) {
	if field.Codes != "" {
		return codePicks(casework.CodeSet(field.Codes), day)
	}
	for _, c := range field.ChoicesOn(day) {
		picks = append(picks, pick{value: c.Code, words: c.Words})
	}
	return picks
}

// lineWords says what each line of a list holds, in order.
func lineWords(field *practice.Field) string {
	words := make([]string, len(field.Fields))
	for i, inner := range field.Fields {
		words[i] = change.LowerFirst(strings.TrimRight(inner.Words, "?"))
		switch inner.Type {
		case practice.DateField:
			words[i] += " (such as 2013-04-15)"
		case practice.YesNoField:
			words[i] += " (yes or no)"
		case practice.ChoiceField:
			var codes []string
			for _, c := range inner.Choices {
				codes = append(codes, c.Code)
			}
			words[i] += " (" + strings.Join(codes, ", ") + ")"
		}
	}
	return strings.Join(words, "; ")
}

// kindValues reads what was typed into the fields of the kind.
func (f *recordForm) kindValues(t caseTyped) map[string]any {
	values := map[string]any{}
	asked := f.kind.Fields()
	for i := range asked {
		field := &asked[i]
		name := casework.FieldAt(field.Name)
		switch field.Type {
		case practice.DateField:
			if day := t.date(name, "The day"); !day.IsZero() {
				values[field.Name] = day
			}
		case practice.ChoicesField:
			if chosen := f.form.Values(name); len(chosen) > 0 {
				values[field.Name] = chosen
			}
		case practice.ListField:
			if typed := linesTyped(field, f.form.Value(name)); len(typed) > 0 {
				values[field.Name] = typed
			}
		default:
			if text := strings.TrimSpace(f.form.Value(name)); text != "" {
				values[field.Name] = text
			}
		}
	}
	return values
}

func linesTyped(field *practice.Field, text string) (typed []map[string]any) {
	for _, line := range lines(text) {
		held := map[string]any{}
		parts := strings.SplitN(line, ";", len(field.Fields))
		for i, part := range parts {
			if part = strings.TrimSpace(part); part != "" {
				held[field.Fields[i].Name] = part
			}
		}
		typed = append(typed, held)
	}
	return typed
}

// kindFormValues fills the fields of the kind from a record that is held.
func kindFormValues(kind casework.RecordKind, r *casework.Record, values url.Values) {
	held, _ := kind.Values(r.Fields, r.Happened)
	for _, field := range kind.Fields() {
		name := casework.FieldAt(field.Name)
		switch value := held[field.Name].(type) {
		case nil:
		case calendar.Date:
			dateValues(values, name, value)
		case []string:
			values[name] = value
		case []map[string]any:
			var written []string
			for _, line := range value {
				parts := make([]string, len(field.Fields))
				for i, inner := range field.Fields {
					parts[i] = plainly(line[inner.Name])
				}
				written = append(written, strings.Join(parts, "; "))
			}
			values.Set(name, strings.Join(written, "\n"))
		default:
			values.Set(name, plainly(value))
		}
	}
}

// plainly is a value as it is typed.
func plainly(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		if value {
			return yesValue
		}
		return "no"
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	default:
		return fmt.Sprint(value)
	}
}

// kindRows are what a record's fields hold, in words, in the order of its kind.
func (v *visit) kindRows(r *casework.Record, called func(id string) string) (rows []factRow) {
	kind, ok := v.kinds().Of(r.Of)
	if !ok || len(r.Fields) == 0 {
		return nil
	}
	held, _ := kind.Values(r.Fields, r.Happened)
	asked := kind.Fields()
	for i := range asked {
		if value := held[asked[i].Name]; value != nil {
			rows = append(rows, factRow{Key: asked[i].Words, Lines: v.fieldLines(&asked[i], value, called)})
		}
	}
	return rows
}

func (v *visit) fieldLines(field *practice.Field, value any, called func(id string) string) []string {
	switch value := value.(type) {
	case calendar.Date:
		return []string{value.Long()}
	case bool:
		if value {
			return []string{"Yes"}
		}
		return []string{"No"}
	case []string:
		all := make([]string, len(value))
		for i, code := range value {
			all[i] = choiceWords(field, code)
		}
		return all
	case []map[string]any:
		var all []string
		for _, line := range value {
			var parts []string
			for i := range field.Fields {
				if inner := line[field.Fields[i].Name]; inner != nil {
					parts = append(parts, strings.Join(v.fieldLines(&field.Fields[i], inner, called), ", "))
				}
			}
			all = append(all, strings.Join(parts, "; "))
		}
		return all
	case string:
		switch field.Type {
		case practice.ChoiceField:
			return []string{choiceWords(field, value)}
		case practice.StaffField:
			return []string{by(v.now.Plan, value, "")}
		case practice.AgencyField:
			return []string{v.now.Plan.AgencyName(value)}
		case practice.PersonField:
			return []string{called(value)}
		case practice.LongField:
			return lines(value)
		default:
			return []string{value}
		}
	default:
		return []string{plainly(value)}
	}
}

func choiceWords(field *practice.Field, code string) string {
	if field.Codes != "" {
		return casework.CodeSet(field.Codes).Label(code)
	}
	if i := slices.IndexFunc(field.Choices, func(c practice.Choice) bool { return c.Code == code }); i >= 0 {
		return field.Choices[i].Words
	}
	return code
}
