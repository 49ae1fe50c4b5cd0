package web

import (
	"bytes"
	"encoding/csv"
	"iter"
	"net/http"

	workbook "throughline/render/sheet"
	"throughline/spreadsheet"
)

// The endings of the files that a table goes out in.
const (
	xlsxEnding = ".xlsx"
	csvEnding  = ".csv"
)

// tableFile is a table that goes out as a file.
type tableFile struct {
	Name    string // of the file, without its ending
	Title   string
	About   []string // what it is of, on a sheet of its own in a workbook
	Columns []tableColumn
	Rows    iter.Seq[[]string]
}

type tableColumn struct {
	Heading string
	Width   int // in letters
}

// sendTable gives a table as a workbook or as a text table. No word of it is run by a spreadsheet.
func (v *visit) sendTable(w http.ResponseWriter, ending string, t tableFile) error {
	var body bytes.Buffer
	kind, err := csvKind, error(nil)
	if ending == xlsxEnding {
		kind, err = sheetKind, t.workbook(&body, v.now.Plan.AuthorityName)
	} else {
		err = t.text(&body)
	}
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+t.Name+ending+`"`)
	_, err = w.Write(body.Bytes())
	return err
}

func (t *tableFile) text(to *bytes.Buffer) error {
	out := csv.NewWriter(to)
	heads := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		heads[i] = c.Heading
	}
	if err := out.Write(heads); err != nil {
		return err
	}
	for row := range t.Rows {
		if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (t *tableFile) workbook(to *bytes.Buffer, council string) error {
	columns := make([]workbook.Column, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = workbook.Column{Heading: c.Heading, Width: c.Width}
	}
	return workbook.Write(to, workbook.Book{Title: t.Title, Creator: council, Sheets: []workbook.Sheet{
		{Name: "Rows", Columns: columns, Frozen: 1, Rows: func(yield func([]workbook.Cell) bool) {
			cells := make([]workbook.Cell, len(t.Columns))
			for row := range t.Rows {
				for i, words := range row {
					cells[i] = workbook.Cell{Words: words}
				}
				if !yield(cells) {
					return
				}
			}
		}},
		{Name: "About", Columns: []workbook.Column{{Heading: t.Title, Width: 100}}, Pages: 1, Rows: func(yield func([]workbook.Cell) bool) {
			for _, words := range t.About {
				if !yield([]workbook.Cell{{Words: words}}) {
					return
				}
			}
		}},
	}})
}
