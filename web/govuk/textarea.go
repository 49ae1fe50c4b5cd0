package govuk

import "html/template"

// Textarea asks for more than one line of text. Its id is its name when no id is given.
type Textarea struct {
	ID           string        `json:"id"`
	Name         string        `json:"name"`
	Spellcheck   *bool         `json:"spellcheck"`
	Rows         int           `json:"rows"` // 5 when zero
	Value        string        `json:"value"`
	Disabled     bool          `json:"disabled"`
	DescribedBy  string        `json:"describedBy"`
	Label        Label         `json:"label"`
	Hint         *Hint         `json:"hint"`
	ErrorMessage *ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup     `json:"formGroup"`
	Classes      string        `json:"classes"`
	Autocomplete string        `json:"autocomplete"`
	Attributes   Attributes    `json:"attributes"`
}

type textareaView struct {
	groupView
	Textarea
}

// Render gives the textarea's markup, with its label, hint and error.
func (t Textarea) Render() (template.HTML, error) {
	t.ID = or(t.ID, t.Name)
	if t.Rows == 0 {
		t.Rows = 5
	}
	return render("textarea", textareaView{
		groupView: fieldGroup(t.ID, t.DescribedBy, t.Label, t.Hint, t.ErrorMessage, t.FormGroup),
		Textarea:  t,
	})
}
