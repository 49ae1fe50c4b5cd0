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

// nobody stands for an actor without an account.
const nobody = "nobody"

// Denied records that the caller was refused the permission, on the object
// named if any, and gives ErrDenied. When the refusal cannot be recorded it
// is a refusal still, and the error says both.
func (db *DB) Denied(ctx context.Context, caller access.Caller, what access.Permission, object string) error {
	denied := &Error{Kind: ErrDenied, Words: fmt.Sprintf("You do not have permission to %s.", what)}
	detail := string(what)
	if checkID("", object) == nil {
		detail += ": " + object
	}
	if checkWords("", string(what)) != nil {
		detail = "a permission that does not exist"
	}
	if checkID("", caller.Account) != nil {
		caller.Account = nobody
	}
	if checkID("", caller.Membership) != nil {
		caller.Membership = ""
	}
	note := func(tx *Tx) error {
		tx.entry.Detail = detail
		return nil
	}
	err := error(notFound("No authority was given."))
	if checkID("", caller.Authority) == nil {
		_, err = db.record(ctx, caller, caller.Authority, ChangeDenied, calendar.Date{}, note)
	}
	if errors.Is(err, ErrNotFound) {
		if err = db.ensureSystem(ctx); err == nil {
			_, err = db.record(ctx, caller, SystemAuthority, ChangeDenied, calendar.Date{}, note)
		}
	}
	return also(denied, err)
}

// isOperator says whether the caller runs the program on its own machine.
func isOperator(caller access.Caller) bool {
	return caller.Account != "" && caller.Has(access.Operator)
}
