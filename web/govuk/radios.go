package govuk

import "html/template"

// Radios asks for one of a few choices.
type Radios struct {
	Fieldset     *Fieldset     `json:"fieldset"`
	Hint         *Hint         `json:"hint"`
	ErrorMessage *ErrorMessage `json:"errorMessage"`
	FormGroup    InputsGroup   `json:"formGroup"`
	IDPrefix     string        `json:"idPrefix"` // Name when empty
	Name         string        `json:"name"`
	Items        []Choice      `json:"items"`
	Value        string        `json:"value"` // the value of the choice to check
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
}

// Render gives the radio buttons' markup, with their legend, hint and error.
func (r Radios) Render() (template.HTML, error) {
	prefix := or(r.IDPrefix, r.Name)
	describedBy := ""
	if r.Fieldset != nil {
		describedBy = r.Fieldset.DescribedBy
	}
	view := choicesView{
		groupView: inputsGroup(prefix, describedBy, r.Hint, r.ErrorMessage, r.FormGroup),
		Kind:      "radios", Input: "radio",
		Classes: r.Classes, Attributes: r.Attributes,
		Choices: make([]choiceView, 0, len(r.Items)),
	}
	view.Fieldset = inFieldset(r.Fieldset, view.Described, "")
	for place, item := range r.Items {
		if item.blank() {
			continue
		}
		chosen := r.Value != "" && item.Value == r.Value
		item.Name = ""
		view.Choices = append(view.Choices, item.view("radios", "radio", prefix, r.Name, place+1, chosen, ""))
	}
	return render("choices", view)
}
