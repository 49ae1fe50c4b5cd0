package store

import (
	"context"
	"errors"
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
func (r *Reading) Recorded(ctx context.Context) error { return Record(ctx, r) }

// Record is Recorded for all that was read for one answer, which then waits
// for one durable write and no more. Each reading is given once, and in the
// same order whenever several are.
func Record(ctx context.Context, readings ...*Reading) error {
	var errs []error
	for len(readings) > 0 {
		with := 1
		for with < len(readings) && readings[with].db == readings[0].db && readings[with].scope.Caller.Authority == readings[0].scope.Caller.Authority {
			with++
		}
		errs = append(errs, record(ctx, readings[:with]))
		readings = readings[with:]
	}
	return errors.Join(errs...)
}

// record is Record for readings of one authority.
func record(ctx context.Context, readings []*Reading) error {
	for _, r := range readings {
		select {
		case r.recording <- struct{}{}: // one at a time: what another is recording is not on record yet
			defer func() { <-r.recording }()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	taken := make([]seen, len(readings))
	var views []view
	for i, r := range readings {
		if taken[i] = r.take(); len(taken[i].people) > 0 {
			views = append(views, r.view(taken[i]))
		}
	}
	if len(views) == 0 {
		return nil
	}
	err := readings[0].db.recordViews(ctx, readings[0].scope.Caller.Authority, views)
	if err != nil {
		for i, r := range readings {
			r.putBack(taken[i])
		}
	}
	return err
}

// take gives what is not on record yet.
func (r *Reading) take() seen {
	r.mu.Lock()
	defer r.mu.Unlock()
	taken := r.seen
	r.seen = seen{counted: taken.counted}
	return taken
}

// putBack keeps what could not be recorded, to be recorded yet.
func (r *Reading) putBack(taken seen) {
	for _, p := range taken.people {
		r.note(p.person, "", p.standing)
		for _, thing := range p.things {
			r.note(p.person, thing, p.standing)
		}
	}
}

func (r *Reading) view(taken seen) view {
	c := r.scope.Caller
	v := view{At: taken.at.UnixMicro(), Account: c.Account, name: c.Name, Membership: c.Membership, Agency: c.Agency, Roles: c.Roles,
		Purpose: r.scope.Purpose, How: r.how}
	for _, p := range taken.people {
		wall, _ := p.wall.Number()
		v.Of = append(v.Of, viewOf{Person: p.person, Things: p.things, Ties: bits(p.ties), Wall: wall})
	}
	return v
}
