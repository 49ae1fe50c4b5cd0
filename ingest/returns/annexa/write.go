package annexa

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"

	"throughline/ingest/returns/tabular"
)

// Write writes a list of the rows that are of it as CSV: the names of its columns, then a line each. A column that a row has not is blank, and one
// that the list has not is left out. Reading it gives the same rows.
func Write(to io.Writer, list string, rows []tabular.Row) error {
	columns := Columns(list)
	if columns == nil {
		return fmt.Errorf("there is no list of Annex A called %s", list)
	}
	out := csv.NewWriter(to)
	if err := out.Write(columns); err != nil {
		return fmt.Errorf("writing %s: %w", list, err)
	}
	cells := make([]string, len(columns))
	for i := range rows {
		if rows[i].Table != list {
			continue
		}
		for n, name := range columns {
			cells[n] = ""
			if at := slices.Index(rows[i].Columns, name); at >= 0 && at < len(rows[i].Written) {
				cells[n] = rows[i].Written[at]
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("writing %s: %w", list, err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("writing %s: %w", list, err)
	}
	return nil
}
