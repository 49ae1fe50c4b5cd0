package measure

import (
	"math"
	"time"

	"throughline/calendar"
)

// day counts days: 1 January 1950 is 1. noDay is no date, which comes before every day, as a calendar.Date does.
type day int32

const (
	noDay  day = math.MinInt32
	day1   day = 719468 - 7305 - 1 // from 1 March of the year 0, by which days are counted below
	always     = 400*365 + 97      // the days of 400 years, after which the calendar repeats itself
)

// numberOf counts days from 1 March, so that the leap day comes last.
func numberOf(d calendar.Date) day {
	if d.IsZero() {
		return noDay
	}
	year, month := d.Year, int(d.Month)-3
	if month < 0 {
		month += 12
		year--
	}
	era := year / 400
	if year < 0 {
		era = (year - 399) / 400
	}
	ofEra := year - era*400
	return day(era*always+ofEra*365+ofEra/4-ofEra/100+(153*month+2)/5+d.Day-1) - day1
}

func (n day) date() calendar.Date {
	if n == noDay {
		return calendar.Date{}
	}
	since := int(n + day1)
	era := since / always
	if since < 0 {
		era = (since - always + 1) / always
	}
	ofEra := since - era*always
	year := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*year + year/4 - year/100)
	month := (5*ofYear + 2) / 153
	d := calendar.Date{Year: year + era*400, Month: time.Month(month + 3), Day: ofYear - (153*month+2)/5 + 1}
	if d.Month > time.December {
		d.Month -= 12
		d.Year++
	}
	return d
}

// short is a day in two bytes: 0 for none, odd for one that they don't hold, and otherwise a day from 1 January 1950 to 2129.
type short uint16

const odd short = math.MaxUint16

func (n day) short() short {
	switch {
	case n == noDay:
		return 0
	case n < 1 || n >= day(odd):
		return odd
	}
	return short(n)
}

func (s short) day() day {
	if s == 0 {
		return noDay
	}
	return day(s)
}
