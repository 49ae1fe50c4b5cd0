// Package tabular holds rows of files that are tables with named columns, as
// they were written, so that nothing of them is lost: lists of Annex A, tables
// of the Standard Safeguarding Dataset and the local files of the practice pack.
// It does no input or output.
package tabular

import (
	"slices"
	"strings"
	"time"

	"throughline/calendar"
)

// Identifier is one number by which a subject is known. Schemes of a child are
// local, upn, former_upn and nhs; of others staff, body, shift, service,
// request, area and adult.
type Identifier struct{ Scheme, Value string }

// Row is one row of a file.
type Row struct {
	Table   string // the reader's own name of the list, table or kind of record
	File    string
	Line    int      // in the file or sheet, from 1, the line of column names
	Columns []string // the reader's own names of the columns
	Written []string // as the file has them, beside Columns
}

// Cell gives what is written in a column, without spaces round it; "" where the
// row has no such column.
func (r *Row) Cell(column string) string {
	at := slices.Index(r.Columns, column)
	if at < 0 || at >= len(r.Written) {
		return ""
	}
	return strings.TrimSpace(r.Written[at])
}

// Day gives a day written as 2013-04-15, with or without a time of day after
// it. It is not ok for anything else: a blank, too.
func (r *Row) Day(column string) (day calendar.Date, ok bool) {
	written := r.Cell(column)
	if len(written) > len(time.DateOnly) && strings.ContainsAny(written[len(time.DateOnly):len(time.DateOnly)+1], " T") {
		written = written[:len(time.DateOnly)]
	}
	day, err := calendar.Parse(written)
	return day, err == nil
}

// Subject is what a file says of one child, worker, body or other subject.
type Subject struct {
	About       string // child, staff, body, shift, service, request, area, family, adult
	Key         string // what the file knows them by
	Identifiers []Identifier
	First, Last string        // names, where the file has them: used to suggest a match, never kept with the rows
	Born        calendar.Date // likewise
	Rows        []Row
}

// Return is what was read of one set of files.
type Return struct {
	Tables   []string // what it has, even where that has no rows
	Subjects []Subject
}
