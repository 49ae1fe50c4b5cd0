package findings

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"throughline/ingest/returns"
	"throughline/render/sheet"
	"throughline/spreadsheet"
)

// columns are those of the list, with their widths in letters.
var columns = []sheet.Column{
	{Heading: "File", Width: 28},
	{Heading: "Element", Width: 22},
	{Heading: "Row", Width: 8},
	{Heading: "Table", Width: 16},
	{Heading: "Column", Width: 20},
	{Heading: "Value", Width: 24},
	{Heading: "Child", Width: 18},
	{Heading: "Rule", Width: 18},
	{Heading: "What became of it", Width: 20},
	{Heading: "What is wrong", Width: 60},
	{Heading: "How to mend it", Width: 60},
}

// Cells are a row of the list as words, as it is written to a file.
func (r *Row) Cells() []string {
	file, line := r.File, ""
	if file == "" {
		file = "The return"
	}
	if r.Line > 0 {
		line = strconv.Itoa(r.Line)
	}
	return []string{returns.Shown(file), r.Element, line, r.Table, strings.Join(r.Columns, ", "), r.Value, r.Child, r.Rules(), Words(r.Grade), r.Sentence, r.Mend}
}

// listed gives the rows of the list, and at its end how many more there are of what is not listed.
func (f *Findings) listed(yield func([]string) bool) {
	for i := range f.Rows {
		if !yield(f.Rows[i].Cells()) {
			return
		}
	}
	for _, more := range f.Unlisted {
		row := make([]string, len(columns))
		row[7], row[9], row[10] = more.Rule, more.sentence(), "Mend those that are listed, and read the files again."
		if !yield(row) {
			return
		}
	}
}

func (u Unlisted) sentence() string {
	if u.More == 1 {
		return "1 more of these is not listed."
	}
	return fmt.Sprintf("%d more of these are not listed.", u.More)
}

// WriteCSV writes the list as a text table, and after it the rules that were not judged. No word of it is run by a spreadsheet.
func (f *Findings) WriteCSV(to io.Writer) error {
	out := csv.NewWriter(to)
	heads := make([]string, len(columns))
	for i, c := range columns {
		heads[i] = c.Heading
	}
	if err := out.Write(heads); err != nil {
		return err
	}
	for row := range f.listed {
		if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
			return err
		}
	}
	for _, not := range f.NotJudged {
		row := make([]string, len(columns))
		row[0], row[7], row[8], row[9] = "The return", not.Rule, "Rule not judged", not.Why
		if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// About says what a workbook is of.
type About struct {
	Title   string
	Creator string   // the council
	Lines   []string // besides what the findings say
}

// WriteWorkbook writes the list as a workbook with a summary. Every word is text: no value is run as a formula.
func (f *Findings) WriteWorkbook(to io.Writer, about About) error {
	return sheet.Write(to, sheet.Book{Title: about.Title, Creator: about.Creator, Sheets: []sheet.Sheet{
		{Name: "Problems", Columns: columns, Frozen: 1, Rows: func(yield func([]sheet.Cell) bool) {
			cells := make([]sheet.Cell, len(columns))
			for row := range f.listed {
				for i, words := range row {
					cells[i] = sheet.Cell{Words: words}
				}
				if !yield(cells) {
					return
				}
			}
		}},
		{Name: "Summary", Columns: []sheet.Column{{Heading: "What", Width: 40}, {Heading: "Of it", Width: 30}, {Heading: "Number", Width: 12}, {Heading: "More", Width: 80}}, Pages: 1,
			Rows: func(yield func([]sheet.Cell) bool) {
				for _, line := range f.Summary(about) {
					cells := []sheet.Cell{{Words: line.What, Bold: line.Of == "" && line.Number == nil && line.More == ""}, {Words: line.Of}, {Number: line.Number}, {Words: line.More}}
					if !yield(cells) {
						return
					}
				}
			}},
	}})
}
