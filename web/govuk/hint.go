package govuk

import "html/template"

// Hint is help that everyone answering a question needs.
type Hint struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the hint's markup.
func (h Hint) Render() (template.HTML, error) { return render("hint", h) }
