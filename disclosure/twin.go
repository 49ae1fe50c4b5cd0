package disclosure

import (
	"math"
	"slices"
)

// step adds people to an atom, or takes them away.
type step struct {
	at []uint16
	by int
}

// unaffordable is the cost of what may not be changed at all.
const unaffordable = math.MaxInt64

// work finds what steps change: s.touched are the cells, and s.delta by how much.
func (s *system) work(steps []step) {
	s.stamp++
	s.touched = s.touched[:0]
	for _, st := range steps {
		for _, i := range s.cellsOf(st.at) {
			if s.seen[i] != s.stamp {
				s.seen[i], s.delta[i] = s.stamp, 0
				s.touched = append(s.touched, i)
			}
			s.delta[i] += st.by
		}
	}
}

// mostKnown bounds the atoms whose cells are kept once found.
const mostKnown = 1 << 17

// cellsOf gives the cells that count the people of an atom.
func (s *system) cellsOf(at []uint16) []int {
	key := s.key(at)
	if cells, ok := s.known[key]; ok {
		return cells
	}
	var cells []int
	s.visit++
	once := func(i int) {
		if s.visited[i] != s.visit {
			s.visited[i] = s.visit
			cells = append(cells, i)
		}
	}
	for t := range s.grids {
		g := &s.grids[t]
		if !g.filter.has(at) {
			continue
		}
		lines := s.numbers[t]
		row, column := len(g.rows), len(g.columns)
		if g.rowDim >= 0 {
			row = g.rowOf[at[g.rowDim]]
		}
		if g.columnDim >= 0 {
			column = g.columnOf[at[g.columnDim]]
		}
		once(lines[row][column])
		once(lines[row][len(g.columns)])
		once(lines[len(g.rows)][column])
		once(lines[len(g.rows)][len(g.columns)])
	}
	for _, i := range s.loose {
		if s.cells[i].people.has(at) {
			once(i)
		}
	}
	if len(s.known) < mostKnown {
		s.known[key] = cells
	}
	return cells
}

// price says what it costs to make the steps unseen, stopping when that is more than the limit.
func (s *system) price(t target, steps []step, limit int64) int64 {
	for _, st := range steps {
		if st.by < 0 && s.counts[s.key(st.at)] < -st.by {
			return unaffordable
		}
	}
	s.work(steps)
	changed := 0
	for k, i := range t.cells {
		if s.seen[i] == s.stamp {
			changed += t.signs[k] * s.delta[i]
		}
	}
	if changed == 0 {
		return unaffordable
	}
	var cost int64
	for _, i := range s.touched {
		if s.delta[i] == 0 {
			continue
		}
		allowed, suppress := s.cells[i].allows(s.delta[i])
		if !allowed {
			return unaffordable
		}
		if suppress {
			if cost += s.cells[i].cost; cost >= limit {
				return unaffordable
			}
		}
	}
	return cost
}

// counted says how much the target grows when somebody is added to an atom.
func (s *system) counted(t target, at []uint16) int {
	sum := 0
	for k, i := range t.cells {
		if s.cells[i].people.has(at) {
			sum += t.signs[k]
		}
	}
	return sum
}

// anchors are the atoms at which a change would change the target: those that have people, and those beside them that could.
func (s *system) anchors(t target) (out [][]uint16) {
	met := map[uint64]bool{}
	add := func(at []uint16) {
		if key := s.key(at); s.counted(t, at) != 0 && !met[key] {
			met[key] = true
			out = append(out, slices.Clone(at))
		}
	}
	people := s.cells[t.cells[0]].people
	for _, a := range s.atoms {
		at := slices.Clone(a.at)
		for d, set := range people {
			if set != nil && !set[at[d]] {
				at[d] = uint16(slices.Index(set, true))
			}
		}
		add(at)
		if len(out) >= mostAnchors {
			break
		}
	}
	return out
}

const mostAnchors = 256

