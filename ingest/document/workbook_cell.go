package document

import (
	"math"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
)

// cell reads one cell to its end, and says whether it shows something, or should: a formula without a result.
func (s *sheetReader) cell(x *xmlPart, row, column int) (Cell, bool, error) {
	kind := attr(x.start, "t")
	looksNumber, err := strconv.Atoi(attr(x.start, "s"))
	if err != nil {
		looksNumber = 0
	}
	look := s.styles.look(looksNumber)
	value, formula, calculated, stated := "", "", false, false
	var words wording
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "v":
			value, stated = x.words(), true
		case "is":
			words = s.styles.wording(x)
		case "f":
			formula = s.formula(x)
			calculated = true
		}
	}
	if x.err != nil {
		return Cell{}, false, x.err
	}
	cell := Cell{Column: column, Formula: formula, Columns: 1, Rows: 1, Fill: look.fill, Hidden: s.columnHidden(column)}
	unknown := calculated && !stated && kind != "inlineStr"
	if unknown {
		s.r.warned.add(s.at(row, column), "This cell's formula has no result kept in the file. Open the file in Excel, save it, and try again.")
	}
	if kind == "s" {
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if stated && (err != nil || n < 0 || n >= len(s.shared)) {
			return Cell{}, false, refuse("This workbook is damaged: the cell in column %s, row %s of the sheet “%s” has lost its text. Open it in Excel, save it again, and try the new copy.",
				number(column), number(row), s.sheet.name)
		}
		if stated {
			words = s.shared[n]
		}
	}
	s.put(&cell, kind, strings.TrimSpace(value), look)
	switch kind {
	case "s", "inlineStr":
		cell.Text = words.text
	case "str":
		cell.Text = unescaped(value)
	}
	font, part := words.tone.seen(look.font)
	cell.Font, cell.Bold, cell.Struck = font.colour, font.bold, font.struck
	if part {
		s.r.warned.add(s.at(row, column), "Some of this cell's words are struck through. All of them are read.")
	}
	if strings.TrimSpace(cell.Text) == "" {
		cell.Text = ""
	}
	return cell, cell.Text != "" || unknown, nil
}

// put reads a value that isn't words.
func (s *sheetReader) put(cell *Cell, kind, value string, look look) {
	if value == "" {
		return
	}
	switch kind {
	case "s", "inlineStr", "str":
	case "b":
		cell.Kind, cell.Text = Boolean, "FALSE"
		if value == "1" || strings.EqualFold(value, "true") {
			cell.Text, cell.Number = "TRUE", 1
		}
	case "e":
		cell.Kind, cell.Text = Error, value
	case "d":
		cell.Text = value
		if len(value) >= len(time.DateOnly) {
			if t, err := time.Parse(time.DateOnly, value[:len(time.DateOnly)]); err == nil {
				if day, err := calendar.On(t.Year(), t.Month(), t.Day()); err == nil {
					cell.Kind, cell.Date, cell.Text = Date, day, t.Format("02/01/2006")
				}
			}
		}
	default:
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
			cell.Text = value
			return
		}
		cell.Number = n
		cell.Text, cell.Kind, cell.Date = s.show.show(n, look.format)
		if cell.Text == "" { // a format that shows nothing, such as ;;;
			cell.Text, cell.Hidden = general(n), true
		}
	}
}

// formula reads a formula to its end. One that is shared down a column is written in its first cell only; the others give "…".
func (s *sheetReader) formula(x *xmlPart) string {
	shared := attr(x.start, "t") == "shared"
	words := strings.TrimSpace(x.words())
	if words == "" && shared {
		return sharedFormula
	}
	return words
}

const sharedFormula = "…"
