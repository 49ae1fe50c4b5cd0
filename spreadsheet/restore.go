package spreadsheet

import "strings"

// Guard is Safe for a file that comes back: Restore gives the cell as it was. A cell that has an apostrophe of its own before what
// begins like a formula gets one more.
func Guard(cell string) string {
	if guarded(cell) {
		return "'" + cell
	}
	return cell
}

// Restore takes off what Guard put on.
func Restore(cell string) string {
	if strings.HasPrefix(cell, "'") && guarded(cell[1:]) {
		return cell[1:]
	}
	return cell
}

// guarded says that a cell begins, after any apostrophes, like a formula.
func guarded(cell string) bool {
	bare := strings.TrimLeft(cell, "'")
	return Safe(bare) != bare
}
