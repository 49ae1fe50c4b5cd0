package account_test

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/account"
	"throughline/change"
	"throughline/store"
)

func TestPasswordRules(t *testing.T) {
	h := onSQLite(t)
	for i, c := range []struct {
		password string
		says     string // "" when it may be used
	}{
		{"", "12 characters or more"},
		{"elevenchars", "12 characters or more"},
		{"éééééé", "12 characters or more"}, // 12 bytes, 6 characters
		{"twelve chars", ""},
		{"correct horse battery staple", ""},
		{strings.Repeat("long words ", 19), "200 characters or less"},
		{strings.Repeat("long words ", 18), ""},
		{"aaaaaaaaaaaaaaaa", "harder to guess"},
		{"abababababababab", "harder to guess"},
		{"Throughline1234", "harder to guess"},
		{"throughline/Throughline", "harder to guess"},
		{"password1234!", "harder to guess"},
		{"1234567890123", "harder to guess"},
		{"Ann.Example2013", "harder to guess"},
		{"EXAMPLE.ann.1", "harder to guess"},
		{"THE.address@example.org", "harder to guess"},
		{"throughline carries my plan", ""},
	} {
		_, err := h.Create(t.Context(), operator, fmt.Sprintf("the.address@example%d.org", i), "Ann Example", c.password)
		if strings.HasPrefix(c.password, "THE.") {
			_, err = h.Create(t.Context(), operator, "the.address@example.org", "Ann Example", c.password)
		}
		if c.says == "" {
			if err != nil {
				t.Errorf("%q: %v", c.password, err)
			}
			continue
		}
		if said := fields(t, err)["password"]; !strings.Contains(said, c.says) {
			t.Errorf("%q: %q", c.password, said)
		}
		if c.password != "" && strings.Contains(err.Error(), c.password) {
			t.Errorf("the password is in the error: %v", err)
		}
	}
}

func TestTheSameSentenceAndTheSameWork(t *testing.T) {
	h := onSQLite(t)
	h.create(t, email)
	if _, err := h.CreateLocked(t.Context(), operator, "locked@example.org", "Bob"); err != nil {
		t.Fatal(err)
	}
	var work []argon2id.Params
	h.Comparing(func(p argon2id.Params) { work = append(work, p) })
	sentences := map[string]bool{}
	attempts := [][2]string{
		{email, "not the password"}, {"nobody@example.org", password}, {"locked@example.org", password}, {"not an address", ""},
		{email, strings.Repeat("x", 10_000)}, {"nobody@example.org", strings.Repeat("x", 10_000)},
	}
	for _, a := range attempts {
		_, err := h.SignIn(t.Context(), a[0], a[1], "")
		sentences[fields(t, err)["email"]] = true
		if strings.Contains(err.Error(), a[0]) {
			t.Errorf("the error tells the address: %v", err)
		}
	}
	if len(sentences) != 1 {
		t.Errorf("told apart: %v", sentences)
	}
	if len(work) != len(attempts) {
		t.Errorf("%d attempts took %d comparisons", len(attempts), len(work))
	}
	for _, params := range work {
		if params != account.Cheap {
			t.Errorf("other work: %+v", params)
		}
	}
}

func TestAWrongPasswordNeverSignsIn(t *testing.T) {
	h := onSQLite(t)
	h.create(t, email)
	rapid.Check(t, func(t *rapid.T) {
		guess := rapid.OneOf(
			rapid.String(),
			rapid.SampledFrom([]string{strings.ToUpper(password), " " + password, password + " ", password + "\x00", password[1:], "locked", ""}),
			rapid.Map(rapid.IntRange(0, len(password)-1), func(i int) string { return password[:i] + "~" + password[i+1:] }),
			rapid.Map(rapid.IntRange(0, 300), func(n int) string { return password + strings.Repeat("a", n) }),
		).Filter(func(s string) bool { return s != password }).Draw(t, "guess")
		if who, err := h.SignIn(context.Background(), email, guess, ""); err == nil || who != (account.Account{}) {
			t.Fatalf("%q signed in as %+v", guess, who)
		}
		h.clock.advance(time.Hour) // so that no throttle hides it
	})
	if _, err := h.SignIn(t.Context(), email, password, ""); err != nil {
		t.Error(err)
	}
}

