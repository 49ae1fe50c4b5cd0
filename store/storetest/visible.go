package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/store"
)

// drawScope is a random scope of a caller who may have ties.
func drawScope(rt *rapid.T, authority string, act access.Act) access.Scope {
	role := access.SocialWorker
	if act == access.Record {
		role = access.GovernanceLead
	}
	s := access.Scope{Purpose: access.DirectWork, Act: act, Caller: access.Caller{Account: "reader", Name: "A Reader", Authority: authority,
		Membership: rapid.SampledFrom([]string{"m0", "m1", ""}).Draw(rt, "membership"), Agency: rapid.SampledFrom([]string{"g0", "g1", ""}).Draw(rt, "agency"),
		Roles: []access.Role{role}, Teams: rapid.SampledFrom([][]string{nil, {"t0"}, {"t1", "t0"}, {"x1", "x2", "x3", "x4", "x5", "x6", "x7", "t1"}}).Draw(rt, "teams")}}
	own := rapid.IntRange(0, 2).Draw(rt, "own") == 0
	for wall := range s.Masks {
		for level := range s.Masks[wall] {
			if level == int(access.OwnLevel) && !own {
				continue // a narrow scope
			}
			drawn := rapid.SampledFrom([]int{0, 1, 2, 4, 8, 5, 10, 0, 0, 15}).Draw(rt, "open")
			for i, class := range drawnClasses {
				if number, _ := class.Number(); drawn>>i&1 == 1 {
					s.Masks[wall][level] |= 1 << number
				}
			}
		}
	}
	return s
}

// listed is what a listing should give, in order.
func (m *filedModel) listed(s access.Scope, q store.Listing, at store.Moment, keys []string) (things []string) {
	for id, t := range m.things {
		if !slices.Contains(q.Kinds, t.kind) || !m.sees(s, id) || len(q.Classes) > 0 && !slices.Contains(q.Classes, t.filing.Class) {
			continue
		}
		if q.Person != "" && !slices.ContainsFunc(t.filing.About, func(p string) bool { return m.things[q.Person] != nil && m.same(p) == m.same(q.Person) }) {
			continue
		}
		if q.TiedOnly && !slices.ContainsFunc(t.filing.About, func(p string) bool { return tiedBy(m.ties(s.Caller, p), q.TiedBy) }) {
			continue
		}
		if _, there := m.versions.latest(id, at); !there && t.kind != store.KindFiledErasure {
			continue
		}
		if slices.ContainsFunc(keys, func(key string) bool { return !m.found(s, id, key) }) {
			continue
		}
		things = append(things, id)
	}
	slices.SortFunc(things, func(a, b string) int {
		order := strings.Compare(m.things[a].filing.Sort, m.things[b].filing.Sort)
		if order == 0 {
			order = strings.Compare(a, b)
		}
		if q.Descending {
			return -order
		}
		return order
	})
	return things
}

func tiedBy(t access.Ties, levels []access.Level) bool {
	for level, has := range map[access.Level]bool{access.AgencyLevel: t.Agency, access.TeamLevel: t.Team, access.AllocatedLevel: t.Allocated, access.GlassLevel: t.Glass} {
		if has && (len(levels) == 0 || slices.Contains(levels, level)) {
			return true
		}
	}
	return false
}

// found says whether a thing has a key, carried by something that is seen.
func (m *filedModel) found(s access.Scope, thing, key string) bool {
	for id, carrier := range m.things {
		for _, has := range carrier.filing.Finds {
			prefix, starred := strings.CutSuffix(key, "*")
			if has != key && !(starred && strings.HasPrefix(has, prefix)) || !m.sees(s, id) {
				continue
			}
			if id == thing || m.things[thing].filing.Person && slices.ContainsFunc(carrier.filing.About, func(p string) bool { return m.same(p) == m.same(thing) }) {
				return true
			}
		}
	}
	return false
}

