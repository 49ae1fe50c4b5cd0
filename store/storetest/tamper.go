package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

// lived makes an authority whose ledger has eight entries: its making, and
// seven changes to two things in turn.
//
//	entry   2    3    4    5    6    7    8
//	thing   a.1  b.1  a.2  b.2  a.3  b.3  a.4
func lived(t testing.TB, db *store.DB, now *clock) (authority string) {
	authority = newAuthority(t, db)
	for i := range 7 {
		now.advance(time.Minute)
		mustPut(t, db, authority, change.Put{Kind: "action", Thing: []string{"a", "b"}[i%2], Replaces: i / 2, Body: text("version %d", i)})
	}
	return authority
}

func testSound(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	authority := lived(t, db, now)
	var told []int64
	report, err := db.Verify(t.Context(), operator(), func(done, total int64) { told = append(told, done, total) })
	if err != nil {
		t.Fatal(err)
	}
	// Two authorities; their making is in the system's ledger too.
	if report.Authorities != 2 || report.Entries != 2+1+8 || report.Versions != 1+8 || report.Erased != 0 || report.Root == "" {
		t.Errorf("%+v", report)
	}
	if len(told) == 0 || told[len(told)-2] != 11 || told[len(told)-1] != 11 {
		t.Errorf("progress was %v", told)
	}
	again := open(t, url, store.Options{ReadOnly: true})
	if same := verified(t, again); same.Root != report.Root {
		t.Errorf("the root is %s and was %s", same.Root, report.Root)
	}
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: "c", Body: 1})
	if next := verified(t, db); next.Root == report.Root || next.Entries != report.Entries+1 {
		t.Errorf("after a change: %+v", next)
	}
	_, err = again.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "x", on(now), func(*store.Tx) error { return nil })
	wantKind(t, err, store.ErrUnavailable)
}

type fakery struct {
	name string
	do   func(t *testing.T, raw *sql.DB, authority string)
	kind ledger.FaultKind
	seq  int64
	says string
}

// sqls makes a fakery's doing from statements; $1 is the authority.
func sqls(statements ...string) func(*testing.T, *sql.DB, string) {
	return func(t *testing.T, raw *sql.DB, authority string) {
		for _, s := range statements {
			tamper(t, raw, s, authority)
		}
	}
}

func swap(table string, a, b int, also string) []string {
	move := func(from, to int) string {
		return fmt.Sprintf("UPDATE %s SET seq = %d WHERE authority_id = $1 AND seq = %d %s", table, to, from, also)
	}
	return []string{move(a, -1), move(b, a), move(-1, b)}
}

