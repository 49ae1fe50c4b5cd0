package outofplan

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/plan"
	"throughline/render/sheet"
	"throughline/spreadsheet"
)

// About is what a workbook says of itself.
type About struct {
	Council    string
	Inspection string        // its title
	AsAt       calendar.Date // the day described
	Entry      int64         // of the authority's record: what was known
	EntryAt    time.Time     // when that entry was made; zero before the first
	Demo       bool          // everything is invented
	Kept       bool          // the columns of imported files are among the others
}

// The names of a workbook's sheets. The second is one that readers of plans leave out.
const (
	PlanSheet  = "Plan"
	AboutSheet = "Read me"
)

// pagesAcross is how many pages the plan is printed on from side to side: on fewer nobody could read it.
const pagesAcross = 4

// frozen is how many columns stay in sight. More would leave no room on a small screen.
const frozen = 1

// WriteWorkbook writes the table as an Excel workbook: the plan, and a sheet that says what it is and how to send back changes.
func (t *Table) WriteWorkbook(to io.Writer, about About) error {
	if row := t.tooLong(); row > 0 {
		return &TooLong{row}
	}
	return sheet.Write(to, sheet.Book{
		Title: "Plan: " + about.Inspection + ", as at " + about.AsAt.Long(), Creator: about.Council,
		Sheets: []sheet.Sheet{
			{Name: PlanSheet, Columns: t.columns(), Frozen: frozen, Pages: pagesAcross, Rows: t.cells},
			{Name: AboutSheet, Columns: []sheet.Column{{Heading: "About this copy", Width: 30}, {Heading: "What to know", Width: 100}}, Pages: 1, Rows: about.rows},
		},
	})
}

// widthOfKept is the width of a column that came from a file.
const widthOfKept = 24

func (t *Table) columns() []sheet.Column {
	all := make([]sheet.Column, 0, len(t.Headings)+1)
	for _, heading := range append(slices.Clip(t.Headings), Reference) {
		c, ours := ColumnOf(heading)
		if !ours {
			c = Column{Heading: heading, Width: widthOfKept, Typed: true}
		}
		all = append(all, sheet.Column{Heading: spreadsheet.Guard(heading), Width: c.Width, Quiet: !c.Typed, OneLine: heading == Reference})
	}
	return all
}

func (t *Table) cells(yield func([]sheet.Cell) bool) {
	kinds := make([]Kind, len(t.Headings))
	for i, heading := range t.Headings {
		c, _ := ColumnOf(heading)
		kinds[i] = c.Kind
	}
	cells := make([]sheet.Cell, len(t.Headings)+1)
	for i := range t.Rows {
		row := &t.Rows[i]
		for c := range t.Headings {
			cells[c] = cellFor(kinds[c], row.Cells[c])
		}
		cells[len(t.Headings)] = sheet.Cell{Words: row.mark().String()}
		if !yield(cells) {
			return
		}
	}
}

func cellFor(kind Kind, text string) sheet.Cell {
	switch kind {
	case Day:
		if day, err := calendar.Parse(text); err == nil && day.String() == text {
			return sheet.Cell{Day: day}
		}
	case Count:
		if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text {
			return sheet.Cell{Number: &n}
		}
	case Words:
	}
	safe := spreadsheet.Guard(text)
	return sheet.Cell{Words: safe, Kept: safe != text}
}

// TooLong is a plan with more words in one place than a cell can hold.
type TooLong struct{ Row int }

func (e *TooLong) Error() string {
	return fmt.Sprintf("Row %s of the plan has a cell with more than the %s letters that a spreadsheet's cell can hold. Save the plan as text (.csv) instead.",
		plan.Number(e.Row), plan.Number(sheet.MostLetters))
}

// tooLong gives a row with a cell that holds more than a spreadsheet's can, or 0.
func (t *Table) tooLong() int {
	for i := range t.Rows {
		for _, cell := range t.Rows[i].Cells {
			if len(cell) > sheet.MostLetters/2 && sheet.Letters(spreadsheet.Guard(cell)) > sheet.MostLetters {
				return i + 2
			}
		}
	}
	return 0
}

// rows are what the second sheet says, each with its subject.
func (a About) rows(yield func([]sheet.Cell) bool) {
	known := "Entry " + plan.Number(int(a.Entry)) + " of the council’s record"
	if !a.EntryAt.IsZero() {
		known += ", made at " + a.EntryAt.In(calendar.London()).Format("15:04") + " on " + calendar.DayOf(a.EntryAt).Long()
	}
	said := [][2]string{
		{"Plan of", a.Inspection},
		{"Council", a.Council},
		{"As at", a.AsAt.Long()},
		{"Known at", known},
		{"Rows", "There is a row for each part of an action, one for an action without parts, and one for an area for improvement that has no action of its own."},
		{"To change the plan", "Change the cells under dark headings, or add rows. Save the file, and send it to the owner of the plan, who sees each difference and accepts them one by one. Nothing changes before that."},
		{"Grey headings", "Cells under grey headings are worked out, or record what somebody decided. Whether something is done, checked or made a difference can’t be typed in: what is written there is read as a claim and never as a fact."},
		{"The last column", "Leave the column “" + Reference + "” as it is. It matches each row with the plan. Leave it empty in a row that you add."},
		{"Apostrophes", "Words that begin with =, +, -, @ or another sign of a formula have an apostrophe (') before them, so that no spreadsheet runs them. It is taken off when the file is read again."},
		{"Save it as", "An Excel workbook (.xlsx) keeps everything. A text file (.csv) that was saved by a spreadsheet may lose noughts at the end of a reference: 1.10 becomes 1.1."},
	}
	if a.Kept {
		said = append(said, [2]string{"Columns of your own", "Columns of files that were imported, for which the plan has no place, come back under their own names before the last column. They may hold what only those who change the plan read: look through them before you send this copy on."})
	}
	if a.Demo {
		said = append(said, [2]string{"Demonstration", "Everything in this copy is invented."})
	}
	for _, line := range said {
		if !yield([]sheet.Cell{{Words: line[0], Bold: true}, {Words: spreadsheet.Guard(line[1])}}) {
			return
		}
	}
}

// byteOrderMark tells spreadsheets that a text is in UTF-8.
const byteOrderMark = "\ufeff"

// WriteCSV writes the table as text with commas: UTF-8 with a byte order mark, lines ended as RFC 4180 has them, days as 2013-02-01.
func (t *Table) WriteCSV(to io.Writer) error {
	if _, err := io.WriteString(to, byteOrderMark); err != nil {
		return err
	}
	if err := writeRecord(to, t.Headings, Reference); err != nil {
		return err
	}
	for i := range t.Rows {
		if err := writeRecord(to, t.Rows[i].Cells, t.Rows[i].mark().String()); err != nil {
			return err
		}
	}
	return nil
}

var inQuotes = strings.NewReplacer(`"`, `""`)

func writeRecord(to io.Writer, cells []string, last string) error {
	var line strings.Builder
	for _, cell := range cells {
		if cell != "" {
			line.WriteString(`"` + inQuotes.Replace(spreadsheet.Guard(cell)) + `"`)
		}
		line.WriteByte(',')
	}
	line.WriteString(`"` + last + "\"\r\n")
	_, err := io.WriteString(to, line.String())
	return err
}
