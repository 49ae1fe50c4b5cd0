package store

import (
	"context"
	"database/sql"

	"throughline/access"
	"throughline/store/queries"
)

// dropAtOnce is how many rows one transaction of DropStaged takes away: few,
// because what is deleted is overwritten in the file.
const dropAtOnce = 200

// Staged lists the batches that never came to count, the longest left first,
// such as those of a process that was killed. One that is being staged now, in
// this process or another, is among them. It needs access.LoadReturns.
func (db *DB) Staged(ctx context.Context, caller access.Caller) ([]string, error) {
	if err := db.may(ctx, caller, access.LoadReturns, ""); err != nil {
		return nil, err
	}
	found, err := db.reading.StagedBatches(ctx, caller.Authority)
	return found, kinded(err)
}

// DropStaged takes away a batch that never came to count, in short transactions
// between which others write. From its first moment on nothing can be added to
// the batch and it can't be sealed. A batch that was never staged, or was taken
// away before, is no error; one that counts gives ErrInvalid. It needs
// access.LoadReturns.
func (db *DB) DropStaged(ctx context.Context, caller access.Caller, batch string) error {
	if err := db.may(ctx, caller, access.LoadReturns, ""); err != nil {
		return err
	}
	if err := checkID("The batch", batch); err != nil {
		return err
	}
	there := false
	err := db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		rows, err := q.BatchByID(ctx, queries.BatchByIDParams{AuthorityID: caller.Authority, BatchID: batch})
		if there = len(rows) > 0; err != nil || !there {
			return err
		}
		if rows[0].SealedSeq > 0 {
			return invalid("What was loaded counts since entry %d: it is taken back by another entry.", rows[0].SealedSeq)
		}
		_, err = q.CondemnBatch(ctx, queries.CondemnBatchParams{AuthorityID: caller.Authority, BatchID: batch})
		return err
	})
	if err != nil || !there {
		return err
	}
	for more := true; more; {
		if err := db.giveWay(ctx); err != nil {
			return err
		}
		err := db.derive(ctx, func(tx *sql.Tx) (err error) {
			more, err = dropSome(ctx, db.writing.WithTx(tx), caller.Authority, batch)
			return err
		})
		if err != nil {
			return kinded(err)
		}
	}
	return db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		return q.BuryBatch(ctx, queries.BuryBatchParams{AuthorityID: caller.Authority, BatchID: batch})
	})
}

// dropSome takes away the next rows of a batch, and says whether there may be
// more.
func dropSome(ctx context.Context, q *queries.Queries, authority, batch string) (more bool, err error) {
	n, err := q.DropHoldings(ctx, queries.DropHoldingsParams{AuthorityID: authority, BatchID: batch, Limit: dropAtOnce})
	if err != nil || n > 0 {
		return true, err
	}
	n, err = q.DropBooks(ctx, queries.DropBooksParams{AuthorityID: authority, BatchID: batch, Limit: dropAtOnce})
	if err != nil || n > 0 {
		return true, err
	}
	n, err = q.DropReturnIDs(ctx, queries.DropReturnIDsParams{AuthorityID: authority, BatchID: batch, Limit: dropAtOnce})
	return n > 0, err
}

// dropDone is what column dropped holds once a batch is gone.
const dropDone = 2
