package govuk

import "html/template"

// Tag is a short status in words.
type Tag struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the tag's markup.
func (t Tag) Render() (template.HTML, error) { return render("tag", t) }
