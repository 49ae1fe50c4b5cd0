package govuk

import "html/template"

// Button sends a form or, with Href, leads somewhere while looking like a button.
type Button struct {
	Text               string        `json:"text"`
	HTML               template.HTML `json:"html"`
	Type               string        `json:"type"` // "submit" when empty
	Name               string        `json:"name"`
	Value              string        `json:"value"`
	Disabled           bool          `json:"disabled"`
	Href               string        `json:"href"`
	Classes            string        `json:"classes"`
	Attributes         Attributes    `json:"attributes"`
	PreventDoubleClick *bool         `json:"preventDoubleClick"`
	IsStartButton      bool          `json:"isStartButton"`
	ID                 string        `json:"id"`
}

// Render gives the button's markup.
func (b Button) Render() (template.HTML, error) { return render("button", b) }
