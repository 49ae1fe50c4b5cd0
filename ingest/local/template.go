package local

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"throughline/calendar"
	"throughline/practice"
)

// The sheets of a template.
const (
	sheetNotes   = "Read this first"
	sheetRows    = "Rows"
	sheetChoices = "Choices"
)

// templateRows is how far down the drop-downs go; rows below them are read all the same.
const templateRows = 2000

// Template makes a workbook for a kind: a sheet of notes, a sheet for the rows with an example that is never loaded, and the choices of the
// drop-downs. agency is written on the notes where it is known. The same pack and kind give the same content.
func Template(pack *practice.Pack, kind, agency string) ([]byte, error) {
	l, ok := Of(pack, kind)
	if !ok {
		return nil, fmt.Errorf("the pack has no kind of record called “%s”: %s", kind, pack.Near(kind))
	}
	w := &writer{book: excelize.NewFile(), layout: &l}
	w.sheets()
	w.notes(agency)
	w.rows()
	w.choices()
	if w.err != nil {
		return nil, fmt.Errorf("the template of %s can't be made: %w", kind, w.err)
	}
	var out strings.Builder
	if err := w.book.Write(&out); err != nil {
		return nil, fmt.Errorf("the template of %s can't be made: %w", kind, err)
	}
	return []byte(out.String()), w.book.Close()
}

// writer keeps the first error, so that the steps read as what they write.
type writer struct {
	book   *excelize.File
	layout *Layout
	err    error

	title, label, blank, words, dated, heading, needed, example, day, clock, text int // styles
	lists                                                                         []list
}

// list is a drop-down's choices, in a column of their own.
type list struct {
	shown []string
	at    string // the cells
}

func (w *writer) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) put(sheet string, column, row int, value any, style int) {
	cell, err := excelize.CoordinatesToCellName(column, row)
	w.try(err)
	switch value := value.(type) {
	case string:
		w.try(w.book.SetCellStr(sheet, cell, value))
	default:
		w.try(w.book.SetCellValue(sheet, cell, value))
	}
	w.try(w.book.SetCellStyle(sheet, cell, cell, style))
}

func (w *writer) style(s excelize.Style) int {
	n, err := w.book.NewStyle(&s)
	w.try(err)
	return n
}

const dayFormat = "dd/mm/yyyy"

func (w *writer) sheets() {
	w.try(w.book.SetSheetName("Sheet1", sheetNotes))
	for _, name := range []string{sheetRows, sheetChoices} {
		_, err := w.book.NewSheet(name)
		w.try(err)
	}
	w.try(w.book.SetDocProps(&excelize.DocProperties{Title: w.layout.Name, Language: "en-GB", Created: "2024-01-01T00:00:00Z", Modified: "2024-01-01T00:00:00Z"}))
	wrapped := &excelize.Alignment{Vertical: "top", WrapText: true}
	box := []excelize.Border{{Type: "left", Color: "505A5F", Style: 1}, {Type: "right", Color: "505A5F", Style: 1}, {Type: "top", Color: "505A5F", Style: 1}, {Type: "bottom", Color: "505A5F", Style: 1}}
	format, clock := dayFormat, "hh:mm"
	w.title = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 18, Family: "Arial"}})
	w.label = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 11, Family: "Arial"}, Alignment: wrapped})
	w.words = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: wrapped})
	w.blank = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: wrapped, Border: box})
	w.dated = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left"}, Border: box, CustomNumFmt: &format})
	w.heading = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 11, Family: "Arial"}, Alignment: wrapped, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E4E4E4"}}, Border: box})
	w.needed = w.style(excelize.Style{Font: &excelize.Font{Bold: true, Size: 11, Family: "Arial", Color: "FFFFFF"}, Alignment: wrapped, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"003A69"}}, Border: box})
	w.example = w.style(excelize.Style{Font: &excelize.Font{Italic: true, Size: 11, Family: "Arial", Color: "505A5F"}, Alignment: wrapped, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"F3F2F1"}}})
	w.day = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &format})
	w.clock = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: &excelize.Alignment{Vertical: "top"}, CustomNumFmt: &clock})
	w.text = w.style(excelize.Style{Font: &excelize.Font{Size: 11, Family: "Arial"}, Alignment: wrapped, NumFmt: 49})
}

var eachWords = map[practice.Period]string{
	"month": "One file for each month.", "quarter": "One file for each quarter: to 31 March, 30 June, 30 September and 31 December.",
	"year_to_31_march": "One file for each year to 31 March.", "school_term": "One file for each school term.", "day": "One file for each day.",
}

