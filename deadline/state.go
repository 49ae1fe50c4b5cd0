package deadline

import (
	"fmt"
	"strings"
	"time"

	"throughline/calendar"
)

// State is how a deadline stands on a day.
type State string

// The states. A blank is never met: what can't be told says what is missing.
const (
	Met         State = "met"
	Late        State = "late"    // it happened after the limit, or can no longer happen
	Running     State = "running" // the limit has not passed
	Overdue     State = "overdue" // the limit has passed, and it has not happened
	NotRequired State = "not_required"
	CannotTell  State = "cannot_tell"
	Superseded  State = "superseded"
	NotBegun    State = "" // on that day there was no such deadline
)

// States lists the states, in the order in which a list of them is read.
var States = []State{Overdue, CannotTell, Running, Late, Met, NotRequired, Superseded}

// Name is the state in words.
func (s State) Name() string {
	return map[State]string{
		Met: "Met", Late: "Late", Running: "Running", Overdue: "Overdue", NotRequired: "Not required", CannotTell: "Cannot tell", Superseded: "Superseded",
	}[s]
}

// Point is where a deadline starts, or what satisfies it.
type Point struct {
	Fact   string // the id of the record that says so
	Event  string
	Words  string
	Choice int // which of the clock's alternatives it is, from 1
	On     calendar.Date
	At     time.Time // where hours are counted and the time is known
}

// IsZero says that there is no such point.
func (p Point) IsZero() bool { return p.Choice == 0 }

// Deadline is what a clock gives for one subject. It holds what doesn't hang
// on the day on which it is read; At says how it stands on a day.
type Deadline struct {
	Clock, Subject string
	Of             string // what it is of, such as one placement; "" for the subject as a whole
	Start          Point
	Opens          calendar.Date // the first day of its window, for a deadline that has one
	Due            calendar.Date // the last good day; zero where it can't be told or there is none
	DueFirst       time.Time     // for hours, the instants between which the limit falls
	DueLast        time.Time
	Limit          Length
	Before         bool
	NoLimit        bool // as soon as possible
	Satisfied      Point
	Unsure         Point // might have satisfied it: its day is blank, or something else about it
	Closed         Point // after this nothing more is asked
	ClosedAs       State
	Because        string   // why it is closed, or not required
	Exempt         bool     // it was never asked
	Missing        []string // what must be recorded before it can be told
	Counting       Counting
}

// At gives how the deadline stands at the end of a day, from what had
// happened by then, and why in words.
func (d *Deadline) At(day calendar.Date) (State, string) {
	state, why := d.stands(day)
	return state, why(d)
}

// StateAt is the state that At gives, without the words.
func (d *Deadline) StateAt(day calendar.Date) State {
	state, _ := d.stands(day)
	return state
}

func (d *Deadline) stands(day calendar.Date) (State, func(*Deadline) string) {
	switch {
	case d.ahead(day):
		return NotBegun, func(*Deadline) string { return "" }
	case d.Exempt:
		return NotRequired, because
	case !d.NoLimit && d.Due.IsZero():
		return CannotTell, (*Deadline).missing
	}
	in := d.within(d.Satisfied)
	switch {
	case d.happened(d.Satisfied, day) && in == yes:
		return Met, satisfied
	case d.happened(d.Closed, day) && d.within(d.Closed) != no: // what came after it was no longer asked
		return d.ClosedAs, because
	case !d.Unsure.IsZero() && (d.Unsure.On.IsZero() || d.happened(d.Unsure, day) && d.within(d.Unsure) != no):
		return CannotTell, (*Deadline).missing
	case d.happened(d.Satisfied, day) && in == maybe:
		return CannotTell, func(*Deadline) string { return "It can't be told whether that was in time. Record the times." }
	case d.happened(d.Satisfied, day):
		return Late, satisfied
	case d.happened(d.Closed, day):
		return Late, func(d *Deadline) string { return "It was not done. " + d.Because }
	case d.NoLimit:
		return Running, func(*Deadline) string { return "There is no number of days: as soon as possible." }
	}
	return d.waiting(day)
}

