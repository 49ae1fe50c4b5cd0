package app

import (
	"context"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Looking is what one caller reads about people in answer to one request, for
// one purpose. Everything it gives is put on record: nothing of it may leave
// before Recorded has returned nil.
type Looking struct {
	*store.Reading
	service *Service
	caller  access.Caller
	when    When
	plan    *plan.Plan
}

// Look begins to read about people, as the caller may today, at the moment
// asked about.
func (s *Service) Look(ctx context.Context, caller access.Caller, purpose access.Purpose, how store.How, when When) (*Looking, error) {
	if !caller.May(access.ReadCasework) {
		return nil, s.db.Denied(ctx, caller, access.ReadCasework, "")
	}
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	scope := s.Policy().Scope(caller, purpose, access.View)
	return &Looking{Reading: s.db.Reading(scope, how), service: s, caller: caller, when: when, plan: now.Plan}, nil
}

// Moment is the position and day that were asked about.
func (l *Looking) Moment(ctx context.Context) (store.Moment, error) {
	if l.when == (When{}) {
		return store.Moment{}, nil
	}
	known, err := l.service.position(ctx, l.caller, l.when)
	return store.Moment{Seq: known.Seq, Day: l.when.AsAt}, err
}

// One gives one thing that the caller may see, and what it holds, such as a
// *casework.Record. A thing whose content was erased has no body.
func (l *Looking) One(ctx context.Context, thing string) (store.Filed, any, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return store.Filed{}, nil, err
	}
	filed, err := l.Thing(ctx, thing, m)
	if err != nil || filed.Body == nil {
		return filed, nil, err
	}
	body, err := casework.Decode(version(filed))
	return filed, body, err
}

// File is what a caller may see about one person.
type File struct {
	Person *casework.Person // nil when their entry was erased
	Folder *casework.Folder // what the caller may see, and no more
	Filed  map[string]store.Filed
	Ties   access.Ties
	Wall   access.Wall
}

// File gives everything about a person that the caller may see, and about
// those found to be the same person. It is ErrNotFound unless the person's own
// entry may be seen.
func (l *Looking) File(ctx context.Context, person string) (File, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return File{}, err
	}
	own, err := l.Thing(ctx, person, m)
	if err != nil {
		return File{}, err
	}
	if own.Kind != casework.KindPerson {
		return File{}, change.Missing("person")
	}
	file := File{Filed: map[string]store.Filed{}, Ties: own.Ties, Wall: own.Wall}
	versions := []casework.Version{version(own)}
	q := store.Listing{Kinds: casework.KindsHeld(), Person: person, Page: store.Page{Limit: store.MaxPage}}
	for {
		found, next, err := l.List(ctx, q, m)
		if err != nil {
			return File{}, err
		}
		versions = appendVersions(versions, found...)
		for _, f := range found {
			file.Filed[f.Thing] = f
		}
		if q.Page.Before = next; next == "" {
			break
		}
	}
	if file.Folder, err = casework.Open(l.service.Today(), directory{l.plan, l.service.Today()}, versions); err != nil {
		return File{}, err
	}
	if file.Folder.Kinds, err = l.Kinds(ctx); err != nil {
		return File{}, err
	}
	file.Person, _ = file.Folder.People.Get(person)
	return file, nil
}

// Found is one row of a list of people.
type Found struct {
	Person *casework.Person // nil when their entry was erased
	Filed  store.Filed
	Why    string // how closely it matches what was typed
}

// People gives a page of the people whom the caller may see, in order of
// family name: those they have a tie to, or all.
func (l *Looking) People(ctx context.Context, mine bool, page store.Page) ([]Found, string, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return nil, "", err
	}
	q := l.listing(mine)
	q.Page = page
	return l.found(l.List(ctx, q, m))
}

// Find gives the people whom the caller may see and who match what was typed:
// a name or part of one, a sound, a date of birth, a postcode or a number. The
// closest come first. More says that there may be others, so that more should
// be typed.
func (l *Looking) Find(ctx context.Context, typed string) (rows []Found, more bool, err error) {
	query := casework.Keys(typed)
	if query.Empty() {
		return nil, false, change.Problems{{Kind: change.Invalid, Field: "find", Sentence: "Enter a name, a date of birth, a postcode or a number."}}
	}
	m, err := l.Moment(ctx)
	if err != nil {
		return nil, false, err
	}
	seen := map[string]bool{}
	for _, way := range waysToFind(query) {
		page := store.Page{Limit: mostFound}
		found, next, err := l.found(l.Search(ctx, way.Keys, store.Listing{Kinds: []string{casework.KindPerson}, Page: page}, m))
		if err != nil {
			return nil, false, err
		}
		more = more || next != ""
		for _, row := range found {
			if !seen[row.Filed.Thing] {
				seen[row.Filed.Thing], row.Why = true, way.Why
				rows = append(rows, row)
			}
		}
		if len(rows) >= mostFound {
			return rows[:mostFound], true, nil
		}
	}
	return rows, more, nil
}

