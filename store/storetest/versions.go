package storetest

import (
	"slices"
	"strings"
	"testing"

	"throughline/change"
	"throughline/store"
)

func testVersions(t *testing.T, fresh Fresh) {
	needs, err := store.SchemaVersion()
	if err != nil {
		t.Fatal(err)
	}
	url := fresh(t)
	if !onPostgres(url) {
		_, err := store.Open(t.Context(), url, store.Options{})
		wantKind(t, err, store.ErrNotFound)
	}
	if has, err := store.VersionOf(t.Context(), url); !onPostgres(url) && has != 0 || err != nil {
		t.Errorf("before anything there is version %d, %v", has, err)
	}
	var steps []string
	from, to, err := store.Migrate(t.Context(), url, func(step string) { steps = append(steps, step) })
	if err != nil || to != needs || from == 0 && len(steps) != int(needs) {
		t.Fatalf("from %d to %d by %v, %v", from, to, steps, err)
	}
	if from, to, err := store.Migrate(t.Context(), url, func(step string) { t.Errorf("%s ran again", step) }); from != needs || to != needs || err != nil {
		t.Errorf("again: from %d to %d, %v", from, to, err)
	}
	if has, err := store.VersionOf(t.Context(), url); has != needs || err != nil {
		t.Errorf("after it there is version %d, %v", has, err)
	}
	db := open(t, url, store.Options{})
	authority := newAuthority(t, db)
	raw := behind(t, url)
	tamper(t, raw, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)")
	_, err = store.Open(t.Context(), url, store.Options{})
	wantKind(t, err, store.ErrTooNew)
	if !strings.Contains(store.Sentence(err), "version 99") {
		t.Error(store.Sentence(err))
	}
	_, _, err = store.Migrate(t.Context(), url, nil)
	wantKind(t, err, store.ErrTooNew)
	tamper(t, raw, "DELETE FROM goose_db_version WHERE version_id IN (99, $1)", needs)
	_, err = store.Open(t.Context(), url, store.Options{})
	wantKind(t, err, store.ErrTooOld)
	// The program that was running through all this was not disturbed.
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: "a", Body: 1})
}

// testCatalogue reads the engine's own catalogue and refuses a key or an
// index that does not begin with the authority, unless unscoped.go says why.
func testCatalogue(t *testing.T, fresh Fresh) {
	_, url, _, _ := opened(t, fresh)
	found, err := store.Catalogue(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	var tables []string
	for _, key := range found {
		tables = append(tables, key.Table)
	}
	for _, wanted := range []string{"ledger_head", "ledger_entry", "version", "filing", "tie", "find_key", "viewing", "draft", "batch", "holding", "book", "return_id", "account", "session"} {
		if !slices.Contains(tables, wanted) {
			t.Errorf("the catalogue of keys does not show %s: %v", wanted, found)
		}
	}
	for _, complaint := range store.UnscopedKeys(found) {
		t.Error(complaint)
	}
	// The check must be able to fail.
	raw := behind(t, url)
	for _, bad := range []string{
		"CREATE TABLE stray (id text NOT NULL PRIMARY KEY, authority_id text NOT NULL)",
		"CREATE INDEX stray_kind ON version (kind, authority_id)",
		"CREATE TABLE keyless (id text)",
	} {
		if _, err := raw.ExecContext(t.Context(), bad); err != nil {
			t.Fatal(err)
		}
	}
	found, err = store.Catalogue(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	complaints := strings.Join(store.UnscopedKeys(found), "\n")
	for _, wanted := range []string{"stray", "stray_kind", "keyless"} {
		if !strings.Contains(complaints, wanted) {
			t.Errorf("the check passes over %s: %s", wanted, complaints)
		}
	}
}
