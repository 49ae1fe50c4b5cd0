package storetest

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

const secretName = "zebedee quillfeather"

// testEraseFiled erases a person and a record, and looks for what is left in
// every table and file.
func testEraseFiled(t *testing.T, fresh Fresh) {
	db, url, authority, now := opened(t, fresh)
	today := calendar.DayOf(now.now)
	named := func(p change.Put) change.Put {
		p.Body = text("%s", strings.Repeat(secretName, 50))
		p.Filing.Sort, p.Filing.Finds = secretName, []string{"name:" + secretName}
		return p
	}
	tied := allocation("al", "ann", "member-wes", today)
	mustFile(t, db, authority, named(person("ann", 0, func(f *change.Filing) { f.Wall = access.Restricted })), named(record("note", care, "ann")), tied, record("kept", care, "ann"))
	second := named(record("note", care, "ann"))
	second.Replaces = 1
	mustFile(t, db, authority, second)
	wes := worker(authority, "wes", access.SocialWorker)
	for _, d := range []store.Draft{{ID: "of-thing", Thing: "note"}, {ID: "of-person", Person: "ann"}, {ID: "of-neither", Person: "bob"}} {
		d.Body = []byte(secretName)
		if d.ID == "of-neither" {
			d.Body = nil
		}
		if _, err := db.PutDraft(t.Context(), wes, d); err != nil {
			t.Fatal(err)
		}
	}
	lead := worker(authority, "lead", access.GovernanceLead)
	scope := everything(lead, access.Record)
	things := []string{"ann", "note", "al"}
	before := headOf(t, db, authority)
	_, err := db.EraseFiled(t.Context(), everything(wes, access.Record), things, "its time had come")
	wantKind(t, err, store.ErrDenied)
	_, err = db.EraseFiled(t.Context(), scope, things, " ")
	wantKind(t, err, store.ErrInvalid)
	_, err = db.EraseFiled(t.Context(), scope, nil, "its time had come")
	wantKind(t, err, store.ErrInvalid)
	own := errors.New("it is on hold")
	_, err = db.EraseFiled(t.Context(), scope, things, "its time had come", func(tx *store.Tx) error {
		if file, err := tx.FileOf("ann"); err != nil || len(file) != 4 {
			t.Errorf("the check sees %v, %v", file, err)
		}
		return own
	})
	if !errors.Is(err, own) {
		t.Error(err)
	}
	// What the scope does not open, and what is not there, are refused alike.
	narrow := narrowly(lead, access.Record, access.OwnLevel, care)
	_, hidden := db.EraseFiled(t.Context(), narrow, []string{"ann"}, "its time had come")
	_, missing := db.EraseFiled(t.Context(), narrow, []string{"nobody"}, "its time had come")
	if !errors.Is(hidden, store.ErrNotFound) || hidden.Error() != missing.Error() {
		t.Errorf("hidden: %v; missing: %v", hidden, missing)
	}
	if recorded := headOf(t, db, authority) - before; recorded != 3 {
		t.Errorf("recorded %d refusals, want 3", recorded)
	}
	if _, err := db.EraseFiled(t.Context(), scope, things, "its time had come"); err != nil {
		t.Fatal(err)
	}
	if report := verified(t, db); report.Erased != 4 {
		t.Errorf("%+v", report)
	}
	_, err = db.EraseFiled(t.Context(), scope, []string{"note"}, "once more")
	wantKind(t, err, store.ErrInvalid)
	all := everything(lead, access.View)
	reading := db.Reading(all, store.HowOpened)
	for _, thing := range things {
		if f, err := reading.Thing(t.Context(), thing, store.Moment{}); err != nil || !f.Erased || f.Body != nil || f.Sort != "" || f.Class == (access.Class{}) || f.Wall != access.Restricted {
			t.Errorf("%s is %+v, %v", thing, f, err)
		}
	}
	if rows, _, err := reading.History(t.Context(), "note", store.Page{}); err != nil || len(rows) != 2 || !rows[0].Erased || !rows[1].Erased {
		t.Errorf("the trail is %+v, %v", rows, err)
	}
	if found, _, err := reading.Search(t.Context(), []string{"name:*"}, store.Listing{Kinds: []string{"case.person", "case.record"}}, store.Moment{}); err != nil || len(found) != 0 {
		t.Errorf("the search finds %v, %v", found, err)
	}
	reasons, _, err := reading.List(t.Context(), store.Listing{Kinds: []string{store.KindFiledErasure}, Person: "ann"}, store.Moment{})
	if err != nil || len(reasons) != 3 || !strings.Contains(string(reasons[0].Body), "its time had come") {
		t.Errorf("the reasons are %v, %v", reasons, err)
	}
	_, err = db.EraseFiled(t.Context(), scope, []string{reasons[0].Thing}, "hide it")
	wantKind(t, err, store.ErrInvalid)
	// Who may see the blank is decided still: behind the wall, and of its class.
	closed := db.Reading(narrowly(wes, access.View, access.OwnLevel, care, identity), store.HowOpened)
	_, err = closed.Thing(t.Context(), "note", store.Moment{})
	wantKind(t, err, store.ErrNotFound)
	if drafts, err := db.Drafts(t.Context(), wes); err != nil || len(drafts) != 1 || drafts[0].ID != "of-neither" {
		t.Errorf("the drafts are %v, %v", drafts, err)
	}
	if diff := cmp.Diff(0, ties(t, url, authority)); diff != "" {
		t.Errorf("ties are left: %s", diff)
	}
	// A fresh start is filed as anything is.
	fresher := record("note", health, "ann")
	fresher.Replaces = 2
	mustFile(t, db, authority, fresher)
	verified(t, db)
	if !onPostgres(url) {
		for _, end := range []string{"", "-wal"} {
			if held, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:") + end); err == nil && bytes.Contains(held, []byte(secretName)) {
				t.Errorf("the file%s still holds what was erased", end)
			}
		}
	}
	restored(t, db, fresh, authority)
}

