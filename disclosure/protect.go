package disclosure

import (
	"cmp"
	"errors"
	"slices"
)

// allows says whether a cell may change by d without the reader seeing it, and whether that takes suppressing it.
func (c *cell) allows(d int) (allowed, suppress bool) {
	switch c.standing {
	case primary:
		return small(c.value + d), false
	case secondary:
		return c.value+d > Small, false
	case free:
		return c.value+d >= 0, false
	case open:
		return c.value+d > Small, true
	case fixed:
	}
	return false, false
}

// protect suppresses what it takes for the target not to be known, at a cost below a limit, and says whether that could be done.
func (s *system) protect(t target, limit int64) bool {
	if t.hidden(s.twins) {
		return true
	}
	steps, ok := s.cheapest(t, limit)
	if !ok {
		return false
	}
	found := twin{steps: steps, changes: map[int]int{}}
	s.work(steps)
	for _, i := range s.touched {
		if d := s.delta[i]; d != 0 {
			found.changes[i] = d
			if s.cells[i].standing == open {
				s.cells[i].standing = secondary
			}
		}
	}
	s.twins = append(s.twins, found)
	return true
}

// hidden says whether the target differs in one of the twins.
func (t target) hidden(twins []twin) bool {
	return slices.ContainsFunc(twins, func(w twin) bool { return t.changes(w) != 0 })
}

// giveBack prints again each number that was suppressed for another's sake and turned out not to be needed, the dearest first.
func (s *system) giveBack(targets []target, forced []int) {
	var secondaries []int
	for i, c := range s.cells {
		if c.fresh && !c.hidden && c.standing == secondary && !slices.Contains(forced, i) {
			secondaries = append(secondaries, i)
		}
	}
	slices.SortStableFunc(secondaries, func(a, b int) int { return cmp.Compare(s.cells[b].cost, s.cells[a].cost) })
	for _, i := range secondaries {
		before := slices.Clone(s.twins)
		s.twins = slices.DeleteFunc(s.twins, func(w twin) bool { return w.changes[i] != 0 })
		s.cells[i].standing = fixed
		for _, t := range s.all(targets) {
			if !s.protect(t, nothing) {
				s.twins, s.cells[i].standing = before, secondary
				break
			}
		}
	}
}

// nothing is a limit that only a change of what is already suppressed is below.
const nothing = 1

// all adds to the targets every number of this release that has come to be suppressed.
func (s *system) all(targets []target) []target {
	out := slices.Clip(targets)
	for i, c := range s.cells {
		if c.fresh && (c.standing == primary || c.standing == secondary) {
			out = append(out, cellTarget(i))
		}
	}
	return out
}

func (t target) changes(w twin) int {
	sum := 0
	for k, i := range t.cells {
		sum += t.signs[k] * w.changes[i]
	}
	return sum
}

func cellTarget(i int) target { return target{cells: []int{i}, signs: []int{1}} }

// targets are what must not be known, the hardest first: suppressed cells from the smallest, then the sums of a line's
// suppressed cells, then the differences between two printed numbers.
func (s *system) targets(forced []int) []target {
	var cells []int
	for i, c := range s.cells {
		if c.standing == primary || c.standing == free && small(c.value) && !c.told || slices.Contains(forced, i) {
			cells = append(cells, i)
		}
	}
	slices.SortStableFunc(cells, func(a, b int) int { return cmp.Compare(s.cells[a].value, s.cells[b].value) })
	var out []target
	for _, i := range cells {
		out = append(out, cellTarget(i))
	}
	for _, t := range append(s.lineTargets(), s.differences()...) {
		if len(s.told) == 0 || !s.told[t.key()] {
			out = append(out, t)
		}
	}
	return out
}

// ErrUnsafe is the answer when nothing could be shown that keeps every small
// number, beside what earlier papers have told.
var ErrUnsafe = errors.New("the numbers cannot be shown safely: a suppressed number has no twin, so nothing is released")

// verify proves the result once more, apart from the search: every twin is a cohort that prints exactly the same, and every
// suppressed number of this release, and every other target, differs in one of them.
func (s *system) verify(targets []target) error {
	for _, w := range s.twins {
		left := map[uint64]int{}
		for _, st := range w.steps {
			key := s.key(st.at)
			if left[key] += st.by; s.counts[key]+left[key] < 0 {
				return ErrUnsafe
			}
		}
		for i := range s.cells {
			d := 0
			for _, st := range w.steps {
				if s.cells[i].people.has(st.at) {
					d += st.by
				}
			}
			if ok, suppress := s.cells[i].allows(d); d != w.changes[i] || d != 0 && (!ok || suppress) {
				return ErrUnsafe
			}
		}
	}
	for _, t := range s.all(targets) {
		if !t.hidden(s.twins) {
			return ErrUnsafe
		}
	}
	return nil
}
