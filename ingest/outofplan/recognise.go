package outofplan

import (
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/ingest/document"
	"throughline/ingest/planfile"
	"throughline/spreadsheet"
)

// An Export is a copy of a plan that came back.
type Export struct {
	Table
	Inspection string        // that the rows are of; "" where they are of none, or of several
	Entry      int64         // the earliest that any row went out at
	AsAt       calendar.Date // the day that one described
	Missing    []string      // headings that every export has and this copy has not
}

// Recognise reads a copy of an export, as a workbook or as text, with its columns in any order. It is false for any other document.
func Recognise(doc document.Document) (Export, bool) {
	for _, block := range doc.Blocks {
		for i, row := range block.Rows {
			if c := markCell(row); c > 0 {
				return read(block, block.Rows[i+1:], row, c), true
			}
		}
	}
	return Export{}, false
}

// markCell is the column that a row of headings has the references in, or 0.
func markCell(row document.Row) int {
	known := 0
	at := 0
	for _, c := range row.Cells {
		heading := tidied(c.Text)
		if strings.EqualFold(heading, Reference) {
			at = c.Column
		} else if _, ok := ColumnOf(heading); ok {
			known++
		}
	}
	if known == 0 {
		return 0
	}
	return at
}

func tidied(text string) string { return strings.Join(strings.Fields(text), " ") }

func read(block document.Block, rows []document.Row, headings document.Row, mark int) Export {
	var e Export
	at := map[int]int{} // by the sheet's column, the place in the table
	var kinds []Kind
	for _, c := range headings.Cells {
		heading := tidied(spreadsheet.Restore(c.Text))
		if c.Column == mark || heading == "" {
			continue
		}
		at[c.Column] = len(e.Headings)
		known, _ := ColumnOf(heading)
		kinds = append(kinds, known.Kind)
		e.Headings = append(e.Headings, heading)
	}
	for _, c := range Columns {
		if !slices.Contains(e.Headings, c.Heading) {
			e.Missing = append(e.Missing, c.Heading)
		}
	}
	several := false
	for _, r := range rows {
		row := Row{Cells: make([]string, len(e.Headings)), Place: placeOf(block, r)}
		reference := ""
		for _, c := range r.Cells {
			if c.Merged {
				continue
			}
			if c.Column == mark {
				reference = tidied(c.Text)
			} else if i, ok := at[c.Column]; ok {
				row.Cells[i] = cellOf(c, kinds[i])
			}
		}
		if reference == "" && strings.Join(row.Cells, "") == "" {
			continue
		}
		if reference != "" {
			row.refer(reference)
		}
		if row.Inspection != "" {
			several = several || e.Inspection != "" && e.Inspection != row.Inspection
			e.Inspection = row.Inspection
			if e.Entry == 0 || row.Entry < e.Entry {
				e.Entry, e.AsAt = row.Entry, row.AsAt
			}
		}
		e.Rows = append(e.Rows, row)
	}
	if several {
		e.Inspection = ""
	}
	return e
}

func (r *Row) refer(text string) {
	mark, err := planfile.ReadMark(text)
	if err != nil {
		r.Spoilt = "This row can’t be matched with the plan: " + err.Error() + "."
		return
	}
	r.Inspection, r.Area, r.Action, r.Part, r.Entry, r.AsAt = mark.Inspection, mark.Area, mark.Action, mark.Part, mark.Entry, mark.AsAt
}

func placeOf(block document.Block, row document.Row) document.Place {
	place := document.Place{Sheet: block.Place.Sheet, Table: block.Place.Table, Row: row.Number}
	if row.Line > 0 {
		place.Row, place.Line, place.Record = 0, row.Line, row.Number
	}
	return place
}

// cellOf gives a cell as it went out: a day as 2013-02-01 however a spreadsheet writes it, and words without what made them safe. What
// can't be read as a day is given as it is.
func cellOf(c document.Cell, kind Kind) string {
	text := spreadsheet.Restore(c.Text)
	switch kind {
	case Day:
		if c.Kind == document.Date {
			return c.Date.String()
		}
		if day, ok := planfile.Day(text); ok {
			return day.String()
		}
	case Count:
		if n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", "")); err == nil {
			return strconv.Itoa(n)
		}
	case Words:
	}
	return text
}