// cheapest finds the change that hides the target at the least cost below a limit, among those that swap an atom's categories with
// another's in up to three dimensions (one: people move between two atoms; two: a rectangle; three: a box), or exchange them between
// two atoms, or add or take away one person. The first of equal cost is taken, so that the same cohort always gives the same tables.
func (s *system) cheapest(t target, limit int64) (best []step, found bool) {
	// The search ends when a change is found that costs nothing.
	try := func(steps []step) bool {
		if cost := s.price(t, steps, limit); cost < limit {
			limit, found = cost, true
			best = best[:0]
			for _, st := range steps {
				best = append(best, step{slices.Clone(st.at), st.by})
			}
		}
		return limit > 0
	}
	anchors := s.anchors(t)
	for size := 1; size <= maxBox; size++ {
		if size == maxBox && limit < costs[1] && found {
			break
		}
		for _, at := range anchors {
			s.box[0][0].at = at
			for _, sign := range [...]int{1, -1} {
				if sign < 0 && s.counts[s.key(at)] == 0 {
					continue
				}
				s.box[0][0].by = sign
				if !s.boxes(0, size, 0, try) {
					return best, true
				}
			}
		}
	}
	if (limit >= costs[1] || !found) && !s.swaps(t, try) {
		return best, true
	}
	for _, at := range anchors {
		if !try([]step{{at, 1}}) || !try([]step{{at, -1}}) {
			break
		}
	}
	return best, found
}

const maxBox = 3

// mostSwaps bounds the exchanges tried for one target.
const mostSwaps = 20_000

// swaps tries what happens when two atoms that have people exchange their categories in some of the dimensions: one of them is in the
// target before the exchange, or after it. It is false when try has found what can't be bettered. Where people are few, there is often no rectangle of theirs, and there is this.
func (s *system) swaps(t target, try func([]step) bool) bool {
	if len(s.sizes) < 3 || len(s.sizes) > 60 {
		return true // a rectangle is the only exchange there is, or the dimensions are too many to tell apart in a word
	}
	// An exchange changes the target when one of the four is in its first cell: for each atom, the dimensions in which it is.
	people := s.cells[t.cells[0]].people
	matches := make([]uint64, len(s.atoms))
	whole := uint64(1)<<len(s.sizes) - 1
	for i, a := range s.atoms {
		for d, set := range people {
			if set == nil || set[a.at[d]] {
				matches[i] |= 1 << d
			}
		}
	}
	first, second := make([]uint16, len(s.sizes)), make([]uint16, len(s.sizes))
	steps := []step{{nil, -1}, {nil, -1}, {first, 1}, {second, 1}}
	tried := 0
	for i, one := range s.atoms {
		for j := i + 1; j < len(s.atoms); j++ {
			if matches[i]|matches[j] != whole {
				continue
			}
			two := s.atoms[j]
			steps[0].at, steps[1].at = one.at, two.at
			for set := uint64(1); set < 1<<(min(len(s.sizes), 8)-1); set++ {
				before, after := 0, 0
				for _, in := range [...]uint64{matches[i], matches[j]} {
					if in == whole {
						before++
					}
				}
				for _, in := range [...]uint64{matches[i]&^set | matches[j]&set, matches[j]&^set | matches[i]&set} {
					if in == whole {
						after++
					}
				}
				if before == after {
					continue
				}
				for d := range first {
					first[d], second[d] = one.at[d], two.at[d]
					if set&(1<<d) != 0 {
						first[d], second[d] = two.at[d], one.at[d]
					}
				}
				if tried++; tried > mostSwaps {
					return true
				}
				if !try(steps) {
					return false
				}
			}
		}
	}
	return true
}

// boxes calls f with the corners of every box of size dimensions more than the corners that s.box has at this depth, those it would take
// people from where there are none left out, until f is false; and says whether it never was.
func (s *system) boxes(depth, size, from int, f func([]step) bool) bool {
	corners := s.box[depth]
	if depth == size {
		return f(corners)
	}
	more := s.box[depth+1]
	copy(more, corners)
	added := more[len(corners):]
	for d := from; d < len(s.sizes); d++ {
		own := corners[0].at[d]
		for other := range s.sizes[d] {
			if other == int(own) {
				continue
			}
			people := true
			for i, corner := range corners {
				copy(added[i].at, corner.at)
				added[i].at[d] = uint16(other)
				added[i].by = -corner.by
				if added[i].by < 0 && s.counts[s.key(added[i].at)] == 0 {
					people = false
					break
				}
			}
			if people && !s.boxes(depth+1, size, d+1, f) {
				return false
			}
		}
	}
	return true
}

// newBox makes room for the corners of boxes of every size. The corners of a smaller box are shared by the larger.
func (s *system) newBox() {
	for depth := range s.box {
		s.box[depth] = make([]step, 1<<depth)
		for i := range s.box[depth] {
			s.box[depth][i].at = make([]uint16, len(s.sizes))
		}
	}
}
