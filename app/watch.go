package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/google/uuid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// watcher remembers, for one day, what needs no second look. It is a cache:
// without it every answer is the same.
type watcher struct {
	mu    sync.Mutex
	day   calendar.Date
	plain map[plainLook]bool             // looks that raised nothing
	seen  map[string]map[string]bool     // whom each member opened
	staff map[string]*casework.Candidate // each member as a person
}

// plainLook is everything that what a look raises depends on, besides how
// many people were looked at.
type plainLook struct {
	account, membership, person string
	purpose                     access.Purpose
	ties                        access.Ties
	wall                        access.Wall
}

func plainOf(v store.Viewing) plainLook {
	return plainLook{v.Account, v.Membership, v.Person, v.Purpose, v.Ties, v.Wall}
}

// opened gives the views that opened somebody's record. A list or a search
// shows who is known, and opens nothing. Somebody whose own entry was not
// looked at when another's was, such as a brother at the same address, was not
// who was opened.
func opened(views []store.Viewing) (all []store.Viewing) {
	type look struct {
		account string
		at      int64
	}
	own := func(v store.Viewing) bool { return slices.Contains(v.Things, v.Person) }
	direct := map[look]bool{}
	for _, v := range views {
		if v.Person != "" && own(v) {
			direct[look{v.Account, v.At.UnixMicro()}] = true
		}
	}
	for _, v := range views {
		if v.Person == "" || v.How != store.HowOpened && v.How != store.HowExported {
			continue
		}
		if own(v) || !direct[look{v.Account, v.At.UnixMicro()}] {
			all = append(all, v)
		}
	}
	return all
}

// concern gives the views that opened somebody's record, but for those that
// are known to raise nothing because the same was looked at before that day.
// The others are looked at while whoever opened the record waits.
func (w *watcher) concern(views []store.Viewing) (all []store.Viewing) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, v := range opened(views) {
		seen := w.seen[v.Membership]
		if w.day != calendar.DayOf(v.At) || !w.plain[plainOf(v)] || v.Membership != "" && (!seen[v.Person] || len(seen) > casework.DefaultLimits.PeopleADay) {
			all = append(all, v)
		}
	}
	return all
}

// watch looks at views as they are recorded, and gives the alerts that they
// raise, for the same transaction: either both are written or neither, and
// then nothing that was looked at is shown. Each alert is written once for a
// day.
func (s *Service) watch(_ context.Context, views []store.Viewing, tx *store.Tx) ([]change.Put, error) {
	w := &s.watcher
	w.mu.Lock()
	defer w.mu.Unlock()
	council := func(agency string) (bool, error) {
		st, err := s.follow(tx.Authority()).inside(tx, tx.Today())
		if err != nil {
			return false, err
		}
		a, ok := st.Plan.Agencies.Get(agency)
		return ok && a.Kind == plan.CouncilKind, nil
	}
	var puts []change.Put
	raised := map[string]bool{}
	for _, v := range opened(views) {
		w.turn(calendar.DayOf(v.At))
		alerts, err := w.look(tx, v, council)
		if err != nil {
			return nil, err
		}
		for _, alert := range alerts {
			id := alertID(alert)
			if raised[id] {
				continue
			}
			raised[id] = true
			_, err := tx.FiledThing(id)
			switch {
			case err == nil: // it was raised before
			case errors.Is(err, store.ErrNotFound):
				puts = append(puts, alert.Put(id))
			default:
				return nil, err
			}
		}
	}
	return puts, nil
}

// alertSpace is what the ids of alerts are made within.
var alertSpace = uuid.MustParse("6d9f0f4e-0a7b-5c57-9a0e-6f2f5a3f4c1d")

// alertID is the same for alerts that say the same, so that the store itself
// holds each only once.
func alertID(a casework.Alert) string { return uuid.NewSHA1(alertSpace, []byte(a.Key())).String() }

// turn forgets the day before.
func (w *watcher) turn(day calendar.Date) {
	if w.day != day || w.plain == nil {
		w.day, w.plain = day, map[plainLook]bool{}
		w.seen, w.staff = map[string]map[string]bool{}, map[string]*casework.Candidate{}
	}
}

func (w *watcher) look(tx *store.Tx, v store.Viewing, council func(agency string) (bool, error)) ([]casework.Alert, error) {
	people, err := w.peopleOf(tx, v)
	if err != nil {
		return nil, err
	}
	plain := plainOf(v)
	if w.plain[plain] && people <= casework.DefaultLimits.PeopleADay {
		return nil, nil
	}
	look := casework.Look{Viewer: v.Membership, Account: v.Account, Role: v.Roles, Purpose: v.Purpose, Person: v.Person, Ties: v.Ties, Wall: v.Wall,
		On: w.day, PeopleToday: people}
	if look.Ties.Agency {
		ours, err := council(v.Agency)
		if err != nil {
			return nil, err
		}
		look.Ties.Agency = !ours // the council works with everybody here: that ties nobody in it to anyone
	}
	if look.PersonIs, err = candidate(tx, v.Person); err != nil {
		return nil, err
	}
	if look.ViewerIs, err = w.viewer(tx, v); err != nil {
		return nil, err
	}
	alerts := casework.Alerts(look, casework.DefaultLimits)
	if len(alerts) == 0 {
		w.plain[plain] = true
	}
	return alerts, nil
}

// peopleOf is how many different people the viewer opened that day. It is
// counted from the record the first time, so that it outlives a restart.
func (w *watcher) peopleOf(tx *store.Tx, v store.Viewing) (int, error) {
	if v.Membership == "" {
		return 1, nil
	}
	seen := w.seen[v.Membership]
	if seen == nil {
		before, err := tx.ViewsSince(v.Membership, w.day.Start())
		if err != nil {
			return 0, err
		}
		seen = map[string]bool{}
		for _, b := range opened(before) {
			if calendar.DayOf(b.At) == w.day {
				seen[b.Person] = true
			}
		}
		w.seen[v.Membership] = seen
	}
	seen[v.Person] = true
	return len(seen), nil
}

// viewer is whoever looks, as a person: by the name of their account, and by
// their own entry when they are known as one.
func (w *watcher) viewer(tx *store.Tx, v store.Viewing) (*casework.Candidate, error) {
	key := v.Membership + "|" + v.Account
	if known := w.staff[key]; known != nil {
		return known, nil
	}
	is := casework.Candidate{}
	if v.Membership != "" {
		found, err := tx.FindPeople(casework.MemberKey(v.Membership), 1)
		if err != nil {
			return nil, err
		}
		if len(found) == 1 {
			if is, err = candidate(tx, found[0]); err != nil {
				return nil, err
			}
		}
	}
	if words := strings.Fields(v.Name); len(words) > 0 {
		last := len(words) - 1
		is.Names = append(slices.Clone(is.Names), casework.Name{Kind: casework.KnownAs, Given: strings.Join(words[:last], " "), Family: words[last]})
	}
	w.staff[key] = &is
	return &is, nil
}

// candidate is what of a person is compared. It is for alerts alone.
func candidate(tx *store.Tx, person string) (casework.Candidate, error) {
	found, err := tx.FileOf(person, casework.KindPerson, casework.KindAddress)
	if err != nil {
		return casework.Candidate{}, err
	}
	folder, err := casework.Open(tx.Today(), directory{}, appendVersions(nil, found...))
	if err != nil {
		return casework.Candidate{}, err
	}
	return folder.File(person).Candidate(), nil
}
