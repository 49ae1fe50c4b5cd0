package web

import (
	"bytes"
	"embed"
	"html/template"
	"maps"
	"net/http"
	"strings"

	"throughline/calendar"
	"throughline/plan"
	"throughline/web/assets"
	"throughline/web/govuk"
	"throughline/web/svgtimeline"
)

//go:embed templates
var templateFiles embed.FS

// page is one template and the view it is given.
type page[T any] struct{ template *template.Template }

// registered is a page's template with a value of its view's type, so that a
// test can check each template against the view it is given.
type registered struct {
	name     string
	template *template.Template
	view     any
}

var registry []registered

// newPage reads a page's template, which may use the shared ones in
// templates/shared.
func newPage[T any](name string) page[T] {
	t := template.Must(template.New(name).Funcs(pageFuncs()).ParseFS(templateFiles, "templates/shared/*.tmpl", "templates/"+name))
	var view T
	registry = append(registry, registered{name, t.Lookup(name), view})
	return page[T]{t.Lookup(name)}
}

func pageFuncs() template.FuncMap {
	funcs := govuk.Funcs()
	maps.Copy(funcs, svgtimeline.Funcs())
	funcs["day"] = calendar.Date.Long
	funcs["stamp"] = stamp
	funcs["number"] = plan.Number
	funcs["count"] = count
	funcs["endedNotice"] = func() govuk.InsetText {
		return govuk.InsetText{Text: "You were signed out because your session had ended. What you typed is kept: sign in and it will be there."}
	}
	funcs["emailField"] = func(f *govuk.Form) govuk.Input {
		input := f.Input("email", "E-mail address")
		input.Type, input.Autocomplete = "email", "username"
		return input
	}
	funcs["passwordField"] = func(f *govuk.Form) govuk.PasswordInput {
		input := f.Password("password", "Password")
		input.Autocomplete = "current-password"
		return input
	}
	funcs["lowerFirst"] = lowerFirst
	funcs["upperFirst"] = func(s string) string {
		if s == "" {
			return s
		}
		return strings.ToUpper(s[:1]) + s[1:]
	}
	return funcs
}

// count is a number with its noun: "1 part", "3 parts". The noun is one whose
// plural takes an s, unless the plural is given too.
func count(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case len(plural) > 0:
		return plan.Number(n) + " " + plural[0]
	default:
		return plan.Number(n) + " " + noun + "s"
	}
}

// write renders the page inside the shell. Nothing is sent unless the whole
// page could be drawn.
func (p page[T]) write(w http.ResponseWriter, status int, shell govuk.Shell, view T) error {
	if answer, ok := w.(*held); ok {
		answer.begin()
	}
	var body bytes.Buffer
	if err := p.template.Execute(&body, view); err != nil {
		return err
	}
	shell.Main = template.HTML(body.String()) //nolint:gosec // written by html/template, which escaped it
	shell.Asset = assets.URL
	whole, err := shell.Render()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, err = w.Write([]byte(whole)) //nolint:gosec // written by html/template, which escaped it
	return err
}
