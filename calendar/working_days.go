package calendar

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

// England's bank holidays, with Christmas Day and Good Friday, one date a
// line. They are data and not a formula, because moved and one-off holidays
// come by proclamation. Source: GOV.UK bank holiday data by way of
// ministryofjustice/govuk-bank-holidays at 35fc755.
//
//go:embed bank_holidays_england.txt
var bankHolidayLines string

var bankHolidays, firstYear, lastYear = readBankHolidays(bankHolidayLines)

func readBankHolidays(lines string) (days map[Date]bool, first, last int) {
	days = map[Date]bool{}
	for line := range strings.FieldsSeq(lines) {
		d, err := Parse(line)
		if err != nil {
			panic("the bank holiday list built into this program is damaged: " + err.Error())
		}
		if len(days) == 0 {
			first = d.Year
		}
		days[d], last = true, d.Year
	}
	return days, first, last
}

// workingDays lists every working day that we hold, in their order.
var workingDays = listWorkingDays()

func listWorkingDays() (all []Date) {
	for d := (Date{firstYear, time.January, 1}); d.Year <= lastYear; d = d.AddDays(1) {
		if working, err := IsWorkingDay(d); err == nil && working {
			all = append(all, d)
		}
	}
	return all
}

// IsWorkingDay says whether d is a working day: any day other than a
// Saturday, a Sunday, Christmas Day, Good Friday or a bank holiday in England
// (SI 2007/462 reg 1). A date outside the bank holiday data is an error.
func IsWorkingDay(d Date) (bool, error) {
	if d.Year < firstYear || d.Year > lastYear {
		return false, fmt.Errorf("%s is outside the bank holidays we hold, which run from %d to %d: choose a date in those years",
			d.Long(), firstYear, lastYear)
	}
	weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
	return !weekend && !bankHolidays[d], nil
}

// AddWorkingDays gives the nth working day after d. Day d is day 0, whatever
// kind of day it is; n may be negative to count back, and 0 gives d itself.
// Counting past the bank holiday data is an error.
func AddWorkingDays(d Date, n int) (Date, error) {
	if _, err := IsWorkingDay(d); err != nil {
		return Date{}, err
	}
	if n == 0 {
		return d, nil
	}
	at, here := slices.BinarySearchFunc(workingDays, d, Date.Compare)
	if n > 0 && !here {
		at--
	}
	switch {
	case n < -at:
		_, err := IsWorkingDay(Date{firstYear, time.January, 1}.AddDays(-1))
		return Date{}, err
	case n >= len(workingDays)-at:
		_, err := IsWorkingDay(Date{lastYear, time.December, 31}.AddDays(1))
		return Date{}, err
	}
	return workingDays[at+n], nil
}

// WorkingDaysBetween counts the working days from one day to another, as
// AddWorkingDays does: the day counted from is left out and the day counted to
// is counted. Counting back gives a negative number. So for every n,
// WorkingDaysBetween(d, AddWorkingDays(d, n)) is n; and AddWorkingDays(from,
// WorkingDaysBetween(from, to)) is to whenever to is a working day. Forwards
// and back need not be opposites: from a Saturday to the Monday is 1, and from
// that Monday back to the Saturday is 0. A date outside the bank holiday data
// is an error.
func WorkingDaysBetween(from, to Date) (int, error) {
	for _, end := range []Date{from, to} {
		if _, err := IsWorkingDay(end); err != nil {
			return 0, err
		}
	}
	step := cmp.Compare(to.Sub(from), 0)
	count := 0
	for d := from; d != to; {
		d = d.AddDays(step)
		working, err := IsWorkingDay(d)
		if err != nil {
			return 0, err
		}
		if working {
			count += step
		}
	}
	return count, nil
}

// LastWorkingDayOnOrBefore is the practical date for a deadline that falls on
// a day when offices are closed: calendar deadlines don't roll forward.
func LastWorkingDayOnOrBefore(d Date) (Date, error) {
	for {
		working, err := IsWorkingDay(d)
		if err != nil {
			return Date{}, err
		}
		if working {
			return d, nil
		}
		d = d.AddDays(-1)
	}
}
