package planfile

import (
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/document"
)

// Guess proposes how a document is to be read: which of its tables and lists are the plan, what each column means, what words and colours
// claim, and in what order dates are written. Each guess says why, and how sure it is.
func Guess(doc document.Document) Mapping {
	m := Mapping{Tables: []Table{}, Statuses: []Status{}}
	for i, block := range doc.Blocks {
		if len(block.Rows) == 0 {
			continue
		}
		if block.List {
			m.Tables = append(m.Tables, guessList(i, block))
			continue
		}
		parts := stretches(block)
		for _, s := range parts {
			t := guessTable(i, block, s)
			if n := len(s.headers); n > 0 && len(parts) > 1 && s.headers[0] > s.first {
				if above := own(block.Rows[s.headers[0]-1]); len(above) == 1 {
					t.Heading = tidy(above[0].Text)
				}
			}
			m.Tables = append(m.Tables, t)
		}
	}
	onlyChoice(doc, m.Tables)
	m.Dates = guessDates(doc, m)
	m.Statuses = guessStatuses(doc, m)
	return m
}

func guessTable(i int, block document.Block, s stretch) Table {
	rows := block.Rows
	if len(s.headers) == 0 && plainHeader(rows, s) {
		s.headers = []int{s.first}
	}
	if len(s.headers) == 1 && marked(rows[s.headers[0]]) {
		return exportedTable(i, block, s)
	}
	columns := meanings(namesOf(rows, s), func(column int) evidence { return evidenceOf(rows, s, column) })
	t := Table{
		Block: i, Place: place(block, rows[s.first]), Heading: block.Heading, First: rows[s.first].Number, Last: rows[s.last].Number,
		Headers: []int{}, Columns: meant(columns),
	}
	for _, h := range s.headers {
		t.Headers = append(t.Headers, rows[h].Number)
	}
	t.Plan, t.Confidence, t.Why = verdict(columns, block.Heading)
	if t.Plan && len(s.headers) == 0 {
		t.Plan, t.Why = false, "it has no row of headings that we know"
	}
	if n := keyRows(readKey(block, s)); n > 0 && (!t.Plan || n*2 > s.last-s.first) {
		t.Plan, t.Confidence, t.Why = false, 85, "it is the key to the colours and words of the plan"
	}
	t.Why = capital(t.Why) + "."
	return t
}

// place is where a table stands: its sheet, or its number in the document, and in a file of text the line where it begins.
func place(block document.Block, row document.Row) document.Place {
	p := at(block, row, 0)
	p.Row, p.Record = 0, 0
	if block.Place.Sheet != "" {
		p.Row = row.Number
	}
	return p
}

// plainHeader says whether the first row can be headings that no published plan has: short words, no dates, and unlike what is below.
func plainHeader(rows []document.Row, s stretch) bool {
	cells := own(rows[s.first])
	if len(cells) < 2 || s.last <= s.first {
		return false
	}
	for _, c := range cells {
		if c.Kind != document.Words || len(c.Text) > 60 || len(days(c.Text, false)) > 0 || claimed(c.Text).known && likest(c.Text).score == 0 || refForm.MatchString(c.Text) {
			return false
		}
	}
	return true
}

// unsure is the confidence in a table that is the plan only because no other is.
const unsure = 40

// onlyChoice takes the likeliest table where none is plainly the plan, as long as its cells give a reason.
func onlyChoice(doc document.Document, tables []Table) {
	best := -1
	for i, t := range tables {
		if t.Plan {
			return
		}
		if t.List || t.Last == t.First {
			continue
		}
		body, reasons := false, 0
		for _, c := range t.Columns {
			switch c.Means {
			case Action, Area:
				body = true
			case DueDate, Progress, Owner, Timescale, Ref, Agency:
				reasons++
			default:
			}
		}
		switch t.Confidence {
		case 90, 85, 80, 75: // it is plainly something else
			continue
		}
		if body && reasons > 0 && (best < 0 || t.Last-t.First > tables[best].Last-tables[best].First) {
			best = i
		}
	}
	if best >= 0 {
		tables[best].Plan, tables[best].Confidence = true, unsure
		tables[best].Why = "No table has the headings of a plan that we know. This one's cells look like a plan's. Check what each column means."
		return
	}
	lists := slices.IndexFunc(tables, func(t Table) bool { return t.List })
	if lists >= 0 && len(tables) == 1 && len(doc.Blocks[tables[lists].Block].Rows) > 1 {
		tables[lists].Plan, tables[lists].Confidence = true, unsure
		tables[lists].Why = "It is the only list in the document. Check that it is the plan."
	}
}

// guessDates counts which way round the dates in figures can be.
func guessDates(doc document.Document, m Mapping) Dates {
	d := Dates{}
	for _, t := range m.plan() {
		for _, c := range t.Columns {
			if c.Means == DueDate || c.Means == NewDate || c.Means == Steps || c.Means == Finished {
				for _, row := range t.rows(doc) {
					d.count(textAt(row, c.Column))
				}
			}
		}
	}
	switch {
	case d.OnlyMonth > 1 && d.OnlyDay == 0:
		d.MonthFirst = true
		d.Why = fmt.Sprintf("%d dates can only be read with the month first, and none only with the day first.", d.OnlyMonth)
	case d.OnlyMonth > 0:
		d.Why = fmt.Sprintf("%d dates can only be read with the day first and %d only with the month first. Dates are read day first, as in the United Kingdom, with a warning where both could be.", d.OnlyDay, d.OnlyMonth)
	default:
		d.Why = "Dates are written day first in the United Kingdom, and no date here speaks against it."
	}
	return d
}

func (d *Dates) count(text string) {
	if len(text) < 6 || !strings.ContainsAny(text, "/.-") {
		return
	}
	for _, m := range inFigures.FindAllStringSubmatch(text, -1) {
		switch figures("", m, false).order {
		case onlyDay:
			d.OnlyDay++
		case onlyMonth:
			d.OnlyMonth++
		case eitherWay:
			d.EitherWay++
		default:
		}
	}
}

// rows gives the rows of a table, its headings among them. A table of another document gives what there is of it.
func (t Table) rows(doc document.Document) []document.Row {
	if t.Block < 0 || t.Block >= len(doc.Blocks) {
		return nil
	}
	rows := doc.Blocks[t.Block].Rows
	from, _ := slices.BinarySearchFunc(rows, t.First, func(r document.Row, n int) int { return r.Number - n })
	to, _ := slices.BinarySearchFunc(rows, t.Last+1, func(r document.Row, n int) int { return r.Number - n })
	return rows[min(from, to):to]
}
