package main

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/demo"
	"throughline/ledger"
	"throughline/plan"
)

var whole = regexp.MustCompile(`^The ledger is whole: (\d+) entr(?:y|ies), (\d+) versions?, (\d+) erased with a reason\.\nRoot: ([A-Za-z0-9+/]{43}=)\n$`)

// verified gives the count of entries, the number erased and the root.
func verified(t *testing.T, data string) (entries, erased, root string) {
	t.Helper()
	out := tl(t, "verify", "--data", data).ok()
	found := whole.FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("verify said %q", out)
	}
	return found[1], found[3], found[4]
}

func TestVerify(t *testing.T) {
	data := demonstration(t)
	entries, erased, root := verified(t, data)
	same(t, "entries", one[string](t, behind(t, data), "SELECT count(*) FROM ledger_entry"), entries)
	same(t, "erased", "0", erased)
	if again, _, same := verified(t, data); again != entries || same != root {
		t.Errorf("a check changed what it checked: %s entries, root %s, then %s and %s", entries, root, again, same)
	}
	s := tl(t, "verify", "--data", data, "--known-at", "2012-06-30")
	if s.code != 0 || s.errs != "throughline: This looks at the whole ledger, so --known-at makes no difference.\n" || !strings.Contains(s.out, root) {
		t.Errorf("with --known-at: %d, %q, %q", s.code, s.out, s.errs)
	}
	tl(t, "verify", "--data", data, "--known-at", "soon").fails(exitError, "“soon” is not a moment")
}

// tampering is something done to the demonstration behind the program's back.
type tampering struct {
	name  string
	sql   []string // $1 is the council, and {last} the number of its last entry
	fault string   // what verify says first, after naming the council
}

// counting puts numbers in the place of {last}, {last-1} and {last+1}.
func counting(last int64, text string) string {
	number := func(n int64) string { return strconv.FormatInt(n, 10) }
	return strings.NewReplacer("{last}", number(last), "{last-1}", number(last-1), "{last+1}", number(last+1)).Replace(text)
}

var tamperings = []tampering{
	{"an entry's author changed", []string{"UPDATE ledger_entry SET actor = 'somebody-else' WHERE authority_id = $1 AND seq = 400"},
		"entry 400 no longer matches its hash: it was altered."},
	{"an entry's time changed", []string{"UPDATE ledger_entry SET at_us = at_us - 1 WHERE authority_id = $1 AND seq = 400"},
		"entry 400 no longer matches its hash: it was altered."},
	{"an entry's day changed", []string{"UPDATE ledger_entry SET effective_on = '2012-01-02' WHERE authority_id = $1 AND seq = {last}"},
		"entry {last} no longer matches its hash: it was altered."},
	{"an entry renamed", []string{"UPDATE ledger_entry SET change = 'sign part' WHERE authority_id = $1 AND seq = 1"},
		"entry 1 no longer matches its hash: it was altered."},
	{"an entry removed", []string{"DELETE FROM ledger_entry WHERE authority_id = $1 AND seq = 400"}, "entry 400 is missing: it was removed."},
	{"an entry removed with its records", []string{"DELETE FROM ledger_entry WHERE authority_id = $1 AND seq = 400",
		"DELETE FROM version WHERE authority_id = $1 AND seq = 400"}, "entry 400 is missing: it was removed."},
	{"a month removed", []string{"DELETE FROM ledger_entry WHERE authority_id = $1 AND seq BETWEEN 300 AND 360"},
		"entries 300 to 360 are missing: they were removed."},
	{"the last entries removed", []string{"DELETE FROM ledger_entry WHERE authority_id = $1 AND seq > {last} - 2"},
		"entries {last-1} to {last} are missing: they were removed."},
	{"two entries swapped", []string{"UPDATE ledger_entry SET seq = -1 WHERE authority_id = $1 AND seq = 400",
		"UPDATE ledger_entry SET seq = 400 WHERE authority_id = $1 AND seq = 401", "UPDATE ledger_entry SET seq = 401 WHERE authority_id = $1 AND seq = -1"},
		"what stands as entry 400 was written as entry 401: the entries were reordered."},
	{"an entry added at the end", []string{`INSERT INTO ledger_entry SELECT authority_id, {last+1}, at_us, actor, membership, on_behalf_of, change,
		effective_on, detail, puts, erases, hashes FROM ledger_entry WHERE authority_id = $1 AND seq = 400`},
		"entry {last+1} is beyond the end of the ledger, which is {last} entries long: it was added behind its back."},
	{"a hash changed", []string{"UPDATE ledger_entry SET hashes = (SELECT hashes FROM ledger_entry WHERE authority_id = $1 AND seq = 401) WHERE authority_id = $1 AND seq = 399"},
		"the hash kept with entry 399 was altered; the entry itself is sound."},
	{"the end of the ledger changed", []string{"UPDATE ledger_head SET at_us = at_us + 1 WHERE authority_id = $1"},
		"the end of the ledger does not bear the time of its last entry, {last}: the head was altered."},
	{"a record's words changed", []string{"UPDATE version SET body = CAST(replace(CAST(body AS text), 'e', 'a') AS blob) WHERE authority_id = $1 AND seq = 400"},
		"version "},
	{"a record dated back", []string{"UPDATE version SET effective_on = '2012-03-09' WHERE authority_id = $1 AND seq = 400"}, "version "},
	{"a record emptied without a reason", []string{"UPDATE version SET body = NULL, salt = NULL WHERE authority_id = $1 AND seq = 400"}, "version "},
	{"a record removed", []string{"DELETE FROM version WHERE authority_id = $1 AND seq = 400"}, "version "},
	{"a record added", []string{`INSERT INTO version SELECT authority_id, 'forged', seq, version, kind, parent_id, effective_on, salt, body
		FROM version WHERE authority_id = $1 AND seq = 400 LIMIT 1`}, "of record forged"},
	{"the council removed whole", []string{"DELETE FROM ledger_entry WHERE authority_id = $1", "DELETE FROM version WHERE authority_id = $1",
		"DELETE FROM ledger_head WHERE authority_id = $1", "DELETE FROM filing WHERE authority_id = $1", "DELETE FROM tie WHERE authority_id = $1",
		"DELETE FROM find_key WHERE authority_id = $1", "DELETE FROM book WHERE authority_id = $1"}, "it is no longer there: every row of it was removed."},
}

