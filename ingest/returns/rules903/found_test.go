package rules903

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden file")

func TestWhatTheRulesFindInTheSample(t *testing.T) {
	var b strings.Builder
	for _, year := range []int{2018, 2024, 2026} {
		judged := Judge(sample(t, year), Known{})
		fmt.Fprintf(&b, "%d by the rules of %d\n", year, judged.Year)
		for _, f := range judged.Found {
			fmt.Fprintf(&b, "%s\t%d rows\t%s | %s\n", f.Rule.Code, len(f.Rows), f.Rule.Sentence(), f.Rule.Mend())
		}
		var not []string
		for code, why := range judged.Not {
			not = append(not, code+"\t"+why)
		}
		slices.Sort(not)
		fmt.Fprintf(&b, "not judged:\n%s\n", strings.Join(not, "\n"))
	}
	if *update {
		if err := os.WriteFile("testdata/found.golden", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/found.golden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
}
