package main

import (
	"path/filepath"
	"strings"
	"testing"

	"throughline/app"
)

// council sets a council up.
func council(t *testing.T) (data string) {
	t.Helper()
	data = filepath.Join(t.TempDir(), "council")
	tl(t, "migrate", "--data", data)
	typing(t, "correct horse battery\n")
	s := tl(t, "setup", "--data", data, "--council", "Oakshire", "--email", "Ann@example.org", "--name", "Ann Archer")
	if s.code != 0 || s.out != "Oakshire is ready. Ann Archer can sign in with Ann@example.org and add the others.\n" || s.errs != "" {
		t.Fatalf("setting up ended with %d, %q, %q", s.code, s.out, s.errs)
	}
	return data
}

func TestSettingACouncilUp(t *testing.T) {
	data := council(t)
	same(t, "who may act", true, strings.HasPrefix(tl(t, "plan", "show", "--data", data, "--as", "ann@example.org").ok(), "Oakshire\n"))
	for _, actor := range recorded(t, data, "add member") {
		if !strings.HasPrefix(actor, app.Operator("").Account) {
			t.Errorf("the administrator was added by %s", actor)
		}
	}
	verified(t, data)
	tl(t, "setup", "--data", data, "--council", "oakshire", "--email", "ben@example.org", "--name", "Ben").fails(exitError,
		"Oakshire is set up already: sign in as its administrator to add others.")

	// A second council in one database, with the same administrator, whose
	// password is not asked for again.
	typing(t, "")
	s := tl(t, "setup", "--data", data, "--council", "Elmshire", "--email", "ann@example.org", "--name", "Ann Archer")
	if s.code != 0 || s.errs != "throughline: ann@example.org has an account already, and its password stays as it is.\n" {
		t.Errorf("%d, %q, %q", s.code, s.out, s.errs)
	}
	tl(t, "plan", "show", "--data", data).fails(exitError, "This database holds more than one council: choose one with --authority, from ")
	tl(t, "plan", "show", "--data", data, "--authority", "Ashshire").fails(exitError, `There is no council called "Ashshire" here: choose from `)
	same(t, "Elmshire's", true, strings.HasPrefix(tl(t, "plan", "show", "--data", data, "--authority", "elmshire").ok(), "Elmshire\n"))
}

func TestARefusedSettingUpLeavesNothing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "council")
	tl(t, "migrate", "--data", data)
	raw := behind(t, data)
	good := "correct horse battery\n"
	long := strings.Repeat("x", 201)
	for _, c := range []struct{ name, typed, council, email, person, sentence string }{
		{"a short password", "short\n", "Oakshire", "ann@example.org", "Ann", "12 characters or more"},
		{"a guessable password", "ann@example.org\n", "Oakshire", "ann@example.org", "Ann", "password"},
		{"no password", "", "Oakshire", "ann@example.org", "Ann", "No password came on standard input, so nothing was set up: give it on one line."},
		{"an empty line", "\n" + good, "Oakshire", "ann@example.org", "Ann", "No password came on standard input"},
		{"no address", good, "Oakshire", "ann at home", "Ann", "mail"},
		{"no council", good, " ", "ann@example.org", "Ann", "Give the council's name after --council, in up to 200 characters."},
		{"a long council", good, long, "ann@example.org", "Ann", "Give the council's name after --council, in up to 200 characters."},
		{"no name", good, "Oakshire", "ann@example.org", "", "Give the administrator's name after --name, in up to 200 characters."},
		{"a long name", good, "Oakshire", "ann@example.org", long, "Give the administrator's name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			typing(t, c.typed)
			tl(t, "setup", "--data", data, "--council", c.council, "--email", c.email, "--name", c.person).fails(exitError, c.sentence)
			for _, table := range []string{"account", "ledger_entry", "ledger_head", "version", "membership_index"} {
				if n := one[int](t, raw, "SELECT count(*) FROM "+table); n != 0 {
					t.Errorf("it left %d rows in %s", n, table)
				}
			}
		})
	}
	tl(t, "setup", "--data", filepath.Join(t.TempDir(), "none"), "--council", "Oakshire", "--email", "ann@example.org", "--name", "Ann").fails(exitError, "There is no database in")
	tl(t, "setup", "--data", demonstration(t), "--council", "Oakshire", "--email", "ann@example.org", "--name", "Ann").fails(exitError, "set a real council up in another place")
}

func TestSettingUpGoesOnFromWhereItWasStopped(t *testing.T) {
	data := filepath.Join(t.TempDir(), "council")
	tl(t, "migrate", "--data", data)
	s := &session{ctx: t.Context(), where: Where{Data: data}, errs: t.Output(), out: t.Output()}
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	id := s.service.NewID()
	if _, err := s.accounts().Create(t.Context(), app.Operator(""), "ann@example.org", "Ann", "correct horse battery"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.CreateAuthority(t.Context(), app.Operator(id), id, "Oakshire"); err != nil {
		t.Fatal(err)
	}
	if err := s.close(); err != nil {
		t.Fatal(err)
	}
	typing(t, "")
	if s := tl(t, "setup", "--data", data, "--council", "Oakshire", "--email", "ann@example.org", "--name", "Ann"); s.code != 0 {
		t.Fatalf("%d, %q", s.code, s.errs)
	}
	if n := one[int](t, behind(t, data), "SELECT count(*) FROM ledger_head WHERE authority_id <> 'system'"); n != 1 {
		t.Errorf("there are %d councils", n)
	}
	tl(t, "plan", "show", "--data", data, "--as", "ann@example.org").ok()
}
