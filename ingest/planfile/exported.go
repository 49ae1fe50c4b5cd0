package planfile

import (
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/document"
	"throughline/spreadsheet"
)

// exportedHeadings are those of a plan that came out of this product, with what they mean. Its other columns are kept as they are.
var exportedHeadings = map[string]Meaning{
	"Section": Section, "Timescale": Timescale, "Area for improvement": Area, "Action reference": Ref, "Action": Action, "Part": Steps,
	"Owner": Owner, "Agency": Agency, "Due date": DueDate, "Revised due date (worked out)": NewDate, "Approved by (worked out)": ApprovedBy,
	"Status (worked out)": Progress,
}

// The headings of exported columns that are read without being asked about.
const (
	exportedActionDue = "Action due date"
	exportedAreaDue   = "Area due date"
	exportedRequested = "Requested due date (worked out)"
)

// marked says that a row is the headings of a plan that came out of this product.
func marked(row document.Row) bool {
	mark, known := false, false
	for i := range row.Cells {
		name := oneLineOf(row.Cells[i].Text)
		mark = mark || strings.EqualFold(name, MarkHeading)
		_, ours := exportedHeadings[name]
		known = known || ours
	}
	return mark && known
}

func oneLineOf(text string) string { return strings.Join(strings.Fields(text), " ") }

// exportedTable guesses nothing: each heading has its meaning.
func exportedTable(i int, block document.Block, s stretch) Table {
	rows := block.Rows
	header := rows[s.headers[0]]
	t := Table{
		Block: i, Place: place(block, rows[s.first]), Heading: block.Heading, First: rows[s.first].Number, Last: rows[s.last].Number,
		Headers: []int{header.Number}, Columns: []Meant{}, Plan: true, Confidence: 100, Why: "It is a plan that Throughline wrote.",
	}
	seen := map[Meaning]bool{}
	for _, n := range namesOf(rows, s) {
		name := spreadsheet.Restore(n.name)
		means := exportedHeadings[name]
		why := "Throughline wrote this heading."
		if _, known := exportedHeadings[name]; !known || seen[means] {
			means, why = Other, "It is kept as it is."
		}
		seen[means] = true
		t.Columns = append(t.Columns, Meant{Column: n.column, Name: name, Means: means, Confidence: 100, Why: why})
	}
	return t
}

// markColumn is the column of the references of a plan that came out of this product, or 0.
func (t Table) markColumn() int {
	for _, c := range t.Columns {
		if strings.EqualFold(c.Name, MarkHeading) {
			return c.Column
		}
	}
	return 0
}

// exported reads a table that came out of this product: a row for each part, and rows of one action are one entry. No cell is taken apart.
func (tr *tableReader) exported(mark int) {
	tr.rows = restored(tr.rows)
	tr.oddities()
	last := ""
	for i, row := range tr.rows {
		tr.row()
		if slices.Contains(tr.table.Headers, row.Number) || len(own(row)) == 0 {
			continue
		}
		if len(tr.table.Headers) > 0 && row.Number < tr.table.Headers[0] {
			tr.above(row, own(row))
			continue
		}
		action := tr.actionOf(i, row, mark, last)
		if action == "" || action != last {
			tr.flushExported()
		}
		tr.open, last = append(tr.open, row), action
	}
	tr.flushExported()
}

// actionOf tells which action a row is of: by its reference, and in a row that was added by the words of the row above.
func (tr *tableReader) actionOf(i int, row document.Row, mark int, last string) string {
	text := oneLineOf(textAt(row, mark))
	if text != "" {
		m, err := ReadMark(text)
		if err == nil {
			return m.Action
		}
		tr.warn(tr.at(row, mark), "%s. The row is read as a new one.", capital(err.Error()))
	}
	if ref, words := textAt(row, tr.ref), textAt(row, tr.main); i > 0 && last != "" && len(tr.open) > 0 && ref+words != "" {
		above := tr.open[0]
		if strings.EqualFold(ref, textAt(above, tr.ref)) && norm(words) == norm(textAt(above, tr.main)) {
			return last
		}
	}
	return fmt.Sprint("row ", row.Number)
}

