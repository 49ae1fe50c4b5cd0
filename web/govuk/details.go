package govuk

import "html/template"

// Details hides text that only some people need behind a line that opens it.
type Details struct {
	SummaryText string        `json:"summaryText"`
	SummaryHTML template.HTML `json:"summaryHtml"`
	Text        string        `json:"text"`
	HTML        template.HTML `json:"html"`
	ID          string        `json:"id"`
	Open        bool          `json:"open"`
	Classes     string        `json:"classes"`
	Attributes  Attributes    `json:"attributes"`
}

// Render gives the details' markup.
func (d Details) Render() (template.HTML, error) { return render("details", d) }
