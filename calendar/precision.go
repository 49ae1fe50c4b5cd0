package calendar

import (
	"fmt"
	"strings"
)

// Precision says how much of a date is known.
type Precision string

// The precisions. A report "published in May 2012" is known to the month.
const (
	ToTheDay   Precision = "day"
	ToTheMonth Precision = "month"
	Unknown    Precision = ""
)

// Dated is a date with its precision. A date known to the month holds the
// first day of it, and is never used as if that day were known.
type Dated struct {
	Date      Date      `json:"date"`
	Precision Precision `json:"precision"`
}

// Known makes a Dated that is known to the day.
func Known(d Date) Dated {
	if d.IsZero() {
		return Dated{}
	}
	return Dated{d, ToTheDay}
}

// ParseDated reads a whole date, or a month as 2012-05 or May 2012. An empty
// text gives an unknown date. A day or month that does not exist gives an
// error that says so.
func ParseDated(text string) (Dated, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Dated{}, nil
	}
	if _, _, _, ok := written(text); ok {
		d, err := Parse(text)
		return Known(d), err
	}
	for _, first := range []string{text + "-01", "1 " + text} {
		if _, _, _, ok := written(first); ok {
			d, err := Parse(first)
			if err != nil {
				return Dated{}, err
			}
			return Dated{d, ToTheMonth}, nil
		}
	}
	return Dated{}, fmt.Errorf("%q is not a date or a month: write it like 2012-03-09, 9 March 2012 or May 2012", text)
}

// Day gives the day, and whether it is known.
func (d Dated) Day() (Date, bool) { return d.Date, d.Precision == ToTheDay && !d.Date.IsZero() }

// Earliest is the first day it can have been.
func (d Dated) Earliest() Date { return d.Date }

// Long is the date in words, saying no more than is known.
func (d Dated) Long() string {
	switch d.Precision {
	case ToTheDay:
		return d.Date.Long()
	case ToTheMonth:
		return fmt.Sprintf("%s %d", d.Date.Month, d.Date.Year)
	default:
		return "date not known"
	}
}
