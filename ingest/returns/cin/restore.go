package cin

import (
	"throughline/ingest/returns"
)

// Kept is a row as it is kept after its file is gone: where it stood, and what was written.
type Kept struct {
	Table                              Table
	File, Element                      string
	Line                               int
	Raw, Child                         string
	ChildNo, Details, Assessment, Plan int
	Written                            []string // beside each of the table's Columns
}

// Keep gives what is kept of a row.
func (r *Row) Keep() Kept {
	k := Kept{r.Table, r.File, r.Element, r.Line, r.Raw, r.Child, r.ChildNo, r.Details, r.Assessment, r.Plan, make([]string, len(r.cells))}
	for i := range r.cells {
		k.Written[i] = r.cells[i].Written
	}
	return k
}

// Restore makes a census again of rows that were kept. Its cells are typed as they were when the file was read; what was wrong with them was
// reported then.
func Restore(year int, rows []Kept) *Return {
	year = min(max(year, FirstYear), LastYear)
	limits := returns.Usual()
	limits.Problems = 0
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{Year: year}, lists: yearLists()[year]}
	for _, k := range rows {
		if k.Table == NoTable || k.Table >= tableCount {
			continue // Decode refuses it
		}
		row := Row{Table: k.Table, File: k.File, Element: k.Element, Line: k.Line, Raw: k.Raw, Child: k.Child,
			ChildNo: k.ChildNo, Details: k.Details, Assessment: k.Assessment, Plan: k.Plan, cells: make([]returns.Cell, len(forms[k.Table].columns))}
		for i, written := range k.Written {
			if written != "" && i < len(row.cells) {
				row.cells[i] = r.cell(&row, forms[k.Table].columns[i], written)
			}
		}
		r.made.rows[k.Table] = append(r.made.rows[k.Table], row)
	}
	return r.made
}
