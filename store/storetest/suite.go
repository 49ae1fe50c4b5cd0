// Package storetest is the conformance suite of package store: what every
// engine must do, run against each.
package storetest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // for looking behind the store's back
	_ "modernc.org/sqlite"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// Fresh gives the address of a new database that nobody else uses. It may be
// empty or already migrated.
type Fresh func(t testing.TB) string

// Run runs the whole suite. A test that calls it must do nothing else,
// because the suite starts the test again as another process to kill it.
func Run(t *testing.T, fresh Fresh) {
	if lookUntilKilled(t) || writeUntilKilled(t) || stageUntilKilled(t) {
		return
	}
	for _, part := range []struct {
		name string
		test func(t *testing.T, fresh Fresh)
	}{
		{"a change is one entry and its versions", testWrite},
		{"a change is whole or not at all", testRollback},
		{"a stale change is refused", testStale},
		{"days and kinds are checked", testInvalid},
		{"time never runs backwards", testClock},
		{"writers take turns", testWriters},
		{"authorities do not wait for each other", testAuthorities},
		{"every moment agrees with a plain model", testMoments},
		{"lists come in pages", testPages},
		{"authorities have walls", testWalls},
		{"every method refuses nobody", testNobody},
		{"every way of reading refuses nobody", testNobodyReads},
		{"the index tables follow the versions", testFiled},
		{"an altered index is found and named", testFiledTamper},
		{"what may be recorded is as it was before", testFiledWrites},
		{"a filing that cannot be kept is refused", testFiledInvalid},
		{"what is not seen is as what is not there", testUnseen},
		{"what is not seen is looked for as what is not there", testStatements},
		{"a search finds by every key, of what is seen", testSearch},
		{"every view is on record", testViews},
		{"the views of a day are folded", testLooks},
		{"who read an exempt part is on record", testExempt},
		{"counting names nobody", testCounting},
		{"views are recorded together", testTogether},
		{"the views of one answer are one write", testOneAnswer},
		{"views are looked at as they are recorded", testWatched},
		{"only the views that concern who watches are looked at", testWatchedOnly},
		{"what cannot be recorded is not shown", testViewsFail},
		{"drafts are their writer’s own", testDrafts},
		{"records that were erased are gone", testEraseFiled},
		{"what is about people is walled off", testWalledOff},
		{"every way of reading agrees on who may see what", testVisible},
		{"a refusal is recorded", testDenied},
		{"a refusal is not recorded without end", testDeniedAgain},
		{"a sound ledger verifies", testSound},
		{"a ledger verifies while it grows", testMeanwhile},
		{"tampering is found and named", testTamper},
		{"a cut tail is found by a checkpoint", testTail},
		{"an authority cannot vanish", testVanished},
		{"erased content is gone and counted", testErase},
		{"a killed writer loses nothing acknowledged", testKilled},
		{"a look is told of though its index is still to be made", testPending},
		{"processes index looks together", testIndexedTogether},
		{"a backup holds every look before it", testLooksBackedUp},
		{"looks are counted before they are indexed", testSince},
		{"a killed looker loses no look acknowledged", testKilledLooking},
		{"a full disk loses nothing", testFull},
		{"backups restore into either engine", testBackup},
		{"steps of a restore can stop it", testSteps},
		{"use around the pages is recorded", testUse},
		{"versions of the program are told apart", testVersions},
		{"accounts and sessions", testAccounts},
		{"memberships are found at sign-in", testMemberships},
		{"settings", testSettings},
		{"what was staged counts from the entry that seals it", testHeld},
		{"what returns say agrees with a plain model", testHeldModel},
		{"what cannot be staged or sealed is refused", testStageInvalid},
		{"what was staged is taken away", testDropStaged},
		{"a page is saved while a return is staged", testSavedMeanwhile},
		{"what a killed process staged counts for nothing", testKilledStaging},
		{"processes stage and seal together", testTwoProcesses},
		{"altered holdings are found and named", testHeldTamper},
		{"what returns said of a child is erased", testEraseHeld},
		{"standings to many are asked at once", testStandings},
		{"every key begins with the authority", testCatalogue},
	} {
		t.Run(part.name, func(t *testing.T) { part.test(t, fresh) })
	}
}

