package govuk

import "html/template"

// Label names an input. One without text or HTML prints nothing.
type Label struct {
	Text          string        `json:"text"`
	HTML          template.HTML `json:"html"`
	For           string        `json:"for"`
	IsPageHeading bool          `json:"isPageHeading"`
	Classes       string        `json:"classes"`
	Attributes    Attributes    `json:"attributes"`
}

// Render gives the label's markup.
func (l Label) Render() (template.HTML, error) { return render("label", l) }
