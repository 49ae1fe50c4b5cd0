package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// told is the statements that a store ran.
type told struct {
	mu   sync.Mutex
	each []string
}

func (s *told) tell(statement string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.each = append(s.each, statement)
}

// of gives the statements that something ran.
func (s *told) of(do func()) []string {
	s.mu.Lock()
	s.each = nil
	s.mu.Unlock()
	do()
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.each)
}

// apart says how two runs of statements differ, or "".
func apart(a, b []string) string {
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(a):
			return fmt.Sprintf("%d statements and %d; the other runs: %s", len(a), len(b), b[i])
		case i >= len(b):
			return fmt.Sprintf("%d statements and %d; the first runs: %s", len(a), len(b), a[i])
		case a[i] != b[i]:
			return fmt.Sprintf("statement %d is\n%s\nand\n%s", i+1, a[i], b[i])
		}
	}
	return ""
}

// asking is one way to ask for something by its id, or by a key it carries.
type asking struct {
	name string
	ask  func(db *store.DB, view, record access.Scope, thing string) error
	also bool // the answer for what is not there is an empty one
}

func everyAsking(t *testing.T) []asking {
	t.Helper()
	kinds := []string{"case.person", "case.record"}
	list := func(q store.Listing) func(*store.DB, access.Scope, access.Scope, string) error {
		return func(db *store.DB, view, _ access.Scope, thing string) error {
			q := q
			q.Person = thing
			found, next, err := db.Reading(view, store.HowListed).List(t.Context(), q, store.Moment{})
			return nothing(len(found) == 0 && next == "", err)
		}
	}
	search := func(keys ...string) func(*store.DB, access.Scope, access.Scope, string) error {
		return func(db *store.DB, view, _ access.Scope, thing string) error {
			named := make([]string, len(keys))
			for i, key := range keys {
				named[i] = strings.ReplaceAll(key, "THING", thing)
			}
			found, next, err := db.Reading(view, store.HowSearched).Search(t.Context(), named, store.Listing{Kinds: kinds}, store.Moment{})
			return nothing(len(found) == 0 && next == "", err)
		}
	}
	return []asking{
		{"a single read", func(db *store.DB, view, _ access.Scope, thing string) error {
			_, err := db.Reading(view, store.HowOpened).Thing(t.Context(), thing, store.Moment{})
			return err
		}, false},
		{"a single read of a day before", func(db *store.DB, view, _ access.Scope, thing string) error {
			_, err := db.Reading(view, store.HowOpened).Thing(t.Context(), thing, store.Moment{Seq: 2})
			return err
		}, false},
		{"a history", func(db *store.DB, view, _ access.Scope, thing string) error {
			_, _, err := db.Reading(view, store.HowOpened).History(t.Context(), thing, store.Page{})
			return err
		}, false},
		{"a file", list(store.Listing{Kinds: kinds}), true},
		{"a list of one kind", list(store.Listing{Kinds: kinds[:1]}), true},
		{"a list of those the caller has a tie to", list(store.Listing{Kinds: kinds, TiedOnly: true}), true},
		{"a search by a name", search("name:THING"), true},
		{"a search by the beginning of a name", search("name:THING*"), true},
		{"a search by two keys", search("name:THING", "nhs:THING"), true},
		{"a count", func(db *store.DB, view, _ access.Scope, thing string) error {
			n, err := db.Reading(view, store.HowCounted).Count(t.Context(), store.Listing{Kinds: kinds, Person: thing})
			return nothing(n == 0, err)
		}, true},
		{"an export", func(db *store.DB, view, _ access.Scope, thing string) error {
			return db.Reading(view, store.HowExported).Each(t.Context(), store.Listing{Kinds: kinds, Person: thing}, store.Moment{}, func(store.Filed) error {
				return errors.New("it was given")
			})
		}, true},
		{"a change about it", func(db *store.DB, _, record access.Scope, thing string) error {
			_, err := db.WriteFiled(t.Context(), record, access.RecordCasework, "a change", calendar.Date{}, func(tx *store.Tx) error { return tx.Reaches(thing) })
			return err
		}, false},
		{"a change of it", func(db *store.DB, _, record access.Scope, thing string) error {
			p := record1(thing)
			_, err := db.WriteFiled(t.Context(), record, access.RecordCasework, "a change", calendar.Date{}, func(tx *store.Tx) error { return tx.Put(p) })
			if errors.Is(err, store.ErrDenied) {
				return &store.Error{Kind: store.ErrNotFound, Words: "It was refused.", Reason: err}
			}
			return err
		}, false},
	}
}

