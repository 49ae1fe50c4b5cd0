package casework

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/change"
	"throughline/practice"
)

// fieldAt names a field of a kind where a problem is told of, and on a form.
func fieldAt(name string) string { return "field-" + name }

// FieldAt is the name that a field of a kind has on a form, apart from what
// every record has.
func FieldAt(name string) string { return fieldAt(name) }

// Fields are the fields that a form asks for: those of the kind, but for what
// the record holds elsewhere, such as a code or the outcome.
func (k RecordKind) Fields() []practice.Field {
	if k.Form == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(k.Form.Fields), func(f practice.Field) bool {
		return k.Coded[f.Name] != "" || f.Name == "outcome" && len(k.Outcomes) > 0
	})
}

// Values gives what a record's fields hold, each as the practice pack has its
// type, so that its clocks and conditions can read it. What is blank is left
// out. wrong says, by the field, what can't be read as its type.
func (k RecordKind) Values(given map[string]any, on calendar.Date) (values map[string]any, wrong map[string]string) {
	wrong = map[string]string{}
	if k.Form == nil {
		for name := range given {
			wrong[name] = "This kind of record has no such field. Take it out."
		}
		return map[string]any{}, wrong
	}
	return typedFields(k.Fields(), given, on, wrong), wrong
}

func typedFields(fields []practice.Field, given map[string]any, on calendar.Date, wrong map[string]string) map[string]any {
	values := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(given)) {
		at := slices.IndexFunc(fields, func(f practice.Field) bool { return f.Name == name })
		if at < 0 {
			wrong[name] = "This kind of record has no such field. Take it out."
			continue
		}
		f := &fields[at]
		value, sentence := typedField(f, given[name], on)
		if sentence != "" {
			wrong[name] = "“" + strings.TrimRight(f.Words, "?") + "”: " + sentence
			continue
		}
		if value != nil {
			values[name] = value
		}
	}
	return values
}

// typedField reads one value: as it was typed, as a file holds it, or as JSON
// gives it back. A blank is nil.
func typedField(f *practice.Field, given any, on calendar.Date) (value any, sentence string) {
	if text, ok := given.(string); ok {
		if given = strings.TrimSpace(text); given == "" {
			return nil, ""
		}
	}
	if given == nil {
		return nil, ""
	}
	switch f.Type {
	case practice.DateField:
		return dateIn(given)
	case practice.TimeField:
		text, _ := given.(string)
		if _, err := time.Parse("15:04", text); err != nil {
			return nil, "write a time like 17:30."
		}
		return text, ""
	case practice.YesNoField:
		return yesNoIn(given)
	case practice.CountField:
		n, ok := numberIn(given)
		if !ok || n < 0 || n > 1e9 || n != float64(int64(n)) {
			return nil, "write a whole number in figures, such as 3."
		}
		return int64(n), ""
	case practice.NumberField:
		n, ok := numberIn(given)
		if !ok {
			return nil, "write a number in figures, such as 3 or 0.5."
		}
		return n, ""
	case practice.ChoiceField:
		text, ok := given.(string)
		if !ok || !mayChoose(f, text, on) {
			return nil, "choose one of the answers on the list."
		}
		return text, ""
	case practice.ChoicesField:
		return choicesIn(f, given, on)
	case practice.ListField:
		return linesIn(f, given, on)
	default:
		text, ok := given.(string)
		if !ok {
			return nil, "write words here."
		}
		return text, ""
	}
}

func dateIn(given any) (any, string) {
	switch given := given.(type) {
	case calendar.Date:
		if given.IsZero() {
			return nil, ""
		}
		return given, ""
	case string:
		if day, err := calendar.Parse(given); err == nil {
			return day, ""
		}
	}
	return nil, "write a date like 2013-04-15."
}

func yesNoIn(given any) (any, string) {
	switch given := given.(type) {
	case bool:
		return given, ""
	case string:
		switch strings.ToLower(given) {
		case "yes", "true":
			return true, ""
		case "no", "false":
			return false, ""
		}
	}
	return nil, "answer yes or no."
}

func numberIn(given any) (float64, bool) {
	switch given := given.(type) {
	case float64:
		return given, true
	case int64:
		return float64(given), true
	case int:
		return float64(given), true
	case string:
		n, err := strconv.ParseFloat(given, 64)
		return n, err == nil && n-n == 0 // neither infinite nor not a number
	}
	return 0, false
}

