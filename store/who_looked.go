package store

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/store/queries"
)

// viewsAsked is a question of who looked, put by somebody who may ask it.
type viewsAsked struct {
	by     access.Caller
	st     statement
	where  string
	person string   // whom it is about, for the record of its being asked
	things []string // the member it is about
}

func (db *DB) askOfPerson(ctx context.Context, caller access.Caller, person string) (viewsAsked, error) {
	if err := db.may(ctx, caller, access.ReadViews, person); err != nil {
		return viewsAsked{}, err
	}
	if err := checkID("The person", person); err != nil {
		return viewsAsked{}, err
	}
	asked := viewsAsked{by: caller, st: statement{args: []any{viewsOf(caller.Authority)}}, person: person}
	plan := asked.st.param(caller.Authority)
	at := asked.st.param(person)
	asked.where = fmt.Sprintf(`(w.person_id = %[2]s OR w.person_id IN (SELECT m.thing_id FROM filing m WHERE m.authority_id = %[1]s AND m.thing_id = m.own_person_id
		AND m.person_id = (SELECT s.person_id FROM filing s WHERE s.authority_id = %[1]s AND s.thing_id = %[2]s AND s.own_person_id = %[2]s)))`, plan, at)
	return asked, nil
}

func (db *DB) askByMember(ctx context.Context, caller access.Caller, membership string) (viewsAsked, error) {
	if err := db.may(ctx, caller, access.ReadViews, membership); err != nil {
		return viewsAsked{}, err
	}
	if err := checkID("The membership", membership); err != nil {
		return viewsAsked{}, err
	}
	asked := viewsAsked{by: caller, st: statement{args: []any{viewsOf(caller.Authority)}}, things: []string{membership}}
	asked.where = "w.membership_id = " + asked.st.param(membership)
	return asked, nil
}

// ViewsOfPerson tells who looked at a person, and at everybody found to be the
// same, newest first, and where the next page starts. It needs
// access.ReadViews, and is itself on record before it returns.
func (db *DB) ViewsOfPerson(ctx context.Context, caller access.Caller, person string, p Page) ([]Viewing, string, error) {
	asked, err := db.askOfPerson(ctx, caller, person)
	if err != nil {
		return nil, "", err
	}
	return db.whoLooked(ctx, caller, asked.st, asked.where, asked.person, asked.things, p)
}

// ViewsByMember tells whom a member looked at, newest first, and where the
// next page starts. It needs access.ReadViews, and is itself on record before
// it returns.
func (db *DB) ViewsByMember(ctx context.Context, caller access.Caller, membership string, p Page) ([]Viewing, string, error) {
	asked, err := db.askByMember(ctx, caller, membership)
	if err != nil {
		return nil, "", err
	}
	return db.whoLooked(ctx, caller, asked.st, asked.where, asked.person, asked.things, p)
}

// ViewsBetween is those of ViewsOfPerson that one member made.
func (db *DB) ViewsBetween(ctx context.Context, caller access.Caller, person, membership string, p Page) ([]Viewing, string, error) {
	asked, err := db.askOfPerson(ctx, caller, person)
	if err != nil {
		return nil, "", err
	}
	if err := checkID("The membership", membership); err != nil {
		return nil, "", err
	}
	asked.where += " AND w.membership_id = " + asked.st.param(membership)
	return db.whoLooked(ctx, caller, asked.st, asked.where, person, []string{membership}, p)
}

// whoLooked reads a page of views, and records that it was read.
func (db *DB) whoLooked(ctx context.Context, caller access.Caller, st statement, where, person string, things []string, p Page) ([]Viewing, string, error) {
	seq, n, limit, err := readViewSpot(p)
	if err != nil {
		return nil, "", err
	}
	if err := db.catchUp(ctx, caller.Authority); err != nil {
		return nil, "", err
	}
	var text statement
	text.args = st.args
	text.add("SELECT w.seq, w.n FROM viewing w WHERE w.authority_id = $1 AND ", where, " AND (w.seq, w.n) < (", text.param(seq), ", ", text.param(n),
		") ORDER BY w.seq DESC, w.n DESC LIMIT ", text.param(limit+1))
	spots, err := db.viewSpots(ctx, text)
	if err != nil {
		return nil, "", kinded(err)
	}
	next := ""
	if len(spots) > limit {
		spots = spots[:limit]
		next = fmt.Sprintf("%d_%d", spots[limit-1].seq, spots[limit-1].n)
	}
	found, err := db.viewsAt(ctx, viewsOf(caller.Authority), spots)
	if err != nil {
		return nil, "", kinded(err)
	}
	if err := db.recordAsking(ctx, caller, person, things); err != nil {
		return nil, "", err
	}
	return found, next, nil
}

