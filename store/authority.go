package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store/queries"
)

// KindAuthority is the kind of the thing that holds an authority's name. Its
// id is the authority's own.
const KindAuthority = "authority"

// manageAuthorities is what only an operator may do.
const manageAuthorities access.Permission = "manage the authorities of this database"

// Authority is one council.
type Authority struct {
	ID   string
	Name string
	Head int64 // how many entries its ledger has
}

// createAuthority is the name of the change that makes an authority. It is
// written in the authority's ledger and in the system's, so that an authority
// cannot vanish whole.
const createAuthority = "create authority"

type authorityBody struct {
	Name string `json:"name"`
}

// CreateAuthority makes an authority, whose ledger begins with its name. Only
// an operator may. ErrInvalid when there is one with that id already.
func (db *DB) CreateAuthority(ctx context.Context, caller access.Caller, id, name string) (Receipt, error) {
	if !isOperator(caller) {
		return Receipt{}, db.Denied(ctx, caller, manageAuthorities, id)
	}
	if err := checkID("The authority", id); err != nil {
		return Receipt{}, err
	}
	if isViews(id) || checkID("", viewsOf(id)) != nil {
		return Receipt{}, invalid("The id of an authority is at most %d characters, and does not end in %s.", longestID-len(viewsEnd), viewsEnd)
	}
	if name == "" || len(name) > 200 {
		return Receipt{}, invalid("Give the authority a name of up to 200 characters.")
	}
	if err := db.ensureSystem(ctx); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err := db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		made, err := q.CreateHead(ctx, queries.CreateHeadParams{AuthorityID: id, Edge: []byte{}})
		if err != nil {
			return err
		}
		if made != 1 {
			return invalid("There is already an authority with the id %s.", id)
		}
		note, err := db.begin(ctx, sqlTx, q, caller, SystemAuthority, calendar.Date{})
		if err != nil {
			return err
		}
		note.entry.Change, note.entry.Detail = createAuthority, id
		if err := note.commit(); err != nil {
			return err
		}
		tx, err := db.begin(ctx, sqlTx, q, caller, id, calendar.Date{})
		if err != nil {
			return err
		}
		if err := tx.Put(change.Put{Kind: KindAuthority, Thing: id, Body: authorityBody{name}}); err != nil {
			return err
		}
		tx.entry.Change = createAuthority
		receipt = Receipt{tx.entry.Seq, tx.entry.At}
		return tx.commit()
	})
	return receipt, err
}

// ensureSystem makes the system's own ledger, which cannot be made by a
// migration because its first entry needs none.
func (db *DB) ensureSystem(ctx context.Context) error {
	if _, err := db.reading.Head(ctx, SystemAuthority); !errors.Is(err, sql.ErrNoRows) {
		return kinded(err)
	}
	return db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		_, err := q.CreateHead(ctx, queries.CreateHeadParams{AuthorityID: SystemAuthority, Edge: []byte{}})
		return err
	})
}

// Authorities lists the authorities: every one for an operator, and the
// caller's own for anybody who may read the plan.
func (db *DB) Authorities(ctx context.Context, caller access.Caller) ([]Authority, error) {
	if !isOperator(caller) && !caller.May(access.ReadPlan) {
		return nil, db.Denied(ctx, caller, access.ReadPlan, "")
	}
	var list []Authority
	err := db.snapshot(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		heads, err := q.Heads(ctx)
		if err != nil {
			return err
		}
		for _, h := range heads {
			if h.AuthorityID == SystemAuthority || isViews(h.AuthorityID) || !isOperator(caller) && h.AuthorityID != caller.Authority {
				continue
			}
			named, err := stateOfThing(ctx, q, h.AuthorityID, h.AuthorityID, Moment{})
			if err != nil && !errors.Is(err, ErrNotFound) {
				return err
			}
			var body authorityBody
			if len(named.Body) > 0 {
				if err := json.Unmarshal(named.Body, &body); err != nil {
					return &Error{Kind: ErrDamaged, Words: "The name of an authority cannot be read: run throughline verify.", Reason: err}
				}
			}
			list = append(list, Authority{h.AuthorityID, body.Name, h.Size})
		}
		return nil
	})
	return list, err
}
