package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

// lookAt opens a person's entry as a worker, and has it recorded.
func lookAt(db *store.DB, authority, worker1, person string) error {
	r := db.Reading(everything(worker(authority, worker1, access.SocialWorker), access.View), store.HowOpened)
	if _, err := r.Thing(context.Background(), person, store.Moment{}); err != nil {
		return err
	}
	return r.Recorded(context.Background())
}

// lookers gives the accounts that opened a person, each time they did, as the
// list of who looked has them.
func lookers(t testing.TB, db *store.DB, authority, person string) (who []string) {
	t.Helper()
	for _, v := range looked(t, db, authority, person, "", 7) {
		if v.How == store.HowOpened {
			who = append(who, v.Account)
		}
	}
	slices.Reverse(who)
	return who
}

// indexed says how many looks of an authority are in the index.
func indexed(t testing.TB, url, authority string) (n int) {
	t.Helper()
	if err := behind(t, url).QueryRowContext(t.Context(), "SELECT count(*) FROM viewing WHERE authority_id = $1", authority+".views").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// testPending: the index of who looked is made after the looks are on record,
// by itself or for whoever asks, and is never what a look depends on.
func testPending(t *testing.T, fresh Fresh) {
	db, url, authority, now := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil))
	var want []string
	look := func(times int) {
		for range times {
			account := fmt.Sprint("w-", len(want))
			want = append(want, "account-"+account)
			if err := lookAt(db, authority, account, "ann"); err != nil {
				t.Fatal(err)
			}
		}
	}
	all := func(when string) {
		t.Helper()
		if got := lookers(t, db, authority, "ann"); !slices.Equal(got, want) {
			t.Errorf("%s: %d looks are told of, and there were %d: %v", when, len(got), len(want), got)
		}
		verified(t, db)
	}
	look(3)
	if report := verified(t, db); report.Pending == 0 && indexed(t, url, authority) == 0 {
		t.Errorf("%+v: three looks that nobody asked about", report)
	}
	all("asked at once")
	db.Watch(func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) { return nil, nil }) // a batch for each look
	look(80)                                                                                              // more than one transaction takes
	db.Watch(nil)
	all("after many")
	raw := behind(t, url)
	settled := func() { // by itself, while nobody asks
		t.Helper()
		for tries := 0; verified(t, db).Pending > 0; tries++ {
			time.Sleep(50 * time.Millisecond)
			if tries == 400 { // twenty seconds
				t.Fatalf("%d batches are still to be indexed", verified(t, db).Pending)
			}
		}
	}
	settled()
	tamper(t, raw, "DELETE FROM viewing WHERE authority_id = $1", authority+".views")
	all("with every row removed")
	settled()
	tamper(t, raw, "DELETE FROM viewing WHERE authority_id = $1 AND seq > 40", authority+".views")
	look(1)
	all("with the latest rows removed")
	look(2)
	settled()
	own := open(t, url, store.Options{Clock: now.read})
	if err := lookAt(own, authority, "late", "ann"); err != nil {
		t.Fatal(err)
	}
	if err := own.Close(); err != nil {
		t.Fatal(err)
	}
	if want = append(want, "account-late"); verified(t, db).Pending != 0 {
		t.Error("closing left looks out of the index")
	}
	all("at the end")
	reader := open(t, url, store.Options{Clock: now.read, ReadOnly: true})
	_, _, err := reader.ViewsOfPerson(t.Context(), worker(authority, "lead", access.GovernanceLead), "ann", store.Page{})
	wantKind(t, err, store.ErrUnavailable)
}

// testLooksBackedUp: a backup holds every look that was acknowledged before it.
func testLooksBackedUp(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil))
	var want []string
	for round := range 3 {
		for n := range 4 {
			account := fmt.Sprintf("w-%d-%d", round, n)
			want = append(want, "account-"+account)
			if err := lookAt(db, authority, account, "ann"); err != nil {
				t.Fatal(err)
			}
		}
		backup := filepath.Join(t.TempDir(), "backup")
		if _, err := db.Backup(t.Context(), operator(), backup, nil); err != nil {
			t.Fatal(err)
		}
		into := fresh(t)
		if _, err := store.Restore(t.Context(), backup, into, nil); err != nil {
			t.Fatal(err)
		}
		if got := lookers(t, open(t, into, store.Options{}), authority, "ann"); !slices.Equal(got, want) {
			t.Errorf("restored %v, and there were %v", got, want)
		}
	}
}

