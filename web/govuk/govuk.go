// Package govuk renders the GOV.UK Design System's components, and the page around them, from Go.
//
// Each component is a struct whose fields carry the names of the options of GOV.UK Frontend's own
// macros (see the "Nunjucks macro options" of each component), with a Render method. In a page
// template a component is printed by [Funcs], for example {{govukInput .Title}}.
//
// Fields named Text are escaped. Fields of type template.HTML are printed as they are, and win
// over the text beside them. No component writes an inline style or script, so that pages can be
// served under a strict Content-Security-Policy.
package govuk

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"sync"
)

//go:embed templates/*.tmpl
var templateFiles embed.FS

var templates = template.Must(template.New("govuk").Funcs(template.FuncMap{
	"content": content,
}).ParseFS(templateFiles, "templates/*.tmpl"))

// Component is anything of this package that can be printed in a page.
type Component interface {
	// Render gives the component's markup. An error means the template itself is broken, never
	// that the component's text was unsuitable.
	Render() (template.HTML, error)
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func render(name string, view any) (template.HTML, error) {
	buffer, ok := buffers.Get().(*bytes.Buffer)
	if !ok {
		buffer = new(bytes.Buffer)
	}
	buffer.Reset()
	defer buffers.Put(buffer)
	if err := templates.ExecuteTemplate(buffer, name, view); err != nil {
		return "", fmt.Errorf("the component %s could not be drawn: %w", name, err)
	}
	return template.HTML(buffer.String()), nil // #nosec G203 -- written by html/template, which escaped it
}

// Funcs gives the template functions that print components: one for each, named as GOV.UK's
// macros are (govukButton, govukInput …), and govuk, which prints any of them and prints nothing for nil.
func Funcs() template.FuncMap {
	return template.FuncMap{
		"govuk":                   renderAny,
		"govukBackLink":           BackLink.Render,
		"govukBreadcrumbs":        Breadcrumbs.Render,
		"govukButton":             Button.Render,
		"govukCharacterCount":     CharacterCount.Render,
		"govukCheckboxes":         Checkboxes.Render,
		"govukDateInput":          DateInput.Render,
		"govukDetails":            Details.Render,
		"govukErrorMessage":       ErrorMessage.Render,
		"govukErrorSummary":       ErrorSummary.Render,
		"govukFieldset":           Fieldset.Render,
		"govukFileUpload":         FileUpload.Render,
		"govukFooter":             Footer.Render,
		"govukGenericHeader":      GenericHeader.Render,
		"govukHint":               Hint.Render,
		"govukInput":              Input.Render,
		"govukInsetText":          InsetText.Render,
		"govukLabel":              Label.Render,
		"govukNotificationBanner": NotificationBanner.Render,
		"govukPagination":         Pagination.Render,
		"govukPanel":              Panel.Render,
		"govukPasswordInput":      PasswordInput.Render,
		"govukPhaseBanner":        PhaseBanner.Render,
		"govukRadios":             Radios.Render,
		"govukSelect":             Select.Render,
		"govukServiceNavigation":  ServiceNavigation.Render,
		"govukSkipLink":           SkipLink.Render,
		"govukSummaryList":        SummaryList.Render,
		"govukTable":              Table.Render,
		"govukTabs":               Tabs.Render,
		"govukTag":                Tag.Render,
		"govukTextarea":           Textarea.Render,
		"govukWarningText":        WarningText.Render,
	}
}

func renderAny(component Component) (template.HTML, error) {
	if component == nil {
		return "", nil
	}
	return component.Render()
}
