package store

import (
	"context"
	"errors"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store/queries"
)

// refusedError ends a change that the scope does not allow.
type refusedError struct{ thing string }

func (e *refusedError) Error() string { return "the scope does not allow it" }
func (e *refusedError) Unwrap() error { return ErrDenied }

// WriteFiled is Write for what is about people. Each thing put must be allowed
// by the scope, which is of an act that writes, as the caller stood to the people
// it is about before the change; a thing replaced must be allowed as it was
// filed too, and to join two people, so must the one joined. A person who is
// not there is answered like one who may not be recorded about: ErrDenied,
// recorded, with nothing written.
func (db *DB) WriteFiled(ctx context.Context, scope access.Scope, need access.Permission, name string, on calendar.Date, fn func(tx *Tx) error) (Receipt, error) {
	if !scope.Act.Writes() || !scope.Purpose.Known() || !scope.Caller.May(need) {
		return Receipt{}, db.Denied(ctx, scope.Caller, need, "")
	}
	receipt, err := db.record(ctx, scope.Caller, scope.Caller.Authority, name, on, func(tx *Tx) error {
		tx.scope = &scope
		return fn(tx)
	})
	if refused, is := errors.AsType[*refusedError](err); is {
		return Receipt{}, db.Denied(ctx, scope.Caller, access.RecordCasework, refused.thing)
	}
	return receipt, err
}

// filedPut is something about people that was put in this change.
type filedPut struct {
	change.Put
	filed
	before *filed // the filing it replaces, of a person's own entry
}

// mayReplace refuses to change what the scope does not allow, and what is not
// there in the same way, before anything can be learned from its version.
func (tx *Tx) mayReplace(p change.Put, latest queries.LatestRow) error {
	if tx.trusted {
		return nil
	}
	if tx.scope == nil {
		return invalid("The %s is about people, so it is saved only within a scope.", p.Kind)
	}
	if p.Replaces == 0 && latest.Version == 0 {
		return nil
	}
	open, err := tx.opens(p.Thing)
	if err != nil {
		return err
	}
	if latest.Version == 0 || !open {
		return tx.refuse(p.Thing)
	}
	return nil
}

func (tx *Tx) refuse(thing string) error {
	if tx.refused == nil {
		tx.refused = &refusedError{thing}
	}
	return tx.refused
}

// opens says whether the scope allows a thing as it was filed before the
// change.
func (tx *Tx) opens(thing string) (bool, error) {
	st := statement{args: scoped(*tx.scope, tx.today)}
	st.add("SELECT count(*) FROM filing f WHERE f.authority_id = $1 AND f.thing_id = ", st.param(thing), " AND f.place = 0 AND ", visibleThing("f.thing_id"))
	var n int
	err := tx.sqlTx.QueryRowContext(tx.ctx, st.String(), st.args...).Scan(&n)
	return n == 1, err
}

// addFiled writes the version of a thing about people, with its filing as the
// first line of what is stored. The index rows wait for the end.
func (tx *Tx) addFiled(p change.Put, body []byte) error {
	put := filedPut{Put: p}
	var err error
	if put.filed, err = newFiled(p); err != nil {
		return err
	}
	if p.Replaces > 0 {
		before, err := tx.filingOf(p.Thing)
		if err != nil {
			return err
		}
		if before.Person != put.Person {
			return invalid("What is a person’s own entry stays one, and nothing else becomes one: the %s was refused.", p.Kind)
		}
		put.before = &before
	}
	stored, err := put.join(body)
	if err != nil {
		return err
	}
	tx.filed = append(tx.filed, put)
	return tx.add(p, stored)
}

// filingOf is the filing of the latest version of a thing, or what an erasure
// left of it.
func (tx *Tx) filingOf(thing string) (filed, error) {
	rows, err := tx.q.LatestFiled(tx.ctx, queries.LatestFiledParams{AuthorityID: tx.entry.Authority, ThingID: thing})
	if err != nil {
		return filed{}, err
	}
	if len(rows) == 0 {
		return filed{}, notFound("We cannot find the record %s.", thing)
	}
	if rows[0] != nil {
		line, _ := part(rows[0])
		return readFiled(line)
	}
	erasures, err := tx.q.LatestErasure(tx.ctx, queries.LatestErasureParams{AuthorityID: tx.entry.Authority, Kind: KindFiledErasure, ParentID: thing})
	if err != nil {
		return filed{}, err
	}
	if len(erasures) == 0 {
		return filed{}, &Error{Kind: ErrDamaged, Words: "Content is gone and no erasure was recorded: run throughline verify."}
	}
	return leftBy(erasures[0])
}

