package ssda903_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

var update = flag.Bool("update", false, "write the golden files")

// sample gives the files of the invented return, read into memory.
func sample(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("testdata/sample/*.csv")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d sample files: %v", len(paths), err)
	}
	files := map[string][]byte{}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(path)] = content
	}
	return files
}

var sampleOrder = []string{
	"header.csv", "episodes.csv", "reviews.csv", "uasc.csv", "oc2.csv", "oc3.csv", "ad1.csv", "placed_for_adoption.csv",
	"placed_for_adoption_errors.csv", "previous_permanence.csv", "missing.csv", "sw_episodes.csv", "DoLo.csv",
}

func inOrder(content map[string][]byte, names ...string) []returns.File {
	var files []returns.File
	for _, name := range names {
		files = append(files, returns.File{Name: name, Content: bytes.NewReader(content[name])})
	}
	return files
}

func counts(r *ssda903.Return) map[string]int {
	n := map[string]int{}
	for _, table := range ssda903.Tables() {
		n[table.String()] = len(r.Rows(table))
	}
	return n
}

func TestTheSampleLoadsWhole(t *testing.T) {
	made, report, err := ssda903.Read(context.Background(), inOrder(sample(t), sampleOrder...), 0)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{
		"Header": 2675, "Episodes": 5050, "Reviews": 12582, "UASC": 132, "OC2": 2675, "OC3": 53, "AD1": 29, "PlacedAdoption": 59,
		"PrevPerm": 2675, "Missing": 43, "SWEpisodes": 1, "DoLo": 1,
	}
	if diff := cmp.Diff(want, counts(made)); diff != "" {
		t.Errorf("rows of each table (-want +got):\n%s", diff)
	}
	if made.Year != 2018 || report.Year != 2018 || !strings.Contains(report.YearFrom, "31 March 2018") {
		t.Errorf("year %d, found by %q", made.Year, report.YearFrom)
	}
	golden(t, "testdata/problems-csv.golden", report)
}

func TestTheSampleInXMLLoadsWhole(t *testing.T) {
	content, err := os.ReadFile("testdata/ssda903.xml")
	if err != nil {
		t.Fatal(err)
	}
	made, report, err := ssda903.Read(context.Background(), []returns.File{{Name: "return.dat", Content: bytes.NewReader(content)}}, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]int{
		"Header": 253, "Episodes": 459, "Reviews": 1206, "UASC": 12, "OC2": 253, "OC3": 6, "AD1": 3, "PlacedAdoption": 3,
		"PrevPerm": 253, "Missing": 6, "SWEpisodes": 0, "DoLo": 0,
	}
	if diff := cmp.Diff(want, counts(made)); diff != "" {
		t.Errorf("rows of each table (-want +got):\n%s", diff)
	}
	golden(t, "testdata/problems-xml.golden", report)
}

func golden(t *testing.T, path string, report *returns.Report) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", report.YearFrom)
	for _, f := range report.Files {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d rows\t%d blank\n", f.Name, f.As, f.Encoding, f.Rows, f.Blank)
	}
	for _, p := range report.Problems {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s | %s\n", p.File, p.Element, p.Row, p.Column, p.Value, p.Rule, p.Grade, p.Sentence, p.Mend)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// BenchmarkSample reads the sample's CSV files into typed rows.
func BenchmarkSample(b *testing.B) {
	content := sample(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := ssda903.Read(context.Background(), inOrder(content, sampleOrder...), 0); err != nil {
			b.Fatal(err)
		}
	}
}
