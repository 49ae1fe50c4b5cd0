// Package account is about who is at the door: accounts, signing in, and the
// sessions of those who have. What somebody may do once inside is decided in
// each authority, by package access.
package account

import (
	"context"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

// Account is a person who may sign in.
type Account struct {
	ID    string
	Email string // lower case
	Name  string
}

// Place is a membership that an account has or had. What it allows, if it has
// not ended, is in the thing of that id in that authority.
type Place struct {
	Authority  string
	Membership string
}

// Service is the accounts and sessions of one database.
type Service struct {
	db       *store.DB
	door     store.Door
	clock    func() time.Time
	hashing  *hashing
	throttle *throttle
	sessions *Sessions

	mu     sync.Mutex
	tidied time.Time
}

// New makes a Service. The clock must be the one that the database was opened
// with, since both count the minutes of a throttle.
func New(db *store.DB, clock func() time.Time) *Service {
	s := &Service{db: db, door: db.Door(), clock: clock, hashing: newHashing()}
	s.throttle = &throttle{door: s.door, clock: clock, trying: map[string]int{}}
	s.sessions = &Sessions{door: s.door, tidy: s.tidy, seen: map[string]*seen{}}
	return s
}

// longestEmail is the most that mail servers take (RFC 5321, section
// 4.5.3.1.3, less the angle brackets). longestName is what the store takes.
const (
	longestEmail = 254
	longestName  = 200
)

// Create makes an account and gives its id. It takes an administrator or an
// operator. What can't be accepted comes back as change.Problems for the
// fields "email", "name" and "password".
func (s *Service) Create(ctx context.Context, caller access.Caller, email, name, password string) (string, error) {
	return s.create(ctx, caller, email, name, func(email, name string, problems *change.Problems) {
		checkPassword(problems, "password", password, email, name)
	}, func() (string, error) { return s.hashing.hash(ctx, password) })
}

// CreateLocked is Create for somebody who does not sign in with a password:
// no password opens the account until one is set.
func (s *Service) CreateLocked(ctx context.Context, caller access.Caller, email, name string) (string, error) {
	return s.create(ctx, caller, email, name, func(string, string, *change.Problems) {},
		func() (string, error) { return locked, nil })
}

func (s *Service) create(ctx context.Context, caller access.Caller, email, name string,
	check func(email, name string, problems *change.Problems), hash func() (string, error),
) (string, error) {
	if !isOperator(caller) && !caller.May(access.ManagePeople) {
		return "", s.db.Denied(ctx, caller, access.ManagePeople, "")
	}
	var problems change.Problems
	email, name = foldEmail(email), strings.TrimSpace(name)
	if !isEmail(email) {
		problems.Add("email", "Enter an email address in the correct format, like name@example.com.")
	}
	switch {
	case name == "":
		problems.Add("name", "Enter the person's name.")
	case utf8.RuneCountInString(name) > longestName, strings.ContainsFunc(name, unicode.IsControl):
		problems.Add("name", "Enter the person's name in 200 characters or less, on one line.")
	}
	check(email, name, &problems)
	if err := problems.Err(); err != nil {
		return "", err
	}
	if _, err := s.door.AccountByEmail(ctx, email); err == nil {
		return "", change.Problems{{Kind: change.Invalid, Field: "email", Sentence: taken}}
	} else if !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	hashed, err := hash()
	if err != nil {
		return "", err
	}
	made, err := s.db.CreateAccount(ctx, caller, store.NewID(), email, name, hashed)
	if errors.Is(err, store.ErrInvalid) { // somebody else took the address a moment ago
		return "", change.Problems{{Kind: change.Invalid, Field: "email", Sentence: store.Sentence(err)}}
	}
	return made.ID, err
}

const taken = "There is already an account for this email address. Use that one, or enter another address."

// mayManage lets an operator change any account, and an administrator those
// whose every place is in the administrator's own authority: whoever sets a
// password can act wherever the account can.
func (s *Service) mayManage(ctx context.Context, caller access.Caller, account string) error {
	if isOperator(caller) {
		return nil
	}
	if !caller.May(access.ManagePeople) {
		return s.db.Denied(ctx, caller, access.ManagePeople, account)
	}
	memberships, err := s.door.MembershipsOf(ctx, account)
	if err != nil {
		return err
	}
	elsewhere := slices.ContainsFunc(memberships, func(m store.Membership) bool { return m.Authority != caller.Authority })
	if len(memberships) == 0 || elsewhere {
		return s.db.Denied(ctx, caller, elsewhereToo, account)
	}
	return nil
}

const elsewhereToo access.Permission = "change the account of somebody who has a place in another authority"

func isOperator(caller access.Caller) bool {
	return caller.Account != "" && caller.Has(access.Operator)
}

// ByEmail finds the account with an email address. It is for a demonstration,
// where people are let in without a password. An address that nobody has, and
// an account turned off, are refused alike.
func (s *Service) ByEmail(ctx context.Context, email string) (Account, error) {
	found, err := s.door.AccountByEmail(ctx, foldEmail(email))
	if errors.Is(err, store.ErrNotFound) || err == nil && !found.Disabled.IsZero() {
		return Account{}, change.Missing("person's account")
	}
	return Account{found.ID, found.Email, found.Name}, err
}

// Places lists where an account has or had a membership, in the order of the
// authorities' ids. The plan of each authority says which of them count today,
// and names the authority.
func (s *Service) Places(ctx context.Context, account string) ([]Place, error) {
	memberships, err := s.door.MembershipsOf(ctx, account)
	if err != nil {
		return nil, err
	}
	places := make([]Place, len(memberships))
	for i, m := range memberships {
		places[i] = Place{m.Authority, m.ID}
	}
	return places, nil
}

// SetDisabled turns an account off, which ends its sessions, or on again. It
// takes an operator, or an administrator of the one authority it has places in.
func (s *Service) SetDisabled(ctx context.Context, caller access.Caller, account string, disabled bool) error {
	if err := s.mayManage(ctx, caller, account); err != nil {
		return err
	}
	return s.db.SetDisabled(ctx, caller, account, disabled)
}

// SignOutEverywhere ends every session of an account, at its owner's wish.
func (s *Service) SignOutEverywhere(ctx context.Context, account string) error {
	_, err := s.db.SignOutEverywhere(ctx, access.Caller{Account: account}, account)
	return err
}

// Sessions is the store of sessions for an scs.SessionManager.
func (s *Service) Sessions() *Sessions { return s.sessions }

// tidyEvery is how often what has expired is taken away: seldom enough to cost
// nothing.
const tidyEvery = 10 * time.Minute

// draftsKept is how long a draft about people that nobody touches is kept. It
// lies outside the ledgers and the rules of retention, so it may not lie for
// ever.
const draftsKept = 90 * 24 * time.Hour

// tidy takes away expired sessions, old attempts and forgotten drafts, if it
// is time to.
func (s *Service) tidy(ctx context.Context) error {
	now := s.clock()
	s.mu.Lock()
	due := now.Sub(s.tidied) >= tidyEvery
	if due {
		s.tidied = now
	}
	s.mu.Unlock()
	if !due {
		return nil
	}
	if err := s.door.Expire(ctx, now.Add(-window)); err != nil {
		return err
	}
	_, err := s.db.ExpireDrafts(ctx, access.Caller{Account: store.Recorder, Roles: []access.Role{access.Operator}}, now.Add(-draftsKept))
	return err
}

func foldEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// isEmail says whether text is a plain address at a domain with a full stop,
// as RFC 5322 has it but for quoted and unusual parts that nobody types.
func isEmail(text string) bool {
	parsed, err := mail.ParseAddress(text)
	if err != nil || parsed.Address != text || len(text) > longestEmail || strings.ContainsAny(text, `"()[]<> `) {
		return false
	}
	domain := text[strings.LastIndexByte(text, '@')+1:]
	return strings.Contains(domain, ".")
}
