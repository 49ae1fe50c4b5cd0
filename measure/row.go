// Package measure counts: it makes the figures that the practice pack declares from rows, deadlines and records, for periods that don't overlap,
// as at any day and by what was known at any position of the ledger.
package measure

import "throughline/calendar"

// Row is one thing that a measure may count, such as a child who was looked after for the whole year or a review that was held.
type Row struct {
	ID      string // what it is of, the same however often it is read
	Source  string // the name that the practice pack has for such rows, such as looked_after_12_months
	Subject string // the child, or whom or what else it is about
	// On is the day by which it belongs to a period. Where that is blank, Within says the latest day that it can be: it is counted there as
	// one that cannot be told.
	On, Within calendar.Date
	Values     map[string]any // what it says: text, bool, int64, float64 or calendar.Date; what is blank is not there
	Known      int64          // the position in the ledger that made it known
	Gone       bool           // that position took it back
}

// Belongs is the day by which the row is counted, and whether that day is its own.
func (r *Row) Belongs() (day calendar.Date, own bool) {
	if r.On.IsZero() {
		return r.Within, false
	}
	return r.On, true
}
