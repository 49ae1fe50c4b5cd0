package casework

import (
	"fmt"
	"slices"

	"throughline/calendar"
	"throughline/disclosure"
)

// LookedAfterKinds are the kinds of thing that a count of the children looked
// after is made from, in the order in which LookedAfter takes them.
var LookedAfterKinds = []string{KindEpisode, KindLegalStatus, KindPlacement, KindAllocation, KindPerson}

// LookedAfter gathers who is looked after at the end of a day, from things
// that are given one at a time: it holds only those who are, and of them only
// what is counted. It hands out categories and never a person.
//
// Things are given as they are known now: each says itself from which day to
// which it holds, so that what was entered late, or put right, counts.
type LookedAfter struct {
	day     calendar.Date
	staff   Teams
	after   int // how far through LookedAfterKinds what was given is
	records map[string]*lookedAfter
}

// lookedAfter is what is counted of one record of a person.
type lookedAfter struct {
	started   calendar.Date
	status    dated
	placement dated
	team      dated
	lead      bool // the team is the lead worker's
	person    *Person
}

// dated is a fact that holds from a day. Of several the latest counts.
type dated struct {
	from calendar.Date
	id   string // of what says so, which orders those of one day
	what string
}

func (d *dated) later(from calendar.Date, id, what string) {
	if d.id == "" || d.from.Before(from) || d.from == from && d.id < id {
		*d = dated{from, id, what}
	}
}

// NewLookedAfter starts a count for the end of a day.
func NewLookedAfter(day calendar.Date, staff Teams) *LookedAfter {
	return &LookedAfter{day: day, staff: staff, records: map[string]*lookedAfter{}}
}

// Add takes one thing, by its latest version. about is who it is about, by
// which what doesn't matter is passed over unread. What was erased, and kinds
// that aren't of LookedAfterKinds, are passed over. It is an error when a
// thing comes after one of a later kind.
func (l *LookedAfter) Add(v Version, about []string) error {
	at := slices.Index(LookedAfterKinds, v.Kind)
	if at < 0 || v.Body == nil {
		return nil
	}
	if at < l.after {
		return fmt.Errorf("the things that are counted came out of order: %s after %s", v.Kind, LookedAfterKinds[l.after])
	}
	l.after = at
	if at > 0 && !slices.ContainsFunc(about, func(id string) bool { return l.records[id] != nil }) {
		return nil
	}
	body, err := Decode(v)
	if err != nil {
		return err
	}
	l.take(body)
	return nil
}

// take counts what a thing says, if it is about somebody counted so far.
func (l *LookedAfter) take(thing any) {
	switch of := thing.(type) {
	case *Episode:
		l.episode(of)
	case *LegalStatus:
		if r := l.records[of.Person]; r != nil && runs(of.From, of.Until, l.day) {
			r.status.later(of.From, of.ID, of.Code)
		}
	case *Placement:
		if r := l.records[of.Person]; r != nil && runs(of.From, of.Until, l.day) {
			r.placement.later(of.From, of.ID, of.Type)
		}
	case *Allocation:
		if r := l.records[of.Person]; r != nil {
			l.allocation(r, of)
		}
	case *Person:
		if r := l.records[of.ID]; r != nil {
			r.person = of
		}
	}
}

// episode counts as the returns do: who ceases to be looked after on the day
// has ceased by its end.
func (l *LookedAfter) episode(e *Episode) {
	if e.Started.IsZero() || e.Started.After(l.day) || !e.Ended.IsZero() && !e.Ended.After(l.day) {
		return
	}
	if held := l.records[e.Person]; held == nil {
		l.records[e.Person] = &lookedAfter{started: e.Started}
	} else if e.Started.Before(held.started) {
		held.started = e.Started
	}
}

func (l *LookedAfter) allocation(r *lookedAfter, a *Allocation) {
	team := l.staff.teamOf(a)
	lead := a.Role == LeadWorker
	if team == "" || !a.Open(l.day) || a.Role.Checks() || r.lead && !lead {
		return
	}
	if lead && !r.lead {
		r.lead, r.team = true, dated{}
	}
	r.team.later(a.From, a.ID, team)
}

// rows gives the categories of each child, in the order of the dimensions.
// Several records of one person are one child; a child whose legal status is
// one of short breaks is left out.
func (l *LookedAfter) rows() []disclosure.Person {
	children := map[string]*lookedAfter{}
	for id, r := range l.records {
		if r.person != nil && r.person.Group != "" {
			id = r.person.Group
		}
		children[id] = r.joined(children[id])
	}
	rows := make([]disclosure.Person, 0, len(children))
	for _, r := range children {
		if status := (LegalStatus{Code: r.status.what}); !status.ShortBreaks() {
			rows = append(rows, disclosure.Person{Categories: r.categories(l.day, l.staff)})
		}
	}
	slices.SortFunc(rows, func(a, b disclosure.Person) int { return slices.Compare(a.Categories, b.Categories) })
	return rows
}

// joined makes one of two records of a person. What either lacks the other
// gives, and where both say something the later says it.
func (r *lookedAfter) joined(other *lookedAfter) *lookedAfter {
	if other == nil {
		return r
	}
	both := *r
	if other.started.Before(both.started) {
		both.started = other.started
	}
	for _, fact := range []struct{ to, from *dated }{{&both.status, &other.status}, {&both.placement, &other.placement}} {
		if fact.from.id != "" {
			fact.to.later(fact.from.from, fact.from.id, fact.from.what)
		}
	}
	switch {
	case other.team.id == "", both.lead && !other.lead:
	case other.lead && !both.lead:
		both.team, both.lead = other.team, true
	default:
		both.team.later(other.team.from, other.team.id, other.team.what)
	}
	both.person = knownMore(r.person, other.person)
	return &both
}

// knownMore gives the person of whom more is recorded, of the two that are
// one. Of two alike it is the first by id, so that the answer is always the same.
func knownMore(a, b *Person) *Person {
	score := func(p *Person) (known int) {
		if p == nil {
			return -1
		}
		if _, ok := p.Born.Day(); ok {
			known += 2
		}
		if p.Sex == "F" || p.Sex == "M" {
			known++
		}
		return known
	}
	if x, y := score(a), score(b); x < y || x == y && a != nil && b.ID < a.ID {
		return b
	}
	return a
}
