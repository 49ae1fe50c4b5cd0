package deadline_test

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
)

func holidays(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../calendar/testdata/workday_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var held struct {
		Days []string `json:"bank_holidays_england"`
	}
	if err := json.Unmarshal(text, &held); err != nil || len(held.Days) < 100 {
		t.Fatalf("%d bank holidays, %v", len(held.Days), err)
	}
	off := map[string]bool{}
	for _, d := range held.Days {
		off[d] = true
	}
	return off
}

// slowDue walks from a day one day at a time, in the standard library's days.
func slowDue(from time.Time, l deadline.Length, off map[string]bool) time.Time {
	day := from
	switch l.Span {
	case deadline.InWorkingDays:
		for left := l.Amount; left > 0; {
			day = day.AddDate(0, 0, 1)
			if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday && !off[day.Format(time.DateOnly)] {
				left--
			}
		}
	case deadline.InMonths:
		for i := 0; i < l.Amount; i++ { // to the last day of each month in turn, and then back to the day
			day = time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		month := day.Month()
		for day.Day() < from.Day() && day.AddDate(0, 0, 1).Month() == month {
			day = day.AddDate(0, 0, 1)
		}
	case deadline.InWeeks:
		for i := 0; i < 7*l.Amount; i++ {
			day = day.AddDate(0, 0, 1)
		}
	default:
		for i := 0; i < l.Amount; i++ {
			day = day.AddDate(0, 0, 1)
		}
	}
	return day
}

// slowState says how one start stands on a day, from what had happened by
// then and nothing else.
func slowState(start time.Time, ends, stops []time.Time, due, day time.Time) deadline.State {
	if start.After(day) {
		return deadline.NotBegun
	}
	var done, stopped time.Time
	for _, e := range ends {
		if !e.Before(start) && !e.After(day) && (done.IsZero() || e.Before(done)) {
			done = e
		}
	}
	for _, s := range stops {
		if !s.Before(start) && !s.After(day) && (stopped.IsZero() || s.Before(stopped)) {
			stopped = s
		}
	}
	switch {
	case !done.IsZero() && !done.After(due):
		return deadline.Met
	case !done.IsZero() && (stopped.IsZero() || stopped.After(due) || !stopped.Before(done)):
		return deadline.Late
	case !stopped.IsZero() && !stopped.After(due):
		return deadline.NotRequired
	case !stopped.IsZero():
		return deadline.Late
	case day.After(due):
		return deadline.Overdue
	default:
		return deadline.Running
	}
}

func TestTheEngineAgreesWithASlowWalk(t *testing.T) {
	off := holidays(t)
	rapid.Check(t, func(t *rapid.T) {
		l := deadline.Length{Amount: rapid.IntRange(1, 60).Draw(t, "amount"), Span: rapid.SampledFrom([]deadline.Span{deadline.InWorkingDays, deadline.InDays, deadline.InWeeks, deadline.InMonths}).Draw(t, "unit")}
		if l.Span == deadline.InMonths {
			l.Amount = 1 + l.Amount%12
		}
		clock := deadline.Clock{Code: "x", Per: "care", Starts: events("start"), Ends: events("end"), Limit: l, Stops: []deadline.Stop{{Event: event("stop"), Because: "It stopped."}}}
		start := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 5000).Draw(t, "start"))
		facts := []deadline.Fact{{ID: "s", Subject: "ann", Event: "start", On: calendar.DayOf(start.Add(12 * time.Hour)), Of: map[string]string{"care": "1"}}}
		days := map[string][]time.Time{}
		due := slowDue(start, l, off)
		for _, name := range []string{"end", "stop"} {
			for range rapid.IntRange(0, 2).Draw(t, name) {
				on := due.AddDate(0, 0, rapid.SampledFrom([]int{-400, -30, -3, -1, 0, 1, 2, 9}).Draw(t, "from the limit"))
				days[name] = append(days[name], on)
				facts = append(facts, deadline.Fact{ID: name + on.String(), Subject: "ann", Event: name, On: calendar.DayOf(on.Add(12 * time.Hour)), Of: map[string]string{"care": "1"}})
			}
		}
		made := deadline.Reckon(deadline.Rules{Clocks: []deadline.Clock{clock}}, facts)
		if len(made) != 1 {
			t.Fatalf("%d deadlines", len(made))
		}
		if got := made[0].Due.String(); got != due.Format(time.DateOnly) {
			t.Fatalf("%d %s after %s: due %s, and by a slow walk %s", l.Amount, l.Span, start.Format(time.DateOnly), got, due.Format(time.DateOnly))
		}
		for _, offset := range []int{-401, -31, -4, -2, -1, 0, 1, 2, 3, 10} {
			day := due.AddDate(0, 0, offset)
			if got, _ := made[0].At(calendar.DayOf(day.Add(12 * time.Hour))); got != slowState(start, days["end"], days["stop"], due, day) {
				t.Fatalf("as at %s: %q, and by a slow walk %q", day.Format(time.DateOnly), got, slowState(start, days["end"], days["stop"], due, day))
			}
		}
	})
}

func TestTheOtherConventionIsAWorkingDaySooner(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.Must(2012, 1, 1).AddDays(rapid.IntRange(0, 5000).Draw(t, "from"))
		n := rapid.IntRange(2, 60).Draw(t, "n")
		l := deadline.Length{Amount: n, Span: deadline.InWorkingDays}
		zero, err := l.DueDay(from, deadline.DayZero, nil)
		if err != nil {
			t.Fatal(err)
		}
		one, err := l.DueDay(from, deadline.DayOne, nil)
		if err != nil {
			t.Fatal(err)
		}
		if between, err := calendar.WorkingDaysBetween(one, zero); err != nil || between != 1 {
			t.Fatalf("%d working days after %s: %s from day 0 and %s from day 1, %d apart, %v", n, from, zero, one, between, err)
		}
	})
}
