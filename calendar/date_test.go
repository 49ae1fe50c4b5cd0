package calendar_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func TestParseForms(t *testing.T) {
	want := calendar.Must(2012, 3, 9)
	for _, text := range []string{
		"2012-03-09", "2012-3-9", "9/3/2012", "09/03/2012", "9 March 2012", "09 march 2012", "9 Mar 2012", " 9  MARCH\t2012 \n",
	} {
		if got, err := calendar.Parse(text); err != nil || got != want {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const form = "write it like 2012-03-09 or 9 March 2012"
	for text, want := range map[string]string{
		"":                       form,
		"soon":                   form,
		"2012-03-09x":            form,
		"x2012-03-09":            form,
		"2012-03-09 10:00":       form,
		"2012-03-09\nrubbish":    form,
		"9/3/2012\nrubbish":      form,
		"1/2/2012 10:00":         form,
		"1/2/2012/3":             form,
		"2012-03-09-10":          form,
		"2012-03-099":            form,
		"20120-03-09":            form,
		"2012-+3-09":             form,
		"2012--3-09":             form,
		"+9 March 2012":          form,
		"2012- 3- 9":             form,
		"9th March 2012":         form,
		"9 March 2012 or so":     form,
		"9 Marchish 2012":        form,
		"9 March":                form,
		"March 2012":             form,
		"2012-03":                form,
		"٩ March 2012":           form,
		"31 April 2012":          "April 2012 has 30 days, so there is no 31 April: check the date",
		"2012-04-31":             "April 2012 has 30 days, so there is no 31 April: check the date",
		"31/4/2012":              "April 2012 has 30 days, so there is no 31 April: check the date",
		"29 February 2013":       "February 2013 has 28 days, so there is no 29 February: check the date",
		"30/2/2012":              "February 2012 has 29 days, so there is no 30 February: check the date",
		"2012-03-00":             "March 2012 has 31 days, so there is no 0 March: check the date",
		"2012-13-01":             "there is no month 13: use a month from 1 to 12",
		"3/14/2012":              "there is no month 14: use a month from 1 to 12",
		"2012-00-01":             "there is no month 0: use a month from 1 to 12",
		"9/3/12":                 "the year 12 is not one we can use: give a year between 1900 and 2200",
		"1899-12-31":             "the year 1899 is not one we can use: give a year between 1900 and 2200",
		"1 January 2201":         "the year 2201 is not one we can use: give a year between 1900 and 2200",
		"29 February 1900":       "February 1900 has 28 days, so there is no 29 February: check the date",
		strings.Repeat("1", 400): form,
	} {
		got, err := calendar.Parse(text)
		if err == nil || !got.IsZero() {
			t.Errorf("%q: accepted as %s", text, got)
		} else if !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, want %q", text, err, want)
		}
	}
	if _, err := calendar.Parse(" 2012-03-09x "); err == nil || !strings.HasPrefix(err.Error(), `"2012-03-09x" is not a date`) {
		t.Errorf("the refusal does not name what was written: %v", err)
	}
}

func TestMonthsClamp(t *testing.T) {
	for _, c := range []struct {
		from   calendar.Date
		months int
		want   calendar.Date
	}{
		{calendar.Must(2012, 1, 31), 1, calendar.Must(2012, 2, 29)},
		{calendar.Must(2013, 1, 31), 1, calendar.Must(2013, 2, 28)},
		{calendar.Must(2012, 5, 31), 1, calendar.Must(2012, 6, 30)},
		{calendar.Must(2012, 12, 31), 2, calendar.Must(2013, 2, 28)},
		{calendar.Must(2012, 3, 31), -1, calendar.Must(2012, 2, 29)},
		{calendar.Must(2012, 1, 15), -1, calendar.Must(2011, 12, 15)},
		{calendar.Must(2012, 2, 29), 0, calendar.Must(2012, 2, 29)},
		{calendar.Date{}, 3, calendar.Date{}},
	} {
		if got := c.from.AddMonths(c.months); got != c.want {
			t.Errorf("%s and %d months: got %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

var possible = anyDay(calendar.Must(1900, 1, 1), calendar.Must(2200, 12, 31))

func TestArithmeticProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := possible.Draw(t, "a"), possible.Draw(t, "b")
		if got := b.AddDays(a.Sub(b)); got != a {
			t.Fatalf("%s and (%s less %s) days is %s", b, a, b, got)
		}
		if a.Sub(b) != -b.Sub(a) {
			t.Fatalf("%s less %s is not the opposite of %s less %s", a, b, b, a)
		}
		if (a.Compare(b) < 0) != (a.Sub(b) < 0) || a.Before(b) != b.After(a) || (a.Compare(b) == 0) != (a == b) {
			t.Fatalf("%s and %s compare otherwise than they subtract", a, b)
		}
		n := rapid.IntRange(-1200, 1200).Draw(t, "months")
		moved := a.AddMonths(n)
		months := (moved.Year-a.Year)*12 + int(moved.Month-a.Month)
		if months != n || moved.Day > a.Day || (moved.Day < a.Day && moved.AddDays(1).Day != 1) {
			t.Fatalf("%s and %d months is %s", a, n, moved)
		}
		for _, text := range []string{a.String(), a.Long()} {
			if got, err := calendar.Parse(text); err != nil || got != a {
				t.Fatalf("%q reads back as %s, %v", text, got, err)
			}
		}
	})
}

func TestNoDateStaysNoDate(t *testing.T) {
	var none calendar.Date
	if !none.IsZero() || none.String() != "" || none.Long() != "no date" || !none.AddDays(3).IsZero() {
		t.Errorf("got %q, %q, %v", none.String(), none.Long(), none.AddDays(3))
	}
	if days := calendar.Must(2200, 12, 31).Sub(calendar.Must(1900, 1, 1)); days != 109937 {
		t.Errorf("from 1900 to 2200 is %d days, want 109937", days)
	}
	if !calendar.Must(2012, 3, 9).Before(calendar.Must(2012, 3, 10)) || calendar.Must(2012, 3, 9).Weekday() != time.Friday {
		t.Error("9 March 2012 was a Friday, before the 10th")
	}
}

func TestMustRefusesByPanic(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("there is a 31 April")
		}
	}()
	calendar.Must(2012, time.April, 31)
}

