package deadline

import (
	"cmp"
	"slices"
	"strings"

	"throughline/calendar"
)

// about is what is known of one subject: its facts by event, in the order in
// which they happened.
type about struct {
	id     string
	events map[string][]*Fact
	room   []candidate // used again for each clock
}

func (a *about) subject(field string) any {
	for _, f := range slices.Backward(a.events[Person]) {
		if v := f.Values[field]; filled(v) {
			return v
		}
	}
	return nil
}

// Reckon gives every deadline of every subject, from facts as Standing gives
// them: each subject by its own facts alone. The same facts give the same
// deadlines in the same order. Who reckons again and again should make the
// rules ready once, with NewReckoner.
func Reckon(rules Rules, facts []Fact) []Deadline { return NewReckoner(rules).Reckon(facts) }

// clock adds the deadlines of one clock to those made before.
func (a *about) clock(made []Deadline, rules *Rules, c *Clock) []Deadline {
	if !a.knows(c.Starts) && !a.knows(c.Ends) {
		return made
	}
	starts := a.starts(c)
	for i, s := range starts {
		switch {
		case s.fact.On.IsZero():
			if c.To.IsZero() { // which rule governs hangs on the day: the present one asks for it
				made = append(made, a.without(rules, c, s))
			}
		case c.Each != NoWindow:
			made = a.windows(made, rules, c, s)
		case c.governs(s.fact.On):
			until := calendar.Date{}
			if i+1 < len(starts) {
				until = starts[i+1].fact.On
			}
			made = a.deadline(made, rules, c, s, until)
		}
	}
	return a.startless(made, rules, c, starts)
}

func (a *about) knows(events []Event) bool {
	for i := range events {
		if len(a.events[events[i].Name]) > 0 {
			return true
		}
	}
	return false
}

// start is one thing that sets a clock going.
type start struct {
	fact  *Fact
	event *Event
	of    string
	nth   int // its place in Starts, from 1
}

// starts lists what sets the clock going, in the order of their days. In each
// thread, such as one placement, only the first alternative that has a day is used.
func (a *about) starts(c *Clock) []start {
	var all []start // of one alternative: they are in their order already
	alternatives := 0
	for i := range c.Starts {
		e := &c.Starts[i]
		facts := a.matching(e, c.Per)
		if len(facts) == 0 {
			continue
		}
		alternatives++
		all = slices.Grow(all, len(facts))
		for _, f := range facts {
			all = append(all, start{f, e, thread(f, c.Per), i + 1})
		}
	}
	if alternatives < 2 {
		return all
	}
	return preferred(all)
}

// preferred keeps, of the starts of several alternatives in their order of
// preference, those of one alternative in each thread.
func preferred(offered []start) []start {
	threads := map[string][]start{}
	for from := 0; from < len(offered); {
		to, found := from, map[string][]start{}
		for ; to < len(offered) && offered[to].nth == offered[from].nth; to++ {
			found[offered[to].of] = append(found[offered[to].of], offered[to])
		}
		for of, list := range found {
			if held := threads[of]; !slices.ContainsFunc(held, start.dated) && (len(held) == 0 || slices.ContainsFunc(list, start.dated)) {
				threads[of] = list
			}
		}
		from = to
	}
	var all []start
	for _, list := range threads {
		all = append(all, list...)
	}
	slices.SortFunc(all, func(x, y start) int { return inOrder(x.fact, y.fact) })
	return all
}

func (s start) dated() bool { return !s.fact.On.IsZero() }

func thread(f *Fact, per string) string {
	if per == "" {
		return ""
	}
	return f.Of[per]
}

// matching gives the facts of an event that are the nth of their thread, and
// of which its condition doesn't say that they aren't meant. A blank day has
// no place in the order; it is there for an event that isn't one of a few.
func (a *about) matching(e *Event, per string) []*Fact {
	facts := a.events[e.Name]
	if e.Nth == 0 && e.When == nil {
		return facts
	}
	var found []*Fact
	var counted map[string]int
	if e.Nth > 0 {
		counted = map[string]int{}
	}
	for _, f := range facts {
		if e.When != nil {
			s := &Situation{about: a, of: thread(f, per), per: per, start: f, end: f}
			if holds, missing := e.When.Holds(s); !holds && len(missing) == 0 {
				continue
			}
		}
		switch {
		case e.Nth == 0:
			found = append(found, f)
		case f.On.IsZero():
			if e.Later {
				found = append(found, f)
			}
		default:
			of := thread(f, per)
			counted[of]++
			if n := counted[of]; n == e.Nth || e.Later && n > e.Nth {
				found = append(found, f)
			}
		}
	}
	return found
}

