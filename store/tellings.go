package store

import (
	"context"
	"database/sql"

	"throughline/access"
	"throughline/store/queries"
)

// Telling is one version of a thing about people, as deadlines and figures are
// worked out from it.
type Telling struct {
	Thing, Kind  string
	Version, Seq int64
	Body         []byte
}

// EachTelling gives every version of the things of some kinds, thing by thing
// and in the order they were written, of those about some people, or about
// anybody where none is named. What was erased is not there. It needs
// access.ReadMeasures or access.LoadReturns. It is for rules: nothing of what
// it gives may be shown to anybody without a scope.
func (db *DB) EachTelling(ctx context.Context, caller access.Caller, kinds, people []string, fn func(Telling) error) error {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return err
	}
	return db.snapshot(ctx, func(tx *sql.Tx, _ *queries.Queries) error {
		if people == nil {
			return eachTelling(ctx, tx, caller.Authority, kinds, nil, fn)
		}
		for _, some := range inOrder(people) {
			if err := eachTelling(ctx, tx, caller.Authority, kinds, some, fn); err != nil {
				return err
			}
		}
		return nil
	})
}

// TellingsOf gives the same of one person inside a write.
func (tx *Tx) TellingsOf(person string, kinds []string, fn func(Telling) error) error {
	if err := tx.mayUseHeld(); err != nil {
		return err
	}
	return eachTelling(tx.ctx, tx.sqlTx, tx.entry.Authority, kinds, []string{person}, fn)
}

func eachTelling(ctx context.Context, tx *sql.Tx, authority string, kinds, people []string, fn func(Telling) error) error {
	if len(kinds) == 0 || people != nil && len(people) == 0 {
		return nil
	}
	st := statement{args: []any{authority}}
	st.add("SELECT v.thing_id, v.kind, v.version, v.seq, v.body FROM version v WHERE v.authority_id = $1 AND v.body IS NOT NULL AND v.kind IN ", st.oneOf(kinds))
	if people != nil {
		st.add(" AND v.thing_id IN (SELECT f.thing_id FROM filing f WHERE f.authority_id = $1 AND f.own_person_id IN ", st.oneOf(people), ")")
	}
	st.add(" ORDER BY v.thing_id, v.seq")
	return eachFound(ctx, tx, st, func(scan func(...any) error) error {
		var t Telling
		if err := scan(&t.Thing, &t.Kind, &t.Version, &t.Seq, &t.Body); err != nil {
			return err
		}
		_, t.Body = part(t.Body)
		return fn(t)
	})
}
