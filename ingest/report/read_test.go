package report_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/deadline"
	"throughline/ingest/report"
)

var update = flag.Bool("update", false, "write what was read as what is expected")

// TestReadReports holds what is read from reports of each framework, written
// for the purpose about councils that do not exist.
func TestReadReports(t *testing.T) {
	paths, err := filepath.Glob("testdata/read/*.txt")
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d reports to read: %v", len(paths), err)
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			read, warnings, err := report.Read(string(text))
			if err != nil {
				t.Fatal(err)
			}
			got, err := json.MarshalIndent(map[string]any{"report": read, "warnings": warnings}, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			if words := report.Text(read, warnings); len(words) < 40 {
				t.Errorf("for a person it says %q", words)
			}
			golden := strings.TrimSuffix(path, ".txt") + ".json"
			if *update {
				if err := os.WriteFile(golden, append(got, '\n'), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimSpace(string(want)), string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestFoundingPaper(t *testing.T) {
	text, err := os.ReadFile("testdata/founding.txt")
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := report.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := read.Council.Text; got != "Lancashire" {
		t.Errorf("the council is %q", got)
	}
	if got := read.Start.Long() + ", " + read.End.Long() + ", " + read.Published.Long(); got != "23 January 2012, 3 February 2012, 9 March 2012" {
		t.Errorf("the dates are %s", got)
	}
	type group struct {
		section string
		when    deadline.Timescale
	}
	got := map[group]int{}
	for _, a := range read.Areas {
		got[group{a.PlanSection(), a.Timescale}]++
		if lines := strings.Split(string(text), "\n"); !strings.Contains(lines[a.Line-1], a.Words) {
			t.Errorf("line %d is %q, and the area says %q", a.Line, lines[a.Line-1], a.Words)
		}
	}
	want := map[group]int{
		{"safeguarding", deadline.Immediate}: 2, {"safeguarding", deadline.ThreeMonths}: 6, {"safeguarding", deadline.SixMonths}: 4,
		{"looked_after_children", deadline.ThreeMonths}: 3, {"looked_after_children", deadline.SixMonths}: 7,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "blank": " \n\t\f\n", "a picture": "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\xff\x01", 400),
		"a spreadsheet": "PK\x03\x04" + strings.Repeat("\x00\x08\xf1\xe7", 300), "too long": strings.Repeat("a line\n", 700_000),
	} {
		if read, _, err := report.Read(text); err == nil || len(read.Areas) > 0 {
			t.Errorf("%s was read", name)
		} else if strings.Contains(err.Error(), "\n") || len(err.Error()) < 30 {
			t.Errorf("%s: %q is no sentence", name, err)
		}
	}
}
