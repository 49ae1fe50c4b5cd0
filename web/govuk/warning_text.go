package govuk

import "html/template"

// WarningText says what has consequences, such as something that cannot be undone.
type WarningText struct {
	Text             string        `json:"text"`
	HTML             template.HTML `json:"html"`
	IconFallbackText string        `json:"iconFallbackText"` // "Warning" when empty
	Classes          string        `json:"classes"`
	Attributes       Attributes    `json:"attributes"`
}

// Render gives the warning's markup.
func (w WarningText) Render() (template.HTML, error) { return render("warning-text", w) }
