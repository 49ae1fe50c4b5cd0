package ssd

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"throughline/ingest/returns/tabular"
)

// Write writes a table of the rows that are of it: the names of its columns, then a line each. A column that a row has not is blank. Reading it
// gives the same rows.
func Write(to io.Writer, of string, rows []tabular.Row) error {
	columns := Kept(of)
	if columns == nil {
		return fmt.Errorf("the Standard Safeguarding Dataset has no table %s", of)
	}
	out := csv.NewWriter(to)
	if err := out.Write(columns); err != nil {
		return fmt.Errorf("writing the table %s: %w", of, err)
	}
	for i := range rows {
		if rows[i].Table != of {
			continue
		}
		if err := out.Write(Cells(&rows[i])); err != nil {
			return fmt.Errorf("writing the table %s: %w", of, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the table %s: %w", of, err)
	}
	return nil
}

// Cells gives a row's cells in the order of Kept; a column that the row has not is blank.
func Cells(row *tabular.Row) []string {
	columns := Kept(row.Table)
	cells := make([]string, len(columns))
	for i, c := range columns {
		if at := slices.Index(row.Columns, c); at >= 0 && at < len(row.Written) {
			cells[i] = row.Written[at]
		}
	}
	return cells
}