// FiledThing gives the latest version of a thing about people, as it was
// before this change, whoever may see it. It is for rules, and nothing of it
// may be shown. Ties are not filled in. ErrNotFound when it is not there.
func (tx *Tx) FiledThing(thing string) (Filed, error) {
	var st statement
	st.args = []any{tx.entry.Authority}
	found, err := tx.files(st, "SELECT f.thing_id, f.seq FROM filing f WHERE f.authority_id = $1 AND f.place = 0 AND f.thing_id = "+st.param(thing))
	if err == nil && len(found) == 0 {
		err = errUnseen()
	}
	if err != nil {
		return Filed{}, err
	}
	return found[0], nil
}

// FileOf gives the latest versions, as they were before this change, of the
// things about a person and about everybody found to be the same, in the order
// they were made. No kinds means every kind. It is for rules, and nothing of
// it may be shown.
func (tx *Tx) FileOf(person string, kinds ...string) ([]Filed, error) {
	var st statement
	st.args = []any{tx.entry.Authority}
	about := "SELECT DISTINCT f.thing_id, f.seq FROM filing f WHERE f.authority_id = $1 AND f.person_id = " + samePerson(&st, person)
	if len(kinds) > 0 {
		about += " AND f.kind IN " + st.oneOf(kinds)
	}
	return tx.files(st, about)
}

// files reads the latest versions of things chosen by a query of their ids and
// positions.
func (tx *Tx) files(st statement, chosen string) ([]Filed, error) {
	if err := tx.rulesOnly(); err != nil {
		return nil, err
	}
	st.add(`SELECT p.thing_id, p.kind, p.class_no, p.sort_key, c.seq, v.seq, v.version, v.parent_id, v.effective_on, CASE WHEN p.place = 0 THEN v.body END,
			e.at_us, p.own_person_id, p.person_id, p.wall_no, 0
		FROM (`, chosen, `) c
		CROSS JOIN version v CROSS JOIN ledger_entry e CROSS JOIN filing p
		WHERE v.authority_id = $1 AND v.thing_id = c.thing_id AND v.seq = c.seq AND e.authority_id = $1 AND e.seq = v.seq
			AND p.authority_id = $1 AND p.thing_id = c.thing_id ORDER BY p.thing_id, p.place`)
	rows, err := tx.sqlTx.QueryContext(tx.ctx, st.String(), st.args...)
	if err != nil {
		return nil, err
	}
	read, err := gather(rows)
	if err != nil {
		return nil, err
	}
	found := make([]Filed, len(read))
	for i, r := range read {
		if !r.Erased {
			_, r.Body = part(r.Body)
		}
		r.Wall = r.highestWall()
		found[i] = r.Filed
	}
	return found, nil
}

// FilingOf gives the filing that the latest version of a thing has, for a rule
// that puts the next version. ErrNotFound when it is not there.
func (tx *Tx) FilingOf(thing string) (change.Filing, error) {
	if err := tx.rulesOnly(); err != nil {
		return change.Filing{}, err
	}
	f, err := tx.filingOf(thing)
	if err != nil {
		return change.Filing{}, err
	}
	return f.given()
}

// FindPeople gives up to most people who have a search key, by id. It is for
// rules, such as finding who may be known already, and nothing of it may be
// shown.
func (tx *Tx) FindPeople(key string, most int) ([]string, error) {
	if err := tx.rulesOnly(); err != nil {
		return nil, err
	}
	if most < 1 || most > MaxPage {
		return nil, invalid("From 1 to %d people can be looked for, and not %d.", MaxPage, most)
	}
	return tx.q.FindPeople(tx.ctx, queries.FindPeopleParams{AuthorityID: tx.entry.Authority, Wanted: []byte(key), Limit: int32(most)})
}

// Reaches gives ErrNotFound unless the scope allows the thing as it is filed,
// such as a person whom a change is about. What is not there is answered in
// the same way.
func (tx *Tx) Reaches(thing string) error {
	if err := tx.rulesOnly(); err != nil || tx.trusted {
		return err
	}
	open, err := tx.opens(thing)
	if err == nil && !open {
		err = errUnseen()
	}
	return err
}

// rulesOnly keeps what is about people from a change that has no scope.
func (tx *Tx) rulesOnly() error {
	if tx.scope == nil && !tx.trusted {
		return invalid("What is kept about people is read only within a scope.")
	}
	return nil
}
