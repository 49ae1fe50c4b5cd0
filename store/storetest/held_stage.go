package storetest

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// testStageInvalid has what cannot be kept refused, and nothing of it counts.
func testStageInvalid(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	by := analyst(authority)
	for name, err := range map[string]error{
		"a batch without a name":  db.Stage(t.Context(), by, "", nil, nil, nil),
		"a subject with a space":  db.Stage(t.Context(), by, "b", []store.Holding{{Subject: "a child", Body: []byte("x")}}, nil, nil),
		"a holding that is empty": db.Stage(t.Context(), by, "b", []store.Holding{{Subject: "ann"}}, nil, nil),
		"a holding too long":      db.Stage(t.Context(), by, "b", []store.Holding{{Subject: "ann", Body: make([]byte, store.MaxBody+1)}}, nil, nil),
		"two books of a subject":  db.Stage(t.Context(), by, "b", nil, []store.Book{bookOf("b", "ann"), bookOf("b", "ann")}, nil),
		"a number without value":  db.Stage(t.Context(), by, "b", nil, nil, []store.ReturnID{{Scheme: "local", Subject: "ann"}}),
		"a number with a zero":    db.Stage(t.Context(), by, "b", nil, nil, []store.ReturnID{{Scheme: "local", Value: "a\x00", Subject: "ann"}}),
		"a number of nobody":      db.Stage(t.Context(), by, "b", nil, nil, []store.ReturnID{{Scheme: "local", Value: "1"}}),
	} {
		t.Run(name, func(t *testing.T) { wantKind(t, err, store.ErrInvalid) })
	}
	if left, err := db.Staged(t.Context(), by); err != nil || len(left) != 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
	err := db.Stage(t.Context(), analyst("nowhere"), "b", nil, nil, nil)
	wantKind(t, err, store.ErrNotFound)

	mustStage(t, db, authority, "twice", nil, []store.Book{bookOf("twice", "ann")}, nil)
	wantKind(t, db.Stage(t.Context(), by, "twice", nil, []store.Book{bookOf("twice", "ann")}, nil), store.ErrInvalid)

	write := func(fn func(tx *store.Tx) error) error {
		_, err := db.Write(t.Context(), by, access.LoadReturns, "load a return", calendar.Date{}, fn)
		return err
	}
	mustStage(t, db, authority, "bare", []store.Holding{hold("bare", "ann")}, nil, nil)
	head := headOf(t, db, authority)
	wantKind(t, write(func(tx *store.Tx) error { _, _, _, err := tx.SealBatch("bare"); return err }), store.ErrInvalid)
	wantKind(t, write(func(tx *store.Tx) error { return tx.UndoBatch("bare") }), store.ErrInvalid)
	wantKind(t, write(func(tx *store.Tx) error {
		_, _, _, err := tx.SealBatch("bare")
		_, _, _, again := tx.SealBatch("twice")
		return errors.Join(err, again)
	}), store.ErrInvalid)
	if _, err := db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "change an action", calendar.Date{}, func(tx *store.Tx) error {
		_, _, _, err := tx.SealBatch("bare")
		wantKind(t, err, store.ErrDenied)
		wantKind(t, tx.UndoBatch("bare"), store.ErrDenied)
		wantKind(t, tx.PutBook("ann", []byte("x")), store.ErrInvalid)
		_, err = tx.Holdings("ann")
		wantKind(t, err, store.ErrInvalid)
		_, err = tx.FindReturnIDs(nil)
		wantKind(t, err, store.ErrInvalid)
		_, err = tx.BooksSince(0)
		wantKind(t, err, store.ErrInvalid)
		_, err = tx.EraseHeld("ann")
		wantKind(t, err, store.ErrDenied)
		return nil
	}); err != nil {
		t.Error(err)
	}
	if now := headOf(t, db, authority); now != head {
		t.Errorf("what was refused moved the ledger from %d to %d", head, now)
	}

	mustSeal(t, db, authority, "bare")
	_, err = seal(db, authority, "bare")
	if !errors.Is(err, store.ErrInvalid) && !errors.Is(err, store.ErrStale) {
		t.Errorf("sealed again: %v", err)
	}
	wantKind(t, db.Stage(t.Context(), by, "bare", []store.Holding{hold("bare", "bob")}, nil, nil), store.ErrInvalid)
	wantKind(t, db.DropStaged(t.Context(), by, "bare"), store.ErrInvalid)
	if _, err := undo(db, authority, "bare", ""); err != nil {
		t.Error(err)
	}
	wantKind(t, write(func(tx *store.Tx) error { return tx.UndoBatch("bare") }), store.ErrInvalid)
	for _, thing := range []string{"bare"} {
		_, err := db.Erase(t.Context(), as(authority, access.Administrator), thing, 0, "asked")
		wantKind(t, err, store.ErrInvalid)
	}
	mustSeal(t, db, authority, "empty") // a return that names no child
	verified(t, db)
}

