package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store/queries"
)

// writeBehind writes one batch, behind all that was taken in before it, and
// whatever those who watch make of it.
func (db *DB) writeBehind(ctx context.Context, authority string, batch viewBatch) error {
	in := db.views.own()
	var before []taken
	if in != nil {
		before = in.unfiled()
	}
	err := db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		if len(before) > 0 {
			if err := db.file(unobserved(ctx), sqlTx, q, in.name, before); err != nil {
				return err
			}
		}
		thing, err := db.addBatch(ctx, sqlTx, q, authority, batch, db.clock())
		if err != nil {
			return err
		}
		return db.watched(ctx, sqlTx, q, authority, batch, thing)
	})
	if err == nil && in != nil {
		db.views.ailing.Store(false)
		if len(before) > 0 {
			in.filed(before[len(before)-1].number)
		}
	}
	return err
}

// addBatch writes one batch, on record since a time: an entry in the ledger of
// views with one thing, whose id it gives. Table viewing is made from it
// afterwards.
func (db *DB) addBatch(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, authority string, batch viewBatch, since time.Time) (thing string, err error) {
	by := access.Caller{Account: Recorder, Authority: viewsOf(authority)}
	tx, err := db.beginAt(ctx, sqlTx, q, by, by.Authority, calendar.Date{}, since)
	if err != nil {
		return "", err
	}
	body, err := json.Marshal(batch)
	if err != nil {
		return "", &Error{Kind: ErrInvalid, Words: "The record of a view cannot be written as JSON.", Reason: err}
	}
	thing = NewID()
	if err := tx.add(change.Put{Kind: KindViews, Thing: thing}, body); err != nil {
		return "", err
	}
	tx.entry.Change = ChangeViews
	return thing, tx.commit()
}

// watched lets the program look at the views just recorded, and writes what it
// makes of them into the authority's own ledger, in the same transaction.
func (db *DB) watched(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, authority string, batch viewBatch, thing string) error {
	watching := db.watch.Load()
	if watching == nil {
		return nil
	}
	views, err := batch.flat(thing)
	if err != nil {
		return err
	}
	if watching.of != nil {
		if views = watching.of(views); len(views) == 0 {
			return nil
		}
	}
	by := access.Caller{Account: Recorder, Authority: authority}
	tx, err := db.begin(ctx, sqlTx, q, by, authority, calendar.Date{})
	if err != nil {
		return err
	}
	tx.trusted = true
	puts, err := watching.by(ctx, views, tx)
	if err != nil || len(puts) == 0 {
		return err
	}
	for _, p := range puts {
		if err := tx.Put(p); err != nil {
			return err
		}
	}
	tx.entry.Change = ChangeWatched
	return tx.commit()
}

// createViews is the name of the entry, in the system's ledger, that says an
// authority has a ledger of views, so that it cannot vanish whole.
const createViews = "create ledger of views"

// ensureViews makes an authority's ledger of views, unless there is one.
func (db *DB) ensureViews(ctx context.Context, authority string) error {
	if _, err := db.reading.Head(ctx, viewsOf(authority)); !errors.Is(err, sql.ErrNoRows) {
		return kinded(err)
	}
	if err := db.ensureSystem(ctx); err != nil {
		return err
	}
	return db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		if _, err := q.Head(ctx, authority); errors.Is(err, sql.ErrNoRows) {
			return notFound("There is no authority with the id %s.", authority)
		} else if err != nil {
			return err
		}
		made, err := q.CreateHead(ctx, queries.CreateHeadParams{AuthorityID: viewsOf(authority), Edge: []byte{}})
		if err != nil || made == 0 {
			return err
		}
		note, err := db.begin(ctx, sqlTx, q, access.Caller{Account: Recorder, Authority: authority}, SystemAuthority, calendar.Date{})
		if err != nil {
			return err
		}
		note.entry.Change, note.entry.Detail = createViews, viewsOf(authority)
		return note.commit()
	})
}