// given is a thing as it should be given at a moment.
func (m *filedModel) given(s access.Scope, id string, at store.Moment) store.Filed {
	t := m.things[id]
	v, _ := m.versions.latest(id, at)
	f := store.Filed{Version: v, Class: t.filing.Class, Sort: t.filing.Sort, Wall: access.NoWall, About: t.filing.About}
	for _, person := range t.filing.About {
		f.Same = append(f.Same, m.same(person))
		if slices.Index(access.Walls, m.wall(person)) > slices.Index(access.Walls, f.Wall) {
			f.Wall = m.wall(person)
		}
	}
	for _, person := range t.filing.About {
		if ties := m.ties(s.Caller, person); s.Allows(t.filing.Class, m.wall(person), ties) {
			f.Ties = ties
			break
		}
	}
	then := m.then[fmt.Sprint(id, " ", v.Version)]
	about := slices.Clone(t.filing.About)
	for _, person := range then.About {
		if !slices.Contains(about, person) {
			about = append(about, person)
		}
	}
	if !v.Erased && v.Version != t.version && !m.open(s, then.Class, about) {
		f.Body, f.Withheld = nil, true
	}
	return f
}

// testVisible shows that lists of every length, single reads, searches, counts
// and exports agree with the rule in memory, and so with each other.
func testVisible(t *testing.T, fresh Fresh) {
	db, url, _, now := opened(t, fresh)
	walking := open(t, url, store.Options{Clock: now.read, DrawMost: -1}) // the same lists by the other way of drawing them
	raw := behind(t, url)
	seen, unseen := 0, 0
	rapid.Check(t, func(rt *rapid.T) {
		m := newFiledModel(newAuthority(t, db), now)
		for range rapid.IntRange(2, 8).Draw(rt, "changes") {
			m.grow(rt, db)
			if rapid.IntRange(0, 9).Draw(rt, "erase") == 0 {
				m.erase(rt, db, raw)
			}
		}
		head, _, err := db.Head(rt.Context(), as(m.authority, access.Auditor))
		if err != nil {
			rt.Fatal(err)
		}
		s := drawScope(rt, m.authority, access.View)
		q := store.Listing{Kinds: rapid.SampledFrom([][]string{{"case.person"}, {"case.record0", "case.record1", "case.record2"},
			{"case.person", "case.record0", "case.record1", "case.record2", "case.record3", "case.record4", "case.record5"}}).Draw(rt, "kinds"),
			Descending: rapid.Bool().Draw(rt, "descending"), TiedOnly: rapid.IntRange(0, 3).Draw(rt, "tied") == 0}
		if rapid.IntRange(0, 3).Draw(rt, "about") == 0 {
			q.Person = rapid.SampledFrom(append(drawnPeople, "nobody")).Draw(rt, "person")
		}
		if rapid.IntRange(0, 3).Draw(rt, "some classes") == 0 {
			q.Classes = drawnClasses[:2]
		}
		if q.TiedOnly && rapid.Bool().Draw(rt, "by level") {
			q.TiedBy = []access.Level{access.TeamLevel, access.GlassLevel}
		}
		at := store.Moment{}
		if rapid.IntRange(0, 2).Draw(rt, "then") == 0 {
			at.Seq = rapid.Int64Range(1, head).Draw(rt, "known at")
			if rapid.Bool().Draw(rt, "has a day") {
				at.Day = m.today().AddDays(-rapid.IntRange(0, 8).Draw(rt, "as at"))
			}
		}
		m.agree(rt, rapid.SampledFrom([]*store.DB{db, walking}).Draw(rt, "by"), s, q, at)
		for _, id := range append(slices.Clone(m.order), "nothing") {
			if m.sees(s, id) {
				seen++
			} else {
				unseen++
			}
		}
	})
	if seen < 30 || unseen < 30 {
		t.Errorf("the draws were one-sided: %d seen and %d not", seen, unseen)
	}
}

