// Package deadline turns a timescale and a stated start into a due date, and
// knows the duties that run from an inspection report. It does no input or
// output.
package deadline

import (
	"errors"
	"fmt"

	"throughline/calendar"
)

// Timescale is how soon inspectors want an area put right.
type Timescale string

// The timescales of the founding inspection. None is used for actions that
// answer no listed area.
const (
	Immediate   Timescale = "immediate"
	ThreeMonths Timescale = "three_months"
	SixMonths   Timescale = "six_months"
	None        Timescale = ""
)

// Timescales lists them in the order reports use.
var Timescales = []Timescale{Immediate, ThreeMonths, SixMonths}

// Words is the timescale as a heading.
func (t Timescale) Words() string {
	switch t {
	case Immediate:
		return "Immediately"
	case ThreeMonths:
		return "Within three months"
	case SixMonths:
		return "Within six months"
	default:
		return "No timescale set by inspectors"
	}
}

// Unit is what a rule counts.
type Unit string

// The units.
const (
	WorkingDays    Unit = "working_days"
	CalendarMonths Unit = "calendar_months"
	CalendarDays   Unit = "calendar_days"
)

// Rule gives a due date: an amount of a unit from an anchor. AnchorStated
// says whether the document itself names the anchor; where it does not, the
// words say so beside every date.
type Rule struct {
	Amount       int           `json:"amount"`
	Unit         Unit          `json:"unit"`
	Anchor       string        `json:"anchor"` // what happened on the anchor's day, such as "the Ofsted report was published"
	AnchorDate   calendar.Date `json:"anchor_date"`
	AnchorStated bool          `json:"anchor_stated"`
}

// RuleFor is the rule that a timescale gives from an anchor. "Immediately" is
// the anchor's own day: that is our convention, since reports give no number.
// None, or a word that is not a timescale, gives a rule without a unit, which
// has no due date.
func RuleFor(t Timescale, anchor string, on calendar.Date, stated bool) Rule {
	r := Rule{Anchor: anchor, AnchorDate: on, AnchorStated: stated}
	switch t {
	case Immediate:
		r.Unit = CalendarDays
	case ThreeMonths:
		r.Amount, r.Unit = 3, CalendarMonths
	case SixMonths:
		r.Amount, r.Unit = 6, CalendarMonths
	case None: // no unit, and so no due date
	}
	return r
}

// mostAmount is far past any deadline a plan can have, and keeps the
// arithmetic inside the dates that can be written down: 100 years of days.
const mostAmount = 36525

// Due is the last good day. Months follow the corresponding date rule and
// don't roll to a working day; working days count from the day after the
// anchor. It is an error when the anchor's day is not known, when nothing or
// too much is counted, and when the day is past the dates we can use.
func (r Rule) Due() (calendar.Date, error) {
	switch {
	case r.Unit == "":
		return calendar.Date{}, errors.New("no timescale was set, so there is no due date to work out: enter the due date itself")
	case r.AnchorDate.IsZero():
		return calendar.Date{}, fmt.Errorf("the due date can't be worked out because the date when %s is not known: enter that date", r.anchorWords())
	case r.Amount < 0 || r.Amount > mostAmount:
		return calendar.Date{}, fmt.Errorf("a due date can't be %d %s on: enter a number from 0 to %d", r.Amount, r.Unit.words(r.Amount), mostAmount)
	}
	var due calendar.Date
	switch r.Unit {
	case WorkingDays:
		return calendar.AddWorkingDays(r.AnchorDate, r.Amount)
	case CalendarMonths:
		due = r.AnchorDate.AddMonths(r.Amount)
	case CalendarDays:
		due = r.AnchorDate.AddDays(r.Amount)
	default:
		return calendar.Date{}, fmt.Errorf("%q is not a way to count: use working_days, calendar_months or calendar_days", r.Unit)
	}
	return calendar.On(due.Year, due.Month, due.Day)
}

// Words is how the due date was reached, to print beside it.
func (r Rule) Words() string {
	if r.Unit == "" {
		return ""
	}
	words := fmt.Sprintf("%d %s from %s, when %s", r.Amount, r.Unit.words(r.Amount), r.AnchorDate.Long(), r.anchorWords())
	switch {
	case r.Amount == 0:
		words = fmt.Sprintf("the day when %s", r.anchorWords())
	case r.AnchorDate.IsZero():
		words = fmt.Sprintf("%d %s from the day, not known yet, when %s", r.Amount, r.Unit.words(r.Amount), r.anchorWords())
	}
	if !r.AnchorStated {
		words += " (our reading: the report does not say when the time starts)"
	}
	return words
}

func (r Rule) anchorWords() string {
	if r.Anchor == "" {
		return "the time starts"
	}
	return r.Anchor
}

func (u Unit) words(n int) string {
	name := map[Unit]string{WorkingDays: "working day", CalendarMonths: "calendar month", CalendarDays: "calendar day"}[u]
	if name == "" {
		name = string(u)
	}
	if n != 1 {
		name += "s"
	}
	return name
}
