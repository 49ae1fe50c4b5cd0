package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

func mustAccount(t *testing.T, db *store.DB, id, email string) store.Account {
	t.Helper()
	a, err := db.CreateAccount(t.Context(), operator(), id, email, "Ann Example", "hash of "+id)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func testAccounts(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	door, administrator := db.Door(), as(authority, access.Administrator)
	made := mustAccount(t, db, "ann", " Ann@Example.ORG ")
	if made.Email != "ann@example.org" || !made.Created.Equal(now.now) {
		t.Errorf("%+v", made)
	}
	for _, email := range []string{"ann@example.ORG", "", "ann", "ann@", "@example.org", "ann example@example.org"} {
		_, err := db.CreateAccount(t.Context(), administrator, "bob", email, "Bob Example", "h")
		wantKind(t, err, store.ErrInvalid)
	}
	_, err := db.CreateAccount(t.Context(), administrator, "ann", "other@example.org", "Bob Example", "h")
	wantKind(t, err, store.ErrInvalid)
	_, err = db.CreateAccount(t.Context(), access.Caller{Account: "ann"}, "bob", "bob@example.org", "Bob Example", "h")
	wantKind(t, err, store.ErrDenied)
	if _, err := db.CreateAccount(t.Context(), administrator, "bob", "bob@example.org", "Bob Example", "h"); err != nil {
		t.Error(err)
	}
	found, err := door.AccountByEmail(t.Context(), "ANN@example.org")
	if diff := cmp.Diff(made, found); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for _, email := range []string{"nobody@example.org", "", "ann\x00@example.org", "ann\xff@example.org", strings.Repeat("a", 300) + "@example.org"} {
		_, err = door.AccountByEmail(t.Context(), email)
		wantKind(t, err, store.ErrNotFound)
	}
	if seen, err := db.Account(t.Context(), access.Caller{Account: "bob"}, "ann"); err != nil || seen.Name != "Ann Example" || seen.PasswordHash != "" {
		t.Errorf("Bob sees %+v, %v", seen, err)
	}

	wantKind(t, db.SetPassword(t.Context(), access.Caller{Account: "bob"}, "ann", "stolen"), store.ErrDenied)
	// An administrator changes only accounts whose every place is in their own authority.
	wantKind(t, db.SetPassword(t.Context(), administrator, "nobody", "x"), store.ErrDenied)
	wantKind(t, db.SetPassword(t.Context(), administrator, "ann", "x"), store.ErrDenied)
	wantKind(t, db.SetPassword(t.Context(), operator(), "nobody", "x"), store.ErrNotFound)
	if err := db.SetPassword(t.Context(), access.Caller{Account: "ann"}, "ann", "new"); err != nil {
		t.Error(err)
	}
	if a, err := door.AccountByID(t.Context(), "ann"); err != nil || a.PasswordHash != "new" {
		t.Errorf("%+v, %v", a, err)
	}

	keep := func(token, account string, life time.Duration) {
		t.Helper()
		if err := door.PutSession(t.Context(), token, account, []byte("data of "+token), now.now.Add(life)); err != nil {
			t.Error(err)
		}
	}
	live := func(token string) bool {
		t.Helper()
		data, there, err := door.Session(t.Context(), token)
		if err != nil || there && string(data) != "data of "+token {
			t.Errorf("session %s: %q, %v", token, data, err)
		}
		return there
	}
	keep("one", "ann", time.Hour)
	keep("two", "ann", 2*time.Hour)
	keep("three", "bob", 2*time.Hour)
	keep("four", "", time.Hour)
	keep("one", "ann", 3*time.Hour)
	if err := door.DeleteSession(t.Context(), "four"); err != nil || live("four") || !live("one") {
		t.Error("sign out", err)
	}
	now.advance(2 * time.Hour)
	if live("two") || !live("one") {
		t.Error("sessions end when they expire, and not before")
	}
	if err := door.Expire(t.Context(), now.now); err != nil || !live("one") {
		t.Error(err)
	}
	keep("three", "bob", time.Hour)
	_, err = db.SignOutEverywhere(t.Context(), access.Caller{Account: "bob"}, "ann")
	wantKind(t, err, store.ErrDenied)
	if n, err := db.SignOutEverywhere(t.Context(), access.Caller{Account: "ann"}, "ann"); n != 1 || err != nil || live("one") || !live("three") {
		t.Error("sign out everywhere", n, err)
	}
	wantKind(t, db.SetDisabled(t.Context(), access.Caller{Account: "bob"}, "bob", true), store.ErrDenied)
	wantKind(t, db.SetDisabled(t.Context(), administrator, "bob", true), store.ErrDenied) // Bob has no place here yet
	if _, err := db.Write(t.Context(), administrator, access.ManagePeople, "add a person", calendar.Date{}, func(tx *store.Tx) error {
		return tx.Put(change.Put{Kind: store.KindMembership, Thing: "place-of-bob", Body: map[string]string{"account": "bob"}})
	}); err != nil {
		t.Fatal(err)
	}
	if err := db.SetDisabled(t.Context(), administrator, "bob", true); err != nil || live("three") {
		t.Error("a disabled account keeps its session", err)
	}
	if a, err := door.AccountByID(t.Context(), "bob"); err != nil || !a.Disabled.Equal(now.now) {
		t.Errorf("%+v, %v", a, err)
	}
	if err := db.SetDisabled(t.Context(), administrator, "bob", false); err != nil {
		t.Error(err)
	}
	if a, err := door.AccountByID(t.Context(), "bob"); err != nil || !a.Disabled.IsZero() {
		t.Errorf("%+v, %v", a, err)
	}
	testAttempts(t, door, now)
	verified(t, db)
}

func testAttempts(t *testing.T, door store.Door, now *clock) {
	for range 3 {
		if err := door.AddAttempt(t.Context(), "ann@example.org"); err != nil {
			t.Fatal(err)
		}
	}
	now.advance(time.Minute)
	if err := door.AddAttempt(t.Context(), "ann@example.org"); err != nil {
		t.Fatal(err)
	}
	count := func(key string, ago time.Duration) int {
		t.Helper()
		n, err := door.CountAttempts(t.Context(), key, now.now.Add(-ago))
		if err != nil {
			t.Error(err)
		}
		return n
	}
	if a, b, c := count("ann@example.org", time.Hour), count("ann@example.org", 30*time.Second), count("other", time.Hour); a != 4 || b != 1 || c != 0 {
		t.Errorf("attempts: %d, %d, %d", a, b, c)
	}
	if err := door.Expire(t.Context(), now.now.Add(-30*time.Second)); err != nil || count("ann@example.org", time.Hour) != 1 {
		t.Error("old attempts stay", err)
	}
	if err := door.ClearAttempts(t.Context(), "ann@example.org"); err != nil || count("ann@example.org", time.Hour) != 0 {
		t.Error("attempts stay", err)
	}
}

func testMemberships(t *testing.T, fresh Fresh) {
	db, _, first, _ := opened(t, fresh)
	second := newAuthority(t, db)
	type membership struct {
		Account string `json:"account"`
		Role    string `json:"role"`
	}
	join := func(authority, thing string, replaces int, account string) {
		t.Helper()
		_, err := db.Write(t.Context(), as(authority, access.Administrator), access.ManagePeople, "add a member", calendar.Date{}, func(tx *store.Tx) error {
			return tx.Put(change.Put{Kind: store.KindMembership, Thing: thing, Replaces: replaces, Body: membership{account, "auditor"}})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	join(first, "m1", 0, "ann")
	join(second, "m2", 0, "ann")
	join(second, "m1", 0, "bob")
	join(first, "m1", 1, "ann")
	join(second, "m1", 1, "cat")
	for account, want := range map[string][]store.Membership{"ann": {{Authority: first, ID: "m1"}, {Authority: second, ID: "m2"}}, "bob": {}, "cat": {{Authority: second, ID: "m1"}}} {
		got, err := db.Door().MembershipsOf(t.Context(), account)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Error(account, err, diff)
		}
	}
	_, err := db.Write(t.Context(), as(first, access.Administrator), access.ManagePeople, "add a member", calendar.Date{}, func(tx *store.Tx) error {
		return tx.Put(change.Put{Kind: store.KindMembership, Thing: "m9", Body: []string{"no account"}})
	})
	wantKind(t, err, store.ErrInvalid)
}

func testSettings(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	read := func() string {
		t.Helper()
		v, err := db.Setting(t.Context(), "demo")
		if err != nil {
			t.Error(err)
		}
		return v
	}
	if v := read(); v != "" {
		t.Errorf("never set, and is %q", v)
	}
	for _, v := range []string{"yes", "no"} {
		if err := db.PutSetting(t.Context(), operator(), "demo", v); err != nil || read() != v {
			t.Error(v, read(), err)
		}
	}
	wantKind(t, db.PutSetting(t.Context(), as(authority, access.Administrator), "demo", "x"), store.ErrDenied)
	if read() != "no" {
		t.Error("a refused setting was kept")
	}
}
