package store

import (
	"context"

	"throughline/access"
	"throughline/calendar"
)

// ChangeUsed is the name of the entry that records a use of the program
// around its pages, where nobody signs in.
const ChangeUsed = "use from the command line"

// RecordUse records in the system's ledger what an operator did with the
// program from the command line, such as "plan show", and for which account
// when they acted as somebody. It stands in no council's ledger, so that
// looking at a plan never moves the position of what is known of it. Only an
// operator may.
func (db *DB) RecordUse(ctx context.Context, caller access.Caller, use, account string) error {
	if !isOperator(caller) {
		return db.Denied(ctx, caller, manageInstance, "")
	}
	if err := checkWords("The use", use); err != nil {
		return err
	}
	detail := use
	if account != "" {
		if err := checkID("The account", account); err != nil {
			return err
		}
		detail += " as " + account
	}
	if err := db.ensureSystem(ctx); err != nil {
		return err
	}
	_, err := db.record(ctx, caller, SystemAuthority, ChangeUsed, calendar.Date{}, func(tx *Tx) error {
		tx.entry.Detail = detail
		return nil
	})
	return err
}
