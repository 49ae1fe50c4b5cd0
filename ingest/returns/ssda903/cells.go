package ssda903

import (
	"fmt"

	"throughline/ingest/returns"
)

// Cells are the rows of one table as text, for whoever has them from elsewhere than a file. A blank cell is "".
type Cells struct {
	Table   Table
	Columns []Column
	Rows    [][]string
}

// Of makes a return of tables as text. Its rows are typed as those of a file; the problems say which row by its place in the table, from 1.
func Of(year int, xml bool, tables ...Cells) (*Return, *returns.Report, error) {
	if year < FirstYear || year > LastYear {
		return nil, nil, fmt.Errorf("the return of the year ending in March %d cannot be read: those of %d to %d can", year, FirstYear, LastYear)
	}
	limits := returns.Usual()
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{Year: year, XML: xml}, named: map[[2]int]string{}, lists: yearLists()[year]}
	r.report.Year, r.report.YearFrom = year, "The year was given."
	for _, t := range tables {
		if t.Table == NoTable || t.Table >= tableCount {
			return nil, nil, fmt.Errorf("there is no table %d", t.Table)
		}
		r.made.had[t.Table] = true
		for i, cells := range t.Rows {
			row := Row{Table: t.Table, File: t.Table.String(), Line: i + 1, cells: make([]returns.Cell, len(forms[t.Table].columns)+len(forms[t.Table].added))}
			for j, c := range t.Columns {
				if at := positions[t.Table][c]; at > 0 && j < len(cells) {
					row.cells[at-1] = r.cell(&row, c, cells[j])
				}
			}
			r.made.rows[t.Table] = append(r.made.rows[t.Table], row)
		}
	}
	return r.made, r.report, nil
}
