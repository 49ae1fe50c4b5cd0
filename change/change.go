// Package change is what a decided change is made of, before anything is
// written. It does no input or output.
package change

import (
	"time"

	"throughline/access"
	"throughline/calendar"
)

// Put is one new version of one thing: a new thing when Replaces is 0, else
// the version after Replaces. Body is the whole new state, as a value that
// encoding/json writes.
type Put struct {
	Kind     string
	Thing    string
	Parent   string // the thing it hangs under, or ""
	Replaces int
	Body     any
	Filing   *Filing // for what is kept about people, and only there
}

// Context is what a rule may know besides the state: who asks, what day it
// is in London, the day the change describes, and how to make a random id.
type Context struct {
	By    access.Caller
	Today calendar.Date
	On    calendar.Date // the day the change describes: Today, or an earlier day
	Now   time.Time     // the instant, for the few rules that turn on one; zero where none does
	NewID func() string
	Using func(delegation string) // told of the delegation that lets the caller act, if one does; may be nil

	// Measure gives a measure that the practice pack has on the day On, by its
	// id. Where it is nil, no measure is known.
	Measure func(id string) (Measure, bool)
}

// Measure is what a rule may know of a measure of the practice pack.
type Measure struct {
	Name       string
	Better     string   // "high", "low" or "neither", as the pack has it
	Target     *float64 // nil where the council has set none
	Period     string   // "month", "quarter", "year": the stretch of each of its figures
	Definition string   // the same as long as what it counts is declared the same
}

// Instant is when the change is made: Now, or the start of Today in London
// where nobody gave it.
func (c Context) Instant() time.Time {
	if c.Now.IsZero() {
		return c.Today.Start()
	}
	return c.Now
}

// ActingUnder notes that the change is made under a delegation, so that the
// ledger says on whose behalf it was made. It gives the delegation back.
func (c Context) ActingUnder(delegation string) string {
	if delegation != "" && c.Using != nil {
		c.Using(delegation)
	}
	return delegation
}
