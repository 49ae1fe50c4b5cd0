package deadline_test

import (
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/deadline"
)

func TestWhatNothingCouldTellIsNeitherMetNorLate(t *testing.T) {
	start, due := calendar.Must(2018, 4, 2), calendar.Must(2018, 4, 9)
	open := deadline.Deadline{Clock: "C16", Start: deadline.Point{Event: "care.started", On: start}, Due: due}
	if state := open.StateAt(due.AddDays(1)); state != deadline.Overdue {
		t.Fatalf("before anything is said of it, it is %s", state)
	}
	asked := open
	asked.NeverTold("whether a reviewing officer was named, which no return tells")
	for _, day := range []calendar.Date{start, due, due.AddDays(1), due.AddDays(400)} {
		state, why := asked.At(day)
		if state != deadline.CannotTell || !strings.Contains(why, "reviewing officer was named") {
			t.Errorf("on %s it is %s: %s", day, state, why)
		}
	}
	met := open
	met.Satisfied = deadline.Point{Event: "iro.allocated", On: due, Choice: 1}
	met.NeverTold("whether a reviewing officer was named")
	if state := met.StateAt(due); state != deadline.Met || len(met.Missing) != 0 {
		t.Errorf("one that is known to be met is %s, missing %q", state, met.Missing)
	}
	before := open
	before.Before, before.Due = true, start.AddDays(-3)
	before.NeverTold("whether the family had the report")
	if state := before.StateAt(start); state != deadline.CannotTell {
		t.Errorf("one that counts back from its start is %s", state)
	}
}
