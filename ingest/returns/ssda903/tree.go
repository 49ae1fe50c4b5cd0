package ssda903

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"throughline/ingest/returns"
)

// parents are the elements that make a row of a table, and header the rows that a child's HEADER makes besides its own.
var (
	parents = map[string]Table{
		"HEADER": TableHeader, "EPISODE": TableEpisodes, "AREVIEW": TableReviews, "AMISSING": TableMissing, "OC2": TableOC2,
		"PERMANENCE": TablePrevPerm, "AD_PLACED": TablePlacedAdoption, "ASWEPISODE": TableSWEpisodes, "SWEPISODE": TableSWEpisodes,
		"ADOLO": TableDoLo, "DOLO": TableDoLo,
	}
	header = []Table{TableHeader, TableUASC, TableAD1, TableOC3}
	// shells hold rows and no values.
	shells = map[string]bool{"EXPSSDA903": true, "CHILD": true}
)

// value is one element with text, and where it was.
type value struct {
	column Column
	text   string
}

// branch is an open element that makes a row.
type branch struct {
	name   string
	table  Table
	line   int
	order  int // which of its name within the child
	values []value
	odd    []value // repeated; the first is read
}

// tree reads the XML form. It holds one child at a time.
type tree struct {
	r        *reader
	file     string
	read     int
	child    int // from 1
	line     int
	names    []string
	branches []branch // those open
	done     []branch // those closed, of the child that is open
	counts   map[string]int
}

func (r *reader) tree(ctx context.Context, t text) error {
	r.made.XML = true
	r.report.Files[t.read].As = "XML"
	for table := TableHeader; table < TableSWEpisodes; table++ {
		r.made.had[table] = true
	}
	w := &tree{r: r, file: t.name, read: t.read, counts: map[string]int{}}
	err := returns.Walk(ctx, t.text, "CHILD", r.limits, w)
	switch {
	case errors.Is(err, returns.ErrDoctype):
		r.report.Refuse(t.name, "doctype", "The file has a document type declaration, which no return has. What follows it is not read.", "Save the file again from your system.")
	case errors.Is(err, returns.ErrTooLarge):
		r.report.Refuse(t.name, "size", "The file has more rows than a return can have. What follows is not read.", "Check that it is the right file.")
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("reading the return was stopped: %w", err)
	case err != nil:
		r.report.Refuse(t.name, "xml", "The file cannot be read further: its elements lie too deep.", "Check that it is the right file.")
	}
	w.endChild()
	return nil
}

func (w *tree) where(b branch) string {
	at := fmt.Sprintf("CHILD %d", w.child)
	if b.name == "" {
		return at
	}
	return fmt.Sprintf("%s, %s %d", at, b.name, b.order)
}

// Open begins an element.
func (w *tree) Open(name string, line int) {
	name = strings.ToUpper(name)
	w.names, w.line = append(w.names, name), line
	switch {
	case name == "CHILD":
		w.endChild()
		w.child++
	case parents[name] != NoTable:
		w.counts[name]++
		w.branches = append(w.branches, branch{name: name, table: parents[name], line: line, order: w.counts[name]})
	}
}

// Close ends an element: a value, a row or a child.
func (w *tree) Close(name, text string) {
	name = strings.ToUpper(name)
	w.names = w.names[:max(0, len(w.names)-1)]
	switch {
	case parents[name] != NoTable && len(w.branches) > 0:
		last := len(w.branches) - 1
		b := w.branches[last]
		w.branches = w.branches[:last]
		w.done = append(w.done, b)
		w.between(name, text)
	case shells[name]:
		w.between(name, text)
		if name == "CHILD" {
			w.endChild()
		}
	default:
		w.value(name, text)
	}
}

// between notes text that stands where only elements may.
func (w *tree) between(name, text string) {
	if text != "" {
		w.problem(returns.Unread, "text-between", name, text, "There is text between the elements, where the return has none. It belongs to nothing, and is not read.", "Put it inside an element, or take it out.")
	}
}

func (w *tree) problem(grade returns.Grade, rule, column, text, sentence, mend string) {
	w.r.report.Add(returns.Problem{File: w.file, Element: w.where(branch{}), Row: w.line, Column: column, Value: text, Rule: rule, Grade: grade,
		Sentence: sentence, Mend: mend})
}

