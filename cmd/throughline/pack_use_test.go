package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestPackUse(t *testing.T) {
	data := council(t)
	if said := tl(t, "pack", "history", "--data", data).ok(); !strings.HasPrefix(said, "None was put in use, so the pack for England in this program is used. Its hash is ") {
		t.Errorf("said %q", said)
	}
	ours := packFolder(t, ourPack)
	said := tl(t, "pack", "use", ours, "--data", data).ok()
	if !strings.HasPrefix(said, "The pack is in use from ") || !strings.Contains(said, ", by entry ") {
		t.Errorf("said %q", said)
	}
	if again := tl(t, "pack", "use", ours, "--data", data).ok(); !strings.HasPrefix(again, "This pack is in use already, so nothing was changed.") {
		t.Errorf("said %q", again)
	}
	var used []packUsed
	if err := json.Unmarshal([]byte(tl(t, "pack", "history", "--data", data, "--format", "json").ok()), &used); err != nil || len(used) != 1 || used[0].Entry == 0 || len(used[0].Files) != 1 || used[0].Files[0] != "ours.yaml" {
		t.Errorf("%v: %+v", err, used)
	}
	wrong := tl(t, "pack", "use", packFolder(t, strings.Replace(ourPack, "amount: 4", "amount: four", 1)), "--data", data)
	if wrong.code != exitError || wrong.errs != "throughline: The pack can't be used: mend the 1 problem above.\n" || !strings.Contains(wrong.out, "ours.yaml:2:25: “four” is not a whole number") {
		t.Errorf("%d: %q %q", wrong.code, wrong.out, wrong.errs)
	}
	tl(t, "pack", "use", "--data", data).fails(exitError, "Say which pack to use")
	tl(t, "pack", "use", ours, "--shipped", "--data", data).fails(exitError, "Say which pack to use")
	tl(t, "pack", "use", "--shipped", "--data", data).ok()
	if said := tl(t, "pack", "history", "--data", data).ok(); strings.Count(said, "\n") != 3 || !strings.Contains(said, "the pack for England by itself. Hash ") || !strings.Contains(said, "with the council's ours.yaml. Hash ") {
		t.Errorf("said %q", said)
	}
	verified(t, data)
}
