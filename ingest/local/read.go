package local

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"throughline/ingest/document"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
	"throughline/practice"
)

// ErrNothing says that no file has the table of the kind. A file that has it, and no rows, says that there is nothing to tell: that is a return.
var ErrNothing = errors.New("none of the files has the table of the kind")

// Read reads files of one kind: workbooks made from its template, also as LibreOffice saves them, and text files with the columns' names or words
// in their first row. Every file, row and cell that can't be read is in the report, and stops no other. The error is ErrNothing, with the report that
// says why, or for a kind that the pack has not.
func Read(pack *practice.Pack, kind string, files []returns.File, limits returns.Limits) (*tabular.Return, *returns.Report, error) {
	l, ok := layout(pack, kind, mostLines)
	if !ok {
		return nil, nil, fmt.Errorf("the pack has no kind of record called “%s”: %s", kind, pack.Near(kind))
	}
	r := &reader{pack: pack, layout: l, report: returns.NewReport(limits), subjects: newSubjects(l.About), limits: limits}
	r.columns = l.lookup()
	for i, file := range files {
		if i >= limits.Files {
			r.report.Refuse(file.Name, "files", fmt.Sprintf("There are more than %d files.", limits.Files), "Send the files of one period alone.")
			continue
		}
		r.file(file)
	}
	made := &tabular.Return{Tables: []string{l.Kind}, Subjects: r.subjects.all()}
	if !slices.ContainsFunc(r.report.Files, func(f returns.Read) bool { return f.As != "" }) {
		return made, r.report, ErrNothing
	}
	return made, r.report, nil
}

type reader struct {
	pack     *practice.Pack
	layout   Layout
	columns  map[string]int // by what a heading is matched by
	report   *returns.Report
	subjects *subjects
	limits   returns.Limits
}

// lookup gives the columns by their words and by their names. Words go first where they say different things.
func (l *Layout) lookup() map[string]int {
	found := map[string]int{}
	for i := range l.Columns {
		found[plainHeading(l.Columns[i].Words)] = i
	}
	for i := range l.Columns {
		if name := plainHeading(l.Columns[i].Name); !had(found, name) {
			found[name] = i
		}
	}
	return found
}

func had[V any](of map[string]V, key string) bool { _, ok := of[key]; return ok }

// column finds the column that a heading is of, or -1.
func (r *reader) column(heading string) int {
	plain := plainHeading(heading)
	for _, asked := range []string{plain, strings.TrimSuffix(plain, plainHeading(" "+neededMark))} {
		if at, ok := r.columns[strings.TrimSpace(asked)]; ok {
			return at
		}
	}
	return -1
}

func (r *reader) file(file returns.File) {
	r.report.Files = append(r.report.Files, returns.Read{Name: file.Name})
	at := len(r.report.Files) - 1
	content, err := returns.Content(file.Content, r.limits)
	switch {
	case err != nil && strings.Contains(err.Error(), returns.ErrTooLarge.Error()):
		r.report.Refuse(file.Name, "size", "The file is larger than such a file can be.", "Check that it is the right file.")
		return
	case err != nil:
		r.report.Refuse(file.Name, "unreadable", "The file could not be read to its end.", "Save it again, and choose it again.")
		return
	}
	doc, err := document.Read(context.Background(), file.Name, content, documentLimits(r.limits), nil)
	if err != nil {
		r.report.Refuse(file.Name, "not-read", err.Error(), "Use the template for “"+r.layout.Name+"”, or save the table as CSV.")
		return
	}
	if doc.Kind == document.Text {
		r.report.Files[at].Encoding = "text"
		if bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")) {
			r.report.Files[at].Encoding = "UTF-8"
		}
	}
	for _, w := range doc.Warnings {
		r.report.Add(returns.Problem{File: file.Name, Row: w.Row, Rule: "file", Grade: returns.Noted, Sentence: w.Text, Mend: "Look whether the file says what it should."})
	}
	said := statedIn(&doc)
	if said.Kind != "" && said.Kind != r.layout.Kind {
		r.report.Refuse(file.Name, "other-kind", "The file’s first sheet says that it is of another kind: "+returns.Shown(said.Kind)+".",
			"Send it as that kind, or use the template for “"+r.layout.Name+"”.")
		return
	}
	block, heading := r.table(&doc)
	if block < 0 {
		r.report.Refuse(file.Name, "headings", "No row of the file has the headings of “"+r.layout.Name+"”.", "Use the template: its headings must stay as they are. In a text file the first row names the columns.")
		return
	}
	r.report.Files[at].As = r.layout.Kind
	t := &table{reader: r, file: file.Name, said: said}
	t.headings(&doc.Blocks[block].Rows[heading])
	for i := range doc.Blocks[block].Rows[heading+1:] {
		row := &doc.Blocks[block].Rows[heading+1+i]
		if t.row(row, i == 0) {
			r.report.Files[at].Rows++
		} else if t.example {
			r.report.Files[at].Blank++
		}
	}
	for i := range doc.Blocks {
		if i != block && i > block && doc.Kind == document.Workbook && !doc.Blocks[i].Hidden && doc.Blocks[i].Place.Sheet != sheetChoices {
			r.report.Add(returns.Problem{File: file.Name, Rule: "other-sheet", Grade: returns.Noted, Value: doc.Blocks[i].Place.Sheet,
				Sentence: "This sheet isn’t read: the rows are on the sheet “" + doc.Blocks[block].Place.Sheet + "”.", Mend: "Copy its rows there, if they belong to it."})
		}
	}
}

