package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// plainPlan is a plan as a council may keep it. Its people are invented.
const plainPlan = `No.,What?,Who?,How?,When?,Current status
1.1,Write one form for strategy discussions,Jo Park; Police,"1. Draft
2. Agree","1. 31/03/2012
2. 31/05/2012",COMPLETED
1.2,Train health staff,PCT,Course,31/04/2012,Green
1.3,Review provision,Max Tull,Survey,Ongoing,=cmd|' /C calc'!A0
`

func planFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

type importedPlan struct {
	Entries []struct {
		Ref, Action, Due, Status string
		StatusFact               *string `json:"status_fact"`
		Parts                    []struct {
			Text, Due string
			Owners    []string
		}
	}
	Warnings []struct {
		Line, Record, Col int
		Text              string
	}
	Refused string
}

func decoded(t *testing.T, text string) (p importedPlan) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return p
}

func TestPlanImportSaysWhatTheFileHolds(t *testing.T) {
	empty := t.TempDir()
	t.Chdir(empty) // a dry run needs no database, and makes none
	path := planFile(t, "plan.csv", plainPlan)
	out := tl(t, "plan", "import", path, "--dry-run", "--format", "json").ok()
	p := decoded(t, out)
	if len(p.Entries) != 3 || p.Entries[0].Ref != "1.1" || p.Entries[0].Due != "2012-05-31" || *p.Entries[0].StatusFact != "done" || len(p.Entries[0].Parts) != 2 {
		t.Errorf("%s", out)
	}
	if p.Entries[0].Parts[0].Due != "2012-03-31" || strings.Join(p.Entries[0].Parts[1].Owners, "+") != "Jo Park+Police" || *p.Entries[1].StatusFact != "in_progress" {
		t.Errorf("%s", out)
	}
	wanted := map[string]bool{"there is no 31 April": false, "has no key in this file": false, "has no end by which to judge it": false, "says nothing of progress": false}
	for _, w := range p.Warnings {
		for words := range wanted {
			if strings.Contains(w.Text, words) {
				wanted[words] = w.Line > 0 && w.Record > 0 && w.Col > 0
			}
		}
	}
	for words, there := range wanted {
		if !there {
			t.Errorf("no warning with its place says %q: %s", words, out)
		}
	}
	if strings.Contains(out, `\u0026`) || !strings.Contains(out, `"=cmd|' /C calc'!A0"`) {
		t.Errorf("words are not as they stand in the file: %s", out)
	}
	text := tl(t, "plan", "import", path, "--dry-run").ok()
	for _, words := range []string{"1.1  Write one form for strategy discussions", "Due: 31 May 2012. The document claims: done.", "for Jo Park and Police; due 31 March 2012", "3 actions read.", "Line 5, column 5: April 2012 has 30 days"} {
		if !strings.Contains(text, words) {
			t.Errorf("%q is not in\n%s", words, text)
		}
	}
	if left, err := os.ReadDir(empty); err != nil || len(left) > 0 {
		t.Errorf("a dry run left %v, %v", left, err)
	}
}

func TestPlanImportReadsStandardInput(t *testing.T) {
	typing(t, plainPlan)
	if p := decoded(t, tl(t, "plan", "import", "-", "--dry-run", "--format", "json").ok()); len(p.Entries) != 3 {
		t.Errorf("%v", p)
	}
}

func TestPlanImportRefuses(t *testing.T) {
	for name, content := range map[string]string{
		"empty.csv": "", "cut.xlsx": "PK\x03\x04cut short", "notes.txt": "Dear all,\nplease find no plan here.\n",
		"risks.csv": "Risk,Likelihood,Impact,Mitigation\nStaff leave,High,High,Pay\n", "old.doc": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600),
	} {
		s := tl(t, "plan", "import", planFile(t, name, content), "--dry-run", "--format", "json")
		p := decoded(t, s.out)
		if s.code != exitError || p.Refused == "" || p.Entries != nil || s.errs != "throughline: "+p.Refused+"\n" {
			t.Errorf("%s: %d, %q, %q", name, s.code, s.out, s.errs)
		}
		if !strings.Contains(s.out, `"warnings": [`) {
			t.Errorf("%s has no warnings: %s", name, s.out)
		}
	}
	tl(t, "plan", "import", filepath.Join(t.TempDir(), "none.csv"), "--dry-run").fails(exitError, "none.csv can't be read: it is not there.")
	tl(t, "plan", "import", t.TempDir(), "--dry-run").fails(exitError, "can't be read: it is a folder.")
}
