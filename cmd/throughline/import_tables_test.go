package main

import (
	"strings"
	"testing"
)

func TestAnnexAIsImportedFromTheCommandLine(t *testing.T) {
	data := council(t)
	holds := func(said, words string) {
		t.Helper()
		if !strings.Contains(said, words) {
			t.Errorf("%q is not in %s", words, said)
		}
	}
	file := "../../ingest/returns/annexa/testdata/Annex_A_2024_Jan.xlsx"
	holds(tl(t, "import", "annex-a", file, "--data", data, "--day", "2024-01-31", "--dry-run").ok(), "Nothing was written.")
	holds(tl(t, "import", "annex-a", file, "--data", data, "--day", "2024-01-31").ok(), "It was loaded by entry")
	holds(tl(t, "import", "annex-a", file, "--data", data, "--day", "2024-01-31").ok(), "This is loaded already")
	tl(t, "import", "annex-a", file, "--data", data, "--day", "soon").fails(exitError, "is not a date")
	tl(t, "import", "local", planFile(t, "x.csv", "a,b\n1,2\n"), "--data", data).fails(exitError, "doesn't say what it is for")
	tl(t, "import", "ssd", planFile(t, "x.csv", "a,b\n1,2\n"), "--data", data).fails(exitError, "None of these files is a table")
}
