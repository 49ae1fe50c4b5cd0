package measure

import (
	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// Keeps says whether figures are answered from those that are kept.
func (c *Columns) Keeps(m *practice.Measure, periods []Period, at Moment) bool {
	return c.keptFigures(m, periods, at) != nil
}

// NumberOfDay and DayOfNumber number days as the columns do.
func NumberOfDay(d calendar.Date) int { return int(numberOf(d)) }

// DayOfNumber is the other way round.
func DayOfNumber(n int) calendar.Date { return day(n).date() } //nolint:gosec // a number that NumberOfDay gave

// StateFromColumns packs a deadline as the columns do, and reads its state on a day.
func StateFromColumns(d *deadline.Deadline, on calendar.Date) deadline.State {
	col := &clockColumn{code: d.Clock, oddKeys: map[string]uint32{}}
	made := (&mill{}).ready(&Told{Deadlines: []deadline.Deadline{*d}})
	col.await(&made.deadlines[0])
	return states[col.state(&col.fresh[0], numberOf(on))]
}
