package storetest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

func testWalls(t *testing.T, fresh Fresh) {
	db, _, ours, now := opened(t, fresh)
	theirs := newAuthority(t, db)
	now.advance(time.Hour)
	mustPut(t, db, ours, change.Put{Kind: "action", Thing: "secret", Parent: "area", Body: text("ours")})
	mustPut(t, db, theirs, change.Put{Kind: "action", Thing: "own", Parent: "area", Body: text("theirs")})
	for _, role := range access.Roles {
		caller := as(theirs, role)
		state, err := db.State(t.Context(), caller, []string{"action"}, store.Moment{})
		if err != nil || len(state) != 1 || state[0].Thing != "own" {
			t.Errorf("%s sees %v, %v", role, state, err)
		}
		since, err := db.Since(t.Context(), caller, []string{"action"}, 0, 0)
		if err != nil || len(since) != 1 || since[0].Thing != "own" {
			t.Errorf("%s follows %v, %v", role, since, err)
		}
		children, _, err := db.Children(t.Context(), caller, "action", "area", store.Moment{}, store.Page{})
		if err != nil || len(children) != 1 || children[0].Thing != "own" {
			t.Errorf("%s lists %v, %v", role, children, err)
		}
		if v, err := db.Thing(t.Context(), caller, "secret", store.Moment{}); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s opens %v, %v", role, v, err)
		}
	}
	auditor := as(theirs, access.Auditor)
	if history, _, err := db.History(t.Context(), auditor, "secret", store.Page{}); err != nil || len(history) != 0 {
		t.Errorf("the audit trail shows %v, %v", history, err)
	}
	entries, _, err := db.Entries(t.Context(), auditor, store.Page{Limit: 1000})
	if err != nil || slices.ContainsFunc(entries, func(e store.EntryRow) bool { return len(e.Versions) > 0 && e.Versions[0].Thing == "secret" }) {
		t.Errorf("the ledger shows %v, %v", entries, err)
	}
	if list, err := db.Authorities(t.Context(), auditor); err != nil || len(list) != 1 || list[0].ID != theirs {
		t.Errorf("the auditor's authorities are %v, %v", list, err)
	}
	if report, err := db.Verify(t.Context(), auditor, nil); err != nil || report.Authorities != 1 || report.Versions != 2 {
		t.Errorf("the auditor verifies %+v, %v", report, err)
	}
	if kept, err := db.Checkpoint(t.Context(), auditor); err != nil || len(kept.Trees) != 1 {
		t.Errorf("the auditor's checkpoint is %+v, %v", kept, err)
	}
	_, err = db.Erase(t.Context(), as(theirs, access.Administrator), "secret", 0, "not theirs to erase")
	wantKind(t, err, store.ErrNotFound)
	// The same id in two authorities is two things.
	mustPut(t, db, theirs, change.Put{Kind: "action", Thing: "secret", Body: text("theirs too")})
	if v, err := db.Thing(t.Context(), as(ours, access.BoardMember), "secret", store.Moment{}); err != nil || v.Version != 1 || !strings.Contains(string(v.Body), "ours") {
		t.Errorf("the other authority's write shows: %v, %v", v, err)
	}
}

// noCaller lists the methods of DB that take no caller, and why.
var noCaller = map[string]string{
	"Close":     "lets go of the database",
	"Engine":    "names the engine",
	"Door":      "what must work before sign-in; its own comment says why",
	"Setting":   "how the program runs, which pages before sign-in show",
	"Reading":   "reads nothing yet; testNobodyReads meets each method of what it gives",
	"Watch":     "is the program's own wiring, done once as it starts",
	"WatchOnly": "is the program's own wiring, done once as it starts",
}

