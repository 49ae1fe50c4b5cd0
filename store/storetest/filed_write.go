package storetest

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

// narrowly is a scope that opens one class at one level, without a wall.
func narrowly(caller access.Caller, act access.Act, level access.Level, classes ...access.Class) access.Scope {
	s := access.Scope{Caller: caller, Purpose: access.DirectWork, Act: act}
	for _, class := range classes {
		number, _ := class.Number()
		s.Masks[0][level] |= 1 << number
	}
	return s
}

// testFiledWrites shows that what may be recorded is decided by how things
// stood before the change, and that a refusal leaves nothing but its record.
func testFiledWrites(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	today := calendar.DayOf(now.now)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil), person("shut", 0, func(f *change.Filing) { f.Wall = access.Restricted }))
	mustFile(t, db, authority, allocation("al-ann", "ann", "member-wes", today), record("of-bob", care, "bob"), record("of-ann", care, "ann"),
		allocation("al-shut", "shut", "member-wes", today))
	wes := worker(authority, "wes", access.SocialWorker)
	tied := narrowly(wes, access.Record, access.AllocatedLevel, care)
	makes := narrowly(wes, access.Record, access.OwnLevel, identity)
	replaced := func(p change.Put, version int) change.Put { p.Replaces = version; return p }
	sameAs := func(id, other string, version int) change.Put {
		return person(id, version, func(f *change.Filing) { f.Group, f.Class = other, care })
	}
	for _, try := range []struct {
		name    string
		scope   access.Scope
		allowed bool
		puts    []change.Put
	}{
		{"about somebody allocated", tied, true, []change.Put{record("one", care, "ann")}},
		{"of another class", tied, false, []change.Put{record("no", health, "ann")}},
		{"about somebody else", tied, false, []change.Put{record("no", care, "bob")}},
		{"about nobody there", tied, false, []change.Put{record("no", care, "nobody")}},
		{"about nobody there, of what is open to everybody", narrowly(wes, access.Record, access.OwnLevel, care), false, []change.Put{record("no", care, "nobody")}},
		{"about somebody behind a wall", tied, false, []change.Put{record("no", care, "shut")}},
		{"about one allocated, and one not", tied, true, []change.Put{record("two", care, "ann", "bob")}},
		{"about one allocated, and one behind a wall", tied, false, []change.Put{record("no", care, "ann", "shut")}},
		{"about nobody at all", tied, false, []change.Put{record("no", care)}},
		{"about nobody at all, of what is open to everybody", narrowly(wes, access.Record, access.OwnLevel, care), true, []change.Put{record("three", care)}},
		{"with a tie made in the same change", tied, false, []change.Put{record("ok", care, "ann"), allocation("al-no", "bob", "member-wes", today), record("no", care, "bob")}},
		{"a change to another's record", tied, false, []change.Put{replaced(record("of-bob", care, "ann"), 1)}},
		{"a change to a record there is not", tied, false, []change.Put{replaced(record("of-none", care, "ann"), 1)}},
		{"a change to one's own record", tied, true, []change.Put{replaced(record("of-ann", care, "ann"), 1)}},
		{"a change that makes it another's", tied, false, []change.Put{replaced(record("of-ann", care, "bob"), 2)}},
		{"a new person", makes, true, []change.Put{person("new", 0, nil)}},
		{"a new person of a class that is not open", makes, false, []change.Put{person("no", 0, func(f *change.Filing) { f.Class = care })}},
		{"a new person, and a record of them", narrowly(wes, access.Record, access.OwnLevel, identity, care), true, []change.Put{record("five", care, "six"), person("six", 0, nil)}},
		{"a new person the same as somebody hidden", tied, false, []change.Put{sameAs("no", "bob", 0)}},
		{"to join one's own to somebody hidden", narrowly(wes, access.Record, access.AllocatedLevel, identity, care), false, []change.Put{sameAs("ann", "bob", 1)}},
		{"to join one's own to nobody there", narrowly(wes, access.Record, access.AllocatedLevel, identity, care), false, []change.Put{sameAs("ann", "nobody", 1)}},
		{"a new person the same as nobody there", tied, false, []change.Put{sameAs("no", "nobody", 0)}},
		{"to look only", narrowly(wes, access.View, access.OwnLevel, identity), false, []change.Put{person("no", 0, nil)}},
		{"without a purpose", func() access.Scope { s := makes; s.Purpose = ""; return s }(), false, []change.Put{person("no", 0, nil)}},
	} {
		before, told := headOf(t, db, authority), refusals(t, db, authority)
		_, err := fileIn(db, try.scope, try.puts...)
		if try.allowed {
			if err != nil {
				t.Errorf("%s: %v", try.name, err)
			}
			continue
		}
		if !errors.Is(err, store.ErrDenied) || store.Sentence(err) != "You do not have permission to record about people." {
			t.Errorf("%s: %v", try.name, err)
		}
		if headOf(t, db, authority) != before+1 || refusals(t, db, authority) != told+1 {
			t.Errorf("%s: recorded %d entries and %d refusals", try.name, headOf(t, db, authority)-before, refusals(t, db, authority)-told)
		}
	}
	if seen, _, err := db.Reading(everything(wes, access.View), store.HowListed).List(t.Context(), store.Listing{Kinds: []string{"case.record", "case.person", "case.allocation"}}, store.Moment{}); err != nil || len(seen) != 5+6+2 {
		t.Errorf("%d things are kept, %v", len(seen), err)
	}
	// Somebody whose own function goes on after a refusal is refused still.
	_, err := db.WriteFiled(t.Context(), tied, access.RecordCasework, "go on", calendar.Date{}, func(tx *store.Tx) error {
		if tx.Put(replaced(record("of-bob", care, "ann"), 1)) == nil {
			t.Error("another's record was changed")
		}
		return tx.Put(record("no", care, "ann"))
	})
	wantKind(t, err, store.ErrDenied)
	// Rules see everything; what reaches them is said apart.
	_, err = db.WriteFiled(t.Context(), tied, access.RecordCasework, "look", calendar.Date{}, func(tx *store.Tx) error {
		file, err := tx.FileOf("bob")
		hidden, missing := tx.Reaches("bob"), tx.Reaches("nobody")
		if err != nil || len(file) != 3 || tx.Reaches("of-ann") != nil || hidden == nil || hidden.Error() != missing.Error() {
			t.Errorf("the file is %v, %v; reached %v and %v", file, err, hidden, missing)
		}
		if none, err := tx.FileOf("nobody"); err != nil || len(none) != 0 {
			t.Errorf("the file of nobody is %v, %v", none, err)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	now.advance(time.Hour)
	verified(t, db)
}

// testFiledInvalid: each filing that cannot be kept is refused in words.
func testFiledInvalid(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	today := calendar.DayOf(now.now)
	mustFile(t, db, authority, person("ann", 0, nil), person("bob", 0, nil))
	many := make([]string, change.MaxAbout+1)
	for i := range many {
		many[i] = fmt.Sprint("p", i)
	}
	for name, more := range map[string]func(f *change.Filing){
		"no class":               func(f *change.Filing) { f.Class = access.Class{} },
		"too many people":        func(f *change.Filing) { f.About = many },
		"a person twice":         func(f *change.Filing) { f.About = []string{"ann", "ann"} },
		"a person with content":  func(f *change.Filing) { f.About = []string{"Ann Example"} },
		"about itself":           func(f *change.Filing) { f.About = []string{"made"} },
		"a person about another": func(f *change.Filing) { f.Person = true },
		"a wall":                 func(f *change.Filing) { f.Wall = access.Restricted },
		"a group":                func(f *change.Filing) { f.Group = "bob" },
		"a tie to another": func(f *change.Filing) {
			f.Ties = []change.Tie{{Person: "bob", Holder: "m", Level: access.AllocatedLevel, From: today}}
		},
		"a tie to nobody": func(f *change.Filing) {
			f.Ties = []change.Tie{{Holder: "m", Level: access.AllocatedLevel, From: today}}
		},
		"a tie of nobody": func(f *change.Filing) {
			f.Ties = []change.Tie{{Person: "ann", Level: access.AllocatedLevel, From: today}}
		},
		"a tie to everybody": func(f *change.Filing) {
			f.Ties = []change.Tie{{Person: "ann", Holder: "m", Level: access.OwnLevel, From: today}}
		},
		"a tie past all": func(f *change.Filing) { f.Ties = []change.Tie{{Person: "ann", Holder: "m", Level: 5, From: today}} },
		"a tie without a start": func(f *change.Filing) {
			f.Ties = []change.Tie{{Person: "ann", Holder: "m", Level: access.AllocatedLevel}}
		},
		"a tie that ends before": func(f *change.Filing) {
			f.Ties = []change.Tie{{Person: "ann", Holder: "m", Level: access.AllocatedLevel, From: today, Until: today.AddDays(-1)}}
		},
		"a key with a star":      func(f *change.Filing) { f.Finds = []string{"name:a*"} },
		"an empty key":           func(f *change.Filing) { f.Finds = []string{""} },
		"a long key":             func(f *change.Filing) { f.Finds = []string{strings.Repeat("k", 201)} },
		"a long sort":            func(f *change.Filing) { f.Sort = strings.Repeat("k", 201) },
		"a sort that is no text": func(f *change.Filing) { f.Sort = "\xff" },
		"a key with a zero":      func(f *change.Filing) { f.Finds = []string{"a\x00"} },
	} {
		p := record("made", care, "ann")
		more(p.Filing)
		_, err := file(db, authority, p)
		if !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := file(db, authority, person("made", 0, func(f *change.Filing) { f.Wall = "glass" }))
	wantKind(t, err, store.ErrInvalid)
	mustFile(t, db, authority, record("made", care, "ann"))
	p := person("made", 1, nil)
	p.Kind = "case.record"
	_, err = file(db, authority, p)
	wantKind(t, err, store.ErrInvalid) // a record does not become a person
	if headOf(t, db, authority) != 3 {
		t.Error("a refused change left an entry")
	}
}

// testNobodyReads calls every method of a Reading for those who may read
// nothing, and wants a refusal that is recorded. A method added later is met.
func testNobodyReads(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	kind := reflect.TypeFor[*store.Reading]()
	worker := worker(authority, "wes", access.SocialWorker)
	for method := range kind.Methods() {
		if method.Name == "Recorded" {
			continue // writes down what was given, and gives nothing
		}
		for who, scope := range map[string]access.Scope{
			"nobody":                       everything(access.Caller{}, access.View),
			"a role without an account":    everything(access.Caller{Authority: authority, Roles: access.Roles}, access.View),
			"an authority that is not one": everything(access.Caller{Account: "a", Authority: "elsewhere"}, access.View),
			"somebody without a role":      everything(access.Caller{Account: "a", Authority: authority}, access.View),
			"a member of the Board":        everything(as(authority, access.BoardMember), access.View),
			"a young person":               everything(as(authority, access.YoungPerson), access.View),
			"somebody without a purpose":   {Caller: worker, Act: access.View, Masks: everything(worker, access.View).Masks},
			"somebody who may only record": everything(worker, access.Record),
			"nothing stated":               {},
		} {
			r := db.Reading(scope, store.HowOpened)
			args := []reflect.Value{reflect.ValueOf(r), reflect.ValueOf(t.Context())}
			for in := 2; in < method.Type.NumIn(); in++ {
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
			if err := r.Recorded(t.Context()); err != nil {
				t.Error(err)
			}
		}
	}
}

// testUnseen shows that what may not be seen and what is not there are
// answered in the same words, recorded alike, and both bounded.
func testUnseen(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	mustFile(t, db, authority, person("ann", 0, nil), record("note", care, "ann"))
	r := db.Reading(narrowly(worker(authority, "wes", access.SocialWorker), access.View, access.OwnLevel, health), store.HowOpened)
	for _, ask := range []func(thing string) error{
		func(thing string) error { _, err := r.Thing(t.Context(), thing, store.Moment{}); return err },
		func(thing string) error { _, err := r.Thing(t.Context(), thing, store.Moment{Seq: 1}); return err },
		func(thing string) error { _, _, err := r.History(t.Context(), thing, store.Page{}); return err },
	} {
		var said, recorded []string
		for _, thing := range []string{"ann", "note", "gone"} {
			err := ask(thing)
			wantKind(t, err, store.ErrNotFound)
			entries, _, failed := db.Entries(t.Context(), as(authority, access.Auditor), store.Page{Limit: 1})
			if failed != nil {
				t.Fatal(failed)
			}
			said = append(said, err.Error())
			recorded = append(recorded, entries[0].Change+": "+strings.ReplaceAll(entries[0].Detail, thing, "THING"))
		}
		if said[0] != said[1] || said[1] != said[2] || recorded[0] != recorded[1] || recorded[1] != recorded[2] {
			t.Errorf("told apart: %q, %q", said, recorded)
		}
	}
	if found, _, err := r.List(t.Context(), store.Listing{Kinds: []string{"case.record"}, Person: "ann"}, store.Moment{}); err != nil || len(found) != 0 {
		t.Errorf("listed %v, %v", found, err)
	}
	if err := r.Recorded(t.Context()); err != nil {
		t.Error(err) // nothing was given
	}
	before := headOf(t, db, authority)
	for i := range 1500 { // somebody tries every door
		if _, err := r.Thing(t.Context(), fmt.Sprint("door-", i), store.Moment{}); !errors.Is(err, store.ErrNotFound) {
			t.Fatal(err)
		}
	}
	if written := headOf(t, db, authority) - before; written < 60 || written > 1000 {
		t.Errorf("recorded %d of 1500 refusals", written)
	}
}

// testFiledTamper alters each index table behind the store's back.
func testFiledTamper(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	raw := behind(t, url)
	today := calendar.DayOf(now.now)
	add := func(authority string) {
		mustFile(t, db, authority, person("ann", 0, func(f *change.Filing) { f.Finds = []string{"name:ann"} }), person("bob", 0, nil),
			person("walled", 0, func(f *change.Filing) { f.Wall = access.Restricted })) // entry 2
		mustFile(t, db, authority, person("twin", 0, func(f *change.Filing) { f.Group = "ann" }))            // entry 3
		mustFile(t, db, authority, allocation("al", "ann", "member", today), record("note", care, "walled")) // entry 4
		mustFile(t, db, authority, record("gone", health, "bob"), record("free", health))                    // entry 5
		if _, err := db.EraseFiled(t.Context(), everything(worker(authority, "lead", access.GovernanceLead), access.View), []string{"gone"}, "its time"); err != nil {
			t.Fatal(err)
		}
		r := db.Reading(everything(worker(authority, "wes", access.SocialWorker), access.View), store.HowOpened)
		for _, thing := range []string{"ann", "note"} {
			if _, err := r.Thing(t.Context(), thing, store.Moment{}); err != nil {
				t.Fatal(err)
			}
			if err := r.Recorded(t.Context()); err != nil { // entries 1 and 2 of the views
				t.Fatal(err)
			}
		}
		looked(t, db, authority, "ann", "", 0) // which has both put into the index
	}
	const views = ".views"
	for _, f := range []struct {
		name, ledger, sql string
		seq               int64
		says              string
	}{
		{"a class lowered", "", "UPDATE filing SET class_no = 0 WHERE authority_id = $1 AND thing_id = 'note'", 4, "filing for version 1 of record note"},
		{"a wall taken down", "", "UPDATE filing SET wall_no = 0 WHERE authority_id = $1 AND thing_id = 'note'", 4, "filing for version 1 of record note"},
		{"a wall taken down everywhere", "", "UPDATE filing SET wall_no = 0 WHERE authority_id = $1 AND person_id = 'walled'", 2, "filing for version 1 of record walled"},
		{"a wall put up everywhere", "", "UPDATE filing SET wall_no = 2 WHERE authority_id = $1 AND person_id = 'bob'", 2, "filing for version 1 of record bob"},
		{"a person joined to another", "", "UPDATE filing SET person_id = 'ann' WHERE authority_id = $1 AND own_person_id = 'bob'", 2, "record bob"},
		{"a person parted from another", "", "UPDATE filing SET person_id = 'twin' WHERE authority_id = $1 AND own_person_id = 'twin'", 3, "record twin"},
		{"a record made another's", "", "UPDATE filing SET own_person_id = 'bob', person_id = 'bob' WHERE authority_id = $1 AND thing_id = 'note'", 4, "record note"},
		{"a record made nobody's", "", "UPDATE filing SET own_person_id = '', person_id = '' WHERE authority_id = $1 AND thing_id = 'note'", 4, "record note"},
		{"a kind altered", "", "UPDATE filing SET kind = 'case.person' WHERE authority_id = $1 AND thing_id = 'free'", 5, "record free"},
		{"a sort key altered", "", "UPDATE filing SET sort_key = (SELECT sort_key FROM filing WHERE authority_id = $1 AND thing_id = 'note') WHERE authority_id = $1 AND thing_id = 'free'", 5, "record free"},
		{"another version put forward", "", "UPDATE filing SET seq = 2 WHERE authority_id = $1 AND thing_id = 'free'", 5, "record free"},
		{"a filing removed", "", "DELETE FROM filing WHERE authority_id = $1 AND thing_id = 'note'", 4, "record note"},
		{"a filing of what was erased altered", "", "UPDATE filing SET class_no = 0 WHERE authority_id = $1 AND thing_id = 'gone'", 5, "record gone"},
		{"a filing added", "", "INSERT INTO filing SELECT authority_id, 'forged', own_person_id, person_id, place, kind, class_no, wall_no, sort_key, seq FROM filing WHERE authority_id = $1 AND thing_id = 'note'", 0, "a record forged that no entry wrote"},
		{"a tie lengthened", "", "UPDATE tie SET from_on = '2000-01-01' WHERE authority_id = $1", 4, "tie for version 1 of record al"},
		{"a tie given to another", "", "UPDATE tie SET holder_id = 'mallory' WHERE authority_id = $1", 4, "record al"},
		{"a tie removed", "", "DELETE FROM tie WHERE authority_id = $1", 4, "record al"},
		{"a tie added", "", "INSERT INTO tie SELECT authority_id, thing_id, 1, own_person_id, person_id, 'mallory', level, from_on, until_on FROM tie WHERE authority_id = $1", 4, "record al"},
		{"a search key removed", "", "DELETE FROM find_key WHERE authority_id = $1", 2, "find_key for version 1 of record ann"},
		{"a search key moved", "", "UPDATE find_key SET person_id = 'bob' WHERE authority_id = $1", 2, "record ann"},
		{"a look forgotten", views, "DELETE FROM viewing WHERE authority_id = $1 AND seq = 1", 1, "viewing"},
		{"a look at another", views, "UPDATE viewing SET person_id = 'bob' WHERE authority_id = $1 AND seq = 1", 1, "viewing"},
		{"a look by another", views, "UPDATE viewing SET membership_id = 'mallory' WHERE authority_id = $1", 1, "viewing"},
		{"a look added", views, "INSERT INTO viewing SELECT authority_id, seq, 7, person_id, membership_id FROM viewing WHERE authority_id = $1 AND seq = 1", 1, "viewing"},
		{"a look added before all", views, "INSERT INTO viewing SELECT authority_id, -1, n, person_id, membership_id FROM viewing WHERE authority_id = $1 AND seq = 1", 0, "no entry wrote"},
		{"a look added after all", views, "INSERT INTO viewing SELECT authority_id, 99999, n, person_id, membership_id FROM viewing WHERE authority_id = $1 AND seq = 1", 0, "no entry wrote"},
	} {
		t.Run(f.name, func(t *testing.T) {
			authority := newAuthority(t, db)
			add(authority)
			auditor := as(authority, access.Auditor)
			if _, err := db.Verify(t.Context(), auditor, nil); err != nil {
				t.Fatalf("before: %v", err)
			}
			tamper(t, raw, f.sql, authority+f.ledger)
			_, err := db.Verify(t.Context(), auditor, nil)
			wantFault(t, err, ledger.IndexAltered, authority+f.ledger, f.seq, f.says)
		})
	}
	t.Run("every look forgotten", func(t *testing.T) { forgetLooks(t, db, raw, add) })
}

// forgetLooks removes an authority's whole ledger of views.
func forgetLooks(t *testing.T, db *store.DB, raw *sql.DB, add func(authority string)) {
	authority := newAuthority(t, db)
	add(authority)
	looked(t, db, authority, "ann", "", 0)
	for _, table := range []string{"ledger_head", "ledger_entry", "version", "viewing"} {
		tamper(t, raw, "DELETE FROM "+table+" WHERE authority_id = $1", authority+".views")
	}
	_, err := db.Verify(t.Context(), operator(), nil)
	var fault *ledger.Fault
	if !errors.As(err, &fault) || fault.Authority != authority+".views" || fault.Kind != ledger.AuthorityVanished {
		t.Errorf("found %v", err)
	}
}
