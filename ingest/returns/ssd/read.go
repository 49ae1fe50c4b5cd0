package ssd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

// ErrNothing says that none of the files is a table of the dataset.
var ErrNothing = errors.New("none of the files is a table of the Standard Safeguarding Dataset")

// The tables that are not read like the others.
const (
	people        = "ssd_person"
	episodes      = "ssd_cla_episodes"
	reviews       = "ssd_cla_reviews"
	professionals = "ssd_professionals"
	identifiers   = "ssd_linked_identifiers"
	send          = "ssd_send"
)

type reader struct {
	limits returns.Limits
	report *returns.Report
	had    map[string]bool
	rows   []row
	seen   map[string]string // a table's own identifiers of rows, and what the row says
}

// row is a row before it is known whose it is. names are those of people, which the row is kept without.
type row struct {
	tabular.Row
	names map[string]string
}

// Read reads the tables of one extract. The report is whole even when an error is given, which is so only when no file is a table of the dataset.
func Read(files []returns.File, limits returns.Limits) (*tabular.Return, *returns.Report, error) {
	r := &reader{limits: limits, report: returns.NewReport(limits), had: map[string]bool{}, seen: map[string]string{}}
	for _, file := range r.report.Open(files, limits, returns.Whose{Return: "dataset", SaveAs: "Save each table as CSV."}) {
		r.file(file)
	}
	if len(r.had) == 0 {
		return &tabular.Return{}, r.report, ErrNothing
	}
	made := &tabular.Return{Subjects: r.subjects()}
	for _, name := range Tables() {
		if r.had[name] {
			made.Tables = append(made.Tables, name)
		}
	}
	return made, r.report, nil
}

func (r *reader) file(file returns.Opened) {
	if strings.TrimSpace(file.Text) == "" {
		r.report.Refuse(file.Name, "empty", "The file has nothing in it.", "Leave it out, or save it again from your system.")
		return
	}
	s, ok := recognise(file.Text)
	if !ok {
		r.report.Refuse(file.Name, "not-a-table", "The columns are those of no table of the Standard Safeguarding Dataset that is read.",
			"Check that the first row holds the names of the columns, or leave the file out.")
		return
	}
	read := &r.report.Files[file.At]
	read.As = s.table.name
	if r.had[s.table.name] {
		r.add(file.Name, 0, "", "", "table-twice", returns.Noted, "There is another file with the table "+s.table.name+". The rows of both are read.", "If one is an older copy, leave it out.")
	}
	r.had[s.table.name] = true
	r.headings(file.Name, &s)
	for s.records.next() {
		switch {
		case blank(s.records.cells):
			read.Blank++
			continue
		case read.Rows >= r.limits.Rows:
			r.add(file.Name, s.records.from, "", "", "too-many-rows", returns.Refused, fmt.Sprintf("The file has more than %d rows. What follows is not read.", r.limits.Rows), "Check that it is the right file.")
			return
		}
		r.row(file.Name, &s)
		read.Rows++
	}
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

func (r *reader) add(file string, line int, column, value, rule string, grade returns.Grade, sentence, mend string) {
	r.report.Add(returns.Problem{File: file, Row: line, Column: column, Value: value, Rule: rule, Grade: grade, Sentence: sentence, Mend: mend})
}

func (r *reader) headings(file string, s *sheet) {
	for _, name := range s.extra {
		r.add(file, s.records.from, returns.Shown(name), "", "column", returns.Noted, "The table "+s.table.name+" has no such column, and it is not read.", "Check its name, or take it out.")
	}
	for _, name := range s.doubled {
		r.add(file, s.records.from, name, "", "column-twice", returns.Unread, "The column is there twice, and the second is not read.", "Take one of the two out.")
	}
	for _, name := range s.missing {
		r.add(file, s.records.from, name, "", "no-column", returns.Noted, "The file has no such column. It is read as blank.", "Add it, if your system has it.")
	}
}

func (r *reader) row(file string, s *sheet) {
	t, line := s.table, s.records.from
	made := row{Row: tabular.Row{Table: t.name, File: file, Line: line}, names: map[string]string{}}
	for i, cell := range s.records.cells {
		if i >= len(s.place) || s.place[i] < 0 {
			continue
		}
		c := t.columns[s.place[i]]
		cell = r.cell(file, line, c, cell)
		if slices.Contains(private, c.name) {
			made.names[c.name] = strings.TrimSpace(cell)
			continue
		}
		made.Columns, made.Written = append(made.Columns, c.name), append(made.Written, cell)
	}
	if extra := len(s.place); len(s.records.cells) > extra && !blank(s.records.cells[extra:]) {
		r.add(file, line, "", "", "row-long", returns.Unread, fmt.Sprintf("The row has %d cells, but there are %d columns: a cell may be parted in two, and those after it in the wrong columns.", len(s.records.cells), extra),
			"Put quotation marks round a cell that has the delimiter in it.")
	}
	if len(s.records.cells) < len(s.place) {
		r.add(file, line, "", "", "row-short", returns.Unread, fmt.Sprintf("The row has %d cells, but there are %d columns. Those that are not there are read as blank.", len(s.records.cells), len(s.place)), "Check that the row was not cut off.")
	}
	if s.records.stray {
		r.add(file, line, "", "", "quotation-mark", returns.Unread, "A quotation mark in the row is not closed.", "Take it out, or write it twice inside a cell that has one at each end.")
	}
	r.twice(&made, t)
	r.rows = append(r.rows, made)
}

// twice notes two rows that have one identifier and say different things. Both are kept.
func (r *reader) twice(made *row, t *table) {
	own := made.Cell(t.columns[0].name)
	if t.columns[0].kind != id || own == "" || t.name == identifiers {
		return
	}
	key, says := t.name+"\x1F"+own, strings.Join(made.Written, "\x1F")
	if had, is := r.seen[key]; is && had != says {
		r.add(made.File, made.Line, t.columns[0].name, own, "id-twice", returns.Judged, "Another row has the same identifier and says something else. Both are kept.", "Find out which row is right, and take the other out.")
	}
	r.seen[key] = says
}
