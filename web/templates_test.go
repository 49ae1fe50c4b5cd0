package web

import (
	"html/template"
	"testing"

	"github.com/jba/templatecheck"
)

// TestTemplatesFitTheirViews checks every template against the view that its
// page gives it, so that a page can't fail only when somebody opens it.
func TestTemplatesFitTheirViews(t *testing.T) {
	if len(registry) < 5 {
		t.Fatalf("only %d pages are registered", len(registry))
	}
	for _, page := range registry {
		t.Run(page.name, func(t *testing.T) {
			if err := templatecheck.CheckHTML(page.template, page.view); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestATemplateThatDoesNotFitIsCaught plants the faults that the check is for.
func TestATemplateThatDoesNotFitIsCaught(t *testing.T) {
	for _, fault := range []string{`{{.NoSuchField}}`, `{{.To .AsAt .AsAt}}`, `{{day .AsAt}}`} {
		broken := template.Must(template.New("broken").Funcs(pageFuncs()).Parse(fault))
		if err := templatecheck.CheckHTML(broken, planView{}); err == nil {
			t.Errorf("%s was not caught", fault)
		}
	}
}
