package govuk

import "html/template"

// PhaseBanner says that a service is still being worked on.
type PhaseBanner struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Tag        Tag           `json:"tag"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the banner's markup.
func (p PhaseBanner) Render() (template.HTML, error) {
	p.Tag = Tag{
		Text: p.Tag.Text, HTML: p.Tag.HTML,
		Classes: words("govuk-phase-banner__content__tag", p.Tag.Classes),
	}
	return render("phase-banner", p)
}
