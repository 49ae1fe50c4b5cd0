package intofacts

import (
	"throughline/calendar"
	"throughline/ingest/returns/ssda903"
)

type certainty int

const (
	certainlyNot certainty = iota
	perhaps                // it hangs on the first day of an episode, which can't be read
	certainly
)

// wholeYear says whether a child was looked after for the whole of a year, as far as their episodes tell.
func wholeYear(episodes []*ssda903.Row, from, to calendar.Date) certainty {
	within, fromTheFirst, undated, undatedStart := false, false, false, false
	for _, e := range episodes {
		began, dated := e.Day(ssda903.Decom)
		ended, done := e.Day(ssda903.Dec)
		reason := e.Code(ssda903.Rec)
		if dated && !in(e, from, to) || done && ended.Before(from) {
			continue
		}
		if done && reason != "" && reason != continues && !ended.After(to) {
			return certainlyNot
		}
		switch {
		case dated && began.After(from) && e.Code(ssda903.RNE) == started:
			return certainlyNot
		case dated:
			within, fromTheFirst = true, fromTheFirst || !began.After(from)
		default:
			undated, undatedStart = true, undatedStart || e.Code(ssda903.RNE) == started
		}
	}
	switch {
	case fromTheFirst, within && !undatedStart:
		return certainly
	case within, undated:
		return perhaps
	}
	return certainlyNot
}

// in says whether any day of the episode lies in the year. One whose first day can't be read lies in none for certain.
func in(e *ssda903.Row, from, to calendar.Date) bool {
	began, ok := e.Day(ssda903.Decom)
	ended, done := e.Day(ssda903.Dec)
	return ok && !began.After(to) && (!done || !ended.Before(from))
}

// perhapsIn says whether an episode whose first day can't be read may lie in the year.
func perhapsIn(e *ssda903.Row, from calendar.Date) bool {
	_, dated := e.Day(ssda903.Decom)
	ended, done := e.Day(ssda903.Dec)
	return !dated && (!done || !ended.Before(from))
}
