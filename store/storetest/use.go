package storetest

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"throughline/access"
	"throughline/store"
)

// testUse records what was done around the pages, in no council's ledger.
func testUse(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	system := access.Caller{Account: "account-auditor", Authority: store.SystemAuthority, Roles: []access.Role{access.Auditor}}
	before, _, err := db.Head(t.Context(), as(authority, access.Auditor))
	if err != nil {
		t.Fatal(err)
	}
	for account, detail := range map[string]string{"": "plan show", "account-1": "plan show as account-1"} {
		if err := db.RecordUse(t.Context(), operator(), "plan show", account); err != nil {
			t.Fatal(err)
		}
		entries, _, err := db.Entries(t.Context(), system, store.Page{Limit: 1})
		if err != nil || len(entries) != 1 || entries[0].Change != store.ChangeUsed || entries[0].Detail != detail || entries[0].Actor != operator().Account {
			t.Errorf("recorded %+v, %v", entries, err)
		}
	}
	if after, _, err := db.Head(t.Context(), as(authority, access.Auditor)); err != nil || after != before {
		t.Errorf("the council's ledger went from %d to %d, %v", before, after, err)
	}
	for _, wrong := range [][2]string{{"", ""}, {"what was read: café", ""}, {"plan show", "ann@example.org"}} {
		wantKind(t, db.RecordUse(t.Context(), operator(), wrong[0], wrong[1]), store.ErrInvalid)
	}
	verified(t, db)
}

// testSteps restores with steps of the caller's own: run once the backup is
// found whole, and able to stop it.
func testSteps(t *testing.T, fresh Fresh) {
	db, _, _, _ := opened(t, fresh)
	file := filepath.Join(t.TempDir(), "backup.db")
	if _, err := db.Backup(t.Context(), operator(), file, nil); err != nil {
		t.Fatal(err)
	}
	target := fresh(t)
	refused := errors.New("not these")
	_, err := store.Restore(t.Context(), file, target, nil, func(context.Context, *store.DB) error { return refused })
	if !errors.Is(err, refused) {
		t.Errorf("the step's error became %v", err)
	}
	var seen int
	_, err = store.Restore(t.Context(), file, target, nil, func(ctx context.Context, backup *store.DB) error {
		all, err := backup.Authorities(ctx, operator())
		seen = len(all)
		return err
	})
	if err != nil || seen != 1 {
		t.Errorf("a refused restore left something, or the step saw %d councils: %v", seen, err)
	}
	_, err = store.Restore(t.Context(), file, target, nil, func(context.Context, *store.DB) error {
		t.Error("the step ran though the database is not empty")
		return nil
	})
	wantKind(t, err, store.ErrInvalid)
}