func (w *tree) value(name, text string) {
	as := name
	if other := known[name]; other != "" {
		as = other
	}
	c, ok := columnNames[as]
	if !ok || len(w.branches) == 0 {
		w.problem(returns.Noted, "element-unknown", name, text, fmt.Sprintf("The return has no element %s here. What is in it is used for nothing.", returns.Shown(name)), "Check whether the name is misspelt.")
		return
	}
	b := &w.branches[len(w.branches)-1]
	if !belongs(b.table, c) {
		if w.inHeader(c) {
			return
		}
		w.problem(returns.Noted, "element-misplaced", name, text, fmt.Sprintf("%s has no element %s. What is in it is used for nothing.", b.name, name), "Check where the element belongs.")
		return
	}
	for _, v := range b.values {
		if v.column == c {
			b.odd = append(b.odd, value{c, text})
			w.problem(returns.Unread, "element-twice", name, text, fmt.Sprintf("The element %s is there twice. The first is read.", name), "Take one of the two out.")
			return
		}
	}
	b.values = append(b.values, value{c, text})
}

// inHeader says whether a value that lies in another element of the child is one of the child's own, which HEADER has already.
func (w *tree) inHeader(c Column) bool { return c == Child || c == DOB }

func belongs(t Table, c Column) bool {
	if t != TableHeader {
		return positions[t][c] > 0
	}
	for _, h := range header {
		if positions[h][c] > 0 {
			return true
		}
	}
	return false
}

// Broken ends what is open: the rows that were whole stay, and the one that broke keeps what was read of it.
func (w *tree) Broken(line int, why string) {
	w.line = line
	w.problem(returns.Unread, "xml", "", "", why+" The rest of this child is not read; reading goes on with the next.", "Mend the file here, or save it again from your system.")
	for len(w.branches) > 0 {
		last := len(w.branches) - 1
		w.done = append(w.done, w.branches[last])
		w.branches = w.branches[:last]
	}
	w.names = w.names[:0]
	w.endChild()
}

// endChild makes the rows of a child. Its HEADER says who it is for all of them.
func (w *tree) endChild() {
	if len(w.done) == 0 {
		clear(w.counts)
		return
	}
	var own []value
	for _, b := range w.done {
		if b.table == TableHeader {
			own = b.values
			break
		}
	}
	for _, b := range w.done {
		if b.table != TableHeader {
			w.row(b, b.table, own)
			continue
		}
		for _, t := range header {
			if t == TableHeader || w.holds(b, t) {
				w.row(b, t, nil)
			}
		}
	}
	w.done = w.done[:0]
	clear(w.counts)
}

// holds says whether a HEADER has anything of a table besides who the child is.
func (w *tree) holds(b branch, t Table) bool {
	for _, v := range b.values {
		if positions[t][v.column] > 0 && v.column != Child && v.column != DOB && v.column != Sex && v.text != "" {
			return true
		}
	}
	return false
}

func (w *tree) row(b branch, t Table, own []value) {
	row := Row{Table: t, File: w.file, Element: w.where(b), Line: b.line, cells: make([]returns.Cell, len(forms[t].columns)+len(forms[t].added))}
	var raw strings.Builder
	for _, v := range append(append([]value(nil), b.values...), b.odd...) {
		fmt.Fprintf(&raw, "%s=%s;", v.column, v.text)
	}
	row.Raw = raw.String()
	put := func(v value, quiet bool) {
		at := positions[t][v.column]
		if at == 0 || row.cells[at-1].Written != "" {
			return
		}
		if quiet {
			kept := w.r.report
			w.r.report = returns.NewReport(returns.Limits{})
			row.cells[at-1] = w.r.cell(&row, v.column, v.text)
			w.r.report = kept
			return
		}
		before := w.r.isoDates
		row.cells[at-1] = w.r.cell(&row, v.column, v.text)
		if before == 0 && w.r.isoDates > 0 {
			w.r.firstISO = row.Line
		}
	}
	for _, v := range b.values {
		put(v, t != TableHeader && b.table == TableHeader && (v.column == Child || v.column == DOB || v.column == Sex))
	}
	for _, v := range own {
		if v.column == Child || v.column == DOB {
			put(v, true) // what is wrong with it is said once, at the HEADER
		}
	}
	if t == TableHeader || b.table != TableHeader {
		w.r.saysChild(&row)
	}
	w.r.made.had[t] = true
	w.r.made.rows[t] = append(w.r.made.rows[t], row)
	w.r.report.Files[w.read].Rows++
}