// recordAsking records that somebody asked who had looked.
func (db *DB) recordAsking(ctx context.Context, caller access.Caller, person string, things []string) error {
	return db.recordView(ctx, caller.Authority, view{
		At: db.clock().UnixMicro(), Account: caller.Account, name: caller.Name, Membership: caller.Membership, Agency: caller.Agency, Roles: caller.Roles,
		Purpose: access.Governance, How: HowWhoLooked, Of: []viewOf{{Person: person, Things: things}},
	})
}

type viewSpot struct{ seq, n int64 }

func readViewSpot(p Page) (seq, n int64, limit int, err error) {
	if p.Limit < 0 || p.Limit > MaxPage {
		return 0, 0, 0, invalid("A page shows from 1 to %d rows, and %d were asked for.", MaxPage, p.Limit)
	}
	if limit = p.Limit; limit == 0 {
		limit = DefaultPage
	}
	if p.Before == "" {
		return math.MaxInt64, 0, limit, nil
	}
	first, second, _ := strings.Cut(p.Before, "_")
	seq, err = strconv.ParseInt(first, 10, 64)
	if err == nil {
		n, err = strconv.ParseInt(second, 10, 64)
	}
	if err != nil {
		return 0, 0, 0, invalid("The address of this page of the list is damaged: go back to the first page.")
	}
	return seq, n, limit, nil
}

func (db *DB) viewSpots(ctx context.Context, st statement) (spots []viewSpot, err error) {
	rows, err := db.scopedRows(ctx, st)
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var s viewSpot
		if err := rows.Scan(&s.seq, &s.n); err != nil {
			return nil, err
		}
		spots = append(spots, s)
	}
	return spots, rows.Err()
}

// viewsAt reads views from the batches they were recorded in, with the names
// that accounts have now.
func (db *DB) viewsAt(ctx context.Context, ledger string, spots []viewSpot) ([]Viewing, error) {
	var found []Viewing
	var views []Viewing
	names := map[string]string{}
	for i, s := range spots {
		if i == 0 || s.seq != spots[i-1].seq {
			var err error
			if views, err = db.batchAt(ctx, ledger, s.seq); err != nil {
				return nil, err
			}
		}
		if s.n < 0 || s.n >= int64(len(views)) {
			return nil, &Error{Kind: ErrDamaged, Words: "The list of who looked does not agree with the record of it: run throughline verify."}
		}
		v := views[s.n]
		name, known := names[v.Account]
		if !known {
			accounts, err := db.reading.AccountByID(ctx, v.Account)
			if err != nil {
				return nil, err
			}
			if len(accounts) == 1 {
				name = accounts[0].Name
			}
			names[v.Account] = name
		}
		v.Name = name
		found = append(found, v)
	}
	return found, nil
}

func (db *DB) batchAt(ctx context.Context, ledger string, seq int64) ([]Viewing, error) {
	return batchOf(db.reading.ViewBatch(ctx, batchParams(ledger, seq)))
}

func batchParams(ledger string, seq int64) queries.ViewBatchParams {
	return queries.ViewBatchParams{AuthorityID: ledger, Seq: seq}
}

// batchOf reads the views of the one batch that a query gave.
func batchOf(rows []queries.ViewBatchRow, err error) ([]Viewing, error) {
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, &Error{Kind: ErrDamaged, Words: "A batch of views is missing: run throughline verify."}
	}
	var batch viewBatch
	if err := json.Unmarshal(rows[0].Body, &batch); err != nil {
		return nil, &Error{Kind: ErrDamaged, Words: "A batch of views cannot be read: run throughline verify.", Reason: err}
	}
	return batch.flat(rows[0].ThingID)
}
