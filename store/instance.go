package store

import (
	"context"
	"database/sql"

	"throughline/access"
	"throughline/store/queries"
)

// manageInstance is what only an operator may do.
const manageInstance access.Permission = "change how this database is run"

// Setting gives a setting of the whole database, "" when it was never set.
// Settings say how the program runs, such as whether this is a demonstration:
// nothing of any authority, so that pages shown before sign-in may read them.
func (db *DB) Setting(ctx context.Context, name string) (string, error) {
	rows, err := db.reading.ReadSetting(ctx, name)
	if err != nil || len(rows) == 0 {
		return "", kinded(err)
	}
	return rows[0], nil
}

// PutSetting sets a setting. Only an operator may.
func (db *DB) PutSetting(ctx context.Context, caller access.Caller, name, value string) error {
	if !isOperator(caller) {
		return db.Denied(ctx, caller, manageInstance, name)
	}
	if err := checkID("The setting", name); err != nil {
		return err
	}
	return db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		return q.PutSetting(ctx, queries.PutSettingParams{Setting: name, Value: value})
	})
}
