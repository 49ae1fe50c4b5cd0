package ssd

import "strings"

// records parts a text into records and their cells. A quotation mark counts at the start of a cell alone. One that is never closed, or that
// would swallow whole rows, is a letter like any other.
type records struct {
	text      string
	delimiter byte
	at, line  int // of the next record; lines count from 1
	width     int // how many cells a row has; 0 while that is not known

	cells []string
	from  int  // the line of the record
	stray bool // it has a quotation mark that is read as a letter
}

func (r *records) next() bool {
	if r.at >= len(r.text) {
		return false
	}
	r.from, r.stray, r.cells = r.line, false, nil
	for r.cell() {
	}
	return true
}

// cell reads a cell and what ends it, and says whether the record goes on.
func (r *records) cell() bool {
	text := ""
	if r.at < len(r.text) && r.text[r.at] == '"' {
		if inside, after, ok := r.quoted(); ok {
			r.line += lines(inside)
			text, r.at = inside, after
		} else {
			r.stray = true
		}
	}
	end := strings.IndexAny(r.text[r.at:], string(r.delimiter)+"\r\n")
	if end < 0 {
		end = len(r.text) - r.at
	}
	r.cells = append(r.cells, text+r.text[r.at:r.at+end])
	r.at += end
	if r.at >= len(r.text) {
		return false
	}
	if r.text[r.at] == r.delimiter {
		r.at++
		return true
	}
	if strings.HasPrefix(r.text[r.at:], "\r\n") {
		r.at++
	}
	r.at++
	r.line++
	return false
}

// longestQuoted is more than any cell of the dataset takes: beyond it a quotation mark is held not to be closed.
const longestQuoted = 32_767

func (r *records) quoted() (text string, after int, ok bool) {
	var b strings.Builder
	for at := r.at + 1; at < len(r.text) && at-r.at <= longestQuoted; at++ {
		if r.text[at] != '"' {
			b.WriteByte(r.text[at])
			continue
		}
		if at+1 < len(r.text) && r.text[at+1] == '"' {
			b.WriteByte('"')
			at++
			continue
		}
		return b.String(), at + 1, !r.swallows(b.String())
	}
	return "", 0, false
}

// swallows says whether a cell has a line in it with as many delimiters as a row: no cell of the dataset has.
func (r *records) swallows(cell string) bool {
	if r.width < 3 || lines(cell) == 0 {
		return false
	}
	for _, line := range strings.FieldsFunc(cell, func(c rune) bool { return c == '\n' || c == '\r' }) {
		if strings.Count(line, string(r.delimiter)) >= r.width-1 {
			return true
		}
	}
	return false
}

// lines counts the ends of lines in a text.
func lines(text string) int {
	return strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n")
}
