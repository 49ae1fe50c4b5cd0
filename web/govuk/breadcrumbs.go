package govuk

import "html/template"

// Breadcrumbs show where a page stands under the pages above it.
type Breadcrumbs struct {
	Items            []Breadcrumb `json:"items"`
	Classes          string       `json:"classes"`
	CollapseOnMobile bool         `json:"collapseOnMobile"`
	Attributes       Attributes   `json:"attributes"`
	LabelText        string       `json:"labelText"` // "Breadcrumb" when empty
}

// Breadcrumb is one page of the trail: the present page when it has no Href.
type Breadcrumb struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Href       string        `json:"href"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the breadcrumbs' markup.
func (b Breadcrumbs) Render() (template.HTML, error) { return render("breadcrumbs", b) }