func (c *Clock) blank(a *about, of string, rules *Rules) Deadline {
	return Deadline{Clock: c.Code, Subject: a.id, Of: of, Limit: c.Limit, Before: c.Before, NoLimit: c.Limit.Span == NoSpan && c.Each == NoWindow, Counting: rules.counting(c)}
}

func pointOf(f *Fact, e *Event, choice int) Point {
	return Point{Fact: f.ID, Event: f.Event, Words: e.Words, Choice: choice, On: f.On, At: f.At}
}

// without is a deadline whose start has a blank day: it is there, and can't be told.
func (a *about) without(rules *Rules, c *Clock, s start) Deadline {
	d := c.blank(a, s.of, rules)
	d.NoLimit = false
	d.Start = pointOf(s.fact, s.event, s.nth)
	d.Missing = []string{"the day when " + s.event.Words}
	return d
}

// startless is of threads that have an end and no start at all.
func (a *about) startless(made []Deadline, rules *Rules, c *Clock, starts []start) []Deadline {
	if c.Per == "" || c.Each != NoWindow || len(c.Starts) == 0 {
		return made
	}
	var seen map[string]bool
	first := len(made)
	for i := range c.Ends {
		e := &c.Ends[i]
		for _, f := range a.matching(e, c.Per) {
			if seen == nil {
				seen = map[string]bool{"": true}
				for _, s := range starts {
					seen[s.of] = true
				}
			}
			of := thread(f, c.Per)
			// An end that is a start too is one of a chain, and only its first lacks a start.
			if seen[of] || slices.ContainsFunc(c.Starts, func(s Event) bool { return s.Name == f.Event }) || f.On.IsZero() && !c.To.IsZero() || !f.On.IsZero() && !c.governs(f.On) {
				continue
			}
			seen[of] = true
			d := c.blank(a, of, rules)
			d.NoLimit = false
			d.Satisfied = pointOf(f, e, i+1)
			d.Start.Words = c.Starts[0].Words
			d.Missing = []string{"the day when " + c.Starts[0].Words}
			made = append(made, d)
		}
	}
	slices.SortFunc(made[first:], func(x, y Deadline) int { return strings.Compare(x.Of, y.Of) })
	return made
}

// deadline adds what one start sets going. until is the day of the next start
// of the clock, zero where there is none. Nothing is added where the clock
// asks for nothing.
func (a *about) deadline(made []Deadline, rules *Rules, c *Clock, s start, until calendar.Date) []Deadline {
	made = append(made, c.blank(a, s.of, rules))
	d := &made[len(made)-1]
	d.Start = pointOf(s.fact, s.event, s.nth)
	d.reckonDue(rules, c, s.fact)
	about := &Situation{about: a, of: s.of, per: c.Per, start: s.fact, due: d.Due}
	if !d.asked(c, s, about) {
		return made[:len(made)-1]
	}
	a.end(d, c, s, about, until)
	a.close(d, c, s)
	return made
}

// asked weighs whether the clock asks for anything here. Where that hangs on
// what isn't recorded, the deadline can't be told, and says so.
func (d *Deadline) asked(c *Clock, s start, about *Situation) bool {
	for _, condition := range [...]Condition{s.event.When, c.Required} {
		if condition == nil {
			continue
		}
		holds, missing := condition.Holds(about)
		switch {
		case len(missing) > 0:
			d.untold(missing...)
		case !holds:
			return false
		}
	}
	for _, exempt := range c.Exempt {
		holds, missing := exempt.When.Holds(about)
		switch {
		case len(missing) > 0:
			d.untold(missing...)
		case holds:
			d.Exempt, d.Because = true, exempt.Because
			return true
		}
	}
	return true
}

// untold takes the limit away, and says what must be recorded to have one.
func (d *Deadline) untold(missing ...string) {
	d.Due, d.NoLimit = calendar.Date{}, false
	for _, m := range missing {
		if !slices.Contains(d.Missing, m) {
			d.Missing = append(d.Missing, m)
		}
	}
}

