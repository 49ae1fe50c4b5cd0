package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/practice"
)

func packFolder(t *testing.T, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "ours.yaml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

const ourPack = `clocks:
  - {code: C10, amount: 4}
  - {code: C26, amount: 28, unit: days, from: 2026-04-01}
`

func TestPackCheck(t *testing.T) {
	if said := tl(t, "pack", "check", packFolder(t, ourPack)).ok(); !strings.Contains(said, "The pack can be used:") || !strings.Contains(said, "Its hash is") {
		t.Errorf("said %q", said)
	}
	wrong := packFolder(t, strings.Replace(ourPack, "amount: 4", "amount: four, unti: weeks", 1))
	said := tl(t, "pack", "check", wrong)
	if said.code != exitError || said.errs != "throughline: The pack can't be used: mend the 2 problems above.\n" {
		t.Errorf("%d: %q", said.code, said.errs)
	}
	if !strings.Contains(said.out, "ours.yaml:2:25: “four” is not a whole number") || !strings.Contains(said.out, "ours.yaml:2:31: The key “unti” isn't one we know here. Did you mean “unit”?") {
		t.Errorf("said %q", said.out)
	}
	var checked checkedPack
	if err := json.Unmarshal([]byte(tl(t, "pack", "check", wrong, "--format", "json").out), &checked); err != nil || len(checked.Problems) != 2 ||
		checked.Problems[1].File != "ours.yaml" || checked.Problems[1].Line != 2 || checked.Problems[1].Column != 31 || checked.Problems[1].Mend != "Did you mean “unit”?" {
		t.Errorf("%v: %+v", err, checked)
	}
	if alone := tl(t, "pack", "check", packFolder(t, ourPack), "--alone"); alone.code != exitError || !strings.Contains(alone.out, "ours.yaml:2:6: This lacks “name”.") {
		t.Errorf("%d: %q", alone.code, alone.out)
	}
	tl(t, "pack", "check", t.TempDir()).fails(exitError, "has no .yaml files")
	tl(t, "pack", "check", filepath.Join(t.TempDir(), "nowhere")).fails(exitError, "can't be read: it is not there")
}

func TestPackList(t *testing.T) {
	var all, then []practice.Listed
	if err := json.Unmarshal([]byte(tl(t, "pack", "list", "--format", "json").ok()), &all); err != nil || len(all) < 250 {
		t.Fatalf("%d things, %v", len(all), err)
	}
	if err := json.Unmarshal([]byte(tl(t, "pack", "list", "--format", "json", "--as-at", "2012-01-01").ok()), &then); err != nil || len(then) >= len(all) {
		t.Errorf("%d things, and %d on 1 January 2012, %v", len(all), len(then), err)
	}
	if said := tl(t, "pack", "list").ok(); !strings.Contains(said, "clock      C17 ") || !strings.Contains(said, "First review of a looked-after child (statutory, H)") || !strings.Contains(said, "(guidance, U), off") {
		t.Errorf("said %.400q", said)
	}
	tl(t, "pack", "list", "--as-at", "soon").fails(exitError, "is not a date")
}

func TestPackShow(t *testing.T) {
	for code, words := range map[string]string{
		"dental_check": "What came of it? (outcome, choice), always",
		"C26":          "Within 20 working days, after the start.",
		"M11":          "lado-one-day: Designated officer told within a working day",
		"R13-refused":  "Who must act: Social worker.",
		"C29":          "Once in each year from 1 April to 31 March.",
	} {
		if said := tl(t, "pack", "show", code).ok(); !strings.Contains(said, words) || !strings.Contains(said, "Declared at r") {
			t.Errorf("%s: said %q", code, said)
		}
	}
	if said := tl(t, "pack", "show", "C26", "--dir", packFolder(t, ourPack)).ok(); strings.Count(said, "Initial health assessment\n") != 2 || !strings.Contains(said, "In force from the beginning to 2026-03-31.") || !strings.Contains(said, "Within 28 days") {
		t.Errorf("two versions: said %q", said)
	}
	var shown []practice.Shown
	if err := json.Unmarshal([]byte(tl(t, "pack", "show", "C26", "--format", "json").ok()), &shown); err != nil || len(shown) != 1 || shown[0].Whole["amount"] != 20.0 {
		t.Errorf("%v: %+v", err, shown)
	}
	tl(t, "pack", "show", "C26x").fails(exitError, "perhaps “C26” is meant")
	tl(t, "pack", "show", "C26", "--dir", packFolder(t, "clocks: soon")).fails(exitError, "has 1 problem: see it with throughline pack check")
}
