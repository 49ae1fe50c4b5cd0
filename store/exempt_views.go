package store

import (
	"context"

	"throughline/access"
)

// HowReadExempt is how the exempt part of a paper of the Board is looked at:
// no record about a person is opened.
const HowReadExempt How = "read an exempt part"

// RecordExempt waits until it is on record for good that the caller read the
// exempt part of a paper. Until it has returned nil, nothing of that part may
// leave the process. The record is a view like those of people's records, in
// the same ledger and found in the same way: the part stands where the person
// would, the paper is what was seen, and there is no purpose of casework.
func (db *DB) RecordExempt(ctx context.Context, caller access.Caller, part, paper string) error {
	if err := db.may(ctx, caller, access.ReadExempt, paper); err != nil {
		return err
	}
	if err := checkID("The exempt part", part); err != nil {
		return err
	}
	if err := checkID("The paper", paper); err != nil {
		return err
	}
	return db.recordView(ctx, caller.Authority, view{
		At: db.clock().UnixMicro(), Account: caller.Account, name: caller.Name, Membership: caller.Membership, Agency: caller.Agency, Roles: caller.Roles,
		How: HowReadExempt, Of: []viewOf{{Person: part, Things: []string{paper}}},
	})
}

// ViewsOfExempt tells who read the exempt part of a paper, newest first, and
// where the next page starts. It needs access.ReadViews, and is itself on
// record before it returns.
func (db *DB) ViewsOfExempt(ctx context.Context, caller access.Caller, part, paper string, p Page) ([]Viewing, string, error) {
	if err := db.may(ctx, caller, access.ReadViews, paper); err != nil {
		return nil, "", err
	}
	if err := checkID("The exempt part", part); err != nil {
		return nil, "", err
	}
	st := statement{args: []any{viewsOf(caller.Authority)}}
	return db.whoLooked(ctx, caller, st, "w.person_id = "+st.param(part), part, []string{paper}, p)
}
