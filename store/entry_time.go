package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"throughline/access"
	"throughline/store/queries"
)

// EntryTime gives when an entry of the caller's authority was written, or
// ErrNotFound.
func (db *DB) EntryTime(ctx context.Context, caller access.Caller, seq int64) (time.Time, error) {
	if err := db.may(ctx, caller, access.ReadPlan, ""); err != nil {
		return time.Time{}, err
	}
	entry, err := db.reading.Entry(ctx, queries.EntryParams{AuthorityID: caller.Authority, Seq: seq})
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, notFound("There is no entry %d in the ledger.", seq)
	}
	return time.UnixMicro(entry.AtUs).UTC(), kinded(err)
}
