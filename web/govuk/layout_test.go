package govuk

import (
	"html/template"
	"regexp"
	"strings"
	"testing"
)

func TestShellSaysWhatEveryPageMustSay(t *testing.T) {
	page, err := Shell{
		Title: "The plan on 1 February 2013", Authority: "Ribbleshire County Council", Demo: true, ErrorTitle: true,
		Nav:  []NavItem{{Text: "Plan", Href: "/plan", Current: true}, {Text: "Papers", Href: "/papers"}},
		User: "Ann <Chair>", Role: "Chair, Northmoor NHS trust", SignOutURL: "/sign-out",
		Past:        &PastNotice{Text: "This is the plan as it stood on 30 June 2012.", Href: "/plan", LinkText: "Show today"},
		Breadcrumbs: &Breadcrumbs{Items: []Breadcrumb{{Text: "Plan", Href: "/plan"}}},
		Banner:      &NotificationBanner{Type: "success", Text: "Saved"},
		AsAt:        "1 February 2013", KnownAt: "2 February 2013",
		Main: `<h1>The plan</h1>`,
	}.Render()
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{
		`<html lang="en"`,
		`<title>Error: The plan on 1 February 2013 – Ribbleshire County Council – Throughline (demonstration)</title>`,
		`href="#main-content" class="govuk-skip-link"`, `id="main-content"`,
		`aria-current="page"`, `<strong>Demonstration.</strong> Every agency, person and figure is invented.`,
		`Ann &lt;Chair&gt;`, `action="/sign-out" method="post"`,
		`This is the plan as it stood on 30 June 2012. <a class="govuk-link" href="/plan">Show today</a>`,
		`As at 1 February 2013, as known at 2 February 2013.`, `<h1>The plan</h1>`, `role="alert"`, `href="/assets/throughline.css"`,
	} {
		if !strings.Contains(string(page), wanted) {
			t.Errorf("the page lacks %s:\n%s", wanted, page)
		}
	}
}

func TestShellWithNothingSaysNothing(t *testing.T) {
	page, err := Shell{Title: "Sign in", Asset: func(name string) string { return "/a/" + name }}.Render()
	if err != nil {
		t.Fatal(err)
	}
	for _, unwanted := range []string{"Demonstration", "Sign out", "Main pages", "As at", "tl-past", "Open Government", "Crown"} {
		if strings.Contains(string(page), unwanted) {
			t.Errorf("the page says %s:\n%s", unwanted, page)
		}
	}
	if !strings.Contains(string(page), `href="/a/throughline.css"`) {
		t.Error("the stylesheet's address is not the one given")
	}
}

// A strict Content-Security-Policy stops inline styles and scripts, so that none may be written.
func TestNothingInline(t *testing.T) {
	found, err := templateFiles.ReadDir("templates")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range found {
		text, err := templateFiles.ReadFile("templates/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		if inline := inlineMarkup.Find(text); inline != nil {
			t.Errorf("%s has %s, which the pages' policy would stop", file.Name(), inline)
		}
	}
	for _, bad := range []string{`<p style="color: red">`, `<script>run()</script>`, `<a onclick="x()">`, `<style>p{}</style>`} {
		if !inlineMarkup.MatchString(bad) {
			t.Errorf("%s would not be seen", bad)
		}
	}
}

var inlineMarkup = regexp.MustCompile(`(?i)\sstyle=|\son[a-z]+=|<style|<script>|<script [^>]*[^"]>|javascript:`)

func TestAttributesCannotBreakOut(t *testing.T) {
	markup := Attributes{`x"><script>`: "a", "data-a": `"><script>`, "": "b", "data-b": "1"}.Markup()
	if want := template.HTMLAttr(` data-a="&#34;&gt;&lt;script&gt;" data-b="1"`); markup != want {
		t.Errorf("got %s, wanted %s", markup, want)
	}
}

func BenchmarkInput(b *testing.B) {
	input := Input{Name: "title", Label: Label{Text: "Title"}, Value: "Train staff", ErrorMessage: &ErrorMessage{Text: "Enter a title"}}
	for b.Loop() {
		if _, err := input.Render(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkShell(b *testing.B) {
	shell := Shell{
		Title: "The plan", Authority: "Ribbleshire County Council", User: "Ann", SignOutURL: "/sign-out",
		Nav: []NavItem{{Text: "Plan", Href: "/plan", Current: true}, {Text: "Papers", Href: "/papers"}},
	}
	for b.Loop() {
		if _, err := shell.Render(); err != nil {
			b.Fatal(err)
		}
	}
}