// testDropStaged takes away what never counted, in this process or another,
// for good.
func testDropStaged(t *testing.T, fresh Fresh) {
	db, url, authority, _ := opened(t, fresh)
	other := open(t, url, store.Options{})
	by := analyst(authority)
	var holdings []store.Holding
	var books []store.Book
	var ids []store.ReturnID
	for n := range 450 {
		subject := fmt.Sprintf("child-%d", n)
		holdings, books, ids = append(holdings, hold("lost", subject)), append(books, bookOf("lost", subject)), append(ids, number("local", subject))
	}
	mustStage(t, db, authority, "lost", holdings, books, ids)
	mustStage(t, other, authority, "lost", []store.Holding{hold("lost", "one-more")}, nil, nil)
	load(t, other, authority, "kept", "ann", "child-1")
	if left, err := other.Staged(t.Context(), by); err != nil || len(left) != 1 || left[0] != "lost" {
		t.Errorf("staged: %q, %v", left, err)
	}
	for range 2 {
		if err := other.DropStaged(t.Context(), by, "lost"); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.DropStaged(t.Context(), by, "never"); err != nil {
		t.Error(err)
	}
	raw := behind(t, url)
	for table, want := range map[string]int{"holding": 2, "book": 2, "return_id": 2} {
		var n int
		if err := raw.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != want {
			t.Errorf("%d rows of %s are left, not %d: %v", n, table, want, err)
		}
	}
	if left, err := db.Staged(t.Context(), by); err != nil || len(left) != 0 {
		t.Errorf("staged still: %q, %v", left, err)
	}
	// Whoever was still at it is told, and can't make part of it count.
	wantKind(t, db.Stage(t.Context(), by, "lost", holdings[:1], nil, nil), store.ErrInvalid)
	_, err := seal(db, authority, "lost")
	wantKind(t, err, store.ErrInvalid)
	verified(t, db)
}

// mostTogether is how many rows one transaction of staging may write.
const mostTogether = 1000

// rowsStaged counts the rows of each transaction of staging, from what the
// engine is told.
type rowsStaged struct {
	mu         sync.Mutex
	now        int
	all, most  int
	statements int
}

func (r *rowsStaged) observe(statement string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case strings.Contains(statement, "INSERT INTO holding"):
		r.now += strings.Count(statement, "($")
	case strings.Contains(statement, "UPDATE batch SET holdings"):
		r.all, r.most, r.now = r.all+r.now, max(r.most, r.now), 0
		r.statements++
	}
}

// testSavedMeanwhile saves pages while a large return is staged. Each
// transaction of staging is of a bounded number of rows, and saves come
// between them.
func testSavedMeanwhile(t *testing.T, fresh Fresh) {
	url := migrated(t, fresh(t))
	rows := 100_000
	if onPostgres(url) {
		rows = 10_000 // no writer waits for another there
	}
	var counted rowsStaged
	db := open(t, url, store.Options{Observe: counted.observe})
	authority := newAuthority(t, db)
	var holdings []store.Holding
	for n := range rows {
		holdings = append(holdings, hold("large", fmt.Sprintf("child-%d", n)))
	}
	var staged atomic.Bool
	saved := make(chan int, 1)
	go func() {
		n := 0
		for ; !staged.Load(); n++ {
			if _, err := put(db, authority, change.Put{Kind: "note", Thing: store.NewID(), Body: n}, calendar.Date{}); err != nil {
				t.Error(err)
				break
			}
		}
		saved <- n
	}()
	err := db.Stage(t.Context(), analyst(authority), "large", holdings, nil, nil)
	staged.Store(true)
	saves := <-saved
	if err != nil {
		t.Fatal(err)
	}
	if counted.all != rows || counted.most > mostTogether {
		t.Errorf("%d rows were staged, up to %d in one transaction", counted.all, counted.most)
	}
	least := counted.statements / 2 // one is waiting whenever a transaction ends
	if onPostgres(url) {
		least = 1 // they go on at once
	}
	if saves < least {
		t.Errorf("%d saves came between %d transactions: those who save wait for more than one", saves, counted.statements)
	}
	mustSeal(t, db, authority, "large")
	held := 0
	if err := db.EachHolding(t.Context(), analyst(authority), 0, 0, func(store.HeldRow) error { held++; return nil }); err != nil || held != rows {
		t.Errorf("%d holdings count, not %d: %v", held, rows, err)
	}
	verified(t, db)
}