func TestDaysEndAtMidnightInLondon(t *testing.T) {
	at := func(text string) time.Time {
		instant, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return instant
	}
	for text, want := range map[string]string{
		"2013-02-01T00:00:00Z":           "2013-02-01",
		"2013-01-31T23:59:59.999999999Z": "2013-01-31",
		"2012-06-30T22:59:59.999999999Z": "2012-06-30", // summer: midnight is at 23:00 UTC
		"2012-06-30T23:00:00Z":           "2012-07-01",
		"2012-07-01T00:00:00+01:00":      "2012-07-01",
		"2012-03-25T00:30:00Z":           "2012-03-25", // the clocks went forward at 01:00
		"2012-03-25T23:00:00Z":           "2012-03-26",
		"2012-10-27T23:00:00Z":           "2012-10-28", // and back on this day
		"2012-10-28T23:30:00Z":           "2012-10-28",
		"2012-06-30T20:00:00-04:00":      "2012-07-01",
	} {
		if got := calendar.DayOf(at(text)); got.String() != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
	for day, hours := range map[string]int{"2012-03-25": 23, "2012-10-28": 25, "2012-06-30": 24, "2012-12-31": 24} {
		d := mustParse(t, day)
		if got := d.End().Sub(d.Start()); got != time.Duration(hours)*time.Hour {
			t.Errorf("%s lasts %s, want %d hours", day, got, hours)
		}
	}
	if got, want := calendar.Must(2012, 7, 1).Start().UTC(), at("2012-06-30T23:00:00Z"); !got.Equal(want) {
		t.Errorf("1 July 2012 starts at %s, want %s", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := possible.Draw(t, "day")
		if calendar.DayOf(d.Start()) != d || calendar.DayOf(d.Start().Add(-1)) != d.AddDays(-1) {
			t.Fatalf("%s does not start at its own first instant", d)
		}
		if calendar.DayOf(d.End()) != d.AddDays(1) || calendar.DayOf(d.End().Add(-1)) != d {
			t.Fatalf("%s does not end at its own last instant", d)
		}
	})
	if calendar.London().String() != "Europe/London" {
		t.Error("days are not London's")
	}
}

func TestDateAsJSON(t *testing.T) {
	type body struct{ A, B calendar.Date }
	was := body{A: calendar.Must(2012, 3, 9)}
	raw, err := json.Marshal(was)
	if err != nil || string(raw) != `{"A":"2012-03-09","B":""}` {
		t.Fatalf("got %s, %v", raw, err)
	}
	var got body
	if err := json.Unmarshal(raw, &got); err != nil || got != was {
		t.Errorf("got %v, %v", got, err)
	}
	if err := json.Unmarshal([]byte(`{"A":"2012-04-31"}`), &got); err == nil {
		t.Error("31 April was read")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{"2012-03-09", "9/3/2012", "9 March 2012", "31 April 2012", "2012-03-09x", "1/2/2012 10:00",
		"2012--3-09", "", "0001-01-01", "2012-03-09\n\n", "May 2012", "2012-05", "9\u00a0March 2012", "\xff/3/2012"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := calendar.Parse(text)
		if (err != nil) != d.IsZero() {
			t.Fatalf("%q: got %v and %v", text, d, err)
		}
		if err == nil {
			again, err := calendar.On(d.Year, d.Month, d.Day)
			back, backErr := calendar.Parse(d.Long())
			if err != nil || backErr != nil || again != d || back != d {
				t.Fatalf("%q was read as %v, which is not a day", text, d)
			}
		}
		dated, datedErr := calendar.ParseDated(text)
		if err == nil && (datedErr != nil || dated != calendar.Known(d)) {
			t.Fatalf("%q is %s to Parse, and %v, %v to ParseDated", text, d, dated, datedErr)
		}
		if datedErr != nil && dated != (calendar.Dated{}) {
			t.Fatalf("%q: got %v and %v", text, dated, datedErr)
		}
	})
}
