package invent_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/invent"
)

// Every table and column is one of the specification, every row is kept, and nothing in a council without faults can't be read.
func TestTheReaderTakesTheDataset(t *testing.T) {
	c := invent.Council{Seed: 6, Children: 400, First: 2022, Last: 2024, Edges: 0.01}
	made := map[string]*bytes.Buffer{}
	if err := c.WriteSSD(2024, func(name string) (io.WriteCloser, error) {
		made[name] = &bytes.Buffer{}
		return buffer{made[name]}, nil
	}); err != nil {
		t.Fatal(err)
	}
	var files []returns.File
	rows, kept := 0, 0
	for name, content := range made {
		table := strings.TrimSuffix(name, ".csv")
		head, _, _ := strings.Cut(content.String(), "\n")
		for column := range strings.SplitSeq(head, ",") {
			if !slices.Contains(ssd.Columns(table), column) {
				t.Errorf("%s has no column %s", table, column)
			}
		}
		n := strings.Count(content.String(), "\n") - 1
		if n == 0 {
			t.Errorf("%s is empty", table)
		}
		rows += n
		files = append(files, returns.File{Name: name, Content: bytes.NewReader(content.Bytes())})
	}
	slices.SortFunc(files, func(a, b returns.File) int { return strings.Compare(a.Name, b.Name) })
	read, report, err := ssd.Read(files, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	for i := range read.Subjects {
		kept += len(read.Subjects[i].Rows)
	}
	if kept != rows {
		t.Errorf("%d rows of %d were kept", kept, rows)
	}
	for _, p := range report.Problems {
		if p.Grade != returns.Noted && p.Rule != "no-column" {
			t.Errorf("%s row %d, %s %q: %s", p.File, p.Row, p.Column, p.Value, p.Sentence)
		}
	}
}
