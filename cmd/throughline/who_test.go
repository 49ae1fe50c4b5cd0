package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/demo"
	"throughline/store"
)

func timeOf(us int64) string { return time.UnixMicro(us).UTC().Format(time.RFC3339Nano) }

// uses lists what the system's ledger records of the command line, as
// "actor detail".
func uses(t *testing.T, data string) (list []string) {
	t.Helper()
	return recorded(t, data, store.ChangeUsed)
}

// recorded lists the entries of a change's name, as "actor detail".
func recorded(t *testing.T, data, change string) (list []string) {
	t.Helper()
	rows, err := behind(t, data).QueryContext(t.Context(), "SELECT actor, detail FROM ledger_entry WHERE change = $1 ORDER BY authority_id, seq", change)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := rows.Close(); err != nil {
			t.Error(err)
		}
	}()
	for rows.Next() {
		var actor, detail string
		if err := rows.Scan(&actor, &detail); err != nil {
			t.Fatal(err)
		}
		list = append(list, actor+" "+detail)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// somebody gives the email address of a person of the demonstration who has
// the role and nothing more.
func somebody(t *testing.T, role access.Role) string {
	t.Helper()
	for _, p := range demo.People() {
		if len(p.Roles) == 1 && p.Roles[0] == role && p.OneClick {
			return p.Email
		}
	}
	t.Fatalf("nobody in the demonstration is only a %s", role)
	return ""
}

func accountOf(t *testing.T, data, email string) string {
	t.Helper()
	return one[string](t, behind(t, data), "SELECT account_id FROM account WHERE email = $1", email)
}

func TestActingAsAPerson(t *testing.T) {
	data := demonstration(t)
	member, auditor := somebody(t, access.BoardMember), somebody(t, access.Auditor)
	plain := tl(t, "plan", "show", "--data", data).ok()
	same(t, "what a Board member sees", plain, tl(t, "plan", "show", "--data", data, "--as", member).ok())
	same(t, "however they write their address", plain, tl(t, "plan", "show", "--data", data, "--as", " "+strings.ToUpper(member)).ok())
	tl(t, "verify", "--data", data, "--as", auditor).ok()

	before := recorded(t, data, "access denied")
	tl(t, "verify", "--data", data, "--as", member).fails(exitError, "You do not have permission to verify the ledger.")
	denied := recorded(t, data, "access denied")
	same(t, "the refusal", append(before, accountOf(t, data, member)+" verify the ledger"), denied)
	all := uses(t, data)
	if last := all[len(all)-1]; !strings.HasPrefix(last, "operator:") || !strings.HasSuffix(last, " verify as "+accountOf(t, data, member)) {
		t.Errorf("who asked in their name was recorded as %q", last)
	}
	tl(t, "checkpoint", "--out", "-", "--data", data, "--as", member).fails(exitError, "You do not have permission to verify the ledger.")
	tl(t, "plan", "show", "--data", data, "--as", "nobody@example.org").fails(exitError, "Nobody here can sign in as nobody@example.org: check the email address after --as.")
	if tl(t, "verify", "--data", data).ok() == "" {
		t.Error("the ledger does not verify")
	}
}

func TestWhatOnlyTheOperatorMayDo(t *testing.T) {
	data := demonstration(t)
	administrator := somebody(t, access.Administrator)
	for line, permission := range map[string]string{
		"backup x.db":              "back up the database",
		"serve --addr 127.0.0.1:0": "serve the pages",
		"setup --council X --email a@example.org --name Ann": "add a council",
	} {
		args := append(strings.Fields(line), "--data", data, "--as", administrator)
		tl(t, args...).fails(exitError, "You do not have permission to "+permission+".")
		denied := recorded(t, data, "access denied")
		if len(denied) == 0 || denied[len(denied)-1] != accountOf(t, data, administrator)+" "+permission {
			t.Errorf("%s: recorded %q", line, denied)
		}
	}
	for line, what := range map[string]string{
		"migrate": "change the database's version", "restore x.db": "restore a backup", "demo --no-serve": "build the demonstration",
	} {
		args := append(strings.Fields(line), "--data", data, "--as", administrator)
		tl(t, args...).fails(exitError, fmt.Sprintf("Only whoever runs the program can %s: leave out --as.", what))
	}
}

func TestSomebodyWhoHasLeftMayDoNothing(t *testing.T) {
	data := demonstration(t)
	var left string
	for _, p := range demo.People() {
		if p.Name == "" {
			continue
		}
		s := tl(t, "plan", "show", "--data", data, "--as", p.Email)
		if s.code == 0 {
			continue
		}
		left = p.Email
		s.fails(exitError, p.Name+" has no place in this council today, so they may do nothing here.")
	}
	if left == "" {
		t.Fatal("nobody has left the demonstration's council")
	}
	if denied := recorded(t, data, "access denied"); len(denied) == 0 || denied[len(denied)-1] != accountOf(t, data, left)+" read the plan" {
		t.Errorf("recorded %q", denied)
	}
}
