package storetest

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
)

func testWrite(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	caller := as(authority, access.PlanOwner)
	action, part := store.NewID(), store.NewID()
	now.advance(time.Minute)
	receipt, err := db.Write(t.Context(), caller, access.EditPlan, "plan an action", calendar.Must(2012, 3, 1), func(tx *store.Tx) error {
		if tx.Head() != 1 || !tx.Now().Equal(now.now) || tx.Today() != calendar.Must(2012, 3, 9) || tx.On() != calendar.Must(2012, 3, 1) {
			t.Errorf("inside the change: head %d, now %v, today %v, on %v", tx.Head(), tx.Now(), tx.Today(), tx.On())
		}
		if err := tx.ActingFor("delegation-1"); err != nil {
			return err
		}
		if err := tx.Put(change.Put{Kind: "action", Thing: action, Body: text("train staff")}); err != nil {
			return err
		}
		return tx.Put(change.Put{Kind: "part", Thing: part, Parent: action, Body: text("health")})
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(store.Receipt{Seq: 2, At: now.now}, receipt); diff != "" {
		t.Error(diff)
	}
	want := []store.Version{
		{Thing: action, Kind: "action", Version: 1, Seq: 2, At: now.now, EffectiveOn: calendar.Must(2012, 3, 1), Body: []byte(`{"text":"train staff"}`)},
		{Thing: part, Kind: "part", Parent: action, Version: 1, Seq: 2, At: now.now, EffectiveOn: calendar.Must(2012, 3, 1), Body: []byte(`{"text":"health"}`)},
	}
	state, err := db.State(t.Context(), caller, []string{"part", "action"}, store.Moment{})
	if diff := cmp.Diff(want, state); err != nil || diff != "" {
		t.Error(err, diff)
	}
	since, err := db.Since(t.Context(), caller, nil, 1, 0)
	if diff := cmp.Diff(want, since); err != nil || diff != "" {
		t.Error(err, diff)
	}
	since, err = db.Since(t.Context(), caller, []string{"part"}, 0, 2)
	if diff := cmp.Diff(want[1:], since); err != nil || diff != "" {
		t.Error(err, diff)
	}
	history, _, err := db.History(t.Context(), as(authority, access.Auditor), part, store.Page{})
	if diff := cmp.Diff([]store.HistoryRow{{Version: want[1], Actor: caller.Account, Membership: caller.Membership,
		OnBehalfOf: "delegation-1", Change: "plan an action"}}, history); err != nil || diff != "" {
		t.Error(err, diff)
	}
	seq, at, err := db.Head(t.Context(), caller)
	if seq != 2 || !at.Equal(now.now) || err != nil {
		t.Errorf("head is %d at %v: %v", seq, at, err)
	}
	same, err := db.Write(t.Context(), caller, access.EditPlan, "nothing", calendar.Date{}, func(*store.Tx) error { return nil })
	if same.Seq != 2 || err != nil || headOf(t, db, authority) != 2 {
		t.Errorf("a change that put nothing gave %v, %v", same, err)
	}
	for offset, want := range map[time.Duration]int64{-time.Microsecond: 1, 0: 2, time.Hour: 2, -time.Hour: 0} {
		if got, err := db.PositionAt(t.Context(), caller, now.now.Add(offset)); got != want || err != nil {
			t.Errorf("position at %v is %d, %v; want %d", offset, got, err, want)
		}
	}
}

func testRollback(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	caller, thing := as(authority, access.PlanOwner), store.NewID()
	own := errors.New("the rule said no")
	_, err := db.Write(t.Context(), caller, access.EditPlan, "fail", calendar.Date{}, func(tx *store.Tx) error {
		if err := tx.Put(change.Put{Kind: "action", Thing: thing, Body: text("x")}); err != nil {
			return err
		}
		return own
	})
	if !errors.Is(err, own) {
		t.Errorf("the function's error came back as %v", err)
	}
	func() {
		defer func() {
			if recover() != "a mistake" {
				t.Error("the panic did not go on")
			}
		}()
		_, err := db.Write(t.Context(), caller, access.EditPlan, "panic", calendar.Date{}, func(tx *store.Tx) error {
			if err := tx.Put(change.Put{Kind: "action", Thing: thing, Body: text("x")}); err != nil {
				return err
			}
			panic("a mistake")
		})
		t.Error("came back with", err)
	}()
	if state, err := db.State(t.Context(), caller, []string{"action"}, store.Moment{}); len(state) != 0 || err != nil {
		t.Errorf("left behind: %v, %v", state, err)
	}
	if r := mustPut(t, db, authority, change.Put{Kind: "action", Thing: thing, Body: text("y")}); r.Seq != 2 {
		t.Errorf("the next entry is %d, want 2", r.Seq)
	}
	verified(t, db)
}

func testStale(t *testing.T, fresh Fresh) {
	db, _, authority, _ := opened(t, fresh)
	thing := store.NewID()
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: thing, Body: text("one")})
	mustPut(t, db, authority, change.Put{Kind: "action", Thing: thing, Replaces: 1, Body: text("two")})
	for replaces, current := range map[int]int{0: 2, 1: 2, 3: 2, 7: 2} {
		_, err := put(db, authority, change.Put{Kind: "action", Thing: thing, Replaces: replaces, Body: text("mine")}, calendar.Date{})
		wantKind(t, err, store.ErrStale)
		var stale *store.StaleError
		if !errors.As(err, &stale) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(&store.StaleError{Thing: thing, Kind: "action", Expected: replaces, Current: current}, stale); diff != "" {
			t.Error(diff)
		}
	}
	_, err := put(db, authority, change.Put{Kind: "action", Thing: store.NewID(), Replaces: 1, Body: text("mine")}, calendar.Date{})
	wantKind(t, err, store.ErrStale)
	if headOf(t, db, authority) != 3 {
		t.Error("a refused change left an entry")
	}
}