func because(d *Deadline) string   { return d.Because }
func satisfied(d *Deadline) string { return d.Satisfied.sentence() }

// ahead says whether the deadline only begins after a day. One that counts
// back from its start, such as from a conference that is arranged, is there
// as soon as it is known of.
func (d *Deadline) ahead(day calendar.Date) bool {
	switch {
	case !d.Opens.IsZero():
		return d.Opens.After(day)
	case !d.Start.On.IsZero():
		return !d.Before && d.Start.On.After(day)
	default: // nothing says when it started, so it is there from what satisfied it
		return d.Satisfied.On.After(day)
	}
}

// waiting is of a deadline that nothing has satisfied by a day.
func (d *Deadline) waiting(day calendar.Date) (State, func(*Deadline) string) {
	running, passed := !day.After(d.Due), true
	if d.Limit.Span == InHours {
		end := day.End()
		running, passed = !d.DueFirst.Before(end), d.DueLast.Before(end)
	}
	switch {
	case running:
		return Running, func(d *Deadline) string { return "Due by " + d.DueWords() + "." }
	case !d.Opens.IsZero():
		return Late, func(d *Deadline) string { return "It was not done by " + d.DueWords() + "." }
	case !passed:
		return CannotTell, (*Deadline).missing
	default:
		return Overdue, func(d *Deadline) string { return "It was due by " + d.DueWords() + "." }
	}
}

func (d *Deadline) happened(p Point, day calendar.Date) bool {
	return !p.IsZero() && !p.On.IsZero() && !p.On.After(day)
}

type tri int

const (
	no tri = iota
	maybe
	yes
)

// within says whether a point lies within the limit.
func (d *Deadline) within(p Point) tri {
	switch {
	case p.IsZero() || p.On.IsZero():
		return no
	case d.NoLimit:
		return yes
	case d.Limit.Span != InHours:
		if p.On.After(d.Due) {
			return no
		}
		return yes
	}
	f := Fact{On: p.On, At: p.At}
	switch {
	case !f.last().After(d.DueFirst):
		return yes
	case f.first().After(d.DueLast):
		return no
	default:
		return maybe
	}
}

// DueWords is the limit in words, with the time in London for hours.
func (d *Deadline) DueWords() string {
	switch {
	case d.NoLimit:
		return "as soon as possible"
	case d.Due.IsZero():
		return "no date"
	case d.Limit.Span == InHours && d.DueFirst.Equal(d.DueLast):
		return d.DueFirst.In(calendar.London()).Format("15:04 on 2 January 2006")
	default:
		return d.Due.Long()
	}
}

// Words says how the limit was reached, to print beside it.
func (d *Deadline) Words() string {
	side := "after"
	if d.Before {
		side = "before"
	}
	words := fmt.Sprintf("%s %s %s, when %s", d.Limit.Words(), side, d.Start.On.Long(), d.Start.Words)
	switch {
	case d.Start.On.IsZero():
		words = fmt.Sprintf("%s %s the day, not recorded, when %s", d.Limit.Words(), side, d.Start.Words)
	case !d.Opens.IsZero():
		words = fmt.Sprintf("in the year from %s to %s", d.Opens.Long(), d.Due.Long())
	case d.NoLimit:
		words = "as soon as possible after " + d.Start.On.Long() + ", when " + d.Start.Words
	}
	if d.Limit.Span == InWorkingDays && d.Opens.IsZero() {
		words += ", " + d.Counting.Words()
	}
	return words
}

func (d *Deadline) missing() string {
	if len(d.Missing) == 0 {
		return "Something that it hangs on is not recorded."
	}
	return "Not recorded: " + strings.Join(d.Missing, "; ") + "."
}

func (p Point) sentence() string {
	words := p.Words
	if words == "" {
		words = p.Event
	}
	return strings.ToUpper(words[:1]) + words[1:] + " on " + p.On.Long() + "."
}
