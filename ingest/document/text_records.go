package document

import "bytes"

// records parts a text into records and their cells. Its rules are those of spreadsheets, not of RFC 4180: a quotation mark counts only
// at the start of a cell, and what follows a closed one still belongs to the cell.
type records struct {
	text      []byte
	at        int
	line      int  // of the next record
	delimiter byte // 0 for none: one cell to a line
	quotes    bool
	most      int // cells of a record that are kept; 0 for no limit
	beyond    int // the first column after those with something in it, or 0
	stray     int // the line of a quotation mark that is never closed, or 0

	cells  []byte // of the record, one after another
	ends   []int
	column int
	fields []string
}

func (f *records) more() bool { return f.at < len(f.text) }

// next gives the cells of the next record. The slice is used again by the call after.
func (f *records) next() []string {
	f.cells, f.ends, f.column, f.beyond = f.cells[:0], f.ends[:0], 0, 0
	for f.cell() {
	}
	all := string(f.cells)
	f.fields = f.fields[:0]
	start := 0
	for _, end := range f.ends {
		f.fields, start = append(f.fields, all[start:end]), end
	}
	return f.fields
}

// cell reads one cell and what ends it, and says whether the record goes on.
func (f *records) cell() bool {
	if f.quotes && f.more() && f.text[f.at] == '"' {
		f.quoted()
	}
	start := f.at
	for f.at < len(f.text) {
		switch c := f.text[f.at]; {
		case c == f.delimiter && c != 0:
			f.endCell(start)
			f.at++
			return true
		case c == '\n' || c == '\r':
			f.endCell(start)
			f.at += newline(f.text[f.at:])
			f.line++
			return false
		}
		f.at++
	}
	f.endCell(start)
	return false
}

func (f *records) endCell(start int) {
	f.cells = append(f.cells, f.text[start:f.at]...)
	f.column++
	if f.most == 0 || f.column <= f.most {
		f.ends = append(f.ends, len(f.cells))
		return
	}
	kept := f.ends[len(f.ends)-1]
	if f.beyond == 0 && len(bytes.TrimSpace(f.cells[kept:])) > 0 {
		f.beyond = f.column
	}
	f.cells = f.cells[:kept]
}

// quoted reads from an opening quotation mark to the closing one. Without a closing one nothing is read: every mark after it is one of
// a pair, so this happens once at most in a file.
func (f *records) quoted() {
	at, lines, kept := f.at+1, 0, len(f.cells)
	for {
		step := bytes.IndexAny(f.text[at:], "\"\r")
		if step < 0 {
			f.stray, f.cells = f.line, f.cells[:kept]
			f.at++
			f.cells = append(f.cells, '"')
			return
		}
		piece := f.text[at : at+step]
		f.cells = append(f.cells, piece...)
		lines += bytes.Count(piece, []byte("\n"))
		at += step
		switch rest := f.text[at:]; {
		case rest[0] == '\r':
			f.cells = append(f.cells, '\n')
			at += newline(rest)
			lines++
		case len(rest) > 1 && rest[1] == '"':
			f.cells = append(f.cells, '"')
			at += 2
		default:
			f.at, f.line = at+1, f.line+lines
			return
		}
	}
}

// newline is how many bytes the end of a line takes: \n, \r\n or \r.
func newline(text []byte) int {
	if len(text) > 1 && text[0] == '\r' && text[1] == '\n' {
		return 2
	}
	return 1
}
