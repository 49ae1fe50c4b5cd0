package govuk

import (
	"html/template"
	"strconv"
	"strings"
)

// CharacterCount asks for text of a limited length, and says how much is left as the person types.
// The texts are for JavaScript; the plural texts are by plural rule ("one", "other").
type CharacterCount struct {
	ID                       string            `json:"id"`
	Name                     string            `json:"name"`
	Rows                     int               `json:"rows"`
	Value                    string            `json:"value"`
	Maxlength                int               `json:"maxlength"` // characters; or
	Maxwords                 int               `json:"maxwords"`  // words, which wins
	Threshold                int               `json:"threshold"` // the percentage after which the count shows
	CountType                string            `json:"countType"`
	Label                    Label             `json:"label"`
	Hint                     *Hint             `json:"hint"`
	ErrorMessage             *ErrorMessage     `json:"errorMessage"`
	FormGroup                FormGroup         `json:"formGroup"`
	Classes                  string            `json:"classes"`
	Attributes               Attributes        `json:"attributes"`
	Spellcheck               *bool             `json:"spellcheck"`
	CountMessage             CountMessage      `json:"countMessage"`
	TextareaDescriptionText  string            `json:"textareaDescriptionText"`
	CharactersUnderLimitText map[string]string `json:"charactersUnderLimitText"`
	CharactersAtLimitText    string            `json:"charactersAtLimitText"`
	CharactersOverLimitText  map[string]string `json:"charactersOverLimitText"`
	WordsUnderLimitText      map[string]string `json:"wordsUnderLimitText"`
	WordsAtLimitText         string            `json:"wordsAtLimitText"`
	WordsOverLimitText       map[string]string `json:"wordsOverLimitText"`
}

// CountMessage adds to the message that says how much is left.
type CountMessage struct {
	Classes string `json:"classes"`
}

// Render gives the textarea's markup, with its label, hint, error and count.
func (c CharacterCount) Render() (template.HTML, error) {
	id := or(c.ID, c.Name)
	message, err := Hint{
		ID: id + "-info", Text: c.description(),
		Classes: words("govuk-character-count__message", c.CountMessage.Classes),
	}.Render()
	if err != nil {
		return "", err
	}
	return Textarea{
		ID: id, Name: c.Name, DescribedBy: id + "-info",
		Rows: c.Rows, Spellcheck: c.Spellcheck, Value: c.Value,
		FormGroup: FormGroup{
			Classes:     words("govuk-character-count", c.FormGroup.Classes),
			Attributes:  c.settings().with(c.FormGroup.Attributes),
			BeforeInput: c.FormGroup.BeforeInput,
			AfterInput:  &Content{HTML: message + "\n" + c.FormGroup.AfterInput.markup()},
		},
		Classes: words("govuk-js-character-count", c.Classes),
		Label:   c.Label, Hint: c.Hint, ErrorMessage: c.ErrorMessage, Attributes: c.Attributes,
	}.Render()
}

func (c CharacterCount) countType() string {
	if c.CountType == "" && c.Maxwords != 0 {
		return "words"
	}
	return c.CountType
}

// description says the limit to those without JavaScript. With no limit there is nothing to say.
func (c CharacterCount) description() string {
	limit := c.Maxwords
	if limit == 0 {
		limit = c.Maxlength
	}
	if limit == 0 {
		return ""
	}
	unit := "characters"
	if c.countType() == "words" {
		unit = "words"
	}
	text := or(c.TextareaDescriptionText, "You can enter up to %{count} "+unit)
	return strings.ReplaceAll(text, "%{count}", strconv.Itoa(limit))
}

func (c CharacterCount) settings() Attributes {
	settings := Attributes{"data-module": "govuk-character-count"}
	for name, number := range map[string]int{
		"data-maxlength": c.Maxlength, "data-maxwords": c.Maxwords, "data-threshold": c.Threshold,
	} {
		if number != 0 {
			settings[name] = strconv.Itoa(number)
		}
	}
	if kind := c.countType(); kind != "" {
		settings["data-count-type"] = kind
	}
	if c.Maxwords == 0 && c.Maxlength == 0 {
		settings.translate("textarea-description.other", c.TextareaDescriptionText)
	}
	settings.translatePlural("characters-under-limit", c.CharactersUnderLimitText)
	settings.translate("characters-at-limit", c.CharactersAtLimitText)
	settings.translatePlural("characters-over-limit", c.CharactersOverLimitText)
	settings.translatePlural("words-under-limit", c.WordsUnderLimitText)
	settings.translate("words-at-limit", c.WordsAtLimitText)
	settings.translatePlural("words-over-limit", c.WordsOverLimitText)
	return settings
}
