package govuk

import "html/template"

// ErrorSummary lists, at the top of a page, everything that is wrong with a form, with links to the fields.
type ErrorSummary struct {
	TitleText        string         `json:"titleText"`
	TitleHTML        template.HTML  `json:"titleHtml"`
	DescriptionText  string         `json:"descriptionText"`
	DescriptionHTML  template.HTML  `json:"descriptionHtml"`
	ErrorList        []SummaryError `json:"errorList"`
	DisableAutoFocus *bool          `json:"disableAutoFocus"`
	Classes          string         `json:"classes"`
	Attributes       Attributes     `json:"attributes"`
}

// SummaryError is one line of an error summary.
type SummaryError struct {
	Href       string        `json:"href"`
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the summary's markup.
func (e ErrorSummary) Render() (template.HTML, error) { return render("error-summary", e) }
