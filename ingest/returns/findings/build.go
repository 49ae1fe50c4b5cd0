package findings

import (
	"slices"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/rules903"
	"throughline/ingest/returns/rulescin"
)

// cell is one cell that the reader says something about.
type cell struct {
	place
	table, column string
}

type builder struct {
	f        *Findings
	most     int
	unlisted map[string]int
	at       map[place][]ref // the rows where the reader says something
	cells    map[cell]int    // the place in f.Rows, plus one, of what the reader says of a cell
}

func (b *builder) add(r Row) bool {
	if len(b.f.Rows) >= b.most {
		b.unlisted[r.Rule]++
		return false
	}
	b.f.Rows = append(b.f.Rows, r)
	return true
}

// index finds the rows that problems are about.
func (b *builder) index(problems []returns.Problem, tables []table) {
	for i := range problems {
		if p := &problems[i]; p.Row > 0 {
			b.at[place{p.File, p.Element, p.Row}] = nil
		}
	}
	for _, t := range tables {
		for _, r := range t.rows {
			at := r.place()
			if rows, asked := b.at[at]; asked {
				b.at[at] = append(rows, r)
			}
		}
	}
}

// about is the row that a problem is about: of those in its place, the first whose table has the column.
func (b *builder) about(p *returns.Problem) (ref, bool) {
	rows := b.at[place{p.File, p.Element, p.Row}]
	for _, r := range rows {
		if slices.Contains(r.columns(), p.Column) {
			return r, true
		}
	}
	if len(rows) == 0 {
		return ref{}, false
	}
	return rows[0], true
}

const childMissing = "child-missing"

// readers lists what the reader says.
func (b *builder) readers(problems []returns.Problem) {
	as := map[string]string{}
	for _, read := range b.f.Files {
		if read.As != "XML" {
			as[read.Name] = read.As
		}
	}
	for i := range problems {
		p := &problems[i]
		row := Row{
			File: p.File, Element: p.Element, Line: p.Row, Table: as[p.File], Value: p.Value, Rule: p.Rule, Grade: p.Grade, Sentence: p.Sentence, Mend: p.Mend,
		}
		if p.Column != "" {
			row.Columns = []string{p.Column}
		}
		of, found := b.about(p)
		if found {
			row.Table, row.Child = of.table(), of.child()
			if p.Rule == childMissing && row.Child == "" {
				row.Grade = NotLoaded
			}
		}
		if !b.add(row) || !found || p.Column == "" {
			continue
		}
		key := cell{of.place(), row.Table, p.Column}
		if b.cells[key] == 0 {
			b.cells[key] = len(b.f.Rows)
		}
	}
}

// The reasons that a row was read and not loaded.
const (
	namesNobody = "The row names no child."
	ofTheWhole  = "The row is about the return as a whole, and no child's."
)

// account tells what became of every row that was read, and lists each that names no child.
func (b *builder) account(tables []table) {
	told := map[cell]bool{}
	for i := range b.f.Rows {
		if r := &b.f.Rows[i]; r.Grade == NotLoaded {
			told[cell{place{r.File, r.Element, r.Line}, r.Table, ""}] = true
		}
	}
	nobody, whole := 0, 0
	for _, t := range tables {
		tally := Tally{Table: t.name, Read: len(t.rows)}
		for _, r := range t.rows {
			switch {
			case r.child() != "":
				tally.Loaded++
			case r.whole:
				tally.NotLoaded++
				whole++
			default:
				tally.NotLoaded++
				nobody++
				if at := r.place(); !told[cell{at, t.name, ""}] {
					b.add(Row{
						File: at.file, Element: at.element, Line: at.line, Table: t.name, Rule: "row-of-no-child", Grade: NotLoaded,
						Sentence: "The row belongs to no child, because the child it stands with has no identifier. It is read, and loaded for nobody.", Mend: "Fill in the child's identifier.",
					})
				}
			}
		}
		b.f.Loaded += tally.Loaded
		b.f.Tables = append(b.f.Tables, tally)
	}
	for _, left := range []Left{{namesNobody, nobody}, {ofTheWhole, whole}} {
		if left.Rows > 0 {
			b.f.Left = append(b.f.Left, left)
		}
	}
}

// rule is what a rule of either return says.
type rule struct {
	code, sentence, mend string
	fields               []string
}

func (b *builder) judged903(judged rules903.Judged) {
	if judged.Year != 0 {
		b.f.RulesYear = judged.Year
	}
	for i := range judged.Found {
		found := &judged.Found[i]
		named := rule{found.Rule.Code, found.Rule.Sentence(), found.Rule.Mend(), found.Rule.Fields}
		for _, r := range found.Rows {
			b.judged(of903{r}, named, "")
		}
		for _, r := range found.Last {
			b.judged(of903{r}, named, " (return of the year before)")
		}
	}
}

func (b *builder) judgedCIN(judged rulescin.Judged) {
	if judged.Year != 0 {
		b.f.RulesYear = judged.Year
	}
	for i := range judged.Found {
		found := &judged.Found[i]
		named := rule{found.Rule.Code, found.Rule.Sentence(), found.Rule.Mend(), found.Rule.Fields}
		if found.Whole {
			b.add(Row{Columns: found.Rule.Fields, Rule: named.code, Grade: returns.Judged, Sentence: named.sentence, Mend: named.mend})
		}
		for _, r := range found.Rows {
			b.judged(ofCIN{r}, named, "")
		}
	}
}

// judged lists a row that a rule names, or gives what the reader says of the same cell the rule's sentence.
func (b *builder) judged(of source, named rule, aside string) {
	at := of.place()
	row := Row{
		File: at.file + aside, Element: at.element, Line: at.line, Table: of.table(), Rule: named.code, Grade: returns.Judged, Sentence: named.sentence, Mend: named.mend, Child: of.child(),
	}
	for _, column := range of.columns() {
		if slices.Contains(named.fields, column) {
			row.Columns = append(row.Columns, column)
		}
	}
	row.Value = valueOf(of, row.Columns)
	if len(row.Columns) == 1 && aside == "" {
		if n := b.cells[cell{at, row.Table, row.Columns[0]}]; n > 0 && b.f.Rows[n-1].Also == "" {
			b.f.Rows[n-1].name(named)
			return
		}
	}
	if len(row.Columns) == 0 {
		row.Columns = slices.Compact(slices.Sorted(slices.Values(named.fields)))
	}
	b.add(row)
}

// name adds to what the reader says of a cell that a rule names it too. The graver of the two says what became of it.
func (r *Row) name(by rule) {
	r.Also, r.AlsoIs, r.Sentence = by.code, returns.Judged, by.sentence
	if gravity(r.Grade) > gravity(returns.Judged) {
		r.Rule, r.Also, r.Grade, r.AlsoIs = r.Also, r.Rule, r.AlsoIs, r.Grade
	}
}

func valueOf(of source, columns []string) string {
	if len(columns) == 1 {
		return returns.Shown(of.written(columns[0]))
	}
	parts := make([]string, len(columns))
	for i, column := range columns {
		written := strings.TrimSpace(of.written(column))
		if written == "" {
			written = "blank"
		}
		parts[i] = column + ": " + returns.Shown(written)
	}
	return strings.Join(parts, "; ")
}