// é can be typed as one character or as two.
func TestOneKeyboardOrAnother(t *testing.T) {
	h := onSQLite(t)
	if _, err := h.Create(t.Context(), operator, email, "Ann", "caf\u00e9 au lait noisette"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.SignIn(t.Context(), email, "cafe\u0301 au lait noisette", ""); err != nil {
		t.Error(err)
	}
}

func throttled(err error) (time.Time, string) {
	var t *account.Throttled
	if !errors.As(err, &t) {
		return time.Time{}, ""
	}
	return t.Until, t.Problems[0].Sentence
}

func TestThrottleOfAnAddress(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		h.create(t, email)
		comparisons := 0
		h.Comparing(func(argon2id.Params) { comparisons++ })
		for _, address := range []string{email, "nobody@example.org"} {
			comparisons = 0
			start := h.clock.Now()
			for i := range 5 {
				if _, err := h.SignIn(t.Context(), address, "wrong", fmt.Sprintf("192.0.2.%d", i)); fields(t, err)["email"] == "" {
					t.Errorf("attempt %d: %v", i+1, err)
				}
				h.clock.advance(time.Minute)
			}
			for _, guess := range []string{"wrong", password} {
				_, err := h.SignIn(t.Context(), strings.ToUpper(address), guess, "192.0.2.99")
				until, said := throttled(err)
				if !until.Equal(start.Add(15*time.Minute)) || !strings.Contains(said, "Try again in 10 minutes") {
					t.Errorf("%s %q: until %v, %q, %v", address, guess, until, said, err)
				}
			}
			if comparisons != 5 {
				t.Errorf("%d passwords were compared", comparisons)
			}
			// Refusals are not counted, so the time told is true.
			h.clock.advance(9*time.Minute + 59*time.Second)
			if _, said := throttled(second(h.SignIn(t.Context(), address, "wrong", ""))); !strings.Contains(said, "Try again in a minute") {
				t.Errorf("a second too early: %q", said)
			}
			h.clock.advance(time.Second)
			_, err := h.SignIn(t.Context(), address, password, "")
			if (address == email) != (err == nil) {
				t.Errorf("%s, when the time has come: %v", address, err)
			}
		}
	})
}

func TestSigningInClearsTheCount(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		h.create(t, email)
		for range 3 {
			for range 4 {
				if _, err := h.SignIn(t.Context(), email, "wrong", ""); fields(t, err)["email"] == "" {
					t.Fatal(err)
				}
			}
			if _, err := h.SignIn(t.Context(), email, password, ""); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestThrottleOfWhereTheyAre(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		h.create(t, email)
		fail := func(i int, remote string) error {
			_, err := h.SignIn(t.Context(), fmt.Sprintf("guess%d@example.org", i), "wrong", remote)
			return err
		}
		for i := range 20 {
			if until, _ := throttled(fail(i, "192.0.2.1")); !until.IsZero() {
				t.Fatalf("attempt %d is refused", i+1)
			}
			if i == 10 { // one's own account does not start the count afresh
				if _, err := h.SignIn(t.Context(), email, password, "192.0.2.1"); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, same := range []string{"192.0.2.1", "192.0.2.1:4711", "::ffff:192.0.2.1"} {
			if until, _ := throttled(fail(99, same)); until.IsZero() {
				t.Errorf("%s may go on guessing", same)
			}
		}
		if _, err := h.SignIn(t.Context(), email, password, "192.0.2.2"); err != nil {
			t.Error("somebody elsewhere is refused:", err)
		}
		for i := range 20 { // the second half of an IPv6 address is one's own to choose
			_ = fail(i+100, fmt.Sprintf("[2001:db8:0:1::%x]", i))
		}
		if until, _ := throttled(fail(200, "2001:db8:0:1:ffff::1")); until.IsZero() {
			t.Error("another address of the same network may go on guessing")
		}
		if until, _ := throttled(fail(201, "2001:db8:0:2::1")); !until.IsZero() {
			t.Error("another network is refused")
		}
	})
}

// A hundred guesses at once get no further than a hundred in turn.
func TestGuessesAtOnce(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		h.create(t, email)
		var mu sync.Mutex
		comparisons := 0
		h.Comparing(func(argon2id.Params) {
			mu.Lock()
			defer mu.Unlock()
			comparisons++
		})
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() {
				if _, err := h.SignIn(context.Background(), email, "wrong", ""); err == nil {
					t.Error("let in")
				}
			})
		}
		all.Wait()
		// One under way counts beside one just counted, so fewer than five may
		// have been compared: the rest of the five are still to be had, in turn.
		for range 5 {
			if _, err := h.SignIn(t.Context(), email, "wrong", ""); err == nil {
				t.Error("let in")
			}
		}
		if comparisons != 5 {
			t.Errorf("%d guesses were compared, not 5", comparisons)
		}
		if until, _ := throttled(second(h.SignIn(t.Context(), email, password, ""))); until.IsZero() {
			t.Error("the guesses were not counted")
		}
	})
}

