package deadline

import (
	"errors"
	"fmt"
	"slices"

	"throughline/calendar"
)

func (l Length) number(one string) string {
	if l.Amount == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", l.Amount, one)
}

// DueDay is the last good day, a length after a day. That day is day 0, unless
// the convention says otherwise, and the last good day runs to midnight in
// London. Months go to the corresponding date or, where the month has none,
// to its last day (Dodds v Walker [1981] 1 WLR 1027), and roll no further.
// A negative amount counts back. Hours are not counted in days.
func (l Length) DueDay(from calendar.Date, counting Counting, terms []Term) (calendar.Date, error) {
	switch l.Span {
	case InWorkingDays:
		n := l.Amount
		if counting == DayOne && n > 0 {
			n--
		} else if counting == DayOne && n < 0 {
			n++
		}
		return calendar.AddWorkingDays(from, n)
	case InDays:
		return from.AddDays(l.Amount), nil
	case InWeeks:
		return from.AddDays(7 * l.Amount), nil
	case InMonths:
		return from.AddMonths(l.Amount), nil
	case InSchoolTerms:
		return termEnd(from, l.Amount, terms)
	case InHours, NoSpan:
		return calendar.Date{}, errors.New("no last day can be worked out from hours, or where there is no number")
	default:
		return calendar.Date{}, fmt.Errorf("%q is not something that a clock counts in", l.Span)
	}
}

// termEnd is the last day of the nth term after the one that holds a day. A
// day in the holidays belongs to the term before it.
func termEnd(from calendar.Date, n int, terms []Term) (calendar.Date, error) {
	after, _ := slices.BinarySearchFunc(terms, from, func(t Term, day calendar.Date) int {
		if t.First.After(day) {
			return 1
		}
		return -1
	})
	if at := after - 1 + n; after > 0 && at >= 0 && at < len(terms) {
		return terms[at].Last, nil
	}
	return calendar.Date{}, fmt.Errorf("the school terms that we hold don't reach from %s: add the dates of terms", from.Long())
}

// before says whether a day lies no more than a length before another, or is it.
func (l Length) before(day, end calendar.Date) bool {
	if day.After(end) {
		return false
	}
	first, err := Length{-l.Amount, l.Span}.DueDay(end, DayZero, nil)
	return err == nil && !day.Before(first)
}

// window is the first return year that begins on a day or after it.
func windowFrom(day calendar.Date) (first, last calendar.Date) {
	first = calendar.Date{Year: day.Year, Month: 4, Day: 1}
	if day.After(first) {
		first.Year++
	}
	return first, calendar.Date{Year: first.Year + 1, Month: 3, Day: 31}
}
