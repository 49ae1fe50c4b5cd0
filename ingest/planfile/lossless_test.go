package planfile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/ingest/document"
)

// said gathers everything that a reading says: every name and every text, with their spaces evened out.
func said(r Reading) (string, error) {
	body, err := json.Marshal(r)
	if err != nil {
		return "", err
	}
	var anything any
	if err := json.Unmarshal(body, &anything); err != nil {
		return "", err
	}
	var b strings.Builder
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inside := range v {
				b.WriteString(name + "\n")
				walk(inside)
			}
		case []any:
			for _, inside := range v {
				walk(inside)
			}
		case string:
			b.WriteString(strings.Join(strings.Fields(v), " ") + "\n")
		}
	}
	walk(anything)
	return b.String(), nil
}

// lost gives the cells of a plan's tables that a reading says nothing of.
func lost(doc document.Document, m Mapping, r Reading) ([]string, error) {
	all, err := said(r)
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, t := range m.plan() {
		for _, row := range t.rows(doc) {
			if isHeading(t, row) {
				continue
			}
			for _, c := range own(row) {
				for _, line := range lines(c.Text) {
					if !strings.Contains(all, strings.Join(strings.Fields(strings.TrimSuffix(line, ":")), " ")) {
						missing = append(missing, fmt.Sprintf("row %d, column %d: %q", row.Number, c.Column, line))
					}
				}
			}
		}
	}
	return missing, nil
}

// isHeading says that a row is one of the table's headings, or the same again.
func isHeading(t Table, row document.Row) bool {
	words := map[string]bool{}
	for _, c := range t.Columns {
		words[norm(c.Name)] = true
	}
	for _, c := range own(row) {
		if !words[norm(c.Text)] {
			return slices.Contains(t.Headers, row.Number)
		}
	}
	return true
}

var (
	someHeadings = []string{
		"No.", "What?", "Who?", "How?", "When?", "Success measures", "Current status", "Outcome", "Actions required", "Lead officer(s)", "date", "Progress October 2003", "Recommendation",
		"Scope", "Action", "Lead agency", "Key milestones", "Target date", "Progress indicator (R/A/G)", "Agency response", "Area for improvement", "Section", "Timescale", "Revised date", "Approved by",
		"BRAG", "Comments", "Comments", "Our own heading", "due", "Parts", "Date completed", "",
	}
	someTexts = []string{
		"", "", "Audit ten plans", "Audit ten plans", "1. Draft\n2. Consult", "1. Draft 2. Consult 3. Agree", "• one\n• two", "Jane Smith / CCG; Police", "Health and Wellbeing Board", "Jo Park\nMax Tull", "Lead: Jo Park",
		"31/12/16", "31/12/16\n31/01/17", "1. 31/12/16\n2. 31/01/17", "31/04/2012", "04/13/2012", "end of Q2 2016/17", "Ongoing", "within 3 months", "41061", "30/06/12 revised to 30/09/12 agreed by the Board 12/03/12",
		"now Sept 12", "COMPLETED", "Green", "G", "Phase 1 completed Phase 2 to come", "withdrawn", "75%", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "Total", "Page 2 of 39", "1.1", "1.1", "1", "n/a", "TBC",
		"Within six months:", "Safeguarding", "Key: Green = complete", "Amber - on track", "Lead", "Action", "When?", "Board", "Approved", "none",
	}
	someFills = []string{"", "", "", "FF0000", "00B050", "FFC000", "0070C0", "D9D9D9"}
)

// someTable draws a table of any shape, merged cells and odd rows among them.
func someTable(t *rapid.T) document.Block {
	columns := rapid.IntRange(2, 9).Draw(t, "columns")
	names := rapid.SliceOfN(rapid.SampledFrom(someHeadings), columns, columns).Draw(t, "headings")
	var rows [][]any
	head := make([]any, columns)
	for i, n := range names {
		head[i] = n
	}
	if rapid.Bool().Draw(t, "title") {
		rows = append(rows, row(rapid.SampledFrom(someTexts).Draw(t, "title words")))
	}
	rows = append(rows, head)
	for range rapid.IntRange(1, 8).Draw(t, "rows") {
		switch rapid.IntRange(0, 9).Draw(t, "sort") {
		case 0:
			rows = append(rows, row(cell(rapid.SampledFrom(someTexts).Draw(t, "banner"), wide(columns))))
		case 1:
			rows = append(rows, head)
		case 2:
			rows = append(rows, nil)
		default:
			values := make([]any, columns)
			for i := range values {
				if len(rows) > 1 && rapid.IntRange(0, 9).Draw(t, "merge") == 0 {
					values[i] = merged
					continue
				}
				values[i] = cell(rapid.SampledFrom(someTexts).Draw(t, "cell"), filled(rapid.SampledFrom(someFills).Draw(t, "fill")))
			}
			rows = append(rows, values)
		}
	}
	if rapid.Bool().Draw(t, "text") {
		return recordsOf(rows...)
	}
	return sheetOf("Plan", rows...)
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		doc := workbook(someTable(t))
		m := Guess(doc)
		if rapid.IntRange(0, 3).Draw(t, "change") == 0 && len(m.Tables) > 0 { // as a person may, to anything
			for i := range m.Tables[0].Columns {
				m.Tables[0].Columns[i].Means = rapid.SampledFrom(Meanings).Draw(t, "means")
			}
			m.Tables[0].Plan = true
		}
		r := Read(doc, m)
		if r.Refused != "" || unreadable(m) {
			return
		}
		missing, err := lost(doc, m, r)
		if err != nil {
			t.Fatal(err)
		}
		if len(missing) > 0 {
			t.Fatalf("lost: %s\nmapping %+v\nreading %+v", strings.Join(missing, "; "), m.Tables, r)
		}
	})
}

// unreadable says that a mapping has a table without actions and areas, which is refused in words.
func unreadable(m Mapping) bool {
	for _, t := range m.plan() {
		if len(t.columns(Action))+len(t.columns(Area)) == 0 {
			return true
		}
	}
	return false
}

// The check itself finds a cell that is lost.
func TestALostCellIsFound(t *testing.T) {
	doc := workbook(sheetOf("Plan", row("Action", "Lead", "Comments"), row("Audit", "Jo Park", "keep me")))
	m := Guess(doc)
	r := Read(doc, m)
	if missing, err := lost(doc, m, r); err != nil || len(missing) > 0 {
		t.Errorf("%v %v", missing, err)
	}
	r.Entries[0].Columns = nil
	if missing, err := lost(doc, m, r); err != nil || len(missing) != 1 {
		t.Errorf("%v %v", missing, err)
	}
}
