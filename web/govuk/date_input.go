package govuk

import (
	"html/template"
	"strings"
)

// DateInput asks for a date someone knows, as day, month and year.
type DateInput struct {
	ID         string          `json:"id"`
	NamePrefix string          `json:"namePrefix"` // each part's name is this, a hyphen, and the part's own
	Items      []DateInputItem `json:"items"`      // Day, Month and Year when empty
	Day        *DateInputItem  `json:"day"`
	Month      *DateInputItem  `json:"month"`
	Year       *DateInputItem  `json:"year"`
	// Values are what was typed, by the part's whole name.
	Values       map[string]string `json:"values"`
	Hint         *Hint             `json:"hint"`
	ErrorMessage *ErrorMessage     `json:"errorMessage"`
	FormGroup    InputsGroup       `json:"formGroup"`
	Fieldset     *Fieldset         `json:"fieldset"`
	Classes      string            `json:"classes"`
	Attributes   Attributes        `json:"attributes"`
}

// DateInputItem is one part of a date. A part with Omit, or a blank one in a list, is not asked for.
type DateInputItem struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Label string `json:"label"`
	Value string `json:"value"`
	// Error marks the part as wrong; when no part says, an error message marks every one.
	Error        *bool      `json:"error"`
	Inputmode    string     `json:"inputmode"` // "numeric" when empty
	Autocomplete string     `json:"autocomplete"`
	Pattern      string     `json:"pattern"`
	Classes      string     `json:"classes"`
	Attributes   Attributes `json:"attributes"`
	Omit         bool       `json:"-"`
}

type dateInputView struct {
	groupView
	ID         string
	Classes    string
	Attributes Attributes
	Fieldset   *Fieldset
	Parts      []template.HTML
}

// datePart is an item with what it means: the standing name and width of a day, month or year.
type datePart struct {
	DateInputItem
	name, value, width string
}

// Render gives the date's markup, with its legend, hint and error.
func (d DateInput) Render() (template.HTML, error) {
	describedBy := ""
	if d.Fieldset != nil {
		describedBy = d.Fieldset.DescribedBy
	}
	view := dateInputView{
		groupView: inputsGroup(d.ID, describedBy, d.Hint, d.ErrorMessage, d.FormGroup),
		ID:        d.ID, Classes: d.Classes, Attributes: d.Attributes,
	}
	// Screen readers announce the description of a fieldset of text inputs only when it is a group.
	view.Fieldset = inFieldset(d.Fieldset, view.Described, "group")
	parts := d.parts()
	anyWrong := false
	for _, part := range parts {
		anyWrong = anyWrong || part.wrong()
	}
	for _, part := range parts {
		input, err := d.input(part, anyWrong).Render()
		if err != nil {
			return "", err
		}
		view.Parts = append(view.Parts, input)
	}
	return render("date-input", view)
}

func (d DateInput) standing() [3]datePart {
	standing := [3]datePart{{name: "day", width: "2"}, {name: "month", width: "2"}, {name: "year", width: "4"}}
	for i, given := range []*DateInputItem{d.Day, d.Month, d.Year} {
		if given != nil {
			standing[i].DateInputItem = *given
			continue
		}
		standing[i].Name = standing[i].name
		standing[i].Value = d.Values[standing[i].name]
		standing[i].Classes = "govuk-input--width-" + standing[i].width
	}
	return standing
}

func (d DateInput) parts() []datePart {
	standing := d.standing()
	if len(d.Items) == 0 {
		kept := make([]datePart, 0, len(standing))
		for _, part := range standing {
			if part.Omit {
				continue
			}
			part.name, part.value = or(part.Name, part.name), part.Value
			kept = append(kept, part)
		}
		return kept
	}
	kept := make([]datePart, 0, len(d.Items))
	for _, item := range d.Items {
		if item.Omit || item.Name == "" && item.ID == "" && item.Label == "" {
			continue
		}
		part := datePart{DateInputItem: item, name: item.Name, value: item.Value, width: "2"}
		for _, known := range standing {
			if item.Name != "" && (item.Name == known.name || item.Name == known.Name) {
				part.value, part.width = or(item.Value, known.Value), known.width
				break
			}
		}
		kept = append(kept, part)
	}
	return kept
}

func (p datePart) wrong() bool {
	return p.Error != nil && *p.Error || strings.Contains(p.Classes, "govuk-input--error")
}

func (d DateInput) input(part datePart, anyWrong bool) Input {
	classes := "govuk-date-input__input"
	marked := strings.Contains(part.Classes, "govuk-input--error")
	excused := part.Error != nil && !*part.Error
	if !marked && (part.wrong() || !excused && d.ErrorMessage != nil && !anyWrong) {
		classes += " govuk-input--error"
	}
	if !strings.Contains(part.Classes, "govuk-input--width-") {
		classes += " govuk-input--width-" + part.width
	}
	name := part.name
	if d.NamePrefix != "" {
		name = d.NamePrefix + "-" + name
	}
	return Input{
		ID: or(part.ID, d.ID+"-"+part.name), Name: name,
		Value:     or(part.value, d.Values[name]),
		Label:     Label{Text: or(part.Label, capitalise(part.name)), Classes: "govuk-date-input__label"},
		Classes:   words(classes, part.Classes),
		Inputmode: or(part.Inputmode, "numeric"), Autocomplete: part.Autocomplete, Pattern: part.Pattern,
		Attributes: part.Attributes,
	}
}

func capitalise(word string) string {
	if word == "" {
		return ""
	}
	lower := []rune(strings.ToLower(word))
	return strings.ToUpper(string(lower[:1])) + string(lower[1:])
}
