package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/netip"
	"sort"
	"strings"
	"sync"
	"time"

	"throughline/change"
	"throughline/store"
)

// How many wrong attempts are let pass. Five is enough for a person who
// mistypes, and gives a guesser 480 guesses a day at one account. Twenty is for
// an office whose people share one address.
const (
	window      = 15 * time.Minute
	emailLimit  = 5
	remoteLimit = 20
)

// Throttled is the refusal after too many wrong attempts. errors.As finds its
// change.Problems.
type Throttled struct {
	Problems change.Problems
	Until    time.Time // when the next attempt is let in
}

// Error gives the sentence.
func (t *Throttled) Error() string { return t.Problems.Error() }

// Unwrap gives the problems.
func (t *Throttled) Unwrap() error { return t.Problems }

// throttle counts wrong attempts in the database, and those under way here,
// so that many at once get no further than one after another.
type throttle struct {
	door   store.Door
	clock  func() time.Time
	mu     sync.Mutex
	trying map[string]int
}

// counted is something that attempts are counted against.
type counted struct {
	key   string
	limit int
}

// against are the keys of an email address and of where the attempt came from.
// They are hashed: people type other things into the field for the address,
// such as their password.
func against(email, remote string) []counted {
	keys := []counted{{hashed("email " + email), emailLimit}}
	if remote != "" {
		keys = append(keys, counted{hashed("remote " + network(remote)), remoteLimit})
	}
	return keys
}

func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// network is what one household or office has: an IPv4 address, or the first
// half of an IPv6 address, of which it may choose the rest.
func network(remote string) string {
	if withPort, err := netip.ParseAddrPort(remote); err == nil {
		remote = withPort.Addr().String()
	}
	address, err := netip.ParseAddr(strings.Trim(remote, "[]"))
	if err != nil {
		return remote
	}
	address = address.Unmap().WithZone("")
	if address.Is6() {
		return netip.PrefixFrom(address, 64).Masked().String()
	}
	return address.String()
}

// begin lets an attempt in, or gives Throttled. The attempt ends with the
// function it gives, after fail if it was wrong.
func (t *throttle) begin(ctx context.Context, keys []counted) (func(), error) {
	others := t.join(keys)
	leave := func() { t.leave(keys) }
	// Those under way were counted first, so that one which ends meanwhile is
	// in the database's count.
	for i, k := range keys {
		if err := t.refusal(ctx, k, others[i]); err != nil {
			leave()
			return nil, err
		}
	}
	return leave, nil
}

func (t *throttle) join(keys []counted) []int {
	t.mu.Lock()
	defer t.mu.Unlock()
	others := make([]int, len(keys))
	for i, k := range keys {
		others[i] = t.trying[k.key]
		t.trying[k.key]++
	}
	return others
}

func (t *throttle) leave(keys []counted) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, k := range keys {
		if t.trying[k.key]--; t.trying[k.key] == 0 {
			delete(t.trying, k.key)
		}
	}
}

// refusal is nil while attempts against the key are let in.
func (t *throttle) refusal(ctx context.Context, k counted, others int) error {
	now := t.clock()
	wrong, err := t.door.CountAttempts(ctx, k.key, now.Add(-window))
	if err != nil {
		return err
	}
	if wrong+others < k.limit {
		return nil
	}
	// The first minute from now at which few enough attempts are left.
	minutes := 1 + sort.Search(int(window/time.Minute)-1, func(m int) bool {
		left, e := t.door.CountAttempts(ctx, k.key, now.Add(-window).Add(time.Duration(m+1)*time.Minute))
		if e != nil {
			err = e
		}
		return left < k.limit
	})
	if err != nil {
		return err
	}
	in := "in a minute"
	if minutes > 1 {
		in = fmt.Sprintf("in %d minutes", minutes)
	}
	return &Throttled{
		Until: now.Add(time.Duration(minutes) * time.Minute),
		Problems: change.Problems{{
			Kind: change.Forbidden, Field: "",
			Sentence: "There have been too many wrong passwords. Try again " + in + ", or ask an administrator for a new password.",
		}},
	}
}

func (t *throttle) fail(ctx context.Context, keys []counted) error {
	for _, k := range keys {
		if err := t.door.AddAttempt(ctx, k.key); err != nil {
			return err
		}
	}
	return nil
}

// forget lets somebody who knew the password start afresh. The count of where
// they are stays, so that one's own account can't be used to guess at others.
func (t *throttle) forget(ctx context.Context, email string) error {
	return t.door.ClearAttempts(ctx, hashed("email "+email))
}

func randomPassword() string { return rand.Text() }