func documentLimits(limits returns.Limits) document.Limits {
	of := document.Usual()
	of.Bytes = int(min(int64(of.Bytes), limits.Bytes))
	of.Rows, of.Columns, of.Characters = min(of.Rows, limits.Rows), min(max(of.Columns, limits.Columns), 2*of.Columns), min(of.Characters, limits.Letters)
	return of
}

// table finds the rows: the block, and the row of it, that has the most of the columns as headings. At least two must be there, among the first
// rows of a block.
func (r *reader) table(doc *document.Document) (block, heading int) {
	const among = 20
	block, most := -1, 1
	for b := range doc.Blocks {
		for i := range doc.Blocks[b].Rows[:min(among, len(doc.Blocks[b].Rows))] {
			n := 0
			for _, c := range doc.Blocks[b].Rows[i].Cells {
				if c.Kind == document.Words && !c.Merged && r.column(c.Text) >= 0 {
					n++
				}
			}
			if n > most {
				block, heading, most = b, i, n
			}
		}
	}
	return block, heading
}

// table is one file's rows, as its headings name them.
type table struct {
	*reader
	file    string
	said    Stated
	at      map[int]int  // the layout's column, by the sheet's
	passed  map[int]bool // the sheet's columns whose headings are named in the report as not read
	names   []string     // of the columns that are kept, in the order of the file
	kept    []int        // the sheet's column of each
	example bool         // the last row was the template's example
}

func (t *table) headings(row *document.Row) {
	t.at, t.passed = map[int]int{}, map[int]bool{}
	taken := map[int]bool{}
	for _, c := range row.Cells {
		if strings.TrimSpace(c.Text) == "" {
			continue
		}
		of := t.column(c.Text)
		t.passed[c.Column] = of < 0 || taken[of]
		switch {
		case of < 0:
			t.report.Add(returns.Problem{File: t.file, Row: lineOf(row), Column: returns.Shown(c.Text), Rule: "column", Grade: returns.Noted,
				Sentence: "The column isn’t one of “" + t.layout.Name + "”, and is not read.", Mend: "Give it the heading that the template has, or take it out."})
		case taken[of]:
			t.report.Add(returns.Problem{File: t.file, Row: lineOf(row), Column: returns.Shown(c.Text), Rule: "column-twice", Grade: returns.Unread,
				Sentence: "The column is there twice, and the second is not read.", Mend: "Take one of the two out."})
		default:
			taken[of] = true
			t.at[c.Column] = of
			if private(&t.layout.Columns[of]) {
				continue // names and days of birth lead to a person, and are never kept with the rows
			}
			t.names, t.kept = append(t.names, t.layout.Columns[of].Name), append(t.kept, c.Column)
		}
	}
	for i := range t.layout.Columns {
		if c := &t.layout.Columns[i]; c.Needed && !taken[i] && !(c.Part == Who && t.said.Agency != "" && c.Type == practice.AgencyField) {
			t.report.Add(returns.Problem{File: t.file, Row: lineOf(row), Column: c.Words, Rule: "no-column", Grade: returns.Judged,
				Sentence: "The file has no such column, and every row needs it.", Mend: "Add a column with the heading “" + c.Heading() + "”."})
		}
	}
}

// private says whether a column holds what leads to a person and is not kept with the rows.
func private(c *Column) bool {
	return c.Part == Who && slices.Contains([]string{firstName, lastName, born}, c.Name)
}

func lineOf(row *document.Row) int {
	if row.Line > 0 {
		return row.Line
	}
	return row.Number
}

