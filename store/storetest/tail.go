package storetest

import (
	"database/sql"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

func on(now *clock) calendar.Date { return calendar.DayOf(now.now) }

// rewind makes the head what it was when the ledger had size entries, as a
// forger would who knows how it works.
func rewind(t *testing.T, raw *sql.DB, authority string, size int64) {
	t.Helper()
	var tree ledger.Tree
	var last ledger.Row
	for seq := int64(1); seq <= size; seq++ {
		last = readRow(t, raw, authority, seq)
		added, err := tree.Append(ledger.LeafOf(authority, last))
		if err != nil {
			t.Fatal(err)
		}
		tamper(t, raw, "UPDATE ledger_entry SET hashes = $2 WHERE authority_id = $1 AND seq = $3", authority, ledger.PackHashes(added), seq)
	}
	tamper(t, raw, "UPDATE ledger_head SET size = $2, at_us = $3, edge = $4 WHERE authority_id = $1", authority, size, last.At, tree.Edge())
}

func testTail(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	raw := behind(t, url)
	cut, rewritten := lived(t, db, now), lived(t, db, now)
	kept, err := db.Checkpoint(t.Context(), operator())
	if err != nil {
		t.Fatal(err)
	}
	if kept, err = ledger.ParseCheckpoint(kept.Format()); err != nil {
		t.Fatal(err)
	}
	now.advance(time.Minute)
	mustPut(t, db, cut, change.Put{Kind: "action", Thing: "later", Body: 1})
	if _, err := db.VerifyAgainst(t.Context(), operator(), kept, nil); err != nil {
		t.Fatalf("a ledger that has grown: %v", err)
	}
	tamper(t, raw, "DELETE FROM ledger_entry WHERE authority_id = $1 AND seq > 6", cut)
	tamper(t, raw, "DELETE FROM version WHERE authority_id = $1 AND seq > 6", cut)
	rewind(t, raw, cut, 6)
	tamper(t, raw, "UPDATE ledger_entry SET actor = 'mallory' WHERE authority_id = $1 AND seq = 8", rewritten)
	rewind(t, raw, rewritten, 8)
	if _, err := db.Verify(t.Context(), operator(), nil); err != nil {
		t.Fatalf("a forger who computes everything again is not found without a checkpoint: %v", err)
	}
	_, err = db.VerifyAgainst(t.Context(), as(cut, access.Auditor), kept, nil)
	wantFault(t, err, ledger.TailCut, cut, 7, "ends at entry 6, and the checkpoint saw 8")
	_, err = db.VerifyAgainst(t.Context(), as(rewritten, access.Auditor), kept, nil)
	wantFault(t, err, ledger.RewrittenSince, rewritten, 1, "first 8 entries")
}

func testVanished(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	gone := lived(t, db, now)
	kept, err := db.Checkpoint(t.Context(), operator())
	if err != nil {
		t.Fatal(err)
	}
	raw := behind(t, url)
	for _, table := range []string{"ledger_head", "ledger_entry", "version"} {
		tamper(t, raw, "DELETE FROM "+table+" WHERE authority_id = $1", gone)
	}
	_, err = db.Verify(t.Context(), operator(), nil)
	wantFault(t, err, ledger.AuthorityVanished, gone, 1, "no longer there")
	tamper(t, raw, "DELETE FROM ledger_entry WHERE authority_id = $1", store.SystemAuthority)
	tamper(t, raw, "UPDATE ledger_head SET size = 0, at_us = 0, edge = $2 WHERE authority_id = $1", store.SystemAuthority, []byte{})
	if _, err := db.Verify(t.Context(), operator(), nil); err != nil {
		t.Fatalf("with the system's ledger forged too: %v", err)
	}
	_, err = db.VerifyAgainst(t.Context(), operator(), kept, nil)
	wantFault(t, err, ledger.TailCut, store.SystemAuthority, 1, "the tail was cut off")
}
