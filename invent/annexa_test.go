package invent_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/invent"
)

// Every column is one of its list, every row is kept, and nothing in a council without faults can't be read.
func TestTheReaderTakesAnnexA(t *testing.T) {
	c := invent.Council{Seed: 6, Children: 400, First: 2022, Last: 2024, Edges: 0.01}
	made := map[string]*bytes.Buffer{}
	if err := c.WriteAnnexA(2024, func(name string) (io.WriteCloser, error) {
		made[name] = &bytes.Buffer{}
		return buffer{made[name]}, nil
	}); err != nil {
		t.Fatal(err)
	}
	var files []returns.File
	rows, kept := 0, 0
	for name, content := range made {
		n := strings.Count(content.String(), "\n") - 1
		if n < 10 {
			t.Errorf("%s has %d rows", name, n)
		}
		rows += n
		files = append(files, returns.File{Name: name, Content: bytes.NewReader(content.Bytes())})
	}
	slices.SortFunc(files, func(a, b returns.File) int { return strings.Compare(a.Name, b.Name) })
	read, report, err := annexa.Read(files, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	for i := range read.Subjects {
		for at := range read.Subjects[i].Rows {
			row := &read.Subjects[i].Rows[at]
			kept++
			for _, column := range row.Columns {
				if !slices.Contains(annexa.Columns(row.Table), column) {
					t.Fatalf("%s has no column %s", row.Table, column)
				}
				if row.Cell(column) != "" && len(annexa.Codes(row.Table, column)) > 0 && annexa.Code(row, column) == "" {
					t.Fatalf("%s: %s can't be %q", row.Table, column, row.Cell(column))
				}
			}
		}
	}
	if kept != rows {
		t.Errorf("%d rows of %d were kept", kept, rows)
	}
	for _, p := range report.Problems {
		if p.Grade != returns.Noted {
			t.Errorf("%s row %d, %s %q: %s", p.File, p.Row, p.Column, p.Value, p.Sentence)
		}
	}
}
