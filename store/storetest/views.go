package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// looked gives the views of a person or of a member, all pages together.
func looked(t testing.TB, db *store.DB, authority, person, member string, limit int) (all []store.Viewing) {
	t.Helper()
	lead := worker(authority, "lead", access.GovernanceLead)
	for p := (store.Page{Limit: limit}); ; {
		found, next, err := db.ViewsOfPerson(t.Context(), lead, person, p)
		if member != "" {
			found, next, err = db.ViewsByMember(t.Context(), lead, member, p)
		}
		if err != nil || limit > 0 && len(found) > limit {
			t.Fatalf("%d views, %v", len(found), err)
		}
		all = append(all, found...)
		if p.Before = next; next == "" {
			return all
		}
	}
}

// testViews shows that each thing given is on record, of everybody it is
// about, with who looked, why and how they stood, and nothing else is.
func testViews(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	mustAccount(t, db, "account-wes", "wes@example.org")
	today := calendar.DayOf(now.now)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, func(f *change.Filing) { f.Wall = access.Restricted }), person("twin", 0, func(f *change.Filing) { f.Group = "ann" }))
	mustFile(t, db, authority, record("both", care, "ann", "bob"), record("one", care, "twin"), record("none", health), allocation("al", "ann", "member-wes", today))
	wes := worker(authority, "wes", access.SocialWorker)
	before := headOf(t, db, authority)
	scope := everything(wes, access.View)
	scope.Purpose = access.Enquiry
	want := func(person string, how store.How, ties access.Ties, wall access.Wall, things ...string) store.Viewing {
		return store.Viewing{At: now.now, Account: "account-wes", Name: "Ann Example", Membership: "member-wes", Agency: "agency-wes", Roles: []access.Role{access.SocialWorker},
			Purpose: access.Enquiry, How: how, Person: person, Things: things, Ties: ties, Wall: wall}
	}
	tied := access.Ties{Allocated: true}
	var all []store.Viewing
	for _, look := range []struct {
		how  store.How
		read func(r *store.Reading) error
		want []store.Viewing
	}{
		{store.HowOpened, func(r *store.Reading) error { _, err := r.Thing(t.Context(), "both", store.Moment{}); return err },
			[]store.Viewing{want("ann", store.HowOpened, tied, access.NoWall, "both"), want("bob", store.HowOpened, access.Ties{}, access.Restricted, "both")}},
		{store.HowOpened, func(r *store.Reading) error { _, _, err := r.History(t.Context(), "one", store.Page{}); return err },
			[]store.Viewing{want("twin", store.HowOpened, tied, access.NoWall, "one")}},
		{store.HowListed, func(r *store.Reading) error {
			for range 2 {
				if _, _, err := r.List(t.Context(), store.Listing{Kinds: []string{"case.record"}}, store.Moment{}); err != nil {
					return err
				}
			}
			return nil
		}, []store.Viewing{want("ann", store.HowListed, tied, access.NoWall, "both"), want("bob", store.HowListed, access.Ties{}, access.Restricted, "both"),
			want("", store.HowListed, access.Ties{}, access.NoWall, "none"), want("twin", store.HowListed, tied, access.NoWall, "one")}},
		{store.HowCounted, func(r *store.Reading) error {
			_, err := r.Count(t.Context(), store.Listing{Kinds: []string{"case.record"}, Person: "bob"})
			return err
		},
			[]store.Viewing{want("bob", store.HowCounted, access.Ties{}, access.NoWall)}},
		{store.HowListed, func(r *store.Reading) error {
			_, _, err := r.List(t.Context(), store.Listing{Kinds: []string{"case.placement"}}, store.Moment{})
			return err
		}, nil},
	} {
		r := db.Reading(scope, look.how)
		if err := look.read(r); err != nil {
			t.Fatal(err)
		}
		for range 2 { // asked again, nothing is recorded again
			if err := r.Recorded(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		slices.Reverse(look.want)
		all = append(look.want, all...)
		now.advance(time.Minute)
	}
	if headOf(t, db, authority) != before {
		t.Error("looking moved the authority's own ledger")
	}
	// Times differ by look: each view bears that of its own.
	for _, limit := range []int{0, 1, 3} {
		got := looked(t, db, authority, "", "member-wes", limit)
		if diff := cmp.Diff(all, got, cmpopts.IgnoreFields(store.Viewing{}, "At", "Batch"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("by a member, in pages of %d: %s", limit, diff)
		}
		for i := range got {
			if got[i].Batch == "" || i > 0 && got[i].At.After(got[i-1].At) {
				t.Errorf("view %d is at %v in batch %q", i, got[i].At, got[i].Batch)
			}
		}
	}
	// Whoever looks at one of two who are the same is told of with both.
	for _, id := range []string{"ann", "twin"} {
		var people []string
		for _, v := range looked(t, db, authority, id, "", 2) {
			if v.How != store.HowWhoLooked {
				people = append(people, v.Person+" "+strings.Join(v.Things, ","))
			}
		}
		if diff := cmp.Diff([]string{"twin one", "ann both", "twin one", "ann both"}, people); diff != "" {
			t.Errorf("of %s: %s", id, diff)
		}
	}
	// Those who ask who looked are on record themselves.
	asked := looked(t, db, authority, "", "member-lead", 1000)
	if len(asked) < 8 || asked[0].How != store.HowWhoLooked || asked[0].Purpose != access.Governance || asked[0].Person == "" {
		t.Errorf("asked who looked: %+v", asked)
	}
	if list, err := db.Authorities(t.Context(), operator()); err != nil || len(list) != 1 {
		t.Errorf("the authorities are %v, %v", list, err)
	}
	if report := verified(t, db); report.Authorities != 1 {
		t.Errorf("%+v", report)
	}
	if kept, err := db.Checkpoint(t.Context(), as(authority, access.Auditor)); err != nil || len(kept.Trees) != 2 {
		t.Errorf("the auditor's checkpoint is %+v, %v", kept, err)
	}
	_, err := db.CreateAuthority(t.Context(), operator(), "council.views", "A council")
	wantKind(t, err, store.ErrInvalid)
	for _, p := range []store.Page{{Limit: -1}, {Limit: store.MaxPage + 1}, {Before: "x"}, {Before: "1_x"}} {
		_, _, err := db.ViewsByMember(t.Context(), worker(authority, "lead", access.GovernanceLead), "member-wes", p)
		wantKind(t, err, store.ErrInvalid)
	}
}

// testCounting: figures name nobody, and open no record.
func testCounting(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), record("one", care, "ann"), record("two", care, "ann"))
	r := db.Reading(everything(worker(authority, "ana", access.DataAnalyst), access.Count), store.HowCounted)
	q := store.Listing{Kinds: []string{"case.record"}}
	rows := 0
	if err := r.Each(t.Context(), q, store.Moment{}, func(store.Filed) error { rows++; return nil }); err != nil || rows != 2 {
		t.Errorf("%d rows, %v", rows, err)
	}
	if n, err := r.Count(t.Context(), q); err != nil || n != 2 {
		t.Errorf("counted %d, %v", n, err)
	}
	if err := r.Recorded(t.Context()); err != nil {
		t.Error(err)
	}
	views := looked(t, db, authority, "", "member-ana", 0)
	if len(views) != 1 || views[0].Person != "" || len(views[0].Things) != 0 {
		t.Errorf("recorded %+v", views)
	}
	_, err := r.Thing(t.Context(), "one", store.Moment{})
	wantKind(t, err, store.ErrDenied)
	_, _, err = r.List(t.Context(), q, store.Moment{})
	wantKind(t, err, store.ErrDenied)
	q.Person = "ann"
	_, err = r.Count(t.Context(), q)
	wantKind(t, err, store.ErrInvalid)
	wantKind(t, r.Each(t.Context(), q, store.Moment{}, func(store.Filed) error { return errors.New("ran") }), store.ErrInvalid)
}

