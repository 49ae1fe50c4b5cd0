package invent_test

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/invent"
	"throughline/practice/england"
)

func localFiles(t testing.TB, c invent.Council, year int) map[string]string {
	t.Helper()
	made := map[string]*bytes.Buffer{}
	if err := c.WriteLocal(year, func(kind string) (io.WriteCloser, error) {
		made[kind] = &bytes.Buffer{}
		return buffer{made[kind]}, nil
	}); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for kind, content := range made {
		files[kind] = content.String()
	}
	return files
}

// What is written for each kind is what the reader of that kind asks for: its columns, every one that is needed, and nothing that can't be read.
func TestTheReaderTakesEveryLocalFile(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	c := invent.Council{Seed: 4, Children: 300, First: 2011, Last: 2013, Edges: 0.01}
	files := localFiles(t, c, 2013)
	for _, kind := range invent.LocalKinds() {
		layout, ok := local.Of(pack, kind)
		if !ok {
			t.Errorf("the pack has no kind %s", kind)
			continue
		}
		names := layout.Names()
		for _, column := range invent.LocalColumns(kind) {
			if !slices.Contains(names, column) {
				t.Errorf("%s has no column %s", kind, column)
			}
		}
		read, report, err := local.Read(pack, kind, []returns.File{{Name: kind + ".csv", Content: strings.NewReader(files[kind])}}, returns.Usual())
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for i := range read.Subjects {
			rows += len(read.Subjects[i].Rows)
		}
		if wrote := strings.Count(files[kind], "\n") - 1; rows != wrote || rows == 0 {
			t.Errorf("%s: %d rows of %d were read", kind, rows, wrote)
		}
		said := map[string]bool{}
		for _, p := range report.Problems {
			if p.Grade != returns.Noted && !said[p.Column+p.Mend] && !meant(kind, p) {
				said[p.Column+p.Mend] = true
				t.Errorf("%s row %d, %s %q: %s %s", kind, p.Row, p.Column, p.Value, p.Sentence, p.Mend)
			}
		}
	}
}

// meant says whether a problem is what the invented council gets wrong, whatever the rate of its faults: the records that its measures find wanting.
func meant(kind string, p returns.Problem) bool {
	return p.Grade == returns.Judged && slices.Contains([]string{"outcome_plan", "out_of_hours_shift", "lado_allegation"}, kind)
}
