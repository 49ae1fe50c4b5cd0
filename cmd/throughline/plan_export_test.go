package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
)

func TestPlanExportWritesThePlan(t *testing.T) {
	data, folder := demonstration(t), t.TempDir()
	for format, begins := range map[string]string{"xlsx": "PK\x03\x04", "csv": "\ufeff\"Area reference\","} {
		file := filepath.Join(folder, "plan."+format)
		args := []string{"plan", "export", "--data", data, "--as-at", "2012-12-06", "--known-at", "2012-12-31", "--format", format, "--out"}
		same(t, "what is said of a file", "", tl(t, append(args, file)...).ok())
		first, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(first, []byte(begins)) {
			t.Fatalf("the %s begins %.40q: %v", format, first, err)
		}
		// Later the same, whatever has been entered, read and asked since.
		behindHand(t, data)
		same(t, "on standard output", string(first), tl(t, append(args, "-")...).ok())
		out := tl(t, "plan", "import", file, "--dry-run").ok()
		if !strings.Contains(out, "Head of") || strings.Contains(out, "Choose the post") {
			t.Errorf("the %s is read as %.400s", format, out)
		}
	}
	tl(t, "plan", "export", "--data", data, "--inspection", "of nobody", "--out", "-").fails(exitError, "There is no inspection called \"of nobody\"")
	tl(t, "plan", "export", "--data", data, "--as-at", "1999-01-01", "--out", "-").fails(exitError, "No inspection has been recorded")
	tl(t, "plan", "export", "--data", data, "--as", somebody(t, access.YoungPerson), "--format", "csv", "--out", filepath.Join(folder, "young.csv")).ok()
	tl(t, "plan", "export", "--data", data, "--out", folder).fails(exitError, "can't be written")
}