var fakeries = []fakery{
	{"an entry altered", sqls("UPDATE ledger_entry SET actor = 'mallory' WHERE authority_id = $1 AND seq = 5"), ledger.EntryAltered, 5, "entry 5"},
	{"an entry's time altered", sqls("UPDATE ledger_entry SET at_us = at_us + 1 WHERE authority_id = $1 AND seq = 6"), ledger.EntryAltered, 6, "entry 6"},
	{"an entry's name altered", sqls("UPDATE ledger_entry SET change = 'read' WHERE authority_id = $1 AND seq = 4"), ledger.EntryAltered, 4, "entry 4"},
	{"the last entry altered", sqls("UPDATE ledger_entry SET effective_on = '2011-01-01' WHERE authority_id = $1 AND seq = 8"), ledger.EntryAltered, 8, "entry 8"},
	{"an entry's list emptied", sqls("UPDATE ledger_entry SET puts = NULL WHERE authority_id = $1 AND seq = 3"), ledger.EntryAltered, 3, "entry 3"},
	{"an entry altered with its hash", forgeLeaf(5), ledger.TreeAltered, 5, "entries 5 to 6"},
	{"the last entry altered with its hash", forgeLeaf(8), ledger.TreeAltered, 7, "entries 7 to 8"},
	{"an entry removed", sqls("DELETE FROM ledger_entry WHERE authority_id = $1 AND seq = 5"), ledger.EntryRemoved, 5, "entry 5 is missing"},
	{"the first entry removed", sqls("DELETE FROM ledger_entry WHERE authority_id = $1 AND seq = 1"), ledger.EntryRemoved, 1, "entry 1 is missing"},
	{"an entry and its record removed", sqls("DELETE FROM ledger_entry WHERE authority_id = $1 AND seq = 6", "DELETE FROM version WHERE authority_id = $1 AND seq = 6"),
		ledger.EntryRemoved, 6, "entry 6 is missing"},
	{"the last entries removed", sqls("DELETE FROM ledger_entry WHERE authority_id = $1 AND seq > 6"), ledger.EntryRemoved, 7, "entries 7 to 8 are missing"},
	{"entries swapped", sqls(swap("ledger_entry", 4, 5, "")...), ledger.EntryReordered, 4, "was written as entry 5"},
	{"entries swapped, hashes left", swapLeavingHashes, ledger.EntryReordered, 3, "was written as entry 7"},
	{"an entry added at the end", sqls(copyEntry(8, 9)), ledger.EntryAdded, 9, "entry 9"},
	{"an entry added before the first", sqls(copyEntry(3, 0)), ledger.EntryAdded, 0, "entry 0"},
	{"a record altered", sqls("UPDATE version SET body = (SELECT body FROM version WHERE authority_id = $1 AND seq = 8) WHERE authority_id = $1 AND seq = 4"),
		ledger.RecordAltered, 4, "version 2 of record a"},
	{"a record's day altered", sqls("UPDATE version SET effective_on = '2012-01-01' WHERE authority_id = $1 AND seq = 5"), ledger.RecordAltered, 5, "version 2 of record b"},
	{"a record's kind altered", sqls("UPDATE version SET kind = 'part' WHERE authority_id = $1 AND seq = 5"), ledger.RecordAltered, 5, "version 2 of record b"},
	{"a record's parent altered", sqls("UPDATE version SET parent_id = 'x' WHERE authority_id = $1 AND seq = 6"), ledger.RecordAltered, 6, "version 3 of record a"},
	{"a record's number altered", sqls("UPDATE version SET version = 9 WHERE authority_id = $1 AND seq = 6"), ledger.RecordAltered, 6, "version 3 of record a"},
	{"a record's name altered", sqls("UPDATE version SET thing_id = 'z' WHERE authority_id = $1 AND seq = 6"), ledger.RecordAltered, 6, "version 3 of record a"},
	{"a record removed", sqls("DELETE FROM version WHERE authority_id = $1 AND seq = 7"), ledger.RecordRemoved, 7, "version 3 of record b"},
	{"records swapped", sqls(swap("version", 4, 6, "")...), ledger.RecordReordered, 4, "filed under entry 6"},
	{"a record added to an entry", sqls(copyVersion(4, 4)), ledger.RecordAdded, 4, "version 2 of record forged"},
	{"a record added at the end", sqls(copyVersion(4, 9)), ledger.RecordAdded, 9, "version 2 of record forged"},
	{"a hash altered", sqls("UPDATE ledger_entry SET hashes = (SELECT hashes FROM ledger_entry WHERE authority_id = $1 AND seq = 5) WHERE authority_id = $1 AND seq = 3"),
		ledger.TreeAltered, 3, "the entry itself is sound"},
	{"a node altered", forgeNode, ledger.TreeAltered, 1, "entries 1 to 4"},
	{"the end altered", sqls("UPDATE ledger_head SET edge = (SELECT edge FROM ledger_head WHERE authority_id <> $1 AND size = 8 LIMIT 1) WHERE authority_id = $1"),
		ledger.TreeAltered, 1, "entries 1 to 8"},
	{"the end moved on", sqls("UPDATE ledger_head SET size = 9 WHERE authority_id = $1"), ledger.EntryRemoved, 9, "entry 9 is missing"},
	{"the end's time altered", sqls("UPDATE ledger_head SET at_us = at_us + 1 WHERE authority_id = $1"), ledger.HeadAltered, 8, "does not bear the time"},
	{"the end removed", sqls("DELETE FROM ledger_head WHERE authority_id = $1"), ledger.HeadAltered, 1, "the end of the ledger is missing"},
	{"content taken away in silence", sqls("UPDATE version SET body = NULL, salt = NULL WHERE authority_id = $1 AND seq = 5"), ledger.ErasedInSilence, 5, "no erasure was recorded"},
}

