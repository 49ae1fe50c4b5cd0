package cin

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"throughline/ingest/returns"
)

// shells hold rows and no values.
var shells = map[string]bool{
	"message": true, "children": true, "child": true, "collectiondetails": true, "source": true, "disabilities": true,
	"factorsidentifiedatassessment": true, "reviews": true,
}

// rowsOf are the elements that make a row, and valuesOf those that hold a value, by their names in small letters.
var rowsOf, valuesOf = func() (map[string]Table, map[string]Column) {
	rows, values := map[string]Table{}, map[string]Column{}
	for t := TableHeader; t < tableCount; t++ {
		rows[strings.ToLower(forms[t].element)] = t
	}
	for c := range columnCount {
		values[strings.ToLower(c.String())] = c
	}
	return rows, values
}()

// tree takes the elements of one file.
type tree struct {
	r     *reader
	file  string
	read  int
	line  int
	child int // from 1, over the file
	// details, assessment, plan and others count the elements within the one that holds them.
	details, assessment, plan int
	counts                    [tableCount]int
	open                      []*Row
	raws                      []*strings.Builder
	begun                     [tableCount]int // how many rows of each table there were when the child began
	id                        string
}

func (r *reader) tree(ctx context.Context, t text) error {
	w := &tree{r: r, file: t.name, read: t.read}
	w.begin()
	err := returns.Walk(ctx, t.text, "Child", r.limits, w)
	switch {
	case errors.Is(err, returns.ErrDoctype):
		r.report.Refuse(t.name, "doctype", "The file has a document type declaration, which no census has. What follows it is not read.", "Save the file again from your system.")
	case errors.Is(err, returns.ErrTooLarge):
		r.report.Refuse(t.name, "size", "The file has more elements than a census can have. What follows is not read.", "Check that it is the right file.")
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("reading the census was stopped: %w", err)
	case err != nil:
		r.report.Refuse(t.name, "xml", "The file cannot be read further: its elements lie too deep.", "Check that it is the right file.")
	}
	w.closeAll()
	w.end()
	return nil
}

// begin remembers where the rows of a child begin, end gives them all the child's identifier.
func (w *tree) begin() {
	for t := range w.begun {
		w.begun[t] = len(w.r.made.rows[t])
	}
	w.id, w.details, w.assessment, w.plan = "", 0, 0, 0
	w.counts = [tableCount]int{}
}

func (w *tree) end() {
	rows := 0
	for t := TableHeader + 1; t < tableCount; t++ {
		of := w.r.made.rows[t]
		for i := w.begun[t]; i < len(of); i++ {
			of[i].Child = w.id
			rows++
		}
	}
	if rows > 0 && w.id == "" {
		w.problem(returns.Unread, "child-missing", LAchildID.String(), "", "The child has no identifier. What is known of it is kept, and belongs to no child.", "Fill in LAchildID.")
	}
	w.begin()
}

func (w *tree) where(t Table) string {
	var at []string
	if w.child > 0 && t != TableHeader {
		at = append(at, fmt.Sprintf("Child %d", w.child))
	}
	inDetails := t != TableChildIdentifiers && t != TableChildCharacteristics && t != TableDisabilities
	if w.details > 0 && inDetails && t != TableHeader {
		at = append(at, fmt.Sprintf("CINdetails %d", w.details))
	}
	if t == TableAssessmentFactors {
		at = append(at, fmt.Sprintf("Assessments %d", w.assessment))
	}
	if t == TableReviews {
		at = append(at, fmt.Sprintf("ChildProtectionPlans %d", w.plan))
	}
	if t != NoTable && t != TableCINdetails {
		name := forms[t].element
		if n := w.counts[t]; n > 0 && t != TableHeader && t != TableChildIdentifiers && t != TableChildCharacteristics {
			name = fmt.Sprintf("%s %d", name, n)
		}
		at = append(at, name)
	}
	return strings.Join(at, ", ")
}

// Open begins an element.
func (w *tree) Open(name string, line int) {
	w.line = line
	name = strings.ToLower(name)
	t := rowsOf[name]
	switch {
	case name == "child":
		w.closeAll()
		w.end()
		w.child++
		return
	case t == NoTable:
		return
	}
	w.count(t)
	row := &Row{Table: t, File: w.file, Element: w.where(t), Line: line, cells: make([]returns.Cell, len(forms[t].columns))}
	if t != TableHeader {
		row.ChildNo = w.child
	}
	if t >= TableCINdetails {
		row.Details = w.details
	}
	if t == TableAssessments || t == TableAssessmentFactors {
		row.Assessment = w.assessment
	}
	if t == TableChildProtectionPlans || t == TableReviews {
		row.Plan = w.plan
	}
	w.open = append(w.open, row)
	w.raws = append(w.raws, &strings.Builder{})
	w.tooEarly(row)
}

