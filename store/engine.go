package store

import (
	"context"
	"database/sql"
	"errors"
	"net"
	"os"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// engine is what differs between the two databases. All else is shared.
type engine int

const (
	onSQLite engine = iota
	onPostgres
)

func (e engine) String() string {
	if e == onPostgres {
		return "PostgreSQL"
	}
	return "SQLite"
}

// lockHead makes other writers of the authority wait until the transaction
// ends. SQLite has one writer at a time already.
func (e engine) lockHead(ctx context.Context, tx *sql.Tx, authority string) error {
	if e == onSQLite {
		return nil
	}
	var size int64
	err := tx.QueryRowContext(ctx, "SELECT size FROM ledger_head WHERE authority_id = $1 FOR UPDATE", authority).Scan(&size)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}

// snapshot is the isolation under which every read of a transaction sees the
// same moment.
func (e engine) snapshot() *sql.TxOptions {
	if e == onPostgres {
		return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	return nil // the readers' connections are query_only
}

// worthRetrying says whether the same transaction may succeed if run again.
func worthRetrying(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}

// kinded gives an error from an engine its kind. An error that has a kind,
// or that comes from the caller's own function, is left alone.
func kinded(err error) error {
	var dial *pgconn.ConnectError
	silent := errors.As(err, &dial) && !errors.Is(err, context.Canceled) // a server that never answers, not a caller who stopped waiting
	if err == nil || isOurs(err) || !silent && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		return err
	}
	if kind := engineKind(err); kind != nil {
		return &Error{Kind: kind, Words: upperFirst(kind.Error()) + ".", Reason: err}
	}
	return err
}

func engineKind(err error) error {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	var dial *pgconn.ConnectError
	var network net.Error
	switch {
	case errors.As(err, &lite):
		return sqliteKind(lite.Code())
	case errors.As(err, &pg):
		return postgresKind(pg.Code)
	case errors.As(err, &dial), errors.As(err, &network), errors.Is(err, sql.ErrConnDone), errors.Is(err, os.ErrPermission),
		pgconn.SafeToRetry(err):
		return ErrUnavailable
	}
	return nil
}

func sqliteKind(code int) error {
	if code == sqlite3.SQLITE_IOERR_SHMSIZE { // the index of the log beside the file could not be made long enough
		return ErrFull
	}
	switch code & 0xff {
	case sqlite3.SQLITE_FULL:
		return ErrFull
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrDamaged
	}
	return ErrUnavailable
}

func postgresKind(code string) error {
	switch {
	case code == "53100":
		return ErrFull
	case strings.HasPrefix(code, "XX"):
		return ErrDamaged
	}
	return ErrUnavailable
}

// isDuplicate says whether a row was refused because one with its key is there.
func isDuplicate(err error) bool {
	var lite *sqlite.Error
	var pg *pgconn.PgError
	return errors.As(err, &lite) && (lite.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY || lite.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE) ||
		errors.As(err, &pg) && pg.Code == "23505"
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
