package govuk

import (
	"html/template"
	"strconv"
)

// Input asks for one line of text. Its id is its name when no id is given.
type Input struct {
	ID             string        `json:"id"`
	Name           string        `json:"name"`
	Type           string        `json:"type"` // "text" when empty
	Inputmode      string        `json:"inputmode"`
	Value          string        `json:"value"`
	Disabled       bool          `json:"disabled"`
	DescribedBy    string        `json:"describedBy"`
	Label          Label         `json:"label"`
	Hint           *Hint         `json:"hint"`
	ErrorMessage   *ErrorMessage `json:"errorMessage"`
	Prefix         *Affix        `json:"prefix"`
	Suffix         *Affix        `json:"suffix"`
	FormGroup      FormGroup     `json:"formGroup"`
	Classes        string        `json:"classes"`
	Autocomplete   string        `json:"autocomplete"`
	Pattern        string        `json:"pattern"`
	Spellcheck     *bool         `json:"spellcheck"`
	Autocapitalize string        `json:"autocapitalize"`
	InputWrapper   InputWrapper  `json:"inputWrapper"`
	Attributes     Attributes    `json:"attributes"`
}

// Affix is a unit or symbol that stands before or after an input.
type Affix struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// InputWrapper is the box around an input that has something before or after it.
type InputWrapper struct {
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

type inputView struct {
	groupView
	Wrapped        bool
	Wrapper        InputWrapper
	Prefix, Suffix *Affix
	Element        Attributes
	Attributes     Attributes
}

// Render gives the input's markup, with its label, hint and error.
func (i Input) Render() (template.HTML, error) {
	id := or(i.ID, i.Name)
	view := inputView{
		groupView:  fieldGroup(id, i.DescribedBy, i.Label, i.Hint, i.ErrorMessage, i.FormGroup),
		Wrapper:    i.InputWrapper,
		Prefix:     i.Prefix.orNone(),
		Suffix:     i.Suffix.orNone(),
		Attributes: i.Attributes,
	}
	view.Wrapped = view.Prefix != nil || view.Suffix != nil || view.Before != "" || view.After != ""
	view.Element = i.element(id, view.Described)
	return render("input", view)
}

func (i Input) element(id, describedBy string) Attributes {
	class := words("govuk-input", i.Classes)
	if i.ErrorMessage != nil {
		class += " govuk-input--error"
	}
	element := Attributes{"class": class, "id": id, "name": i.Name, "type": or(i.Type, "text")}
	if i.Spellcheck != nil {
		element["spellcheck"] = strconv.FormatBool(*i.Spellcheck)
	}
	if i.Disabled {
		element["disabled"] = ""
	}
	for name, value := range map[string]string{
		"value": i.Value, "aria-describedby": describedBy, "autocomplete": i.Autocomplete,
		"autocapitalize": i.Autocapitalize, "pattern": i.Pattern, "inputmode": i.Inputmode,
	} {
		if value != "" {
			element[name] = value
		}
	}
	return element
}

func (a *Affix) orNone() *Affix {
	if a == nil || a.Text == "" && a.HTML == "" {
		return nil
	}
	return a
}
