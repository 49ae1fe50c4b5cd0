package store

import (
	"context"
	"database/sql"
	"errors"
)

var viewingColumns = []string{"authority_id", "seq", "n", "person_id", "membership_id"}

// viewingSizes are how many rows of table viewing one statement writes, so
// that a list of fifty people is a few statements, each prepared once.
var viewingSizes = [...]int{32, 8, 1}

// viewingInserts are those statements. PostgreSQL's driver prepares by itself.
type viewingInserts [len(viewingSizes)]*sql.Stmt

// prepare must run outside a transaction, which has the one connection that
// writes.
func (v *viewingInserts) prepare(ctx context.Context, db *DB) error {
	if db.engine == onPostgres {
		return nil
	}
	for i, size := range viewingSizes {
		if v[i] != nil {
			continue
		}
		made, err := db.write.PrepareContext(ctx, insertRows("viewing", viewingColumns, size)) //nolint:sqlclosecheck // kept, and closed by close
		if err != nil {
			return err
		}
		v[i] = made
	}
	return nil
}

func (v *viewingInserts) all(ctx context.Context, tx *sql.Tx, rows []any) error {
	for i, size := range viewingSizes {
		var made *sql.Stmt
		if v[i] != nil {
			made = tx.StmtContext(ctx, v[i]) //nolint:sqlclosecheck // closed with the transaction
		}
		for n := size * len(viewingColumns); len(rows) >= n; rows = rows[n:] {
			var err error
			if made == nil {
				_, err = tx.ExecContext(ctx, insertRows("viewing", viewingColumns, size), rows[:n]...)
			} else {
				_, err = made.ExecContext(ctx, rows[:n]...)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *viewingInserts) close() error {
	var errs []error
	for _, made := range v {
		if made != nil {
			errs = append(errs, made.Close())
		}
	}
	return errors.Join(errs...)
}
