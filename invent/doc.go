// Package invent makes up the returns of a council that never was: a children looked after return (SSDA903) as CSV files and a children in need
// census as XML, for each of several years. A child's life is made once from the seed and told by every table and year that it belongs in, so
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
	Edges   float64
	Stories []Story
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
	case c.Children < 0:
		return fmt.Errorf("%d children: give a number of 0 or more", c.Children)
	case !(c.Faults >= 0 && c.Faults <= 1) || !(c.Edges >= 0 && c.Edges <= 1):
		return fmt.Errorf("faults %v and edges %v: give shares from 0 to 1", c.Faults, c.Edges)
	}
	return c.checkStories()
}

func (c Council) starts() calendar.Date { return yearStart(c.First) }
func (c Council) ends() calendar.Date   { return yearEnd(c.Last) }

func yearStart(year int) calendar.Date {
	return calendar.Date{Year: year - 1, Month: time.April, Day: 1}
}

func yearEnd(year int) calendar.Date { return calendar.Date{Year: year, Month: time.March, Day: 31} }
