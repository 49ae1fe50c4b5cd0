package storetest

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

// testBackup takes a backup while somebody writes, and restores it into a
// new database of this engine and into an SQLite file.
func testBackup(t *testing.T, fresh Fresh) {
	db, url, authority, now := opened(t, fresh)
	for i := range 250 {
		if i%50 == 0 {
			now.advance(time.Hour)
		}
		mustPut(t, db, authority, change.Put{Kind: "action", Thing: fmt.Sprintf("a-%d", i/2), Replaces: i % 2, Body: i})
	}
	if _, err := db.Erase(t.Context(), as(authority, access.Administrator), "a-7", 0, "asked"); err != nil {
		t.Fatal(err)
	}
	mustAccount(t, db, "account-1", "ann@example.org")
	if err := db.PutSetting(t.Context(), operator(), "demo", "yes"); err != nil {
		t.Fatal(err)
	}
	if err := db.Door().PutSession(t.Context(), "token", "account-1", []byte("x"), now.now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	stop, ended := make(chan bool), make(chan error, 1)
	go func() { // somebody goes on working
		var err error
		for n := 0; err == nil; n++ {
			select {
			case <-stop:
				ended <- nil
				return
			default:
				_, err = put(db, authority, change.Put{Kind: "note", Thing: store.NewID(), Body: n}, calendar.Date{})
			}
		}
		ended <- err
	}()
	file := filepath.Join(t.TempDir(), "the backup.db")
	_, err := db.Backup(t.Context(), as(authority, access.Administrator), file, nil)
	wantKind(t, err, store.ErrDenied)
	var told int64
	report, err := db.Backup(t.Context(), operator(), file, func(done, total int64) { told = done * 100 / total })
	close(stop)
	if err := errors.Join(err, <-ended); err != nil {
		t.Fatal(err)
	}
	if told != 100 || report.Entries < 250 || report.Erased != 2 {
		t.Errorf("told %d, %+v", told, report)
	}
	_, err = db.Backup(t.Context(), operator(), file, nil)
	wantKind(t, err, store.ErrInvalid)
	if left, err := filepath.Glob(file + "*"); err != nil || len(left) != 1 {
		t.Errorf("files left beside the backup: %v, %v", left, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the backup can be read by others: %v, %v", info.Mode(), err)
	}
	var sessions int
	if err := behind(t, file).QueryRowContext(t.Context(), "SELECT count(*) FROM session").Scan(&sessions); err != nil || sessions != 0 {
		t.Errorf("the backup holds %d sessions, %v", sessions, err)
	}
	held, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	targets := map[string]string{"its own engine": fresh(t), "a file": filepath.Join(t.TempDir(), "new.db")}
	for name, target := range targets {
		t.Run(name, func(t *testing.T) { restoreInto(t, file, target, authority, report) })
	}
	if after, err := os.ReadFile(file); err != nil || string(after) != string(held) {
		t.Errorf("restoring changed the backup: %v", err)
	}
	_, err = store.Restore(t.Context(), file, url, nil)
	wantKind(t, err, store.ErrInvalid)
	_, err = store.Restore(t.Context(), file+"x", targets["a file"]+"2", nil)
	wantKind(t, err, store.ErrNotFound)
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	if err := os.WriteFile(damaged, []byte("this is no database, whatever its name says of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = store.Restore(t.Context(), damaged, targets["a file"]+"3", nil)
	wantKind(t, err, store.ErrDamaged)
	tamper(t, behind(t, file), "UPDATE ledger_entry SET actor = 'mallory' WHERE authority_id = $1 AND seq = 9", authority)
	_, err = store.Restore(t.Context(), file, targets["a file"]+"4", nil)
	wantFault(t, err, ledger.EntryAltered, authority, 9, "entry 9")
}

func restoreInto(t *testing.T, file, target, authority string, want store.Report) {
	var told int64
	got, err := store.Restore(t.Context(), file, target, func(done, total int64) { told = done * 100 / total })
	if err != nil {
		t.Fatal(err)
	}
	if got.Root != want.Root || got.Entries != want.Entries || got.Versions != want.Versions || got.Erased != want.Erased || told != 100 {
		t.Errorf("restored %+v, want %+v; told %d", got, want, told)
	}
	db := open(t, target, store.Options{})
	source := open(t, file, store.Options{})
	for _, at := range []store.Moment{{}, {Seq: 100}} {
		a, err := source.State(t.Context(), as(authority, access.BoardMember), []string{"action", "note", store.KindErasure}, at)
		b, err2 := db.State(t.Context(), as(authority, access.BoardMember), []string{"action", "note", store.KindErasure}, at)
		if diff := cmp.Diff(a, b); err != nil || err2 != nil || diff != "" || len(a) < 40 {
			t.Errorf("state at %+v: %d things, %v %v %s", at, len(a), err, err2, diff)
		}
	}
	if a, err := db.Door().AccountByEmail(t.Context(), "ann@example.org"); err != nil || a.ID != "account-1" {
		t.Errorf("the account is %+v, %v", a, err)
	}
	if v, err := db.Setting(t.Context(), "demo"); err != nil || v != "yes" {
		t.Errorf("the setting is %q, %v", v, err)
	}
	if _, there, err := db.Door().Session(t.Context(), "token"); there || err != nil {
		t.Errorf("a session came back to life: %v", err)
	}
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: "after", Body: 1})
	verified(t, db)
}
