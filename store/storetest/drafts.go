package storetest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/store"
)

func testDrafts(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	other := newAuthority(t, db)
	wes, eve := worker(authority, "wes", access.SocialWorker), worker(authority, "eve", access.SocialWorker)
	d := store.Draft{ID: "draft-1", Account: "somebody else", Kind: "case.record", Person: "ann", Thing: "note", Body: []byte(`{"text":"so far"}`)}
	saved, err := db.PutDraft(t.Context(), wes, d)
	d.Account, d.Membership, d.Saved = wes.Account, wes.Membership, now.now
	if diff := cmp.Diff(d, saved); err != nil || diff != "" {
		t.Error(err, diff)
	}
	now.advance(time.Hour)
	if _, err := db.PutDraft(t.Context(), wes, store.Draft{ID: "draft-2"}); err != nil {
		t.Error(err)
	}
	now.advance(time.Hour)
	d.Body, d.Saved = []byte(`{"text":"so far, and further"}`), now.now
	if _, err := db.PutDraft(t.Context(), wes, d); err != nil {
		t.Error(err)
	}
	list, err := db.Drafts(t.Context(), wes)
	if err != nil || len(list) != 2 || cmp.Diff(d, list[0]) != "" || list[1].ID != "draft-2" {
		t.Errorf("the drafts are %+v, %v", list, err)
	}
	if one, err := db.Draft(t.Context(), wes, "draft-1"); err != nil || cmp.Diff(d, one) != "" {
		t.Errorf("the draft is %+v, %v", one, err)
	}
	// Nobody else has them, nor learns that they are there.
	elsewhere := wes
	elsewhere.Authority = other
	for _, caller := range []access.Caller{eve, elsewhere} {
		if list, err := db.Drafts(t.Context(), caller); err != nil || len(list) != 0 {
			t.Errorf("somebody else's drafts: %v, %v", list, err)
		}
		_, err := db.Draft(t.Context(), caller, "draft-1")
		wantKind(t, err, store.ErrNotFound)
		wantKind(t, db.DropDraft(t.Context(), caller, "draft-1"), store.ErrNotFound)
	}
	_, err = db.PutDraft(t.Context(), eve, d)
	wantKind(t, err, store.ErrNotFound)
	if one, err := db.Draft(t.Context(), wes, "draft-1"); err != nil || one.Account != wes.Account {
		t.Errorf("somebody else took the draft: %+v, %v", one, err)
	}
	for _, bad := range []store.Draft{{}, {ID: "a b"}, {ID: "x", Kind: "Ann Example"}, {ID: "x", Person: "Ann Example"}, {ID: "x", Thing: "?"}, {ID: "x", Body: []byte(strings.Repeat("x", 1<<20+1))}} {
		_, err := db.PutDraft(t.Context(), wes, bad)
		wantKind(t, err, store.ErrInvalid)
	}
	if err := db.DropDraft(t.Context(), wes, "draft-2"); err != nil {
		t.Error(err)
	}
	wantKind(t, db.DropDraft(t.Context(), wes, "draft-2"), store.ErrNotFound)
	for i := range 199 {
		if _, err := db.PutDraft(t.Context(), wes, store.Draft{ID: fmt.Sprint("more-", i)}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = db.PutDraft(t.Context(), wes, store.Draft{ID: "too-many"})
	wantKind(t, err, store.ErrInvalid)
	_, err = db.ExpireDrafts(t.Context(), wes, now.now)
	wantKind(t, err, store.ErrDenied)
	if n, err := db.ExpireDrafts(t.Context(), operator(), now.now); err != nil || n != 0 {
		t.Errorf("%d went too early, %v", n, err)
	}
	if n, err := db.ExpireDrafts(t.Context(), operator(), now.now.Add(time.Second)); err != nil || n != 200 {
		t.Errorf("%d went, %v", n, err)
	}
}
