package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"throughline/access"
	"throughline/calendar"
	"throughline/ledger"
	"throughline/store/queries"
)

// Receipt says where in the authority's ledger a change stands.
type Receipt struct {
	Seq int64
	At  time.Time
}

// NewID makes a random id whose order follows time, so that rows made
// together lie together.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// errNothingPut ends a transaction in which nothing was put.
var errNothingPut = errors.New("nothing was put")

// Write makes one named change in the caller's authority: one ledger entry
// and the versions that fn puts, in one transaction, or nothing at all. on is
// the day the change describes; the zero day is today. fn may run more than
// once and must do nothing that cannot be done again; its error, or its
// panic, undoes everything. When fn puts nothing, no entry is written and the
// receipt is of the entry before.
//
// Errors: ErrDenied when the caller lacks the permission, ErrStale from a Put
// that replaces a version that is no longer the latest, ErrInvalid from a Put
// that cannot be saved, ErrFull, ErrUnavailable.
func (db *DB) Write(ctx context.Context, caller access.Caller, need access.Permission, name string, on calendar.Date, fn func(tx *Tx) error) (Receipt, error) {
	if !caller.May(need) {
		return Receipt{}, db.Denied(ctx, caller, need, "")
	}
	return db.record(ctx, caller, caller.Authority, name, on, fn)
}

// record is Write after the caller was allowed.
func (db *DB) record(ctx context.Context, caller access.Caller, authority, name string, on calendar.Date, fn func(tx *Tx) error) (Receipt, error) {
	if err := checkWords("The name of a change", name); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	erased := false
	err := db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		tx, err := db.begin(ctx, sqlTx, q, caller, authority, on)
		if err != nil {
			return err
		}
		if err := fn(tx); err != nil {
			return err
		}
		if tx.empty() {
			receipt = Receipt{tx.head.Size, time.UnixMicro(tx.headAt).UTC()}
			return errNothingPut
		}
		receipt = Receipt{tx.entry.Seq, tx.entry.At}
		tx.entry.Change, erased = name, tx.held.erased
		return tx.commit()
	})
	if errors.Is(err, errNothingPut) {
		err = nil
	}
	if err != nil {
		return Receipt{}, err
	}
	if erased {
		err = db.emptyLog(ctx)
	}
	return receipt, err
}

// begin locks the end of the authority's ledger and sets the time, which
// stands still inside the transaction and always moves on from one entry to
// the next.
func (db *DB) begin(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, caller access.Caller, authority string, on calendar.Date) (*Tx, error) {
	return db.beginAt(ctx, sqlTx, q, caller, authority, on, db.clock())
}

// beginAt is begin for what happened before now, and was kept elsewhere since.
func (db *DB) beginAt(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, caller access.Caller, authority string, on calendar.Date, when time.Time) (*Tx, error) {
	if err := db.engine.lockHead(ctx, sqlTx, authority); err != nil {
		return nil, err
	}
	row, err := q.Head(ctx, authority)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, notFound("There is no authority with the id %s.", authority)
	}
	if err != nil {
		return nil, err
	}
	head, err := ledger.LoadTree(row.Size, row.Edge)
	if err != nil {
		return nil, &Error{Kind: ErrDamaged, Words: "The end of the ledger is damaged, so nothing was saved: run throughline verify.", Reason: err}
	}
	at := max(when.UnixMicro(), row.AtUs+1) // no two entries share a time, so that a time names a position
	tx := &Tx{ctx: ctx, q: q, sqlTx: sqlTx, caller: caller, head: head, headAt: row.AtUs, today: calendar.DayOf(time.UnixMicro(at)), put: map[string]bool{}}
	if on.IsZero() {
		on = tx.today
	}
	if on.After(tx.today) {
		return nil, invalid("A change cannot describe %s, which has not come yet: use today or an earlier day.", on.Long())
	}
	tx.entry = ledger.Entry{Authority: authority, Seq: row.Size + 1, At: time.UnixMicro(at).UTC(), Actor: caller.Account,
		Membership: caller.Membership, EffectiveOn: on}
	return tx, nil
}

// commit checks and indexes what is about people, writes the entry and moves
// the head.
func (tx *Tx) commit() error {
	if err := tx.settleFiled(); err != nil {
		return err
	}
	if err := tx.settleHeld(); err != nil {
		return err
	}
	row := tx.entry.Row()
	added, err := tx.head.Append(ledger.LeafOf(tx.entry.Authority, row))
	if err != nil {
		return &Error{Kind: ErrDamaged, Words: "The end of the ledger is damaged, so nothing was saved: run throughline verify.", Reason: err}
	}
	if err := tx.q.AddEntry(tx.ctx, queries.AddEntryParams{
		AuthorityID: tx.entry.Authority, Seq: row.Seq, AtUs: row.At, Actor: string(row.Actor), Membership: string(row.Membership),
		OnBehalfOf: string(row.OnBehalfOf), Change: string(row.Change), EffectiveOn: string(row.EffectiveOn), Detail: string(row.Detail),
		Puts: row.Puts, Erases: row.Erases, Hashes: ledger.PackHashes(added),
	}); err != nil {
		return err
	}
	moved, err := tx.q.MoveHead(tx.ctx, queries.MoveHeadParams{AuthorityID: tx.entry.Authority, Size: tx.head.Size, AtUs: row.At, Edge: tx.head.Edge()})
	if err == nil && moved != 1 {
		err = &Error{Kind: ErrDamaged, Words: "The end of the ledger is missing, so nothing was saved: run throughline verify."}
	}
	return err
}
