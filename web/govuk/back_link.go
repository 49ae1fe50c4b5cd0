package govuk

import "html/template"

// BackLink leads to the page before this one.
type BackLink struct {
	Text       string        `json:"text"` // "Back" when empty
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"` // "#" when empty
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the link's markup.
func (b BackLink) Render() (template.HTML, error) { return render("back-link", b) }
