package app_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/practice"
	"throughline/store"
)

func own(text string) practice.Files { return practice.Files{"ours.yaml": []byte(text)} }

const (
	fourWeeks = "clocks: [{code: C10, amount: 4}]\n"
	fiveWeeks = "clocks: [{code: C10, amount: 5}]\n"
)

func amountOf(t *testing.T, p *practice.Pack) int {
	t.Helper()
	if len(p.Clock("C10")) != 1 {
		t.Fatalf("the clock C10 is there %d times", len(p.Clock("C10")))
	}
	return p.Clock("C10")[0].Amount
}

// An old date is read by the pack that was in use on it, and as known at an
// old position by what had been put in use by then: on this server, on
// another, and on one that starts afterwards.
func TestAnOldDateIsReadByThePackOfThatDate(t *testing.T) {
	onEach(t, func(w *world) {
		ctx := w.Context()
		administrator := w.person("admin", "council", access.Administrator)
		beside := w.another()
		at := func(s *app.Service, when app.When) int {
			w.Helper()
			pack, err := s.PackAt(ctx, w.owner, when)
			if err != nil {
				w.Fatal(err)
			}
			return amountOf(w.T, pack)
		}
		start := calendar.Must(2012, time.April, 2)
		if got := at(w.service, app.When{}); got != 6 {
			w.Fatalf("the pack in the program says %d", got)
		}
		_, before, err := w.service.Store().Head(ctx, w.owner)
		if err != nil {
			w.Fatal(err)
		}
		w.goTo(calendar.Must(2012, time.May, 1))
		first, pack, err := w.service.UsePack(ctx, administrator, own(fourWeeks))
		if err != nil || first.Seq == 0 || amountOf(w.T, pack) != 4 {
			w.Fatalf("%+v, %v", first, err)
		}
		w.goTo(calendar.Must(2012, time.June, 1))
		if again, _, err := w.service.UsePack(ctx, app.Operator(council), own(fourWeeks)); err != nil || again.Seq != 0 {
			w.Errorf("the same pack was put in use again: %+v, %v", again, err)
		}
		second, _, err := beside.UsePack(ctx, app.Operator(council), own(fiveWeeks))
		if err != nil {
			w.Fatal(err)
		}
		w.goTo(calendar.Must(2012, time.July, 1))
		third, _, err := w.service.UsePack(ctx, administrator, nil)
		if err != nil {
			w.Fatal(err)
		}
		for _, s := range []*app.Service{w.service, beside, w.another()} {
			for _, c := range []struct {
				words string
				when  app.When
				want  int
			}{
				{"now", app.When{}, 6},
				{"before any", app.When{AsAt: start}, 6},
				{"the day before the first", app.When{AsAt: calendar.Must(2012, time.April, 30)}, 6},
				{"the day of the first", app.When{AsAt: calendar.Must(2012, time.May, 1)}, 4},
				{"the day before the second", app.When{AsAt: calendar.Must(2012, time.May, 31)}, 4},
				{"the day of the second", app.When{AsAt: calendar.Must(2012, time.June, 1)}, 5},
				{"the day of the second, as known before it", app.When{AsAt: calendar.Must(2012, time.June, 1), KnownEntry: first.Seq}, 4},
				{"today, as known at the second", app.When{KnownEntry: second.Seq}, 5},
				{"today, as known at the third", app.When{KnownEntry: third.Seq}, 6},
				{"as known before any", app.When{KnownAt: before}, 6},
			} {
				if got := at(s, c.when); got != c.want {
					w.Errorf("%s: %d weeks, want %d", c.words, got, c.want)
				}
			}
			uses, err := s.PackHistory(ctx, w.owner, app.When{})
			if err != nil || len(uses) != 3 || uses[0].Seq != third.Seq || uses[2].On != calendar.Must(2012, time.May, 1) || uses[2].Council["ours.yaml"] != fourWeeks || uses[1].By != "" || uses[2].By != administrator.Membership {
				w.Errorf("%d uses, %v", len(uses), err)
			}
		}
		if uses, err := w.service.PackHistory(ctx, w.owner, app.When{AsAt: start}); err != nil || len(uses) != 0 {
			w.Errorf("before any: %d, %v", len(uses), err)
		}
	})
}

// What can't be used changes nothing, and nobody else changes the pack.
func TestWhoPutsAPackInUse(t *testing.T) {
	w := newWorld(t, engines["sqlite"](t))
	ctx := w.Context()
	head := func() int64 {
		seq, _, err := w.service.Store().Head(ctx, w.owner)
		if err != nil {
			t.Fatal(err)
		}
		return seq
	}
	before := head()
	_, _, err := w.service.UsePack(ctx, app.Operator(council), own("clocks: [{code: C10, amont: 4}]\n"))
	if problems, ok := errors.AsType[practice.Problems](err); !ok || problems[0].Line != 1 || !strings.Contains(err.Error(), "amount") {
		t.Errorf("a pack with a slip: %v", err)
	}
	if head() != before {
		t.Error("a pack that can't be used was written down")
	}
	if _, _, err := w.service.UsePack(ctx, w.owner, own(fourWeeks)); !errors.Is(err, store.ErrDenied) {
		t.Errorf("the plan's owner: %v", err)
	}
	for _, role := range access.Roles {
		if got, want := role.May(access.UsePacks), role == access.Administrator || role == access.Operator; got != want {
			t.Errorf("%s: %t", role, got)
		}
	}
	if _, _, err := w.service.UsePack(ctx, app.Operator(council), own(fourWeeks)); err != nil {
		t.Fatal(err)
	}
	uses, err := w.service.PackHistory(ctx, w.owner, app.When{})
	if err != nil || len(uses) != 1 {
		t.Fatalf("%d uses, %v", len(uses), err)
	}
	versions, err := w.service.Store().Since(ctx, w.owner, []string{app.KindPack}, 0, 0)
	if err != nil || len(versions) != 1 {
		t.Fatalf("%d versions, %v", len(versions), err)
	}
	admin := w.person("admin", "council", access.Administrator)
	if _, err := w.service.Erase(ctx, admin, versions[0].Thing, 0, "It is old."); err == nil {
		t.Error("the pack of an old date was erased")
	}
}
