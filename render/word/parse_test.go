package word_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"throughline/board"
	"throughline/render/word"
)

// published is a paper with everything that a paper can have, as board's own
// tests freeze it.
func published(t testing.TB) board.PaperData {
	t.Helper()
	raw, err := os.ReadFile("../../board/testdata/dataset.json")
	if err != nil {
		t.Fatal(err)
	}
	var data board.PaperData
	if err := json.Unmarshal(raw, &data); err != nil {
		t.Fatal(err)
	}
	data.DataHash = strings.Repeat("0123456789abcdef", 4)
	return data
}

func written(t testing.TB, data board.PaperData, style []byte) []byte {
	t.Helper()
	file, err := word.Paper(data, style)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

// node is an element of XML, read with nothing of what wrote it.
type node struct {
	name     string
	attr     map[string]string
	text     string
	children []*node
}

func parsed(t testing.TB, text string) *node {
	t.Helper()
	root := &node{}
	open := []*node{root}
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				n.attr[a.Name.Local] = a.Value
			}
			last := open[len(open)-1]
			last.children, open = append(last.children, n), append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			open[len(open)-1].text += string(token)
		}
	}
}

// all gives the elements of a name, in the order of the document.
func (n *node) all(name string) (found []*node) {
	for _, child := range n.children {
		if child.name == name {
			found = append(found, child)
		}
		found = append(found, child.all(name)...)
	}
	return found
}

// at gives a value on the way from an element: "pPr/pStyle/val".
func (n *node) at(path string) (string, bool) {
	steps := strings.Split(path, "/")
	for _, step := range steps[:len(steps)-1] {
		var next *node
		for _, child := range n.children {
			if child.name == step {
				next = child
				break
			}
		}
		if n = next; n == nil {
			return "", false
		}
	}
	last := steps[len(steps)-1]
	if last == "" {
		return "", true
	}
	value, ok := n.attr[last]
	return value, ok
}

func (n *node) words() string {
	var b strings.Builder
	for _, t := range n.all("t") {
		b.WriteString(t.text)
	}
	return b.String()
}

// partsOf unpacks a document.
func partsOf(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(text)
	}
	return parts
}

// zipped packs parts.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