// testIndexedTogether has several processes look, and ask who looked, at once.
func testIndexedTogether(t *testing.T, fresh Fresh) {
	db, url, authority, now := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil))
	others := []*store.DB{db, open(t, url, store.Options{Clock: now.read}), open(t, url, store.Options{Clock: now.read})}
	const each = 12
	var wait sync.WaitGroup
	for i, other := range others {
		wait.Go(func() {
			for n := range each {
				if err := lookAt(other, authority, fmt.Sprintf("w-%d-%d", i, n), "ann"); err != nil {
					t.Error(err)
				}
				if n%3 == 0 {
					if got := lookers(t, other, authority, "ann"); len(got) <= n {
						t.Errorf("%d looks are told of after %d", len(got), n+1)
					}
				}
			}
		})
	}
	wait.Wait()
	for _, other := range others {
		if got := lookers(t, other, authority, "ann"); len(got) != len(others)*each || len(slices.Compact(slices.Sorted(slices.Values(got)))) != len(got) {
			t.Errorf("%d looks are told of: %v", len(got), got)
		}
	}
	verified(t, db)
}

// testSince: what watches views counts those in the index and those still to
// go in, each once.
func testSince(t *testing.T, fresh Fresh) {
	url, now := fresh(t), newClock()
	var counted []string
	db := open(t, url, store.Options{Clock: now.read, Watch: func(_ context.Context, views []store.Viewing, tx *store.Tx) ([]change.Put, error) {
		counted = nil
		if views[0].Membership != "member-wes" {
			return nil, nil
		}
		since, err := tx.ViewsSince("member-wes", now.read().Add(-time.Hour))
		for _, v := range since {
			counted = append(counted, v.Person)
		}
		return nil, err
	}})
	authority := newAuthority(t, db)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil), person("cat", 0, nil))
	var want []string
	look := func(who, at string) {
		t.Helper()
		now.advance(time.Minute)
		if err := lookAt(db, authority, who, at); err != nil {
			t.Fatal(err)
		}
		if who != "wes" {
			return
		}
		if want = append([]string{at}, want...); !slices.Equal(counted, want) {
			t.Errorf("counted %v, and there were %v", counted, want)
		}
	}
	for range 2 {
		look("wes", "ann")
		look("ali", "ann")
		look("wes", "bob")
		looked(t, db, authority, "ann", "", 0) // all so far is in the index
		look("wes", "cat")
	}
	now.advance(time.Hour)
	want = nil
	look("wes", "bob")
}

const (
	killedLooking = "THROUGHLINE_STORETEST_LOOKS"
	lookedAck     = "looked"
)

// lookUntilKilled looks for ever, when this process was started for it to be
// killed, and says so of each look that was recorded.
func lookUntilKilled(t *testing.T) bool {
	url, authority := os.Getenv(killedURL), os.Getenv(killedAuthority)
	if os.Getenv(killedLooking) == "" {
		return false
	}
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		if err := lookAt(db, authority, fmt.Sprint("w-", n), "ann"); err != nil {
			t.Fatal(err)
		}
		fmt.Println(lookedAck, n)
	}
}

// testKilledLooking: a look that was acknowledged is told of, though whoever
// recorded it was killed before it went into the index.
func testKilledLooking(t *testing.T, fresh Fresh) {
	url := migrated(t, fresh(t))
	db := open(t, url, store.Options{})
	authority := newAuthority(t, db)
	mustFile(t, db, authority, person("ann", 0, nil))
	name, _, _ := strings.Cut(t.Name(), "/")
	looker := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+name+"$", "-test.v")
	looker.Env = append(os.Environ(), killedURL+"="+url, killedAuthority+"="+authority, killedLooking+"=1")
	out, err := looker.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := looker.Start(); err != nil {
		t.Fatal(err)
	}
	said := map[string]bool{}
	lines := bufio.NewScanner(out)
	for len(said) < 9 && lines.Scan() {
		if n, ok := strings.CutPrefix(lines.Text(), lookedAck+" "); ok {
			said["account-w-"+n] = true
		}
	}
	if err := looker.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, out); err != nil {
		t.Fatal(err)
	}
	if err := looker.Wait(); err == nil || len(said) < 9 {
		t.Fatalf("the looker ended by itself after %d looks: %v", len(said), err)
	}
	pending := verified(t, db).Pending
	once := map[string]bool{}
	for _, account := range lookers(t, db, authority, "ann") {
		if once[account] {
			t.Errorf("the look of %s is told of twice", account)
		}
		once[account] = true
		delete(said, account)
	}
	if len(said) > 0 || pending == 0 {
		t.Errorf("%d batches were still to be indexed, and these looks are lost: %v", pending, said)
	}
	verified(t, db)
}
