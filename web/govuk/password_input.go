package govuk

import "html/template"

// PasswordInput asks for a password, which the person can choose to see.
type PasswordInput struct {
	ID                             string         `json:"id"`
	Name                           string         `json:"name"`
	Value                          string         `json:"value"`
	Disabled                       bool           `json:"disabled"`
	DescribedBy                    string         `json:"describedBy"`
	Label                          Label          `json:"label"`
	Hint                           *Hint          `json:"hint"`
	ErrorMessage                   *ErrorMessage  `json:"errorMessage"`
	FormGroup                      FormGroup      `json:"formGroup"`
	Classes                        string         `json:"classes"`
	Autocomplete                   string         `json:"autocomplete"` // "current-password" when empty
	Attributes                     Attributes     `json:"attributes"`
	ShowPasswordText               string         `json:"showPasswordText"`
	HidePasswordText               string         `json:"hidePasswordText"`
	ShowPasswordAriaLabelText      string         `json:"showPasswordAriaLabelText"`
	HidePasswordAriaLabelText      string         `json:"hidePasswordAriaLabelText"`
	PasswordShownAnnouncementText  string         `json:"passwordShownAnnouncementText"`
	PasswordHiddenAnnouncementText string         `json:"passwordHiddenAnnouncementText"`
	Button                         PasswordButton `json:"button"`
}

// PasswordButton adds to the button that shows the password.
type PasswordButton struct {
	Classes string `json:"classes"`
}

// Render gives the input's markup, with its label, hint, error and button.
func (p PasswordInput) Render() (template.HTML, error) {
	id := or(p.ID, p.Name)
	button, err := Button{
		Type:    "button",
		Classes: words("govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle", p.Button.Classes),
		Text:    or(p.ShowPasswordText, "Show"),
		Attributes: Attributes{
			"aria-controls": id,
			"aria-label":    or(p.ShowPasswordAriaLabelText, "Show password"),
			"hidden":        "",
		},
	}.Render()
	if err != nil {
		return "", err
	}
	return Input{
		FormGroup: FormGroup{
			Classes:     words("govuk-password-input", p.FormGroup.Classes),
			Attributes:  p.settings().with(p.FormGroup.Attributes),
			BeforeInput: p.FormGroup.BeforeInput,
			AfterInput:  &Content{HTML: button + "\n" + p.FormGroup.AfterInput.markup()},
		},
		InputWrapper: InputWrapper{Classes: "govuk-password-input__wrapper"},
		Label:        p.Label, Hint: p.Hint, ErrorMessage: p.ErrorMessage,
		Classes: words("govuk-password-input__input govuk-js-password-input-input", p.Classes),
		ID:      id, Name: p.Name, Type: "password", Spellcheck: new(false), Autocapitalize: "none",
		Autocomplete: or(p.Autocomplete, "current-password"),
		Value:        p.Value, Disabled: p.Disabled, DescribedBy: p.DescribedBy, Attributes: p.Attributes,
	}.Render()
}

func (p PasswordInput) settings() Attributes {
	settings := Attributes{"data-module": "govuk-password-input"}
	settings.translate("show-password", p.ShowPasswordText)
	settings.translate("hide-password", p.HidePasswordText)
	settings.translate("show-password-aria-label", p.ShowPasswordAriaLabelText)
	settings.translate("hide-password-aria-label", p.HidePasswordAriaLabelText)
	settings.translate("password-shown-announcement", p.PasswordShownAnnouncementText)
	settings.translate("password-hidden-announcement", p.PasswordHiddenAnnouncementText)
	return settings
}
