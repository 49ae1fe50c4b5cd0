package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"throughline/access"
	"throughline/ledger"
	"throughline/store/queries"
)

// filedCheck holds the index tables of one sound ledger to its versions. It
// goes on to the end, so that what it names is the first.
type filedCheck struct {
	ctx       context.Context //nolint:containedctx // of the one check that this is
	tx        *sql.Tx
	q         *queries.Queries
	authority string
	places    map[string]place // of people joined to others or behind a wall, as the index has them
	said      map[string]filed // the same, as the versions have them
	pending   int64            // batches of views that are not in table viewing yet
	first     *ledger.Fault
}

// versionsAtOnce is how many versions are looked at together.
const versionsAtOnce = 5000

// index checks the tables by which things about people are found, or the
// table of who looked, and says how many batches of views that has not got yet.
func (c *check) index(ctx context.Context, authority string) (pending int64, err error) {
	check := &filedCheck{ctx: ctx, tx: c.readers[0], q: c.q.WithTx(c.readers[0]), authority: authority, places: map[string]place{}, said: map[string]filed{}}
	run := check.filings
	if isViews(authority) {
		run = check.viewings
	}
	if err := run(); err != nil {
		return 0, err
	}
	if check.first != nil {
		return 0, check.first
	}
	return check.pending, nil
}

func (c *filedCheck) fault(table string, seq int64, ref ledger.Ref) {
	if f := ledger.MisIndexed(c.authority, table, seq, ref); f.Before(c.first) {
		c.first = f
	}
}

// filedVersion is a thing about people by its latest version.
type filedVersion struct {
	thing, kind  string
	seq, version int64
	line         []byte // nil when erased
}

func (c *filedCheck) filings() error {
	some, err := c.anything()
	if err != nil || !some {
		return err
	}
	if err := c.loadPlaces(); err != nil {
		return err
	}
	for after, most := "", versionsAtOnce; ; {
		things, more, err := c.things(after, most)
		if err != nil {
			return err
		}
		if more && len(things) == 0 { // one thing has more versions than were read at once
			most *= 2
			continue
		}
		last := ""
		if more {
			last = things[len(things)-1].thing
		}
		if err := c.compare(things, after, last); err != nil {
			return err
		}
		if after = last; !more {
			return c.walls()
		}
	}
}

// anything says whether the authority has things about people, or rows that
// should not be there. A sound ledger has each thing's first version.
func (c *filedCheck) anything() (bool, error) {
	for kind := ""; ; {
		var next sql.NullString
		if err := c.tx.QueryRowContext(c.ctx, "SELECT min(kind) FROM version WHERE authority_id = $1 AND version = 1 AND kind > $2", c.authority, kind).Scan(&next); err != nil {
			return false, err
		}
		if !next.Valid {
			break
		}
		if kind = next.String; isCase(kind) {
			return true, nil
		}
	}
	for _, table := range []string{"filing", "tie", "find_key"} {
		var n int
		if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM (SELECT 1 FROM "+table+" WHERE authority_id = $1 LIMIT 1) AS any_row", c.authority).Scan(&n); err != nil || n > 0 {
			return n > 0, err
		}
	}
	return false, nil
}

// loadPlaces reads where people stand who do not stand alone without a wall.
// It is checked against the versions at the end, by walls.
func (c *filedCheck) loadPlaces() error {
	var own, same string
	var wall int
	return c.each(`SELECT own_person_id, person_id, wall_no FROM filing WHERE authority_id = $1 AND thing_id = own_person_id AND (wall_no <> 0 OR person_id <> own_person_id)`,
		[]any{c.authority}, []any{&own, &same, &wall}, func() error {
			c.places[own] = place{same, wall}
			return nil
		})
}

func (c *filedCheck) placeOf(own string) (place, error) {
	if at, there := c.places[own]; there {
		return at, nil
	}
	return place{person: own}, nil
}

// things gives the latest versions of the next things, and says whether there
// are more.
func (c *filedCheck) things(after string, most int) (things []filedVersion, more bool, err error) {
	var v filedVersion
	var body sql.RawBytes
	rows := 0
	err = c.each(`SELECT thing_id, kind, seq, version, body FROM version
		WHERE authority_id = $1 AND thing_id > $2 AND substr(kind, 1, 5) = 'case.' ORDER BY thing_id, seq LIMIT $3`,
		[]any{c.authority, after, most}, []any{&v.thing, &v.kind, &v.seq, &v.version, &body}, func() error {
			rows++
			v.line = nil
			if body != nil {
				line, _ := part(body)
				v.line = slices.Clone(line)
			}
			if n := len(things); n > 0 && things[n-1].thing == v.thing {
				things[n-1] = v
			} else {
				things = append(things, v)
			}
			return nil
		})
	if err != nil || rows < most {
		return things, false, err
	}
	return things[:len(things)-1], true, nil // later versions of the last may come next
}

