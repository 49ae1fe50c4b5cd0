package app

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

// Operator is the caller that runs the program on its own machine, named by
// their account there, so that the ledger says who it was.
func Operator(authority string) access.Caller {
	name := "unknown"
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	clean := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_' || r == '.' {
			return r
		}
		return '-'
	}, name)
	return access.Caller{Account: "operator:" + clean, Name: "operator " + name, Authority: authority,
		Roles: []access.Role{access.Operator}, Purpose: "run the service"}
}

// ChooseAuthority finds an authority by its id or name. With neither, there
// must be exactly one.
func (s *Service) ChooseAuthority(ctx context.Context, wanted string) (string, error) {
	all, err := s.db.Authorities(ctx, Operator(""))
	if err != nil {
		return "", err
	}
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.Name
		if wanted != "" && (a.ID == wanted || strings.EqualFold(a.Name, wanted)) {
			return a.ID, nil
		}
	}
	switch {
	case len(all) == 0:
		return "", errors.New("there is no council in this database yet: add one with throughline setup")
	case wanted != "":
		return "", fmt.Errorf("there is no council called %q here: choose from %s", wanted, strings.Join(names, ", "))
	case len(all) > 1:
		return "", fmt.Errorf("this database holds more than one council: choose one with --authority, from %s", strings.Join(names, ", "))
	}
	return all[0].ID, nil
}

// CallerAs is the caller that an account is in an authority, found by the
// account's id.
func (s *Service) CallerAs(ctx context.Context, authority, account string) (access.Caller, error) {
	callers, err := s.CallersAs(ctx, authority, account)
	if err != nil {
		return access.Caller{}, err
	}
	if len(callers) > 0 {
		return callers[0], nil
	}
	return access.Caller{}, change.Forbid("That person has no place in this council, so they may do nothing here.")
}

// CallersAs are the callers that an account is in an authority, one for each
// of its places there today.
func (s *Service) CallersAs(ctx context.Context, authority, account string) ([]access.Caller, error) {
	places, err := s.db.Door().MembershipsOf(ctx, account)
	if err != nil {
		return nil, err
	}
	places = slices.DeleteFunc(places, func(p store.Membership) bool { return p.Authority != authority })
	if len(places) == 0 {
		return nil, nil
	}
	st, err := s.StateForSignIn(ctx, authority, account)
	if err != nil {
		return nil, err
	}
	var callers []access.Caller
	for _, place := range places {
		if caller, ok := st.Plan.CallerFor(place.ID, authority, s.Today()); ok {
			callers = append(callers, caller)
		}
	}
	return callers, nil
}

// PlaceOf is one membership of an account.
type PlaceOf = store.Membership
