package deadline_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
)

const published = "the Ofsted report was published"

var publication = calendar.Must(2012, 3, 9)

func TestEachTimescale(t *testing.T) {
	for _, c := range []struct {
		timescale deadline.Timescale
		due       calendar.Date
		heading   string
		words     string
	}{
		{deadline.Immediate, publication, "Immediately", "the day when " + published},
		{deadline.ThreeMonths, calendar.Must(2012, 6, 9), "Within three months", "3 calendar months from 9 March 2012, when " + published},
		{deadline.SixMonths, calendar.Must(2012, 9, 9), "Within six months", "6 calendar months from 9 March 2012, when " + published},
	} {
		stated := deadline.RuleFor(c.timescale, published, publication, true)
		if due, err := stated.Due(); err != nil || due != c.due {
			t.Errorf("%s: due %s, %v; want %s", c.timescale, due, err, c.due)
		}
		if got := c.timescale.Words(); got != c.heading {
			t.Errorf("%s: heading %q, want %q", c.timescale, got, c.heading)
		}
		if got := stated.Words(); got != c.words {
			t.Errorf("%s: %q, want %q", c.timescale, got, c.words)
		}
		unstated := deadline.RuleFor(c.timescale, published, publication, false)
		if due, err := unstated.Due(); err != nil || due != c.due {
			t.Errorf("%s, anchor not stated: due %s, %v; want %s", c.timescale, due, err, c.due)
		}
		want := c.words + " (our reading: the report does not say when the time starts)"
		if got := unstated.Words(); got != want {
			t.Errorf("%s: %q, want %q", c.timescale, got, want)
		}
		if late := publication.Sub(c.due); c.timescale == deadline.Immediate && late != 0 {
			t.Errorf("immediately is %d days before its anchor", late)
		}
	}
	if len(deadline.Timescales) != 3 {
		t.Errorf("reports use 3 timescales, not %d", len(deadline.Timescales))
	}
	if got := deadline.None.Words(); got != "No timescale set by inspectors" {
		t.Errorf("none: %q", got)
	}
}

// The founding paper's dates, 237 and 145 days past on its day (practice facts 7).
func TestDaysPastOnTheFoundingPapersDay(t *testing.T) {
	paper := calendar.Must(2013, 2, 1)
	for timescale, want := range map[deadline.Timescale]int{deadline.ThreeMonths: 237, deadline.SixMonths: 145} {
		due, err := deadline.RuleFor(timescale, published, publication, false).Due()
		if got := paper.Sub(due); err != nil || got != want {
			t.Errorf("%s: %d days past, %v; want %d", timescale, got, err, want)
		}
	}
}

func TestNoTimescaleGivesNoDate(t *testing.T) {
	for _, timescale := range []deadline.Timescale{deadline.None, "two_weeks"} {
		rule := deadline.RuleFor(timescale, published, publication, true)
		if due, err := rule.Due(); err == nil || !strings.Contains(err.Error(), "enter the due date itself") {
			t.Errorf("%q: got %s, %v", timescale, due, err)
		}
		if rule.Words() != "" {
			t.Errorf("%q claims to be reached: %q", timescale, rule.Words())
		}
	}
}

func TestDueRefuses(t *testing.T) {
	for want, rule := range map[string]deadline.Rule{
		"because the date when the report was received is not known: enter that date": {Amount: 3, Unit: deadline.CalendarMonths, Anchor: "the report was received"},
		"because the date when the time starts is not known: enter that date":         {Amount: 3, Unit: deadline.CalendarDays},
		"a due date can't be -1 working days on: enter a number from 0 to 36525":      {Amount: -1, Unit: deadline.WorkingDays, AnchorDate: publication},
		"a due date can't be 36526 calendar days on":                                  {Amount: 36526, Unit: deadline.CalendarDays, AnchorDate: publication},
		"calendar months on: enter a number from 0 to":                                {Amount: math.MaxInt, Unit: deadline.CalendarMonths, AnchorDate: publication},
		"the year 2262 is not one we can use":                                         {Amount: 3000, Unit: deadline.CalendarMonths, AnchorDate: publication},
		`"fortnights" is not a way to count: use working_days`:                        {Amount: 3, Unit: "fortnights", AnchorDate: publication},
		"outside the bank holidays we hold, which run from 2012 to 2028":              {Amount: 5000, Unit: deadline.WorkingDays, AnchorDate: publication},
		"31 December 2011 is outside the bank holidays we hold":                       {Amount: 3, Unit: deadline.WorkingDays, AnchorDate: calendar.Must(2011, 12, 31)},
	} {
		if due, err := rule.Due(); err == nil || !due.IsZero() || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: got %s, %v; want %q", rule, due, err, want)
		}
	}
}

func TestWordsOfARule(t *testing.T) {
	for want, rule := range map[string]deadline.Rule{
		"": {},
		"1 working day from 9 March 2012, when the concern was raised":               {Amount: 1, Unit: deadline.WorkingDays, Anchor: "the concern was raised", AnchorDate: publication, AnchorStated: true},
		"20 working days from 9 March 2012, when the time starts":                    {Amount: 20, Unit: deadline.WorkingDays, AnchorDate: publication, AnchorStated: true},
		"1 calendar month from the day, not known yet, when the report was received": {Amount: 1, Unit: deadline.CalendarMonths, Anchor: "the report was received", AnchorStated: true},
	} {
		if got := rule.Words(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Whatever is due can be written down and read back, and is not before its anchor.
func TestEveryDueDateCanBeKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := deadline.Rule{
			Amount:     rapid.OneOf(rapid.IntRange(0, 400), rapid.Int()).Draw(t, "amount"),
			Unit:       rapid.SampledFrom([]deadline.Unit{deadline.WorkingDays, deadline.CalendarMonths, deadline.CalendarDays}).Draw(t, "unit"),
			AnchorDate: calendar.Must(2012, 1, 1).AddDays(rapid.IntRange(0, 6000).Draw(t, "anchor")),
		}
		due, err := rule.Due()
		if err != nil {
			return
		}
		if due.Before(rule.AnchorDate) {
			t.Fatalf("%+v is due on %s, before its anchor", rule, due)
		}
		raw, err := json.Marshal(due)
		if err != nil {
			t.Fatal(err)
		}
		var back calendar.Date
		if err := json.Unmarshal(raw, &back); err != nil || back != due {
			t.Fatalf("%s reads back as %s, %v", raw, back, err)
		}
	})
}
