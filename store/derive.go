package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// derive runs fn in one writing transaction whose end does not wait for the
// disk. It is for what can be made again from what is on record: when the
// power goes off, the last of it may be undone, whole, and nothing that was
// written before or after by anybody else is.
func (db *DB) derive(ctx context.Context, fn func(tx *sql.Tx) error) (err error) {
	conn, err := db.writer(ctx)
	if err != nil {
		return err
	}
	defer func() { err = also(err, conn.Close()) }()
	if db.engine == onSQLite {
		if _, err := conn.ExecContext(ctx, "PRAGMA synchronous = NORMAL"); err != nil {
			return err
		}
		defer func() { err = also(err, durableAgain(ctx, conn)) }()
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if db.engine == onPostgres {
		_, err = tx.ExecContext(ctx, "SET LOCAL synchronous_commit = off")
	}
	if err == nil {
		err = fn(tx)
	}
	if err == nil {
		return tx.Commit()
	}
	if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
		err = also(err, undo)
	}
	return err
}

// durableAgain makes the connection wait for the disk, as every other write on
// it must. One that will not is thrown away.
func durableAgain(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA synchronous = FULL")
	if err == nil {
		return nil
	}
	if bad := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(bad, driver.ErrBadConn) {
		err = also(err, bad)
	}
	return err
}