// notes are what whoever fills the workbook in should know, in the order in which they need it.
func (w *writer) notes(agency string) {
	l, row := w.layout, 1
	say := func(label, words string) {
		w.put(sheetNotes, 1, row, label, w.label)
		w.put(sheetNotes, 2, row, words, w.words)
		row++
	}
	w.put(sheetNotes, 1, row, l.Name, w.title)
	row += 2
	if l.Help != "" {
		say("What it is", l.Help)
	}
	say("One row is", rowWords[l.About])
	if l.Send.Asked() {
		say("Whose work it is", l.Send.Who+".")
		say("How often", eachWords[l.Send.Each])
		say("By when", fmt.Sprintf("Within %d working days of the end of the period. Nothing to tell? Send it without rows. A period without a file is shown as “no return”, never as 100%%.", l.Send.Within))
	}
	row++
	w.put(sheetNotes, 1, row, "Fill in these", w.label)
	row++
	for _, field := range []struct {
		label string
		value string
		style int
	}{{labelKind, l.Kind, w.words}, {labelAgency, agency, w.blank}, {labelFrom, "", w.dated}, {labelUntil, "", w.dated}, {labelBy, "", w.blank}} {
		w.put(sheetNotes, 1, row, field.label, w.label)
		if field.value == "" {
			cell, err := excelize.CoordinatesToCellName(2, row)
			w.try(err)
			w.try(w.book.SetCellStyle(sheetNotes, cell, cell, field.style))
		} else {
			w.put(sheetNotes, 2, row, field.value, field.style)
		}
		row++
	}
	row++
	for _, words := range []string{
		"1. Go to the sheet “" + sheetRows + "” below.",
		"2. The first row under the headings is an example. It is marked " + exampleMark + " and is never loaded. You may leave it.",
		"3. Write your rows under it, one for each. A heading that ends in “(needed)” needs an answer in every row.",
		"4. Write a date with the day first, like 05/11/2018. Where a cell has an arrow, choose from the list.",
		"5. Leave a cell blank where you don’t know. Don’t write “n/a” or 0.",
		"6. Don’t change the headings, or add columns. You may leave columns out that nobody asked you for.",
		"7. Save it as an Excel workbook, and send it on the page “Files we ask for”. You see what is wrong with it before it is sent.",
	} {
		w.put(sheetNotes, 1, row, words, w.words)
		w.try(w.book.MergeCell(sheetNotes, fmt.Sprintf("A%d", row), fmt.Sprintf("C%d", row)))
		w.try(w.book.SetRowHeight(sheetNotes, row, 32))
		row++
	}
	row++
	for i, heading := range []string{"Column", "Needed?", "What to write"} {
		w.put(sheetNotes, i+1, row, heading, w.heading)
	}
	row++
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.line > 1 {
			continue
		}
		words := c.Words
		if c.line == 1 {
			words += fmt.Sprintf(" (and so to %d)", Lines)
		}
		w.put(sheetNotes, 1, row, "• "+words, w.words)
		w.put(sheetNotes, 2, row, c.NeededWords(), w.words)
		w.put(sheetNotes, 3, row, c.what(), w.words)
		row++
	}
	for i, width := range []float64{42, 60, 70} {
		name, err := excelize.ColumnNumberToName(i + 1)
		w.try(err)
		w.try(w.book.SetColWidth(sheetNotes, name, name, width))
	}
}

var rowWords = map[practice.Subject]string{
	"child": "one such record of one child.", "adult": "one such record of one adult.", "staff": "one member of staff.", "body": "one organisation, or one of its posts, levels or sites.",
	"shift": "one shift.", "service": "one service.", "request": "one request.", "area": "one sector, community or area.", "family": "one family.",
}

// NeededWords says whether the column must be filled in.
func (c *Column) NeededWords() string {
	switch {
	case c.Needed:
		return "Needed"
	case c.Part == Who:
		return "One way to say who it is"
	case c.Maybe:
		return "Needed in some rows"
	}
	return "If you know it"
}

// what says what a cell takes.
func (c *Column) what() string {
	kind := ""
	switch c.Type {
	case practice.DateField:
		kind = "A date, day first."
	case practice.TimeField:
		kind = "A time, like 17:30."
	case practice.YesNoField:
		kind = "Yes or No."
	case practice.CountField:
		kind = "A whole number."
	case practice.NumberField:
		kind = "A number."
	case practice.ChoiceField, practice.ChoicesField:
		kind = "Choose from the list."
	case practice.LongField:
		kind = "In your words. You may leave it blank: what was said at length stays in the record."
	case practice.StaffField:
		kind = "Their job or your number for them."
	case practice.PersonField:
		kind = "The child’s number at the council."
	default:
		kind = "Words."
	}
	return strings.TrimSpace(c.Note + " " + kind)
}

