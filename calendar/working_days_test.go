package calendar_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func anyDay(first, last calendar.Date) *rapid.Generator[calendar.Date] {
	return rapid.Map(rapid.IntRange(0, last.Sub(first)), first.AddDays)
}

var inTheData = anyDay(calendar.Must(2012, 1, 1), calendar.Must(2028, 12, 31))

func working(t interface{ Fatal(why ...any) }, d calendar.Date) bool {
	yes, err := calendar.IsWorkingDay(d)
	if err != nil {
		t.Fatal(err)
	}
	return yes
}

func TestBetweenUndoesAdd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := anyDay(calendar.Must(2014, 1, 1), calendar.Must(2026, 12, 31)).Draw(t, "from")
		n := rapid.IntRange(-400, 400).Draw(t, "n")
		to, err := calendar.AddWorkingDays(from, n)
		if err != nil {
			t.Fatal(err)
		}
		if n != 0 && !working(t, to) {
			t.Fatalf("%d working days from %s is %s, which is not a working day", n, from, to)
		}
		if got, err := calendar.WorkingDaysBetween(from, to); err != nil || got != n {
			t.Fatalf("from %s to %s: got %d, %v; want %d", from, to, got, err, n)
		}
	})
}

// Between is the count of working days after the one day up to the other; Add
// takes it back to the same day, or to the nearest working day before it.
func TestBetweenCountsEveryWorkingDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := inTheData.Draw(t, "from")
		to := inTheData.Draw(t, "to")
		want, last := 0, from
		for d := from; d != to; {
			if to.After(from) {
				d = d.AddDays(1)
			} else {
				d = d.AddDays(-1)
			}
			if working(t, d) {
				want, last = want+1, d
			}
		}
		if to.Before(from) {
			want = -want
		}
		got, err := calendar.WorkingDaysBetween(from, to)
		if err != nil || got != want {
			t.Fatalf("from %s to %s: got %d, %v; want %d", from, to, got, err, want)
		}
		if again, err := calendar.AddWorkingDays(from, got); err != nil || again != last {
			t.Fatalf("%d working days from %s: got %s, %v; want %s", got, from, again, err, last)
		}
	})
}

func TestCountingFromAClosedDay(t *testing.T) {
	saturday, monday := calendar.Must(2013, 2, 2), calendar.Must(2013, 2, 4)
	for _, c := range []struct {
		from, to calendar.Date
		want     int
	}{
		{saturday, monday, 1},
		{monday, saturday, 0},
		{monday, calendar.Must(2013, 2, 1), -1},
		{saturday, calendar.Must(2013, 2, 1), -1},
		{saturday, saturday, 0},
		{saturday, calendar.Must(2013, 2, 3), 0},
		{calendar.Must(2013, 2, 1), monday, 1},
	} {
		if got, err := calendar.WorkingDaysBetween(c.from, c.to); err != nil || got != c.want {
			t.Errorf("from %s to %s: got %d, %v; want %d", c.from, c.to, got, err, c.want)
		}
	}
	if got, err := calendar.AddWorkingDays(saturday, 0); err != nil || got != saturday {
		t.Errorf("no working days from a Saturday: got %s, %v; want the Saturday", got, err)
	}
}

func TestRefusedOutsideTheData(t *testing.T) {
	before, first := calendar.Must(2011, 12, 31), calendar.Must(2012, 1, 1)
	last, after := calendar.Must(2028, 12, 31), calendar.Must(2029, 1, 1)
	add := func(d calendar.Date, n int) error { _, err := calendar.AddWorkingDays(d, n); return err }
	between := func(a, b calendar.Date) error { _, err := calendar.WorkingDaysBetween(a, b); return err }
	open := func(d calendar.Date) error { _, err := calendar.IsWorkingDay(d); return err }
	practical := func(d calendar.Date) error { _, err := calendar.LastWorkingDayOnOrBefore(d); return err }
	for name, err := range map[string]error{
		"the day before the data":      open(before),
		"the day after the data":       open(after),
		"no date":                      open(calendar.Date{}),
		"add none before":              add(before, 0),
		"add none after":               add(after, 0),
		"add into the data":            add(before, 3),
		"back into the data":           add(after, -3),
		"across the last day":          add(calendar.Must(2028, 12, 29), 1),
		"across the first day":         add(calendar.Must(2012, 1, 3), -1),
		"as far forward as there is":   add(first, math.MaxInt),
		"as far back as there is":      add(last, math.MinInt),
		"between, from before":         between(before, first),
		"between, to after":            between(last, after),
		"between, from after":          between(after, last),
		"between, to before":           between(first, before),
		"practical date before 2012":   practical(first),
		"practical date after 2028":    practical(after),
		"between one day outside it":   between(before, before),
		"between a day and no date":    between(first, calendar.Date{}),
		"between no date and that day": between(calendar.Date{}, first),
	} {
		if err == nil || !strings.Contains(err.Error(), "outside the bank holidays we hold, which run from 2012 to 2028") {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if n, err := calendar.WorkingDaysBetween(first, last); err != nil || n != 4295 {
		t.Errorf("the whole data: got %d, %v; want 4295", n, err)
	}
}

func TestLastWorkingDayOnOrBefore(t *testing.T) {
	for _, c := range []struct{ day, want calendar.Date }{
		{calendar.Must(2012, 6, 9), calendar.Must(2012, 6, 8)}, // a Saturday
		{calendar.Must(2012, 9, 9), calendar.Must(2012, 9, 7)}, // a Sunday
		{calendar.Must(2012, 6, 5), calendar.Must(2012, 6, 1)}, // the jubilee
		{calendar.Must(2013, 4, 1), calendar.Must(2013, 3, 28)},
		{calendar.Must(2013, 2, 1), calendar.Must(2013, 2, 1)},
	} {
		if got, err := calendar.LastWorkingDayOnOrBefore(c.day); err != nil || got != c.want {
			t.Errorf("%s: got %s, %v; want %s", c.day, got, err, c.want)
		}
	}
}

// A walk of one day at a time, to compare with.
func walked(d calendar.Date, n int) (calendar.Date, error) {
	step := 1
	if n < 0 {
		step = -1
	}
	_, err := calendar.IsWorkingDay(d)
	for n != 0 && err == nil {
		d = d.AddDays(step)
		var working bool
		if working, err = calendar.IsWorkingDay(d); working {
			n -= step
		}
	}
	if err != nil {
		return calendar.Date{}, err
	}
	return d, nil
}

func TestWorkingDaysAreThoseOfAWalk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.Must(2011, 1, 1).AddDays(rapid.IntRange(0, 366*19).Draw(t, "day"))
		n := rapid.OneOf(rapid.IntRange(-70, 70), rapid.IntRange(-5000, 5000)).Draw(t, "working days")
		got, err := calendar.AddWorkingDays(from, n)
		want, wantErr := walked(from, n)
		if got != want || fmt.Sprint(err) != fmt.Sprint(wantErr) {
			t.Fatalf("%d working days from %s: %s (%v), and by a walk %s (%v)", n, from, got, err, want, wantErr)
		}
	})
}
