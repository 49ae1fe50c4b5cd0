package account_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/account"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
	"throughline/store/pgtest"
)

const (
	email    = "ann@example.org"
	password = "three random words"
)

var operator = access.Caller{Account: "operator", Roles: []access.Role{access.Operator}}

// clock is moved by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2013, 2, 1, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// house is a service over a database of its own.
type house struct {
	*account.Service
	t     *testing.T
	url   string
	db    *store.DB
	clock *clock
}

// onEach runs a test on each engine.
func onEach(t *testing.T, test func(h *house)) {
	t.Helper()
	for engine, fresh := range map[string]func(testing.TB) string{"SQLite": file, "PostgreSQL": pgtest.Database} {
		t.Run(engine, func(t *testing.T) {
			url := fresh(t)
			if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
				t.Fatal(err)
			}
			test(open(t, url, newClock()))
		})
	}
}

func file(t testing.TB) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "accounts.db")
}

// open opens the database as a program that has just been started does.
func open(t *testing.T, url string, c *clock) *house {
	t.Helper()
	db, err := store.Open(t.Context(), url, store.Options{Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	h := &house{account.New(db, c.Now), t, url, db, c}
	h.HashWith(account.Cheap)
	return h
}

func (h *house) create(t *testing.T, email string) string {
	t.Helper()
	id, err := h.Create(t.Context(), operator, email, "Ann Example", password)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// authority makes an authority whose administrator is given back.
func (h *house) authority(t *testing.T, id string) access.Caller {
	t.Helper()
	if _, err := h.db.CreateAuthority(t.Context(), operator, id, "Council of "+id); err != nil {
		t.Fatal(err)
	}
	return access.Caller{Account: "admin-" + id, Authority: id, Roles: []access.Role{access.Administrator}}
}

func (h *house) join(t *testing.T, admin access.Caller, membership, id string) {
	t.Helper()
	body := map[string]string{"account": id}
	if _, err := h.db.Write(t.Context(), admin, access.ManagePeople, "add a member", calendar.Date{}, func(tx *store.Tx) error {
		return tx.Put(change.Put{Kind: store.KindMembership, Thing: membership, Body: body})
	}); err != nil {
		t.Fatal(err)
	}
}

// fields gives the sentences of an error's problems by their fields.
func fields(t *testing.T, err error) map[string]string {
	t.Helper()
	var problems change.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	all := map[string]string{}
	for _, p := range problems {
		if !strings.HasSuffix(p.Sentence, ".") {
			t.Errorf("not a sentence: %s", p.Sentence)
		}
		all[p.Field] = p.Sentence
	}
	return all
}

func TestCreate(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id, err := h.Create(t.Context(), operator, "  Ann@Example.ORG ", " Ann Example ", password)
		if err != nil || id == "" {
			t.Fatal(id, err)
		}
		who, err := h.SignIn(t.Context(), " ANN@example.org", password, "192.0.2.1")
		if diff := cmp.Diff(account.Account{ID: id, Email: email, Name: "Ann Example"}, who); err != nil || diff != "" {
			t.Error(err, diff)
		}
		if found, err := h.ByEmail(t.Context(), "Ann@example.org"); err != nil || found != who {
			t.Error(found, err)
		}
		_, err = h.Create(t.Context(), operator, "ann@EXAMPLE.org", "Another", password)
		if said := fields(t, err)["email"]; !strings.Contains(said, "already an account") {
			t.Error(said)
		}
		_, err = h.Create(t.Context(), operator, "nobody", "", "short")
		if said := fields(t, err); len(said) != 3 {
			t.Errorf("not every problem at once: %v", said)
		}
		if _, err := h.ByEmail(t.Context(), "nobody@example.org"); fields(t, err)[""] == "" {
			t.Error("somebody was found")
		}
	})
}

func TestOnlySomeMayCreate(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		admin := h.authority(t, "redmoor")
		if _, err := h.Create(t.Context(), admin, email, "Ann Example", password); err != nil {
			t.Error(err)
		}
		for name, caller := range map[string]access.Caller{
			"nobody":                     {},
			"a plan owner":               {Account: "a", Authority: "redmoor", Roles: []access.Role{access.PlanOwner}},
			"an administrator nowhere":   {Account: "a", Roles: []access.Role{access.Administrator}},
			"an operator without a name": {Roles: []access.Role{access.Operator}},
		} {
			if _, err := h.Create(t.Context(), caller, "bob@example.org", "Bob", password); !errors.Is(err, store.ErrDenied) {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := h.ByEmail(t.Context(), "bob@example.org"); err == nil {
			t.Error("a refused account was made")
		}
	})
}

func TestEmailAddresses(t *testing.T) {
	h := onSQLite(t)
	for given, good := range map[string]bool{
		"a@b.uk": true, "zoë.o'neil+plan@sub.example.org": true, "a_b-c@example.co.uk": true,
		"": false, "ann": false, "@example.org": false, "ann@": false, "ann@localhost": false, "ann@.org": false, "ann@example.": false,
		"ann@example..org": false, "ann example@example.org": false, "Ann <ann@example.org>": false, `"ann"@example.org`: false,
		"ann@example.org,bob@example.org": false, "ann@[192.0.2.1]": false, "a@b@example.org": false, "ann@example.org\nBcc: x@y.z": false,
		strings.Repeat("a", 250) + "@b.uk": false,
	} {
		_, err := h.Create(t.Context(), operator, given, "Somebody", password)
		if good != (err == nil) {
			t.Errorf("%q: %v", given, err)
		}
		if !good {
			if said := fields(t, err)["email"]; !strings.Contains(said, "name@example.com") {
				t.Errorf("%q: %s", given, said)
			}
		}
	}
}

func onSQLite(t *testing.T) *house {
	t.Helper()
	url := file(t)
	if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	return open(t, url, newClock())
}

func TestPlaces(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id := h.create(t, email)
		other := h.create(t, "bob@example.org")
		if places, err := h.Places(t.Context(), id); len(places) != 0 || err != nil {
			t.Error(places, err)
		}
		redmoor, westmoor := h.authority(t, "redmoor"), h.authority(t, "westmoor")
		h.join(t, westmoor, "m2", id)
		h.join(t, redmoor, "m1", id)
		h.join(t, redmoor, "m3", other)
		places, err := h.Places(t.Context(), id)
		want := []account.Place{{Authority: "redmoor", Membership: "m1"}, {Authority: "westmoor", Membership: "m2"}}
		if diff := cmp.Diff(want, places); err != nil || diff != "" {
			t.Error(err, diff)
		}
	})
}

