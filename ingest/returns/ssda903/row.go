package ssda903

import (
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
)

// State says what a cell holds. A blank is never a wrong value, and a wrong value never a blank.
type State uint8

// The states.
const (
	Blank State = iota
	Good
	Partial // a date of which the day, or the day and month, is written zz
	Wrong   // something is written that cannot be read as what the column holds, or that is in no list of the year
)

// Cell is one cell. The written text is kept whatever it is.
type Cell struct {
	Written string
	text    string
	day     int32 // year<<9 | month<<5 | day
	state   State
}

// State says whether the cell is blank, good or wrong.
func (c Cell) State() State { return c.state }

// Code is the text without the space around it and in capitals, whether or not it is in a list; "" for a blank.
func (c Cell) Code() string { return c.text }

// Day is the date of the cell, and whether there is one. A date known only in part is none.
func (c Cell) Day() (calendar.Date, bool) {
	if c.day == 0 || c.state == Partial {
		return calendar.Date{}, false
	}
	return unpack(c.day), true
}

// Dated is the date of the cell with its precision. One known only to the year is unknown.
func (c Cell) Dated() calendar.Dated {
	switch {
	case c.day == 0:
		return calendar.Dated{}
	case c.state == Partial && strings.Contains(strings.ToUpper(c.Written), "ZZ/ZZ"):
		return calendar.Dated{}
	case c.state == Partial:
		return calendar.Dated{Date: unpack(c.day), Precision: calendar.ToTheMonth}
	default:
		return calendar.Known(unpack(c.day))
	}
}

// Number is the whole number of the cell, and whether there is one.
func (c Cell) Number() (int, bool) {
	if c.state != Good {
		return 0, false
	}
	n, err := strconv.Atoi(c.text)
	return n, err == nil
}

func pack(d calendar.Date) int32 {
	if d.IsZero() {
		return 0
	}
	return int32(d.Year)<<9 | int32(d.Month)<<5 | int32(d.Day)
}

func unpack(n int32) calendar.Date {
	if n == 0 {
		return calendar.Date{}
	}
	return calendar.Date{Year: int(n >> 9), Month: time.Month(n >> 5 & 15), Day: int(n & 31)}
}

// Row is one row of a table with its place, its cells as they were read, and the whole of it as it was written.
type Row struct {
	Table Table
	File  string
	// Element is where the row lies in an XML file, and Line where it begins in any file, from 1.
	Element string
	Line    int
	Raw     string
	cells   []Cell
}

// Cell of a column; a blank where the row's table has no such column.
func (r *Row) Cell(c Column) Cell {
	if c < columnCount && r.Table < tableCount {
		if at := int(positions[r.Table][c]); at > 0 && at <= len(r.cells) {
			return r.cells[at-1]
		}
	}
	return Cell{}
}

// Child is the child's identifier as it is matched: without space around it and in capitals. "" when the row has none.
func (r *Row) Child() string { return r.Cell(Child).text }

// Code of a column, in capitals; "" when blank.
func (r *Row) Code(c Column) string { return r.Cell(c).text }

// Day of a column, and whether there is one.
func (r *Row) Day(c Column) (calendar.Date, bool) { return r.Cell(c).Day() }

// Blank says that nothing is written in the column.
func (r *Row) Blank(c Column) bool { return r.Cell(c).state == Blank }

// Return is a whole return: its year and the rows of its tables, in the order of the files.
type Return struct {
	Year int // the March that the collection year ends in
	XML  bool
	rows [tableCount][]Row
	had  [tableCount]bool
}

// Rows of a table in the order they were written.
func (r *Return) Rows(t Table) []Row {
	if t >= tableCount {
		return nil
	}
	return r.rows[t]
}

// Has says whether the table was there, with rows or without.
func (r *Return) Has(t Table) bool { return t < tableCount && r.had[t] }

// Starts is the first day of the collection year, Ends the last.
func (r *Return) Starts() calendar.Date {
	return calendar.Date{Year: r.Year - 1, Month: time.April, Day: 1}
}

// Ends is the last day of the collection year.
func (r *Return) Ends() calendar.Date {
	return calendar.Date{Year: r.Year, Month: time.March, Day: 31}
}
