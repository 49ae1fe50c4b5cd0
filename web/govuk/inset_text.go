package govuk

import "html/template"

// InsetText sets a quotation or an example apart from the text around it.
type InsetText struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the inset text's markup.
func (i InsetText) Render() (template.HTML, error) { return render("inset-text", i) }