func TestAFloodIsTurnedAway(t *testing.T) {
	h := onSQLite(t)
	h.create(t, email)
	hold, holding := make(chan struct{}), make(chan struct{}, 1000)
	h.Comparing(func(argon2id.Params) {
		holding <- struct{}{}
		<-hold
	})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var all sync.WaitGroup
	turned := make(chan string, 1000)
	for i := range account.WaitLimit + 50 {
		all.Go(func() {
			_, err := h.SignIn(ctx, fmt.Sprintf("flood%d@example.org", i), "wrong", "")
			var problems change.Problems
			if errors.As(err, &problems) && strings.Contains(err.Error(), "Too many people") {
				turned <- err.Error()
			}
		})
	}
	select {
	case <-turned:
	case <-time.After(time.Minute):
		t.Error("nobody was turned away")
	}
	stop() // those who wait go away
	close(hold)
	all.Wait()
	if len(holding) > account.WaitLimit {
		t.Errorf("%d were compared", len(holding))
	}
	h.Comparing(func(argon2id.Params) {})
	if _, err := h.SignIn(t.Context(), email, password, ""); err != nil {
		t.Error("after the flood:", err)
	}
}

func TestThrottleSurvivesARestart(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		h.create(t, email)
		for range 5 {
			_ = second(h.SignIn(t.Context(), email, "wrong", ""))
		}
		again := open(t, h.url, h.clock)
		if until, _ := throttled(second(again.SignIn(t.Context(), email, password, ""))); until.IsZero() {
			t.Error("a restart starts the count afresh")
		}
	})
}

func TestHashesAreStrongAndMadeAnew(t *testing.T) {
	h := onSQLite(t)
	h.create(t, email)
	hash := func() string {
		t.Helper()
		a, err := h.db.Door().AccountByEmail(t.Context(), email)
		if err != nil {
			t.Fatal(err)
		}
		return a.PasswordHash
	}
	weak := hash()
	strong := account.New(h.db, h.clock.Now)
	if _, err := strong.SignIn(t.Context(), email, "wrong", ""); err == nil || hash() != weak {
		t.Error("a wrong password changed the hash", err)
	}
	for range 2 {
		if _, err := strong.SignIn(t.Context(), email, password, ""); err != nil {
			t.Fatal(err)
		}
	}
	made := hash()
	if !strings.HasPrefix(made, "$argon2id$v=19$m=47104,t=2,p=1$") || strings.Contains(made, password) {
		t.Errorf("kept as %s", made)
	}
	if _, err := strong.SignIn(t.Context(), email, password, ""); err != nil || hash() != made {
		t.Error("a strong hash was made anew", err)
	}
	if err := h.db.SetPassword(t.Context(), operator, ident(t, h), "$argon2id$secret"); err != nil {
		t.Fatal(err)
	}
	if _, err := strong.SignIn(t.Context(), email, password, ""); err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a damaged hash: %v", err)
	}
}

// A program that asks for cheap hashes gets none: only a test does.
func TestNoProgramHashesCheaply(t *testing.T) {
	made, err := exec.CommandContext(t.Context(), "go", "run", "./testdata/cheaply", t.TempDir()).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(made), "$argon2id$v=19$m=47104,t=2,p=1$") {
		t.Errorf("kept as %s", made)
	}
}

func ident(t *testing.T, h *house) string {
	t.Helper()
	a, err := h.ByEmail(t.Context(), email)
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func TestChangePassword(t *testing.T) {
	onEach(t, func(h *house) {
		t := h.t
		id := h.create(t, email)
		const next = "another three words"
		for _, c := range []struct{ old, next, field, says string }{
			{"wrong", next, "old_password", "Enter it again"},
			{password, "short", "new_password", "12 characters"},
			{password, password, "new_password", "different"},
			{password, "ann@example.org", "new_password", "harder to guess"},
		} {
			if said := fields(t, h.ChangePassword(t.Context(), id, c.old, c.next))[c.field]; !strings.Contains(said, c.says) {
				t.Errorf("%q to %q: %q", c.old, c.next, said)
			}
		}
		if err := h.ChangePassword(t.Context(), id, password, next); err != nil {
			t.Fatal(err)
		}
		if _, err := h.SignIn(t.Context(), email, password, ""); err == nil {
			t.Error("the old password still opens it")
		}
		if _, err := h.SignIn(t.Context(), email, next, ""); err != nil {
			t.Error(err)
		}
		for range 5 {
			_ = h.ChangePassword(t.Context(), id, "wrong", password)
		}
		if until, _ := throttled(h.ChangePassword(t.Context(), id, next, password)); until.IsZero() {
			t.Error("whoever finds a screen open may guess without end")
		}
		if err := h.ResetPassword(t.Context(), operator, id, "a fourth set of words"); err != nil {
			t.Fatal(err)
		}
		if _, err := h.SignIn(t.Context(), email, "a fourth set of words", ""); err != nil {
			t.Error("after a reset:", err)
		}
		if said := fields(t, h.ResetPassword(t.Context(), operator, id, "short"))["password"]; said == "" {
			t.Error("a short password was set")
		}
		if err := h.ChangePassword(t.Context(), "nobody", password, next); !errors.Is(err, store.ErrNotFound) {
			t.Error(err)
		}
		if err := h.ResetPassword(t.Context(), access.Caller{Account: id}, id, next); !errors.Is(err, store.ErrDenied) {
			t.Error("one's own password is changed with the old one:", err)
		}
	})
}
