package board

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"throughline/plan"
)

// wholePaper publishes a paper that has everything a paper can have.
func wholePaper(t *testing.T) (*Frozen, PaperData) {
	t.Helper()
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.releaseOut("release", childrenTables(t, monthEnd, someCounts))
	draft := d.drafted("paper", p)
	text := draft.Words()
	text.Figures = "release"
	text.Around[2].Before, text.Around[2].After = "On recording:\n\nWhat was asked.", "The system is being bought."
	text.Questions = append(text.Questions, "What else < this & that?", "=cmd|'/c calc'!A1")
	text.Decisions = append(text.Decisions, Decision{Approve, "the new dates"})
	d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
	d.do(EditExempt{Paper: "paper", Items: exemptItems()}, p)
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version, CSS: []byte("body{}")}, p)
	frozen := d.paper("paper").Frozen
	var data PaperData
	if err := json.Unmarshal([]byte(frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	data.DataHash = frozen.DataHash
	return frozen, data
}

// TestTheLayoutHasTheWordsOfThePage reads the HTML by itself: what Word is
// made from says the same in the same order.
func TestTheLayoutHasTheWordsOfThePage(t *testing.T) {
	frozen, data := wholePaper(t)
	golden(t, "dataset.json", frozen.Dataset)
	want, got := wordsOfPage(t, frozen.HTML), wordsOfLayout(Layout(data))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(got) < 1000 || len(leaked(strings.Join(got, " "), exemptWords...)) > 0 {
		t.Errorf("%d words, of which exempt: %q", len(got), leaked(strings.Join(got, " "), exemptWords...))
	}
	data.State, data.Reference, data.Demo, data.Statements, data.Decisions, data.Stated, data.Figures = Draft, "", false, nil, nil, nil, nil
	page, err := RenderHTML(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(wordsOfPage(t, string(page)), wordsOfLayout(Layout(data))); diff != "" {
		t.Errorf("of a draft with little in it: %s", diff)
	}
}

// wordsOfPage gives what a reader reads, without the ways about the page.
func wordsOfPage(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			words = append(words, strings.Fields(n.Data)...)
		}
		for _, a := range n.Attr {
			if a.Key == "class" && (a.Val == "skip" || a.Val == "back") {
				return
			}
		}
		if n.Data == "head" {
			return
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	return joined(words)
}

// joined rubs out where one passage ends and the next begins.
func joined(words []string) []string {
	return strings.Fields(strings.Join(words, " "))
}

func wordsOfLayout(blocks []Block) []string {
	var words []string
	for _, b := range blocks {
		words = append(words, b.Label, b.Text)
		for _, item := range b.Items {
			for _, passage := range item.Passages {
				words = append(words, passage.Text)
			}
		}
		if b.Grid == nil {
			continue
		}
		words = append(words, b.Grid.Caption)
		for i, head := range b.Grid.Head {
			if i > 0 || head != "Group" || !b.Grid.Figures { // the page leaves the corner of a table of figures blank
				words = append(words, head)
			}
		}
		for _, row := range b.Grid.Rows {
			for _, cell := range row {
				words = append(words, cell.Paragraphs...)
				words = append(words, cell.Bullets...)
			}
		}
	}
	return joined(words)
}

func TestTheCSVHasEveryRow(t *testing.T) {
	frozen, data := wholePaper(t)
	out := RenderCSV(data)
	golden(t, "paper.csv", string(out))
	records, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range records[0] {
		column[name] = i
	}
	var got, want []string
	for _, record := range records[1:] {
		cell := func(name string) string { return record[column[name]] }
		got = append(got, cell("row")+" "+cell("table")+" "+cell("ref"))
		if cell("paper") != frozen.Reference || cell("data_sha256") != frozen.DataHash || cell("plan_as_at") != data.AsAt.String() ||
			cell("known_at_entry") == "" || cell("demonstration") != "yes: everything is invented" {
			t.Errorf("this line does not say whose it is: %q", record)
		}
	}
	for _, s := range data.Statements {
		table := string(rune('0' + s.Table))
		for _, row := range s.Statement.Rows {
			want = append(want, "action "+table+" "+row.Ref)
		}
	}
	for _, section := range data.Sections {
		for _, group := range section.Timescales {
			for _, area := range group.Areas {
				want = append(want, "area  "+area.Ref)
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if found := leaked(string(out), exemptWords...); len(found) > 0 {
		t.Errorf("exempt words in the CSV: %q", found)
	}
}

func TestNoCellOfTheCSVIsAFormula(t *testing.T) {
	data := PaperData{Sections: []SectionData{{Heading: "=1", Timescales: []TimescaleData{{Heading: "x", Areas: []AreaRow{{
		Ref: "-1", Words: "=cmd|'/c calc'!A1", DueRule: "@SUM(A1)", Done: plan.Fact{Words: "+1"},
	}}}}}}}
	records, err := csv.NewReader(bytes.NewReader(RenderCSV(data))).ReadAll()
	if err != nil || len(records) != 2 {
		t.Fatal(records, err)
	}
	var safe []string
	for _, cell := range records[1] {
		if strings.HasPrefix(cell, "'") {
			safe = append(safe, cell)
		} else if cell != "" && strings.ContainsAny(cell[:1], "=+-@|%") {
			t.Errorf("a spreadsheet would run %q", cell)
		}
	}
	if diff := cmp.Diff([]string{"'=1, x", "'-1", "'=cmd|'/c calc'!A1", "'@SUM(A1)", "'+1"}, safe); diff != "" {
		t.Error(diff)
	}
}
