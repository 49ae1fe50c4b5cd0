package ssda903

import (
	"context"
	"fmt"
	"strings"

	"throughline/ingest/returns"
)

// sheet reads the rows of a CSV file.
func (r *reader) sheet(ctx context.Context, t text) error {
	sh := t.sheet
	table := sh.table
	r.report.Files[t.read].As = table.String()
	r.headings(t.name, sh)
	if r.made.had[table] {
		r.report.Add(returns.Problem{File: t.name, Rule: "table-twice", Grade: returns.Noted,
			Sentence: fmt.Sprintf("There is another file with the %s table. The rows of both are read.", table),
			Mend:     "If one is an older copy, leave it out."})
	}
	r.made.had[table] = true
	r.tooEarly(t.name, table)

	s := newSplitter(t.text, sh.delimiter)
	s.width = len(sh.place)
	for range sh.skip {
		s.next()
	}
	width := len(forms[table].columns) + len(forms[table].added)
	guess := strings.Count(t.text[s.at:], "\n") + 1
	rows := r.made.rows[table]
	if cap(rows)-len(rows) < guess {
		rows = append(make([]Row, 0, len(rows)+guess), rows...)
	}
	var slab []returns.Cell
	for s.next() {
		if len(rows)&0xFFF == 0 && ctx.Err() != nil {
			return fmt.Errorf("reading the return was stopped: %w", ctx.Err())
		}
		if empty(s.cells) {
			r.report.Files[t.read].Blank++
			continue
		}
		if r.report.Files[t.read].Rows >= r.limits.Rows {
			r.report.Add(returns.Problem{File: t.name, Row: s.from, Rule: "too-many-rows", Grade: returns.Refused,
				Sentence: fmt.Sprintf("The file has more than %d rows. What follows is not read.", r.limits.Rows), Mend: "Check that it is the right file."})
			break
		}
		if len(slab) < width {
			slab = make([]returns.Cell, width*min(guess, 4096))
		}
		row := Row{Table: table, File: t.name, Line: s.from, Raw: s.raw, cells: slab[:width:width]}
		slab = slab[width:]
		r.row(&row, s, sh)
		rows = append(rows, row)
		r.report.Files[t.read].Rows++
	}
	r.made.rows[table] = rows
	return nil
}

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func (r *reader) row(row *Row, s *splitter, sh sheet) {
	dates := r.isoDates
	for i, cell := range s.cells {
		if i >= len(sh.place) {
			break
		}
		if at := sh.place[i]; at >= 0 {
			row.cells[at] = r.cell(row, columnAt(row.Table, at), cell)
		}
	}
	if dates == 0 && r.isoDates > 0 {
		r.firstISO = row.Line
	}
	if len(s.cells) > len(sh.place) && !empty(s.cells[len(sh.place):]) {
		r.wholeRow(row, "row-long", fmt.Sprintf("The row has %d cells, but there are %d columns: a cell may be parted in two, and the cells after it in the wrong columns.", len(s.cells), len(sh.place)),
			"Put quotation marks round a cell that has the delimiter in it.")
	}
	if len(s.cells) < len(sh.place) {
		r.wholeRow(row, "row-short", fmt.Sprintf("The row has %d cells, but there are %d columns. The cells that are not there are read as blank.", len(s.cells), len(sh.place)),
			"Check that the row was not cut off.")
	}
	if s.stray || s.ragged {
		r.wholeRow(row, "quotation-mark", "A quotation mark in the row is not closed, or letters follow it.", "Take the quotation mark out, or write it twice inside a cell that has one at each end.")
	}
	r.saysChild(row)
}

// saysChild notes a row that says no child.
func (r *reader) saysChild(row *Row) {
	if row.Cell(Child).State == returns.Blank {
		r.bad(row, Child, "", "child-missing", "The row does not say which child it is about. It is kept, and belongs to no child.", "Fill in the child's identifier.")
	}
}

func columnAt(t Table, at int) Column {
	if own := forms[t].columns; at < len(own) {
		return own[at]
	}
	return forms[t].added[at-len(forms[t].columns)]
}

// wholeRow notes something about a row as a whole.
func (r *reader) wholeRow(row *Row, rule, sentence, mend string) {
	r.report.Add(returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Value: row.Raw, Rule: rule, Grade: returns.Unread,
		Sentence: sentence, Mend: mend})
}

// tooEarly notes a table that the year does not have.
func (r *reader) tooEarly(file string, t Table) {
	if r.made.Year < forms[t].from {
		r.report.Add(returns.Problem{File: file, Rule: "table-of-another-year", Grade: returns.Noted,
			Sentence: fmt.Sprintf("The %s table is part of the return from the year ending in March %d on, and this is the return of March %d. It is read all the same.", t, forms[t].from, r.made.Year),
			Mend:     "Check the year, or leave the file out."})
	}
}
