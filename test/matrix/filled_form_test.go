package matrix

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/casework"
)

// formAt finds the form of a page that is sent to an address, and fills it in
// as somebody would who has something to say in every field. It is nil when the
// page has no such form.
func formAt(page, action string) url.Values {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	for n := range doc.Descendants() {
		if n.DataAtom == atom.Form && attribute(n, "action") == action && attribute(n, "method") == "post" {
			return filledIn(n)
		}
	}
	return nil
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// said is what every text field is filled in with.
const said = "Said in a form that was filled in."

// filledIn leaves the fields of a kind of record blank: it is recorded in words
// alone, which each kind that the matrix writes may be.
func filledIn(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attribute(n, "name")
		if name == "" || has(n, "disabled") || strings.HasPrefix(name, casework.FieldAt("")) {
			continue
		}
		switch {
		case n.DataAtom == atom.Select:
			values.Set(name, chosenOf(n))
		case n.DataAtom == atom.Textarea:
			fillText(values, name, text(n))
		case n.DataAtom == atom.Button || attribute(n, "type") == "submit":
			if !values.Has(name) {
				values.Set(name, attribute(n, "value"))
			}
		case n.DataAtom != atom.Input:
		case attribute(n, "type") == "radio":
			if has(n, "checked") || !values.Has(name) {
				values.Set(name, attribute(n, "value"))
			}
		case attribute(n, "type") == "checkbox":
			if has(n, "checked") {
				values.Add(name, attribute(n, "value"))
			}
		case attribute(n, "type") == "hidden":
			values.Add(name, attribute(n, "value"))
		default:
			fillText(values, name, attribute(n, "value"))
		}
	}
	return values
}

// fillText types into a field, unless something stands there. A date is today,
// or a month on for what is looked at again.
func fillText(values url.Values, name, stands string) {
	if stands == "" {
		stands = said
		day := today
		if strings.HasPrefix(name, "review_on") {
			day = today.AddDays(30)
		}
		for part, number := range map[string]int{"-day": day.Day, "-month": int(day.Month), "-year": day.Year} {
			if strings.HasSuffix(name, part) {
				stands = strconv.Itoa(number)
			}
		}
	}
	values.Set(name, stands)
}

// chosenOf is what a list of choices has chosen, or else the first that says
// something.
func chosenOf(list *html.Node) (value string) {
	for n := range list.Descendants() {
		if n.DataAtom != atom.Option {
			continue
		}
		if has(n, "selected") && attribute(n, "value") != "" {
			return attribute(n, "value")
		}
		if value == "" {
			value = attribute(n, "value")
		}
	}
	return value
}

func text(n *html.Node) string {
	var out strings.Builder
	for inner := range n.Descendants() {
		if inner.Type == html.TextNode {
			out.WriteString(inner.Data)
		}
	}
	return strings.TrimPrefix(out.String(), "\n")
}

// about is a filled-in form with the id of one thing in the place of another's.
func about(values url.Values, from, to string) url.Values {
	moved := url.Values{}
	for name, each := range values {
		for _, value := range each {
			moved.Add(strings.ReplaceAll(name, from, to), strings.ReplaceAll(value, from, to))
		}
	}
	return moved
}

// spoken are all the values, which an answer may say again.
func spoken(values url.Values) (all []string) {
	for _, each := range values {
		all = append(all, each...)
	}
	return all
}
