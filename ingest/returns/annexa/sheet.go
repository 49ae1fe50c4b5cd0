package annexa

import (
	"math"
	"strconv"
	"strings"

	"throughline/ingest/document"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

// sheet is one sheet of a workbook, or one text file.
type sheet struct {
	*reader
	file, name string
	block      *document.Block
	lines      bool // rows are numbered by the lines of a text
	layout     layout
	errors     int // cells that show one of Excel's errors
	kept       int
}

func (s *sheet) add(line int, column, value, rule string, grade returns.Grade, sentence, mend string) {
	s.report.Add(returns.Problem{File: s.file, Element: s.name, Row: line, Column: column, Value: value, Rule: rule, Grade: grade, Sentence: sentence, Mend: mend})
}

// read reads a sheet and gives the name of its list; "" where it is none.
func (s *sheet) read() string {
	all := s.block.Rows
	rows := make([][]string, min(len(all), amongRows))
	for i := range rows {
		rows[i] = texts(&all[i])
	}
	named := s.name
	if named == "" {
		named = s.file[strings.LastIndexAny(s.file, `/\`)+1:]
	}
	n := numberIn(named, s.name != "")
	at, heading, ok := recognise(n, rows)
	if !ok {
		if s.name != "" {
			s.add(0, "", s.name, "sheet", returns.Noted, "This sheet is no list of Annex A, and it is not read.", "Check its headings, if it should be a list.")
		}
		return ""
	}
	s.layout = at
	if !at.identifies() {
		s.add(s.line(&all[heading]), at.list.columns[0].name, "", "no-identifier", returns.Refused, "The list has no column that says whom its rows are about, so it is not read.", "Add the column "+at.list.columns[0].name+".")
		return ""
	}
	if n > 0 && n != at.list.number {
		s.add(0, "", named, "sheet-name", returns.Noted, "Its name says list "+strconv.Itoa(n)+", and its headings are those of list "+strconv.Itoa(at.list.number)+". It is read as its headings say.", "Check which list it is.")
	}
	if first := s.had[at.list.name]; first != "" {
		s.add(0, "", first, "list-twice", returns.Noted, "There is another sheet or file with "+Title(at.list.name)+". The rows of both are read.", "If one is an older copy, leave it out.")
	}
	s.had[at.list.name] = s.file + " " + s.name
	s.headings(s.line(&all[heading]))
	for i := range all[heading+1:] {
		s.row(&all[heading+1+i])
	}
	return at.list.name
}

func texts(row *document.Row) []string {
	var all []string
	for i := range row.Cells {
		for len(all) < row.Cells[i].Column {
			all = append(all, "")
		}
		all[row.Cells[i].Column-1] = row.Cells[i].Text
	}
	return all
}

func (s *sheet) line(row *document.Row) int {
	if s.lines && row.Line > 0 {
		return row.Line
	}
	return row.Number
}

func (s *sheet) headings(line int) {
	of := Title(s.layout.list.name)
	for _, name := range s.layout.extra {
		s.add(line, returns.Shown(name), "", "column", returns.Noted, of+" has no such column. It is kept as it is written, and nothing is told by it.", "Check its name, or take it out.")
	}
	for _, name := range s.layout.doubled {
		s.add(line, returns.Shown(name), "", "column-twice", returns.Unread, "The column is there twice. The first is read, and the second kept as it is written.", "Take one of the two out.")
	}
	for _, name := range s.layout.missing {
		s.add(line, name, "", "no-column", returns.Noted, "The list has no such column. It is read as blank.", "Add it, if your system has it.")
	}
	for _, at := range []int{s.layout.first, s.layout.last} {
		if at >= 0 {
			s.add(line, s.layout.names[at], "", "name-column", returns.Noted, "Annex A has no names. They help to find whose record it is, and are not kept with the rows.", "Nothing needs mending.")
		}
	}
}

// row files one row with whom it is about.
func (s *sheet) row(from *document.Row) {
	line, list := s.line(from), s.layout.list
	made := tabular.Row{Table: list.name, File: s.file, Line: line}
	written, first, last, blank := map[int]string{}, "", "", true
	for i := range from.Cells {
		cell := &from.Cells[i]
		at := cell.Column - 1
		if at >= len(s.layout.place) && cell.Text != "" {
			s.add(line, "Column "+strconv.Itoa(cell.Column), cell.Text, "cell-beyond", returns.Noted, "The cell stands under no heading. It is kept as it is written.", "Write a heading above it, or take it out.")
		}
		text := asWritten(cell)
		if cell.Merged && text != "" {
			s.add(line, "", "", "merged", returns.Noted, "The cell is merged with others. What it shows is read in each of them.", "Part the cells, so that each row says what is its own.")
		}
		blank = blank && strings.TrimSpace(text) == ""
		written[at] = text
	}
	if blank {
		return
	}
	for at, name := range s.layout.names {
		switch at {
		case s.layout.first:
			first = strings.TrimSpace(written[at])
			continue
		case s.layout.last:
			last = strings.TrimSpace(written[at])
			continue
		}
		made.Columns, made.Written = append(made.Columns, name), append(made.Written, written[at])
	}
	for i := range from.Cells { // under no heading
		if at := from.Cells[i].Column - 1; at >= len(s.layout.place) && written[at] != "" {
			made.Columns, made.Written = append(made.Columns, "Column "+strconv.Itoa(at+1)), append(made.Written, written[at])
		}
	}
	s.keep(&made, first, last)
}

// asWritten gives a cell as it is kept: a date that Excel holds as one with its year first, so that its look can't change its day; a number with
// all its digits.
func asWritten(cell *document.Cell) string {
	switch cell.Kind {
	case document.Date:
		if !cell.Date.IsZero() {
			return cell.Date.String()
		}
	case document.Number:
		const whole = 1 << 53
		if cell.Number == math.Trunc(cell.Number) && math.Abs(cell.Number) < whole {
			return strconv.FormatInt(int64(cell.Number), 10)
		}
		return strconv.FormatFloat(cell.Number, 'g', -1, 64)
	case document.Words, document.Boolean, document.Error:
	}
	return cell.Text
}

func (s *sheet) keep(made *tabular.Row, first, last string) {
	list := s.layout.list
	about, scheme := "child", "local"
	if list.number == most {
		about, scheme = "adult", "adult"
	}
	key := strings.ToUpper(strings.TrimSpace(made.Cell(list.columns[0].name)))
	if isNothing(key) {
		s.add(made.Line, list.columns[0].name, key, "nobody", returns.Unread, "The row does not say whom it is about. It belongs to nobody, and is not kept.", "Fill in the identifier.")
		return
	}
	if shortened(key) {
		s.add(made.Line, list.columns[0].name, key, "number-mangled", returns.Unread, "Excel has shortened this number and lost its last digits. The row may be another’s, and is not kept.", "Format the column as text in the first file, and save it again.")
		return
	}
	who := tabular.Identifier{Scheme: scheme, Value: key}
	of := s.known[who]
	if of == nil {
		of = &tabular.Subject{About: about, Key: key, Identifiers: []tabular.Identifier{who}}
		s.known[who] = of
		s.subjects = append(s.subjects, of)
	}
	if first != "" {
		of.First = first
	}
	if last != "" {
		of.Last = last
	}
	s.check(made, of)
	says := list.name + "\x1F" + strings.Join(made.Written, "\x1F")
	if s.seen[says] {
		s.add(made.Line, "", "", "row-twice", returns.Judged, "Another row of the list says the same. Both are kept, and tell it once.", "Take one of the two out.")
	}
	s.seen[says] = true
	of.Rows = append(of.Rows, *made)
	s.kept++
}

// shortened finds a number that a spreadsheet wrote as 5.67E+05.
func shortened(text string) bool {
	if !strings.Contains(strings.ToUpper(text), "E+") {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
