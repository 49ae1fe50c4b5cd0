package storetest

import (
	"database/sql"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/ledger"
	"throughline/store"
)

// returnsLived makes an authority in which a first return counted (entry 2), a
// second counts (entry 3), the first was taken back (entry 4), a child was
// erased (entry 5), and a third is staged.
func returnsLived(t testing.TB, db *store.DB) (authority string) {
	authority = newAuthority(t, db)
	load(t, db, authority, "first", "ann", "bob", "cat")
	load(t, db, authority, "second", "ann", "bob", "cat")
	mustStage(t, db, authority, "undoing", nil, []store.Book{bookOf("undoing", "ann"), bookOf("undoing", "bob"), bookOf("undoing", "cat")}, nil)
	if _, err := undo(db, authority, "first", "undoing"); err != nil {
		t.Fatal(err)
	}
	eraseHeld(t, db, authority, "cat")
	mustStage(t, db, authority, "third", []store.Holding{hold("third", "dan")}, []store.Book{bookOf("third", "dan")}, []store.ReturnID{number("local", "dan")})
	return authority
}

func eraseHeld(t testing.TB, db *store.DB, authority string, subjects ...string) (n int) {
	t.Helper()
	_, err := db.Write(t.Context(), as(authority, access.GovernanceLead), access.DestroyRecords, "destroy records", calendar.Date{}, func(tx *store.Tx) error {
		n = 0
		for _, subject := range subjects {
			gone, err := tx.EraseHeld(subject)
			if err != nil {
				return err
			}
			n += gone
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

const copyHolding = "INSERT INTO holding SELECT authority_id, batch_id, "

var heldFakeries = []fakery{
	{"a body altered", sqls("UPDATE holding SET body = CAST('x' AS bytea) WHERE authority_id = $1 AND batch_id = 'second' AND place = 2"),
		ledger.HoldingAltered, 3, "holding 2 of the return second, which entry 3 made to count, is not what it was then"},
	{"a body altered of what was taken back", sqls("UPDATE holding SET body = CAST('x' AS bytea) WHERE authority_id = $1 AND batch_id = 'first' AND place = 1"),
		ledger.HoldingAltered, 2, "holding 1 of the return first"},
	{"a salt altered", sqls("UPDATE holding SET salt = CAST('x' AS bytea) WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.HoldingAltered, 3, "holding 1 of the return second"},
	{"a subject swapped", sqls("UPDATE holding SET subject_id = 'bob' WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.HoldingAltered, 3, "holding 1 of the return second"},
	{"the subject of erased content swapped", sqls("UPDATE holding SET subject_id = 'bob' WHERE authority_id = $1 AND batch_id = 'second' AND place = 3"),
		ledger.HoldingAltered, 3, "the return second, which entry 3 made to count, does not say what it said then"},
	{"a holding removed", sqls("DELETE FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 2"),
		ledger.RecordRemoved, 3, "holding 2 of the return second, which entry 3 made to count, is no longer there"},
	{"the last holding removed", sqls("DELETE FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 3"),
		ledger.RecordRemoved, 3, "holding 3 of the return second"},
	{"the last holding removed, and the count", sqls("DELETE FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 3",
		"UPDATE batch SET holdings = 2 WHERE authority_id = $1 AND batch_id = 'second'"), ledger.HoldingAltered, 3, "the return second"},
	{"every holding removed", sqls("DELETE FROM holding WHERE authority_id = $1 AND batch_id = 'second'"),
		ledger.RecordRemoved, 3, "holding 1 of the return second"},
	{"a holding added", sqls(copyHolding + "4, 'eve', commitment, salt, body FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.RecordAdded, 3, "holding 4 of the return second"},
	{"a holding added before the first", sqls(copyHolding + "0, subject_id, commitment, salt, body FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.RecordAdded, 3, "holding 0 of the return second"},
	{"a holding added that nobody staged", sqls("INSERT INTO holding SELECT authority_id, 'forged', 1, subject_id, commitment, salt, body FROM holding WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.RecordAdded, 0, "the return forged has rows of holding that were not staged"},
	{"holdings swapped", sqls("UPDATE holding SET place = 9 WHERE authority_id = $1 AND batch_id = 'second' AND place = 1",
		"UPDATE holding SET place = 1 WHERE authority_id = $1 AND batch_id = 'second' AND place = 2",
		"UPDATE holding SET place = 2 WHERE authority_id = $1 AND batch_id = 'second' AND place = 9"), ledger.HoldingAltered, 3, "the return second"},
	{"a holding replaced, with its hash and the root", forgeHolding, ledger.HoldingAltered, 3, "the return second"},
	{"content erased in silence", sqls("UPDATE holding SET salt = NULL, body = NULL WHERE authority_id = $1 AND batch_id = 'second' AND place = 1"),
		ledger.ErasedInSilence, 3, "holding 1 of the return second"},
	{"erased content put back", sqls("UPDATE holding SET salt = CAST('x' AS bytea), body = CAST('x' AS bytea) WHERE authority_id = $1 AND batch_id = 'first' AND place = 3"),
		ledger.ErasedStillThere, 2, "holding 3 of the return first"},
	{"a return made to count", sqls("UPDATE batch SET sealed_seq = 4 WHERE authority_id = $1 AND batch_id = 'third'"),
		ledger.RecordAdded, 0, "the return third counts, and no entry made it"},
	{"a return made to count earlier", sqls("UPDATE batch SET sealed_seq = 2 WHERE authority_id = $1 AND batch_id = 'second'"),
		ledger.RecordRemoved, 3, "the return second"},
	{"a return made not to count", sqls("UPDATE batch SET sealed_seq = 0 WHERE authority_id = $1 AND batch_id = 'second'"),
		ledger.RecordRemoved, 3, "the return second"},
	{"a batch removed", sqls("DELETE FROM batch WHERE authority_id = $1 AND batch_id = 'first'"), ledger.RecordRemoved, 2, "the return first"},
	{"what was taken back made to count again", sqls("UPDATE batch SET undone_seq = 0 WHERE authority_id = $1 AND batch_id = 'first'"),
		ledger.HoldingAltered, 2, "the return first"},
	{"a return taken back", sqls("UPDATE batch SET undone_seq = 5 WHERE authority_id = $1 AND batch_id = 'second'"),
		ledger.HoldingAltered, 3, "the return second"},
	{"the root altered", sqls("UPDATE batch SET root = CAST('x' AS bytea) WHERE authority_id = $1 AND batch_id = 'second'"), ledger.HoldingAltered, 3, "the return second"},
	{"a book of no batch", sqls("UPDATE book SET batch_id = 'forged' WHERE authority_id = $1 AND batch_id = 'second' AND subject_id = 'ann'"),
		ledger.RecordAdded, 0, "the return forged has rows of book"},
	{"a book of no entry", sqls("UPDATE book SET batch_id = '', seq = 6 WHERE authority_id = $1 AND batch_id = 'second' AND subject_id = 'ann'"),
		ledger.IndexAltered, 0, "rows of book for a record ann"},
	{"a number of no batch", sqls("UPDATE return_id SET batch_id = 'forged' WHERE authority_id = $1 AND batch_id = 'second' AND subject_id = 'ann'"),
		ledger.RecordAdded, 0, "the return forged has rows of return_id"},
}

// forgeHolding alters a holding as a forger would who knows how it works, but
// for the ledger.
func forgeHolding(t *testing.T, raw *sql.DB, authority string) {
	t.Helper()
	salt, body := make([]byte, ledger.SaltSize), []byte("forged")
	commitment := ledger.CommitHolding(salt, authority, "second", "ann", body)
	tamper(t, raw, "UPDATE holding SET salt = $2, body = $3, commitment = $4 WHERE authority_id = $1 AND batch_id = 'second' AND place = 1", authority, salt, body, commitment[:])
	first := ledger.HoldingsRoot(authority, "second")
	root := first[:]
	rows, err := raw.QueryContext(t.Context(), "SELECT subject_id, commitment FROM holding WHERE authority_id = $1 AND batch_id = 'second' ORDER BY place", authority)
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var subject string
		var commitment []byte
		if err := rows.Scan(&subject, &commitment); err != nil {
			t.Fatal(err)
		}
		linked := ledger.LinkHolding(root, subject, commitment)
		root = linked[:]
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if err := rows.Close(); err != nil {
		t.Fatal(err)
	}
	tamper(t, raw, "UPDATE batch SET root = $2 WHERE authority_id = $1 AND batch_id = 'second'", authority, root)
}

// testHeldTamper plants each fault in an authority of its own, and has each
// found and named.
func testHeldTamper(t *testing.T, fresh Fresh) {
	db, url, sound, _ := opened(t, fresh)
	raw := behind(t, url)
	for _, f := range heldFakeries {
		authority := returnsLived(t, db)
		if _, err := db.Verify(t.Context(), as(authority, access.Auditor), nil); err != nil {
			t.Fatalf("before %s: %v", f.name, err)
		}
		t.Run(f.name, func(t *testing.T) {
			f.do(t, raw, authority)
			_, err := db.Verify(t.Context(), as(authority, access.Auditor), nil)
			wantFault(t, err, f.kind, authority, f.seq, f.says)
		})
	}
	if _, err := db.Verify(t.Context(), as(sound, access.Auditor), nil); err != nil {
		t.Errorf("the faults of others are told to an authority: %v", err)
	}
	tamper(t, raw, "INSERT INTO batch SELECT 'forged', batch_id, staged_us, sealed_seq, undone_seq, dropped, holdings, books, root FROM batch WHERE batch_id = 'third' AND sealed_seq = 0 LIMIT 1")
	if _, err := db.Verify(t.Context(), operator(), nil); err == nil {
		t.Error("rows of an authority that does not exist are not found")
	}
}