func (w *tree) count(t Table) {
	w.counts[t]++
	switch t {
	case TableCINdetails:
		w.details++
		w.assessment, w.plan = 0, 0
		for _, within := range []Table{TableAssessments, TableAssessmentFactors, TableCINplanDates, TableSection47, TableChildProtectionPlans, TableReviews, TablePreProceedings} {
			w.counts[within] = 0
		}
	case TableAssessments:
		w.assessment++
		w.counts[TableAssessmentFactors] = 0
	case TableChildProtectionPlans:
		w.plan++
		w.counts[TableReviews] = 0
	default:
	}
}

func (w *tree) tooEarly(row *Row) {
	if from := forms[row.Table].from; w.r.made.Year < from {
		w.r.report.Add(returns.Problem{File: w.file, Element: row.Element, Row: row.Line, Column: forms[row.Table].element, Rule: "element-of-another-year",
			Grade:    returns.Noted,
			Sentence: fmt.Sprintf("%s is part of the census from March %d on, and this is the census of March %d. It is read all the same.", forms[row.Table].element, from, w.r.made.Year),
			Mend:     "Check the year, or take it out."})
	}
}

// Close ends an element: a value, a row or a child.
func (w *tree) Close(name, text string) {
	small := strings.ToLower(name)
	t := rowsOf[small]
	switch {
	case t != NoTable && forms[t].single:
		w.set(name, forms[t].columns[0], text)
		w.closeRow(t)
	case t != NoTable:
		w.between(name, text)
		w.closeRow(t)
	case shells[small]:
		w.between(name, text)
		if small == "child" {
			w.closeAll()
			w.end()
		}
	default:
		c, known := valuesOf[small]
		if !known {
			w.problem(returns.Noted, "element-unknown", name, text, fmt.Sprintf("The census has no element %s. What is in it is used for nothing.", returns.Shown(name)), "Check whether the name is misspelt.")
			return
		}
		w.set(name, c, text)
	}
}

func (w *tree) set(name string, c Column, text string) {
	if len(w.open) == 0 {
		w.problem(returns.Noted, "element-misplaced", name, text, fmt.Sprintf("%s lies in no element that has it. What is in it is used for nothing.", name), "Check where the element belongs.")
		return
	}
	row := w.open[len(w.open)-1]
	fmt.Fprintf(w.raws[len(w.raws)-1], "%s=%s;", name, text)
	at := positions[row.Table][c]
	switch {
	case at == 0:
		w.problem(returns.Noted, "element-misplaced", name, text, fmt.Sprintf("%s has no element %s. What is in it is used for nothing.", forms[row.Table].element, name), "Check where the element belongs.")
		return
	case row.cells[at-1].Written != "":
		w.problem(returns.Unread, "element-twice", name, text, fmt.Sprintf("The element %s is there twice. The first is read.", name), "Take one of the two out.")
		return
	}
	if !w.r.lists.has[c] && text != "" && w.r.made.Year >= forms[row.Table].from {
		w.r.note(row, c, text, "element-of-another-year", fmt.Sprintf("The census of March %d has no element %s. It is read all the same.", w.r.made.Year, c), "Check the year.")
	}
	row.cells[at-1] = w.r.cell(row, c, text)
	if c == LAchildID && w.id == "" {
		w.id = row.cells[at-1].Text
	}
}

// closeRow keeps the row that is open, and every one inside it that was left open.
func (w *tree) closeRow(t Table) {
	for len(w.open) > 0 {
		last := len(w.open) - 1
		row := w.open[last]
		row.Raw = w.raws[last].String()
		w.open, w.raws = w.open[:last], w.raws[:last]
		w.r.made.rows[row.Table] = append(w.r.made.rows[row.Table], *row)
		w.r.report.Files[w.read].Rows++
		if row.Table == t {
			return
		}
	}
}

func (w *tree) closeAll() { w.closeRow(NoTable) }

func (w *tree) between(name, text string) {
	if text != "" {
		w.problem(returns.Unread, "text-between", name, text, "There is text between the elements, where the census has none. It belongs to nothing, and is not read.", "Put it inside an element, or take it out.")
	}
}

func (w *tree) problem(grade returns.Grade, rule, column, text, sentence, mend string) {
	at := w.where(NoTable)
	if len(w.open) > 0 {
		at = w.open[len(w.open)-1].Element
	}
	w.r.report.Add(returns.Problem{File: w.file, Element: at, Row: w.line, Column: column, Value: text, Rule: rule, Grade: grade, Sentence: sentence, Mend: mend})
}

// Broken ends what is open: the rows that were whole stay, and the one that broke keeps what was read of it.
func (w *tree) Broken(line int, why string) {
	w.line = line
	w.problem(returns.Unread, "xml", "", "", why+" The rest of this child is not read; reading goes on with the next.", "Mend the file here, or save it again from your system.")
	w.closeAll()
	w.end()
}
