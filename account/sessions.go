package account

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"

	"throughline/store"
)

// SessionKey is the key under which a page keeps the id of the account that
// signed in. It is how all sessions of an account are found to be ended.
const SessionKey = "account"

// Sessions keeps sessions in the database. A token is kept as its SHA-256
// only: whoever reads the database can't take a session over.
type Sessions struct {
	door store.Door
	tidy func(context.Context) error

	mu   sync.Mutex
	seen map[string]*seen
}

var _ scs.CtxStore = (*Sessions)(nil)

// seen is what is known here of a session in the database.
type seen struct {
	data   []byte // as it was last read
	holds  string // what is in it, in an order that doesn't change
	expiry time.Time
}

const (
	// touchEvery is how much later a session must end to be written again when
	// nothing in it has changed. A page that is only read then writes nothing,
	// though each moves the end of an idle session on.
	touchEvery = 5 * time.Minute

	// seenLimit bounds the memory for what was seen.
	seenLimit = 10_000
)

// FindCtx gives what a session holds, and whether there is one.
func (s *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	name := hashed(token)
	data, found, err := s.door.Session(ctx, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil || !found {
		delete(s.seen, name)
		return nil, false, err
	}
	known := s.seen[name]
	if known == nil {
		known = &seen{}
		s.remember(name, known)
	}
	if !bytes.Equal(known.data, data) {
		known.data, known.holds = data, ""
	}
	return data, true, nil
}

// CommitCtx keeps a session until its expiry. One that was ended meanwhile
// stays ended.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	name := hashed(token)
	holds, account, err := reading(data)
	if err != nil {
		return err
	}
	same, soon, err := s.compared(name, holds, expiry)
	if soon || err != nil {
		return err
	}
	s.mu.Lock()
	known := s.seen[name] != nil
	s.mu.Unlock()
	if known {
		_, err := s.door.UpdateSession(ctx, name, account, data, expiry)
		if same && (errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrUnavailable)) {
			return nil // nothing is lost but a later end, and pages can still be read
		}
		if err != nil {
			return err
		}
	} else if err := s.door.PutSession(ctx, name, account, data, expiry); err != nil {
		return err
	}
	s.mu.Lock()
	s.remember(name, &seen{data, holds, expiry})
	s.mu.Unlock()
	return s.tidy(ctx)
}

// compared says whether a session holds the same as was last seen here, and
// whether it also ends so nearly at the same time that writing it would change
// nothing that matters.
func (s *Sessions) compared(name, holds string, expiry time.Time) (same, soon bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := s.seen[name]
	if known == nil {
		return false, false, nil
	}
	if known.holds == "" {
		was, _, err := reading(known.data)
		if err != nil {
			return false, false, err
		}
		known.holds = was
	}
	later := expiry.Sub(known.expiry)
	same = known.holds == holds
	return same, same && later >= 0 && later < touchEvery, nil
}

// remember keeps what was seen. When there is too much it forgets all: each is
// then written once more.
func (s *Sessions) remember(name string, what *seen) {
	if len(s.seen) >= seenLimit {
		clear(s.seen)
	}
	s.seen[name] = what
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	name := hashed(token)
	s.mu.Lock()
	delete(s.seen, name)
	s.mu.Unlock()
	return s.door.DeleteSession(ctx, name)
}

// Find is FindCtx, for scs.Store.
func (s *Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx, for scs.Store.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx, for scs.Store.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }

// reading gives what tells one session's content from another's, and its
// account. The bytes won't do: the same content comes in any order.
func reading(data []byte) (holds, account string, err error) {
	deadline, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return "", "", fmt.Errorf("a session can't be read: %w", err)
	}
	account, _ = values[SessionKey].(string)
	var content strings.Builder
	fmt.Fprintf(&content, "%d\n", deadline.UnixMicro())
	for _, key := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(&content, "%q %T %#v\n", key, values[key], values[key])
	}
	return hashed(content.String()), account, nil
}
