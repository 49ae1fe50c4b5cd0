// Package invent makes up the files of a council that never was: the children looked after return (SSDA903) and lists of Annex A as CSV files, the
// children in need census as XML, tables of the Standard Safeguarding Dataset and the files that no return carries, for each of several years. A child's life is made once from the seed and told by every table and year that it belongs in, so
// tables and years agree; faults are then planted at a chosen rate, as people make them. Nobody in it exists.
//
// The same council gives the same bytes. Children are made one at a time and written as they are made, so its size is not held in memory.
package invent

import (
	"errors"
	"fmt"
	"time"

	"throughline/calendar"
)

// Council is what returns are made up from.
type Council struct {
	Seed     uint64
	Children int // how many children it knows of in all the years together
	// First and Last are the years that it has returns for, by the March they end in: 2009 to 2027.
	First, Last int
	// Faults is how likely a row is to have something wrong in it, from 0 to 1.
	Faults float64
	// Edges is how likely a day is to lie on the edge of a rule: the day itself, the day before or after. From 0 to 1; 0 means one in four.
	Edges float64
	// Stories are what changed in it.
	Stories []Story
	// Until is the last day that anything is told of, where the last year isn't over; without it, 31 March of the last year. A year that isn't over has no
	// answers about its end: OC2 and OC3 have no rows.
	Until calendar.Date
	// Trusts are the names of the three health trusts that send files: community, hospital and mental health. Without them they are invented too.
	Trusts []string
}

// The years of the lists of codes that returns are read by.
const firstYear, lastYear = 2009, 2027

var errYear = errors.New("returns can be made up for the years ending in March 2009 to March 2027")

func (c Council) check(year int) error {
	switch {
	case c.First < firstYear || c.Last > lastYear || c.First > c.Last:
		return fmt.Errorf("years %d to %d: %w", c.First, c.Last, errYear)
	case year < c.First || year > c.Last:
		return fmt.Errorf("the year %d is not one of the council's, which run from %d to %d", year, c.First, c.Last)
	case len(c.Trusts) != 0 && len(c.Trusts) != len(trusts):
		return fmt.Errorf("%d health trusts: name %d or none", len(c.Trusts), len(trusts))
	case !c.Until.IsZero() && c.Until.Before(yearStart(year)):
		return fmt.Errorf("the year to March %d begins after %s, the last day that is told of", year, c.Until.Long())
	case c.Children < 0:
		return fmt.Errorf("%d children: give a number of 0 or more", c.Children)
	case !(c.Faults >= 0 && c.Faults <= 1) || !(c.Edges >= 0 && c.Edges <= 1):
		return fmt.Errorf("faults %v and edges %v: give shares from 0 to 1", c.Faults, c.Edges)
	}
	return c.checkStories()
}

func (c Council) starts() calendar.Date { return yearStart(c.First) }
func (c Council) ends() calendar.Date   { return yearEnd(c.Last) }

// lastOf is the last day of a year that is told of.
func (c Council) lastOf(year int) calendar.Date {
	if last := yearEnd(year); c.Until.IsZero() || last.Before(c.Until) {
		return last
	}
	return c.Until
}

// over says whether all of a year is told of.
func (c Council) over(year int) bool { return c.lastOf(year) == yearEnd(year) }

func yearStart(year int) calendar.Date {
	return calendar.Date{Year: year - 1, Month: time.April, Day: 1}
}

func yearEnd(year int) calendar.Date { return calendar.Date{Year: year, Month: time.March, Day: 31} }
