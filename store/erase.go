package store

import (
	"context"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store/queries"
)

// KindErasure is the kind of the thing that says what was erased and why. It
// hangs under the thing whose content went.
const KindErasure = "erasure"

// Erasure is the body of the record of an erasure.
type Erasure struct {
	Thing    string  `json:"thing"`
	Versions []int64 `json:"versions"`
	Reason   string  `json:"reason"`
}

// Erase takes away the content of one version of a thing, the one written by
// entry seq, or of every version when seq is 0, and records who did it and
// why. The versions stay, marked, and the ledger still holds. It needs
// access.Erase, and a reason. Copies elsewhere, such as backups and published
// papers, are not touched. Each check runs first, in the same transaction;
// its error refuses the erasure.
func (db *DB) Erase(ctx context.Context, caller access.Caller, thing string, seq int64, reason string, checks ...func(tx *Tx) error) (Receipt, error) {
	if err := db.may(ctx, caller, access.Erase, thing); err != nil {
		return Receipt{}, err
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Receipt{}, invalid("Give the reason for erasing this.")
	}
	receipt, err := db.record(ctx, caller, caller.Authority, "erase content", calendar.Date{}, func(tx *Tx) error {
		for _, check := range checks {
			if err := check(tx); err != nil {
				return err
			}
		}
		return tx.erase(thing, seq, reason)
	})
	if err != nil || db.engine == onPostgres {
		return receipt, err
	}
	// Until it is emptied, the log beside the file still holds the content.
	_, err = db.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return receipt, kinded(err)
}

func (tx *Tx) erase(thing string, seq int64, reason string) error {
	latest, err := tx.latest(thing)
	if err != nil {
		return err
	}
	if latest.Version == 0 || isCase(latest.Kind) { // what is about people is erased by EraseFiled
		return notFound("We cannot find what you asked to erase.")
	}
	if latest.Kind == KindImport || latest.Kind == KindHeldErasure {
		return invalid("What says that a return was loaded, or that part of it was erased, holds nothing about anybody, and the rest is checked by it: it cannot be erased.")
	}
	if latest.Kind == KindErasure {
		return invalid("The record of an erasure says why content went, so it cannot be erased.")
	}
	rows, err := tx.q.ErasableVersions(tx.ctx, queries.ErasableVersionsParams{AuthorityID: tx.entry.Authority, ThingID: thing})
	if err != nil {
		return err
	}
	said := Erasure{Thing: thing, Reason: reason}
	for _, r := range rows {
		if seq != 0 && r.Seq != seq {
			continue
		}
		n, err := tx.q.BlankVersion(tx.ctx, queries.BlankVersionParams{AuthorityID: tx.entry.Authority, ThingID: thing, Seq: r.Seq})
		if err != nil {
			return err
		}
		if n != 1 {
			return &Error{Kind: ErrUnavailable, Words: "The content could not be erased, so nothing was changed."}
		}
		tx.entry.Erases = append(tx.entry.Erases, ledger.Ref{Thing: thing, Version: r.Version})
		said.Versions = append(said.Versions, r.Version)
	}
	if len(said.Versions) == 0 {
		return invalid("There is nothing there to erase: it was erased before, or that version does not exist.")
	}
	return tx.Put(change.Put{Kind: KindErasure, Thing: NewID(), Parent: thing, Body: said})
}