func copyEntry(from, to int) string {
	return fmt.Sprintf(`INSERT INTO ledger_entry (authority_id, seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes)
		SELECT authority_id, %d, at_us, actor, membership, on_behalf_of, change, effective_on, detail, NULL, NULL, hashes
		FROM ledger_entry WHERE authority_id = $1 AND seq = %d`, to, from)
}

func copyVersion(from, to int) string {
	return fmt.Sprintf(`INSERT INTO version (authority_id, thing_id, seq, version, kind, parent_id, effective_on, salt, body)
		SELECT authority_id, 'forged', %d, version, kind, parent_id, effective_on, salt, body
		FROM version WHERE authority_id = $1 AND seq = %d`, to, from)
}

// readRow reads an entry without the store.
func readRow(t *testing.T, raw *sql.DB, authority string, seq int64) ledger.Row {
	t.Helper()
	var r ledger.Row
	if err := raw.QueryRowContext(t.Context(), `SELECT seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes
		FROM ledger_entry WHERE authority_id = $1 AND seq = $2`, authority, seq).Scan(&r.Seq, &r.At, &r.Actor, &r.Membership, &r.OnBehalfOf,
		&r.Change, &r.EffectiveOn, &r.Detail, &r.Puts, &r.Erases, &r.Hashes); err != nil {
		t.Fatal(err)
	}
	return r
}

// forgeLeaf alters an entry and computes its own hash again, but not those
// above it.
func forgeLeaf(seq int64) func(*testing.T, *sql.DB, string) {
	return func(t *testing.T, raw *sql.DB, authority string) {
		r := readRow(t, raw, authority, seq)
		r.Actor = []byte("mallory")
		leaf := ledger.LeafOf(authority, r)
		tamper(t, raw, "UPDATE ledger_entry SET actor = 'mallory', hashes = $2 WHERE authority_id = $1 AND seq = $3", authority, append(leaf[:], r.Hashes[32:]...), seq)
	}
}

func forgeNode(t *testing.T, raw *sql.DB, authority string) {
	r := readRow(t, raw, authority, 4)
	r.Hashes[len(r.Hashes)-1] ^= 1
	tamper(t, raw, "UPDATE ledger_entry SET hashes = $2 WHERE authority_id = $1 AND seq = 4", authority, r.Hashes)
}

func swapLeavingHashes(t *testing.T, raw *sql.DB, authority string) {
	three, seven := readRow(t, raw, authority, 3), readRow(t, raw, authority, 7)
	for _, s := range swap("ledger_entry", 3, 7, "") {
		tamper(t, raw, s, authority)
	}
	for seq, r := range map[int64]ledger.Row{3: three, 7: seven} {
		tamper(t, raw, "UPDATE ledger_entry SET hashes = $2 WHERE authority_id = $1 AND seq = $3", authority, r.Hashes, seq)
	}
}

func testTamper(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	lived(t, db, now) // another authority, which stays sound
	raw := behind(t, url)
	for _, f := range fakeries {
		t.Run(f.name, func(t *testing.T) {
			authority := lived(t, db, now)
			auditor := as(authority, access.Auditor)
			if _, err := db.Verify(t.Context(), auditor, nil); err != nil {
				t.Fatalf("before: %v", err)
			}
			f.do(t, raw, authority)
			_, err := db.Verify(t.Context(), auditor, nil)
			wantFault(t, err, f.kind, authority, f.seq, f.says)
		})
	}
}

func wantFault(t *testing.T, err error, kind ledger.FaultKind, authority string, seq int64, says string) {
	t.Helper()
	var fault *ledger.Fault
	if !errors.As(err, &fault) {
		t.Fatalf("found %v, want %s", err, kind)
	}
	if fault.Kind != kind || fault.Seq != seq || fault.Authority != authority || !strings.Contains(store.Sentence(err), says) {
		t.Errorf("found %q at %d: %s\nwant %q at %d, saying %q", fault.Kind, fault.Seq, store.Sentence(err), kind, seq, says)
	}
}
