package disclosure

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

// An attacker tries every cohort there could be, atom by atom, and keeps those that would print exactly what was printed. It
// knows more than any reader: which of the suppressed numbers are 1 to 5, and which are 6 or more. It shares nothing with the search
// for twins but the meaning of a selection.
type attacker struct {
	atoms    [][]uint16
	truth    []int
	facts    []fact
	possible int
}

// failer is a test, or a case of a property.
type failer interface{ Fatal(args ...any) }

// fact is what is known of the sum of some atoms.
type fact struct {
	name      string
	in        []bool
	low, high int
	hidden    bool
	small     bool
	values    map[int]bool
}

// anyMore bounds the numbers tried round the true one: a second value found within it is enough.
const anyMore = 5

func everyAtom(c Cohort) (out [][]uint16) {
	out = [][]uint16{{}}
	for _, d := range c.Dimensions {
		var next [][]uint16
		for _, at := range out {
			for category := range d.Categories {
				next = append(next, append(append([]uint16(nil), at...), uint16(category)))
			}
		}
		out = next
	}
	return out
}

func newAttacker(t failer, c Cohort, counts []Atom) *attacker {
	a := &attacker{atoms: everyAtom(c)}
	for _, at := range a.atoms {
		n := 0
		for _, atom := range counts {
			same := true
			for d, category := range atom.Categories {
				same = same && c.Dimensions[d].Categories[at[d]] == category
			}
			if same {
				n += atom.Count
			}
		}
		a.truth = append(a.truth, n)
	}
	if len(a.atoms) == 0 {
		t.Fatal("no atoms")
	}
	return a
}

func (a *attacker) learn(name string, people selection, figure Figure, flagged bool) {
	f := fact{name: name, low: 0, high: 1 << 30, values: map[int]bool{}}
	truth := 0
	for i, at := range a.atoms {
		f.in = append(f.in, people.has(at))
		if f.in[i] {
			truth += a.truth[i]
		}
	}
	f.small = small(truth)
	n, ok := figure.Number()
	switch {
	case ok:
		f.low, f.high = n, n
	case figure.Mark() == NotApplicable:
		f.high = 0
	case flagged && small(truth):
		f.low, f.high, f.hidden = 1, Small, true
	case flagged:
		f.low, f.hidden = Small+1, true
	default:
		f.hidden = f.small
	}
	a.facts = append(a.facts, f)
}

// older says that what was read so far is of earlier papers: a number of 6 or more that one of them hid may be printed, or worked out,
// once it can do no harm.
func (a *attacker) older() {
	for i := range a.facts {
		a.facts[i].hidden = a.facts[i].hidden && a.facts[i].small
	}
}

func (a *attacker) learnAll(t failer, c Cohort, release Release) {
	for _, table := range release.Tables() {
		g, err := c.layOut(table.spec)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range g.cells {
			for j, people := range line {
				a.learn(fmt.Sprintf("%s[%d][%d]", table.Title(), i, j), people, table.figures[i][j], !table.Withheld())
			}
		}
	}
}

// toldOf gives the numbers of a release that are known without reading it.
func (a *attacker) toldOf(t failer, c Cohort, release Release) []string {
	for _, table := range release.Tables() {
		g, err := c.layOut(table.spec)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range g.cells {
			for j, people := range line {
				a.learn(fmt.Sprintf("%s[%d][%d]", table.Title(), i, j), people, Figure{}, false)
				a.facts[len(a.facts)-1].hidden = true
			}
		}
	}
	return a.tryAll()
}

// tryAll tries every cohort, until each hidden number has two values, and gives the hidden numbers that have only one.
func (a *attacker) tryAll() (known []string) {
	high := make([]int, len(a.atoms))
	for i := range high {
		high[i] = a.truth[i] + anyMore
		for _, f := range a.facts {
			if f.in[i] {
				high[i] = min(high[i], f.high)
			}
		}
	}
	left := 0
	for _, f := range a.facts {
		if f.hidden {
			left++
		}
	}
	// The least and the most that the atoms from each on can add to each fact.
	least, most := make([][]int, len(a.atoms)+1), make([][]int, len(a.atoms)+1)
	for i := len(a.atoms); i >= 0; i-- {
		least[i], most[i] = make([]int, len(a.facts)), make([]int, len(a.facts))
		if i == len(a.atoms) {
			continue
		}
		for k, f := range a.facts {
			least[i][k], most[i][k] = least[i+1][k], most[i+1][k]
			if f.in[i] {
				least[i][k] += max(0, a.truth[i]-anyMore)
				most[i][k] += high[i]
			}
		}
	}
	sums := make([]int, len(a.facts))
	var try func(i int)
	try = func(i int) {
		if left == 0 {
			return
		}
		if i == len(a.atoms) {
			for k, f := range a.facts {
				if sums[k] < f.low {
					return
				}
			}
			a.possible++
			for k, f := range a.facts {
				if f.hidden && len(f.values) < 2 {
					f.values[sums[k]] = true
					if len(f.values) == 2 {
						left--
					}
				}
			}
			return
		}
		for n := max(0, a.truth[i]-anyMore); n <= high[i]; n++ {
			fits := true
			for k, f := range a.facts {
				if f.in[i] {
					sums[k] += n
					fits = fits && sums[k]+least[i+1][k] <= f.high && sums[k]+most[i+1][k] >= f.low
				}
			}
			if fits {
				try(i + 1)
			}
			for k, f := range a.facts {
				if f.in[i] {
					sums[k] -= n
				}
			}
		}
	}
	try(0)
	for _, f := range a.facts {
		if f.hidden && len(f.values) < 2 {
			known = append(known, f.name)
		}
	}
	return known
}

