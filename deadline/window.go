package deadline

import (
	"time"

	"throughline/calendar"
)

// windows adds a deadline for each window that opens after a start and
// before what ends it, up to the horizon. Nothing more is asked of whoever
// left care in the year, as the return's cohort leaves them out.
func (a *about) windows(made []Deadline, rules *Rules, c *Clock, s start) []Deadline {
	var closed Deadline
	a.close(&closed, c, s)
	for first, last := windowFrom(s.fact.On); !first.After(rules.Horizon); first, last = windowFrom(last) {
		if !closed.Closed.IsZero() && closed.Closed.On.Before(first) {
			break
		}
		if !c.governs(first) {
			continue
		}
		made = append(made, c.blank(a, s.of, rules))
		d := &made[len(made)-1]
		d.Start, d.Opens, d.Due = pointOf(s.fact, s.event, s.nth), first, last
		about := &Situation{about: a, of: s.of, per: c.Per, start: &Fact{ID: s.fact.ID, Subject: s.fact.Subject, Event: s.fact.Event, On: first, Of: s.fact.Of, Values: s.fact.Values}, due: last}
		if !d.asked(c, s, about) {
			made = made[:len(made)-1]
			continue
		}
		within := start{fact: about.start, event: s.event, of: s.of, nth: s.nth}
		a.end(d, c, within, about, calendar.Date{})
		if d.Satisfied.On.After(last) {
			d.Satisfied = Point{}
		}
		if d.Unsure.On.After(last) {
			d.Unsure = Point{}
		}
		a.close(d, c, within)
	}
	return made
}

// reckonHours gives the instants between which the limit falls. Elapsed hours
// are counted, so a change of the clocks doesn't move it.
func (d *Deadline) reckonHours(f *Fact, hours int) {
	length := time.Duration(hours) * time.Hour
	d.DueFirst, d.DueLast = f.first().Add(length), f.last().Add(length)
	d.Due = calendar.DayOf(d.DueLast)
	if f.At.IsZero() {
		d.Missing = append(d.Missing, "the time when "+d.Start.Words)
	}
}