// Clock is a clock that the test moves.
type clock struct{ now time.Time }

func (c *clock) read() time.Time            { return c.now }
func (c *clock) advance(step time.Duration) { c.now = c.now.Add(step) }

func newClock() *clock { return &clock{time.Date(2012, 3, 9, 10, 0, 0, 0, time.UTC)} }

func migrated(t testing.TB, url string) string {
	t.Helper()
	if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	return url
}

func open(t testing.TB, url string, opt store.Options) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), migrated(t, url), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// opened gives a new database and one authority in it, by a clock.
func opened(t testing.TB, fresh Fresh) (db *store.DB, url, authority string, now *clock) {
	t.Helper()
	url, now = fresh(t), newClock()
	db = open(t, url, store.Options{Clock: now.read})
	return db, url, newAuthority(t, db), now
}

func operator() access.Caller {
	return access.Caller{Account: "the-operator", Roles: []access.Role{access.Operator}}
}

func as(authority string, role access.Role) access.Caller {
	return access.Caller{Account: "account-" + string(role), Authority: authority, Membership: "membership-" + string(role), Roles: []access.Role{role}}
}

func newAuthority(t testing.TB, db *store.DB) string {
	t.Helper()
	id := store.NewID()
	if _, err := db.CreateAuthority(t.Context(), operator(), id, "An invented council"); err != nil {
		t.Fatal(err)
	}
	return id
}

type body struct {
	Text string `json:"text"`
}

// put writes one version of one thing as the plan's owner.
func put(db *store.DB, authority string, p change.Put, on calendar.Date) (store.Receipt, error) {
	return db.Write(context.Background(), as(authority, access.PlanOwner), access.EditPlan, "change an action", on,
		func(tx *store.Tx) error { return tx.Put(p) })
}

func mustPut(t testing.TB, db *store.DB, authority string, p change.Put) store.Receipt {
	t.Helper()
	r, err := put(db, authority, p, calendar.Date{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func onPostgres(url string) bool { return strings.HasPrefix(url, "postgres") }

// behind opens the database without the store, as somebody would who means to
// change it behind the ledger's back.
func behind(t testing.TB, url string) *sql.DB {
	t.Helper()
	driver, source := "sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(10000)"
	if onPostgres(url) {
		driver, source = "pgx", url
	}
	raw, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
	})
	return raw
}

func tamper(t testing.TB, raw *sql.DB, statement string, args ...any) {
	t.Helper()
	result, err := raw.ExecContext(t.Context(), statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s: changed %d rows, %v", statement, n, err)
	}
}

// wantKind checks the kind of an error, and that its sentence is fit to show.
func wantKind(t testing.TB, err, kind error) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got error %v, want one of kind %q", err, kind)
	}
	words := store.Sentence(err)
	if words == "" || strings.Contains(words, "SQLITE") || strings.Contains(words, "SQLSTATE") || !strings.ContainsAny(words[len(words)-1:], ".?") {
		t.Errorf("the sentence %q is not fit to show", words)
	}
	if words[:1] != strings.ToUpper(words[:1]) {
		t.Errorf("the sentence %q does not start like one", words)
	}
}

func verified(t testing.TB, db *store.DB) store.Report {
	t.Helper()
	report, err := db.Verify(t.Context(), operator(), nil)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return report
}

func headOf(t testing.TB, db *store.DB, authority string) int64 {
	t.Helper()
	seq, _, err := db.Head(t.Context(), as(authority, access.Auditor))
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func text(format string, args ...any) body { return body{fmt.Sprintf(format, args...)} }
