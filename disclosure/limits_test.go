package disclosure

import (
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLargeNumbersLoseNothing draws cohorts in which every atom has more than five people or none: no cell of any table is suppressed.
func TestLargeNumbersLoseNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := cohortOf(rapid.SampledFrom([][]int{{6}, {3, 4}, {2, 3, 2}}).Draw(rt, "shape")...)
		atoms := drawAtoms(rt, c)
		for i := range atoms {
			atoms[i].Count *= Small + 1
		}
		specs := someSpecs(rt, c)
		for i := range specs {
			specs[i].Percent = OfTotal
		}
		release, err := Publish(c, atoms, specs)
		if err != nil {
			rt.Fatal(err)
		}
		for _, table := range release.Tables() {
			for r, line := range table.figures {
				for k, f := range line {
					if f.Mark() != Shown || table.percentages[r][k].Mark() == Suppressed {
						rt.Fatalf("%v is suppressed in %+v", table.numbers(), atoms)
					}
				}
			}
		}
	})
}

// TestWhatTheProgramTells measures what is not guarded. Somebody who runs this program on every cohort there could be, and keeps those
// that print the same, knows a little more than the rule: for some prints, only one number is left for a suppressed cell. The shares
// are in the decision on small numbers; here they may only fall.
func TestWhatTheProgramTells(t *testing.T) {
	for _, test := range []struct {
		shape  []int
		upTo   int
		atMost int
	}{{[]int{2}, 40, 2}, {[]int{3}, 20, 17}, {[]int{2, 2}, 12, 74}} {
		c := cohortOf(test.shape...)
		spec := Spec{Title: "t", Rows: "A"}
		if len(test.shape) == 2 {
			spec.Columns = "B"
		}
		atoms := make([]Atom, len(everyAtom(c)))
		for i, at := range everyAtom(c) {
			for d, category := range at {
				atoms[i].Categories = append(atoms[i].Categories, c.Dimensions[d].Categories[category])
			}
		}
		// For each print, the numbers seen in each atom.
		seen := map[string][]map[int]bool{}
		var try func(i int)
		try = func(i int) {
			if i < len(atoms) {
				for n := range test.upTo + 1 {
					atoms[i].Count = n
					try(i + 1)
				}
				return
			}
			release, err := Publish(c, atoms, []Spec{spec})
			if err != nil {
				t.Fatal(err)
			}
			key := lines(release.tables[0].numbers())
			if seen[key] == nil {
				seen[key] = make([]map[int]bool, len(atoms))
				for k := range atoms {
					seen[key][k] = map[int]bool{}
				}
			}
			for k, a := range atoms {
				seen[key][k][a.Count] = true
			}
		}
		try(0)
		told := 0
		for _, numbers := range seen {
			// Near the largest number tried, others that print the same were not tried.
			inside, one := true, false
			for _, values := range numbers {
				for n := range values {
					inside = inside && n <= test.upTo-Small-1
					one = one || len(values) == 1 && small(n)
				}
			}
			if inside && one {
				told++
			}
		}
		t.Logf("%v up to %d: %d of %d prints tell a small number", test.shape, test.upTo, told, len(seen))
		if told > test.atMost {
			t.Errorf("%v: %d prints tell a small number, and %d did", test.shape, told, test.atMost)
		}
	}
}

// TestOneDoor: a number becomes a figure in three places, each of which has been through the engine.
func TestOneDoor(t *testing.T) {
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	doors := map[string]bool{"release.go": true, "rounded.go": true, "printed.go": true}
	found := 0
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		text, err := os.ReadFile(file.Name())
		if err != nil {
			t.Fatal(err)
		}
		calls := strings.Count(string(text), "shownFigure(") - strings.Count(string(text), "func shownFigure(")
		if calls == 0 {
			continue
		}
		found++
		if !doors[file.Name()] || calls > 1 {
			t.Errorf("%s makes figures of numbers in %d places", file.Name(), calls)
		}
	}
	if found != len(doors) {
		t.Errorf("%d doors are left of %d", found, len(doors))
	}
}
