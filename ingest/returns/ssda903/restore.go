package ssda903

import (
	"throughline/ingest/returns"
)

// Kept is a row as it is kept after its file is gone: where it stood, and what was written.
type Kept struct {
	Table         Table
	File, Element string
	Line          int
	Raw           string
	Written       []string // beside each of the table's Columns
}

// Keep gives what is kept of a row.
func (r *Row) Keep() Kept {
	columns := forms[r.Table].columns
	k := Kept{r.Table, r.File, r.Element, r.Line, r.Raw, make([]string, len(columns)+len(forms[r.Table].added))}
	for i := range k.Written {
		if i < len(r.cells) {
			k.Written[i] = r.cells[i].Written
		}
	}
	return k
}

// Restore makes a return again of rows that were kept. Its cells are typed as they were when the files were read; what was wrong with them was
// reported then.
func Restore(year int, xml bool, rows []Kept) *Return {
	year = min(max(year, FirstYear), LastYear)
	limits := returns.Usual()
	limits.Problems = 0
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{Year: year, XML: xml}, named: map[[2]int]string{}, lists: yearLists()[year]}
	for _, k := range rows {
		if k.Table == NoTable || k.Table >= tableCount {
			continue // Decode refuses it
		}
		row := Row{Table: k.Table, File: k.File, Element: k.Element, Line: k.Line, Raw: k.Raw, cells: make([]returns.Cell, len(k.Written))}
		columns := forms[k.Table].columns
		for i, written := range k.Written {
			switch {
			case written == "":
			case i < len(columns):
				row.cells[i] = r.cell(&row, columns[i], written)
			case i-len(columns) < len(forms[k.Table].added):
				row.cells[i] = r.cell(&row, forms[k.Table].added[i-len(columns)], written)
			}
		}
		r.made.had[k.Table] = true
		r.made.rows[k.Table] = append(r.made.rows[k.Table], row)
	}
	return r.made
}

// Covers says that a return has a table, though none of its rows is here.
func (r *Return) Covers(tables ...Table) *Return {
	for _, t := range tables {
		if t < tableCount {
			r.had[t] = true
		}
	}
	return r
}
