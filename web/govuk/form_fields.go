package govuk

// HintText gives a hint that says text, or nil when there is none to say.
func HintText(text string) *Hint {
	if text == "" {
		return nil
	}
	return &Hint{Text: text}
}

// LegendText gives a fieldset whose question is text.
func LegendText(text string) *Fieldset {
	return &Fieldset{Legend: Legend{Text: text, Classes: "govuk-fieldset__legend--s"}}
}

// Input gives a one-line field with what was typed in it and what is wrong with it.
func (f *Form) Input(name, label string) Input {
	return Input{Name: name, Label: Label{Text: label}, Value: f.Value(name), ErrorMessage: f.Error(name)}
}

// Textarea gives a field of several lines with what was typed in it and what is wrong with it.
func (f *Form) Textarea(name, label string) Textarea {
	return Textarea{Name: name, Label: Label{Text: label}, Value: f.Value(name), ErrorMessage: f.Error(name)}
}

// CharacterCount gives a field of several lines with a limit of characters.
func (f *Form) CharacterCount(name, label string, limit int) CharacterCount {
	return CharacterCount{
		Name: name, Label: Label{Text: label}, Value: f.Value(name), ErrorMessage: f.Error(name), Maxlength: limit,
	}
}

// Password gives a field for a password, which is never printed back.
func (f *Form) Password(name, label string) PasswordInput {
	return PasswordInput{Name: name, Label: Label{Text: label}, ErrorMessage: f.Error(name)}
}

// Select gives a list with what was chosen from it and what is wrong with it.
func (f *Form) Select(name, label string, items []SelectItem) Select {
	return Select{Name: name, Label: Label{Text: label}, Value: f.Value(name), Items: items, ErrorMessage: f.Error(name)}
}

// Radios gives radio buttons with what was chosen and what is wrong with it.
func (f *Form) Radios(name, legend string, items []Choice) Radios {
	return Radios{
		Name: name, Fieldset: LegendText(legend), Value: f.Value(name), Items: items, ErrorMessage: f.Error(name),
	}
}

// Checkboxes gives checkboxes with what was chosen and what is wrong with it.
func (f *Form) Checkboxes(name, legend string, items []Choice) Checkboxes {
	return Checkboxes{
		Name: name, Fieldset: LegendText(legend), Values: f.Values(name), Items: items, ErrorMessage: f.Error(name),
	}
}

// File gives a field for a file. A browser never sends back the name of a file to keep.
func (f *Form) File(name, label string) FileUpload {
	return FileUpload{Name: name, Label: Label{Text: label}, ErrorMessage: f.Error(name)}
}

// DateInput gives the day, month and year fields of a date, named name-day, name-month and name-year,
// with what was typed in them and what is wrong with them.
func (f *Form) DateInput(name, legend string) DateInput {
	input := DateInput{
		ID: name, NamePrefix: name, Fieldset: LegendText(legend),
		Values: map[string]string{}, ErrorMessage: f.Error(name),
	}
	parts := []*DateInputItem{
		{Name: "day", Classes: "govuk-input--width-2"},
		{Name: "month", Classes: "govuk-input--width-2"},
		{Name: "year", Classes: "govuk-input--width-4"},
	}
	for _, part := range parts {
		field := name + "-" + part.Name
		input.Values[field] = f.Value(field)
		for _, fault := range f.faults {
			if fault.field == name && fault.target == field && fault.onePart {
				part.Error = new(true)
			}
		}
	}
	input.Day, input.Month, input.Year = parts[0], parts[1], parts[2]
	return input
}
