package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/plan"
)

type setupCommand struct {
	Council string `required:"" help:"The council's name."`
	Email   string `required:"" help:"E-mail address of the first administrator."`
	Name    string `required:"" help:"Their name."`
}

// Run adds a council, its own agency, and an administrator who can add
// everybody else in the pages. The password comes on standard input, so that
// it stands in no history.
func (c setupCommand) Run(s *session) error {
	if err := s.open(); err != nil {
		return err
	}
	fmt.Fprintln(s.errs, "Type a password of 12 characters or more for the administrator, and press return:")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return errors.New("no password came on standard input, so nothing was set up")
	}
	id := s.service.NewID()
	operator := app.Operator(id)
	account, err := s.accounts().Create(s.ctx, operator, c.Email, c.Name, strings.TrimRight(line, "\r\n"))
	if err != nil {
		return err
	}
	if _, err := s.db.CreateAuthority(s.ctx, operator, id, c.Council); err != nil {
		return err
	}
	agency := s.service.NewID()
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: agency, AgencyName: c.Council, Kind: "council"},
		plan.AddMember{Account: account, Person: c.Name, Agency: agency, Roles: []access.Role{access.Administrator}},
	} {
		if _, err := s.service.Do(s.ctx, operator, ch); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(s.out, "%s is ready. %s can sign in with %s and add the others.\n", c.Council, c.Name, c.Email)
	return err
}