// testNobody calls every method as nobody, and as somebody with no role, and
// wants a refusal that is recorded. A method added later is met here.
func testNobody(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	kind := reflect.TypeFor[*store.DB]()
	for method := range kind.Methods() {
		if _, exempt := noCaller[method.Name]; exempt {
			continue
		}
		scoped := method.Type.NumIn() > 2 && method.Type.In(2) == reflect.TypeFor[access.Scope]()
		if method.Type.NumIn() < 3 || method.Type.In(1) != reflect.TypeFor[context.Context]() || method.Type.In(2) != reflect.TypeFor[access.Caller]() && !scoped {
			t.Errorf("%s does not take a context and a caller, or their scope, first", method.Name)
			continue
		}
		for who, caller := range map[string]access.Caller{
			"nobody":                       {},
			"a role without an account":    {Authority: authority, Roles: access.Roles},
			"an authority that is not one": {Account: "a", Authority: "elsewhere"},
			"somebody without a role":      {Account: "a", Authority: authority},
		} {
			if method.Name == "Account" && caller.Account != "" {
				continue // names are shown to anybody who has signed in
			}
			args := []reflect.Value{reflect.ValueOf(db), reflect.ValueOf(t.Context()), reflect.ValueOf(caller)}
			if scoped {
				args[2] = reflect.ValueOf(everything(caller, access.Record))
			}
			given := method.Type.NumIn()
			if method.Type.IsVariadic() {
				given-- // what may be left out is left out
			}
			for in := 3; in < given; in++ {
				args = append(args, reflect.Zero(method.Type.In(in)))
			}
			before := refusals(t, db, authority)
			results := method.Func.Call(args)
			err, _ := reflect.TypeAssert[error](results[len(results)-1])
			if !errors.Is(err, store.ErrDenied) {
				t.Errorf("%s allowed %s: %v", method.Name, who, err)
			}
			if refusals(t, db, authority) != before+1 {
				t.Errorf("%s refused %s and did not record it", method.Name, who)
			}
		}
	}
}

// refusals counts what is recorded, for the authority and for the system.
func refusals(t *testing.T, db *store.DB, authority string) (n int) {
	t.Helper()
	for _, id := range []string{authority, store.SystemAuthority} {
		for p := (store.Page{Limit: store.MaxPage}); ; {
			entries, next, err := db.Entries(t.Context(), as(id, access.Operator), p)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if e.Change == store.ChangeDenied {
					n++
				}
			}
			if p.Before = next; next == "" {
				break
			}
		}
	}
	return n
}

func testDenied(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	member := as(authority, access.BoardMember)
	ran := false
	_, err := db.Write(t.Context(), member, access.EditPlan, "change an action", calendar.Date{}, func(*store.Tx) error {
		ran = true
		return nil
	})
	wantKind(t, err, store.ErrDenied)
	if ran {
		t.Error("the change ran before it was refused")
	}
	_, _, err = db.History(t.Context(), member, "action-1", store.Page{})
	wantKind(t, err, store.ErrDenied)
	wantKind(t, db.Denied(t.Context(), member, access.SignOff, "Ann Example's part"), store.ErrDenied)
	wantKind(t, db.Denied(t.Context(), member, "say\nAnn Example", "part-1"), store.ErrDenied)
	entries, _, err := db.Entries(t.Context(), as(authority, access.Auditor), store.Page{Limit: 4})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		if e.Change != store.ChangeDenied || e.Actor != member.Account || e.Membership != member.Membership || len(e.Versions) != 0 {
			t.Errorf("recorded as %+v", e)
		}
		got = append(got, e.Detail)
	}
	want := []string{"a permission that does not exist", "sign off a part", "read the audit trail: action-1", "change actions and parts"}
	if !slices.Equal(got, want) {
		t.Errorf("recorded %q, want %q", got, want)
	}
	verified(t, db)
}

// The same refusal again and again is recorded for a while, then for an hour
// no more, so that it can't fill the disk. Another is recorded still.
func testDeniedAgain(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	member := as(authority, access.BoardMember)
	before := refusals(t, db, authority)
	for range 200 {
		wantKind(t, db.Denied(t.Context(), member, access.SignOff, "part-1"), store.ErrDenied)
	}
	entries, _, err := db.Entries(t.Context(), as(authority, access.Auditor), store.Page{Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if got := refusals(t, db, authority) - before; got != 60 {
		t.Errorf("recorded %d of 200 refusals that are alike", got)
	}
	want := []string{"sign off a part (more like this within the hour are not recorded): part-1", "sign off a part: part-1"}
	if got := []string{entries[0].Detail, entries[1].Detail}; !slices.Equal(got, want) {
		t.Errorf("recorded %q, want %q", got, want)
	}
	wantKind(t, db.Denied(t.Context(), member, access.SignOff, "part-2"), store.ErrDenied)
	now.now = now.now.Add(time.Hour)
	wantKind(t, db.Denied(t.Context(), member, access.SignOff, "part-1"), store.ErrDenied)
	if got := refusals(t, db, authority) - before; got != 62 {
		t.Errorf("recorded %d, not another part's and one an hour later too", got-60)
	}
}