func testInvalid(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	thing := store.NewID()
	if _, err := put(db, authority, change.Put{Kind: "action", Thing: thing, Parent: "area-1", Body: text("one")}, calendar.Must(2012, 3, 5)); err != nil {
		t.Fatal(err)
	}
	today := calendar.DayOf(now.now)
	for name, try := range map[string]struct {
		put change.Put
		on  calendar.Date
	}{
		"a day to come":       {change.Put{Kind: "action", Thing: thing, Replaces: 1, Body: 1}, today.AddDays(1)},
		"a day before":        {change.Put{Kind: "action", Thing: thing, Replaces: 1, Body: 1}, calendar.Must(2012, 3, 4)},
		"another kind":        {change.Put{Kind: "part", Thing: thing, Replaces: 1, Body: 1}, today},
		"another parent":      {change.Put{Kind: "action", Thing: thing, Parent: "area-2", Replaces: 1, Body: 1}, today},
		"no kind":             {change.Put{Thing: store.NewID(), Body: 1}, today},
		"no name":             {change.Put{Kind: "action", Body: 1}, today},
		"a name with content": {change.Put{Kind: "action", Thing: "Ann Example", Body: 1}, today},
		"a negative version":  {change.Put{Kind: "action", Thing: thing, Replaces: -1, Body: 1}, today},
		"no JSON":             {change.Put{Kind: "action", Thing: store.NewID(), Body: math.NaN()}, today},
		"too long":            {change.Put{Kind: "action", Thing: store.NewID(), Body: make([]byte, store.MaxBody)}, today},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := put(db, authority, try.put, try.on)
			wantKind(t, err, store.ErrInvalid)
		})
	}
	_, err := db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "twice", calendar.Date{}, func(tx *store.Tx) error {
		p := change.Put{Kind: "action", Thing: "same", Body: 1}
		return errors.Join(tx.Put(p), tx.Put(p))
	})
	wantKind(t, err, store.ErrInvalid)
	_, err = db.Write(t.Context(), as(authority, access.PlanOwner), access.EditPlan, "näme", calendar.Date{}, func(tx *store.Tx) error {
		return tx.Put(change.Put{Kind: "action", Thing: "other", Body: 1})
	})
	wantKind(t, err, store.ErrInvalid)
	_, err = db.Thing(t.Context(), as(authority, access.BoardMember), "nothing", store.Moment{})
	wantKind(t, err, store.ErrNotFound)
	_, err = db.CreateAuthority(t.Context(), operator(), authority, "Again")
	wantKind(t, err, store.ErrInvalid)
	if headOf(t, db, authority) != 2 {
		t.Error("a refused change left an entry")
	}
	if _, err := put(db, authority, change.Put{Kind: "action", Thing: thing, Replaces: 1, Body: 1}, calendar.Must(2012, 3, 5)); err != nil {
		t.Errorf("the same day again, without a parent: %v", err)
	}
}

func testClock(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	now.now = time.Date(2012, 6, 30, 23, 30, 0, 999, time.UTC) // half past midnight in London
	thing := store.NewID()
	first := mustPut(t, db, authority, change.Put{Kind: "action", Thing: thing, Body: 1})
	if want := now.now.Truncate(time.Microsecond); !first.At.Equal(want) {
		t.Errorf("at %v, want %v", first.At, want)
	}
	now.advance(-48 * time.Hour)
	second := mustPut(t, db, authority, change.Put{Kind: "action", Thing: thing, Replaces: 1, Body: 2})
	if !second.At.Equal(first.At.Add(time.Microsecond)) {
		t.Errorf("the clock was put back and the entry is at %v, want just after %v", second.At, first.At)
	}
	v, err := db.Thing(t.Context(), as(authority, access.BoardMember), thing, store.Moment{})
	if err != nil || v.EffectiveOn != calendar.Must(2012, 7, 1) {
		t.Errorf("effective on %v, %v: days begin at midnight in London", v.EffectiveOn, err)
	}
	verified(t, db)
}
