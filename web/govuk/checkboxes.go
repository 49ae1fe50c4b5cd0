package govuk

import (
	"html/template"
	"slices"
)

// Checkboxes asks for any number of a few choices.
type Checkboxes struct {
	DescribedBy  string        `json:"describedBy"`
	Fieldset     *Fieldset     `json:"fieldset"`
	Hint         *Hint         `json:"hint"`
	ErrorMessage *ErrorMessage `json:"errorMessage"`
	FormGroup    InputsGroup   `json:"formGroup"`
	IDPrefix     string        `json:"idPrefix"` // Name when empty
	Name         string        `json:"name"`
	Items        []Choice      `json:"items"`
	Values       []string      `json:"values"` // the values of the choices to check
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
}

// Render gives the checkboxes' markup, with their legend, hint and error.
func (c Checkboxes) Render() (template.HTML, error) {
	prefix := or(c.IDPrefix, c.Name)
	describedBy := c.DescribedBy
	if c.Fieldset != nil && c.Fieldset.DescribedBy != "" {
		describedBy = c.Fieldset.DescribedBy
	}
	view := choicesView{
		groupView: inputsGroup(prefix, describedBy, c.Hint, c.ErrorMessage, c.FormGroup),
		Kind:      "checkboxes", Input: "checkbox",
		Classes: c.Classes, Attributes: c.Attributes,
		Choices: make([]choiceView, 0, len(c.Items)),
	}
	view.Fieldset = inFieldset(c.Fieldset, view.Described, "")
	// Without a fieldset to carry it, each box carries the description of the group.
	shared := ""
	if c.Fieldset == nil {
		shared = view.Described
	}
	for place, item := range c.Items {
		if item.blank() {
			continue
		}
		chosen := slices.Contains(c.Values, item.Value)
		view.Choices = append(view.Choices, item.view("checkboxes", "checkbox", prefix, c.Name, place+1, chosen, shared))
	}
	return render("choices", view)
}
