package measure

import (
	"slices"

	"throughline/calendar"
	"throughline/deadline"
)

// states are the states of a deadline by the numbers that the columns hold.
var states = [8]deadline.State{
	deadline.NotBegun, deadline.Running, deadline.Met, deadline.Late, deadline.Overdue, deadline.CannotTell, deadline.NotRequired, deadline.Superseded,
}

var stateNumber = func() map[deadline.State]uint8 {
	numbers := map[deadline.State]uint8{}
	for i, s := range states {
		numbers[s] = uint8(i) //nolint:gosec // there are eight
	}
	return numbers
}()

// outcome is how a deadline counts. Of two that are counted as one, the greater holds: see together.
type outcome uint8

const (
	uncounted outcome = iota
	excluded
	met
	untold
	missed
	outcomes // how many there are
)

var outcomeOf = [8]outcome{uncounted, uncounted, met, missed, missed, untold, excluded, excluded}

// step is the first day of a state.
type step struct {
	on    day
	state uint8
}

// stepper works out the states of a deadline over days. It asks the deadline itself how it stands on each day on which that can change, so that
// what it gives never differs from what the deadline says.
type stepper struct {
	days  []day
	steps []step
}

// of gives the state before anything happened, and each day on which the state changes. What it gives holds until it is asked again.
func (s *stepper) of(d *deadline.Deadline) (first uint8, changes []step) {
	s.days, s.steps = s.days[:0], s.steps[:0]
	s.add(d.Opens, 0)
	s.add(d.Start.On, 0)
	s.add(d.Due, 0, 1)
	s.add(d.Satisfied.On, 0)
	s.add(d.Unsure.On, 0)
	s.add(d.Closed.On, 0)
	if !d.DueLast.IsZero() { // the limit falls within a day
		s.add(calendar.DayOf(d.DueFirst), 0, 1)
		s.add(calendar.DayOf(d.DueLast), 0, 1)
	}
	if len(s.days) == 0 {
		return stateOn(d, 1), nil
	}
	slices.Sort(s.days)
	s.days = slices.Compact(s.days)
	first = stateOn(d, s.days[0]-1)
	last := first
	for _, on := range s.days {
		if now := stateOn(d, on); now != last {
			s.steps = append(s.steps, step{on, now})
			last = now
		}
	}
	return first, s.steps
}

func (s *stepper) add(d calendar.Date, after ...day) {
	if d.IsZero() {
		return
	}
	n := numberOf(d)
	for _, days := range after {
		s.days = append(s.days, n+days)
	}
}

func stateOn(d *deadline.Deadline, on day) uint8 {
	return stateNumber[d.StateAt(on.date())]
}