func choicesIn(f *practice.Field, given any, on calendar.Date) (any, string) {
	var chosen []string
	switch given := given.(type) {
	case []string:
		chosen = given
	case []any:
		for _, one := range given {
			chosen = append(chosen, fmt.Sprint(one))
		}
	case string:
		for one := range strings.SplitSeq(given, ";") {
			chosen = append(chosen, strings.TrimSpace(one))
		}
	}
	chosen = slices.DeleteFunc(slices.Clone(chosen), blank)
	if slices.ContainsFunc(chosen, func(one string) bool { return !mayChoose(f, one, on) }) {
		return nil, "choose from the answers on the list."
	}
	if len(chosen) == 0 {
		return nil, ""
	}
	return chosen, ""
}

// mostFieldLines bounds how many lines a list of a record has.
const mostFieldLines = 100

func linesIn(f *practice.Field, given any, on calendar.Date) (any, string) {
	var lines []map[string]any
	switch given := given.(type) {
	case []map[string]any:
		lines = given
	case []any:
		for _, one := range given {
			line, ok := one.(map[string]any)
			if !ok {
				return nil, "write each line with its fields."
			}
			lines = append(lines, line)
		}
	default:
		return nil, "write each line with its fields."
	}
	var held []map[string]any
	for i, line := range lines {
		wrong := map[string]string{}
		values := typedFields(f.Fields, line, on, wrong)
		for _, name := range slices.Sorted(maps.Keys(wrong)) {
			return nil, fmt.Sprintf("line %d, %s", i+1, wrong[name])
		}
		if len(values) > 0 {
			held = append(held, values)
		}
	}
	if len(held) > mostFieldLines {
		return nil, fmt.Sprintf("write at most %d lines.", mostFieldLines)
	}
	if len(held) == 0 {
		return nil, ""
	}
	return held, ""
}

func mayChoose(f *practice.Field, code string, on calendar.Date) bool {
	if f.Codes != "" {
		return CodeSet(f.Codes).Usable(code, on)
	}
	return slices.ContainsFunc(f.ChoicesOn(on), func(c practice.Choice) bool { return c.Code == code })
}

// wordsIn gathers what was written in a field, with what lines of a list hold.
func wordsIn(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case []string:
		return strings.Join(value, "\n")
	case []any:
		var all []string
		for _, one := range value {
			all = append(all, wordsIn(one))
		}
		return strings.Join(all, "\n")
	case []map[string]any:
		var all []string
		for _, one := range value {
			all = append(all, wordsIn(one))
		}
		return strings.Join(all, "\n")
	case map[string]any:
		var all []string
		for _, name := range slices.Sorted(maps.Keys(value)) {
			all = append(all, wordsIn(value[name]))
		}
		return strings.Join(all, "\n")
	default:
		return ""
	}
}

// checkFields holds what was filled in to the kind's types, and a record that
// is completed to what its kind asks for, in the kind's own words.
func (f *Folder) checkFields(p *change.Problems, kind RecordKind, about []string, d RecordDetails) {
	values, wrong := kind.Values(d.Fields, d.Happened)
	for _, name := range slices.Sorted(maps.Keys(wrong)) {
		p.Add(fieldAt(name), change.UpperFirst(wrong[name]))
	}
	if kind.Form == nil {
		return
	}
	f.checkNamed(p, kind.Fields(), values, about)
	if !d.Complete || len(wrong) > 0 || kind.InWords && len(values) == 0 {
		return
	}
	for name, code := range d.Codes {
		values[name] = code
	}
	if d.Outcome != "" {
		values["outcome"] = d.Outcome
	}
	for _, need := range kind.pack.Unfinished(kind.Form, practice.Record{Values: values}) {
		p.Add(kind.fieldOf(need), need)
	}
}

// fieldOf is the field that a sentence asks to be filled in, or the fields as a
// whole.
func (k RecordKind) fieldOf(need string) string {
	for _, f := range k.Form.Fields {
		if strings.Contains(need, "“"+f.Words+"”") {
			return fieldAt(f.Name)
		}
	}
	return "fields"
}

// checkNamed refuses staff, agencies and people who are not there: nobody is
// named in a record by an id that was made up.
func (f *Folder) checkNamed(p *change.Problems, fields []practice.Field, values map[string]any, about []string) {
	for _, field := range fields {
		id, _ := values[field.Name].(string)
		if id == "" {
			continue
		}
		ok := true
		switch field.Type {
		case practice.StaffField:
			_, ok = f.Staff.Worker(id)
		case practice.AgencyField:
			_, ok = f.Staff.Agency(id)
		case practice.PersonField:
			ok = slices.Contains(about, id)
		}
		if !ok {
			p.Add(fieldAt(field.Name), "Choose from the list for “"+field.Words+"”.")
		}
	}
}
