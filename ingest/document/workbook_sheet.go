package document

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// A sheetReader reads one sheet of a workbook, row by row.
type sheetReader struct {
	r      *reader
	sheet  sheet
	styles *styles
	shared []wording
	show   *shower

	rows     []Row
	scratch  []Cell
	hidden   []bool // by column
	spans    int    // of columns, read so far
	merged   []area
	lastRow  int
	widest   int // the last column that shows something, so far
	disorder bool

	done, total int // of the whole workbook, for progress
}

// mostSpans is how many runs of columns with a width of their own are read: more than a sheet has columns.
const mostSpans = 20_000

// An area is a rectangle of cells, with its ends.
type area struct{ top, left, bottom, right int }

func (s *sheetReader) at(row, column int) Place {
	return Place{Sheet: s.sheet.name, Row: row, Column: column}
}

func (s *sheetReader) read(x *xmlPart) error {
	for x.next() {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "col":
			s.column(x.start)
		case "row":
			if err := s.row(x); err != nil {
				return err
			}
			if s.lastRow%64 == 0 {
				s.r.progress(s.done+x.from.read, s.total)
			}
		case "mergeCell":
			if err := s.mergeCell(attr(x.start, "ref")); err != nil {
				return err
			}
		case "conditionalFormatting":
			s.r.warned.once(s.at(0, 0), "Some cells of this sheet are coloured by rules (conditional formatting). Those colours are not read: check statuses that are shown by colour alone.")
			x.skip()
		}
	}
	return x.err
}

func (s *sheetReader) column(col *xml.StartElement) {
	width := attr(col, "width")
	if !flag(col, "hidden") && width != "0" {
		return
	}
	first, err := strconv.Atoi(attr(col, "min"))
	if err != nil {
		return
	}
	last, err := strconv.Atoi(attr(col, "max"))
	if err != nil || s.spans >= mostSpans {
		return
	}
	s.spans++
	if s.hidden == nil {
		s.hidden = make([]bool, s.r.limits.Columns+1)
	}
	for n := max(first, 1); n <= last && n < len(s.hidden); n++ {
		s.hidden[n] = true
	}
}

func (s *sheetReader) columnHidden(n int) bool { return n < len(s.hidden) && s.hidden[n] }

// row reads one row. It is kept if a cell of it shows something; then its coloured blank cells are kept too.
func (s *sheetReader) row(x *xmlPart) error {
	row := Row{Number: s.lastRow + 1}
	if n, err := strconv.Atoi(attr(x.start, "r")); err == nil && n > 0 && n <= 1<<20 {
		row.Number = n
	}
	s.disorder = s.disorder || row.Number <= s.lastRow
	s.lastRow = row.Number
	row.Hidden = s.sheet.hidden || flag(x.start, "hidden") || attr(x.start, "ht") == "0"
	s.scratch = s.scratch[:0]
	column, last, holds, disorder := 0, 0, false, false
	for depth := x.depth; x.within(depth); {
		if x.start == nil || x.start.Name.Local != "c" {
			continue
		}
		column++
		if n, _, ok := reference(attr(x.start, "r")); ok {
			column = n
		}
		cell, something, err := s.cell(x, row.Number, column)
		if err != nil {
			return err
		}
		if !something && cell.Fill == "" && cell.Formula == "" {
			continue
		}
		disorder, last = disorder || column <= last, column
		if something {
			if err := s.r.fits(s.at(row.Number, column), cell.Text); err != nil {
				return err
			}
		} else if column > s.r.limits.Columns {
			continue // a colour alone, far to the right
		}
		if something {
			holds, s.widest = true, max(s.widest, column)
		}
		if len(s.scratch) > 2*s.r.limits.Columns {
			return refuse("This workbook is damaged: row %s of the sheet “%s” has more cells than columns. Open it in Excel, save it again, and try the new copy.",
				number(row.Number), s.sheet.name)
		}
		s.scratch = append(s.scratch, cell)
	}
	if x.err != nil || !holds {
		return x.err
	}
	if disorder {
		slices.SortStableFunc(s.scratch, func(a, b Cell) int { return a.Column - b.Column })
		s.scratch = slices.CompactFunc(s.scratch, func(a, b Cell) bool { return a.Column == b.Column })
	}
	for n := len(s.scratch); s.scratch[n-1].Column > s.widest; n-- {
		s.scratch = s.scratch[:n-1] // coloured, but right of all that the sheet shows
	}
	row.Cells = append(make([]Cell, 0, len(s.scratch)), s.scratch...)
	if err := s.r.keep(s.at(row.Number, 0), row); err != nil {
		return err
	}
	s.rows = append(s.rows, row)
	return nil
}

// reference reads A1 as column 1, row 1. A dollar sign is passed over.
func reference(ref string) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if ref[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		column = column*26 + int(c-'A') + 1
		if column > 16384 {
			return 0, 0, false
		}
	}
	row, err := strconv.Atoi(strings.TrimPrefix(ref[i:], "$"))
	return column, row, err == nil && column > 0 && row > 0 && row <= 1<<20
}

// block puts the rows in order, with what their merged cells show.
func (s *sheetReader) block() (Block, error) {
	if s.disorder {
		slices.SortStableFunc(s.rows, func(a, b Row) int { return a.Number - b.Number })
	}
	if err := s.merge(); err != nil {
		return Block{}, err
	}
	return Block{Place: Place{Sheet: s.sheet.name}, Heading: s.sheet.name, Hidden: s.sheet.hidden, Rows: s.rows}, nil
}
