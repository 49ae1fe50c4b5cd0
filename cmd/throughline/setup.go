package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
)

type setupCommand struct {
	Council string `required:"" help:"The council's name."`
	Email   string `required:"" help:"Email address of the first administrator."`
	Name    string `required:"" help:"Their name."`
}

// Run adds a council, its own agency, and an administrator who can add
// everybody else in the pages. The password comes on standard input, so that
// it stands in no history. Each step is left out when an earlier run that was
// stopped has taken it, so that setting up again goes on from there.
func (c setupCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.operatorOnly("add a council"); err != nil {
		return err
	}
	if s.demo {
		return fmt.Errorf("the demonstration is in %s: set a real council up in another place, with --data or --database", s.where.place())
	}
	c.Council, c.Name = strings.TrimSpace(c.Council), strings.TrimSpace(c.Name)
	if err := c.check(); err != nil {
		return err
	}
	id, err := s.begun(c.Council)
	if err != nil {
		return err
	}
	admin, err := s.administrator(c)
	if err != nil {
		return err
	}
	if id == "" {
		id = s.service.NewID()
		if _, err := s.db.CreateAuthority(s.ctx, app.Operator(id), id, c.Council); err != nil {
			return err
		}
	}
	if err := s.place(id, c, admin); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "%s is ready. %s can sign in with %s and add the others.\n", c.Council, admin.Name, admin.Email)
	return err
}

// longestName is the most characters that a name may have in the store.
const longestName = 200

func (c setupCommand) check() error {
	var problems change.Problems
	if c.Council == "" || utf8.RuneCountInString(c.Council) > longestName {
		problems.Add("council", "Give the council's name after --council, in up to 200 characters.")
	}
	if c.Name == "" || utf8.RuneCountInString(c.Name) > longestName {
		problems.Add("name", "Give the administrator's name after --name, in up to 200 characters.")
	}
	return problems.Err()
}

// begun finds a council of that name whose setting up was stopped before it
// had an administrator. One that has somebody in it is refused.
func (s *session) begun(council string) (id string, err error) {
	all, err := s.db.Authorities(s.ctx, app.Operator(""))
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if !strings.EqualFold(a.Name, council) {
			continue
		}
		p, err := s.service.Plan(s.ctx, app.Operator(a.ID), whenNow)
		if err != nil {
			return "", err
		}
		if p.Memberships.Len() > 0 {
			return "", fmt.Errorf("%s is set up already: sign in as its administrator to add others", a.Name)
		}
		return a.ID, nil
	}
	return "", nil
}

// administrator finds the account that the address has, whose password stays
// as it is, or makes one.
func (s *session) administrator(c setupCommand) (account.Account, error) {
	found, err := s.accounts().ByEmail(s.ctx, c.Email)
	if err == nil {
		sayf(s.errs, "throughline: %s has an account already, and its password stays as it is.\n", found.Email)
		return found, nil
	}
	if _, refused := errors.AsType[change.Problems](err); !refused {
		return account.Account{}, err
	}
	password, err := s.password()
	if err != nil {
		return account.Account{}, err
	}
	id, err := s.accounts().Create(s.ctx, app.Operator(""), c.Email, c.Name, password)
	return account.Account{ID: id, Email: strings.TrimSpace(c.Email), Name: c.Name}, err
}

// place gives the council its own agency and its administrator.
func (s *session) place(authority string, c setupCommand, admin account.Account) error {
	operator := app.Operator(authority)
	p, err := s.service.Plan(s.ctx, operator, whenNow)
	if err != nil {
		return err
	}
	agency := ""
	for a := range p.Agencies.All() {
		agency = a.ID
	}
	if agency == "" {
		agency = s.service.NewID()
		if _, err := s.service.Do(s.ctx, operator, plan.AddAgency{ID: agency, AgencyName: c.Council, Kind: "council"}); err != nil {
			return err
		}
	}
	_, err = s.service.Do(s.ctx, operator, plan.AddMember{Account: admin.ID, Person: admin.Name, Agency: agency, Roles: []access.Role{access.Administrator}})
	return err
}

// password reads one line from standard input, unseen where a person types.
func (s *session) password() (string, error) {
	fd := int(s.in.Fd())
	if term.IsTerminal(fd) {
		sayf(s.errs, "Password of 12 characters or more for the administrator: ")
		typed, err := term.ReadPassword(fd)
		sayf(s.errs, "\n")
		return string(typed), err
	}
	line, err := bufio.NewReader(s.in).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("the password can't be read from standard input: %s", plain(err))
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", errors.New("no password came on standard input, so nothing was set up: give it on one line")
	}
	return line, nil
}
