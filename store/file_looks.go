package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"time"

	"throughline/calendar"
	"throughline/store/queries"
)

// fileLooks puts every look that was taken in when it is called, by any
// process, into the ledger of views.
func (db *DB) fileLooks(ctx context.Context) error {
	ctx = unobserved(ctx)
	if err := db.fileOwn(ctx); err != nil {
		return err
	}
	return db.fileOthers(ctx, true)
}

// fileOwn is fileLooks for what this process took in.
func (db *DB) fileOwn(ctx context.Context) error {
	in := db.views.own()
	if in == nil {
		return nil
	}
	all := in.unfiled()
	if len(all) == 0 {
		return nil
	}
	err := db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error { return db.file(ctx, sqlTx, q, in.name, all) })
	if err == nil {
		db.views.ailing.Store(false)
		in.filed(all[len(all)-1].number)
	} else if !errors.Is(err, context.Canceled) { // nobody who stopped waiting says anything about the ledger
		db.views.ailing.Store(true)
	}
	return err
}

// filedTo is the number of the last record that was filed of an intake.
func filedTo(ctx context.Context, q *queries.Queries, name string) (int64, error) {
	rows, err := q.ReadSetting(ctx, name)
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	to, err := strconv.ParseInt(rows[0], 10, 64)
	if err != nil || to < 0 {
		return 0, &Error{Kind: ErrDamaged, Words: "How far looks were filed in the ledger of views cannot be read.", Reason: err}
	}
	return to, nil
}

// Bounds of a batch that is filed: whoever asks about one look reads the whole
// batch that it is in.
const (
	fileViews = 64
	fileRows  = 500
)

// file writes records of an intake into the ledgers of views, in order, and
// how far it came: those that are there already are passed over, whoever put
// them there.
func (db *DB) file(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, name string, all []taken) error {
	if len(all) == 0 {
		return nil
	}
	to, err := filedTo(ctx, q, name)
	if err != nil {
		return err
	}
	last := all[len(all)-1].number
	all = slices.DeleteFunc(slices.Clone(all), func(t taken) bool { return t.number <= to })
	if len(all) == 0 {
		return nil
	}
	for _, b := range batchesOf(all) {
		at := time.UnixMicro(min(b.at, db.clock().UnixMicro()))
		if _, err := db.addBatch(ctx, sqlTx, q, b.authority, b.viewBatch, at); err != nil {
			return err
		}
	}
	return q.PutSetting(ctx, queries.PutSettingParams{Setting: name, Value: strconv.FormatInt(last, 10)})
}

// takenBatch is a batch to be filed. It bears the time of the last look in it,
// when all of them were on record, however much later it is filed.
type takenBatch struct {
	viewBatch

	authority string
	at        int64
	rows      int
}

// batchesOf puts what was taken in into batches, each of one authority and of
// one day, because whoever asks who looked is answered by days.
func batchesOf(all []taken) (batches []*takenBatch) {
	open := map[string]*takenBatch{}
	day := func(at int64) calendar.Date { return calendar.DayOf(time.UnixMicro(at)) }
	for _, t := range all {
		for _, v := range t.Views {
			b := open[t.Authority]
			if b == nil || len(b.Views) >= fileViews || b.rows >= fileRows || day(b.at) != day(v.At) {
				b = &takenBatch{authority: t.Authority, at: v.At}
				open[t.Authority], batches = b, append(batches, b)
			}
			b.Views, b.rows, b.at = append(b.Views, v), b.rows+len(v.Of), max(b.at, v.At)
		}
	}
	return batches
}
