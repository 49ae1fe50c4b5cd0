package govuk

import "html/template"

// FormGroup is the box around one input, its label, hint and error.
type FormGroup struct {
	Classes     string     `json:"classes"`
	Attributes  Attributes `json:"attributes"`
	BeforeInput *Content   `json:"beforeInput"`
	AfterInput  *Content   `json:"afterInput"`
}

// InputsGroup is the box around a set of inputs: radios, checkboxes, or the parts of a date.
type InputsGroup struct {
	Classes      string     `json:"classes"`
	Attributes   Attributes `json:"attributes"`
	BeforeInputs *Content   `json:"beforeInputs"`
	AfterInputs  *Content   `json:"afterInputs"`
}

// groupView is what every form group's template reads.
type groupView struct {
	GroupClasses    string
	GroupAttributes Attributes
	Before, After   template.HTML
	GroupLabel      Label
	GroupHint       *Hint
	GroupError      *ErrorMessage
	Described       string
}

// describe ties a hint and an error to their input: it gives both their ids, and the list of ids that
// the input's aria-describedby holds.
func (g *groupView) describe(id, describedBy string, hint *Hint, err *ErrorMessage) {
	g.Described = describedBy
	if hint != nil {
		tied := *hint
		tied.ID = id + "-hint"
		g.GroupHint = &tied
		g.Described = words(g.Described, tied.ID)
	}
	if err != nil {
		tied := *err
		tied.ID = id + "-error"
		g.GroupError = &tied
		g.Described = words(g.Described, tied.ID)
	}
}

func fieldGroup(id, describedBy string, label Label, hint *Hint, err *ErrorMessage, group FormGroup) groupView {
	view := groupView{
		GroupClasses:    group.Classes,
		GroupAttributes: group.Attributes,
		Before:          group.BeforeInput.markup(),
		After:           group.AfterInput.markup(),
		GroupLabel:      label,
	}
	view.GroupLabel.For = id
	view.describe(id, describedBy, hint, err)
	return view
}

func inputsGroup(id, describedBy string, hint *Hint, err *ErrorMessage, group InputsGroup) groupView {
	view := groupView{
		GroupClasses:    group.Classes,
		GroupAttributes: group.Attributes,
		Before:          group.BeforeInputs.markup(),
		After:           group.AfterInputs.markup(),
	}
	view.describe(id, describedBy, hint, err)
	return view
}
