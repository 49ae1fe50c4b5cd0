package govuk

import "html/template"

// Select asks for one of a list. Its id is its name when no id is given.
type Select struct {
	ID           string        `json:"id"`
	Name         string        `json:"name"`
	Items        []SelectItem  `json:"items"`
	Value        string        `json:"value"` // the value, or the text, of the item to select
	Disabled     bool          `json:"disabled"`
	DescribedBy  string        `json:"describedBy"`
	Label        Label         `json:"label"`
	Hint         *Hint         `json:"hint"`
	ErrorMessage *ErrorMessage `json:"errorMessage"`
	FormGroup    FormGroup     `json:"formGroup"`
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
}

// SelectItem is one choice of a Select. A blank item is left out.
type SelectItem struct {
	Value      *string    `json:"value"` // the text is sent when nil
	Text       string     `json:"text"`
	Selected   *bool      `json:"selected"` // by the Select's Value when nil
	Disabled   bool       `json:"disabled"`
	Attributes Attributes `json:"attributes"`
}

// Option gives a choice that shows text and sends value.
func Option(value, text string) SelectItem { return SelectItem{Value: &value, Text: text} }

type selectView struct {
	groupView
	Select
	Options []optionView
}

type optionView struct {
	SelectItem
	Chosen bool
}

// Render gives the select's markup, with its label, hint and error.
func (s Select) Render() (template.HTML, error) {
	s.ID = or(s.ID, s.Name)
	view := selectView{
		groupView: fieldGroup(s.ID, s.DescribedBy, s.Label, s.Hint, s.ErrorMessage, s.FormGroup),
		Select:    s,
		Options:   make([]optionView, 0, len(s.Items)),
	}
	for _, item := range s.Items {
		if item.Value == nil && item.Text == "" {
			continue
		}
		view.Options = append(view.Options, optionView{SelectItem: item, Chosen: item.chosen(s.Value)})
	}
	return render("select", view)
}

func (i SelectItem) chosen(value string) bool {
	if i.Selected != nil {
		return *i.Selected
	}
	sent := i.Text
	if i.Value != nil {
		sent = *i.Value
	}
	return value != "" && sent == value
}