// testTogether has many look at once: each waits for its own view, and far
// fewer transactions than views are written.
func testTogether(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	other := newAuthority(t, db)
	for _, id := range []string{authority, other} {
		mustFile(t, db, id, person("ann", 0, nil))
	}
	const each = 60
	var wait sync.WaitGroup
	errs := make(chan error, 2*each)
	for i := range each {
		for _, id := range []string{authority, other} {
			wait.Go(func() {
				r := db.Reading(everything(worker(id, fmt.Sprint("w-", i), access.SocialWorker), access.View), store.HowOpened)
				_, err := r.Thing(context.Background(), "ann", store.Moment{})
				errs <- errors.Join(err, r.Recorded(context.Background()))
			})
		}
	}
	wait.Wait()
	for range 2 * each {
		if err := <-errs; err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []string{authority, other} {
		views := looked(t, db, id, "ann", "", store.MaxPage)
		var who []string
		batches := map[string]bool{}
		for _, v := range views {
			who, batches[v.Batch] = append(who, v.Account), true
		}
		slices.Sort(who)
		if len(slices.Compact(who)) != each || len(batches) >= each {
			t.Errorf("%d views of %d, in %d batches", len(who), each, len(batches))
		}
	}
	verified(t, db)
}

// testOneAnswer reads about two people in two ways for one answer, and has the
// first try to record it fail.
func testOneAnswer(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil))
	scope := everything(worker(authority, "wes", access.SocialWorker), access.View)
	file, names, nothing := db.Reading(scope, store.HowOpened), db.Reading(scope, store.HowListed), db.Reading(scope, store.HowListed)
	for person, r := range map[string]*store.Reading{"ann": file, "bob": names} {
		if _, err := r.Thing(t.Context(), person, store.Moment{}); err != nil {
			t.Fatal(err)
		}
	}
	refuse := errors.New("not now")
	db.Watch(func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) { return nil, refuse })
	if err := store.Record(t.Context(), file, names, nothing); !errors.Is(err, refuse) {
		t.Fatalf("the first try gave %v", err)
	}
	db.Watch(nil)
	if views := append(looked(t, db, authority, "ann", "", 0), looked(t, db, authority, "bob", "", 0)...); len(views) != 0 {
		t.Fatalf("what failed is on record: %+v", views)
	}
	for range 2 { // the second has nothing left to record
		if err := store.Record(t.Context(), file, names, nothing); err != nil {
			t.Fatal(err)
		}
	}
	var ways []store.How
	batches := map[string]bool{}
	for _, person := range []string{"ann", "bob"} {
		for _, v := range looked(t, db, authority, person, "", 0) {
			if v.How != store.HowWhoLooked {
				ways, batches[v.Batch] = append(ways, v.How), true
			}
		}
	}
	if !slices.Equal(ways, []store.How{store.HowOpened, store.HowListed}) || len(batches) != 1 {
		t.Errorf("recorded %v in %d batches", ways, len(batches))
	}
	verified(t, db)
}

