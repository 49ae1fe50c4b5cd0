package store

import (
	"context"
	"slices"
	"time"

	"throughline/access"
)

// Viewing is one look at what is kept about one person, or about nobody.
// Names are not kept in the record of it: Name is that of the account now.
type Viewing struct {
	At         time.Time
	Account    string
	Name       string
	Membership string
	Agency     string
	Roles      []access.Role
	Purpose    access.Purpose
	How        How
	Person     string   // "" for what is about nobody, and for counting; the exempt part of a paper for HowReadExempt
	Things     []string // what was seen
	Ties       access.Ties
	Wall       access.Wall
	Batch      string // the thing, in the ledger of views, that it was recorded in
}

// seen is what a Reading has given and not yet recorded.
type seen struct {
	at      time.Time
	people  []seenPerson
	place   map[string]int
	counted bool // once, however often
}

type seenPerson struct {
	person string
	things []string
	standing
}

// saw notes what is about to be given, and gives it.
func (r *Reading) saw(found []row) []Filed {
	given := make([]Filed, len(found))
	for i := range found {
		given[i] = found[i].Filed
	}
	if r.scope.Act == access.Count {
		r.counted("")
		return given
	}
	for i, f := range found {
		if len(f.About) == 0 {
			r.note("", f.Thing, f.people[0])
		}
		for at, person := range f.About {
			r.note(person, f.Thing, found[i].people[at])
		}
	}
	return given
}

// counted notes that somebody counted: people in general, or what there is
// about one.
func (r *Reading) counted(person string) {
	r.mu.Lock()
	done := r.seen.counted && person == ""
	r.seen.counted = r.seen.counted || person == ""
	r.mu.Unlock()
	if !done {
		r.note(person, "", standing{wall: access.NoWall})
	}
}

// note adds one thing to what was seen of one person. thing is "" when only a
// number was given.
func (r *Reading) note(person, thing string, s standing) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.seen.people) == 0 {
		r.seen.at, r.seen.place = r.db.clock(), map[string]int{}
	}
	at, there := r.seen.place[person]
	if !there {
		at = len(r.seen.people)
		r.seen.place[person] = at
		r.seen.people = append(r.seen.people, seenPerson{person: person, standing: s})
	}
	p := &r.seen.people[at]
	if thing != "" && !slices.Contains(p.things, thing) {
		p.things = append(p.things, thing)
	}
}

// Recorded waits until everything given so far is on record for good. Until
// it has returned nil, nothing that was given may leave the process. A reading
// that gave nothing need not wait.
func (r *Reading) Recorded(ctx context.Context) error {
	select {
	case r.recording <- struct{}{}: // one at a time: what another is recording is not on record yet
		defer func() { <-r.recording }()
	case <-ctx.Done():
		return ctx.Err()
	}
	r.mu.Lock()
	taken := r.seen
	r.seen = seen{counted: taken.counted}
	r.mu.Unlock()
	if len(taken.people) == 0 {
		return nil
	}
	c := r.scope.Caller
	v := view{At: taken.at.UnixMicro(), Account: c.Account, name: c.Name, Membership: c.Membership, Agency: c.Agency, Roles: c.Roles,
		Purpose: r.scope.Purpose, How: r.how}
	for _, p := range taken.people {
		wall, _ := p.wall.Number()
		v.Of = append(v.Of, viewOf{Person: p.person, Things: p.things, Ties: bits(p.ties), Wall: wall})
	}
	err := r.db.recordView(ctx, c.Authority, v)
	if err == nil {
		return nil
	}
	for _, p := range taken.people { // what was not recorded stays to be recorded
		r.note(p.person, "", p.standing)
		for _, thing := range p.things {
			r.note(p.person, thing, p.standing)
		}
	}
	return err
}
