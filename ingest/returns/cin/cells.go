package cin

import (
	"fmt"
	"strings"

	"throughline/ingest/returns"
)

// Cells are the rows of one table as text, for whoever has them from elsewhere than a file. A blank cell is "".
type Cells struct {
	Table   Table
	Columns []Column
	Rows    []Given
}

// Given is one row as text: whose it is, what it lies in or is, by identifiers that mean the same in every table, and its values.
type Given struct {
	Child, Details, Assessment, Plan string
	Values                           []string
}

// Of makes a census of tables as text. Its rows are typed as those of a file.
func Of(year int, tables ...Cells) (*Return, *returns.Report, error) {
	if year < FirstYear || year > LastYear {
		return nil, nil, fmt.Errorf("the census of the year ending in March %d cannot be read: those of %d to %d can", year, FirstYear, LastYear)
	}
	limits := returns.Usual()
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{Year: year}, lists: yearLists()[year]}
	r.report.Year, r.report.YearFrom = year, "The year was given."
	numbers := map[string]int{}
	number := func(parts ...string) int {
		if parts[len(parts)-1] == "" {
			return 0
		}
		key := strings.Join(parts, "\x1F")
		if numbers[key] == 0 {
			numbers[key] = len(numbers) + 1
		}
		return numbers[key]
	}
	for _, t := range tables {
		if t.Table == NoTable || t.Table >= tableCount {
			return nil, nil, fmt.Errorf("there is no table %d", t.Table)
		}
		for i, from := range t.Rows {
			row := Row{Table: t.Table, File: t.Table.String(), Line: i + 1, Child: strings.ToUpper(strings.TrimSpace(from.Child)), cells: make([]returns.Cell, len(forms[t.Table].columns))}
			row.ChildNo, row.Details = number("child", row.Child), number("details", row.Child, from.Details)
			row.Assessment, row.Plan = number("assessment", row.Child, from.Details, from.Assessment), number("plan", row.Child, from.Details, from.Plan)
			for j, c := range t.Columns {
				if at := positions[t.Table][c]; at > 0 && j < len(from.Values) {
					row.cells[at-1] = r.cell(&row, c, from.Values[j])
				}
			}
			r.made.rows[t.Table] = append(r.made.rows[t.Table], row)
		}
	}
	return r.made, r.report, nil
}