// testWatchedOnly has somebody watch what is opened, and not what is listed.
func testWatchedOnly(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil))
	scope := everything(worker(authority, "wes", access.SocialWorker), access.View)
	var told []string
	db.WatchOnly(func(views []store.Viewing) (all []store.Viewing) {
		for _, v := range views {
			if v.How == store.HowOpened {
				all = append(all, v)
			}
		}
		return all
	}, func(_ context.Context, views []store.Viewing, _ *store.Tx) ([]change.Put, error) {
		for _, v := range views {
			told = append(told, v.Person)
		}
		return nil, nil
	})
	for _, read := range []struct {
		person string
		how    store.How
	}{{"ann", store.HowListed}, {"bob", store.HowOpened}} {
		reading := db.Reading(scope, read.how)
		if _, err := reading.Thing(t.Context(), read.person, store.Moment{}); err != nil {
			t.Fatal(err)
		}
		if err := store.Record(t.Context(), reading); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(told, []string{"bob"}) {
		t.Errorf("told of %v", told)
	}
	if views := looked(t, db, authority, "ann", "", 0); len(views) == 0 {
		t.Error("what is not watched is not recorded")
	}
	verified(t, db)
}

// testWatched has the program look at views as they are recorded, and write
// what it makes of them beside them, or refuse them.
func testWatched(t *testing.T, fresh Fresh) {
	url, now := fresh(t), newClock()
	var refuse error
	watch := func(_ context.Context, views []store.Viewing, tx *store.Tx) ([]change.Put, error) {
		if refuse != nil {
			return nil, refuse
		}
		if len(views) == 1 && views[0].Person == "ann" {
			file, err := tx.FileOf("ann")
			if err != nil || len(file) != 1 || views[0].Name != "wes" {
				t.Errorf("whoever watches reads %v, %v, and the name %q", file, err, views[0].Name)
			}
			alert := record(store.NewID(), access.Class{Sensitivity: access.Personal, Compartment: access.Oversight}, "ann")
			alert.Kind = "case.alert"
			return []change.Put{alert}, nil
		}
		return nil, nil
	}
	db := open(t, url, store.Options{Clock: now.read, Watch: watch})
	authority := newAuthority(t, db)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil))
	look := func(thing string) error {
		r := db.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowOpened)
		if _, err := r.Thing(t.Context(), thing, store.Moment{}); err != nil {
			return err
		}
		return r.Recorded(t.Context())
	}
	before := headOf(t, db, authority)
	for _, thing := range []string{"ann", "bob"} {
		if err := look(thing); err != nil {
			t.Fatal(err)
		}
	}
	if headOf(t, db, authority) != before+1 {
		t.Error("one of two looks made an alert, and the ledger does not show one entry more")
	}
	lead := everything(worker(authority, "lead", access.GovernanceLead), access.View)
	if alerts, _, err := db.Reading(lead, store.HowListed).List(t.Context(), store.Listing{Kinds: []string{"case.alert"}, Person: "ann"}, store.Moment{}); err != nil || len(alerts) != 1 {
		t.Errorf("the alerts are %v, %v", alerts, err)
	}
	refuse = errors.New("the rule said no")
	if err := look("bob"); !errors.Is(err, refuse) {
		t.Errorf("a view that was not recorded gave %v", err)
	}
	refuse = nil
	if views := looked(t, db, authority, "bob", "", 0); len(views) != 1 {
		t.Errorf("recorded %d views", len(views))
	}
	verified(t, db)
}

