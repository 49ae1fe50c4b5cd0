package deadline

import (
	"slices"

	"throughline/calendar"
)

// Clock is one rule of practice: something must happen within a time of
// something else. What it gives for one subject is a Deadline.
type Clock struct {
	Code, Name string
	Per        string  // what each deadline is of, such as a placement; "" for the subject as a whole
	Starts     []Event // in order of preference: the first that is recorded is used, and the deadline says which
	Ends       []Event // any of them satisfies it
	Limit      Length
	Before     bool   // the limit lies before the start, such as reports before a conference
	Early      Length // an end this long before the start counts too; Ever for any time before
	Ever       bool   // any end before the start counts
	Each       Window // a deadline for every such window that lies wholly after the start
	Stops      []Stop
	Required   Condition // nil: always. Where it doesn't hold there is no deadline at all
	Exempt     []Exempt
	From, To   calendar.Date // the starts that the rule governs; zero for no limit
	Counting   Counting
	Hears      []string // events that its conditions ask about
}

// Event is something that a clock waits for.
type Event struct {
	Name  string    // such as review.held
	Words string    // “the review was held”
	Nth   int       // the nth of them alone, in the order of their days; 0 for each
	Later bool      // the nth and each after it
	When  Condition // nil: always
}

// Exempt is why a deadline that would be asks for nothing.
type Exempt struct {
	When    Condition
	Because string
}

// Stop is an event after which nothing more is asked: the child left care.
// The deadline is then not required or, where As says so, superseded. One
// that had passed already stays late.
type Stop struct {
	Event   Event
	Because string
	As      State
}

// Condition is asked of one deadline in the making. Where it can't be told,
// missing names what is not recorded; holds then means nothing.
type Condition interface {
	Holds(s *Situation) (holds bool, missing []string)
}

// Span is what a clock counts in.
type Span string

// The spans.
const (
	InWorkingDays Span = "working_days"
	InDays        Span = "days"
	InWeeks       Span = "weeks"
	InMonths      Span = "months"
	InHours       Span = "hours"
	InSchoolTerms Span = "school_terms"
	NoSpan        Span = "none" // as soon as possible: there is no number
)

// Spans lists the spans.
var Spans = []Span{InWorkingDays, InDays, InWeeks, InMonths, InHours, InSchoolTerms, NoSpan}

// Length is a number of a span.
type Length struct {
	Amount int
	Span   Span
}

// Words is the length as people write it.
func (l Length) Words() string {
	one := map[Span]string{InWorkingDays: "working day", InDays: "day", InWeeks: "week", InMonths: "month", InHours: "hour", InSchoolTerms: "school term"}[l.Span]
	if one == "" {
		return "as soon as possible"
	}
	return Length{l.Amount, l.Span}.number(one)
}

// Counting is the convention by which working days are counted.
type Counting string

// The conventions. From day 0, the working day after the start is day 1. The
// public validator of the children in need census counts the start as day 1,
// so its last day is one working day sooner.
const (
	DayZero Counting = "day_0"
	DayOne  Counting = "day_1"
)

// Countings lists the conventions.
var Countings = []Counting{DayZero, DayOne}

// Words names the convention, to print beside a figure.
func (c Counting) Words() string {
	if c == DayOne {
		return "counted with the start as day 1, as the public validator of the census does"
	}
	return "counted from the day after the start"
}

// Window is a stretch of the year that a return asks about.
type Window string

// The windows.
const (
	NoWindow   Window = ""
	ReturnYear Window = "return_year" // 1 April to 31 March
)

// Term is one school term, with its first and last day.
type Term struct {
	Name        string
	First, Last calendar.Date
}

// Rules is what deadlines are reckoned by.
type Rules struct {
	Clocks   []Clock
	Terms    []Term        // in the order of their days
	Counting Counting      // over each clock's own, to show the other convention; "" for each clock's own
	Horizon  calendar.Date // windows are made up to the one that holds this day
}

// hears lists every event that can change what the clock gives.
func (c *Clock) hears() []string {
	names := append([]string{Person}, c.Hears...)
	for _, list := range [][]Event{c.Starts, c.Ends} {
		for _, e := range list {
			names = append(names, e.Name)
		}
	}
	for _, s := range c.Stops {
		names = append(names, s.Event.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// governs says whether the rule was in force on the day of a start.
func (c *Clock) governs(day calendar.Date) bool {
	return (c.From.IsZero() || !day.Before(c.From)) && (c.To.IsZero() || !day.After(c.To))
}

func (r *Rules) counting(c *Clock) Counting {
	switch {
	case r.Counting != "":
		return r.Counting
	case c.Counting != "":
		return c.Counting
	default:
		return DayZero
	}
}