const (
	stagerURL       = "THROUGHLINE_STORETEST_STAGE_URL"
	stagerAuthority = "THROUGHLINE_STORETEST_STAGE_AUTHORITY"
)

// stageUntilKilled stages a return, when this process was started to be
// killed, and says so before it would seal it.
func stageUntilKilled(t *testing.T) bool {
	url, authority := os.Getenv(stagerURL), os.Getenv(stagerAuthority)
	if url == "" {
		return false
	}
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; ; n++ {
		subject := fmt.Sprintf("child-%d", n)
		mustStage(t, db, authority, "killed", []store.Holding{hold("killed", subject)}, []store.Book{bookOf("killed", subject)}, []store.ReturnID{number("local", subject)})
		fmt.Println(ack, n)
	}
}

// testKilledStaging kills a process between staging and sealing: what it staged
// counts for nothing, is listed, and is taken away by another.
func testKilledStaging(t *testing.T, fresh Fresh) {
	url := migrated(t, fresh(t))
	db := open(t, url, store.Options{})
	authority := newAuthority(t, db)
	load(t, db, authority, "kept", "child-3")
	head := headOf(t, db, authority)
	name, _, _ := strings.Cut(t.Name(), "/")
	stager := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+name+"$", "-test.v")
	stager.Env = append(os.Environ(), stagerURL+"="+url, stagerAuthority+"="+authority)
	out, err := stager.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := stager.Start(); err != nil {
		t.Fatal(err)
	}
	n := -1
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), ack) {
			if n++; n == 20 {
				if err := stager.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if err := stager.Wait(); err == nil || n < 20 {
		t.Fatalf("the process ended by itself after %d: %v", n, err)
	}
	verified(t, db)
	if got := headOf(t, db, authority); got != head {
		t.Errorf("staging moved the ledger from %d to %d", head, got)
	}
	held, books := heldAndBooks(t, db, authority, 0, 0)
	if len(held) != 1 || len(books) != 1 {
		t.Errorf("what was staged counts: %q %q", held, books)
	}
	left, err := db.Staged(t.Context(), analyst(authority))
	if diff := cmp.Diff([]string{"killed"}, left); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if err := db.DropStaged(t.Context(), analyst(authority), "killed"); err != nil {
		t.Fatal(err)
	}
	after, afterBooks := heldAndBooks(t, db, authority, 0, 0)
	if diff := cmp.Diff([][]string{held, books}, [][]string{after, afterBooks}); diff != "" {
		t.Error(diff)
	}
	verified(t, db)
}

// testTwoProcesses has two processes stage one after the other, and both see
// what was sealed as soon as it is.
func testTwoProcesses(t *testing.T, fresh Fresh) {
	db, url, authority, _ := opened(t, fresh)
	other := open(t, url, store.Options{})
	mustStage(t, db, authority, "one", []store.Holding{hold("one", "ann")}, nil, nil)
	mustStage(t, other, authority, "two", []store.Holding{hold("two", "ann")}, nil, nil)
	mustStage(t, db, authority, "one", []store.Holding{hold("one", "bob")}, nil, nil)
	done := make(chan error, 2)
	for db, batch := range map[*store.DB]string{db: "one", other: "two"} {
		go func() {
			_, err := seal(db, authority, batch)
			done <- err
		}()
	}
	if err := errors.Join(<-done, <-done); err != nil {
		t.Fatal(err)
	}
	a, _ := heldAndBooks(t, db, authority, 0, 0)
	b, _ := heldAndBooks(t, other, authority, 0, 0)
	if diff := cmp.Diff(a, b); diff != "" || len(a) != 3 {
		t.Errorf("%q %s", a, diff)
	}
	verified(t, other)
}
