package govuk

import (
	"html/template"
	"strconv"
)

// Choice is one radio button or checkbox, or, with Divider, a word between two of them. A blank
// choice is left out, but keeps its number in the ids of those after it.
type Choice struct {
	Text        string        `json:"text"`
	HTML        template.HTML `json:"html"`
	ID          string        `json:"id"`   // from the group's name and the choice's place when empty
	Name        string        `json:"name"` // checkboxes only: the group's name when empty
	Value       string        `json:"value"`
	Label       ChoiceLabel   `json:"label"`
	Hint        *Hint         `json:"hint"`
	Divider     string        `json:"divider"`
	Checked     *bool         `json:"checked"` // by the group's value when nil
	Conditional Conditional   `json:"conditional"`
	Behaviour   string        `json:"behaviour"` // checkboxes only: "exclusive" for "none of these"
	Disabled    bool          `json:"disabled"`
	Attributes  Attributes    `json:"attributes"`
}

// ChoiceLabel adds to the label of a choice.
type ChoiceLabel struct {
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

// Conditional is shown while its choice is chosen (always, without JavaScript).
type Conditional struct {
	HTML template.HTML `json:"html"`
}

type choicesView struct {
	groupView
	Kind       string // "radios" or "checkboxes", as in the class names
	Input      string // the type of the inputs
	Classes    string
	Attributes Attributes
	Fieldset   *Fieldset
	Choices    []choiceView
}

type choiceView struct {
	Kind, Input      string
	Divider          string
	ID, Name, Value  string
	Chosen, Disabled bool
	Conditional      template.HTML
	ConditionalID    string
	Behaviour        string
	DescribedBy      string
	Attributes       Attributes
	ChoiceLabel      Label
	ChoiceHint       *Hint
}

func (c Choice) blank() bool {
	return c.Text == "" && c.HTML == "" && c.Value == "" && c.Divider == "" && c.ID == ""
}

// view draws the choice at a place (from 1) of the group with that id prefix and name.
func (c Choice) view(kind, input, prefix, name string, place int, chosen bool, describedBy string) choiceView {
	id := prefix
	if place > 1 {
		id += "-" + strconv.Itoa(place)
	}
	id = or(c.ID, id)
	if c.Checked != nil {
		chosen = *c.Checked
	}
	view := choiceView{
		Kind: kind, Input: input,
		Divider: c.Divider,
		ID:      id, Name: or(c.Name, name), Value: c.Value,
		Chosen: chosen, Disabled: c.Disabled,
		Conditional: content(c.Conditional.HTML, ""), ConditionalID: "conditional-" + id,
		Behaviour:  c.Behaviour,
		Attributes: c.Attributes,
		ChoiceLabel: Label{
			Text: c.Text, HTML: c.HTML, For: id,
			Classes: words("govuk-"+kind+"__label", c.Label.Classes), Attributes: c.Label.Attributes,
		},
		DescribedBy: describedBy,
	}
	if c.Hint != nil && (c.Hint.Text != "" || c.Hint.HTML != "") {
		hint := *c.Hint
		hint.ID = id + "-item-hint"
		hint.Classes = words("govuk-"+kind+"__hint", hint.Classes)
		view.ChoiceHint = &hint
		view.DescribedBy = words(describedBy, hint.ID)
	}
	return view
}

// inFieldset gives the fieldset with what describes it, or nil for none.
func inFieldset(fieldset *Fieldset, describedBy, role string) *Fieldset {
	if fieldset == nil {
		return nil
	}
	return &Fieldset{
		DescribedBy: describedBy, Role: role,
		Legend: fieldset.Legend, Classes: fieldset.Classes, Attributes: fieldset.Attributes,
	}
}
