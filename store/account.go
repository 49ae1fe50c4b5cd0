package store

import (
	"context"
	"database/sql"
	"strings"
	"time"
	"unicode"

	"throughline/access"
	"throughline/store/queries"
)

// Account is a person who may sign in. Accounts belong to the whole database;
// what one may do comes from its memberships of authorities.
type Account struct {
	ID           string
	Email        string // lower case
	Name         string
	PasswordHash string
	Created      time.Time
	Disabled     time.Time // the zero time while it may sign in
}

// Membership is where to find one of an account's memberships. What it allows
// is in the thing of that id, in that authority.
type Membership struct {
	Authority string
	ID        string
}

const ownAccount access.Permission = "change another person's account"

// mayManageAccount allows a person their own account, an operator any, and an
// administrator those whose every place is in the administrator's own
// authority. An account of "" is one still to be made.
func (db *DB) mayManageAccount(ctx context.Context, caller access.Caller, account string) error {
	if isOperator(caller) || caller.Account != "" && caller.Account == account {
		return nil
	}
	if caller.May(access.ManagePeople) {
		ours, err := db.onlyIn(ctx, caller.Authority, account)
		if err != nil || ours {
			return err
		}
	}
	return db.Denied(ctx, caller, ownAccount, account)
}

// onlyIn says whether an account has places in the authority and in no other.
func (db *DB) onlyIn(ctx context.Context, authority, account string) (bool, error) {
	if account == "" {
		return true, nil
	}
	places, err := db.reading.MembershipsOf(ctx, account)
	if err != nil {
		return false, kinded(err)
	}
	for _, place := range places {
		if place.AuthorityID != authority {
			return false, nil
		}
	}
	return len(places) > 0, nil
}

// CreateAccount makes an account. It needs access.ManagePeople or an
// operator. ErrInvalid when the e-mail address is taken or cannot be one.
func (db *DB) CreateAccount(ctx context.Context, caller access.Caller, id, email, name, passwordHash string) (Account, error) {
	if err := db.mayManageAccount(ctx, access.Caller{Account: caller.Account, Authority: caller.Authority, Membership: caller.Membership, Roles: caller.Roles}, ""); err != nil {
		return Account{}, err
	}
	if err := checkID("The account", id); err != nil {
		return Account{}, err
	}
	email = foldEmail(email)
	if at := strings.LastIndexByte(email, '@'); at < 1 || at == len(email)-1 || len(email) > longestEmail || strings.ContainsFunc(email, unicode.IsSpace) {
		return Account{}, invalid("%q is not an e-mail address: write it like name@example.org.", email)
	}
	if name = strings.TrimSpace(name); name == "" || len(name) > 200 {
		return Account{}, invalid("Give the person's name, in up to 200 characters.")
	}
	made := Account{ID: id, Email: email, Name: name, PasswordHash: passwordHash, Created: time.UnixMicro(db.clock().UnixMicro()).UTC()}
	err := db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		for _, same := range []func() ([]queries.Account, error){
			func() ([]queries.Account, error) { return q.AccountByEmail(ctx, email) },
			func() ([]queries.Account, error) { return q.AccountByID(ctx, id) },
		} {
			if found, err := same(); err != nil {
				return err
			} else if len(found) > 0 {
				return invalid("There is already an account for %s.", email)
			}
		}
		return q.AddAccount(ctx, queries.AddAccountParams{AccountID: id, Email: email, Name: name, PasswordHash: passwordHash, CreatedUs: made.Created.UnixMicro()})
	})
	if err != nil {
		return Account{}, err
	}
	return made, nil
}

// Account gives an account by its id. Anybody with an account may ask, since
// names are shown beside what people did; the password hash is left out.
func (db *DB) Account(ctx context.Context, caller access.Caller, id string) (Account, error) {
	if caller.Account == "" {
		return Account{}, db.Denied(ctx, caller, access.ReadPlan, id)
	}
	a, err := oneAccount(db.reading.AccountByID(ctx, id))
	a.PasswordHash = ""
	return a, err
}

// SetPassword replaces an account's password hash: one's own, or anybody's
// for an administrator or operator.
func (db *DB) SetPassword(ctx context.Context, caller access.Caller, account, passwordHash string) error {
	if err := db.mayManageAccount(ctx, caller, account); err != nil {
		return err
	}
	return db.changeAccount(ctx, func(q *queries.Queries) (int64, error) {
		return q.SetPassword(ctx, queries.SetPasswordParams{AccountID: account, PasswordHash: passwordHash})
	})
}

// SetDisabled stops an account from signing in, and ends its sessions, or
// lets it sign in again. It needs access.ManagePeople or an operator.
func (db *DB) SetDisabled(ctx context.Context, caller access.Caller, account string, disabled bool) error {
	if caller.Account == account && !isOperator(caller) {
		return db.Denied(ctx, caller, access.ManagePeople, account) // nobody shuts themselves out by mistake
	}
	if err := db.mayManageAccount(ctx, caller, account); err != nil {
		return err
	}
	return db.changeAccount(ctx, func(q *queries.Queries) (int64, error) {
		var at int64
		if disabled {
			at = db.clock().UnixMicro()
			if _, err := q.DeleteSessionsOf(ctx, account); err != nil {
				return 0, err
			}
		}
		return q.SetDisabled(ctx, queries.SetDisabledParams{AccountID: account, DisabledUs: at})
	})
}

// SignOutEverywhere ends every session of an account and gives how many there
// were: one's own, or anybody's for an administrator or operator.
func (db *DB) SignOutEverywhere(ctx context.Context, caller access.Caller, account string) (int64, error) {
	if err := db.mayManageAccount(ctx, caller, account); err != nil {
		return 0, err
	}
	var ended int64
	err := db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) (err error) {
		ended, err = q.DeleteSessionsOf(ctx, account)
		return err
	})
	return ended, err
}

func (db *DB) changeAccount(ctx context.Context, fn func(q *queries.Queries) (int64, error)) error {
	return db.transact(ctx, func(_ *sql.Tx, q *queries.Queries) error {
		n, err := fn(q)
		if err == nil && n != 1 {
			return notFound("There is no such account.")
		}
		return err
	})
}

func oneAccount(found []queries.Account, err error) (Account, error) {
	if err != nil {
		return Account{}, kinded(err)
	}
	if len(found) == 0 {
		return Account{}, notFound("There is no such account.")
	}
	a := found[0]
	account := Account{ID: a.AccountID, Email: a.Email, Name: a.Name, PasswordHash: a.PasswordHash, Created: time.UnixMicro(a.CreatedUs).UTC()}
	if a.DisabledUs != 0 {
		account.Disabled = time.UnixMicro(a.DisabledUs).UTC()
	}
	return account, nil
}

// longestEmail is the most that mail servers take.
const longestEmail = 254

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }
