package store

import (
	"context"
	"errors"
	"fmt"

	"throughline/access"
	"throughline/calendar"
)

// ChangeDenied is the name of the entry that records a refusal.
const ChangeDenied = "access denied"

// SystemAuthority is the ledger of what belongs to no one authority: refusals
// of callers who have none, and authorities being made. It is no council's.
const SystemAuthority = "system"

// refusedAgain ends the detail of the last of many refusals that are alike.
const refusedAgain = " (more like this within the hour are not recorded)"

// nobody stands for an actor without an account.
const nobody = "nobody"

// Denied records that the caller was refused the permission, on the object
// named if any, and gives ErrDenied. When the refusal cannot be recorded it
// is a refusal still, and the error says both. The same refusal again and
// again is recorded 60 times in an hour, the last time with a word that more
// are not.
func (db *DB) Denied(ctx context.Context, caller access.Caller, what access.Permission, object string) error {
	denied := &Error{Kind: ErrDenied, Words: fmt.Sprintf("You do not have permission to %s.", what)}
	return also(denied, db.refusal(ctx, caller, what, object))
}

// refusal records a refusal, whatever the caller is told of it.
func (db *DB) refusal(ctx context.Context, caller access.Caller, what access.Permission, object string) error {
	detail := string(what)
	if checkWords("", detail) != nil {
		detail, object = "a permission that does not exist", ""
	}
	if checkID("", object) != nil {
		object = ""
	}
	if checkID("", caller.Account) != nil {
		caller.Account = nobody
	}
	if checkID("", caller.Membership) != nil {
		caller.Membership = ""
	}
	switch times := db.refused.add(sameRefusal{caller.Authority, caller.Account, caller.Membership, detail, object}, db.clock()); {
	case times > refusalsKept:
		return nil
	case times == refusalsKept:
		detail += refusedAgain
	}
	if object != "" {
		detail += ": " + object
	}
	note := func(tx *Tx) error {
		tx.entry.Detail = detail
		return nil
	}
	err := notFound("No authority was given.")
	if checkID("", caller.Authority) == nil {
		_, err = db.record(ctx, caller, caller.Authority, ChangeDenied, calendar.Date{}, note)
	}
	if errors.Is(err, ErrNotFound) {
		if err = db.ensureSystem(ctx); err == nil {
			_, err = db.record(ctx, caller, SystemAuthority, ChangeDenied, calendar.Date{}, note)
		}
	}
	return err
}

// isOperator says whether the caller runs the program on its own machine.
func isOperator(caller access.Caller) bool {
	return caller.Account != "" && caller.Has(access.Operator)
}