// testViewsFail: what cannot be recorded is not shown, soon, whatever ails the
// database.
func testViewsFail(t *testing.T, fresh Fresh) {
	db, url, authority, now := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil))
	r := db.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowOpened)
	look := func() {
		t.Helper()
		if _, err := r.Thing(t.Context(), "ann", store.Moment{}); err != nil {
			t.Fatal(err)
		}
	}
	look()
	if err := r.Recorded(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Somebody else holds the database: whoever waits no longer is let go.
	raw := behind(t, url)
	held, err := raw.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := held.ExecContext(t.Context(), "UPDATE ledger_head SET size = size WHERE authority_id = $1", authority+".views"); err != nil {
		t.Fatal(err)
	}
	look()
	short, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer stop()
	if err := r.Recorded(short); !errors.Is(err, context.DeadlineExceeded) && (err != nil || onPostgres(url)) { // beside an SQLite file it need not wait
		t.Errorf("who would not wait for ever: %v", err)
	}
	if err := held.Rollback(); err != nil {
		t.Fatal(err)
	}
	// What was not seen to be recorded is recorded when asked again.
	if err := r.Recorded(t.Context()); err != nil {
		t.Fatal(err)
	}
	if views := looked(t, db, authority, "ann", "", 0); len(views) < 2 {
		t.Errorf("recorded %d views", len(views))
	}
	tamper(t, raw, "UPDATE ledger_head SET edge = $2 WHERE authority_id = $1", authority+".views", []byte("x"))
	look()
	err = r.Recorded(t.Context())
	for tries := 0; err == nil && !onPostgres(url) && tries < 100; tries++ { // looks go into the ledger a second later
		time.Sleep(50 * time.Millisecond)
		look()
		err = r.Recorded(t.Context())
	}
	wantKind(t, err, store.ErrDamaged)
	reader, err := store.Open(t.Context(), url, store.Options{Clock: now.read, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	quiet := reader.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowOpened)
	if _, err := quiet.Thing(t.Context(), "ann", store.Moment{}); err != nil {
		t.Error(err)
	}
	wantKind(t, quiet.Recorded(t.Context()), store.ErrUnavailable)
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	closing, err := store.Open(t.Context(), url, store.Options{Clock: now.read})
	if err != nil {
		t.Fatal(err)
	}
	late := closing.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowOpened)
	if _, err := late.Thing(t.Context(), "ann", store.Moment{}); err != nil {
		t.Error(err)
	}
	if err := closing.Close(); err != nil {
		t.Error(err)
	}
	wantKind(t, late.Recorded(t.Context()), store.ErrUnavailable)
}
