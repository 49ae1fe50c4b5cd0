package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"throughline/access"
	"throughline/change"
	"throughline/store"
)

// testSearch gives, in a few plain cases, what the random lives meet seldom:
// whose keys count for whom, and that what is not seen finds nobody.
func testSearch(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	keyed := func(p change.Put, keys ...string) change.Put {
		p.Filing.Finds = keys
		return p
	}
	mustFile(t, db, authority,
		keyed(person("ann", 0, nil), "name:ann", "name:example"),
		keyed(person("twin", 0, func(f *change.Filing) { f.Group = "ann" }), "name:anna"),
		keyed(person("bob", 0, nil), "name:bob", "name:example"),
		keyed(person("shut", 0, func(f *change.Filing) { f.Wall = access.Restricted }), "name:example"))
	mustFile(t, db, authority,
		keyed(record("note", care, "ann"), "word:bruise"),
		keyed(record("refuge", health, "bob"), "postcode:zz1"), // such as a masked address
		keyed(record("both", care, "ann", "bob"), "word:meeting"))
	r := db.Reading(narrowly(worker(authority, "wes", access.SocialWorker), access.View, access.OwnLevel, identity, care), store.HowSearched)
	for _, try := range []struct {
		name string
		keys []string
		kind string
		want []string
	}{
		{"one's own key", []string{"name:bob"}, "case.person", []string{"bob"}},
		{"a key that several have, and one behind a wall", []string{"name:example"}, "case.person", []string{"ann", "bob", "twin"}},
		{"the beginning of a key", []string{"name:a*"}, "case.person", []string{"ann", "twin"}},
		{"a key of one found to be the same", []string{"name:anna"}, "case.person", []string{"ann", "twin"}},
		{"two keys, of two found to be the same", []string{"name:anna", "name:example"}, "case.person", []string{"ann", "twin"}},
		{"two keys of two people", []string{"name:anna", "name:bob"}, "case.person", nil},
		{"a key that a record about somebody carries", []string{"word:bruise"}, "case.person", []string{"ann", "twin"}},
		{"a key that a record about two people carries", []string{"word:meeting"}, "case.person", []string{"ann", "bob", "twin"}},
		{"a key of what is not seen", []string{"postcode:zz1"}, "case.person", nil},
		{"a key of what is not seen, beside one that is", []string{"name:bob", "postcode:zz1"}, "case.person", nil},
		{"the beginning of a key of what is not seen", []string{"postcode:*"}, "case.person", nil},
		{"a record's own key", []string{"word:bruise"}, "case.record", []string{"note"}},
		{"a record, by the name of whom it is about", []string{"name:ann"}, "case.record", nil},
		{"a record, by its own key and a name", []string{"word:bruise", "name:ann"}, "case.record", nil},
		{"no key there is", []string{"name:nobody"}, "case.person", nil},
		{"a star within a key", []string{"name:*n"}, "case.person", nil},
	} {
		found, next, err := r.Search(t.Context(), try.keys, store.Listing{Kinds: []string{try.kind}}, store.Moment{})
		var got []string
		for _, f := range found {
			got = append(got, f.Thing)
		}
		if diff := cmp.Diff(try.want, got, cmpopts.EquateEmpty()); err != nil || next != "" || diff != "" {
			t.Errorf("%s: %v %s", try.name, err, diff)
		}
	}
	for _, keys := range [][]string{nil, {""}, {"*"}, {"name:ann", ""}, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}, {"\xff"}, {"a\x00"}} {
		_, _, err := r.Search(t.Context(), keys, store.Listing{Kinds: []string{"case.person"}}, store.Moment{})
		wantKind(t, err, store.ErrInvalid)
	}
	for _, q := range []store.Listing{{}, {Kinds: []string{"action"}}, {Kinds: []string{"case.a b"}}, {Kinds: []string{"case.person"}, Person: "?"},
		{Kinds: []string{"case.person"}, Classes: []access.Class{{}}}, {Kinds: []string{"case.person"}, Page: store.Page{Limit: store.MaxPage + 1}},
		{Kinds: []string{"case.person"}, Page: store.Page{Before: "x"}}, {Kinds: []string{"case.person"}, Page: store.Page{Before: "!.x"}}} {
		_, _, err := r.List(t.Context(), q, store.Moment{})
		wantKind(t, err, store.ErrInvalid)
	}
}
