package storetest

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

var (
	identity = access.Class{Sensitivity: access.Personal, Compartment: access.Identity}
	care     = access.Class{Sensitivity: access.Sensitive, Compartment: access.SocialCare}
	health   = access.Class{Sensitivity: access.Sensitive, Compartment: access.Health}
)

// everything is a scope in which nothing is shut.
func everything(caller access.Caller, act access.Act) access.Scope {
	s := access.Scope{Caller: caller, Purpose: access.DirectWork, Act: act}
	for wall := range s.Masks {
		s.Masks[wall][access.OwnLevel] = 1<<63 - 1
	}
	return s
}

// worker is a caller of one role, in the authority, of their own name.
func worker(authority, name string, role access.Role) access.Caller {
	return access.Caller{Account: "account-" + name, Name: name, Authority: authority, Membership: "member-" + name, Agency: "agency-" + name, Roles: []access.Role{role}}
}

// person is a put of a person's own entry.
func person(id string, replaces int, more func(f *change.Filing)) change.Put {
	f := &change.Filing{About: []string{id}, Class: identity, Sort: "name of " + id, Person: true}
	if more != nil {
		more(f)
	}
	return change.Put{Kind: "case.person", Thing: id, Replaces: replaces, Body: text("person %s", id), Filing: f}
}

// record is a put of a record about people.
func record(id string, class access.Class, about ...string) change.Put {
	return change.Put{Kind: "case.record", Thing: id, Body: text("record %s", id), Filing: &change.Filing{About: about, Class: class, Sort: "sort of " + id}}
}

// allocation ties a member to a person from a day on.
func allocation(id, about, holder string, from calendar.Date) change.Put {
	return change.Put{Kind: "case.allocation", Thing: id, Body: text("allocation %s", id), Filing: &change.Filing{About: []string{about}, Class: care,
		Ties: []change.Tie{{Person: about, Holder: holder, Level: access.AllocatedLevel, From: from}}}}
}

// file writes things about people as somebody to whom nothing is shut.
func file(db *store.DB, authority string, puts ...change.Put) (store.Receipt, error) {
	return fileIn(db, everything(worker(authority, "clerk", access.TeamManager), access.Record), puts...)
}

func fileIn(db *store.DB, scope access.Scope, puts ...change.Put) (store.Receipt, error) {
	return db.WriteFiled(context.Background(), scope, access.RecordCasework, "record about a person", calendar.Date{}, func(tx *store.Tx) error {
		for _, p := range puts {
			if err := tx.Put(p); err != nil {
				return err
			}
		}
		return nil
	})
}

func mustFile(t testing.TB, db *store.DB, authority string, puts ...change.Put) store.Receipt {
	t.Helper()
	r, err := file(db, authority, puts...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// testWalledOff shows that no open reader gives, and no open writer touches,
// what is about people.
func testWalledOff(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), record("note", care, "ann"))
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: "plain", Parent: "ann", Body: 1})
	for _, role := range access.Roles {
		caller := as(authority, role)
		if caller.May(access.ReadPlan) {
			state, err := db.State(t.Context(), caller, []string{"case.person", "case.record", "action"}, store.Moment{})
			if err != nil || len(state) != 1 || state[0].Thing != "plain" {
				t.Errorf("%s sees the state %v, %v", role, state, err)
			}
			since, err := db.Since(t.Context(), caller, nil, 1, 0)
			if err != nil || len(since) != 1 || since[0].Thing != "plain" {
				t.Errorf("%s follows %v, %v", role, since, err)
			}
			for _, at := range []store.Moment{{}, {Seq: 2}} {
				_, err := db.Thing(t.Context(), caller, "ann", at)
				_, missing := db.Thing(t.Context(), caller, "nobody", at)
				if !errors.Is(err, store.ErrNotFound) || err.Error() != missing.Error() {
					t.Errorf("%s opens a person: %v, and nothing: %v", role, err, missing)
				}
			}
			children, _, err := db.Children(t.Context(), caller, "case.record", "", store.Moment{}, store.Page{})
			if err != nil || len(children) != 0 {
				t.Errorf("%s lists %v, %v", role, children, err)
			}
		}
		if caller.May(access.ReadHistory) {
			if history, _, err := db.History(t.Context(), caller, "ann", store.Page{}); err != nil || len(history) != 0 {
				t.Errorf("the audit trail shows %s %v, %v", role, history, err)
			}
			entries, _, err := db.Entries(t.Context(), caller, store.Page{})
			told := slices.ContainsFunc(entries, func(e store.EntryRow) bool {
				return e.Seq == 2 || slices.ContainsFunc(e.Versions, func(r ledger.Ref) bool { return r.Thing == "ann" })
			})
			if err != nil || told != caller.May(access.ReadViews) || len(entries) < 2 {
				t.Errorf("the ledger shows %s %v, %v", role, entries, err)
			}
		}
		if caller.May(access.Erase) {
			_, err := db.Erase(t.Context(), caller, "ann", 0, "hide it")
			_, missing := db.Erase(t.Context(), caller, "nobody", 0, "hide it")
			if !errors.Is(err, store.ErrNotFound) || err.Error() != missing.Error() {
				t.Errorf("%s erases a person: %v, and nothing: %v", role, err, missing)
			}
		}
	}
	bare := change.Put{Kind: "case.record", Thing: "bare", Body: 1}
	_, err := put(db, authority, bare, calendar.Date{})
	wantKind(t, err, store.ErrInvalid)
	_, err = file(db, authority, bare)
	wantKind(t, err, store.ErrInvalid)
	_, err = put(db, authority, record("bare", care, "ann"), calendar.Date{})
	wantKind(t, err, store.ErrInvalid) // a filing, and no scope
	_, err = file(db, authority, change.Put{Kind: "action", Thing: "bare", Body: 1, Filing: record("bare", care, "ann").Filing})
	wantKind(t, err, store.ErrInvalid)
	_, err = put(db, authority, change.Put{Kind: "action", Thing: "ann", Body: 1}, calendar.Date{})
	wantKind(t, err, store.ErrStale)
	var stale *store.StaleError
	if !errors.As(err, &stale) || stale.Current != 0 {
		t.Errorf("a plan's change tells that a person is there: %+v", stale)
	}
	_, err = db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "look", calendar.Date{}, func(tx *store.Tx) error {
		_, thing := tx.Thing("ann")
		_, filed := tx.FiledThing("ann")
		_, file := tx.FileOf("ann")
		_, filing := tx.FilingOf("ann")
		_, found := tx.FindPeople("x", 1)
		since, err := tx.Since(1)
		if thing == nil || filed == nil || file == nil || filing == nil || found == nil || len(since) != 1 {
			t.Error("a change of the plan reads what is about people")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	verified(t, db)
}

// testFiled holds the index tables to the filings of the versions, whatever
// was put, joined, parted, walled off and erased.
func testFiled(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	raw := behind(t, url)
	rapid.Check(t, func(rt *rapid.T) {
		m := newFiledModel(newAuthority(t, db), now)
		for range rapid.IntRange(1, 10).Draw(rt, "changes") {
			if rapid.IntRange(0, 5).Draw(rt, "erase") == 0 {
				m.erase(rt, db, raw)
			} else {
				m.grow(rt, db)
			}
			held, err := heldRows(raw, m.authority)
			if diff := cmp.Diff(m.rows(), held, cmpopts.EquateEmpty()); err != nil || diff != "" {
				rt.Fatalf("the index tables: %v %s", err, diff)
			}
		}
	})
	verified(t, db)
}