// restored gives rows with the words that they had before they were made safe.
func restored(rows []document.Row) []document.Row {
	all := make([]document.Row, len(rows))
	for i, row := range rows {
		row.Cells = slices.Clone(row.Cells)
		for c := range row.Cells {
			row.Cells[c].Text = spreadsheet.Restore(row.Cells[c].Text)
		}
		all[i] = row
	}
	return all
}

// exact gives a cell's words as they are.
func exact(row document.Row, column int) string {
	if c := cellAt(row, column); c != nil && column > 0 {
		return c.Text
	}
	return ""
}

// flushExported ends the entry that is being read, and keeps it.
func (tr *tableReader) flushExported() {
	rows := tr.open
	if tr.open = nil; len(rows) == 0 {
		return
	}
	row := rows[0]
	e := Entry{
		Place: tr.at(row, 0), Exported: true, Ref: exact(row, tr.ref), Section: exact(row, tr.sectionColumn), Timescale: exact(row, tr.when),
		Area: exact(row, tr.area), Columns: tr.keptOf(rows),
	}
	if tr.main != tr.area {
		e.Action = exact(row, tr.main)
	}
	var facts []Fact
	for _, row := range rows {
		part, is := tr.exportedPart(row)
		if is {
			e.Parts = append(e.Parts, part)
		}
		facts = append(facts, part.Status)
		if part.Due.After(e.Due) {
			e.Due = part.Due
		}
	}
	e.Status = together(facts)
	whole := exportedActionDue
	if e.Action == "" && len(e.Parts) == 0 {
		whole = exportedAreaDue
	}
	if day, ok := tr.exportedDay(row, whole); ok {
		e.Due = day
	}
	tr.add(e, false)
}

// keptOf gives the columns that are kept. What stands in every row of an action alike is of the action, and is kept once.
func (tr *tableReader) keptOf(rows []document.Row) []Column {
	columns := make([]Column, 0, len(tr.names))
	for _, c := range tr.table.Columns {
		name, ok := tr.names[c.Column]
		if !ok {
			continue
		}
		var words []string
		alike := true
		for _, row := range rows {
			text := tr.shownAt(row, c.Column)
			alike = alike && text == tr.shownAt(rows[0], c.Column)
			if text != "" {
				words = append(words, text)
			}
		}
		if alike {
			words = words[:min(1, len(words))]
		}
		columns = append(columns, Column{name, strings.Join(words, "\n")})
	}
	return columns
}

// exportedPart reads one row. It is none where the action has no parts, or the area no action.
func (tr *tableReader) exportedPart(row document.Row) (part Part, is bool) {
	part.Text = exact(row, tr.steps)
	for _, m := range []Meaning{Owner, Agency} {
		for _, c := range tr.table.columns(m)[:min(1, len(tr.table.columns(m)))] {
			switch text := textAt(row, c.Column); {
			case text == "":
			case m == Owner:
				part.Owners = []string{text}
			default:
				part.Agency = text
			}
		}
	}
	part.Status = tr.statusCell(row)
	if c := cellAt(row, tr.due); c != nil {
		d := tr.dueOf(*c, tidy(c.Text))
		part.Due = d.due
		tr.notes(tr.at(row, tr.due), d.notes)
	}
	if c := cellAt(row, tr.later); c != nil {
		d := tr.dueOf(*c, tidy(c.Text))
		if by := textAt(row, tr.approver); by != "" {
			part.Revised, part.ApprovedBy = d.due, by
		} else {
			part.Requested = d.due
		}
	}
	if day, ok := tr.exportedDay(row, exportedRequested); ok {
		part.Requested = day
	}
	for _, c := range tr.table.Columns {
		if text := tr.shownAt(row, c.Column); text != "" {
			part.Row = append(part.Row, Column{c.Name, text})
		}
	}
	return part, part.Text != "" || len(part.Owners) > 0
}

// shownAt gives a cell's words, and a day as 2013-02-01.
func (tr *tableReader) shownAt(row document.Row, column int) string {
	c := cellAt(row, column)
	switch {
	case c == nil:
		return ""
	case c.Kind == document.Date:
		return c.Date.String()
	default:
		return c.Text
	}
}

func (tr *tableReader) exportedDay(row document.Row, heading string) (day Due, ok bool) {
	for _, c := range tr.table.Columns {
		if c.Name == heading {
			return Day(tr.shownAt(row, c.Column))
		}
	}
	return Due{}, false
}
