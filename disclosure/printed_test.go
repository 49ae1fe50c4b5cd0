package disclosure

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"
)

// TestTablesAreTheSameAgain draws releases, keeps each as JSON and has its tables made again: not a cell, a percentage or a note differs.
func TestTablesAreTheSameAgain(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := cohortOf(rapid.SampledFrom([][]int{{3}, {2, 3}, {2, 2, 2}}).Draw(rt, "shape")...)
		release, err := Publish(c, drawAtoms(rt, c), append(someSpecs(rt, c), Spec{Title: "percentages", Rows: "A", Percent: OfTotal}))
		if err != nil {
			rt.Fatal(err)
		}
		text, err := json.Marshal(release.Released())
		if err != nil {
			rt.Fatal(err)
		}
		var kept Released
		if err := json.Unmarshal(text, &kept); err != nil {
			rt.Fatal(err)
		}
		again, err := kept.Tables()
		if err != nil || len(again) != len(release.Tables()) {
			rt.Fatalf("%d tables, not %d: %v", len(again), len(release.Tables()), err)
		}
		for i, was := range release.Tables() {
			want, err := json.Marshal(was)
			if err != nil {
				rt.Fatal(err)
			}
			got, err := json.Marshal(again[i])
			if err != nil || string(got) != string(want) || again[i].Withheld() != was.Withheld() || again[i].Longest() != was.Longest() {
				rt.Fatalf("%s\n%s\n%v", got, want, err)
			}
		}
	})
}

func TestNoTablesOfNoRelease(t *testing.T) {
	if tables, err := (Released{}).Tables(); err != nil || len(tables) != 0 {
		t.Errorf("%d tables: %v", len(tables), err)
	}
}
