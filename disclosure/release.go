package disclosure

import (
	"fmt"
	"slices"
	"strings"
)

// Release is a set of tables made together, which may all be printed. Only Publish and PublishRounded make one.
type Release struct {
	tables []Table
	kept   kept
}

// Publish makes the tables of one cohort for printing: every number from 1 to 5 is suppressed, and so is every other that would,
// with all else printed here and in the earlier releases, give one away. What is guarded, and against whom, is in the package's
// description. Everything of one paper that counts one cohort must be asked for in one call, since what is not known
// cannot be guarded against; papers before it are passed as earlier, in any order. Same people, same tables: it is
// deterministic.
//
// The error says what is wrong with the question, or that the tables cannot be made safe. Nothing is printed then.
func Publish(cohort Cohort, atoms []Atom, specs []Spec, earlier ...Released) (Release, error) {
	if err := cohort.check(); err != nil {
		return Release{}, err
	}
	split, atoms, err := cohort.splitByJoining(atoms, earlier)
	if err != nil {
		return Release{}, err
	}
	grids, s, err := prepare(split, atoms, specs)
	if err != nil {
		return Release{}, err
	}
	old, err := split.recall(earlier)
	if err != nil {
		return Release{}, err
	}
	forced := s.remember(old)
	for _, spec := range specs {
		for _, g := range split.otherSides(spec) {
			for _, line := range g.cells {
				for _, people := range line {
					s.imply(people)
				}
			}
		}
	}
	if len(old) > 0 {
		s.forget()
	}
	withheld := make([]bool, len(grids))
	for t, g := range grids {
		// Even the zeros of so small a table would say what its few people have in common.
		withheld[t] = len(g.rows) > 0 && small(s.count(g.filter))
	}
	for {
		failing, targets := s.attempt(withheld, forced)
		if failing == nil {
			if err := s.verify(targets); err != nil {
				return Release{}, err
			}
			break
		}
		if !s.withhold(withheld, *failing) {
			break
		}
	}
	release := Release{kept: kept{Format: format, Cohort: cohort.Name, Definition: cohort.Definition, Nature: cohort.Nature,
		Day: cohort.Day, Dimensions: cohort.Dimensions}}
	for t, g := range grids {
		table := newTable(cohort, g)
		table.withheld = withheld[t]
		for _, ids := range s.numbers[t] {
			var line []Figure
			for _, i := range ids {
				line = append(line, s.figure(i, withheld[t]))
			}
			table.figures = append(table.figures, line)
		}
		table.finish(g)
		release.tables = append(release.tables, table)
		release.kept.Tables = append(release.kept.Tables, keptTable{Spec: g.spec, Withheld: withheld[t], Cells: table.numbers()})
	}
	return release, nil
}

func prepare(cohort Cohort, atoms []Atom, specs []Spec) ([]grid, *system, error) {
	s, err := newSystem(cohort, atoms)
	if err != nil {
		return nil, nil, err
	}
	var grids []grid
	titles := map[string]bool{}
	for _, spec := range specs {
		g, err := cohort.layOut(spec)
		if err != nil {
			return nil, nil, err
		}
		if titles[spec.Title] {
			return nil, nil, fmt.Errorf("two tables are titled %q: give each its own title", spec.Title)
		}
		titles[spec.Title] = true
		if err := s.publish(g); err != nil {
			return nil, nil, err
		}
		grids = append(grids, g)
	}
	return grids, s, nil
}

// attempt protects every target with the tables that are left, and gives the first that it can't protect.
func (s *system) attempt(withheld []bool, forced []int) (failing *target, all []target) {
	s.begin(withheld)
	for _, i := range forced {
		if s.cells[i].standing == open {
			s.cells[i].standing = secondary
		}
	}
	all = s.targets(forced)
	for _, t := range all {
		if !s.protect(t, unaffordable) {
			return &t, nil
		}
	}
	s.giveBack(all, forced)
	return nil, all
}

// withhold takes back a table whole: the last that has to do with the target, or the last of all.
func (s *system) withhold(withheld []bool, failing target) bool {
	last, related := -1, -1
	for t, numbers := range s.numbers {
		if withheld[t] {
			continue
		}
		last = t
		for _, ids := range numbers {
			if slices.ContainsFunc(ids, func(i int) bool { return slices.Contains(failing.cells, i) }) {
				related = t
			}
		}
	}
	if related >= 0 {
		last = related
	}
	if last < 0 {
		return false
	}
	withheld[last] = true
	return slices.Contains(withheld, false)
}

// figure is the one door from a count to what is printed.
func (s *system) figure(i int, withheld bool) Figure {
	c := s.cells[i]
	if !withheld && (c.standing == open || c.standing == fixed) && !small(c.value) {
		return shownFigure(c.value)
	}
	return Figure{state: hidden}
}

// Tables are the tables in the order they were asked for.
func (r Release) Tables() []Table { return slices.Clone(r.tables) }

// Table finds a table by its title.
func (r Release) Table(title string) (Table, bool) {
	i := slices.IndexFunc(r.tables, func(t Table) bool { return t.spec.Title == title })
	if i < 0 {
		return Table{}, false
	}
	return r.tables[i], true
}

// Released is the record to keep, for Publish to be given with the next paper. A rounded release has none: its record is empty.
func (r Release) Released() Released { return Released{r.kept} }

// String says what the release is of, and none of its numbers.
func (r Release) String() string {
	var titles []string
	for _, t := range r.tables {
		titles = append(titles, t.spec.Title)
	}
	return strings.Join(titles, "; ")
}
