package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
	"unicode/utf8"

	"throughline/store/queries"
)

// Door is what must work before anybody has signed in, so that its methods
// can take no caller: finding the account that wants to come in, its
// sessions, and counting attempts. It touches nothing of any authority but
// the list of where an account's memberships are. Only package account should
// use it.
type Door struct{ db *DB }

// Door gives the part of the database that works before sign-in.
func (db *DB) Door() Door { return Door{db} }

// AccountByEmail finds the account with an e-mail address, whatever its case,
// or ErrNotFound.
func (d Door) AccountByEmail(ctx context.Context, email string) (Account, error) {
	if len(email) > longestEmail || strings.ContainsRune(email, 0) || !utf8.ValidString(email) { // no engine need be asked, and PostgreSQL would refuse
		return Account{}, notFound("There is no such account.")
	}
	return oneAccount(d.db.reading.AccountByEmail(ctx, foldEmail(email)))
}

// AccountByID finds an account, or ErrNotFound.
func (d Door) AccountByID(ctx context.Context, id string) (Account, error) {
	return oneAccount(d.db.reading.AccountByID(ctx, id))
}

// MembershipsOf lists where an account's memberships are, in order of
// authority. Some may have ended: read each in its authority.
func (d Door) MembershipsOf(ctx context.Context, account string) ([]Membership, error) {
	rows, err := d.db.reading.MembershipsOf(ctx, account)
	if err != nil {
		return nil, kinded(err)
	}
	list := make([]Membership, len(rows))
	for i, r := range rows {
		list[i] = Membership{r.AuthorityID, r.MembershipID}
	}
	return list, nil
}

// Session gives what a session holds, and whether there is one that has not
// expired.
func (d Door) Session(ctx context.Context, token string) ([]byte, bool, error) {
	rows, err := d.db.reading.Session(ctx, queries.SessionParams{Token: token, ExpiryUs: d.db.clock().UnixMicro()})
	if err != nil || len(rows) == 0 {
		return nil, false, kinded(err)
	}
	return rows[0], true, nil
}

// PutSession keeps a session until expiry. account is "" while nobody has
// signed in.
func (d Door) PutSession(ctx context.Context, token, account string, data []byte, expiry time.Time) error {
	if data == nil {
		data = []byte{}
	}
	return d.db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		return q.PutSession(ctx, queries.PutSessionParams{Token: token, AccountID: account, Data: data, ExpiryUs: expiry.UnixMicro()})
	})
}

// DeleteSession ends a session, if there is one.
func (d Door) DeleteSession(ctx context.Context, token string) error {
	return d.db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error { return q.DeleteSession(ctx, token) })
}

// Expire takes away sessions that have expired, and sign-in attempts from
// before the time given.
func (d Door) Expire(ctx context.Context, attemptsBefore time.Time) error {
	return d.db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		if _, err := q.ExpireSessions(ctx, d.db.clock().UnixMicro()); err != nil {
			return err
		}
		_, err := q.ExpireAttempts(ctx, attemptsBefore.UnixMicro())
		return err
	})
}

// AddAttempt counts one failed sign-in against a key, such as an address.
func (d Door) AddAttempt(ctx context.Context, key string) error {
	return d.db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		return q.AddAttempt(ctx, queries.AddAttemptParams{ThrottleKey: key, AtUs: d.db.clock().UnixMicro(), AttemptID: NewID()})
	})
}

// CountAttempts says how many failed sign-ins there were after a time.
func (d Door) CountAttempts(ctx context.Context, key string, after time.Time) (int, error) {
	n, err := d.db.reading.CountAttempts(ctx, queries.CountAttemptsParams{ThrottleKey: key, AtUs: after.UnixMicro()})
	return int(n), kinded(err)
}

// ClearAttempts forgets the failed sign-ins against a key.
func (d Door) ClearAttempts(ctx context.Context, key string) error {
	return d.db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error { return q.ClearAttempts(ctx, key) })
}
