package disclosure

import (
	"encoding/json"
	"slices"

	"throughline/calendar"
)

// Table is a table that may be printed. A cell is asked for by the names of its row and its column, where "" is the total.
type Table struct {
	spec        Spec
	cohort      string
	definition  string
	day         calendar.Date
	rows        []string
	columns     []string
	figures     [][]Figure
	percentages [][]Percentage
	withheld    bool
	rounded     bool
}

// Total is the heading of the line and of the column of totals.
const Total = "Total"

func newTable(c Cohort, g grid) Table {
	return Table{spec: g.spec, cohort: c.Name, definition: c.Definition, day: c.Day, rows: g.rows, columns: g.columns}
}

// finish puts the marks of blank cells, and the percentages, into a table whose figures are in place.
func (t *Table) finish(g grid) {
	for _, blank := range t.spec.Blank {
		r, c, _ := g.cellAt(blank.Row, blank.Column)
		t.figures[r][c] = Figure{}
		if blank.Mark == NotApplicable {
			t.figures[r][c] = Inapplicable()
		}
	}
	if t.spec.Percent == NoPercentages {
		return
	}
	bottom := t.figures[len(t.figures)-1]
	for _, line := range t.figures {
		var percentages []Percentage
		for c, f := range line {
			whole := bottom[len(bottom)-1]
			switch t.spec.Percent {
			case OfRow:
				whole = line[len(line)-1]
			case OfColumn:
				whole = bottom[c]
			case OfTotal, NoPercentages:
			}
			percentages = append(percentages, percentageOf(f, whole))
		}
		t.percentages = append(t.percentages, percentages)
	}
}

// Title is the table's title.
func (t Table) Title() string { return t.spec.Title }

// Definition says who is counted. It is printed beside the table.
func (t Table) Definition() string { return t.definition }

// Day is the day that the table describes.
func (t Table) Day() calendar.Date { return t.day }

// Filter is what the table was filtered by.
func (t Table) Filter() []Kept { return slices.Clone(t.spec.Filter) }

// Rows are the headings of the rows, without the total.
func (t Table) Rows() []string { return slices.Clone(t.rows) }

// Columns are the headings of the columns, without the total; there are none in a list.
func (t Table) Columns() []string { return slices.Clone(t.columns) }

// Withheld says whether the table is withheld whole: it counts 1 to 5 people in all, or could not be shown safely.
func (t Table) Withheld() bool { return t.withheld }

// Figure gives a cell. What the table does not have is not available.
func (t Table) Figure(row, column string) Figure {
	if r, c, ok := t.place(row, column); ok {
		return t.figures[r][c]
	}
	return Figure{}
}

// Percentage gives the percentage of a cell. What the table does not have is not available.
func (t Table) Percentage(row, column string) Percentage {
	if r, c, ok := t.place(row, column); ok && t.percentages != nil {
		return t.percentages[r][c]
	}
	return Percentage{}
}

func (t Table) place(row, column string) (r, c int, ok bool) {
	if t.figures == nil {
		return 0, 0, false
	}
	r, c = len(t.rows), len(t.columns)
	if row != "" {
		r = slices.Index(t.rows, row)
	}
	if column != "" {
		c = slices.Index(t.columns, column)
	}
	return r, c, r >= 0 && c >= 0
}

// Longest is the largest number printed inside the table, for the length of a chart's axis; 0 where there is none.
func (t Table) Longest() int {
	longest := 0
	for r := range t.figures {
		for c := range t.figures[r] {
			inside := (r < len(t.rows) || len(t.rows) == 0) && (c < len(t.columns) || len(t.columns) == 0)
			if n, ok := t.figures[r][c].Number(); ok && inside {
				longest = max(longest, n)
			}
		}
	}
	return longest
}

// Note explains the marks that the table prints, and how it is rounded. It is printed under the table.
func (t Table) Note() string {
	if t.withheld {
		return "This table is withheld: it could not be shown without giving away a number from 1 to 5."
	}
	if t.rounded {
		return RoundedLabel
	}
	notes := map[Mark]string{
		Suppressed:    "c: " + whyNotShown,
		NotApplicable: "z: not applicable.",
		NotAvailable:  ":: not available.",
	}
	met := t.marks()
	note := ""
	for _, mark := range []Mark{Suppressed, NotApplicable, NotAvailable} {
		if met[mark] {
			if note != "" {
				note += " "
			}
			note += notes[mark]
		}
	}
	return note
}

// whyNotShown is the exact meaning of the mark c, and of "not shown".
const whyNotShown = "a number from 1 to 5, or one that would let such a number be worked out."

// PlainNote is the note for a table that is printed in the words of Figure.Words, which explain themselves but for "not shown".
func (t Table) PlainNote() string {
	if t.withheld || t.rounded {
		return t.Note()
	}
	if t.marks()[Suppressed] {
		return "Not shown: " + whyNotShown
	}
	return ""
}

// marks are the marks that the table prints.
func (t Table) marks() map[Mark]bool {
	met := map[Mark]bool{}
	for _, line := range t.figures {
		for _, f := range line {
			met[f.Mark()] = true
		}
	}
	for _, line := range t.percentages {
		for _, p := range line {
			met[p.Mark()] = true
		}
	}
	return met
}

// numbers gives the figures as they stand in the cells of a CSV file.
func (t Table) numbers() (out [][]string) {
	for _, line := range t.figures {
		var cells []string
		for _, f := range line {
			cells = append(cells, f.Cell())
		}
		out = append(out, cells)
	}
	return out
}

// Records gives the table as the records of a CSV file: headings, a line for each row, the totals last. With percentages, each column
// of numbers is followed by its own.
func (t Table) Records() (out [][]string) {
	columns := append(slices.Clone(t.columns), Total)
	head := []string{t.spec.Rows}
	for _, column := range columns {
		head = append(head, column)
		if t.percentages != nil {
			head = append(head, column+" (%)")
		}
	}
	out = append(out, head)
	rows := append(slices.Clone(t.rows), Total)
	for r, line := range t.figures {
		record := []string{rows[r]}
		for c, f := range line {
			record = append(record, f.Cell())
			if t.percentages != nil {
				record = append(record, t.percentages[r][c].Cell())
			}
		}
		out = append(out, record)
	}
	return out
}

// MarshalJSON gives the table for an API: what it is, and its lines as they are printed, the totals last.
func (t Table) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Title       string         `json:"title"`
		Cohort      string         `json:"cohort"`
		Definition  string         `json:"definition"`
		Day         calendar.Date  `json:"day"`
		Filter      []Kept         `json:"filter,omitempty"`
		Rows        []string       `json:"rows"`
		Columns     []string       `json:"columns,omitempty"`
		Figures     [][]Figure     `json:"figures"`
		Percentages [][]Percentage `json:"percentages,omitempty"`
		Note        string         `json:"note,omitempty"`
	}{
		t.spec.Title, t.cohort, t.definition, t.day, t.spec.Filter, append(slices.Clone(t.rows), Total), t.columns, t.figures, t.percentages, t.Note(),
	})
}
