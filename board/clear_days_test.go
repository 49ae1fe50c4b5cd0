package board

import (
	"encoding/json"
	"os"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func must(t interface{ Fatal(why ...any) }, text string) calendar.Date {
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Each row is counted by hand on a calendar.
func TestTheLastDayToPublish(t *testing.T) {
	for _, c := range []struct{ meeting, want, why string }{
		{"2013-04-18", "2013-04-10", "Thursday: clear days 11, 12, 15, 16 and 17 April"},
		{"2013-06-17", "2013-06-07", "Monday: clear days 10 to 14 June, so the Friday before them"},
		{"2013-04-02", "2013-03-21", "the Tuesday after Easter: 22, 25, 26, 27 and 28 March; Good Friday and Easter Monday don’t count"},
		{"2013-01-03", "2012-12-21", "Thursday after the new year: 24, 27, 28 and 31 December and 2 January"},
		{"2012-12-27", "2012-12-17", "Thursday after Christmas: 18, 19, 20, 21 and 24 December"},
		{"2012-06-07", "2012-05-28", "Thursday after the jubilee: 29, 30, 31 May, 1 June and 6 June; 4 and 5 June are bank holidays"},
		{"2013-05-08", "2013-04-29", "Wednesday after May Day: 30 April, 1, 2, 3 and 7 May; 6 May is a bank holiday"},
		{"2013-04-20", "2013-04-12", "a meeting on a Saturday: 15 to 19 April"},
		{"2013-12-26", "2013-12-17", "a meeting on Boxing Day: 18, 19, 20, 23 and 24 December"},
		{"2013-09-06", "2013-08-29", "Friday: 30 August, 2, 3, 4 and 5 September"},
	} {
		got, err := LastDayToPublish(must(t, c.meeting), ClearDaysNeeded)
		if err != nil || got != must(t, c.want) {
			t.Errorf("meeting %s: publish by %s, %v; want %s (%s)", c.meeting, got, err, c.want, c.why)
		}
	}
}

func TestClearDaysGiven(t *testing.T) {
	for _, c := range []struct {
		public, meeting string
		want            int
	}{
		{"2013-04-10", "2013-04-18", 5},
		{"2013-04-09", "2013-04-18", 6},
		{"2013-04-11", "2013-04-18", 4},
		{"2013-04-17", "2013-04-18", 0}, // the day before: neither day counts
		{"2013-04-18", "2013-04-18", 0},
		{"2013-04-19", "2013-04-18", 0}, // after the meeting
		{"2013-04-13", "2013-04-18", 2}, // a Saturday counts from Monday 15 April: 16 and 17
		{"2013-04-15", "2013-04-18", 2},
		{"2013-03-28", "2013-04-02", 0}, // the Thursday before Easter, for the Tuesday after it
		{"2013-03-29", "2013-04-02", 0}, // Good Friday
		{"2013-03-21", "2013-04-02", 5},
		{"2012-12-24", "2013-01-03", 4}, // 27, 28, 31 December, 2 January
		{"2013-04-12", "2013-04-13", 0}, // a meeting on a Saturday
		{"2013-04-12", "2013-04-15", 0},
	} {
		if got, err := ClearDaysBetween(must(t, c.public), must(t, c.meeting)); err != nil || got != c.want {
			t.Errorf("public %s, meeting %s: %d clear days, %v; want %d", c.public, c.meeting, got, err, c.want)
		}
	}
	for _, c := range [][2]string{{"2011-12-30", "2012-01-10"}, {"2028-12-20", "2029-01-03"}, {"2029-01-02", "2029-01-03"}, {"2012-01-10", "2029-01-03"}} {
		if n, err := ClearDaysBetween(must(t, c[0]), must(t, c[1])); err == nil {
			t.Errorf("%v is outside the bank holidays, and gave %d", c, n)
		}
	}
}

// The vectors count working days from a day that is left out: so from the day
// a paper is public to that many working days on there is one clear day fewer,
// since the day of the meeting is left out too.
func TestClearDaysAgreeWithTheVectors(t *testing.T) {
	raw, err := os.ReadFile("../calendar/testdata/workday_vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Vectors []struct {
			Kind, Start, Expect string
			N                   int
		} `json:"vectors"`
	}
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, v := range file.Vectors {
		if v.Kind != "add_working_days" || v.N < 1 {
			continue
		}
		looked++
		start, meeting := must(t, v.Start), must(t, v.Expect)
		open, err := calendar.IsWorkingDay(start)
		if err != nil {
			t.Fatal(err)
		}
		want := v.N - 1
		if !open {
			want = max(0, v.N-2) // public on the next day that offices are open, which the vector counts
		}
		if got, err := ClearDaysBetween(start, meeting); err != nil || got != want {
			t.Errorf("from %s to %s: %d clear days, %v; want %d", v.Start, v.Expect, got, err, want)
		}
	}
	if looked < 10 {
		t.Errorf("only %d vectors count working days forwards", looked)
	}
}

// Counted day by day, as a person with a calendar would: a day lies between
// the two, and offices are open on it.
func TestClearDaysAreTheOpenDaysBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		public := calendar.Must(2012, 2, 1).AddDays(rapid.IntRange(0, 5800).Draw(t, "public"))
		meeting := public.AddDays(rapid.IntRange(0, 40).Draw(t, "days to the meeting"))
		open := func(d calendar.Date) bool {
			yes, err := calendar.IsWorkingDay(d)
			if err != nil {
				t.Fatal(err)
			}
			return yes
		}
		want, out := 0, open(public)
		for d := public.AddDays(1); d.Before(meeting); d = d.AddDays(1) {
			if !open(d) {
				continue
			}
			if out {
				want++
			}
			out = true // the first open day is the day it is public, when that was a day offices were shut
		}
		got, err := ClearDaysBetween(public, meeting)
		if err != nil || got != want {
			t.Fatalf("public %s, meeting %s: %d, %v; want %d", public, meeting, got, err, want)
		}
		needed := rapid.IntRange(1, 8).Draw(t, "needed")
		last, err := LastDayToPublish(meeting, needed)
		if err != nil {
			t.Fatal(err)
		}
		if inTime := !public.After(last); inTime != (got >= needed) {
			t.Fatalf("public %s, meeting %s, needed %d: publish by %s, and %d were given", public, meeting, needed, last, got)
		}
		if !open(last) {
			t.Fatalf("publish by %s, a day when offices are shut", last)
		}
	})
}

func TestClearDaysInWords(t *testing.T) {
	meeting := calendar.Must(2013, 4, 18)
	for _, c := range []struct {
		public calendar.Date
		want   string
	}{
		{calendar.Date{}, "Publish by Wednesday 10 April 2013 for the meeting on 18 April 2013: five clear days"},
		{calendar.Must(2013, 4, 10), "Public from 10 April 2013: five clear days before the meeting"},
		{calendar.Must(2013, 4, 16), "Public from 16 April 2013: one clear day before the meeting, fewer than the five that are needed"},
		{calendar.Must(2013, 4, 18), "Public from 18 April 2013: no clear days before the meeting, fewer than the five that are needed"},
	} {
		days, err := ClearDaysFor(meeting, c.public, ClearDaysNeeded)
		if err != nil {
			t.Fatal(err)
		}
		got := days.ByWords(meeting)
		if !c.public.IsZero() {
			got = days.GivenWords()
		}
		if got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}
