package disclosure

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

// TestTwoPapersOfOneDay has the attacker read two papers about the same people, the second made knowing of the first.
func TestTwoPapersOfOneDay(t *testing.T) {
	shapes := [][]int{{3}, {4}, {2, 2}, {2, 3}, {2, 2, 2}}
	rapid.Check(t, func(rt *rapid.T) {
		c := cohortOf(rapid.SampledFrom(shapes).Draw(rt, "shape")...)
		atoms := drawAtoms(rt, c)
		a := newAttacker(rt, c, atoms)
		var earlier []Released
		for range rapid.IntRange(2, 3).Draw(rt, "papers") {
			release, err := Publish(c, atoms, someSpecs(rt, c), earlier...)
			if err != nil {
				rt.Fatal(err)
			}
			earlier = append(earlier, release.Released())
			// What the papers before told of a group that none of them printed cannot be taken back.
			before := newAttacker(rt, c, atoms)
			before.facts = slices.Clone(a.facts)
			before.older()
			told := before.toldOf(rt, c, release)
			a.older()
			a.learnAll(rt, c, release)
			known := slices.DeleteFunc(a.tryAll(), func(name string) bool { return slices.Contains(told, name) })
			if len(known) > 0 {
				rt.Fatalf("known: %v\n%+v\n%+v", known, earlier, atoms)
			}
			for i := range a.facts {
				a.facts[i].hidden = a.facts[i].hidden && !slices.Contains(told, a.facts[i].name)
				a.facts[i].name = fmt.Sprint("earlier ", a.facts[i].name)
				a.facts[i].values = map[int]bool{}
			}
		}
	})
}

// TestTwoPapersOfAGrowingCohort has the attacker read papers of two days about people who only join: each atom is split into those
// who were there on the first day and those who joined.
func TestTwoPapersOfAGrowingCohort(t *testing.T) {
	shapes := [][]int{{2}, {3}, {2, 2}}
	rapid.Check(t, func(rt *rapid.T) {
		c := cohortOf(rapid.SampledFrom(shapes).Draw(rt, "shape")...)
		c.Nature = Growing
		then := drawAtoms(rt, c)
		for i := range then {
			then[i].Joined = calendar.Must(2013, 1, 31)
		}
		specs := []Spec{{Title: "t", Rows: "A"}}
		if len(c.Dimensions) == 2 {
			specs[0].Columns = "B"
		}
		first, err := Publish(c, then, specs)
		if err != nil {
			rt.Fatal(err)
		}
		both := Cohort{Dimensions: append(slices.Clone(c.Dimensions), Dimension{Name: "joined", Categories: []string{"before", "between"}})}
		var split, now []Atom
		for _, a := range then {
			more := rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 7}).Draw(rt, "more")
			split = append(split, Atom{Categories: append(slices.Clone(a.Categories), "before"), Count: a.Count},
				Atom{Categories: append(slices.Clone(a.Categories), "between"), Count: more})
			now = append(now, a, Atom{Categories: a.Categories, Count: more, Joined: calendar.Must(2013, 4, 1)})
		}
		later := c
		later.Day = calendar.Must(2013, 6, 30)
		second, err := Publish(later, now, specs, first.Released())
		if err != nil {
			rt.Fatal(err)
		}
		a := newAttacker(rt, both, split)
		for n, release := range []Release{first, second} {
			a.older()
			for _, table := range release.Tables() {
				g, err := c.layOut(table.spec)
				if err != nil {
					rt.Fatal(err)
				}
				for i, line := range g.cells {
					for j, people := range line {
						when := []bool{true, n == 1}
						if n == 1 {
							when = nil
						}
						a.learn(table.Title(), append(slices.Clone(people), when), table.figures[i][j], !table.Withheld())
					}
				}
			}
		}
		if known := a.tryAll(); known != nil {
			rt.Fatalf("known: %v\n%v\n%v\n%+v\n%+v", known, first.tables[0].numbers(), second.tables[0].numbers(), then, now)
		}
	})
}
