package app

import (
	"context"
	"slices"
	"sync"
	"time"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/plan"
	"throughline/store"
)

// State is everything that rules look at, at one moment.
type State struct {
	Plan  *plan.Plan
	Shelf *board.Shelf
	Known Known
}

// Known is the last ledger entry counted. At is when that entry was written,
// so that asking again with the same position gives the same answer.
type Known struct {
	Seq int64
	At  time.Time
}

// When is the moment asked about. The zero When is today as known now.
type When struct {
	AsAt       calendar.Date // zero: today
	KnownAt    time.Time     // entries written up to this instant count; zero: all of them
	KnownEntry int64         // or the last entry that counts; 0: not given
}

// stateKinds are the kinds held in memory. An erasure is among them so that
// what it erased leaves memory too.
var stateKinds = slices.Concat(plan.Kinds, board.Kinds, []string{store.KindErasure})

type followers struct {
	mu   sync.Mutex
	each map[string]*follower
}

// follower keeps an authority's latest state in memory. It follows the
// ledger by position, so that it is right with several server processes.
type follower struct {
	mu     sync.Mutex
	latest State // every entry up to latest.Known
	views  []view
}

// view is a state that was asked for and may be asked for again.
type view struct {
	day   calendar.Date
	seq   int64
	state State
}

// viewsKept bounds the memory held for moments other than now: enough for a
// meeting that compares a few dates.
const viewsKept = 12

func (s *Service) follow(authority string) *follower {
	s.followers.mu.Lock()
	defer s.followers.mu.Unlock()
	if s.followers.each == nil {
		s.followers.each = map[string]*follower{}
	}
	f := s.followers.each[authority]
	if f == nil {
		f = &follower{latest: empty(authority)}
		s.followers.each[authority] = f
	}
	return f
}

// empty is an authority's state before anything was recorded.
func empty(authority string) State {
	return State{Plan: &plan.Plan{Authority: authority}, Shelf: &board.Shelf{}}
}

// inside brings the follower up to the head as seen inside a write, where no
// other entry can come between.
func (f *follower) inside(tx *store.Tx, day calendar.Date) (State, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if seq := tx.Head(); seq != f.latest.Known.Seq {
		versions, err := tx.Since(f.latest.Known.Seq, stateKinds...)
		if err == nil && f.forget(versions) {
			versions, err = tx.Since(0, stateKinds...)
		}
		if err != nil {
			return State{}, err
		}
		if err := f.advance(versions, Known{seq, tx.HeadAt()}); err != nil {
			return State{}, err
		}
	}
	return f.at(day)
}

// now brings the follower up to the head and gives the state for the day,
// which must not be before anything recorded.
func (s *Service) now(ctx context.Context, caller access.Caller, f *follower, day calendar.Date) (State, error) {
	seq, at, err := s.db.Head(ctx, caller)
	if err != nil {
		return State{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if seq > f.latest.Known.Seq {
		versions, err := s.load(ctx, caller, f.latest.Known.Seq, seq)
		if err == nil && f.latest.Known.Seq > 0 && f.forget(versions) {
			versions, err = s.load(ctx, caller, 0, seq)
		}
		if err != nil {
			return State{}, err
		}
		if err := f.advance(versions, Known{seq, at}); err != nil {
			return State{}, err
		}
	}
	return f.at(day)
}

// load reads what came after a position. From nothing it reads only the
// latest version of each thing, which is far less than every version.
func (s *Service) load(ctx context.Context, caller access.Caller, after, upTo int64) ([]store.Version, error) {
	if after == 0 {
		return s.db.State(ctx, caller, stateKinds, store.Moment{Seq: upTo})
	}
	return s.db.Since(ctx, caller, stateKinds, after, upTo)
}

// forget empties the memory when something was erased, so that the erased
// words are held nowhere, and says that all must be read again.
func (f *follower) forget(versions []store.Version) bool {
	erased := slices.ContainsFunc(versions, func(v store.Version) bool { return v.Kind == store.KindErasure })
	if erased {
		f.latest, f.views = empty(f.latest.Plan.Authority), nil
	}
	return erased
}

func (f *follower) advance(versions []store.Version, known Known) error {
	next, err := f.latest.with(f.latest.Plan.Day, known, versions)
	if err != nil {
		return err
	}
	f.latest = next
	return nil
}

// at gives the latest state for a day, made once per position and day.
func (f *follower) at(day calendar.Date) (State, error) {
	if st, ok := f.kept(day, f.latest.Known.Seq); ok {
		return st, nil
	}
	st, err := f.latest.with(day, f.latest.Known, nil)
	if err != nil {
		return State{}, err
	}
	f.keep(view{day, f.latest.Known.Seq, st})
	return st, nil
}

func (f *follower) kept(day calendar.Date, seq int64) (State, bool) {
	for _, v := range f.views {
		if v.day == day && v.seq == seq {
			return v.state, true
		}
	}
	return State{}, false
}

func (f *follower) keep(v view) {
	if len(f.views) >= viewsKept {
		f.views = slices.Delete(f.views, 0, 1)
	}
	f.views = append(f.views, v)
}

func (st State) with(day calendar.Date, known Known, versions []store.Version) (State, error) {
	given := make([]plan.Version, len(versions))
	for i, v := range versions {
		given[i] = plan.Version{Kind: v.Kind, ID: v.Thing, Version: v.Version, Seq: v.Seq, On: v.EffectiveOn, Body: v.Body}
	}
	p, err := st.Plan.With(day, known.Seq, given)
	if err != nil {
		return State{}, err
	}
	shelf, err := st.Shelf.With(day, known.Seq, given)
	if err != nil {
		return State{}, err
	}
	return State{p, shelf, known}, nil
}