// compare holds the rows of the things after one and up to another to what
// their versions say.
func (c *filedCheck) compare(things []filedVersion, after, last string) error {
	held := map[string]map[string][]string{}
	for table, read := range map[string]func(held map[string][]string, where string, args []any) error{
		"filing": c.heldFilings, "tie": c.heldTies, "find_key": c.heldFinds,
	} {
		where, args := " WHERE authority_id = $1 AND thing_id > $2", []any{c.authority, after}
		if last != "" {
			where, args = where+" AND thing_id <= $3", append(args, last)
		}
		held[table] = map[string][]string{}
		if err := read(held[table], where, args); err != nil {
			return err
		}
	}
	for _, v := range things {
		f, err := c.filingOf(v)
		if err != nil {
			return err
		}
		if f.Person && (f.Group != "" || f.Wall != access.NoWall) {
			c.said[v.thing] = f
		}
		rows, err := rowsOf(c.authority, v.thing, v.kind, v.seq, f, c.placeOf)
		if err != nil {
			return err
		}
		want := map[string][]string{}
		for _, row := range rows.filings {
			want["filing"] = append(want["filing"], fmt.Sprint(row))
		}
		for _, row := range rows.ties {
			want["tie"] = append(want["tie"], fmt.Sprint(row))
		}
		for _, row := range rows.finds {
			want["find_key"] = append(want["find_key"], fmt.Sprint(row))
		}
		for table := range held {
			there := held[table][v.thing]
			slices.Sort(there)
			slices.Sort(want[table])
			if !slices.Equal(there, want[table]) {
				c.fault(table, v.seq, ledger.Ref{Thing: v.thing, Version: v.version})
			}
			delete(held[table], v.thing)
		}
	}
	for table, left := range held {
		for thing := range left {
			c.fault(table, 0, ledger.Ref{Thing: thing})
		}
	}
	return nil
}

// filingOf reads a thing's filing, or what an erasure left of it.
func (c *filedCheck) filingOf(v filedVersion) (filed, error) {
	if v.kind == KindViews {
		return filed{}, damagedFiling(fmt.Errorf("views outside their ledger, in %s", c.authority))
	}
	if v.line != nil {
		return readFiled(v.line)
	}
	erasures, err := c.q.LatestErasure(c.ctx, queries.LatestErasureParams{AuthorityID: c.authority, Kind: KindFiledErasure, ParentID: v.thing})
	if err != nil {
		return filed{}, err
	}
	if len(erasures) == 0 {
		c.fault("erasures", v.seq, ledger.Ref{Thing: v.thing, Version: v.version})
		return filed{}, nil
	}
	return leftBy(erasures[0])
}

func (c *filedCheck) heldFilings(held map[string][]string, where string, args []any) error {
	var r queries.AddFilingParams
	return c.each("SELECT authority_id, thing_id, own_person_id, person_id, place, kind, class_no, wall_no, sort_key, seq FROM filing"+where, args,
		[]any{&r.AuthorityID, &r.ThingID, &r.OwnPersonID, &r.PersonID, &r.Place, &r.Kind, &r.ClassNo, &r.WallNo, &r.SortKey, &r.Seq}, func() error {
			held[r.ThingID] = append(held[r.ThingID], fmt.Sprint(r))
			return nil
		})
}

func (c *filedCheck) heldTies(held map[string][]string, where string, args []any) error {
	var r queries.AddTieParams
	return c.each("SELECT authority_id, thing_id, place, own_person_id, person_id, holder_id, level, from_on, until_on FROM tie"+where, args,
		[]any{&r.AuthorityID, &r.ThingID, &r.Place, &r.OwnPersonID, &r.PersonID, &r.HolderID, &r.Level, &r.FromOn, &r.UntilOn}, func() error {
			held[r.ThingID] = append(held[r.ThingID], fmt.Sprint(r))
			return nil
		})
}

func (c *filedCheck) heldFinds(held map[string][]string, where string, args []any) error {
	var r queries.AddFindKeyParams
	return c.each("SELECT authority_id, find_key, thing_id, own_person_id, person_id FROM find_key"+where, args,
		[]any{&r.AuthorityID, &r.FindKey, &r.ThingID, &r.OwnPersonID, &r.PersonID}, func() error {
			held[r.ThingID] = append(held[r.ThingID], fmt.Sprint(r))
			return nil
		})
}

// walls checks where people stand, from what the versions said of joining and
// of walls.
func (c *filedCheck) walls() error {
	same := func(own string) string {
		if group := c.said[own].Group; group != "" {
			return group
		}
		return own
	}
	highest := map[string]int{}
	members := map[string]bool{}
	for own, f := range c.said {
		wall, _ := f.Wall.Number()
		highest[same(own)] = max(highest[same(own)], wall)
		members[own], members[same(own)] = true, true
	}
	for own := range c.places {
		members[own] = true
	}
	for _, own := range slices.Sorted(maps.Keys(members)) {
		if at, err := c.placeOf(own); err != nil {
			return err
		} else if want := (place{same(own), highest[same(own)]}); at != want {
			seq, version, err := c.written(own)
			if err != nil {
				return err
			}
			c.fault("filing", seq, ledger.Ref{Thing: own, Version: version})
		}
	}
	return nil
}

func (c *filedCheck) written(thing string) (seq, version int64, err error) {
	err = c.each("SELECT seq, version FROM version WHERE authority_id = $1 AND thing_id = $2 ORDER BY seq DESC LIMIT 1", []any{c.authority, thing},
		[]any{&seq, &version}, func() error { return nil })
	return seq, version, err
}

// each reads rows into the same places and looks at each. What it looks at is
// good until it returns.
func (c *filedCheck) each(query string, args, into []any, look func() error) error {
	var failed error
	err := eachRow(c.ctx, c.tx, query, args, into, func() {
		if failed == nil {
			failed = look()
		}
	})
	return also(err, failed)
}
