package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"

	"throughline/access"
	"throughline/ledger"
	"throughline/store/queries"
)

// Bounds of one transaction of staging. Whoever saves a page waits at most for
// one of them, so the budget is well under the 50 milliseconds that a wait may
// be: what is left is for the commit, and for a slow disk.
const (
	stageLongest = 50 * time.Millisecond
	stageBudget  = 20 * time.Millisecond // of writing rows, while commits are quick
	stageLeast   = 2 * time.Millisecond
	stageMost    = 1000    // rows
	stageBytes   = 2 << 20 // of content
)

// stagePause is left between two transactions of staging on SQLite, for a
// writer of another process, which is not told when the file is free but
// tries again every few milliseconds.
const stagePause = 5 * time.Millisecond

// Stage adds to a batch, which the first call makes. It counts for nothing
// until Tx.SealBatch. Holdings keep the order they are given in, over all calls
// for the batch; a subject has at most one book in a batch. It writes in short
// transactions, between which others write, so after an error part of what was
// given may be there: take the batch away with DropStaged.
//
// It needs access.LoadReturns. ErrInvalid for a batch that counts already or was
// taken away, and for what cannot be kept.
func (db *DB) Stage(ctx context.Context, caller access.Caller, batch string, holdings []Holding, books []Book, ids []ReturnID) error {
	if err := db.may(ctx, caller, access.LoadReturns, ""); err != nil {
		return err
	}
	s, err := newStaging(caller.Authority, batch, holdings, books, ids)
	if err != nil {
		return err
	}
	if _, err := db.reading.Head(ctx, caller.Authority); errors.Is(err, sql.ErrNoRows) {
		return notFound("There is no authority with the id %s.", caller.Authority)
	} else if err != nil {
		return kinded(err)
	}
	if db.readOnly {
		return errReadOnly()
	}
	for budget := stageBudget; ; {
		var wrote, held time.Duration
		watch := startWatch()
		err := db.derive(ctx, func(tx *sql.Tx) error {
			watch = startWatch() // the writer is ours from here
			err := s.write(ctx, tx, db.writing.WithTx(tx), db.clock().UnixMicro(), budget)
			wrote = watch.elapsed()
			return err
		})
		if err != nil {
			return kinded(err)
		}
		held = watch.elapsed()
		if s.written(); s.done() {
			return nil
		}
		budget = nextBudget(held - wrote)
		if err := db.giveWay(ctx); err != nil {
			return err
		}
	}
}

// nextBudget is how long rows may be written when the end of a transaction
// took so long: together under half of what a wait may be.
func nextBudget(end time.Duration) time.Duration {
	return min(stageBudget, max(stageLeast, stageLongest/2-end))
}

// giveWay lets others write. Those of this process are waiting for the one
// connection by now, and have it before it comes back.
func (db *DB) giveWay(ctx context.Context) error {
	if db.engine == onPostgres {
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(stagePause):
		return nil
	}
}

// staging is what one call of Stage writes. The rows are made outside of any
// transaction.
type staging struct {
	authority, batch string

	holdings  []any // rows of table holding, one after another
	books     []any
	ids       []any
	committed [][32]byte // beside each holding
	subjects  []string

	at, next stagedSpot // how far it is on record, and with the transaction under way
}

// stagedSpot is how many holdings, books and numbers have been written.
type stagedSpot struct{ holdings, books, ids int }

var (
	holdingColumns  = []string{"authority_id", "batch_id", "place", "subject_id", "commitment", "salt", "body"}
	bookColumns     = []string{"authority_id", "subject_id", "batch_id", "seq", "body"}
	returnIDColumns = []string{"authority_id", "scheme", "id_value", "subject_id", "batch_id"}
)

