package govuk

import "html/template"

// SkipLink lets someone using a keyboard pass over the head of the page.
type SkipLink struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"` // "#content" when empty
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the link's markup.
func (s SkipLink) Render() (template.HTML, error) { return render("skip-link", s) }