// row reads one row, and says whether it is kept.
func (t *table) row(row *document.Row, first bool) bool {
	t.example = false
	written := map[int]string{} // by the layout's column
	anything := false
	for i := range row.Cells {
		c := &row.Cells[i]
		text := t.text(c)
		of, known := t.at[c.Column]
		if text == "" || t.passed[c.Column] {
			continue
		}
		if !known {
			t.report.Add(returns.Problem{File: t.file, Row: lineOf(row), Column: columnLetter(c.Column), Value: text, Rule: "no-heading", Grade: returns.Noted,
				Sentence: "The cell stands in a column that is not read.", Mend: "Move it under a heading of the template, or take it out."})
			continue
		}
		written[of], anything = text, true
	}
	if !anything {
		return false
	}
	if t.isExample(written) {
		t.example = true
		if !first || !t.untouched(written) {
			t.report.Add(returns.Problem{File: t.file, Row: lineOf(row), Rule: "example", Grade: returns.Noted,
				Sentence: "The row is marked as the example, so it is not loaded.", Mend: "If it is a row of yours, take out the word " + exampleMark + " and write what the column asks for."})
		}
		return false
	}
	if named := t.layout.subjectColumn(); named >= 0 && written[named] == "" && t.said.Agency != "" && t.layout.Columns[named].Type == practice.AgencyField {
		written[named] = t.said.Agency
	}
	held := tabular.Row{Table: t.layout.Kind, File: t.file, Line: lineOf(row), Columns: t.names, Written: make([]string, len(t.names))}
	for i, column := range t.kept {
		held.Written[i] = t.layout.Columns[t.at[column]].kept(written[t.at[column]])
	}
	if named := t.layout.subjectColumn(); named >= 0 && written[named] != "" && held.Cell(t.layout.Columns[named].Name) == "" && !private(&t.layout.Columns[named]) {
		if at := slices.Index(held.Columns, t.layout.Columns[named].Name); at >= 0 {
			held.Written[at] = written[named]
		} else {
			held.Columns, held.Written = append(slices.Clone(held.Columns), t.layout.Columns[named].Name), append(held.Written, written[named])
		}
	}
	t.judge(lineOf(row), written)
	return t.keep(lineOf(row), held, written)
}

// judge finds what can't be read in a row, and what the kind asks for and it lacks.
func (t *table) judge(line int, written map[int]string) {
	cells := make([]int, 0, len(written))
	for of := range written {
		cells = append(cells, of)
	}
	slices.Sort(cells)
	wrong := map[string]bool{}
	for _, of := range cells {
		c := &t.layout.Columns[of]
		if _, fault := c.read(written[of]); fault != nil {
			wrong[c.Name], wrong[c.field] = true, true
			t.report.Add(returns.Problem{File: t.file, Row: line, Column: c.Words, Value: written[of], Rule: fault.rule, Grade: returns.Unread, Sentence: fault.sentence, Mend: fault.mend})
		}
	}
	values := t.layout.values(written)
	for _, need := range t.pack.Unfinished(t.layout.form, practice.Record{Values: values}) {
		c := t.layout.asked(need)
		if c != nil && (wrong[c.Name] || c.Type == practice.LongField) {
			continue
		}
		p := returns.Problem{File: t.file, Row: line, Rule: "rule", Grade: returns.Judged, Sentence: "The row breaks a rule of “" + t.layout.Name + "”.", Mend: need}
		if c != nil {
			p.Column, p.Rule, p.Sentence = c.Words, "needed", "It is blank, and the row needs it."
		}
		t.report.Add(p)
	}
}

// asked is the column that a sentence of the pack asks to be filled in, or nil.
func (l *Layout) asked(need string) *Column {
	for i := range l.Columns {
		c := &l.Columns[i]
		f := slices.IndexFunc(l.form.Fields, func(f practice.Field) bool { return f.Name == c.field })
		if f >= 0 && need == "Fill in “"+l.form.Fields[f].Words+"”." {
			return c
		}
	}
	return nil
}

// text is what a cell says, as the columns read it: a day in the order of its years, and a number without the marks that a format shows.
func (t *table) text(c *document.Cell) string {
	of, known := t.at[c.Column]
	switch {
	case c.Kind == document.Date && known && t.layout.Columns[of].Type == practice.TimeField:
		return strings.TrimSpace(c.Text)
	case c.Kind == document.Date && !c.Date.IsZero():
		return c.Date.String()
	case c.Kind == document.Number && known:
		return numberText(c, t.layout.Columns[of].Type)
	}
	return strings.TrimSpace(c.Text)
}

func numberText(c *document.Cell, as practice.FieldType) string {
	plain := strconv.FormatFloat(c.Number, 'f', -1, 64)
	switch as {
	case practice.TimeField:
		if c.Number >= 0 && c.Number < 1 {
			minutes := int(math.Round(c.Number * 24 * 60))
			return fmt.Sprintf("%02d:%02d", minutes/60%24, minutes%60)
		}
	case practice.NumberField, practice.CountField, practice.DateField:
		return plain
	default:
		if strings.Trim(c.Text, "0123456789") == "" {
			return c.Text // a number shown with the noughts before it
		}
		return plain
	}
	return strings.TrimSpace(c.Text)
}

func columnLetter(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}
