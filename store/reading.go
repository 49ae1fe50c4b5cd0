package store

import (
	"context"
	"math"
	"slices"
	"strconv"
	"sync"

	"throughline/access"
	"throughline/calendar"
)

// How says in what way something was looked at.
type How string

// The ways. Counting opens no record, and names nobody.
const (
	HowOpened    How = "opened"
	HowListed    How = "listed"
	HowSearched  How = "searched"
	HowExported  How = "exported"
	HowCounted   How = "counted"
	HowWhoLooked How = "asked who looked"
)

// Filed is a thing about people, as the caller may see it.
type Filed struct {
	Version
	About    []string     // the people it is about, as written
	Same     []string     // beside each of About, the person they were found to be the same as, or themselves
	Class    access.Class // of today, whatever moment was asked
	Wall     access.Wall  // the highest round anybody it is about
	Sort     string
	Ties     access.Ties // the caller's, today, to the first person who opens it to them
	Withheld bool        // an older version of a class that is not open to the caller: Body is nil
}

// A Reading is what one caller reads in answer to one request. Everything it
// gives is put on record, and nothing it gave may leave the process before
// Recorded has returned nil. Rights are today's, whatever moment is asked.
type Reading struct {
	db    *DB
	scope access.Scope
	how   How
	today calendar.Date

	recording chan struct{} // held by whoever is in Recorded
	mu        sync.Mutex
	seen      seen
}

// Reading begins to read, as the scope allows. The scope is of the act View,
// or Count for Count and Each alone.
func (db *DB) Reading(scope access.Scope, how How) *Reading {
	return &Reading{db: db, scope: scope, how: how, today: calendar.DayOf(db.clock()), recording: make(chan struct{}, 1)}
}

// errUnseen is the answer for what is not there and for what may not be seen.
func errUnseen() error {
	return notFound("We cannot find that: it may not have been there on the day you asked about.")
}

// may refuses, and records the refusal, unless the scope is of a person who
// may read at all, for one of the acts.
func (r *Reading) may(ctx context.Context, object string, acts ...access.Act) error {
	need := access.ReadCasework
	if r.scope.Act == access.Count {
		need = access.ReadFigures
	}
	if slices.Contains(acts, r.scope.Act) && r.scope.Purpose.Known() && r.scope.Caller.May(need) {
		return nil
	}
	return r.db.Denied(ctx, r.scope.Caller, need, object)
}

// Thing gives one thing as it stood at the moment. ErrNotFound for what is
// not there and for what may not be seen, with the same words and at the same
// cost; both are recorded as a refusal.
func (r *Reading) Thing(ctx context.Context, thing string, m Moment) (Filed, error) {
	if err := r.may(ctx, thing, access.View); err != nil {
		return Filed{}, err
	}
	found, err := r.read(ctx, wanted{thing: thing, most: 1}, m)
	if err == nil && len(found) == 0 {
		err = r.unseen(ctx, thing)
	}
	if err != nil {
		return Filed{}, err
	}
	return r.saw(found)[0], nil
}

// unseen records that something was not there to be seen, and says so.
func (r *Reading) unseen(ctx context.Context, thing string) error {
	return also(errUnseen(), r.db.refusal(ctx, r.scope.Caller, access.ReadCasework, thing))
}

// List gives a page of things as they stood at the moment, in order of their
// sort key today, and where the next page starts ("" when there is no more).
func (r *Reading) List(ctx context.Context, q Listing, m Moment) ([]Filed, string, error) {
	return r.page(ctx, wanted{Listing: q}, m, access.View)
}

// Search gives a page of the things that have every one of the keys; one that
// ends in a star stands for every key that begins so. A person has the keys of
// what is about them as well as their own, and those of anybody found to be
// the same. A key counts only when the thing that carries it may be seen, as
// well as the thing found.
func (r *Reading) Search(ctx context.Context, keys []string, q Listing, m Moment) ([]Filed, string, error) {
	if err := r.may(ctx, "", access.View); err != nil {
		return nil, "", err
	}
	const mostKeys = 8
	if len(keys) == 0 || len(keys) > mostKeys {
		return nil, "", invalid("A search is for 1 to %d things at once.", mostKeys)
	}
	for _, key := range keys {
		if err := checkKey("What is searched for", key); err != nil {
			return nil, "", err
		}
		if key == "" || key == "*" {
			return nil, "", invalid("Enter what to search for.")
		}
	}
	return r.page(ctx, wanted{Listing: q, keys: keys}, m, access.View)
}

func (r *Reading) page(ctx context.Context, w wanted, m Moment, acts ...access.Act) ([]Filed, string, error) {
	if err := r.may(ctx, w.Person, acts...); err != nil {
		return nil, "", err
	}
	if err := w.check(); err != nil {
		return nil, "", err
	}
	limit := w.limit()
	w.Kinds, w.most, w.ordered = sameKinds(w.Kinds), limit+1, true
	found, err := r.read(ctx, w, m)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(found) > limit {
		found = found[:limit]
		next = spot([]byte(found[limit-1].Sort), found[limit-1].Thing)
	}
	return r.saw(found), next, nil
}

