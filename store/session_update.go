package store

import (
	"context"
	"database/sql"
	"time"

	"throughline/store/queries"
)

// UpdateSession keeps what a session holds now, and says whether there was
// one. Unlike PutSession it never brings back a session that was ended while
// somebody was using it.
func (d Door) UpdateSession(ctx context.Context, token, account string, data []byte, expiry time.Time) (bool, error) {
	if data == nil {
		data = []byte{}
	}
	var updated bool
	err := d.db.transact(ctx, func(tx *sql.Tx, _ *queries.Queries) error {
		result, err := tx.ExecContext(ctx, "UPDATE session SET account_id = $2, data = $3, expiry_us = $4 WHERE token = $1",
			token, account, data, expiry.UnixMicro())
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		updated = n == 1
		return err
	})
	return updated, err
}
