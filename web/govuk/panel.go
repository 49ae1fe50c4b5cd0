package govuk

import (
	"html/template"
	"strings"
)

// Panel says, large, that something is finished; or, as an interruption, asks the person to stop and read.
type Panel struct {
	TitleText    string        `json:"titleText"`
	TitleHTML    template.HTML `json:"titleHtml"`
	HeadingLevel int           `json:"headingLevel"` // 1 when zero
	Text         string        `json:"text"`
	HTML         template.HTML `json:"html"`
	Classes      string        `json:"classes"`
	Attributes   Attributes    `json:"attributes"`
	Actions      *PanelActions `json:"actions"` // of an interruption only
}

// PanelActions are the buttons and links of an interruption.
type PanelActions struct {
	Items      []PanelAction `json:"items"`
	Classes    string        `json:"classes"`
	Attributes Attributes    `json:"attributes"`
}

// PanelAction is a link or, without Href or with the type "button", a button.
type PanelAction struct {
	Text       string     `json:"text"`
	Type       string     `json:"type"`
	Href       string     `json:"href"`
	Classes    string     `json:"classes"`
	Attributes Attributes `json:"attributes"`
}

type panelView struct {
	Panel
	Interruption bool
	Deeds        []template.HTML
}

// Render gives the panel's markup.
func (p Panel) Render() (template.HTML, error) {
	view := panelView{Panel: p, Interruption: strings.Contains(p.Classes, "govuk-panel--interruption")}
	view.HeadingLevel = headingLevel(p.HeadingLevel, 1)
	if view.Interruption && p.Actions != nil {
		for _, action := range p.Actions.Items {
			deed, err := action.render()
			if err != nil {
				return "", err
			}
			view.Deeds = append(view.Deeds, deed)
		}
	}
	return render("panel", view)
}

func (a PanelAction) render() (template.HTML, error) {
	if a.Href != "" && a.Type != "button" {
		return render("panel-link", a)
	}
	return Button{
		Text: a.Text, Type: or(a.Type, "button"), Href: a.Href,
		Classes: words("govuk-button--inverse", a.Classes), Attributes: a.Attributes,
	}.Render()
}