// noSmallDifference refuses two printed numbers, of a group and of one within it, that differ by 1 to 5.
func (a *attacker) noSmallDifference(t failer) {
	for i, f := range a.facts {
		for _, g := range a.facts[:i] {
			if f.low != f.high || g.low != g.high || !small(max(f.low-g.low, g.low-f.low)) {
				continue
			}
			inner, outer := f, g
			if f.low > g.low {
				inner, outer = g, f
			}
			within := true
			for k := range a.atoms {
				within = within && (!inner.in[k] || outer.in[k])
			}
			if within {
				t.Fatal("two printed numbers differ by a small one:", inner.name, inner.low, outer.name, outer.low)
			}
		}
	}
}

func categories(prefix string, n int) (out []string) {
	for i := range n {
		out = append(out, fmt.Sprintf("%s%d", prefix, i+1))
	}
	return out
}

func cohortOf(sizes ...int) Cohort {
	c := Cohort{Name: "children looked after", Definition: "Children looked after on the day.", Nature: Standing, Day: calendar.Must(2013, 3, 31)}
	for i, size := range sizes {
		name := string(rune('A' + i))
		c.Dimensions = append(c.Dimensions, Dimension{Name: name, Categories: categories(name, size)})
	}
	return c
}

func drawAtoms(rt *rapid.T, c Cohort) (out []Atom) {
	count := rapid.SampledFrom([]int{0, 0, 0, 1, 1, 2, 3, 4, 5, 5, 6, 7, 9, 12})
	for _, at := range everyAtom(c) {
		a := Atom{Count: count.Draw(rt, "count")}
		for d, category := range at {
			a.Categories = append(a.Categories, c.Dimensions[d].Categories[category])
		}
		out = append(out, a)
	}
	return out
}

// someSpecs are linked tables of up to three dimensions: each dimension alone, pairs, and both under filters.
func someSpecs(rt *rapid.T, c Cohort) (out []Spec) {
	names := []string{""}
	for _, d := range c.Dimensions {
		names = append(names, d.Name)
	}
	for i := range rapid.IntRange(1, 4).Draw(rt, "tables") {
		spec := Spec{Title: fmt.Sprint("t", i), Rows: rapid.SampledFrom(names).Draw(rt, "rows")}
		if spec.Rows != "" {
			spec.Columns = rapid.SampledFrom(names).Draw(rt, "columns")
			if spec.Columns == spec.Rows {
				spec.Columns = ""
			}
		}
		if rapid.Bool().Draw(rt, "filtered") {
			d := rapid.SampledFrom(c.Dimensions).Draw(rt, "filter")
			n := rapid.IntRange(1, len(d.Categories)).Draw(rt, "kept")
			spec.Filter = []Kept{{Dimension: d.Name, Categories: d.Categories[:n]}}
		}
		out = append(out, spec)
	}
	return out
}

// TestNoAttackerKnows draws cohorts and linked tables, and has the attacker look for a suppressed number of only one value.
func TestNoAttackerKnows(t *testing.T) {
	shapes := [][]int{{2}, {3}, {5}, {2, 2}, {2, 3}, {3, 2}, {2, 2, 2}}
	withheld, tables := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		c := cohortOf(rapid.SampledFrom(shapes).Draw(rt, "shape")...)
		atoms := drawAtoms(rt, c)
		specs := someSpecs(rt, c)
		release, err := Publish(c, atoms, specs)
		if err != nil {
			rt.Fatal(err)
		}
		for _, table := range release.Tables() {
			tables++
			if table.Withheld() {
				withheld++
			}
		}
		a := newAttacker(rt, c, atoms)
		a.learnAll(rt, c, release)
		for _, spec := range specs {
			for _, other := range c.otherSides(spec) {
				for _, line := range other.cells {
					for _, people := range line {
						a.learn("the other side of "+spec.Title, people, Figure{}, false)
					}
				}
			}
		}
		a.noSmallDifference(rt)
		if known := a.tryAll(); known != nil {
			rt.Fatalf("known: %v\n%v\n%+v", known, release.tables, atoms)
		}
	})
	t.Logf("%d of %d tables withheld whole", withheld, tables)
}
