package govuk

import (
	"html/template"
	"maps"
	"sort"
	"strings"
)

// Content is a piece of a component given as text or, winning over it, as HTML.
type Content struct {
	Text string        `json:"text"`
	HTML template.HTML `json:"html"`
}

// Attributes are further HTML attributes by name. A boolean attribute is given with an empty value.
type Attributes map[string]string

// Markup gives the attributes as they stand in a tag, in the order of their names, each with a space
// before it. A name that could not be an attribute's is left out.
func (a Attributes) Markup() template.HTMLAttr {
	if len(a) == 0 {
		return ""
	}
	names := make([]string, 0, len(a))
	for name := range a {
		if name != "" && !strings.ContainsAny(name, " \t\n\r\f\"'<>/=\x00") {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var markup strings.Builder
	for _, name := range names {
		markup.WriteString(" " + name + `="` + template.HTMLEscapeString(a[name]) + `"`)
	}
	return template.HTMLAttr(markup.String()) // #nosec G203 -- names checked and values escaped above
}

// with gives a copy of the attributes with more added. A value in more wins.
func (a Attributes) with(more Attributes) Attributes {
	both := make(Attributes, len(a)+len(more))
	maps.Copy(both, a)
	maps.Copy(both, more)
	return both
}

func content(html template.HTML, text string) template.HTML {
	if html != "" {
		return template.HTML(strings.TrimSpace(string(html))) // #nosec G203 -- HTML by its type
	}
	return template.HTML(template.HTMLEscapeString(text)) // #nosec G203 -- escaped here
}

func (c *Content) markup() template.HTML {
	if c == nil {
		return ""
	}
	return content(c.HTML, c.Text)
}

// words joins what is not empty with single spaces: classes, or the ids that describe an input.
func words(parts ...string) string {
	kept := parts[:0:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, " ")
}

func or(first, second string) string {
	if first != "" {
		return first
	}
	return second
}
