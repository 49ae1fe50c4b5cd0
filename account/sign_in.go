package account

import (
	"context"
	"errors"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

const (
	wrongSentence    = "Your email address or password is not right. Check both and try again."
	disabledSentence = "This account has been turned off. Ask an administrator of your authority."
)

// SignIn lets in whoever knows the password. remote is the address they come
// from, or "" on the machine itself. An unknown address and a wrong password
// take the same work and give the same sentence, as change.Problems for the
// field "email"; after too many of either the refusal is Throttled, whatever
// the password.
func (s *Service) SignIn(ctx context.Context, email, password, remote string) (Account, error) {
	email = foldEmail(email)
	found, err := s.door.AccountByEmail(ctx, email)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return Account{}, err
	}
	right, err := s.prove(ctx, found, password, against(email, remote))
	switch {
	case err != nil:
		return Account{}, err
	case !right:
		return Account{}, change.Problems{{Kind: change.Invalid, Field: "email", Sentence: wrongSentence}}
	case !found.Disabled.IsZero():
		return Account{}, change.Problems{{Kind: change.Forbidden, Field: "email", Sentence: disabledSentence}}
	}
	if err := s.throttle.forget(ctx, email); err != nil {
		return Account{}, err
	}
	return Account{found.ID, found.Email, found.Name}, s.tidy(ctx)
}

// prove says whether the password is that of the account, which is empty when
// there is none, and counts a wrong one. A hash made with other parameters is
// made anew from a right password.
func (s *Service) prove(ctx context.Context, found store.Account, password string, keys []counted) (bool, error) {
	// Those who are refused anyway needn't wait for a turn; the second look
	// counts those that were waiting too.
	for _, k := range keys {
		if err := s.throttle.refusal(ctx, k, 0); err != nil {
			return false, err
		}
	}
	leave, err := s.hashing.enter(ctx)
	if err != nil {
		return false, err
	}
	right, old, err := s.compare(ctx, found, password, keys)
	leave()
	if err != nil || !right || !old {
		return right && err == nil, err
	}
	anew, err := s.hashing.hash(ctx, password)
	if err != nil {
		return false, err
	}
	return true, s.db.SetPassword(ctx, access.Caller{Account: found.ID}, found.ID, anew)
}

func (s *Service) compare(ctx context.Context, found store.Account, password string, keys []counted) (right, old bool, err error) {
	done, err := s.throttle.begin(ctx, keys)
	if err != nil {
		return false, false, err
	}
	defer done()
	right, old, err = s.hashing.matches(password, found.PasswordHash)
	if err == nil && !right {
		err = s.throttle.fail(context.WithoutCancel(ctx), keys) // going away doesn't undo a guess
	}
	return right, old, err
}

// ChangePassword replaces the password of somebody who knows the old one, and
// ends all of their sessions: a page that means to keep its own renews its
// token. Problems are for the fields "old_password" and "new_password".
func (s *Service) ChangePassword(ctx context.Context, account, old, password string) error {
	found, err := s.door.AccountByID(ctx, account)
	if err != nil {
		return err
	}
	var problems change.Problems
	checkPassword(&problems, "new_password", password, found.Email, found.Name)
	if len(problems) == 0 && prepared(old) == prepared(password) {
		problems.Add("new_password", "Choose a password that is different from the one you have.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	right, err := s.prove(ctx, found, old, against(found.Email, ""))
	if err != nil {
		return err
	}
	if !right {
		return change.Problems{{Kind: change.Invalid, Field: "old_password", Sentence: "Your old password is not right. Enter it again."}}
	}
	return s.setPassword(ctx, access.Caller{Account: account}, found, password)
}

// ResetPassword gives a person a new password, ends their sessions, and lets
// them try again at once. It takes an operator, or an administrator of the one
// authority the account has places in. Problems are for the field "password".
func (s *Service) ResetPassword(ctx context.Context, caller access.Caller, account, password string) error {
	if err := s.mayManage(ctx, caller, account); err != nil {
		return err
	}
	found, err := s.door.AccountByID(ctx, account)
	if err != nil {
		return err
	}
	var problems change.Problems
	checkPassword(&problems, "password", password, found.Email, found.Name)
	if err := problems.Err(); err != nil {
		return err
	}
	return s.setPassword(ctx, caller, found, password)
}

func (s *Service) setPassword(ctx context.Context, caller access.Caller, found store.Account, password string) error {
	hash, err := s.hashing.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.db.SetPassword(ctx, caller, found.ID, hash); err != nil {
		return err
	}
	if _, err := s.db.SignOutEverywhere(ctx, caller, found.ID); err != nil {
		return err
	}
	return s.throttle.forget(ctx, found.Email)
}
