package planfile

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"throughline/ingest/document"
)

// The founding paper itself, typed into Word line by line: its lists give the 22 areas for improvement that it holds, in their sections and
// timescales, the two without a bullet among them.
func TestTheFoundingPaperItself(t *testing.T) {
	paper, err := os.ReadFile("../../demo/testdata/board-paper-2013-02-01.md")
	if err != nil {
		t.Fatal(err)
	}
	known, err := os.ReadFile("../../demo/testdata/areas.json")
	if err != nil {
		t.Fatal(err)
	}
	var table struct {
		Areas []struct {
			Section, Timescale string
			Line               int `json:"paper_line"`
		}
	}
	if err := json.Unmarshal(known, &table); err != nil {
		t.Fatal(err)
	}
	text := strings.Split(string(paper), "\n")
	r := readFile(t, "paper.docx", second(asFile(t, typed(text))))
	if len(r.Entries) != len(table.Areas) || len(table.Areas) != 22 {
		t.Fatalf("%d of %d areas: %v", len(r.Entries), len(table.Areas), r)
	}
	sections := map[string]string{"safeguarding": "Safeguarding", "looked_after_children": "Services for Looked After Children"}
	timescales := map[string]string{"immediate": "Immediately", "three_months": "Within three months", "six_months": "Within six months"}
	for i, area := range table.Areas {
		e := r.Entries[i]
		words := strings.TrimLeft(strings.TrimSpace(text[area.Line-1]), "•- ")
		if e.Area != words || e.Section != sections[area.Section] || e.Timescale != timescales[area.Timescale] || e.Action != "" || len(e.Parts) > 0 || e.Status != Unclear {
			t.Errorf("area %d is %+v, want %q of %s, %s", i+1, e, words, area.Section, area.Timescale)
		}
	}
	wantWarning(t, r, 0, "has no bullet")
}

// typed is a document of plain paragraphs.
func typed(text []string) document.Document {
	return document.Document{Kind: document.Word, Blocks: []document.Block{{Heading: "=" + strings.Join(text, "\n="), List: true}}}
}
