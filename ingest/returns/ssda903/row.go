package ssda903

import (
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
)

// Row is one row of a table with its place, its cells as they were read, and the whole of it as it was written.
type Row struct {
	Table Table
	File  string
	// Element is where the row lies in an XML file, and Line where it begins in any file, from 1.
	Element string
	Line    int
	Raw     string
	cells   []returns.Cell
}

// Cell of a column; a blank where the row's table has no such column.
func (r *Row) Cell(c Column) returns.Cell {
	if c < columnCount && r.Table < tableCount {
		if at := int(positions[r.Table][c]); at > 0 && at <= len(r.cells) {
			return r.cells[at-1]
		}
	}
	return returns.Cell{}
}

// Child is the child's identifier as it is matched: without space around it and in capitals. "" when the row has none.
func (r *Row) Child() string { return r.Cell(Child).Text }

// Code of a column, in capitals; "" when blank.
func (r *Row) Code(c Column) string { return r.Cell(c).Text }

// Day of a column, and whether there is one.
func (r *Row) Day(c Column) (calendar.Date, bool) { return r.Cell(c).Day() }

// Blank says that nothing is written in the column.
func (r *Row) Blank(c Column) bool { return r.Cell(c).State == returns.Blank }

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
