package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

var viewingColumns = []string{"authority_id", "seq", "n", "person_id", "membership_id"}

// viewingSizes are how many rows of table viewing one statement writes, so
// that a list of fifty people is a few statements, each prepared once.
var viewingSizes = [...]int{32, 8, 1}

// viewingInserts are those statements. PostgreSQL's driver prepares by itself.
type viewingInserts struct {
	mu   sync.Mutex
	made [len(viewingSizes)]*sql.Stmt
}

// insertViewings passes over a row that is there, because two processes may
// index the same batch at once.
func insertViewings(rows int) string {
	return insertRows("viewing", viewingColumns, rows) + " ON CONFLICT DO NOTHING"
}

// prepare must run outside a transaction, which has the one connection that
// writes.
func (v *viewingInserts) prepare(ctx context.Context, db *DB) error {
	if db.engine == onPostgres {
		return nil
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, size := range viewingSizes {
		if v.made[i] != nil {
			continue
		}
		made, err := db.write.PrepareContext(ctx, insertViewings(size)) //nolint:sqlclosecheck // kept, and closed by close
		if err != nil {
			return err
		}
		v.made[i] = made
	}
	return nil
}

func (v *viewingInserts) all(ctx context.Context, tx *sql.Tx, rows []any) error {
	v.mu.Lock()
	prepared := v.made
	v.mu.Unlock()
	for i, size := range viewingSizes {
		var made *sql.Stmt
		if prepared[i] != nil {
			made = tx.StmtContext(ctx, prepared[i]) //nolint:sqlclosecheck // closed with the transaction
		}
		for n := size * len(viewingColumns); len(rows) >= n; rows = rows[n:] {
			var err error
			if made == nil {
				_, err = tx.ExecContext(ctx, insertViewings(size), rows[:n]...)
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
	v.mu.Lock()
	defer v.mu.Unlock()
	for i, made := range v.made {
		if made != nil {
			errs = append(errs, made.Close())
			v.made[i] = nil
		}
	}
	return errors.Join(errs...)
}