func TestVerifyNamesTheFirstThingTamperedWith(t *testing.T) {
	for _, tampered := range tamperings {
		t.Run(tampered.name, func(t *testing.T) {
			data := demonstration(t)
			id, _ := demo.Authority()
			raw := behind(t, data)
			last := one[int64](t, raw, "SELECT size FROM ledger_head WHERE authority_id = $1", id)
			ref := one[string](t, raw, "SELECT 'version ' || version || ' of record ' || thing_id FROM version WHERE authority_id = $1 AND seq = 400 ORDER BY thing_id LIMIT 1", id)
			for _, statement := range tampered.sql {
				meddle(t, raw, counting(last, statement), id)
			}
			fault := counting(last, tampered.fault)
			if fault == "version " {
				fault = ref
			}
			s := tl(t, "verify", "--data", data)
			s.fails(exitError, fault)
			if !strings.HasPrefix(s.errs, "throughline: In the ledger of authority "+id+": ") {
				t.Errorf("the council is not named: %q", s.errs)
			}
			tl(t, "checkpoint", "--data", data, "--out", filepath.Join(t.TempDir(), "checkpoint")).fails(exitError, fault)
		})
	}
}

// cutTail takes the last entries away and makes the end look right, as a
// forger would who knows how the ledger works.
func cutTail(t *testing.T, raw *sql.DB, authority string, size int64) {
	t.Helper()
	var tree ledger.Tree
	var row ledger.Row
	for seq := int64(1); seq <= size; seq++ {
		row = ledger.Row{Seq: seq}
		err := raw.QueryRowContext(t.Context(), `SELECT at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases
			FROM ledger_entry WHERE authority_id = $1 AND seq = $2`, authority, seq).
			Scan(&row.At, &row.Actor, &row.Membership, &row.OnBehalfOf, &row.Change, &row.EffectiveOn, &row.Detail, &row.Puts, &row.Erases)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tree.Append(ledger.LeafOf(authority, row)); err != nil {
			t.Fatal(err)
		}
	}
	meddle(t, raw, "DELETE FROM ledger_entry WHERE authority_id = $1 AND seq > $2", authority, size)
	meddle(t, raw, "DELETE FROM version WHERE authority_id = $1 AND seq > $2", authority, size)
	meddle(t, raw, "UPDATE ledger_head SET size = $2, at_us = $3, edge = $4 WHERE authority_id = $1", authority, size, row.At, tree.Edge())
}