func newStaging(authority, batch string, holdings []Holding, books []Book, ids []ReturnID) (*staging, error) {
	if err := checkID("The batch", batch); err != nil {
		return nil, err
	}
	s := &staging{authority: authority, batch: batch}
	salts := make([]byte, len(holdings)*ledger.SaltSize)
	if _, err := rand.Read(salts); err != nil {
		return nil, &Error{Kind: ErrUnavailable, Words: "This computer gave no random numbers, so nothing was saved.", Reason: err}
	}
	for i, h := range holdings {
		if err := checkHeld(h.Subject, h.Body); err != nil {
			return nil, err
		}
		if len(h.Body) == 0 {
			return nil, invalid("A return says something of each child it names, and nothing is said of %s.", h.Subject)
		}
		salt := salts[i*ledger.SaltSize : (i+1)*ledger.SaltSize]
		hash := ledger.CommitHolding(salt, authority, batch, h.Subject, h.Body)
		s.committed = append(s.committed, hash)
		s.subjects = append(s.subjects, h.Subject)
		s.holdings = append(s.holdings, authority, batch, int64(0), h.Subject, hash[:], salt, h.Body)
	}
	seen := make(map[string]bool, len(books))
	for _, b := range books {
		if err := checkHeld(b.Subject, b.Body); err != nil {
			return nil, err
		}
		if seen[b.Subject] {
			return nil, invalid("A batch has one book for each subject, and %s has two.", b.Subject)
		}
		seen[b.Subject] = true
		s.books = append(s.books, authority, b.Subject, batch, int64(0), notNil(b.Body))
	}
	for _, id := range ids {
		err := checkReturnID(id)
		if err == nil {
			err = checkID("The subject", id.Subject)
		}
		if err != nil {
			return nil, err
		}
		s.ids = append(s.ids, authority, id.Scheme, id.Value, id.Subject, batch)
	}
	return s, nil
}

func checkHeld(subject string, body []byte) error {
	if err := checkID("The subject", subject); err != nil {
		return err
	}
	if len(body) > MaxBody {
		return invalid("What a return says of one child is too long to save: it is %d bytes and may be %d.", len(body), MaxBody)
	}
	return nil
}

func notNil(body []byte) []byte {
	if body == nil {
		return []byte{}
	}
	return body
}

func (s *staging) done() bool {
	return s.at == stagedSpot{len(s.subjects), len(s.books) / len(bookColumns), len(s.ids) / len(returnIDColumns)}
}

// written takes note that the transaction under way is on record.
func (s *staging) written() { s.at = s.next }

// write writes as many rows as the budget lets it, and at least a few.
func (s *staging) write(ctx context.Context, tx *sql.Tx, q *queries.Queries, now int64, budget time.Duration) error {
	s.next = s.at
	watch := startWatch()
	empty := ledger.HoldingsRoot(s.authority, s.batch)
	if err := q.BeginBatch(ctx, queries.BeginBatchParams{AuthorityID: s.authority, BatchID: s.batch, StagedUs: now, Root: empty[:]}); err != nil {
		return err
	}
	ours, err := q.HoldBatch(ctx, queries.HoldBatchParams{AuthorityID: s.authority, BatchID: s.batch, StagedUs: now})
	if err != nil {
		return err
	}
	if ours != 1 {
		return errNotStaged()
	}
	rows, err := q.BatchByID(ctx, queries.BatchByIDParams{AuthorityID: s.authority, BatchID: s.batch})
	if err != nil {
		return err
	}
	was := rows[0]
	out := &pour{ctx: ctx, tx: tx, watch: watch, budget: budget, rows: stageMost, bytes: stageBytes}
	place, root := was.Holdings, was.Root
	number := func(from, n int) {
		for i := from; i < from+n; i++ {
			place++
			s.holdings[i*len(holdingColumns)+2] = place
			linked := ledger.LinkHolding(root, s.subjects[i], s.committed[i][:])
			root = linked[:]
		}
	}
	if s.next.holdings, err = out.rest("holding", holdingColumns, s.holdings, s.at.holdings, number); err != nil {
		return err
	}
	if s.next.books, err = out.rest("book", bookColumns, s.books, s.at.books, nil); err != nil {
		return err
	}
	if s.next.ids, err = out.rest("return_id", returnIDColumns, s.ids, s.at.ids, nil); err != nil {
		return err
	}
	if err := out.end(); err != nil {
		return err
	}
	return q.GrowBatch(ctx, queries.GrowBatchParams{AuthorityID: s.authority, BatchID: s.batch, Holdings: place,
		Books: was.Books + int64(s.next.books-s.at.books), Root: root})
}

func errNotStaged() error {
	return invalid("What you are loading was taken away meanwhile, or counts already, so nothing was saved: load it again.")
}

func errReadOnly() error {
	return &Error{Kind: ErrUnavailable, Words: "The database was opened only for reading, so nothing was saved."}
}