// mostFound is how many people one search shows: who needs more should type
// more, and each of them is put on record as looked at.
const mostFound = 25

// waysToFind joins what was typed into whole ways to look: every number and
// place, with the names from the strictest to the most forgiving.
func waysToFind(q casework.Query) []casework.Finding {
	var keys []string
	why := ""
	for _, f := range append(append([]casework.Finding{}, q.Numbers...), q.Places...) {
		keys, why = append(keys, f.Keys...), f.Why
	}
	if len(q.People) == 0 {
		return []casework.Finding{{Keys: keys, Why: why}}
	}
	ways := make([]casework.Finding, len(q.People))
	for i, f := range q.People {
		ways[i] = casework.Finding{Keys: append(append([]string{}, f.Keys...), keys...), Why: f.Why}
	}
	return ways
}

func (l *Looking) found(filed []store.Filed, next string, err error) ([]Found, string, error) {
	if err != nil {
		return nil, "", err
	}
	rows := make([]Found, len(filed))
	for i, f := range filed {
		rows[i].Filed = f
		if f.Body == nil {
			continue
		}
		body, err := casework.Decode(version(f))
		if err != nil {
			return nil, "", err
		}
		rows[i].Person, _ = body.(*casework.Person)
	}
	return rows, next, nil
}

func version(f store.Filed) casework.Version {
	return casework.Version{Kind: f.Kind, ID: f.Thing, Version: f.Version.Version, Seq: f.Seq, On: f.EffectiveOn, Body: f.Body}
}

// Named gives a person's own entry when the caller may see it, or nil. Unlike
// One it records no refusal: it is for the names that stand on the page of
// somebody else.
func (l *Looking) Named(ctx context.Context, person string) (*casework.Person, error) {
	row, err := l.named(ctx, person)
	return row.Person, err
}

func (l *Looking) named(ctx context.Context, person string) (Found, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return Found{}, err
	}
	rows, _, err := l.found(l.List(ctx, store.Listing{Kinds: []string{casework.KindPerson}, Person: person, Page: store.Page{Limit: store.MaxPage}}, m))
	for _, row := range rows {
		if row.Filed.Thing == person {
			return row, err
		}
	}
	return Found{}, err
}

// PeopleAfter is People from the person after the one named, so that the
// address of a page holds an id and no name. Who may no longer be seen begins
// the list again.
func (l *Looking) PeopleAfter(ctx context.Context, mine bool, after string, limit int) (rows []Found, more bool, err error) {
	page := store.Page{Limit: limit}
	if after != "" {
		row, err := l.named(ctx, after)
		if err != nil {
			return nil, false, err
		}
		if row.Filed.Thing != "" {
			page.Before = row.Filed.Place()
		}
	}
	rows, next, err := l.People(ctx, mine, page)
	return rows, next != "", err
}

// EachPerson gives everybody whom the caller may see, in order of family name,
// for an export: those they have a tie to, or all.
func (l *Looking) EachPerson(ctx context.Context, mine bool, fn func(Found) error) error {
	m, err := l.Moment(ctx)
	if err != nil {
		return err
	}
	return l.Each(ctx, l.listing(mine), m, func(f store.Filed) error {
		rows, _, err := l.found([]store.Filed{f}, "", nil)
		if err != nil {
			return err
		}
		return fn(rows[0])
	})
}

// About gives what is about a person of the kinds named, as far as the caller
// may see it.
func (l *Looking) About(ctx context.Context, person string, kinds ...string) (*casework.Folder, error) {
	m, err := l.Moment(ctx)
	if err != nil {
		return nil, err
	}
	var versions []casework.Version
	q := store.Listing{Kinds: kinds, Person: person, Page: store.Page{Limit: store.MaxPage}}
	for {
		found, next, err := l.List(ctx, q, m)
		if err != nil {
			return nil, err
		}
		versions = appendVersions(versions, found...)
		if q.Page.Before = next; next == "" {
			return casework.Open(l.service.Today(), directory{l.plan, l.service.Today()}, versions)
		}
	}
}

// listing is of people: those the caller has a tie to, or all. For the
// council's own staff a tie of the council as a whole doesn't count, because
// it works with nearly everybody.
func (l *Looking) listing(mine bool) store.Listing {
	q := store.Listing{Kinds: []string{casework.KindPerson}, TiedOnly: mine}
	if l.caller.Council {
		q.TiedBy = []access.Level{access.TeamLevel, access.AllocatedLevel, access.GlassLevel}
	}
	return q
}

// Kinds gives the kinds of record of the practice pack that is in use.
func (l *Looking) Kinds(ctx context.Context) (*casework.KindList, error) {
	return l.service.CaseKinds(ctx, l.caller)
}
