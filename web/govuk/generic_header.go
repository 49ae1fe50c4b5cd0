package govuk

import "html/template"

// GenericHeader is the head of a page of a service that is not on GOV.UK: no crown, and the
// organisation's own name.
type GenericHeader struct {
	URL              string        `json:"url"` // "/" when empty
	LogoText         string        `json:"logoText"`
	LogoHTML         template.HTML `json:"logoHtml"`
	ContainerClasses string        `json:"containerClasses"` // "govuk-width-container" when empty
	Classes          string        `json:"classes"`
	Attributes       Attributes    `json:"attributes"`
}

// Render gives the header's markup.
func (g GenericHeader) Render() (template.HTML, error) { return render("generic-header", g) }
