package disclosure

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
)

// standing of a published number in the eyes of somebody who reads everything that is printed.
type standing uint8

const (
	// open is printed, and may still be suppressed.
	open standing = iota
	// fixed is printed and stays so: a zero, or a number that an earlier release printed.
	fixed
	// primary is suppressed because it is from 1 to 5. The reader is taken to know which are.
	primary
	// secondary is suppressed to protect another. The reader is taken to know that it is 6 or more.
	secondary
	// free is not printed, and nothing is known of it but that it counts people.
	free
)

// cell is a number that is, or was, published about a group of people.
type cell struct {
	people   selection
	value    int
	standing standing
	// cost of suppressing the cell, while it is open.
	cost int64
	// fresh: it stands in a table of this release. locked: an earlier release printed it, so it is out. hidden: an earlier
	// release suppressed it.
	fresh, locked, hidden bool
	// told: earlier releases told it, as far as the
	// search can see, so that it can't be protected any more: only a table that would print it is held back.
	told bool
}

// target is something that must not be known: a sum of cells' values, each with its sign.
type target struct {
	cells []int
	signs []int
}

// twin is another cohort that prints the same: the people to add and take away, and what that changes in each cell that it changes.
type twin struct {
	steps   []step
	changes map[int]int
}

// atom is a group of people alike in every dimension.
type atom struct {
	at    []uint16
	count int
}

// system is everything that is, or was, printed about one cohort, and the people it counts.
type system struct {
	sizes  []int
	radix  []uint64
	atoms  []atom
	counts map[uint64]int
	cells  []cell
	byKey  map[string]int
	// grids are the tables of this release, and numbers the number of the cell at each place of each.
	grids   []grid
	numbers [][][]int
	// told are the groups between printed numbers that earlier releases told.
	told map[string]bool
	// twins are the changes to the people that change nothing printed: for each cell that changes, by how much.
	twins []twin
	// scratch, for working out what a move changes.
	delta   []int
	touched []int
	seen    []int
	stamp   int
	visited []int
	visit   int
	known   map[uint64][]int
	box     [maxBox + 1][]step
	// loose cells stand in no table of this release: they were printed earlier.
	loose []int
}

const mostAtoms = math.MaxUint32

func newSystem(c Cohort, atoms []Atom) (*system, error) {
	s := &system{counts: map[uint64]int{}, byKey: map[string]int{}}
	space := uint64(1)
	for _, d := range c.Dimensions {
		s.sizes = append(s.sizes, len(d.Categories))
		s.radix = append(s.radix, space)
		if space > math.MaxUint64/2/uint64(len(d.Categories)+1) || len(d.Categories) > math.MaxUint16 {
			return nil, fmt.Errorf("the cohort %q has too many dimensions to be worked out together: leave out those that no table uses", c.Name)
		}
		space *= uint64(len(d.Categories))
	}
	total := 0
	for i, a := range atoms {
		if err := c.fits(a.Categories); err != nil {
			return nil, fmt.Errorf("group %d of %q: %w", i+1, c.Name, err)
		}
		if a.Count < 0 || a.Count > mostAtoms || total > mostAtoms {
			return nil, fmt.Errorf("group %d of %q counts %d people: give a count of people", i+1, c.Name, a.Count)
		}
		total += a.Count
		at := make([]uint16, len(a.Categories))
		for d, category := range a.Categories {
			at[d] = uint16(slices.Index(c.Dimensions[d].Categories, category))
		}
		s.counts[s.key(at)] += a.Count
		if a.Count > 0 && s.counts[s.key(at)] == a.Count {
			s.atoms = append(s.atoms, atom{at: at})
		}
	}
	slices.SortFunc(s.atoms, func(a, b atom) int { return slices.Compare(a.at, b.at) })
	for i := range s.atoms {
		s.atoms[i].count = s.counts[s.key(s.atoms[i].at)]
	}
	return s, nil
}

func (s *system) key(at []uint16) uint64 {
	var key uint64
	for d, category := range at {
		key += uint64(category) * s.radix[d]
	}
	return key
}

// count gives how many people of the cohort are in a group.
func (s *system) count(people selection) int {
	n := 0
	for _, a := range s.atoms {
		if people.has(a.at) {
			n += a.count
		}
	}
	return n
}

// cellOf gives the number of the cell that counts a group, making it where there is none.
func (s *system) cellOf(people selection) int {
	key := people.key()
	if i, ok := s.byKey[key]; ok {
		return i
	}
	s.byKey[key] = len(s.cells)
	s.cells = append(s.cells, cell{people: people, value: s.count(people), standing: free})
	return len(s.cells) - 1
}

// costs of suppressing a cell inside a table, a total, and a total of totals. Few are suppressed rather than many, the small ones first,
// and totals last. Small ones are told apart by their size in steps of four, no finer: the closer the choice follows the numbers, the more
// it tells somebody who runs this program on every cohort there could be.
var costs = [...]int64{1_000_000, 40_000_000, 1_600_000_000}

// publish adds a table whose cells are printed unless they are suppressed.
func (s *system) publish(g grid) error {
	var numbers [][]int
	for row, line := range g.cells {
		var ids []int
		for column, people := range line {
			i := s.cellOf(people)
			c := &s.cells[i]
			c.fresh = true
			c.cost = max(c.cost, costs[g.level(row, column)]+int64(bits.Len(uint(c.value))/2))
			ids = append(ids, i)
		}
		numbers = append(numbers, ids)
	}
	for _, blank := range g.spec.Blank {
		r, c, _ := g.cellAt(blank.Row, blank.Column)
		if n := s.cells[numbers[r][c]].value; n != 0 {
			return fmt.Errorf("the table %q has people at %q, %q, which is marked %q: take the mark away, or correct their categories",
				g.spec.Title, blank.Row, blank.Column, blank.Mark)
		}
	}
	s.grids = append(s.grids, g)
	s.numbers = append(s.numbers, numbers)
	return nil
}

// begin gives every cell of this release its standing before anything else is suppressed.
func (s *system) begin(withheld []bool) {
	printed := make([]bool, len(s.cells))
	for t, numbers := range s.numbers {
		for _, line := range numbers {
			for _, i := range line {
				printed[i] = printed[i] || t >= len(withheld) || !withheld[t]
			}
		}
	}
	for i := range s.cells {
		c := &s.cells[i]
		switch {
		case c.locked:
			c.standing = fixed
		case !printed[i] && (!c.hidden || c.told):
			c.standing = free // in a table withheld whole, now or earlier
		case small(c.value):
			c.standing = primary
		case c.value == 0:
			c.standing = fixed
		case !printed[i]:
			c.standing = secondary
		default:
			c.standing = open
		}
	}
	s.twins = nil
	s.delta, s.seen, s.stamp = make([]int, len(s.cells)), make([]int, len(s.cells)), 0
	s.visited, s.visit = make([]int, len(s.cells)), 0
	s.newBox()
	s.known = map[uint64][]int{}
	s.loose = nil
	for i := range s.cells {
		if !s.cells[i].fresh {
			s.loose = append(s.loose, i)
		}
	}
}
