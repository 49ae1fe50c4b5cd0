package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"
)

// Table viewing, by which it is found who looked at whom, is made from the
// batches of views after they are on record: soon by the viewer, and at once
// for whoever asks. Batches are indexed whole and in order, so the last one
// with rows says how far the table has got, and what follows it in the ledger
// is still to come. A batch always has a row.

// Bounds of indexing.
const (
	indexAfter  = time.Second           // from a batch to its rows, when nobody asks
	indexPause  = 15 * time.Millisecond // between two transactions, for whoever waits to write
	indexMost   = 256                   // after which a transaction takes no further batch
	indexAtOnce = 64                    // batches in one transaction
)

// catchUp makes table viewing say all that is on record when it is called.
func (db *DB) catchUp(ctx context.Context, authority string) error {
	if db.readOnly {
		return &Error{Kind: ErrUnavailable, Words: "The database was opened only for reading, so it cannot be told who looked."}
	}
	if err := db.fileLooks(ctx); err != nil {
		return kinded(err)
	}
	for more := true; more; {
		var err error
		if more, err = db.indexViews(unobserved(ctx), viewsOf(authority)); err != nil {
			return kinded(err)
		}
	}
	return nil
}

// indexViews writes the rows of the next batches of a ledger of views, and
// says whether there may be more.
func (db *DB) indexViews(ctx context.Context, ledger string) (more bool, err error) {
	head, err := db.reading.Head(ctx, ledger)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // nobody has looked at anything
	}
	if err != nil {
		return false, err
	}
	if mark, err := indexedTo(ctx, db.read, ledger); err != nil || mark == head.Size {
		return false, err
	}
	if err := db.views.inserts.prepare(ctx, db); err != nil {
		return false, err
	}
	err = db.derive(ctx, func(tx *sql.Tx) error {
		more = false
		mark, err := indexedTo(ctx, tx, ledger) // again: another may have been here
		if err != nil {
			return err
		}
		var rows []any
		batches, full := 0, false
		err = eachPending(ctx, tx, ledger, mark, "ORDER BY v.seq LIMIT $3", []any{indexAtOnce}, func(p pendingBatch) bool {
			batches++
			rows = p.appendRows(rows, ledger)
			full = len(rows) >= indexMost*len(viewingColumns)
			return !full
		})
		if err != nil {
			return err
		}
		more = full || batches == indexAtOnce
		return db.views.inserts.all(ctx, tx, rows)
	})
	return more && err == nil, err
}

type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// indexedTo is the last entry of a ledger of views whose batch is in table
// viewing, and 0 when none is. Rows beyond the ledger's end, which nothing
// wrote, do not count.
func indexedTo(ctx context.Context, in queryer, ledger string) (mark int64, err error) {
	err = in.QueryRowContext(ctx, `SELECT w.seq FROM viewing w WHERE w.authority_id = $1 AND w.seq > 0
		AND w.seq <= (SELECT h.size FROM ledger_head h WHERE h.authority_id = $1) ORDER BY w.seq DESC LIMIT 1`, ledger).Scan(&mark)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return mark, err
}

// pendingBatch is a batch of views that is not in table viewing yet.
type pendingBatch struct {
	seq   int64
	thing string
	viewBatch
}

// appendRows adds the batch's rows of table viewing.
func (p pendingBatch) appendRows(rows []any, ledger string) []any {
	n := int64(0)
	for _, v := range p.Views {
		for _, of := range v.Of {
			rows = append(rows, ledger, p.seq, n, of.Person, v.Membership)
			n++
		}
	}
	return rows
}

// eachPending reads the batches after a mark, until look has had enough. What
// the query ends with may name more parameters, from $3.
func eachPending(ctx context.Context, in queryer, ledger string, mark int64, end string, args []any, look func(pendingBatch) bool) (err error) {
	rows, err := in.QueryContext(ctx, `SELECT v.seq, v.thing_id, v.body FROM version v WHERE v.authority_id = $1 AND v.seq > $2 AND v.kind = '`+KindViews+`' `+end,
		append([]any{ledger, mark}, args...)...)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var p pendingBatch
		var body sql.RawBytes
		if err := rows.Scan(&p.seq, &p.thing, &body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &p.viewBatch); err != nil {
			return &Error{Kind: ErrDamaged, Words: "A batch of views cannot be read: run throughline verify.", Reason: err}
		}
		if !look(p) {
			return nil
		}
	}
	return rows.Err()
}
