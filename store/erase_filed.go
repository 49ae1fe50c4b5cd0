package store

import (
	"context"
	"encoding/json"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store/queries"
)

// KindFiledErasure is the kind of the thing that says what content about
// people was erased and why. It hangs under the thing whose content went, and
// is filed as that was.
const KindFiledErasure = change.CasePrefix + "erasure"

// FiledErasure is the body of the record of an erasure of content about
// people. Left is what stays of the filing.
type FiledErasure struct {
	Thing    string  `json:"thing"`
	Versions []int64 `json:"versions"`
	Reason   string  `json:"reason"`
	Left     filed   `json:"left"`
}

// leftBy is what an erasure left of a filing, from the body of its record as
// stored.
func leftBy(stored []byte) (filed, error) {
	_, body := part(stored)
	var said FiledErasure
	if err := json.Unmarshal(body, &said); err != nil {
		return filed{}, damagedFiling(err)
	}
	return said.Left, nil
}

// ChangeEraseFiled is the name of the entry that erases what is about people.
const ChangeEraseFiled = "erase records"

// mostErased is how many things one erasure may take.
const mostErased = 5000

// EraseFiled takes away the content of every version of things about people,
// in one change, with a reason: their bodies, the ties they set up, the keys
// they are sorted and found by, and drafts about them. The filing stays, so
// that who may see the blank is still decided. It needs access.DestroyRecords,
// and a scope that opens each of the things; one that is not open, and one
// that is not there, give ErrNotFound, recorded alike. Each check runs first,
// in the same transaction; its error refuses the erasure. Copies elsewhere,
// such as backups and published papers, are not touched.
func (db *DB) EraseFiled(ctx context.Context, scope access.Scope, things []string, reason string, checks ...func(tx *Tx) error) (Receipt, error) {
	caller := scope.Caller
	if !scope.Purpose.Known() || scope.Act != access.View && scope.Act != access.Record || !caller.May(access.DestroyRecords) {
		return Receipt{}, db.Denied(ctx, caller, access.DestroyRecords, "")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return Receipt{}, invalid("Give the reason for erasing this.")
	}
	if len(things) == 0 || len(things) > mostErased {
		return Receipt{}, invalid("Choose from 1 to %d records to erase.", mostErased)
	}
	unseen := ""
	receipt, err := db.record(ctx, caller, caller.Authority, ChangeEraseFiled, calendar.Date{}, func(tx *Tx) error {
		tx.scope, unseen = &scope, ""
		for _, thing := range things {
			open, err := tx.opens(thing)
			if err == nil && !open {
				unseen, err = thing, errUnseen()
			}
			if err != nil {
				return err
			}
		}
		for _, check := range checks {
			if err := check(tx); err != nil {
				return err
			}
		}
		tx.trusted = true
		for _, thing := range things {
			if err := tx.eraseFiled(thing, reason); err != nil {
				return err
			}
		}
		return nil
	})
	if unseen != "" {
		err = also(err, db.refusal(ctx, caller, access.DestroyRecords, unseen))
	}
	if err != nil || db.engine == onPostgres {
		return receipt, err
	}
	// Until it is emptied, the log beside the file still holds the content.
	_, err = db.write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return receipt, kinded(err)
}

func (tx *Tx) eraseFiled(thing, reason string) error {
	latest, err := tx.latest(thing)
	if err != nil {
		return err
	}
	if latest.Kind == KindFiledErasure || latest.Kind == KindViews {
		return invalid("The record of an erasure says why content went, so it cannot be erased.")
	}
	filing, err := tx.filingOf(thing)
	if err != nil {
		return err
	}
	said := FiledErasure{Thing: thing, Reason: reason, Left: filing.left()}
	rows, err := tx.q.ErasableVersions(tx.ctx, queries.ErasableVersionsParams{AuthorityID: tx.entry.Authority, ThingID: thing})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return invalid("There is nothing there to erase: %s was erased before.", thing)
	}
	for _, r := range rows {
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
	if err := tx.unindex(thing); err != nil {
		return err
	}
	if err := tx.q.BlankFilings(tx.ctx, queries.BlankFilingsParams{AuthorityID: tx.entry.Authority, ThingID: thing, SortKey: []byte{}}); err != nil {
		return err
	}
	if err := tx.q.DropDraftsAbout(tx.ctx, queries.DropDraftsAboutParams{AuthorityID: tx.entry.Authority, ThingID: thing}); err != nil {
		return err
	}
	if filing.Person {
		if err := tx.q.DropDraftsOfPerson(tx.ctx, queries.DropDraftsOfPersonParams{AuthorityID: tx.entry.Authority, PersonID: thing}); err != nil {
			return err
		}
	}
	return tx.Put(change.Put{Kind: KindFiledErasure, Thing: NewID(), Parent: thing, Body: said,
		Filing: &change.Filing{About: filing.About, Class: filing.Class}})
}
