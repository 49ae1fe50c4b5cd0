package calendar_test

import (
	"encoding/json"
	"testing"

	"throughline/calendar"
)

func TestDatedSaysNoMoreThanIsKnown(t *testing.T) {
	for _, c := range []struct {
		text string
		want calendar.Dated
		long string
		day  bool
	}{
		{"2012-03-09", calendar.Dated{Date: calendar.Must(2012, 3, 9), Precision: calendar.ToTheDay}, "9 March 2012", true},
		{"9 March 2012", calendar.Dated{Date: calendar.Must(2012, 3, 9), Precision: calendar.ToTheDay}, "9 March 2012", true},
		{"1 May 2012", calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheDay}, "1 May 2012", true},
		{"May 2012", calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth}, "May 2012", false},
		{" may 2012 ", calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth}, "May 2012", false},
		{"2012-05", calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth}, "May 2012", false},
		{"", calendar.Dated{}, "date not known", false},
		{"  ", calendar.Dated{}, "date not known", false},
	} {
		got, err := calendar.ParseDated(c.text)
		if err != nil || got != c.want || got.Long() != c.long || got.Earliest() != c.want.Date {
			t.Errorf("%q: got %v (%s), %v; want %v (%s)", c.text, got, got.Long(), err, c.want, c.long)
		}
		if day, known := got.Day(); known != c.day || day != c.want.Date {
			t.Errorf("%q: day is %s and known is %v, want %v", c.text, day, known, c.day)
		}
		raw, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		var back calendar.Dated
		if err := json.Unmarshal(raw, &back); err != nil || back != got {
			t.Errorf("%s reads back as %v, %v", raw, back, err)
		}
	}
}

func TestDatedRefuses(t *testing.T) {
	const form = " is not a date or a month: write it like 2012-03-09, 9 March 2012 or May 2012"
	for text, want := range map[string]string{
		"soon":          `"soon"` + form,
		"2012":          `"2012"` + form,
		"May":           `"May"` + form,
		"2012-05-1x":    `"2012-05-1x"` + form,
		"2012-05-01-01": `"2012-05-01-01"` + form,
		"spring 2012":   `"spring 2012"` + form,
		"31 April 2012": "April 2012 has 30 days, so there is no 31 April: check the date",
		"2012-13":       "there is no month 13: use a month from 1 to 12",
		"May 12":        "the year 12 is not one we can use: give a year between 1900 and 2200",
	} {
		if got, err := calendar.ParseDated(text); err == nil || err.Error() != want || got != (calendar.Dated{}) {
			t.Errorf("%q: got %v, %v; want %q", text, got, err, want)
		}
	}
}

func TestKnownNeedsADay(t *testing.T) {
	if got := calendar.Known(calendar.Date{}); got.Precision != calendar.Unknown {
		t.Errorf("no date is known to the %s", got.Precision)
	}
	if _, known := (calendar.Dated{Precision: calendar.ToTheDay}).Day(); known {
		t.Error("a blank date counts as a known day")
	}
}
