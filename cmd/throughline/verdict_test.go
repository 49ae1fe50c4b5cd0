package main

import (
	"slices"
	"strings"
	"testing"
)

// Every action has a verdict with its reason, and one that was laid down no
// measure has none but that.
func TestVerdictsArePrinted(t *testing.T) {
	data := demonstration(t)
	all := heldIn[[]map[string]any](t, tl(t, "verdict", "--data", data, "--as-at", "2013-02-01", "--format", "json").ok())
	if len(all) != 48 {
		t.Errorf("%d actions", len(all))
	}
	judged := []string{}
	for _, one := range all {
		for _, key := range []string{"action", "verdict", "reason", "strength", "measure", "baseline", "follow_up"} {
			if _, has := one[key]; !has {
				t.Errorf("%v has no %s", one["action"], key)
			}
		}
		if one["measure"] == nil {
			if one["verdict"] != "cannot tell" || one["strength"] != "none" || one["baseline"] != nil {
				t.Errorf("with no measure it is %v", one)
			}
			continue
		}
		ref, _ := one["action"].(string)
		judged = append(judged, ref)
		if reason, _ := one["reason"].(string); one["verdict"] != "cannot tell" || !strings.HasSuffix(reason, "from before practice changed. At least 12 are needed.") {
			t.Errorf("without any return %s is %v: %s", ref, one["verdict"], reason)
		}
	}
	slices.Sort(judged)
	if !slices.Equal(judged, []string{"A15", "A21", "A3", "A6"}) {
		t.Errorf("judged by a measure are %v", judged)
	}
	tl(t, "verdict", "--data", data, "--as-at", "soon").fails(exitError, "is not a date: write it like 2012-03-09")
	tl(t, "verdict", "--data", data, "--as-at", "2013-02-01", "--record").fails(exitError, "--record is for today alone: leave out --as-at.")
	if text := tl(t, "verdict", "--data", data, "--record").ok(); !strings.Contains(text, "cannot tell: There are figures for ") {
		t.Errorf("recorded, it says %.300s", text)
	}
}