func ties(t testing.TB, url, authority string) (n int) {
	t.Helper()
	if err := behind(t, url).QueryRowContext(t.Context(), "SELECT count(*) FROM tie WHERE authority_id = $1", authority).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// restored takes a backup, restores it, and finds all of it again.
func restored(t *testing.T, db *store.DB, fresh Fresh, authority string) {
	if err := db.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowExported).Each(t.Context(),
		store.Listing{Kinds: []string{"case.person", "case.record"}}, store.Moment{}, func(store.Filed) error { return nil }); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "casework.db")
	want, err := db.Backup(t.Context(), operator(), file, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{fresh(t), filepath.Join(t.TempDir(), "new.db")} {
		if got, err := store.Restore(t.Context(), file, target, nil); err != nil || got.Root != want.Root {
			t.Fatalf("restored %+v, want %+v, %v", got, want, err)
		}
		back := open(t, target, store.Options{})
		a := looked(t, db, authority, "", "member-wes", 0)
		if diff := cmp.Diff(a, looked(t, back, authority, "", "member-wes", 0)); diff != "" || len(a) == 0 {
			t.Errorf("who looked: %s", diff)
		}
		if drafts, err := back.Drafts(t.Context(), worker(authority, "wes", access.SocialWorker)); err != nil || len(drafts) != 1 {
			t.Errorf("the drafts are %v, %v", drafts, err)
		}
		wes := everything(worker(authority, "wes", access.SocialWorker), access.View)
		q := store.Listing{Kinds: []string{"case.person", "case.record", "case.allocation"}}
		x, _, err := db.Reading(wes, store.HowListed).List(t.Context(), q, store.Moment{})
		y, _, err2 := back.Reading(wes, store.HowListed).List(t.Context(), q, store.Moment{})
		if diff := cmp.Diff(x, y); err != nil || err2 != nil || diff != "" || len(x) != 4 {
			t.Errorf("%d things, %v %v %s", len(x), err, err2, diff)
		}
		mustFile(t, back, authority, record("after", care, "ann"))
		verified(t, back)
	}
}
