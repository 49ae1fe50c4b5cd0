package govuk

import "html/template"

// Fieldset groups inputs that answer one question.
type Fieldset struct {
	DescribedBy string        `json:"describedBy"`
	Legend      Legend        `json:"legend"`
	Classes     string        `json:"classes"`
	Role        string        `json:"role"`
	Attributes  Attributes    `json:"attributes"`
	HTML        template.HTML `json:"html"`
}

// Legend is the question a fieldset answers.
type Legend struct {
	Text          string        `json:"text"`
	HTML          template.HTML `json:"html"`
	Classes       string        `json:"classes"`
	IsPageHeading bool          `json:"isPageHeading"`
}

// Render gives the fieldset's markup.
func (f Fieldset) Render() (template.HTML, error) { return render("fieldset", f) }