// An administrator who could set the password of somebody with a place in
// another authority could act there.
func TestAdministratorsStayInTheirAuthority(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		redmoor, westmoor := h.authority(t, "redmoor"), h.authority(t, "westmoor")
		ours, theirs, both, nowhere := h.create(t, "a@example.org"), h.create(t, "b@example.org"), h.create(t, "c@example.org"), h.create(t, "d@example.org")
		h.join(t, redmoor, "m1", ours)
		h.join(t, westmoor, "m2", theirs)
		h.join(t, redmoor, "m3", both)
		h.join(t, westmoor, "m4", both)
		reader := redmoor
		reader.Roles = []access.Role{access.PlanOwner}
		for _, c := range []struct {
			what   string
			caller access.Caller
			id     string
			may    bool
		}{
			{"ours", redmoor, ours, true}, {"theirs", redmoor, theirs, false}, {"both", redmoor, both, false}, {"nowhere", redmoor, nowhere, false},
			{"both, for an operator", operator, both, true}, {"ours, for a plan owner", reader, ours, false}, {"ours, for nobody", access.Caller{}, ours, false},
		} {
			for act, err := range map[string]error{
				"reset":    h.ResetPassword(t.Context(), c.caller, c.id, "another three words"),
				"turn off": h.SetDisabled(t.Context(), c.caller, c.id, false),
			} {
				if may := err == nil; may != c.may || err != nil && !errors.Is(err, store.ErrDenied) {
					t.Errorf("%s %s: %v", act, c.what, err)
				}
			}
		}
		if _, err := h.SignIn(t.Context(), "b@example.org", password, ""); err != nil {
			t.Error("a refused reset changed the password:", err)
		}
	})
}

func TestTurningAnAccountOff(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id := h.create(t, email)
		if err := h.SetDisabled(t.Context(), operator, id, true); err != nil {
			t.Fatal(err)
		}
		_, err := h.SignIn(t.Context(), email, password, "")
		if said := fields(t, err)["email"]; !strings.Contains(said, "turned off") {
			t.Error(said)
		}
		// Only whoever knows the password learns that there is such an account.
		_, err = h.SignIn(t.Context(), email, "not the password", "")
		if said := fields(t, err)["email"]; strings.Contains(said, "turned off") {
			t.Error(said)
		}
		if _, err := h.ByEmail(t.Context(), email); err == nil {
			t.Error("an account turned off was let in without a password")
		}
		if err := h.SetDisabled(t.Context(), operator, id, false); err != nil {
			t.Fatal(err)
		}
		if _, err := h.SignIn(t.Context(), email, password, ""); err != nil {
			t.Error(err)
		}
	})
}

func TestALockedAccount(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id, err := h.CreateLocked(t.Context(), operator, email, "Ann Example")
		if err != nil {
			t.Fatal(err)
		}
		for _, guess := range []string{"", "locked", password} {
			if _, err := h.SignIn(t.Context(), email, guess, ""); fields(t, err)["email"] == "" {
				t.Errorf("%q opened it", guess)
			}
		}
		if found, err := h.ByEmail(t.Context(), email); err != nil || found.ID != id {
			t.Error(found, err)
		}
		if err := h.ResetPassword(t.Context(), operator, id, password); err != nil {
			t.Fatal(err)
		}
		if _, err := h.SignIn(t.Context(), email, password, ""); err != nil {
			t.Error(err)
		}
		if _, err := h.CreateLocked(t.Context(), access.Caller{}, "bob@example.org", "Bob"); !errors.Is(err, store.ErrDenied) {
			t.Error(err)
		}
	})
}

func TestADatabaseThatIsGone(t *testing.T) {
	h := onSQLite(t)
	h.create(t, email)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := h.SignIn(ctx, email, password, ""); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := h.db.Close(); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"sign in": second(h.SignIn(t.Context(), email, password, "")),
		"change":  h.ChangePassword(t.Context(), "x", password, "another three words"),
		"find":    second2(h.Sessions().Find("token")),
	} {
		if err == nil || strings.Contains(err.Error(), password) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func second[A any](_ A, err error) error { return err }

func second2[A, B any](_ A, _ B, err error) error { return err }
