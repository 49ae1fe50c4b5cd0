package govuk

import (
	"net/url"
	"slices"
	"strings"
)

// Form holds what a person typed, by field name, and what is wrong with it, so that a page shown again
// after an error keeps every word and says what to put right.
type Form struct {
	values url.Values
	faults []fault
}

// fault is one thing that is wrong. With onePart it marks one field of a date, and not the whole.
type fault struct {
	field, target, message string
	onePart                bool
}

// NewForm starts from what was typed, which may be nil, and finds no fault yet.
func NewForm(typed url.Values) *Form {
	values := make(url.Values, len(typed))
	for name, all := range typed {
		values[name] = slices.Clone(all)
	}
	return &Form{values: values}
}

// Value gives the first value of a field, as typed.
func (f *Form) Value(name string) string { return f.values.Get(name) }

// Text gives the first value of a field without the spaces around it.
func (f *Form) Text(name string) string { return strings.TrimSpace(f.values.Get(name)) }

// Values gives every value of a field, such as those of checkboxes.
func (f *Form) Values(name string) []string { return f.values[name] }

// Set puts values in a field, such as those a record already has.
func (f *Form) Set(name string, values ...string) { f.values[name] = values }

// Typed gives a copy of everything typed, such as to carry it in hidden fields past a sign-in.
func (f *Form) Typed() url.Values { return NewForm(f.values).values }

// Wrong records what is wrong with a field and how to put it right. The summary links to the field.
func (f *Form) Wrong(name, message string) { f.WrongAt(name, name, message) }

// WrongAt is Wrong for a field whose first input has another id than the field's name.
func (f *Form) WrongAt(name, id, message string) {
	f.faults = append(f.faults, fault{field: name, target: id, message: message})
}

// OK says whether nothing is wrong.
func (f *Form) OK() bool { return len(f.faults) == 0 }

// Error gives the message that stands beside a field: the first fault found in it, or nil.
func (f *Form) Error(name string) *ErrorMessage {
	for _, fault := range f.faults {
		if fault.field == name {
			return &ErrorMessage{Text: fault.message}
		}
	}
	return nil
}

// Title puts "Error: " before a page's title when something is wrong.
func (f *Form) Title(title string) string {
	if f.OK() {
		return title
	}
	return "Error: " + title
}

// Summary lists every fault with a link to its field, or is nil when there is none. Print it at the
// top of the page with {{govuk .Form.Summary}}.
func (f *Form) Summary() Component {
	if f.OK() {
		return nil
	}
	summary := ErrorSummary{TitleText: "There is a problem", ErrorList: make([]SummaryError, len(f.faults))}
	for i, fault := range f.faults {
		summary.ErrorList[i] = SummaryError{Text: fault.message}
		if fault.target != "" {
			summary.ErrorList[i].Href = "#" + fault.target
		}
	}
	return summary
}
