package measure

import (
	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// Attribute is something that a subject has for some days, by which figures are broken down: a team, an age.
type Attribute struct {
	Cut         practice.Cut
	Value       string
	From, Until calendar.Date // the first and last day; zero for no limit
}

// Told is everything that is known of one subject from one position of the ledger on. Each id of each source is among the rows once.
type Told struct {
	Subject    string
	Known      int64
	Rows       []Row
	Deadlines  []deadline.Deadline
	Attributes []Attribute
}

// Moment is the end of a day, as it was known at a position of the ledger.
type Moment struct {
	AsAt    calendar.Date
	KnownAt int64
}

// NotRecorded is the slice of the rows of which it isn't known where they belong.
const NotRecorded = "Not recorded"

// Slice is the part of a figure that has one value.
type Slice struct {
	Value string
	Figure
}

// Counted is how one row stands behind a figure. Where a measure counts all deadlines of a subject as one, On is the latest of their days.
type Counted struct {
	Subject                             string
	On                                  calendar.Date // zero where the row has none of its own
	Excluded, Asked, Counts, CannotTell bool
	Over, Under                         float64 // what it adds to the numerator and the denominator
}

// Wanted says which deadlines are wanted. What is left empty asks for all.
type Wanted struct {
	Clocks   []string
	States   []deadline.State
	Subjects []string
}

// Due is one deadline as it stood at a moment.
type Due struct {
	Subject, Clock string
	Due            calendar.Date // zero where it can't be told or there is none
	State          deadline.State
}