func (m *filedModel) agree(rt *rapid.T, db *store.DB, s access.Scope, q store.Listing, at store.Moment) {
	want := m.listed(s, q, at, nil)
	pages := func(name string, want []string, page func(q store.Listing) ([]store.Filed, string, error)) {
		var got []string
		q := q
		for q.Page.Limit = rapid.IntRange(1, 5).Draw(rt, "page"); ; {
			found, next, err := page(q)
			if err != nil || len(found) > q.Page.Limit {
				rt.Fatalf("%s: %d found, %v", name, len(found), err)
			}
			for _, f := range found {
				got = append(got, f.Thing)
				if diff := cmp.Diff(m.given(s, f.Thing, at), f, cmpopts.EquateEmpty()); diff != "" {
					rt.Fatalf("%s gives %s: %s", name, f.Thing, diff)
				}
			}
			if q.Page.Before = next; next == "" {
				break
			}
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			rt.Fatalf("%s of %+v at %+v by %+v: %s", name, q, at, s, diff)
		}
	}
	r := db.Reading(s, store.HowListed)
	pages("the list", want, func(q store.Listing) ([]store.Filed, string, error) { return r.List(rt.Context(), q, at) })
	keys := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"name:ann", "name:a*", "nhs:1", "n*", "é"}), 1, 2, rapid.ID[string]).Draw(rt, "keys")
	pages(fmt.Sprint("the search for ", keys), m.listed(s, q, at, keys), func(q store.Listing) ([]store.Filed, string, error) {
		return db.Reading(s, store.HowSearched).Search(rt.Context(), keys, q, at)
	})
	var exported []string
	err := db.Reading(s, store.HowExported).Each(rt.Context(), q, at, func(f store.Filed) error {
		exported = append(exported, f.Thing)
		return nil
	})
	if diff := cmp.Diff(want, exported, cmpopts.EquateEmpty()); err != nil || diff != "" {
		rt.Fatalf("the export: %v %s", err, diff)
	}
	count, err := db.Reading(s, store.HowCounted).Count(rt.Context(), q)
	if listed := m.listed(s, q, store.Moment{}, nil); err != nil || count != len(listed) {
		rt.Fatalf("counted %d of %v, %v", count, listed, err)
	}
	for _, id := range append(slices.Clone(m.order), "nothing") {
		if m.things[id] != nil && m.things[id].kind == store.KindFiledErasure {
			continue
		}
		_, there := m.versions.latest(id, at)
		one, err := db.Reading(s, store.HowOpened).Thing(rt.Context(), id, at)
		if !m.sees(s, id) || !there {
			if !errors.Is(err, store.ErrNotFound) || one.Thing != "" {
				rt.Fatalf("%s is not to be seen and was given: %v, %v", id, one, err)
			}
		} else if diff := cmp.Diff(m.given(s, id, at), one, cmpopts.EquateEmpty()); err != nil || diff != "" {
			rt.Fatalf("%s: %v %s", id, err, diff)
		}
		m.trailed(rt, db, s, id)
	}
}

// trailed holds the audit trail of a thing to the versions there are.
func (m *filedModel) trailed(rt *rapid.T, db *store.DB, s access.Scope, id string) {
	rows, _, err := db.Reading(s, store.HowOpened).History(rt.Context(), id, store.Page{})
	if !m.sees(s, id) {
		if !errors.Is(err, store.ErrNotFound) || len(rows) > 0 {
			rt.Fatalf("the trail of %s is not to be seen and was given: %v, %v", id, rows, err)
		}
		return
	}
	if err != nil || len(rows) != m.things[id].version {
		rt.Fatalf("the trail of %s has %d rows, %v", id, len(rows), err)
	}
	for _, row := range rows {
		want := m.given(s, id, store.Moment{Seq: row.Seq})
		if diff := cmp.Diff(want.Version, row.Version, cmpopts.EquateEmpty()); diff != "" || row.Withheld != want.Withheld {
			rt.Fatalf("version %d of %s: %s", row.Version.Version, id, diff)
		}
	}
}
