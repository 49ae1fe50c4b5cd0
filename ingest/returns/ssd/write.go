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
	cells := make([]string, len(columns))
	for i := range rows {
		if rows[i].Table != of {
			continue
		}
		for j, c := range columns {
			cells[j] = ""
			if at := slices.Index(rows[i].Columns, c); at >= 0 && at < len(rows[i].Written) {
				cells[j] = rows[i].Written[at]
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("writing the table %s: %w", of, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing the table %s: %w", of, err)
	}
	return nil
}
