package measure_test

import (
	"testing"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
)

// One late review settles the year, whichever of a child's reviews comes first.
func TestOneLateReviewSettlesItInColumns(t *testing.T) {
	pack := shipped(t)
	m := pack.Measure("looked-after-reviews-on-time")[0]
	held := func(n int) deadline.Deadline {
		due := yearEnd.AddDays(-60)
		return deadline.Deadline{
			Clock: "C19", Subject: "A", Start: deadline.Point{Choice: 1, On: due.AddDays(-20)}, Due: due, Satisfied: deadline.Point{Choice: 1, Words: "it was held", On: due.AddDays(n)},
		}
	}
	for _, all := range [][]deadline.Deadline{{held(3), held(-3)}, {held(-3), held(3)}} {
		c := measure.NewColumns(pack)
		for _, today := range []calendar.Date{{}, yearEnd} {
			if !today.IsZero() {
				c.KeepLatest(today)
			}
			c.Put(measure.Told{Subject: "A", Known: 1, Deadlines: all})
			got := c.Figures(m, []measure.Period{period}, measure.Moment{AsAt: yearEnd, KnownAt: 1}, nil)[0]
			if got.Numerator != 0 || got.Denominator != 1 {
				t.Errorf("it is %v of %v", got.Numerator, got.Denominator)
			}
		}
	}
}
