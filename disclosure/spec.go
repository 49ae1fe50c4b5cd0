package disclosure

import (
	"fmt"
	"slices"
)

// Spec asks for one table. Rows and Columns name dimensions; without Columns it is a list with a total, and without either it is the
// total alone. Totals are always there, last.
type Spec struct {
	// Title names the table, and is its own among those of a release.
	Title   string `json:"title"`
	Rows    string `json:"rows,omitempty"`
	Columns string `json:"columns,omitempty"`
	// Filter keeps the people in some categories of some dimensions.
	Filter []Kept `json:"filter,omitempty"`
	// Percent asks for percentages beside the numbers.
	Percent Base `json:"percent,omitempty"`
	// Blank names cells that have no number, which print as NotApplicable or NotAvailable. Nobody may be counted in them.
	Blank []Blank `json:"blank,omitempty"`
}

// Kept is one part of a filter: the categories of a dimension that are kept.
type Kept struct {
	Dimension  string   `json:"dimension"`
	Categories []string `json:"categories"`
}

// Blank is a cell without a number, by the names of its row and its column, and the mark printed there.
type Blank struct {
	Row    string `json:"row"`
	Column string `json:"column,omitempty"`
	Mark   Mark   `json:"mark"`
}

// Base is what a percentage is a percentage of.
type Base string

const (
	// NoPercentages is a table of numbers alone.
	NoPercentages Base = ""
	// OfTotal takes each number as a part of the table's total.
	OfTotal Base = "total"
	// OfRow takes each number as a part of its row's total.
	OfRow Base = "row"
	// OfColumn takes each number as a part of its column's total.
	OfColumn Base = "column"
)

// grid is a table while it is worked out: which people each of its cells counts, the totals last in each direction.
type grid struct {
	spec          Spec
	rows, columns []string
	// rowOf and columnOf give the row and column of a category of the dimension, or -1 where it is filtered away.
	rowDim, columnDim int
	rowOf, columnOf   []int
	filter            selection
	cells             [][]selection
}

// layOut finds the people of every cell, and refuses what the cohort does not have.
func (c Cohort) layOut(spec Spec) (grid, error) {
	g := grid{spec: spec, rowDim: -1, columnDim: -1, filter: make(selection, len(c.Dimensions))}
	if spec.Title == "" {
		return g, fmt.Errorf("a table of %q has no title: give it one", c.Name)
	}
	if spec.Rows == "" && spec.Columns != "" || spec.Rows != "" && spec.Rows == spec.Columns {
		return g, fmt.Errorf("the table %q needs rows of one dimension, and columns of another or none", spec.Title)
	}
	for _, kept := range spec.Filter {
		d := c.dimension(kept.Dimension)
		if d < 0 || kept.Dimension == joining || len(kept.Categories) == 0 {
			return g, fmt.Errorf("the table %q is filtered by %q: name a dimension of the cohort, and what is kept of it", spec.Title, kept.Dimension)
		}
		set := make([]bool, len(c.Dimensions[d].Categories))
		for _, category := range kept.Categories {
			i := slices.Index(c.Dimensions[d].Categories, category)
			if i < 0 || set[i] || g.filter[d] != nil {
				return g, fmt.Errorf("the table %q keeps %q of %q: name each category of it once", spec.Title, category, kept.Dimension)
			}
			set[i] = true
		}
		g.filter = g.filter.narrowed(d, set)
	}
	var err error
	if g.rowDim, g.rowOf, g.rows, err = c.side(spec, spec.Rows, g.filter); err != nil {
		return g, err
	}
	if g.columnDim, g.columnOf, g.columns, err = c.side(spec, spec.Columns, g.filter); err != nil {
		return g, err
	}
	for row := range len(g.rows) + 1 {
		people := c.line(g.filter, g.rowDim, g.rowOf, row)
		var line []selection
		for column := range len(g.columns) + 1 {
			line = append(line, c.line(people, g.columnDim, g.columnOf, column))
		}
		if g.columnDim < 0 {
			line = line[:1]
		}
		g.cells = append(g.cells, line)
	}
	return g, g.checkBlanks()
}

// side finds the lines of one direction: the categories of its dimension that the filter keeps.
func (c Cohort) side(spec Spec, name string, filter selection) (dimension int, lineOf []int, lines []string, err error) {
	if name == "" {
		return -1, nil, nil, nil
	}
	dimension = c.dimension(name)
	if dimension < 0 {
		return -1, nil, nil, fmt.Errorf("the table %q is by %q, which is not a dimension of %q", spec.Title, name, c.Name)
	}
	for i, category := range c.Dimensions[dimension].Categories {
		line := -1
		if filter[dimension] == nil || filter[dimension][i] {
			line = len(lines)
			lines = append(lines, category)
		}
		lineOf = append(lineOf, line)
	}
	return dimension, lineOf, lines, nil
}

// line narrows a group to one line of a direction; the last is the total, which keeps all.
func (c Cohort) line(people selection, dimension int, lineOf []int, line int) selection {
	if dimension < 0 {
		return people
	}
	category := slices.Index(lineOf, line)
	if category < 0 {
		return people
	}
	return people.narrowed(dimension, only(category, len(lineOf)))
}

// two says whether the table has columns.
func (g grid) two() bool { return g.columnDim >= 0 }

// cellAt finds a cell by the names of its row and column, where "" is the total.
func (g grid) cellAt(row, column string) (r, c int, ok bool) {
	r, c = len(g.rows), 0
	if g.two() {
		c = len(g.columns)
	}
	if row != "" {
		r = slices.Index(g.rows, row)
	}
	if column != "" {
		c = slices.Index(g.columns, column)
	}
	return r, c, r >= 0 && c >= 0
}

func (g grid) checkBlanks() error {
	for _, blank := range g.spec.Blank {
		if _, _, ok := g.cellAt(blank.Row, blank.Column); !ok || blank.Mark != NotApplicable && blank.Mark != NotAvailable {
			return fmt.Errorf("the table %q has a blank at %q, %q marked %q: mark it z or :, and name a row and a column of the table",
				g.spec.Title, blank.Row, blank.Column, blank.Mark)
		}
	}
	switch g.spec.Percent {
	case NoPercentages, OfTotal, OfColumn:
		return nil
	case OfRow:
		if g.two() {
			return nil
		}
	}
	return fmt.Errorf("the table %q asks for percentages of %q: it can have those of its total, or of its rows or columns", g.spec.Title, g.spec.Percent)
}

// level counts the directions that a cell is a total of: 0 inside the table, 2 for the total of all.
func (g grid) level(row, column int) int {
	level := 0
	if row == len(g.rows) && g.rowDim >= 0 {
		level++
	}
	if g.two() && column == len(g.columns) {
		level++
	}
	return level
}
