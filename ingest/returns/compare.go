package returns

import "throughline/calendar"

// The comparisons of the rules. One with a date that is not there is never true, so a blank is never met, late or early.

// Earlier says that a is before b.
func Earlier(a, b calendar.Date) bool { return !a.IsZero() && !b.IsZero() && a.Before(b) }

// NotLater says that a is b or before it.
func NotLater(a, b calendar.Date) bool { return !a.IsZero() && !b.IsZero() && !a.After(b) }

// Same says that both are one day.
func Same(a, b calendar.Date) bool { return !a.IsZero() && a == b }