// Count says how many things List would give now, over all its pages.
func (r *Reading) Count(ctx context.Context, q Listing) (int, error) {
	if err := r.may(ctx, q.Person, access.View, access.Count); err != nil {
		return 0, err
	}
	q.Page = Page{}
	if err := q.check(); err != nil {
		return 0, err
	}
	if err := r.aboutNobodyAlone(q); err != nil {
		return 0, err
	}
	w := wanted{Listing: q}
	w.Kinds = sameKinds(w.Kinds)
	st, err := r.choose(ctx, "count(*)", w, Moment{})
	if err != nil {
		return 0, err
	}
	var n int
	if err := r.db.scopedRow(ctx, st, &n); err != nil {
		return 0, kinded(err)
	}
	r.counted(q.Person)
	return n, nil
}

// aboutNobodyAlone keeps figures from being asked for about one person.
func (r *Reading) aboutNobodyAlone(q Listing) error {
	if r.scope.Act == access.Count && q.Person != "" {
		return invalid("Figures are counted over many people, not about one.")
	}
	return nil
}

// Each gives every thing of a listing in order, for an export or for counting.
// What it gives fn is on record by then, so that fn may send it on. It reads a
// batch at a time: a thing whose sort key changes meanwhile may be missed or
// come twice. fn's error ends it.
func (r *Reading) Each(ctx context.Context, q Listing, m Moment, fn func(Filed) error) error {
	if err := r.aboutNobodyAlone(q); err != nil {
		return err
	}
	for q.Page = (Page{Limit: 500}); ; {
		found, next, err := r.page(ctx, wanted{Listing: q}, m, access.View, access.Count)
		if err == nil {
			err = r.Recorded(ctx)
		}
		if err != nil {
			return err
		}
		for _, f := range found {
			if err := fn(f); err != nil {
				return err
			}
		}
		if q.Page.Before = next; next == "" {
			return nil
		}
	}
}

// History gives the audit trail of a thing that may be seen, newest first, and
// where the next page starts. An older version of a class that is not open to
// the caller is there without its body.
func (r *Reading) History(ctx context.Context, thing string, p Page) ([]HistoryRow, string, error) {
	if err := r.may(ctx, thing, access.View); err != nil {
		return nil, "", err
	}
	before, _, limit, err := p.read()
	if err != nil {
		return nil, "", err
	}
	found, err := r.read(ctx, wanted{thing: thing, most: 1}, Moment{})
	if err == nil && len(found) == 0 {
		err = r.unseen(ctx, thing)
	}
	if err != nil {
		return nil, "", err
	}
	st := statement{args: scoped(r.scope, r.today)}
	st.add(`SELECT v.kind, v.parent_id, v.version, v.seq, e.at_us, v.effective_on, v.body, e.actor, e.membership, e.on_behalf_of, e.change, e.detail
		FROM version v JOIN ledger_entry e ON e.authority_id = $1 AND e.seq = v.seq
		WHERE v.authority_id = $1 AND v.thing_id = `, st.param(thing), " AND v.seq < ", st.param(before), " AND ", visibleThing("v.thing_id"),
		" ORDER BY v.seq DESC LIMIT ", st.param(limit+1))
	rows, next, err := r.trail(ctx, st, found[0], int(limit))
	if err != nil {
		return nil, "", kinded(err)
	}
	r.saw(found)
	return rows, next, nil
}

func (r *Reading) trail(ctx context.Context, st statement, now row, limit int) (trail []HistoryRow, next string, err error) {
	rows, err := r.db.scopedRows(ctx, st)
	if err != nil {
		return nil, "", err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		if len(trail) == limit {
			return trail, strconv.FormatInt(trail[limit-1].Seq, 10), nil
		}
		var h HistoryRow
		var kind, parent, on string
		var version, seq, atUs int64
		var stored []byte
		if err := rows.Scan(&kind, &parent, &version, &seq, &atUs, &on, &stored, &h.Actor, &h.Membership, &h.OnBehalfOf, &h.Change, &h.Detail); err != nil {
			return nil, "", err
		}
		old := now
		if old.Filed.Version, err = newVersion(now.Thing, kind, parent, version, seq, atUs, on, stored); err != nil {
			return nil, "", err
		}
		if err := r.unfold(ctx, &old); err != nil {
			return nil, "", err
		}
		h.Version, h.Withheld = old.Version, old.Withheld
		trail = append(trail, h)
	}
	return trail, "", rows.Err()
}

// choose writes the query of the things wanted.
func (r *Reading) choose(ctx context.Context, columns string, w wanted, m Moment) (statement, error) {
	for _, at := range r.scope.Masks {
		w.open |= int64(at[access.OwnLevel] & math.MaxInt64)
	}
	narrow, err := r.db.narrow(ctx, r.scope, r.today, w)
	if err != nil {
		return statement{}, kinded(err)
	}
	w.narrow = narrow
	st := statement{args: scoped(r.scope, r.today)}
	return st, choose(&st, columns, w, m)
}
