package measure_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/measure"
)

// Every day that can be written, and some that can't, has a number of its own that gives it back, one more than the day before.
func TestDaysAreNumbered(t *testing.T) {
	for day := (calendar.Date{Year: 1898, Month: time.December, Day: 30}); day.Year < 2203; day = day.AddDays(1) {
		if got := measure.DayOfNumber(measure.NumberOfDay(day)); got != day {
			t.Fatalf("%s comes back as %s", day, got)
		}
		if next := measure.NumberOfDay(day.AddDays(1)); next != measure.NumberOfDay(day)+1 {
			t.Fatalf("the day after %s is %d", day, next)
		}
	}
	if got := measure.DayOfNumber(measure.NumberOfDay(calendar.Date{})); !got.IsZero() {
		t.Errorf("no date comes back as %s", got)
	}
	rapid.Check(t, func(t *rapid.T) {
		day := calendar.Date{Year: rapid.IntRange(-4000, 9000).Draw(t, "year"), Month: time.Month(rapid.IntRange(1, 12).Draw(t, "month")), Day: rapid.IntRange(1, 28).Draw(t, "day")}
		if got := measure.DayOfNumber(measure.NumberOfDay(day)); got != day {
			t.Fatalf("%v comes back as %v", day, got)
		}
	})
}

// Whatever a deadline says, and on whichever day, its few bytes say the same.
func TestStepsAreWhatTheDeadlineSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDeadline(t, "A", []string{"C1"})
		if rapid.IntRange(0, 3).Draw(t, "nothing is told after a day") == 0 {
			d.Untold(drawDay(t, "told until", false), "the next return")
		}
		days := []calendar.Date{calendar.Must(1900, time.January, 1), calendar.Must(2200, time.December, 31)}
		for _, near := range []calendar.Date{d.Start.On, d.Opens, d.Due, d.Satisfied.On, d.Unsure.On, d.Closed.On, calendar.DayOf(d.DueFirst), calendar.DayOf(d.DueLast), drawDay(t, "any day", false)} {
			if !near.IsZero() {
				days = append(days, near.AddDays(-1), near, near.AddDays(1), near.AddDays(2))
			}
		}
		for _, day := range days {
			want, _ := d.At(day)
			if got := measure.StateFromColumns(&d, day); got != want || d.StateAt(day) != want {
				t.Fatalf("on %s it is %q, its bytes say %q and without words it is %q: %+v", day, want, got, d.StateAt(day), d)
			}
		}
	})
}
