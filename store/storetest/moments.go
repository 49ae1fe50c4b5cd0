package storetest

import (
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

// model is the naive truth: every version ever written, looked through whole.
type model []store.Version

func (m model) latest(thing string, at store.Moment) (found store.Version, ok bool) {
	for _, v := range m {
		counted := at.Seq == 0 || v.Seq <= at.Seq
		described := at.Day.IsZero() || !v.EffectiveOn.After(at.Day)
		if v.Thing == thing && counted && described {
			found, ok = v, true
		}
	}
	return found, ok
}

func (m model) state(at store.Moment, wanted func(store.Version) bool) (state []store.Version) {
	for _, first := range m {
		if v, ok := m.latest(first.Thing, at); first.Version == 1 && wanted(first) && ok {
			state = append(state, v)
		}
	}
	return state
}

func testMoments(t *testing.T, fresh Fresh) {
	db, _, _, now := opened(t, fresh)
	rapid.Check(t, func(rt *rapid.T) {
		authority := newAuthority(t, db)
		reader := as(authority, access.Auditor)
		truth, start := live(rt, db, authority, now)
		head := headOf(t, db, authority)
		for range 6 {
			at := store.Moment{Seq: rapid.Int64Range(0, head+2).Draw(rt, "known at")}
			if rapid.Bool().Draw(rt, "has a day") {
				at.Day = start.AddDays(rapid.IntRange(-12, 60).Draw(rt, "as at"))
			}
			kinds := []string{"action", "part"}
			got, err := db.State(rt.Context(), reader, kinds, at)
			want := truth.state(at, func(v store.Version) bool { return slices.Contains(kinds, v.Kind) })
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
				rt.Fatalf("state at %+v: %v %s", at, err, diff)
			}
			parts, next, err := db.Children(rt.Context(), reader, "part", "thing-0", at, store.Page{})
			want = truth.state(at, func(v store.Version) bool { return v.Kind == "part" && v.Parent == "thing-0" })
			slices.Reverse(want)
			if diff := cmp.Diff(want, parts, cmpopts.EquateEmpty()); err != nil || diff != "" || next != "" {
				rt.Fatalf("children at %+v: %v %s", at, err, diff)
			}
			one, err := db.Thing(rt.Context(), reader, "thing-0", at)
			if v, ok := truth.latest("thing-0", at); ok && (err != nil || cmp.Diff(v, one) != "") || !ok && err == nil {
				rt.Fatalf("thing at %+v: %v %s", at, err, cmp.Diff(v, one))
			}
		}
		all, err := db.Since(rt.Context(), reader, []string{"action", "part", "note"}, 0, 0)
		if diff := cmp.Diff([]store.Version(truth), all); err != nil || diff != "" {
			rt.Fatalf("all of it: %v %s", err, diff)
		}
	})
}

// live writes a random history, on random days, and keeps the truth beside it.
func live(rt *rapid.T, db *store.DB, authority string, now *clock) (truth model, start calendar.Date) {
	start = calendar.DayOf(now.now)
	latest := map[string]store.Version{}
	for step := range rapid.IntRange(1, 10).Draw(rt, "changes") {
		now.advance(time.Duration(rapid.IntRange(0, 96).Draw(rt, "hours")) * time.Hour)
		today := calendar.DayOf(now.now)
		on := today.AddDays(-rapid.IntRange(0, 10).Draw(rt, "days ago"))
		picked := rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 1, 3, rapid.ID[int]).Draw(rt, "things")
		slices.Sort(picked)
		for _, n := range picked {
			if before := latest[fmt.Sprintf("thing-%d", n)].EffectiveOn; before.After(on) {
				on = before
			}
		}
		var puts []change.Put
		for _, n := range picked {
			thing := fmt.Sprintf("thing-%d", n)
			p := change.Put{Kind: []string{"action", "part", "part", "part", "note", "note"}[n], Thing: thing, Replaces: latest[thing].Version, Body: step}
			if n > 0 {
				p.Parent = "thing-0"
			}
			puts = append(puts, p)
		}
		r, err := db.Write(rt.Context(), as(authority, access.PlanOwner), access.EditPlan, "live", on, func(tx *store.Tx) error {
			for _, p := range puts {
				if err := tx.Put(p); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		for _, p := range puts {
			v := store.Version{Thing: p.Thing, Kind: p.Kind, Parent: p.Parent, Version: p.Replaces + 1, Seq: r.Seq, At: r.At, EffectiveOn: on,
				Body: fmt.Append(nil, step)}
			latest[p.Thing] = v
			truth = append(truth, v)
		}
	}
	return truth, start
}

func testPages(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	reader := as(authority, access.Auditor)
	var made []string
	for i := range 7 {
		now.advance(time.Hour)
		_, err := db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "update", calendar.Date{}, func(tx *store.Tx) error {
			for j := range 2 {
				thing := fmt.Sprintf("update-%d-%d", i, j)
				made = append(made, thing)
				if err := tx.Put(change.Put{Kind: "update", Thing: thing, Parent: "part-1", Body: i}); err != nil {
					return err
				}
			}
			return tx.Put(change.Put{Kind: "part", Thing: "part-1", Replaces: i, Body: i})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	slices.Reverse(made)
	walk := func(name string, want []string, page func(p store.Page) ([]string, string, error)) {
		t.Helper()
		for limit := 1; limit <= len(want)+1; limit++ {
			var got []string
			for before, more := "", true; more; {
				found, next, err := page(store.Page{Before: before, Limit: limit})
				if err != nil || len(found) > limit {
					t.Fatalf("%s: %d found, %v", name, len(found), err)
				}
				got, before, more = append(got, found...), next, next != ""
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s in pages of %d: %s", name, limit, diff)
			}
		}
		for _, bad := range []store.Page{{Limit: -1}, {Limit: store.MaxPage + 1}, {Before: "x"}, {Before: "1_a b"}} {
			_, _, err := page(bad)
			wantKind(t, err, store.ErrInvalid)
		}
	}
	walk("children", made, func(p store.Page) (got []string, next string, err error) {
		found, next, err := db.Children(t.Context(), reader, "update", "part-1", store.Moment{}, p)
		for _, v := range found {
			got = append(got, v.Thing)
		}
		return got, next, err
	})
	walk("history", []string{"7", "6", "5", "4", "3", "2", "1"}, func(p store.Page) (got []string, next string, err error) {
		found, next, err := db.History(t.Context(), reader, "part-1", p)
		for _, v := range found {
			got = append(got, strconv.Itoa(v.Version.Version))
		}
		return got, next, err
	})
	walk("entries", []string{"8 update", "7 update", "6 update", "5 update", "4 update", "3 update", "2 update", "1 create authority"},
		func(p store.Page) (got []string, next string, err error) {
			found, next, err := db.Entries(t.Context(), reader, p)
			for _, e := range found {
				got = append(got, fmt.Sprint(e.Seq, " ", e.Change))
			}
			return got, next, err
		})
}
