package govuk

import (
	"fmt"
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inline holds the elements between and inside which a space can be seen.
var inline = map[string]bool{"a": true, "span": true, "strong": true, "b": true, "em": true, "i": true, "code": true, "button": true, "label": true}

// tree parses markup as the content of a body and writes it as one line an element or text, so that
// two pieces of markup that a browser shows alike are written alike.
func tree(markup string) (string, error) {
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(markup), body)
	if err != nil {
		return "", err
	}
	for _, node := range nodes {
		body.AppendChild(node)
	}
	var lines []string
	for node := body.FirstChild; node != nil; node = node.NextSibling {
		lines = outline(lines, node, 0)
	}
	return strings.Join(lines, "\n"), nil
}

func outline(lines []string, node *html.Node, depth int) []string {
	indent := strings.Repeat("  ", depth)
	switch node.Type {
	case html.TextNode:
		if text := visible(node); text != "" {
			lines = append(lines, fmt.Sprintf("%s%q", indent, text))
		}
	case html.ElementNode:
		lines = append(lines, indent+"<"+node.Data+attributes(node)+">")
		for child := node.FirstChild; child != nil; child = child.NextSibling {
			lines = outline(lines, child, depth+1)
		}
	}
	return lines
}

func attributes(node *html.Node) string {
	seen := map[string]bool{}
	var all []string
	for _, attribute := range node.Attr {
		if seen[attribute.Key] {
			continue
		}
		seen[attribute.Key] = true
		value := attribute.Val
		if attribute.Key == "class" {
			value = strings.Join(strings.Fields(value), " ")
		}
		all = append(all, fmt.Sprintf(" %s=%q", attribute.Key, value))
	}
	sort.Strings(all)
	return strings.Join(all, "")
}

// visible gives a text as a browser lays it out: runs of space as one, none at the edges of a block.
func visible(node *html.Node) string {
	if node.Parent != nil && (node.Parent.Data == "textarea" || node.Parent.Data == "pre") {
		return node.Data
	}
	text := strings.Join(strings.FieldsFunc(node.Data, space), " ")
	between := node.PrevSibling != nil && inline[node.PrevSibling.Data] && node.NextSibling != nil && inline[node.NextSibling.Data]
	if text == "" {
		if between {
			return " "
		}
		return ""
	}
	if space(rune(node.Data[0])) && node.PrevSibling != nil && inline[node.PrevSibling.Data] {
		text = " " + text
	}
	if space(rune(node.Data[len(node.Data)-1])) && node.NextSibling != nil && inline[node.NextSibling.Data] {
		text += " "
	}
	// A space at the edge of words hidden inside a link is read out, and is the only one there.
	if node.Parent != nil && node.Parent.Data == "span" && node.PrevSibling == nil && strings.HasPrefix(node.Data, " ") {
		text = " " + text
	}
	return text
}

func space(r rune) bool { return strings.ContainsRune(" \t\r\n\f", r) }
