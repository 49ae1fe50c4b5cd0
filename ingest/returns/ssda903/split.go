package ssda903

import "strings"

// splitter parts a text into records and their cells without copying them: a cell is a piece of the text, but for one with a doubled
// quotation mark. A quotation mark counts at the start of a cell alone. One that is never closed, or that would swallow whole rows, is a
// letter like any other: a stray mark must not hide the rows after it.
type splitter struct {
	text      string
	at        int
	line      int // of the next record, from 1
	delimiter byte
	cells     []string
	raw       string
	from      int  // line of the record
	stray     bool // the record has a quotation mark that is read as a letter
	ragged    bool // letters follow a closed quotation mark in a cell
	unclosed  int  // from here on no quotation mark is closed; -1 when not known
	width     int  // how many cells a row has; 0 when not known
}

func newSplitter(text string, delimiter byte) *splitter {
	return &splitter{text: text, line: 1, delimiter: delimiter, unclosed: -1}
}

// next reads a record, and says whether there was one. The cells are overwritten by the record after.
func (s *splitter) next() bool {
	if s.at >= len(s.text) {
		return false
	}
	s.cells, s.stray, s.ragged, s.from = s.cells[:0], false, false, s.line
	begin := s.at
	for {
		cell, end := s.cell()
		s.cells = append(s.cells, cell)
		if end {
			break
		}
	}
	s.raw = s.text[begin:s.at]
	if s.at < len(s.text) {
		if s.text[s.at] == '\r' && s.at+1 < len(s.text) && s.text[s.at+1] == '\n' {
			s.at++
		}
		s.at++
		s.line++
	}
	return true
}

// cell reads one cell and what follows it: a delimiter, which it passes, or the end of the record, which it does not.
func (s *splitter) cell() (cell string, end bool) {
	if s.at < len(s.text) && s.text[s.at] == '"' {
		if cell, after, lines, ok := s.quoted(); ok {
			s.at, s.line = after, s.line+lines
			rest := s.plain()
			if strings.TrimSpace(rest) != "" {
				s.ragged = true
				cell += rest
			}
			return cell, s.pass()
		}
		s.stray = true
	}
	cell = s.plain()
	return cell, s.pass()
}

// plain reads to the next delimiter or end of line.
func (s *splitter) plain() string {
	start := s.at
	for s.at < len(s.text) {
		if c := s.text[s.at]; c == s.delimiter || c == '\n' || c == '\r' {
			break
		}
		s.at++
	}
	return s.text[start:s.at]
}

// pass goes over a delimiter; it says whether the record is at its end.
func (s *splitter) pass() bool {
	if s.at < len(s.text) && s.text[s.at] == s.delimiter {
		s.at++
		return false
	}
	return true
}

// quoted reads a cell in quotation marks.
func (s *splitter) quoted() (cell string, after, lines int, ok bool) {
	if s.unclosed >= 0 && s.at >= s.unclosed {
		return "", 0, 0, false
	}
	at, doubled, delimiters, width := s.at+1, false, 0, len(s.cells)
	for {
		if at >= len(s.text) {
			s.unclosed = s.at
			return "", 0, 0, false
		}
		switch c := s.text[at]; {
		case c == '"' && at+1 < len(s.text) && s.text[at+1] == '"':
			doubled = true
			at++
		case c == '"' && lines > 0 && at+1 < len(s.text) && s.text[at+1] != s.delimiter && s.text[at+1] != '\n' && s.text[at+1] != '\r':
			return "", 0, 0, false // it opens a cell of a later row
		case c == '"':
			cell = s.text[s.at+1 : at]
			if doubled {
				cell = strings.ReplaceAll(cell, `""`, `"`)
			}
			return cell, at + 1, lines, true
		case c == s.delimiter:
			delimiters++
		case c == '\n' || c == '\r':
			if c == '\r' && at+1 < len(s.text) && s.text[at+1] == '\n' {
				at++
			}
			// A line with as many delimiters as a row has is a row, which no cell of a return holds; and if the first line
			// would end the row just where it should end, the quotation mark is a stray one.
			whole := lines == 0 && delimiters > 0 && width+1+delimiters == s.width
			if whole || lines > 0 && delimiters >= max(2, width) || at-s.at > 32_767 {
				return "", 0, 0, false
			}
			lines++
			delimiters = 0
		}
		at++
	}
}
