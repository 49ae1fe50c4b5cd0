package disclosure

import (
	"cmp"
	"fmt"
	"slices"
)

// lineTargets are the groups that a total less the printed numbers of its line would count: the small cells of a line together,
// where they are 1 to 5 people in all.
func (s *system) lineTargets() (out []target) {
	line := func(ids []int) {
		total := ids[len(ids)-1]
		var t target
		sum := 0
		for _, i := range ids[:len(ids)-1] {
			if s.cells[i].standing == primary && !slices.Contains(t.cells, i) && i != total {
				t.cells, t.signs = append(t.cells, i), append(t.signs, 1)
				sum += s.cells[i].value
			}
		}
		if len(t.cells) > 1 && small(sum) && s.cells[total].standing != primary {
			out = append(out, t)
		}
	}
	for _, numbers := range s.numbers {
		for _, ids := range numbers {
			line(ids)
		}
		for column := range numbers[0] {
			var ids []int
			for row := range numbers {
				ids = append(ids, numbers[row][column])
			}
			line(ids)
		}
	}
	return out
}

// differences are the groups that two printed numbers would count between them: where one group is within another and has 1 to 5
// people fewer. Two filters, a total and one part, and the two sides of a percentage are all such pairs.
func (s *system) differences() (out []target) {
	var order []int
	for i, c := range s.cells {
		if (c.standing == open || c.standing == fixed || c.standing == secondary) && c.value > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s.cells[a].value, s.cells[b].value) })
	for k, inner := range order {
		for _, outer := range order[k+1:] {
			less := s.cells[outer].value - s.cells[inner].value
			if less > Small {
				break
			}
			if less > 0 && (s.cells[inner].fresh || s.cells[outer].fresh) && s.cells[inner].people.within(s.cells[outer].people) {
				out = append(out, target{cells: []int{outer, inner}, signs: []int{1, -1}})
			}
		}
	}
	return out
}

// mostFlipped bounds the parts of a filter whose other sides are looked at.
const mostFlipped = 4

// otherSides are the same table of the people that a filter leaves out: for each part of the filter, and for some together, those who are
// not kept by it. Nobody prints them, and what is printed of all and of the kept may tell them.
func (c Cohort) otherSides(spec Spec) (out []grid) {
	parts := min(len(spec.Filter), mostFlipped)
	for flipped := 1; flipped < 1<<parts; flipped++ {
		other := Spec{Title: spec.Title, Rows: spec.Rows, Columns: spec.Columns}
		for i, kept := range spec.Filter {
			if flipped&(1<<i) != 0 {
				kept = c.leftOut(kept)
			}
			other.Filter = append(other.Filter, kept)
		}
		if g, err := c.layOut(other); err == nil {
			out = append(out, g)
		}
	}
	return out
}

// leftOut is the other side of one part of a filter. A part that leaves nobody out has none, and cannot be laid out.
func (c Cohort) leftOut(kept Kept) Kept {
	out := Kept{Dimension: kept.Dimension}
	for _, category := range c.Dimensions[c.dimension(kept.Dimension)].Categories {
		if !slices.Contains(kept.Categories, category) {
			out.Categories = append(out.Categories, category)
		}
	}
	return out
}

// imply adds a group that nobody prints, where it is small.
func (s *system) imply(people selection) {
	if !small(s.count(people)) {
		return
	}
	s.cellOf(people)
}

// forget finds what earlier releases have told already, which can't be taken back: the small numbers, and the groups between printed numbers,
// that cannot be protected though everything of this release is withheld.
func (s *system) forget() {
	s.begin(make([]bool, len(s.grids)))
	groups := append(s.lineTargets(), s.differences()...)
	withheld := make([]bool, len(s.grids))
	for t := range withheld {
		withheld[t] = true
	}
	s.begin(withheld)
	for i := range s.cells {
		c := &s.cells[i]
		if small(c.value) && c.standing != fixed && !s.protect(cellTarget(i), nothing) {
			c.told = true
		}
	}
	s.told = map[string]bool{}
	for _, t := range groups {
		if !s.protect(t, nothing) {
			s.told[t.key()] = true
		}
	}
}

func (t target) key() string { return fmt.Sprint(t.cells, t.signs) }