func (d *Deadline) reckonDue(rules *Rules, c *Clock, f *Fact) {
	limit := c.Limit
	if c.Before {
		limit.Amount = -limit.Amount
	}
	switch limit.Span {
	case NoSpan:
	case InHours:
		d.reckonHours(f, limit.Amount)
	default:
		due, err := limit.DueDay(f.On, d.Counting, rules.Terms)
		if err != nil {
			d.untold(err.Error())
			return
		}
		d.Due = due
	}
}

// candidate is a fact that could be the end of what a start set going.
type candidate struct {
	fact   *Fact
	event  *Event
	choice int
}

// ends lists what could satisfy deadlines of the clock, in the order of their
// days, into room that is used again for the next clock.
func (a *about) ends(c *Clock) []candidate {
	all, alternatives := a.room[:0], 0
	for i := range c.Ends {
		e := &c.Ends[i]
		nth := Event{Name: e.Name, Nth: e.Nth, Later: e.Later}
		facts := a.matching(&nth, c.Per)
		if len(facts) > 0 {
			alternatives++
		}
		for _, f := range facts {
			all = append(all, candidate{f, e, i + 1})
		}
	}
	if alternatives > 1 {
		slices.SortStableFunc(all, func(x, y candidate) int { return inOrder(x.fact, y.fact) })
	}
	a.room = all
	return all
}

// end finds what satisfies the deadline: the first end that counts. One that
// may count, but about which something isn't recorded, is kept as unsure.
func (a *about) end(d *Deadline, c *Clock, s start, about *Situation, until calendar.Date) {
	for _, one := range a.ends(c) {
		if !c.counts(one.fact, s, until) {
			continue
		}
		var missing []string
		if one.fact.On.IsZero() {
			missing = []string{"the day when " + one.event.Words}
		} else if one.event.When != nil {
			weighed := *about
			weighed.end = one.fact
			holds, lacks := one.event.When.Holds(&weighed)
			if !holds && len(lacks) == 0 {
				continue
			}
			missing = lacks
		}
		point := pointOf(one.fact, one.event, one.choice)
		if len(missing) == 0 {
			d.Satisfied = point
			return
		}
		if d.Unsure.IsZero() {
			d.Unsure = point
		}
		d.Missing = append(d.Missing, missing...)
	}
}

// counts says whether a fact can be the end of what a start set going.
func (c *Clock) counts(f *Fact, s start, until calendar.Date) bool {
	of := thread(f, c.Per)
	if f == s.fact || of != s.of && of != "" {
		return false
	}
	if f.On.IsZero() {
		return of != "" || until.IsZero() // a blank is of the latest start
	}
	tied := c.Per != "" && of != ""
	if !tied && !c.Before && !until.IsZero() && !f.On.Before(until) && f.Event != s.fact.Event {
		return false
	}
	if f.Event == s.fact.Event {
		return inOrder(s.fact, f) < 0
	}
	switch {
	case !f.On.Before(s.fact.On):
		return !c.Before || f.On == s.fact.On || tied
	case c.Ever || c.Before:
		return true
	case c.Early.Amount > 0:
		return c.Early.before(f.On, s.fact.On)
	default:
		return false
	}
}

// close finds the first event after which nothing more is asked.
func (a *about) close(d *Deadline, c *Clock, s start) {
	for i := range c.Stops {
		stop := &c.Stops[i]
		for _, f := range a.matching(&stop.Event, c.Per) {
			of := thread(f, c.Per)
			if f == s.fact || f.On.IsZero() || of != s.of && of != "" || inOrder(f, s.fact) < 0 && f.On.Before(s.fact.On) {
				continue
			}
			if !d.Closed.IsZero() && !f.On.Before(d.Closed.On) {
				continue
			}
			d.Closed, d.Because, d.ClosedAs = pointOf(f, &stop.Event, i+1), stop.Because, cmp.Or(stop.As, NotRequired)
		}
	}
	if d.Exempt || d.Closed.IsZero() {
		return
	}
	if sat := d.Satisfied.On; !sat.IsZero() && !d.Closed.On.Before(sat) {
		d.Closed, d.Because, d.ClosedAs = Point{}, "", ""
	}
}
