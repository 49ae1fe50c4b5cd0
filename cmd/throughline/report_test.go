package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReportRead(t *testing.T) {
	const pdf, text = "../../ingest/pdftext/testdata/report.pdf", "../../ingest/report/testdata/read/slac.txt"
	for _, want := range []string{"Council       Eastmoor (line 1)", "\n- The recording of strategy discussions. (line 6)\n", "To check\n- The date of publication was not found"} {
		if got := tl(t, "report", "read", pdf).ok(); !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	var answer struct {
		Report struct {
			Areas []struct {
				Words     string
				Timescale string
				Line      int
			}
		}
		Warnings []struct {
			Line int
			Text string
		}
	}
	if err := json.Unmarshal([]byte(tl(t, "report", "read", text, "--format", "json").ok()), &answer); err != nil {
		t.Fatal(err)
	}
	if areas := answer.Report.Areas; len(areas) != 7 || areas[1].Timescale != "three_months" || areas[1].Line != 13 || len(answer.Warnings) == 0 {
		t.Errorf("%+v", answer)
	}
}

func TestReportRefused(t *testing.T) {
	tl(t, "report", "read", "../../ingest/pdftext/testdata/locked.pdf").fails(exitError, "encrypted and asks for a password")
	tl(t, "report", "read", "nowhere.txt").fails(exitError, "nowhere.txt can't be read")
	empty := filepath.Join(t.TempDir(), "empty.txt")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tl(t, "report", "read", empty).fails(exitError, "There is no text to read")
	answer := tl(t, "report", "read", empty, "--format", "json")
	var refused struct{ Refused string }
	if err := json.Unmarshal([]byte(answer.out), &refused); err != nil || answer.code != exitError || !strings.Contains(refused.Refused, "no text to read") {
		t.Errorf("%+v: %v", answer, err)
	}
}
