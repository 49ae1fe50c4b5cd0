package planfile

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/ingest/document"
)

var update = flag.Bool("update", false, "write the readings that the tests want")

// A look is what a cell looks like, for a test that cares.
type look func(*document.Cell)

func filled(colour string) look { return func(c *document.Cell) { c.Fill = colour } }
func bold(c *document.Cell)     { c.Bold = true }
func struckOut(c *document.Cell) {
	c.Struck = true
}
func wide(columns int) look { return func(c *document.Cell) { c.Columns = columns } }
func tall(rows int) look    { return func(c *document.Cell) { c.Rows = rows } }
func formula(f string) look { return func(c *document.Cell) { c.Formula = f } }
func day(iso string) look {
	return func(c *document.Cell) {
		c.Kind = document.Date
		d, err := calendar.Parse(iso)
		if err != nil {
			panic(err)
		}
		c.Date = d
	}
}

// A placed cell has looks; a plain string in a row has none.
type placed struct {
	text  string
	looks []look
}

func cell(text string, looks ...look) placed { return placed{text, looks} }

const merged = "\x00merged" // lies under the cell to its left, or else above

// sheetOf makes a sheet of rows of cells. A nil row is a blank one.
func sheetOf(name string, rows ...[]any) document.Block {
	return document.Block{Place: document.Place{Sheet: name}, Heading: name, Rows: rowsOf(rows)}
}

// tableOf makes a table of a Word document.
func tableOf(number int, heading string, rows ...[]any) document.Block {
	return document.Block{Place: document.Place{Table: number}, Heading: heading, Rows: rowsOf(rows)}
}

// recordsOf makes a file of text.
func recordsOf(rows ...[]any) document.Block {
	b := document.Block{Rows: rowsOf(rows)}
	for i := range b.Rows {
		b.Rows[i].Line = b.Rows[i].Number
	}
	return b
}

func rowsOf(rows [][]any) []document.Row {
	var all []document.Row
	for i, values := range rows {
		row := document.Row{Number: i + 1}
		for j, value := range values {
			c := document.Cell{Column: j + 1, Columns: 1, Rows: 1}
			switch v := value.(type) {
			case string:
				c.Text = v
			case placed:
				c.Text = v.text
				for _, l := range v.looks {
					l(&c)
				}
			}
			if c.Text == merged {
				c.Merged, c.Text = true, ""
				if n := len(row.Cells); n > 0 && row.Cells[n-1].Column == j && (row.Cells[n-1].Columns > 1 || row.Cells[n-1].Merged && covers(row, j+1)) {
					c.Text = row.Cells[n-1].Text
				} else if len(all) > 0 {
					c.Text = textAt(all[len(all)-1], j+1)
				}
			}
			if c.Text != "" || c.Fill != "" {
				row.Cells = append(row.Cells, c)
			}
		}
		if len(row.Cells) > 0 {
			all = append(all, row)
		}
	}
	return all
}

// covers says that a merged cell to the left reaches a column.
func covers(row document.Row, column int) bool {
	for _, c := range row.Cells {
		if c.Columns > 1 && c.Column+c.Columns > column {
			return true
		}
	}
	return false
}

func workbook(blocks ...document.Block) document.Document {
	return document.Document{Kind: document.Workbook, Blocks: blocks}
}

func readAll(doc document.Document) Reading { return Read(doc, Guess(doc)) }

func row(values ...any) []any { return values }

// wantReading compares a reading with the one in testdata, which -update writes anew.
func wantReading(t *testing.T, name string, got Reading) {
	t.Helper()
	body, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var shown bytes.Buffer
	if err := json.Indent(&shown, body, "", "  "); err != nil {
		t.Fatal(err)
	}
	shown.WriteByte('\n')
	path := filepath.Join("testdata", name+".json")
	if *update {
		if err := os.WriteFile(path, shown.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), shown.String()); diff != "" {
		t.Errorf("%s (-want +got; if it is right, go test ./ingest/planfile -update):\n%s", name, diff)
	}
}

// warned says whether a warning at a row holds some words.
func warned(r Reading, row int, words string) bool {
	for _, w := range r.Warnings {
		if (row == 0 || w.Row == row || w.Line == row) && strings.Contains(w.Text, words) {
			return true
		}
	}
	return false
}

func wantWarning(t *testing.T, r Reading, row int, words string) {
	t.Helper()
	if !warned(r, row, words) {
		t.Errorf("no warning at row %d says %q. There are:\n%v", row, words, r.Warnings)
	}
}
