package govuk

import "html/template"

// ErrorMessage says, beside a field, what is wrong with it and how to put it right.
type ErrorMessage struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	ID         string        `json:"id"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
	// VisuallyHiddenText is read out before the message: "Error" when nil, nothing when empty.
	VisuallyHiddenText *string `json:"visuallyHiddenText"`
}

// Render gives the message's markup.
func (e ErrorMessage) Render() (template.HTML, error) { return render("error-message", e) }

// Prefix gives what is read out before the message.
func (e ErrorMessage) Prefix() string {
	if e.VisuallyHiddenText == nil {
		return "Error"
	}
	return *e.VisuallyHiddenText
}
