package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"throughline/access"
)

// row is a thing that a query gave, with how the caller stands to each of the
// people it is about, or to nobody.
type row struct {
	Filed
	latest int64
	people []standing
}

// standing is how a caller stands today to one person.
type standing struct {
	wall access.Wall
	ties access.Ties
}

// allows says whether the scope opens a class about people the caller stands
// to so: the rule of the predicate, in memory. Nobody is one standing without
// a wall or a tie.
func allows(scope access.Scope, class access.Class, people []standing) bool {
	some := false
	for _, p := range people {
		allowed := scope.Allows(class, p.wall, p.ties)
		if !allowed && p.wall != access.NoWall {
			return false
		}
		some = some || allowed
	}
	return some
}

// read gives what is wanted, with everybody it is about, and checks each by
// the rule in memory before it goes further.
func (r *Reading) read(ctx context.Context, w wanted, m Moment) ([]row, error) {
	inner, err := r.choose(ctx, "f.thing_id, f.sort_key", w, m)
	if err != nil {
		return nil, err
	}
	st := statement{args: inner.args}
	at := "p.seq"
	if !m.isNow() {
		upTo, day := st.param(m.upTo()), st.param(m.day())
		at = `(SELECT CASE WHEN a.seq < b.seq THEN a.seq ELSE b.seq END
			FROM (SELECT x.seq FROM version x WHERE x.authority_id = $1 AND x.thing_id = c.thing_id AND x.seq <= ` + upTo + ` ORDER BY x.seq DESC LIMIT 1) a,
				(SELECT y.seq FROM version y WHERE y.authority_id = $1 AND y.thing_id = c.thing_id AND y.effective_on <= ` + day + `
				ORDER BY y.effective_on DESC, y.seq DESC LIMIT 1) b)`
	}
	st.add("SELECT p.thing_id, p.kind, p.class_no, p.sort_key, p.seq, v.seq, v.version, v.parent_id, v.effective_on, CASE WHEN p.place = 0 THEN v.body END,",
		" e.at_us, p.own_person_id, p.person_id, p.wall_no, ", tiesHeld, " FROM (", inner.String(), `) c
		CROSS JOIN filing p CROSS JOIN version v CROSS JOIN ledger_entry e
		WHERE p.authority_id = $1 AND p.thing_id = c.thing_id AND v.authority_id = $1 AND v.thing_id = c.thing_id AND v.seq = `, at,
		" AND e.authority_id = $1 AND e.seq = v.seq") // CROSS JOIN, because SQLite's planner then keeps the order
	st.add(w.order("c"), ", p.place")
	rows, err := r.db.scopedRows(ctx, st)
	if err != nil {
		return nil, kinded(err)
	}
	found, err := gather(rows)
	if err != nil {
		return nil, kinded(err)
	}
	for i := range found {
		if !allows(r.scope, found[i].Class, found[i].people) {
			return nil, &Error{Kind: ErrDamaged, Words: "Two checks of who may see a record do not agree, so nothing is shown: run throughline verify.",
				Reason: fmt.Errorf("thing %s", found[i].Thing)}
		}
		if err := r.unfold(ctx, &found[i]); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// gather puts the rows of each thing together.
func gather(rows *sql.Rows) (found []row, err error) {
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var thing, kind, parent, on, own, same string
		var class, wall int
		var latest, seq, version, atUs, ties int64
		var sort, body []byte
		if err := rows.Scan(&thing, &kind, &class, &sort, &latest, &seq, &version, &parent, &on, &body, &atUs, &own, &same, &wall, &ties); err != nil {
			return nil, err
		}
		if len(found) == 0 || found[len(found)-1].Thing != thing {
			f := Filed{Sort: string(sort), Wall: access.NoWall}
			if f.Version, err = newVersion(thing, kind, parent, version, seq, atUs, on, body); err != nil {
				return nil, err
			}
			if f.Class, err = access.ClassNumbered(class); err != nil {
				return nil, damagedFiling(err)
			}
			found = append(found, row{Filed: f, latest: latest})
		}
		if wall < 0 || wall >= len(access.Walls) {
			return nil, damagedFiling(fmt.Errorf("thing %s has a wall with the number %d", thing, wall))
		}
		r := &found[len(found)-1]
		r.people = append(r.people, standing{access.Walls[wall], tiesOf(ties)})
		if own != "" {
			r.About, r.Same = append(r.About, own), append(r.Same, same)
		}
	}
	return found, rows.Err()
}

// highestWall is the highest wall round anybody the thing is about.
func (f *row) highestWall() access.Wall {
	highest := 0
	for _, p := range f.people {
		highest = max(highest, slices.Index(access.Walls, p.wall))
	}
	return access.Walls[highest]
}

// unfold takes the filing off the body of a row that may be seen, and says
// what the caller is to it. An older version may be of another class, or about
// somebody else: its body is given only when that is open to the caller too.
func (r *Reading) unfold(ctx context.Context, f *row) error {
	f.Wall = f.highestWall()
	for _, p := range f.people {
		if r.scope.Allows(f.Class, p.wall, p.ties) {
			f.Ties = p.ties
			break
		}
	}
	if f.Erased {
		return nil
	}
	line, body := part(f.Body)
	f.Body = body
	if f.Seq == f.latest {
		return nil
	}
	then, err := readFiled(line)
	if err != nil {
		return err
	}
	people := slices.Clone(f.people)
	for _, person := range then.About {
		if slices.Contains(f.About, person) {
			continue
		}
		p, err := r.standing(ctx, person)
		if err != nil {
			return err
		}
		people = append(people, p)
	}
	if !allows(r.scope, then.Class, people) {
		f.Body, f.Withheld = nil, true
	}
	return nil
}

// standing says how the caller stands to somebody.
func (r *Reading) standing(ctx context.Context, person string) (standing, error) {
	st := statement{args: who(r.scope.Caller, r.today)}
	at := st.param(person)
	st.add("SELECT p.wall_no, ", tiesHeld, " FROM filing p WHERE p.authority_id = $1 AND p.thing_id = ", at, " AND p.own_person_id = ", at)
	found, _, err := readStanding(r.db.scopedRows(ctx, st))
	return found, kinded(err)
}

// readStanding reads one row of a wall and ties, if there is one. Nobody there
// stands without a wall or a tie.
func readStanding(rows *sql.Rows, err error) (s standing, there bool, failed error) {
	s.wall = access.NoWall
	if err != nil {
		return s, false, err
	}
	defer func() { failed = also(failed, rows.Close()) }()
	if rows.Next() {
		var wall int
		var ties int64
		if err := rows.Scan(&wall, &ties); err != nil {
			return s, false, err
		}
		if wall < 0 || wall >= len(access.Walls) {
			return s, false, damagedFiling(fmt.Errorf("there is a wall with the number %d", wall))
		}
		s, there = standing{access.Walls[wall], tiesOf(ties)}, true
	}
	return s, there, rows.Err()
}
