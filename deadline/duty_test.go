package deadline_test

import (
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/deadline"
)

func TestDutiesRunFromReceipt(t *testing.T) {
	received := calendar.Known(publication)
	for name, want := range map[string]struct {
		duty deadline.Duty
		days int
		due  calendar.Date
	}{
		"publish the report":   {deadline.PublishReport, 30, calendar.Must(2012, 4, 24)},
		"written statement":    {deadline.WrittenStatement, 70, calendar.Must(2012, 6, 22)},
		"first on the list":    {deadline.Duties[0], 30, calendar.Must(2012, 4, 24)},
		"second on the list":   {deadline.Duties[1], 70, calendar.Must(2012, 6, 22)},
		"a day later, one on":  {deadline.Duty{Name: "one", WorkingDays: 1}, 1, calendar.Must(2012, 3, 12)},
		"none: on the day too": {deadline.Duty{Name: "none"}, 0, publication},
	} {
		got := want.duty.DueFrom(received)
		if got.Due != want.due || got.CannotTell != "" || got.WorkingDays != want.days || got.Name != want.duty.Name {
			t.Errorf("%s: got %+v, want %s", name, got, want.due)
		}
	}
	if len(deadline.Duties) != 2 {
		t.Errorf("there are 2 duties, not %d", len(deadline.Duties))
	}
	for _, duty := range deadline.Duties {
		if !strings.Contains(duty.Source, "2006 s137") {
			t.Errorf("%s has no source: %q", duty.Name, duty.Source)
		}
	}
}

func TestDutiesThatCannotBeTold(t *testing.T) {
	const notKnown = "The day on which the report was received is not known, and the time runs from receipt. Record that day."
	for name, c := range map[string]struct {
		received calendar.Dated
		want     string
	}{
		"known to the month":    {calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth}, notKnown},
		"not known":             {calendar.Dated{}, notKnown},
		"a day left blank":      {calendar.Dated{Precision: calendar.ToTheDay}, notKnown},
		"a precision we lack":   {calendar.Dated{Date: publication, Precision: "year"}, notKnown},
		"before the data":       {calendar.Known(calendar.Must(2011, 3, 9)), "The date can't be worked out: 9 March 2011 is outside the bank holidays we hold, which run from 2012 to 2028: choose a date in those years."},
		"counts past the data":  {calendar.Known(calendar.Must(2028, 12, 1)), "The date can't be worked out: 1 January 2029 is outside the bank holidays we hold, which run from 2012 to 2028: choose a date in those years."},
		"received after it all": {calendar.Known(calendar.Must(2030, 1, 1)), "The date can't be worked out: 1 January 2030 is outside the bank holidays we hold, which run from 2012 to 2028: choose a date in those years."},
	} {
		for _, duty := range deadline.Duties {
			if got := duty.DueFrom(c.received); !got.Due.IsZero() || got.CannotTell != c.want {
				t.Errorf("%s, %s: got %s, %q; want %q", name, duty.Name, got.Due, got.CannotTell, c.want)
			}
		}
	}
}
