package cin

import (
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
)

// Row is one row of a table: an element of the tree, with what it lies in, its values as they were read, and all of it as it was written.
type Row struct {
	Table   Table
	File    string
	Element string // where in the tree, such as Child 3, CINdetails 1, Assessments 2
	Line    int    // where it begins, from 1
	Raw     string // name=value; for each value of it
	// Child is the child's identifier as it is matched: without space around it and in capitals. "" when the child has none.
	Child string
	// ChildNo, Details, Assessment and Plan number the elements that the row lies in or is, from 1, each within the one that holds it;
	// 0 where it lies in none.
	ChildNo, Details, Assessment, Plan int

	cells []returns.Cell
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

// Code of a column, in capitals; "" when blank. A flag is 1 or 0, however it is written.
func (r *Row) Code(c Column) string { return r.Cell(c).Text }

// Day of a column, and whether there is one.
func (r *Row) Day(c Column) (calendar.Date, bool) { return r.Cell(c).Day() }

// Blank says that nothing is written in the column.
func (r *Row) Blank(c Column) bool { return r.Cell(c).State == returns.Blank }

// Return is a whole census: its year and the rows of its tables, in the order of the files.
type Return struct {
	Year int // the March that the census year ends in
	rows [tableCount][]Row
}

// Rows of a table in the order they were written.
func (r *Return) Rows(t Table) []Row {
	if t >= tableCount {
		return nil
	}
	return r.rows[t]
}

// Starts is the first day of the census year.
func (r *Return) Starts() calendar.Date {
	return calendar.Date{Year: r.Year - 1, Month: time.April, Day: 1}
}

// Ends is the last day of the census year.
func (r *Return) Ends() calendar.Date {
	return calendar.Date{Year: r.Year, Month: time.March, Day: 31}
}
