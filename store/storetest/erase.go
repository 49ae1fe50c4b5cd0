package storetest

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

const unwanted = "content that a person asked us to erase"

func testErase(t *testing.T, fresh Fresh) {
	db, url, authority, _ := opened(t, fresh)
	administrator, auditor := as(authority, access.Administrator), as(authority, access.Auditor)
	mustPut(t, db, authority, change.Put{Kind: "update", Thing: "u", Body: text("%s", strings.Repeat(unwanted, 200))}) // too long for one page
	mustPut(t, db, authority, change.Put{Kind: "update", Thing: "u", Replaces: 1, Body: text("%s", unwanted)})
	mustPut(t, db, authority, change.Put{Kind: "update", Thing: "other", Body: text("kept")})
	before, err := db.Checkpoint(t.Context(), operator())
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Erase(t.Context(), as(authority, access.PlanOwner), "u", 0, "asked")
	wantKind(t, err, store.ErrDenied)
	_, err = db.Erase(t.Context(), administrator, "u", 0, "  ")
	wantKind(t, err, store.ErrInvalid)
	_, err = db.Erase(t.Context(), administrator, "nothing", 0, "asked")
	wantKind(t, err, store.ErrNotFound)
	_, err = db.Erase(t.Context(), administrator, "u", 99, "asked")
	wantKind(t, err, store.ErrInvalid)
	if _, err := db.Erase(t.Context(), administrator, "u", 2, "the person asked"); err != nil {
		t.Fatal(err)
	}
	if report := verified(t, db); report.Erased != 1 {
		t.Errorf("%+v", report)
	}
	if _, err := db.Erase(t.Context(), administrator, "u", 0, "the person asked again"); err != nil {
		t.Fatal(err)
	}
	if report := verified(t, db); report.Erased != 2 {
		t.Errorf("%+v", report)
	}
	if _, err := db.VerifyAgainst(t.Context(), operator(), before, nil); err != nil {
		t.Errorf("against a checkpoint from before the erasure: %v", err)
	}
	_, err = db.Erase(t.Context(), administrator, "u", 0, "once more")
	wantKind(t, err, store.ErrInvalid)
	history, _, err := db.History(t.Context(), auditor, "u", store.Page{})
	if err != nil || len(history) != 2 || !history[0].Erased || !history[1].Erased || history[0].Body != nil || history[0].Actor == "" {
		t.Errorf("the audit trail is %+v, %v", history, err)
	}
	reasons, _, err := db.Children(t.Context(), auditor, store.KindErasure, "u", store.Moment{}, store.Page{})
	if err != nil || len(reasons) != 2 || !strings.Contains(string(reasons[1].Body), `"reason":"the person asked"`) {
		t.Errorf("the reasons are %v, %v", reasons, err)
	}
	_, err = db.Erase(t.Context(), administrator, reasons[0].Thing, 0, "hide it")
	wantKind(t, err, store.ErrInvalid)
	entries, _, err := db.Entries(t.Context(), auditor, store.Page{Limit: 1})
	if err != nil || cmp.Diff([]ledger.Ref{{Thing: "u", Version: 2}}, entries[0].Erases) != "" {
		t.Errorf("the entry is %+v, %v", entries, err)
	}
	mustPut(t, db, authority, change.Put{Kind: "update", Thing: "u", Replaces: 2, Body: text("a fresh start")})
	verified(t, db)
	if !onPostgres(url) {
		for _, end := range []string{"", "-wal"} {
			if held, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:") + end); err == nil && bytes.Contains(held, []byte(unwanted)) {
				t.Errorf("the file%s still holds what was erased", end)
			}
		}
	}
	raw := behind(t, url)
	tamper(t, raw, "UPDATE version SET body = $2, salt = $2 WHERE authority_id = $1 AND thing_id = 'u' AND version = 1", authority, []byte("forged"))
	_, err = db.Verify(t.Context(), auditor, nil)
	wantFault(t, err, ledger.RecordAltered, authority, 2, "version 1 of record u")
}

// Restoring the very content that was erased is found too: package ledger
// tests it, where the old salt is at hand.
