package disclosure

import (
	"testing"

	"throughline/calendar"
)

// unguarded prints a table as an engine with a fault would: every number but those from 1 to 5.
func unguarded(t *testing.T, c Cohort, atoms []Atom, specs ...Spec) Release {
	t.Helper()
	grids, s, err := prepare(c, atoms, specs)
	if err != nil {
		t.Fatal(err)
	}
	var release Release
	for k, g := range grids {
		table := newTable(c, g)
		for _, ids := range s.numbers[k] {
			var line []Figure
			for _, i := range ids {
				f := shownFigure(s.cells[i].value)
				if small(f.number) {
					f = Figure{state: hidden}
				}
				line = append(line, f)
			}
			table.figures = append(table.figures, line)
		}
		release.tables = append(release.tables, table)
	}
	return release
}

// TestAttackerFindsFaults plants what the engine must not do, and has the attacker find it.
func TestAttackerFindsFaults(t *testing.T) {
	attack := func(c Cohort, atoms []Atom, releases ...Release) *attacker {
		a := newAttacker(t, c, atoms)
		for _, release := range releases {
			a.learnAll(t, c, release)
		}
		return a
	}
	c, atoms, spec := list([]int{3, 20, 40})
	if attack(c, atoms, unguarded(t, c, atoms, spec)).tryAll() == nil {
		t.Error("no secondary suppression: the attacker did not take 20 and 40 from the total")
	}
	c, atoms, spec = list([]int{3, 20, 50}, []int{30, 40, 60})
	if attack(c, atoms, unguarded(t, c, atoms, spec)).tryAll() == nil {
		t.Error("no secondary suppression in two directions: the attacker did not take a line from its total")
	}
	for _, pair := range [][]int{{1, 1, 20}, {5, 5, 20}} {
		c, atoms, spec = list(pair)
		if attack(c, atoms, unguarded(t, c, atoms, spec)).tryAll() == nil {
			t.Error("two suppressed and no third: the attacker did not see that both are", pair[0])
		}
	}

	// The complement ignored: 92.5% of 40 is printed, though its number is not.
	c, atoms, spec = list([]int{37, 3})
	release := unguarded(t, c, atoms, spec)
	release.tables[0].figures[0][0] = Figure{state: hidden}
	p := Percentage{state: shown, tenths: 925}
	for n := range 41 {
		if 1000*n/40 == p.tenths {
			release.tables[0].figures[0][0] = shownFigure(n)
		}
	}
	if attack(c, atoms, release).tryAll() == nil {
		t.Error("the complement ignored: the attacker did not work out 37 from its percentage, and 3 from that")
	}

	// Differencing between filters off: each table alone is safe.
	c, atoms, _ = list([]int{17, 20, 3})
	all, two := Spec{Title: "all"}, Spec{Title: "two", Filter: []Kept{{Dimension: "A", Categories: []string{"A1", "A2"}}}}
	a := attack(c, atoms, unguarded(t, c, atoms, all, two))
	found := recorder{}
	a.noSmallDifference(&found)
	if !found.failed {
		t.Error("differencing between filters off: 40 and 37 were not found")
	}

	// Differencing between papers off: the second is made without the first. Its people are the same, and it asks for less.
	c, atoms, spec = list([]int{3, 20, 7, 40})
	first, err := Publish(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	narrow := Spec{Title: "narrow", Rows: "A", Filter: []Kept{{Dimension: "A", Categories: []string{"A1", "A2", "A4"}}}}
	for _, earlier := range [][]Released{nil, {first.Released()}} {
		second, err := Publish(c, atoms, []Spec{narrow}, earlier...)
		if err != nil {
			t.Fatal(err)
		}
		if known := attack(c, atoms, first, second).tryAll(); (known == nil) != (earlier != nil) {
			t.Errorf("with %d earlier papers the attacker knows %v", len(earlier), known)
		}
	}

	// And between papers of two days: three have joined.
	c, atoms, spec = list([]int{20, 30})
	c.Nature = Growing
	for i := range atoms {
		atoms[i].Joined = calendar.Must(2013, 3, 1)
	}
	first, err = Publish(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	c.Day = calendar.Must(2013, 6, 30)
	atoms = append(atoms, Atom{Categories: []string{"A1"}, Joined: c.Day, Count: 3})
	for _, earlier := range [][]Released{nil, {first.Released()}} {
		second, err := Publish(c, atoms, []Spec{spec}, earlier...)
		if err != nil {
			t.Fatal(err)
		}
		if shown := second.tables[0].Figure("A1", "").Mark() == Shown; shown != (earlier == nil) {
			t.Errorf("with %d earlier papers, 23 after 20 is shown: %v", len(earlier), shown)
		}
	}
}

type recorder struct{ failed bool }

func (r *recorder) Fatal(...any) { r.failed = true }

// TestVerifyFindsAFault: the proof that follows the search does not trust it.
func TestVerifyFindsAFault(t *testing.T) {
	c, atoms, spec := list([]int{3, 20, 40})
	_, s, err := prepare(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	failing, targets := s.attempt([]bool{false}, nil)
	if failing != nil || s.verify(targets) != nil {
		t.Fatal("the table is not safe to begin with")
	}
	twins := s.twins
	s.twins = nil
	if s.verify(targets) == nil {
		t.Error("a suppressed number without a twin is passed")
	}
	s.twins = twins
	for i := range s.cells {
		if s.cells[i].standing == secondary {
			s.cells[i].standing = open
		}
	}
	if s.verify(targets) == nil {
		t.Error("a twin that prints another number is passed")
	}
}
