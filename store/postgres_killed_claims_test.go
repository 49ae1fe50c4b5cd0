package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
	"throughline/store/pgtest"
)

// The server itself is killed while somebody writes: the one who writes is
// told in a sentence, what was acknowledged is there after it has started
// again, nothing is there in part, and the same program goes on.
func TestAServerKilledInMidWrite(t *testing.T) {
	server := pgtest.New(t, pgtest.Options{Durable: true})
	url := server.Database(t)
	if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	authority := store.NewID()
	operator := access.Caller{Account: "operator", Authority: authority, Roles: []access.Role{access.Operator}}
	owner := access.Caller{Account: "owner", Authority: authority, Roles: []access.Role{access.PlanOwner}}
	if _, err := db.CreateAuthority(t.Context(), operator, authority, "An invented council"); err != nil {
		t.Fatal(err)
	}
	write := func(n int) error {
		_, err := db.Write(context.Background(), owner, access.EditPlan, "write until killed", calendar.Date{}, func(tx *store.Tx) error {
			return errors.Join(tx.Put(change.Put{Kind: "action", Thing: fmt.Sprintf("a-%d", n), Body: n}), tx.Put(change.Put{Kind: "action", Thing: fmt.Sprintf("b-%d", n), Body: n}))
		})
		return err
	}
	acknowledged := make(chan int)
	refused := make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			if err := write(n); err != nil {
				refused <- err
				return
			}
			acknowledged <- n
		}
	}()
	last := -1
	for last < 20 {
		select {
		case last = <-acknowledged:
		case err := <-refused:
			t.Fatalf("refused before the server was killed: %v", err)
		}
	}
	crashed := make(chan error, 1)
	go func() { crashed <- server.Crash() }()
	var told error
	for told == nil {
		select {
		case last = <-acknowledged:
		case told = <-refused:
		case <-time.After(time.Minute):
			t.Fatal("the writer was told nothing for a minute")
		}
	}
	if err := <-crashed; err != nil {
		t.Fatal(err)
	}
	if words := store.Sentence(told); !errors.Is(told, store.ErrUnavailable) || words == "" {
		t.Errorf("the writer was told %q (%v)", words, told)
	}
	if err := server.Restart(); err != nil {
		t.Fatal(err)
	}
	state, err := db.State(t.Context(), owner, []string{"action"}, store.Moment{})
	for tries := 0; err != nil && tries < 20; tries++ { // connections of before the crash are found broken one by one
		state, err = db.State(t.Context(), owner, []string{"action"}, store.Moment{})
	}
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for _, v := range state {
		there[v.Thing] = true
	}
	for n := range last + 1 {
		if !there[fmt.Sprintf("a-%d", n)] || !there[fmt.Sprintf("b-%d", n)] {
			t.Errorf("the acknowledged change %d is lost", n)
		}
	}
	if len(state)%2 != 0 {
		t.Errorf("%d versions: a change was written in part", len(state))
	}
	if err := write(1_000_000); err != nil {
		t.Errorf("after the restart: %v", err)
	}
	if _, err := db.Verify(t.Context(), operator, nil); err != nil {
		t.Error(err)
	}
}
