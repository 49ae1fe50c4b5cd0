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
		s.each(st.at, func(i int) {
			if s.seen[i] != s.stamp {
				s.seen[i], s.delta[i] = s.stamp, 0
				s.touched = append(s.touched, i)
			}
			s.delta[i] += st.by
		})
	}
}

// each calls f once for each cell that counts the people of an atom.
func (s *system) each(at []uint16, f func(i int)) {
	s.visit++
	once := func(i int) {
		if s.visited[i] != s.visit {
			s.visited[i] = s.visit
			f(i)
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

// anchors are the atoms at which a change would change the target: those that have people, and those beside them that could.
func (s *system) anchors(t target) (out [][]uint16) {
	met := map[uint64]bool{}
	add := func(at []uint16) {
		sum := 0
		for k, i := range t.cells {
			if s.cells[i].people.has(at) {
				sum += t.signs[k]
			}
		}
		if key := s.key(at); sum != 0 && !met[key] {
			met[key] = true
			out = append(out, slices.Clone(at))
		}
	}
	people := s.cells[t.cells[0]].people
	for _, a := range s.atoms {
		at := slices.Clone(a.at)
		for d, set := range people {
			if set != nil && !set[at[d]] {
				at[d] = uint16(slices.Index(set, true)) //nolint:gosec // a place in a list of at most 65,535
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

// cheapest finds the change that hides the target at the least cost, among those that swap an atom's categories with another's in up
// to three dimensions (one: people move between two atoms; two: a rectangle; three: a box). The first of equal cost is taken, so
// that the same cohort always gives the same tables.
func (s *system) cheapest(t target) (best []step, found bool) {
	limit := int64(unaffordable)
	try := func(steps []step) {
		if cost := s.price(t, steps, limit); cost < limit {
			limit, found = cost, true
			best = best[:0]
			for _, st := range steps {
				best = append(best, step{slices.Clone(st.at), st.by})
			}
		}
	}
	anchors := s.anchors(t)
	for size := 1; size <= 3 && limit > 0; size++ {
		if size == 3 && limit < costs[1] {
			break
		}
		for _, at := range anchors {
			s.boxes(at, size, 0, nil, func(corners []step) {
				try(corners)
				for i := range corners {
					corners[i].by = -corners[i].by
				}
				try(corners)
				for i := range corners {
					corners[i].by = -corners[i].by
				}
			})
		}
	}
	if limit >= costs[1] {
		s.swaps(t, try)
	}
	if limit > 0 {
		for _, at := range anchors {
			try([]step{{at, 1}})
			try([]step{{at, -1}})
		}
	}
	return best, found
}

// mostSwaps bounds the exchanges tried for one target.
const mostSwaps = 100_000

// swaps tries what happens when two atoms that have people exchange their categories in some of the dimensions: one of them is in the
// target before the exchange, or after it. Where people are few, there is often no rectangle of theirs, and there is this.
func (s *system) swaps(t target, try func([]step)) {
	if len(s.sizes) < 3 {
		return // a rectangle is the only exchange there is
	}
	in := func(at []uint16) int {
		sum := 0
		for k, i := range t.cells {
			if s.cells[i].people.has(at) {
				sum += t.signs[k]
			}
		}
		return sum
	}
	tried := 0
	for i, one := range s.atoms {
		for _, two := range s.atoms[i+1:] {
			before := in(one.at) + in(two.at)
			for set := 1; set < 1<<(min(len(s.sizes), 8)-1); set++ {
				first, second := slices.Clone(one.at), slices.Clone(two.at)
				for d := range first {
					if set&(1<<d) != 0 {
						first[d], second[d] = second[d], first[d]
					}
				}
				if in(first)+in(second) == before {
					continue
				}
				if tried++; tried > mostSwaps {
					return
				}
				try([]step{{one.at, -1}, {two.at, -1}, {first, 1}, {second, 1}})
			}
		}
	}
}

// boxes calls f with the corners of every box of a number of dimensions that has a corner at an atom.
func (s *system) boxes(at []uint16, size, from int, corners []step, f func([]step)) {
	if corners == nil {
		corners = []step{{at, 1}}
	}
	if size == 0 {
		f(corners)
		return
	}
	for d := from; d < len(s.sizes); d++ {
		for other := range s.sizes[d] {
			if other == int(at[d]) {
				continue
			}
			more := slices.Clone(corners)
			for _, corner := range corners {
				to := slices.Clone(corner.at)
				to[d] = uint16(other) //nolint:gosec // a place in a list of at most 65,535
				more = append(more, step{to, -corner.by})
			}
			s.boxes(at, size-1, d+1, more, f)
		}
	}
}
