package document

// A tally counts what has been read against the limits.
type tally struct{ rows, cells, words int }

// keep counts a row that is to be kept, at the place of it.
func (r *reader) keep(at Place, row Row) error {
	r.tally.rows++
	r.tally.cells += len(row.Cells)
	for _, c := range row.Cells {
		r.tally.words += len(c.Text) + len(c.Formula)
	}
	switch {
	case r.tally.rows > r.limits.Rows:
		return refuse("This file has more than %s rows with something in them, the most we read%s. Split it into smaller files and try again.",
			number(r.limits.Rows), in(at))
	case r.tally.cells > r.limits.Cells:
		return refuse("This file has more than %s cells with something in them, the most we read%s. Split it into smaller files and try again.",
			number(r.limits.Cells), in(at))
	case r.tally.words > r.limits.Words:
		return refuse("The cells of this file hold more than %s of text, the most we read%s. Split it into smaller files and try again.",
			size(int64(r.limits.Words)), in(at))
	}
	return nil
}

// fits checks one cell's column and the length of its text.
func (r *reader) fits(at Place, text string) error {
	if at.Column > r.limits.Columns {
		return refuse("There is something in column %s%s. We read the first %s columns. Clear or move what is to the right of them, and try again.",
			number(at.Column), in(at), number(r.limits.Columns))
	}
	if len(text) > r.limits.Characters && length(text) > r.limits.Characters {
		return refuse("The cell in column %s%s has more than %s characters, more than a spreadsheet's cell can hold. Shorten it, or split it, and try again.%s",
			number(at.Column), in(at), number(r.limits.Characters), unclosed(at))
	}
	return nil
}

func unclosed(at Place) string {
	if at.Line == 0 {
		return ""
	}
	return " A quotation mark (\") that is opened there and never closed would do this."
}

// length counts as a spreadsheet does, in UTF-16 units.
func length(text string) int {
	n := 0
	for _, c := range text {
		n++
		if c > 0xFFFF {
			n++
		}
	}
	return n
}

// in says where, as the end of a clause.
func in(at Place) string {
	words := ""
	switch {
	case at.Line > 0:
		words = " on line " + number(at.Line)
	case at.Row > 0:
		words = " in row " + number(at.Row)
	}
	switch {
	case at.Sheet != "":
		words += " of the sheet “" + at.Sheet + "”"
	case at.Table > 0:
		words += " of table " + number(at.Table)
	}
	return words
}