// grow adds an area to the plan: the last entries are then of no record about
// people, whose index a forger would have to mend besides.
func grow(t *testing.T, data, authority string) {
	t.Helper()
	s := &session{ctx: t.Context(), where: Where{Data: data}, errs: os.Stderr, out: os.Stdout}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	who, err := s.accounts().ByEmail(t.Context(), somebody(t, access.Administrator))
	if err != nil {
		t.Fatal(err)
	}
	administrator, err := s.service.CallerAs(t.Context(), authority, who.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.service.Do(t.Context(), administrator, plan.AddAgency{AgencyName: "A new agency", Kind: "charity"}); err != nil {
		t.Fatal(err)
	}
}

func TestACheckpointFindsATailCutOff(t *testing.T) {
	data := demonstration(t)
	id, _ := demo.Authority()
	kept := filepath.Join(t.TempDir(), "2013-02-01.checkpoint")
	tl(t, "checkpoint", "--data", data, "--out", kept).ok()
	_, _, root := verified(t, data)
	if out := tl(t, "verify", "--data", data, "--against", kept).ok(); !strings.Contains(out, root) {
		t.Errorf("against its own checkpoint: %q", out)
	}
	tl(t, "checkpoint", "--data", data, "--out", kept).fails(exitError, "There is already a file at "+kept+": choose another name, so that no checkpoint is lost.")
	before := one[int64](t, behind(t, data), "SELECT size FROM ledger_head WHERE authority_id = $1", id)
	grow(t, data, id)
	tl(t, "verify", "--data", data, "--against", kept).ok() // a ledger that has grown
	later, size := filepath.Join(t.TempDir(), "later.checkpoint"), one[int64](t, behind(t, data), "SELECT size FROM ledger_head WHERE authority_id = $1", id)
	tl(t, "checkpoint", "--data", data, "--out", later).ok()

	cutTail(t, behind(t, data), id, before)
	verified(t, data) // by itself it looks whole: that is what the checkpoint is for
	tl(t, "verify", "--data", data, "--against", later).fails(exitError,
		fmt.Sprintf("In the ledger of authority %s: the ledger ends at entry %d, and the checkpoint saw %d entries: the tail was cut off.", id, before, size))

	for name, text := range map[string]string{
		"nothing": "line 1 of the checkpoint should be", "a half": "the checkpoint stops after line 1",
	} {
		file := filepath.Join(t.TempDir(), name)
		body := map[string]string{"nothing": "", "a half": "throughline checkpoint 1\n"}[name]
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		tl(t, "verify", "--data", data, "--against", file).fails(exitError, text[1:])
	}
	tl(t, "verify", "--data", data, "--against", filepath.Join(data, "none")).fails(exitError, "can't be read: it is not there.")
	tl(t, "verify", "--data", data, "--against", data).fails(exitError, "can't be read: it is a folder.")
}

func TestErasingWithAReasonLeavesTheLedgerWhole(t *testing.T) {
	data := demonstration(t)
	id, _ := demo.Authority()
	raw := behind(t, data)
	update := one[string](t, raw, "SELECT thing_id FROM version WHERE authority_id = $1 AND kind = $2 ORDER BY seq LIMIT 1", id, plan.KindUpdate)
	s := &session{ctx: t.Context(), where: Where{Data: data}, errs: os.Stderr, out: os.Stdout}
	defer func() {
		if err := s.close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.open(); err != nil {
		t.Fatal(err)
	}
	who, err := s.accounts().ByEmail(t.Context(), somebody(t, access.Administrator))
	if err != nil {
		t.Fatal(err)
	}
	administrator, err := s.service.CallerAs(t.Context(), id, who.ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.service.Erase(t.Context(), administrator, update, 0, ""); err == nil {
		t.Error("it was erased without a reason")
	}
	if _, err := s.service.Erase(t.Context(), administrator, update, 0, "It named a child."); err != nil {
		t.Fatal(err)
	}
	if _, err := s.db.Verify(t.Context(), app.Operator(""), nil); err != nil {
		t.Error(err)
	}
	_, erased, _ := verified(t, data)
	same(t, "erased", "1", erased)

	// Without its reason it is found.
	meddle(t, raw, "DELETE FROM version WHERE authority_id = $1 AND kind = 'erasure'", id)
	tl(t, "verify", "--data", data).fails(exitError, "of record")
}
