package pdftext_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"throughline/ingest/pdftext"
)

func file(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestReport(t *testing.T) {
	words, err := pdftext.Reader{}.Read(t.Context(), file(t, "report.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"children’s services\n", "\n• The recording of strategy discussions.\n", "\n  what will change for the child.\n"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not in %q", want, words)
		}
	}
	if n := strings.Count(words, "\f"); n != 2 {
		t.Errorf("%d pages", n)
	}
}

// script makes a program that stands in for pdftotext.
func script(t *testing.T, body string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "program")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRefused(t *testing.T) {
	report := file(t, "report.pdf")
	for name, c := range map[string]struct {
		reader  pdftext.Reader
		content []byte
		says    string
	}{
		"empty":          {content: nil, says: "empty"},
		"not a PDF":      {content: []byte("Inspection of Eastmoor"), says: "not a PDF"},
		"renamed":        {content: []byte("PK\x03\x04"), says: "not a PDF"},
		"too large":      {content: bytes.Repeat([]byte("%PDF-1.4"), pdftext.Limit/8+1), says: "larger than 30 MB"},
		"encrypted":      {content: file(t, "locked.pdf"), says: "encrypted"},
		"scanned":        {content: file(t, "scanned.pdf"), says: "no words"},
		"cut short":      {content: file(t, "cut-short.pdf"), says: "damaged or cut short"},
		"not installed":  {pdftext.Reader{Program: "no-such-program"}, report, "apt-get install poppler-utils"},
		"slow":           {pdftext.Reader{Program: script(t, "exec sleep 30"), Time: 200 * time.Millisecond}, report, "longer than"},
		"words no end":   {pdftext.Reader{Program: script(t, "exec yes word")}, report, "more words"},
		"memory no end":  {pdftext.Reader{Program: script(t, "exec tail /dev/zero")}, report, "damaged"},
		"errors no end":  {pdftext.Reader{Program: script(t, "head -c 9000000 /dev/zero >&2; exit 1")}, report, "damaged"},
		"breaks our way": {pdftext.Reader{Program: script(t, "exit 3")}, report, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			words, err := c.reader.Read(t.Context(), c.content)
			var refused *pdftext.Refused
			if !errors.As(err, &refused) || words != "" || !strings.Contains(refused.Why, c.says) {
				t.Fatalf("%q, %v", words, err)
			}
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestNothingOfOurEnvironmentIsHandedOn(t *testing.T) {
	t.Setenv("A_SECRET", "do not tell")
	words, err := pdftext.Reader{Program: script(t, "/usr/bin/env")}.Read(t.Context(), file(t, "report.pdf"))
	if err != nil || strings.Contains(words, "SECRET") {
		t.Errorf("%q, %v", words, err)
	}
}

func TestStopped(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := (pdftext.Reader{}).Read(ctx, file(t, "report.pdf")); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// One runner reads for reports and for evidence, each within its own bounds.
func TestWordsWithinBounds(t *testing.T) {
	report := file(t, "report.pdf")
	roomy := pdftext.Bounds{Time: 20 * time.Second, Words: 1 << 20}
	flat := roomy
	flat.Flat = true
	words, err := pdftext.Words(t.Context(), bytes.NewReader(report), roomy)
	if err != nil || strings.Count(words, "\f") != 2 {
		t.Errorf("%q, %v", words, err)
	}
	if following, err := pdftext.Words(t.Context(), bytes.NewReader(report), flat); err != nil || following == words || strings.Count(following, "\f") != 2 {
		t.Errorf("as they follow on one another: %q, %v", following, err)
	}
	if words, err := pdftext.Words(t.Context(), bytes.NewReader(file(t, "scanned.pdf")), flat); err != nil || strings.TrimSpace(words) != "" {
		t.Errorf("without words: %q, %v", words, err)
	}
	for name, c := range map[string]struct {
		script string
		bounds pdftext.Bounds
	}{
		"too long": {"exec sleep 30", pdftext.Bounds{Time: 200 * time.Millisecond, Words: 1 << 20}},
		"too many": {"exec yes word", pdftext.Bounds{Time: 20 * time.Second, Words: 1000}},
		"fails":    {"echo half; exit 3", roomy},
	} {
		t.Setenv("PATH", filepath.Dir(script(t, c.script))+":/usr/bin:/bin")
		if err := os.Rename(filepath.Join(strings.Split(os.Getenv("PATH"), ":")[0], "program"), filepath.Join(strings.Split(os.Getenv("PATH"), ":")[0], "pdftotext")); err != nil {
			t.Fatal(err)
		}
		if words, err := pdftext.Words(t.Context(), bytes.NewReader(report), c.bounds); err == nil || words != "" {
			t.Errorf("%s: %q, %v", name, words, err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if words, err := pdftext.Words(t.Context(), bytes.NewReader(report), roomy); err == nil || words != "" {
		t.Errorf("without pdftotext: %q, %v", words, err)
	}
}
