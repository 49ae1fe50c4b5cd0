package measure

import (
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// Period is a stretch of time, by its first and last day. Periods of one measure never overlap.
type Period struct {
	Name        string
	First, Last calendar.Date
}

// Holds says whether a day lies in the period.
func (p Period) Holds(day calendar.Date) bool { return !day.Before(p.First) && !day.After(p.Last) }

// PeriodOf gives the period of a measure that holds a day. It is not ok for a school term on a day that is in none.
func PeriodOf(of practice.Period, day calendar.Date, terms []deadline.Term) (p Period, ok bool) {
	switch of {
	case "month":
		first := calendar.Date{Year: day.Year, Month: day.Month, Day: 1}
		return Period{first.Month.String() + " " + first.String()[:4], first, first.AddMonths(1).AddDays(-1)}, true
	case "quarter":
		first := calendar.Date{Year: day.Year, Month: (day.Month-1)/3*3 + 1, Day: 1}
		last := first.AddMonths(3).AddDays(-1)
		return Period{first.Month.String() + " to " + last.Month.String() + " " + last.String()[:4], first, last}, true
	case "year_to_31_march":
		first := calendar.Date{Year: day.Year, Month: time.April, Day: 1}
		if day.Before(first) {
			first.Year--
		}
		last := first.AddMonths(12).AddDays(-1)
		return Period{"Year to " + last.Long(), first, last}, true
	case "school_term":
		for _, t := range terms {
			if p := (Period{t.Name, t.First, t.Last}); p.Holds(day) {
				return p, true
			}
		}
		return Period{}, false
	}
	return Period{day.Long(), day, day}, true
}

// LastComplete gives the latest period that is over at the end of a day. It is not ok when the terms don't go back so far.
func LastComplete(of practice.Period, asAt calendar.Date, terms []deadline.Term) (p Period, ok bool) {
	if of == "school_term" {
		for _, t := range terms {
			if !t.Last.After(asAt) && (!ok || t.Last.After(p.Last)) {
				p, ok = Period{t.Name, t.First, t.Last}, true
			}
		}
		return p, ok
	}
	p, ok = PeriodOf(of, asAt, terms)
	if ok && p.Last.After(asAt) {
		return PeriodOf(of, p.First.AddDays(-1), terms)
	}
	return p, ok
}

// Complete gives the last n periods that were over at the end of a day, the earliest first.
func Complete(of practice.Period, asAt calendar.Date, n int, terms []deadline.Term) []Period {
	var all []Period
	for p, ok := LastComplete(of, asAt, terms); ok && len(all) < n; p, ok = LastComplete(of, p.First.AddDays(-1), terms) {
		all = append([]Period{p}, all...)
	}
	return all
}
