package store

import (
	"context"
	"database/sql"
	"time"

	"throughline/access"
	"throughline/store/queries"
)

// Draft is work about people that its one writer has not finished. It is
// outside the ledger, nobody else reads it, and it goes when what it is about
// is erased.
type Draft struct {
	ID         string // made by the caller
	Account    string // of its writer
	Membership string
	Kind       string // of the thing it is to be
	Person     string // whom it is about, or ""
	Thing      string // the thing it is to change, or ""
	Body       []byte
	Saved      time.Time
}

// Bounds of drafts.
const (
	maxDraft   = 1 << 20 // bytes
	mostDrafts = 200     // of one writer
)

// PutDraft keeps a draft of the caller's, in place of the one they had with
// that id. It needs access.RecordCasework. ErrNotFound when somebody else has
// a draft with that id.
func (db *DB) PutDraft(ctx context.Context, caller access.Caller, d Draft) (Draft, error) {
	if err := db.may(ctx, caller, access.RecordCasework, ""); err != nil {
		return Draft{}, err
	}
	if err := checkDraft(d); err != nil {
		return Draft{}, err
	}
	d.Account, d.Membership, d.Saved = caller.Account, caller.Membership, time.UnixMicro(db.clock().UnixMicro()).UTC()
	if d.Body == nil {
		d.Body = []byte{}
	}
	err := db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		saved, err := q.SaveDraft(ctx, queries.SaveDraftParams{AuthorityID: caller.Authority, DraftID: d.ID, AccountID: caller.Account,
			MembershipID: d.Membership, Kind: d.Kind, PersonID: d.Person, ThingID: d.Thing, SavedUs: d.Saved.UnixMicro(), Body: d.Body})
		if err != nil || saved == 1 {
			return err
		}
		if n, err := q.CountDrafts(ctx, queries.CountDraftsParams{AuthorityID: caller.Authority, AccountID: caller.Account}); err != nil {
			return err
		} else if n >= mostDrafts {
			return invalid("You have %d drafts, which is as many as are kept: finish some or throw them away.", n)
		}
		added, err := q.AddDraft(ctx, queries.AddDraftParams{AuthorityID: caller.Authority, DraftID: d.ID, AccountID: caller.Account,
			MembershipID: d.Membership, Kind: d.Kind, PersonID: d.Person, ThingID: d.Thing, SavedUs: d.Saved.UnixMicro(), Body: d.Body})
		if err == nil && added != 1 {
			err = noDraft()
		}
		return err
	})
	if err != nil {
		return Draft{}, err
	}
	return d, nil
}

func checkDraft(d Draft) error {
	if err := checkID("The draft", d.ID); err != nil {
		return err
	}
	for what, id := range map[string]string{"The kind of the draft": d.Kind, "The person the draft is about": d.Person, "The record the draft changes": d.Thing} {
		if id != "" {
			if err := checkID(what, id); err != nil {
				return err
			}
		}
	}
	if len(d.Body) > maxDraft {
		return invalid("The draft is too long to save: it is %d bytes and may be %d.", len(d.Body), maxDraft)
	}
	return nil
}

func noDraft() error {
	return notFound("We cannot find that draft: it may have been finished, thrown away, or kept too long.")
}

// Drafts lists the caller's own drafts, the last saved first.
func (db *DB) Drafts(ctx context.Context, caller access.Caller) ([]Draft, error) {
	if err := db.may(ctx, caller, access.RecordCasework, ""); err != nil {
		return nil, err
	}
	rows, err := db.reading.DraftsOf(ctx, queries.DraftsOfParams{AuthorityID: caller.Authority, AccountID: caller.Account, Limit: mostDrafts})
	if err != nil {
		return nil, kinded(err)
	}
	list := make([]Draft, len(rows))
	for i, r := range rows {
		list[i] = Draft{r.DraftID, r.AccountID, r.MembershipID, r.Kind, r.PersonID, r.ThingID, r.Body, time.UnixMicro(r.SavedUs).UTC()}
	}
	return list, nil
}

// Draft gives one of the caller's own drafts, or ErrNotFound.
func (db *DB) Draft(ctx context.Context, caller access.Caller, id string) (Draft, error) {
	if err := db.may(ctx, caller, access.RecordCasework, ""); err != nil {
		return Draft{}, err
	}
	rows, err := db.reading.DraftByID(ctx, queries.DraftByIDParams{AuthorityID: caller.Authority, DraftID: id, AccountID: caller.Account})
	if err != nil {
		return Draft{}, kinded(err)
	}
	if len(rows) == 0 {
		return Draft{}, noDraft()
	}
	r := rows[0]
	return Draft{r.DraftID, r.AccountID, r.MembershipID, r.Kind, r.PersonID, r.ThingID, r.Body, time.UnixMicro(r.SavedUs).UTC()}, nil
}

// DropDraft throws away one of the caller's own drafts. ErrNotFound when there
// is none.
func (db *DB) DropDraft(ctx context.Context, caller access.Caller, id string) error {
	if err := db.may(ctx, caller, access.RecordCasework, ""); err != nil {
		return err
	}
	return db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		dropped, err := q.DropDraft(ctx, queries.DropDraftParams{AuthorityID: caller.Authority, DraftID: id, AccountID: caller.Account})
		if err == nil && dropped == 0 {
			err = noDraft()
		}
		return err
	})
}

// ExpireDrafts takes away every authority's drafts last saved before a time,
// and says how many there were. Only an operator may.
func (db *DB) ExpireDrafts(ctx context.Context, caller access.Caller, before time.Time) (int64, error) {
	if !isOperator(caller) {
		return 0, db.Denied(ctx, caller, manageInstance, "")
	}
	var gone int64
	err := db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) (err error) {
		gone, err = q.ExpireDrafts(ctx, before.UnixMicro())
		return err
	})
	return gone, err
}
