package report_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"throughline/ingest/report"
)

// TestTheWorstTextsAreReadInTime reads texts of the most that is read, each
// made to be slow in its own way.
func TestTheWorstTextsAreReadInTime(t *testing.T) {
	sif, err := os.ReadFile("testdata/read/sif.txt")
	if err != nil {
		t.Fatal(err)
	}
	full := func(piece string) string { return strings.Repeat(piece, (report.Limit-80)/len(piece)) }
	for name, text := range map[string]string{
		"many reports":       full(string(sif)),
		"one line":           "Recommendations\n• " + full("word "),
		"one long area":      "Recommendations\n• Ensure\n" + full("  that words go on and on and on and on and on and on\n"),
		"numbers alone":      "Recommendations\n" + full("12\nword1\n"),
		"numbered":           "Recommendations\n" + full("1. a\n"),
		"marks alone":        "Recommendations\n" + full("•\n"),
		"headings":           full("Areas for improvement\n\nWithin three months:\n\n"),
		"two columns":        full("some words of a left column        some words of a right one\n"),
		"spaces":             full("a                                                          \n"),
		"form feeds":         full("\f7\n"),
		"broken words":       "Recommendations\n• a\n" + full("  zzq-\n  qzz-\n"),
		"grades":             full("Overall effectiveness      Good\n"),
		"dates":              full("Inspection dates: 4 to 15\nDecember published on the\n"),
		"responsible tables": "Responsible body    Areas for priority action\n" + full("\n a    b\n      c.\n"),
	} {
		start := time.Now()
		if _, _, err := report.Read(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		took := time.Since(start)
		t.Logf("%-18s %s", name, took.Round(time.Millisecond))
		if took > 20*time.Second { // twice what is promised of a file, since tests share their machine
			t.Errorf("%s took %s", name, took)
		}
	}
}
