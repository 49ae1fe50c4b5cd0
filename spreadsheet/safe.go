// Package spreadsheet keeps what people wrote from doing anything when a
// spreadsheet opens it.
package spreadsheet

import "strings"

// begins are the first characters by which a spreadsheet takes a cell for a
// formula, or for the start of one once it has dropped a blank.
const begins = "=+-@\t\r\n|%"

// Safe gives a cell that no spreadsheet takes for a formula: one that begins
// like a formula gets an apostrophe before it.
func Safe(cell string) string {
	if cell != "" && strings.ContainsRune(begins, rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// SafeRow makes every cell of a row safe, in place, and gives the row.
func SafeRow(row []string) []string {
	for i, cell := range row {
		row[i] = Safe(cell)
	}
	return row
}
