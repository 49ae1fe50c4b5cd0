package store

import (
	"context"
	"database/sql"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/store/queries"
)

// Moment is what a question is asked of: what was known at a position of the
// ledger, about a day.
type Moment struct {
	Seq int64         // known at: the last entry counted; 0 for all there are
	Day calendar.Date // as at: the day described; the zero day for no limit
}

func (m Moment) upTo() int64 {
	if m.Seq == 0 {
		return math.MaxInt64
	}
	return m.Seq
}

// day is the day as text. Years have four digits, so that text sorts as days
// do, and no day sorts after "9".
func (m Moment) day() string {
	if m.Day.IsZero() {
		return "9"
	}
	return m.Day.String()
}

// Version is one version of one thing. The caller owns it and may change it.
type Version struct {
	Thing       string
	Kind        string
	Parent      string
	Version     int       // 1, 2, 3, …
	Seq         int64     // the entry that wrote it
	At          time.Time // when that was, UTC
	EffectiveOn calendar.Date
	Body        []byte // JSON; nil when erased
	Erased      bool
}

// Head gives the position and time of the last entry of the caller's
// authority. It is one read of one row.
func (db *DB) Head(ctx context.Context, caller access.Caller) (seq int64, at time.Time, err error) {
	if err := db.may(ctx, caller, access.ReadPlan, ""); err != nil {
		return 0, time.Time{}, err
	}
	head, err := db.reading.Head(ctx, caller.Authority)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, time.Time{}, notFound("There is no authority with the id %s.", caller.Authority)
	}
	return head.Size, time.UnixMicro(head.AtUs).UTC(), kinded(err)
}

// PositionAt gives the position of the last entry at or before t: what was
// known at that instant. 0 when nothing was. For what was known at the end of
// a day, give the instant before the next day starts.
func (db *DB) PositionAt(ctx context.Context, caller access.Caller, t time.Time) (int64, error) {
	if err := db.may(ctx, caller, access.ReadPlan, ""); err != nil {
		return 0, err
	}
	found, err := db.reading.LastEntryAt(ctx, queries.LastEntryAtParams{AuthorityID: caller.Authority, AtUs: t.UnixMicro()})
	if err != nil || len(found) == 0 {
		return 0, kinded(err)
	}
	return found[0], nil
}

// Since gives the versions written after one position and up to another (0
// for the last), in order. No kinds means every kind.
func (db *DB) Since(ctx context.Context, caller access.Caller, kinds []string, after, upTo int64) ([]Version, error) {
	if err := db.may(ctx, caller, access.ReadPlan, ""); err != nil {
		return nil, err
	}
	found, err := since(ctx, db.reading, caller.Authority, kinds, after, Moment{Seq: upTo}.upTo())
	return found, kinded(err)
}

// State gives every thing of the kinds as it stood at the moment, oldest
// first. A moment in the past costs what now costs.
func (db *DB) State(ctx context.Context, caller access.Caller, kinds []string, m Moment) ([]Version, error) {
	if err := db.may(ctx, caller, access.ReadPlan, ""); err != nil {
		return nil, err
	}
	type dated struct {
		created int64
		Version
	}
	var all []dated
	err := db.snapshot(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		for _, kind := range kinds {
			rows, err := q.StateOfKind(ctx, queries.StateOfKindParams{AuthorityID: caller.Authority, Kind: kind, UpTo: m.upTo(), Day: m.day()})
			if err != nil {
				return err
			}
			for _, r := range rows {
				v, err := newVersion(r.ThingID, r.Kind, r.ParentID, r.Version, r.Seq, r.AtUs, r.EffectiveOn, r.Body)
				if err != nil {
					return err
				}
				all = append(all, dated{r.Created, v})
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(a, b dated) int {
		if a.created != b.created {
			return int(a.created - b.created)
		}
		return strings.Compare(a.Thing, b.Thing)
	})
	found := make([]Version, len(all))
	for i := range all {
		found[i] = all[i].Version
	}
	return found, nil
}

// Thing gives one thing as it stood at the moment, or ErrNotFound.
func (db *DB) Thing(ctx context.Context, caller access.Caller, thing string, m Moment) (Version, error) {
	if err := db.may(ctx, caller, access.ReadPlan, thing); err != nil {
		return Version{}, err
	}
	v, err := stateOfThing(ctx, db.reading, caller.Authority, thing, m)
	return v, kinded(err)
}

// may refuses, and records the refusal, unless the caller has the permission.
func (db *DB) may(ctx context.Context, caller access.Caller, need access.Permission, object string) error {
	if caller.May(need) {
		return nil
	}
	return db.Denied(ctx, caller, need, object)
}

func since(ctx context.Context, q *queries.Queries, authority string, kinds []string, after, upTo int64) ([]Version, error) {
	rows, err := q.VersionsBetween(ctx, queries.VersionsBetweenParams{AuthorityID: authority, After: after, UpTo: upTo})
	if err != nil {
		return nil, err
	}
	var found []Version
	for _, r := range rows {
		if len(kinds) > 0 && !slices.Contains(kinds, r.Kind) {
			continue
		}
		v, err := newVersion(r.ThingID, r.Kind, r.ParentID, r.Version, r.Seq, r.AtUs, r.EffectiveOn, r.Body)
		if err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	slices.SortStableFunc(found, func(a, b Version) int {
		if a.Seq != b.Seq {
			return int(a.Seq - b.Seq)
		}
		return strings.Compare(a.Thing, b.Thing)
	})
	return found, nil
}

func stateOfThing(ctx context.Context, q *queries.Queries, authority, thing string, m Moment) (Version, error) {
	rows, err := q.StateOfThing(ctx, queries.StateOfThingParams{AuthorityID: authority, ThingID: thing, UpTo: m.upTo(), Day: m.day()})
	if err != nil {
		return Version{}, err
	}
	if len(rows) == 0 {
		return Version{}, notFound("We cannot find that: it may not have been there on the day you asked about.")
	}
	r := rows[0]
	return newVersion(r.ThingID, r.Kind, r.ParentID, r.Version, r.Seq, r.AtUs, r.EffectiveOn, r.Body)
}

func newVersion(thing, kind, parent string, version, seq, atUs int64, effectiveOn string, body []byte) (Version, error) {
	v := Version{Thing: thing, Kind: kind, Parent: parent, Version: int(version), Seq: seq, At: time.UnixMicro(atUs).UTC(),
		Body: body, Erased: body == nil}
	if err := v.EffectiveOn.UnmarshalText([]byte(effectiveOn)); err != nil {
		return Version{}, &Error{Kind: ErrDamaged, Words: "A version holds a day that cannot be read: run throughline verify.", Reason: err}
	}
	return v, nil
}
