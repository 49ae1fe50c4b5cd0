// Package spreadsheet keeps what people wrote from doing anything when a
// spreadsheet opens it.
package spreadsheet

import (
	"strings"
	"unicode/utf8"
)

// begins are the first characters by which a spreadsheet takes a cell for a
// formula, or for the start of one once it has dropped a blank.
// Some read the wide forms of the marks as the marks.
const begins = "=+-@\t\r\n|%＝＋－＠"

// Safe gives a cell that no spreadsheet takes for a formula: one that begins
// like a formula gets an apostrophe before it.
func Safe(cell string) string {
	if first, _ := utf8.DecodeRuneInString(cell); cell != "" && first != utf8.RuneError && strings.ContainsRune(begins, first) {
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
