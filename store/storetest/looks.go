package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"throughline/access"
	"throughline/calendar"
	"throughline/store"
)

// foldedOnce folds single views in the plainest way, newest first.
func foldedOnce(views []store.Viewing, key func(store.Viewing) string) (lines []store.Looks) {
	at := map[string]int{}
	for _, v := range views {
		k := calendar.DayOf(v.At).String() + " " + key(v)
		n, there := at[k]
		if !there {
			n, at[k] = len(lines), len(lines)
			lines = append(lines, store.Looks{Viewing: v})
			lines[n].Things = nil
		}
		l := &lines[n]
		l.First, l.Count = v.At, l.Count+1
		l.Purposes, l.Hows, l.Stood = distinct(l.Purposes, v.Purpose), distinct(l.Hows, v.How), distinct(l.Stood, store.Standing{Wall: v.Wall, Ties: v.Ties})
		for _, thing := range v.Things {
			l.Things = distinct(l.Things, thing)
		}
	}
	return lines
}

func distinct[T comparable](all []T, one T) []T {
	if slices.Contains(all, one) {
		return all
	}
	return append(all, one)
}

// testLooks shows that the folded views are those of ViewsOfPerson and
// ViewsByMember, however long a page is, with none counted on two pages while
// others look; and that each line leads to its own views.
func testLooks(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	for _, name := range []string{"wes", "una", "kim"} {
		mustAccount(t, db, "account-"+name, name+"@example.org")
	}
	people := []string{"ann", "bob", "cat"}
	for _, id := range people {
		mustFile(t, db, authority, person(id, 0, nil))
		mustFile(t, db, authority, record("note-of-"+id, care, id))
	}
	mustFile(t, db, authority, allocation("al", "ann", "member-wes", calendar.DayOf(now.now)))
	look := func(name, id string, purpose access.Purpose) {
		scope := everything(worker(authority, name, access.SocialWorker), access.View)
		scope.Purpose = purpose
		r := db.Reading(scope, store.HowOpened)
		for _, thing := range []string{id, "note-of-" + id} {
			if _, err := r.Thing(t.Context(), thing, store.Moment{}); err != nil {
				t.Fatal(err)
			}
		}
		if err := r.Recorded(t.Context()); err != nil {
			t.Fatal(err)
		}
		now.advance(7 * time.Minute)
	}
	for n := range 160 {
		look([]string{"wes", "una", "wes", "kim", "wes"}[n%5], people[n/2%3], []access.Purpose{access.DirectWork, access.Enquiry}[n%4/3])
		if n%17 == 16 {
			now.advance(9 * time.Hour)
		}
	}
	lead := worker(authority, "lead", access.GovernanceLead)
	of := func(id string) func(context.Context, store.Page) ([]store.Looks, string, error) {
		return func(ctx context.Context, p store.Page) ([]store.Looks, string, error) {
			look("kim", "cat", access.DirectWork)
			return db.LooksAtPerson(ctx, lead, id, p)
		}
	}
	by := func(member string) func(context.Context, store.Page) ([]store.Looks, string, error) {
		return func(ctx context.Context, p store.Page) ([]store.Looks, string, error) {
			look("kim", "cat", access.DirectWork)
			return db.LooksByMember(ctx, lead, member, p)
		}
	}
	for _, c := range []struct {
		words string
		read  func(context.Context, store.Page) ([]store.Looks, string, error)
		plain []store.Viewing
		key   func(store.Viewing) string
	}{
		{"at ann", of("ann"), looked(t, db, authority, "ann", "", 1000), func(v store.Viewing) string { return v.Account }},
		{"at bob", of("bob"), looked(t, db, authority, "bob", "", 1000), func(v store.Viewing) string { return v.Account }},
		{"by wes", by("member-wes"), looked(t, db, authority, "", "member-wes", 1000), func(v store.Viewing) string { return v.Person }},
	} {
		want := foldedOnce(c.plain, c.key)
		if len(want) < 6 || len(want)*2 > len(c.plain) {
			t.Fatalf("%s: %d views fold into %d lines, which shows little", c.words, len(c.plain), len(want))
		}
		for _, limit := range []int{1, 2, 5, 1000} {
			var got []store.Looks
			for p := (store.Page{Limit: limit}); ; {
				lines, next, err := c.read(t.Context(), p)
				if err != nil || len(lines) > limit || next != "" && len(lines) < limit {
					t.Fatalf("%s: %d lines of %d, %v", c.words, len(lines), limit, err)
				}
				got = append(got, lines...)
				if p.Before = next; next == "" {
					break
				}
			}
			got = slices.DeleteFunc(got, func(l store.Looks) bool { return l.Account == "account-lead" }) // who asks is on record after the single views were read
			if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(store.Looks{}, "Before"), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s, in pages of %d (-want +got): %s", c.words, limit, diff)
			}
			for _, l := range got {
				single, _, err := db.ViewsBetween(t.Context(), lead, l.Person, l.Membership, store.Page{Before: l.Before, Limit: l.Count})
				if err != nil || len(single) != l.Count || !single[0].At.Equal(l.At) || !single[l.Count-1].At.Equal(l.First) {
					t.Fatalf("%s: a line of %d opens %d views: %v", c.words, l.Count, len(single), err)
				}
			}
		}
	}
	for _, before := range []string{"x", "1_2~x", "1_2~-1", "1~2_3", "~1"} {
		_, _, err := db.LooksAtPerson(t.Context(), lead, "ann", store.Page{Before: before})
		wantKind(t, err, store.ErrInvalid)
	}
	asked := looked(t, db, authority, "", "member-lead", 1)
	if _, _, err := db.LooksByMember(t.Context(), lead, "member-wes", store.Page{}); err != nil {
		t.Fatal(err)
	}
	if again := looked(t, db, authority, "", "member-lead", 1000); len(again) <= len(asked) || fmt.Sprint(again[0].Things) == "" {
		t.Error("asking was not recorded")
	}
}
