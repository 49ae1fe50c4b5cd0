package returns

import (
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
)

// State says what a cell holds. A blank is never a wrong value, and a wrong value never a blank.
type State uint8

// The states.
const (
	Blank State = iota
	Good
	Partial // a date of which the day, or the day and month, is written zz
	Wrong   // something is written that cannot be read as what the column holds, or that is in no list of the year
)

// Cell is one cell. The written text is kept whatever it is.
type Cell struct {
	Written string
	// Text is it without the space around it and in capitals, as it is matched and judged; "" for a blank.
	Text  string
	State State
	day   int32 // year<<9 | month<<5 | day
}

// Day is the date of the cell, and whether there is one. A date known only in part is none.
func (c Cell) Day() (calendar.Date, bool) {
	if c.day == 0 || c.State == Partial {
		return calendar.Date{}, false
	}
	return unpack(c.day), true
}

// Dated is the date of the cell with its precision. One known only to the year is unknown.
func (c Cell) Dated() calendar.Dated {
	switch {
	case c.day == 0:
		return calendar.Dated{}
	case c.State == Partial && strings.Contains(strings.ToUpper(c.Written), "ZZ/ZZ"):
		return calendar.Dated{}
	case c.State == Partial:
		return calendar.Dated{Date: unpack(c.day), Precision: calendar.ToTheMonth}
	default:
		return calendar.Known(unpack(c.day))
	}
}

// Number is the whole number of the cell, and whether there is one.
func (c Cell) Number() (int, bool) {
	if c.State != Good {
		return 0, false
	}
	n, err := strconv.Atoi(c.Text)
	return n, err == nil
}

// SetDay gives the cell a date.
func (c *Cell) SetDay(d calendar.Date) { c.day = pack(d) }

func pack(d calendar.Date) int32 {
	if d.IsZero() {
		return 0
	}
	return int32(d.Year)<<9 | int32(d.Month)<<5 | int32(d.Day)
}

func unpack(n int32) calendar.Date {
	if n == 0 {
		return calendar.Date{}
	}
	return calendar.Date{Year: int(n >> 9), Month: time.Month(n >> 5 & 15), Day: int(n & 31)}
}

// Latest is the last day that the date can have been: its own, or the end of the month or year that it is known to; none when that is not
// known.
func (c Cell) Latest() calendar.Date {
	d := unpack(c.day)
	switch {
	case c.State != Partial || d.IsZero():
		return d
	case c.Dated().Precision == calendar.ToTheMonth:
		return d.AddMonths(1).AddDays(-1)
	default:
		return calendar.Date{Year: d.Year, Month: time.December, Day: 31}
	}
}