func (w *writer) rows() {
	l := w.layout
	for i := range l.Columns {
		c := &l.Columns[i]
		style := w.heading
		if c.Needed {
			style = w.needed
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		w.try(err)
		w.try(w.book.SetColWidth(sheetRows, name, name, 22))
		w.try(w.book.SetColStyle(sheetRows, name, w.looks(c.Type)))
		w.put(sheetRows, i+1, 1, c.Heading(), style)
		w.offer(c, fmt.Sprintf("%s2:%s%d", name, name, templateRows))
	}
	for i, cell := range l.Example() {
		w.put(sheetRows, i+1, 2, cell, w.example)
	}
	w.onePageWide(sheetNotes)
	w.try(w.book.SetPanes(sheetRows, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"}))
	w.try(w.book.SetRowHeight(sheetRows, 1, 60))
}

// onePageWide has a sheet printed so that no words fall on a page of their own.
func (w *writer) onePageWide(sheet string) {
	yes, landscape, a4, one, any := true, "landscape", 9, 1, 0
	w.try(w.book.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	w.try(w.book.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &any}))
}

// looks is how a column's cells are shown: numbers such as an NHS number are text, so that no nought is lost.
func (w *writer) looks(t practice.FieldType) int {
	switch t {
	case practice.DateField:
		return w.day
	case practice.TimeField:
		return w.clock
	case practice.CountField, practice.NumberField:
		return w.words
	}
	return w.text
}

// offer gives a column its drop-down, and what to write when a cell of it is chosen.
func (w *writer) offer(c *Column, cells string) {
	v := excelize.NewDataValidation(true)
	v.Sqref = cells
	shown := []string{}
	switch {
	case c.Type == practice.YesNoField:
		shown = []string{"Yes", "No"}
	case c.Type == practice.ChoiceField:
		for _, choice := range c.Choices {
			shown = append(shown, c.Shown(choice))
		}
	}
	switch {
	case len(shown) > 0:
		v.SetSqrefDropList(w.listed(shown))
		v.SetError(excelize.DataValidationErrorStyleWarning, "Not on the list", "Choose one of the answers on the list.")
	case c.Type == practice.DateField:
		w.try(v.SetRange(serial(calendar.Must(1900, 3, 1)), serial(calendar.Must(2100, 12, 31)), excelize.DataValidationTypeDate, excelize.DataValidationOperatorBetween))
		v.SetError(excelize.DataValidationErrorStyleWarning, "Not a date", "Write the day, the month and the year, like 05/11/2018.")
	case c.Type == practice.CountField:
		w.try(v.SetRange(0, 1_000_000_000, excelize.DataValidationTypeWhole, excelize.DataValidationOperatorBetween))
		v.SetError(excelize.DataValidationErrorStyleWarning, "Not a whole number", "Write a whole number in figures, like 12.")
	case c.Type == practice.NumberField:
		w.try(v.SetRange(-1_000_000_000, 1_000_000_000, excelize.DataValidationTypeDecimal, excelize.DataValidationOperatorBetween))
		v.SetError(excelize.DataValidationErrorStyleWarning, "Not a number", "Write a number in figures, like 3 or 0.5.")
	}
	v.SetInput(cut(c.NeededWords(), 32), cut(c.what(), 255))
	w.try(w.book.AddDataValidation(sheetRows, v))
}

// serial is a day as spreadsheets count it: 1 March 1900 is 61.
func serial(day calendar.Date) int { return day.Sub(calendar.Must(1900, 3, 1)) + 61 }

// cut keeps words within what a spreadsheet shows.
func cut(words string, most int) string {
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return words
}

// listed gives the cells of some choices on their own sheet, each list once: choices may have commas in them, and there may be many.
func (w *writer) listed(shown []string) string {
	whole := strings.Join(shown, "\x00")
	for _, had := range w.lists {
		if strings.Join(had.shown, "\x00") == whole {
			return had.at
		}
	}
	name, err := excelize.ColumnNumberToName(len(w.lists) + 1)
	w.try(err)
	at := fmt.Sprintf("%s!$%s$1:$%s$%d", sheetChoices, name, name, len(shown))
	w.lists = append(w.lists, list{shown, at})
	return at
}

func (w *writer) choices() {
	for i, list := range w.lists {
		for n, shown := range list.shown {
			w.put(sheetChoices, i+1, n+1, shown, w.words)
		}
	}
	w.try(w.book.SetSheetVisible(sheetChoices, false))
	w.book.SetActiveSheet(0)
}
