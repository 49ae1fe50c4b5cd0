package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnInventedCouncilIsWritten(t *testing.T) {
	folder := t.TempDir()
	line := []string{"invent", "--children", "40", "--years", "2", "--seed", "3", "--faults", "0.2", "--out"}
	said := tl(t, append(line, filepath.Join(folder, "a"))...).ok()
	if !strings.HasPrefix(said, "An invented council of 40 children, for the years to March 2022 to 2023, is in ") || strings.Contains(said, " 0 faults") {
		t.Errorf("it said %q", said)
	}
	page, err := os.ReadFile(filepath.Join(folder, "a", "README.md"))
	if err != nil || !strings.HasPrefix(string(page), "# An invented council\n\nNobody in these files exists") || !strings.Contains(string(page), "- dental-check: about ") {
		t.Errorf("%v, %s", err, page)
	}
	for _, name := range []string{"2022/903/header.csv", "2023/903/episodes.csv", "2022/cin/cin.xml", "2023/ssd/ssd_cla_health.csv", "2023/local/review_record.csv", "planted-faults.csv"} {
		if text, err := os.ReadFile(filepath.Join(folder, "a", name)); err != nil || strings.Count(string(text), "\n") < 3 {
			t.Errorf("%s: %v, %.80s", name, err, text)
		}
	}
	tl(t, append(line, filepath.Join(folder, "a"))...).fails(exitError, "has something in it: name one that is empty or not there.")
	tl(t, "invent", "--children", "1", "--from", "1999", "--out", filepath.Join(folder, "b")).fails(exitError, "Years 1999 to 2001: returns can be made up for the years ending in March 2009 to March 2027.")
	tl(t, "invent", "--children", "1", "--years", "0", "--out", filepath.Join(folder, "b")).fails(exitError, "0 years: ask for 1 or more.")
	tl(t, "invent", "--children", "1", "--faults", "2", "--out", filepath.Join(folder, "b")).fails(exitError, "give shares from 0 to 1.")
	if _, err := os.Stat(filepath.Join(folder, "b")); err == nil {
		t.Error("what was refused left a folder")
	}
}
