package rules903

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"throughline/ingest/returns"
	s "throughline/ingest/returns/ssda903"
)

// sample is the invented return of the reader's tests.
func sample(t testing.TB, year int) *s.Return {
	t.Helper()
	paths, err := filepath.Glob("../ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d files: %v", len(paths), err)
	}
	var files []returns.File
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	r, _, err := s.Read(context.Background(), files, year)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The public validator was measured on this return (its defects A1): as shipped, a rule changes what later rules see, and 388 named 1,081
// rows, 376 156, 387 86, 1016 19 and 602 26. Each rule alone on the return as it is names these.
func TestNoRuleChangesWhatOthersSee(t *testing.T) {
	r := sample(t, 2018)
	alone := map[string]int{"388": 21, "376": 107, "387": 61, "1016": 6, "602": 27}
	together := newData(r, Known{})
	for _, rule := range Rules() {
		together.begin()
		judges[rule.Code](together)
		want, ok := alone[rule.Code]
		if got := len(together.found().Rows); ok && got != want {
			t.Errorf("%s after the others named %d rows, want %d", rule.Code, got, want)
		}
	}
}

func BenchmarkJudgeSample(b *testing.B) {
	r := sample(b, 0)
	b.ReportAllocs()
	for b.Loop() {
		if j := Judge(r, Known{}); len(j.Found) == 0 {
			b.Fatal("nothing found")
		}
	}
}
