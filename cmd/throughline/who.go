package main

import (
	"errors"
	"fmt"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/store"
)

// caller is who asks in one council: the operator, or the person named with
// --as. The use is recorded before anything is answered.
func (s *session) caller(use string) (access.Caller, error) {
	authority, err := s.service.ChooseAuthority(s.ctx, s.where.Authority)
	if err != nil {
		return access.Caller{}, err
	}
	operator := app.Operator(authority)
	if s.where.As == "" {
		return operator, s.db.RecordUse(s.ctx, operator, use, "")
	}
	who, err := s.accounts().ByEmail(s.ctx, s.where.As)
	var problems change.Problems
	if errors.As(err, &problems) {
		return access.Caller{}, fmt.Errorf("nobody here can sign in as %s: check the email address after --as", s.where.As)
	}
	if err != nil {
		return access.Caller{}, err
	}
	if err := s.db.RecordUse(s.ctx, operator, use, who.ID); err != nil {
		return access.Caller{}, err
	}
	caller, err := s.service.CallerAs(s.ctx, authority, who.ID)
	if errors.As(err, &problems) {
		nobody := access.Caller{Account: who.ID, Authority: authority}
		if err := s.db.Denied(s.ctx, nobody, access.ReadPlan, ""); !errors.Is(err, store.ErrDenied) {
			return access.Caller{}, err
		}
		return access.Caller{}, fmt.Errorf("%s has no place in this council today, so they may do nothing here", who.Name)
	}
	return caller, err
}

// checker is who checks hashes, which shows no content: the operator for every
// council, unrecorded so that a check changes nothing, or the person named
// with --as for their own.
func (s *session) checker(use string) (access.Caller, error) {
	if s.where.As == "" {
		return app.Operator(""), nil
	}
	return s.caller(use)
}

// operatorOnly refuses a person named with --as, and records that they were
// refused when there is a database to record it in.
func (s *session) operatorOnly(use string) error {
	if s.where.As == "" {
		return nil
	}
	if s.db == nil {
		return fmt.Errorf("only whoever runs the program can %s: leave out --as", use)
	}
	caller, err := s.caller(use)
	if err != nil {
		return err
	}
	return s.db.Denied(s.ctx, caller, access.Permission(use), "")
}