// record1 is a new version of a record, sent by somebody who says they saw the
// first.
func record1(thing string) change.Put {
	p := record(thing, care, "open")
	p.Replaces = 1
	return p
}

func nothing(empty bool, err error) error {
	if err == nil && !empty {
		return errors.New("it was given")
	}
	return err
}

// testStatements runs every way to ask for what is not there, and for what is
// there behind each wall and in a class that is shut: the statements are the
// same, in number, in order and letter for letter.
func testStatements(t *testing.T, fresh Fresh) {
	url, now, ran := fresh(t), newClock(), &told{}
	db := open(t, url, store.Options{Clock: now.read, Observe: ran.tell})
	authority := newAuthority(t, db)
	with := func(id string, wall access.Wall) change.Put {
		return person(id, 0, func(f *change.Filing) { f.Wall, f.Finds = wall, []string{"name:" + id, "nhs:" + id} })
	}
	mustFile(t, db, authority, with("open", access.NoWall), with("walled-1", access.Restricted), with("walled-2", access.AdoptionWall))
	note := record("shut-note", health, "open")
	note.Filing.Finds = []string{"name:shut-note", "nhs:shut-note"}
	mustFile(t, db, authority, note, record("walled-note", care, "walled-1"), record("apart-note", care, "walled-2"), record("nobodys-note", health))
	hidden := []string{"walled-1", "walled-2", "shut-note", "walled-note", "apart-note", "nobodys-note"}
	wes := worker(authority, "wes", access.SocialWorker)
	view, write := narrowly(wes, access.View, access.OwnLevel, identity, care), narrowly(wes, access.Record, access.OwnLevel, identity, care)
	if _, err := db.Reading(view, store.HowOpened).Thing(t.Context(), "open", store.Moment{}); err != nil {
		t.Fatal(err) // or all would be missing, and this would show nothing
	}
	for _, way := range everyAsking(t) {
		ask := func(thing string) []string {
			return ran.of(func() {
				now.advance(1000)
				err := way.ask(db, view, write, thing)
				if way.also && err != nil || !way.also && !errors.Is(err, store.ErrNotFound) {
					t.Errorf("%s of %s: %v", way.name, thing, err)
				}
			})
		}
		missing := ask("gone")
		if len(missing) == 0 {
			t.Errorf("%s runs no statement, so this shows nothing", way.name)
		}
		for _, thing := range hidden {
			if diff := apart(missing, ask(thing)); diff != "" {
				t.Errorf("%s of what is not there, and of %s: %s", way.name, thing, diff)
			}
		}
	}
	// The comparison sees a question that asks one thing more of what is there.
	careless := func(thing string) []string {
		return ran.of(func() {
			reading := db.Reading(view, store.HowOpened)
			_, err := reading.Thing(t.Context(), thing, store.Moment{})
			if thing != "gone" {
				_, _, err = reading.History(t.Context(), thing, store.Page{})
			}
			wantKind(t, err, store.ErrNotFound)
		})
	}
	if apart(careless("gone"), careless("walled-1")) == "" {
		t.Error("a question that costs more for what is there was not found")
	}
	if apart([]string{"a"}, []string{"b"}) == "" || apart([]string{"a", "b"}, []string{"a"}) == "" || apart(nil, nil) != "" {
		t.Error("statements are compared wrongly")
	}
}
