package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

func testWriters(t *testing.T, fresh Fresh) {
	db, url, authority, _ := opened(t, fresh)
	other := open(t, url, store.Options{}) // as another process would
	counter := store.NewID()
	mustPut(t, db, authority, change.Put{Kind: "counter", Thing: counter, Body: 0})
	const writers, each = 6, 8
	var wg sync.WaitGroup
	seen := make(chan int64, writers*each)
	for w := range writers {
		db := []*store.DB{db, other}[w%2]
		wg.Go(func() {
			for done := 0; done < each; {
				r, err := db.Write(context.Background(), as(authority, access.PlanOwner), access.EditPlan, "count", calendar.Date{}, func(tx *store.Tx) error {
					now, err := tx.Thing(counter)
					if err != nil {
						return err
					}
					return tx.Put(change.Put{Kind: "counter", Thing: counter, Replaces: now.Version, Body: now.Version})
				})
				if err != nil {
					t.Error(err)
					return
				}
				seen <- r.Seq
				done++
			}
		})
	}
	wg.Wait()
	close(seen)
	once := map[int64]bool{}
	for seq := range seen {
		once[seq] = true
	}
	v, err := db.Thing(t.Context(), as(authority, access.BoardMember), counter, store.Moment{})
	if err != nil || v.Version != writers*each+1 || len(once) != writers*each || headOf(t, db, authority) != writers*each+2 {
		t.Errorf("version %d, %d receipts, head %d, %v: a write was lost", v.Version, len(once), headOf(t, db, authority), err)
	}
	verified(t, db)
}

func testAuthorities(t *testing.T, fresh Fresh) {
	db, url, first, _ := opened(t, fresh)
	second := newAuthority(t, db)
	inside, release, ended := make(chan bool), make(chan bool), make(chan error, 1)
	go func() {
		_, err := db.Write(context.Background(), as(first, access.PlanOwner), access.EditPlan, "slow", calendar.Date{}, func(tx *store.Tx) error {
			if err := tx.Put(change.Put{Kind: "action", Thing: "slow", Body: 1}); err != nil {
				return err
			}
			inside <- true
			<-release
			return nil
		})
		ended <- err
	}()
	<-inside
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	if _, err := db.State(ctx, as(first, access.BoardMember), []string{"action"}, store.Moment{}); err != nil {
		t.Errorf("reading waits for a writer: %v", err)
	}
	if onPostgres(url) { // SQLite has one writer for the whole file
		_, err := db.Write(ctx, as(second, access.PlanOwner), access.EditPlan, "quick", calendar.Date{}, func(tx *store.Tx) error {
			return tx.Put(change.Put{Kind: "action", Thing: "quick", Body: 1})
		})
		if err != nil {
			t.Errorf("one authority waits for another: %v", err)
		}
	}
	short, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	_, err := db.Write(short, as(first, access.PlanOwner), access.EditPlan, "blocked", calendar.Date{}, func(tx *store.Tx) error {
		return errors.New("two writers were in one authority at once")
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a second writer of the authority: %v", err)
	}
	close(release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	verified(t, db)
}

// testMeanwhile verifies over and over while somebody writes and erases: what
// one reader sees and another does not must never look like a fault.
func testMeanwhile(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	stop, ended := make(chan bool), make(chan error, 1)
	go func() {
		var err error
		for n := 0; err == nil; n++ {
			select {
			case <-stop:
				ended <- nil
				return
			default:
			}
			thing := store.NewID()
			if _, err = put(db, authority, change.Put{Kind: "note", Thing: thing, Body: n}, calendar.Date{}); err == nil && n%3 == 0 {
				_, err = db.Erase(context.Background(), as(authority, access.Administrator), thing, 0, "asked")
			}
		}
		ended <- err
	}()
	for range 25 {
		if _, err := db.Verify(t.Context(), operator(), nil); err != nil {
			t.Errorf("while others write: %v", err)
			break
		}
	}
	close(stop)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if report := verified(t, db); report.Erased == 0 {
		t.Error("nothing was erased meanwhile")
	}
}
