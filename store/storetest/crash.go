package storetest

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// The process to be killed learns what to write to from here.
const (
	killedURL       = "THROUGHLINE_STORETEST_URL"
	killedAuthority = "THROUGHLINE_STORETEST_AUTHORITY"
	ack             = "acknowledged"
)

// writeUntilKilled writes for ever, when this process was started to be
// killed, and says so of each change that was acknowledged.
func writeUntilKilled(t *testing.T) bool {
	url, authority := os.Getenv(killedURL), os.Getenv(killedAuthority)
	if url == "" {
		return false
	}
	db, err := store.Open(t.Context(), url, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for {
		thing := store.NewID()
		r, err := db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "write until killed", calendar.Date{}, func(tx *store.Tx) error {
			for i := range 3 {
				if err := tx.Put(change.Put{Kind: "action", Thing: fmt.Sprintf("%s-%d", thing, i), Body: text("%d", i)}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(ack, r.Seq, thing)
	}
}

func testKilled(t *testing.T, fresh Fresh) {
	url := migrated(t, fresh(t))
	db := open(t, url, store.Options{})
	authority := newAuthority(t, db)
	name, _, _ := strings.Cut(t.Name(), "/")
	for round := range 3 {
		seqs := killWriter(t, name, url, authority, 8+9*round)
		again := open(t, url, store.Options{})
		verified(t, again)
		state, err := again.State(t.Context(), as(authority, access.BoardMember), []string{"action"}, store.Moment{})
		if err != nil {
			t.Fatal(err)
		}
		here := map[string]int64{}
		for _, v := range state {
			here[v.Thing] = v.Seq
		}
		if len(state)%3 != 0 {
			t.Errorf("%d versions: a change was written in part", len(state))
		}
		for thing, seq := range seqs {
			for i := range 3 {
				if here[fmt.Sprintf("%s-%d", thing, i)] != seq {
					t.Errorf("the acknowledged change %d is lost", seq)
				}
			}
		}
		mustPut(t, again, authority, change.Put{Kind: "note", Thing: store.NewID(), Body: round})
	}
	verified(t, db)
}

// killWriter starts a process that writes, kills it without warning after so
// many changes, and gives what it was told had been saved.
func killWriter(t *testing.T, test, url, authority string, changes int) map[string]int64 {
	t.Helper()
	writer := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+test+"$", "-test.v")
	writer.Env = append(os.Environ(), killedURL+"="+url, killedAuthority+"="+authority)
	out, err := writer.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := writer.Start(); err != nil {
		t.Fatal(err)
	}
	seqs := map[string]int64{}
	var last string
	for lines := bufio.NewScanner(out); lines.Scan(); last = lines.Text() {
		var seq int64
		var thing string
		if n, _ := fmt.Sscanf(lines.Text(), ack+" %d %s", &seq, &thing); n == 2 {
			seqs[thing] = seq
		}
		if len(seqs) == changes {
			if err := writer.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			changes = -1 // what was already on its way is read too
		}
	}
	if err := writer.Wait(); err == nil || changes != -1 {
		t.Fatalf("the writer ended by itself after %q: %v", last, err)
	}
	return seqs
}

func testFull(t *testing.T, fresh Fresh) {
	url := fresh(t)
	if onPostgres(url) {
		return // a server's disk cannot be filled from here; its error is read by a test of package store
	}
	const limit = 400 << 10
	small := open(t, url, store.Options{LimitBytes: limit})
	authority := newAuthority(t, small)
	saved := 0
	var err error
	for ; err == nil && saved < 200; saved++ {
		_, err = put(small, authority, change.Put{Kind: "update", Thing: fmt.Sprintf("u-%d", saved), Body: text("%s", strings.Repeat("words ", 2000))}, calendar.Date{})
	}
	saved--
	wantKind(t, err, store.ErrFull)
	if saved < 5 {
		t.Errorf("only %d changes were saved", saved)
	}
	check := func(db *store.DB) {
		t.Helper()
		state, err := db.State(t.Context(), as(authority, access.BoardMember), []string{"update"}, store.Moment{})
		if err != nil || len(state) != saved || headOf(t, db, authority) != int64(saved)+1 {
			t.Errorf("%d of %d changes are there, %v", len(state), saved, err)
		}
		verified(t, db)
	}
	check(small)
	if err := small.Denied(t.Context(), as(authority, access.BoardMember), access.SignOff, ""); err != nil {
		wantKind(t, err, store.ErrDenied) // refused, whether or not there was room to record it
	}
	saved0 := headOf(t, small, authority) - 1 - int64(saved)
	large := open(t, url, store.Options{})
	if _, err := put(large, authority, change.Put{Kind: "update", Thing: "after", Body: text("%s", strings.Repeat("words ", 2000))}, calendar.Date{}); err != nil {
		t.Errorf("with space again: %v", err)
	}
	if got := headOf(t, large, authority); got != int64(saved)+2+saved0 {
		t.Errorf("the head is %d", got)
	}
	verified(t, large)
}
