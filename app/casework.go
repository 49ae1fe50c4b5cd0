package app

import (
	"context"
	"errors"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Policy is who may see what about people. It is the one in the binary until
// UsePolicy gives another.
func (s *Service) Policy() *access.Policy { return s.policy.Load() }

// UsePolicy puts a council's own policy in place, for every request from now on.
func (s *Service) UsePolicy(p *access.Policy) { s.policy.Store(p) }

// DoCase carries out a change to what is kept about people, today.
func (s *Service) DoCase(ctx context.Context, caller access.Caller, purpose access.Purpose, ch casework.Change) (Receipt, error) {
	return s.DoCaseOn(ctx, caller, purpose, ch, s.Today())
}

// errRightsMoved says that the caller's rights are no longer those that a
// write began with.
var errRightsMoved = errors.New("the caller's rights have changed")

// DoCaseOn carries out a change that describes the day on, which is today or
// earlier. It authorises, loads, decides and writes in one transaction, with
// the rights that the caller has at that moment.
func (s *Service) DoCaseOn(ctx context.Context, caller access.Caller, purpose access.Purpose, ch casework.Change, on calendar.Date) (Receipt, error) {
	if on.After(s.Today()) {
		return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "on", Sentence: "A change can't describe a day that is still to come. Enter today or an earlier day."}}
	}
	seen := map[string]bool{}
	for range 4 { // rights that move at every try are a fault, and refused
		receipt, by, err := s.tryCase(ctx, caller, purpose, ch, on, seen)
		unseen, hidden := errors.AsType[unseenError](err)
		switch {
		case hidden:
			if err := s.mustSee(ctx, caller, purpose, unseen, seen); err != nil {
				return Receipt{}, err
			}
		case errors.Is(err, errRightsMoved):
			caller = by
		default:
			return receipt, err
		}
	}
	return Receipt{}, change.Problems{{Kind: change.Stale, Sentence: "Your rights here are being changed. Try again in a minute."}}
}

// unseenError lists what a change is about that the caller may not record on,
// and so has to be able to see.
type unseenError []string

func (unseenError) Error() string { return "the change is about what the caller may not record on" }

// mustSee refuses, as for what isn't there, unless the caller may see each of
// the things that a change is about: a rule's words could tell of it otherwise.
func (s *Service) mustSee(ctx context.Context, caller access.Caller, purpose access.Purpose, things unseenError, seen map[string]bool) error {
	reading := s.db.Reading(s.Policy().Scope(caller, purpose, access.View), store.HowOpened)
	for _, thing := range things {
		if _, err := reading.Thing(ctx, thing, store.Moment{}); err != nil {
			return err
		}
		seen[thing] = true
	}
	return reading.Recorded(ctx)
}

func (s *Service) tryCase(ctx context.Context, caller access.Caller, purpose access.Purpose, ch casework.Change, on calendar.Date, seen map[string]bool) (Receipt, access.Caller, error) {
	today, f := s.Today(), s.follow(caller.Authority)
	scope := s.Policy().Scope(caller, purpose, ch.Needs().Act())
	var by access.Caller
	var ids []string
	receipt, err := s.db.WriteFiled(ctx, scope, ch.Needs(), ch.Name(), on, func(tx *store.Tx) error {
		ids = nil
		st, err := f.inside(tx, today)
		if err != nil {
			return err
		}
		if by, err = rightsNow(st.Plan, caller, ch.Needs()); err != nil {
			return err
		}
		if !sameReach(by, caller) {
			return errRightsMoved
		}
		if err := reaches(tx, ch, seen); err != nil {
			return err
		}
		folder, err := s.caseFolder(tx, st.Plan, today, ch)
		if err != nil {
			return err
		}
		if err := mayPropose(scope, folder, ch); err != nil {
			return err
		}
		puts, err := ch.Decide(folder, change.Context{By: by, Today: today, On: on, NewID: s.NewID})
		if err != nil {
			return err
		}
		for _, put := range puts {
			if err := tx.Put(put); err != nil {
				return err
			}
			ids = append(ids, put.Thing)
		}
		return s.putBooks(tx, puts)
	})
	if _, hidden := errors.AsType[unseenError](err); hidden || errors.Is(err, errRightsMoved) {
		return Receipt{}, by, err
	}
	if err != nil {
		return Receipt{}, by, s.recordRefusal(ctx, caller, ch.Needs(), err)
	}
	return Receipt{receipt.Seq, receipt.At, ids}, by, nil
}

// reaches gives an unseenError for what a change is about and the caller may
// not record on, save what was found that they may see.
func reaches(tx *store.Tx, ch casework.Change, seen map[string]bool) error {
	var unseen unseenError
	for _, thing := range slices.Concat(ch.About(), ch.Things()) {
		if thing == "" || seen[thing] {
			continue
		}
		err := tx.Reaches(thing)
		if errors.Is(err, store.ErrNotFound) {
			unseen = append(unseen, thing)
		} else if err != nil {
			return err
		}
	}
	if len(unseen) > 0 {
		return unseen
	}
	return nil
}

// sameReach says whether two callers would be given the same scope.
func sameReach(a, b access.Caller) bool {
	return a.Account == b.Account && a.Agency == b.Agency && a.Membership == b.Membership && a.Council == b.Council &&
		slices.Equal(a.Roles, b.Roles) && slices.Equal(a.Teams, b.Teams)
}

// caseFolder reads what a change has to see. It is for rules alone: what the
// caller may not see is in it.
func (s *Service) caseFolder(tx *store.Tx, p *plan.Plan, today calendar.Date, ch casework.Change) (*casework.Folder, error) {
	var versions []casework.Version
	read := map[string]bool{}
	files := func(people []string) (more bool, err error) {
		for _, person := range people {
			if person == "" || read[person] {
				continue
			}
			read[person], more = true, true
			found, err := tx.FileOf(person)
			if err != nil {
				return false, err
			}
			versions = appendVersions(versions, found...)
		}
		return more, nil
	}
	if _, err := files(ch.About()); err != nil {
		return nil, err
	}
	for _, thing := range ch.Things() {
		found, err := tx.FiledThing(thing)
		if errors.Is(err, store.ErrNotFound) {
			continue // the change says what is missing, in its own words
		}
		if err != nil {
			return nil, err
		}
		versions = appendVersions(versions, found)
	}
	if everywhere, ok := ch.(casework.Everywhere); ok {
		found, err := tx.AboutNobody(everywhere.Everywhere()...)
		if err != nil {
			return nil, err
		}
		versions = appendVersions(versions, found...)
	}
	staff := directory{p, today}
	kinds, err := s.kindsInside(tx)
	if err != nil {
		return nil, err
	}
	for {
		folder, err := casework.Open(today, staff, versions)
		if err != nil {
			return nil, err
		}
		folder.Kinds = kinds
		if seeker, ok := ch.(casework.Seeker); ok {
			folder.Found = map[string][]string{}
			for _, key := range seeker.Seeks() {
				if folder.Found[key], err = tx.FindPeople(key, mostCarriers); err != nil {
					return nil, err
				}
			}
		}
		wider, ok := ch.(casework.Wider)
		if !ok {
			return folder, nil
		}
		more, err := files(wider.Beyond(folder))
		if err != nil {
			return nil, err
		}
		if !more {
			return folder, nil
		}
	}
}

// mostCarriers bounds how many people who carry one key a rule looks at.
const mostCarriers = 50

func appendVersions(versions []casework.Version, found ...store.Filed) []casework.Version {
	for _, f := range found {
		versions = append(versions, casework.Version{Kind: f.Kind, ID: f.Thing, Version: f.Version.Version, Seq: f.Seq, On: f.EffectiveOn, Body: f.Body})
	}
	return versions
}

// directory is what casework knows of staff, from the plan.
type directory struct {
	plan *plan.Plan
	day  calendar.Date
}

func (d directory) Worker(membership string) (casework.Worker, bool) {
	m, ok := d.plan.Memberships.Get(membership)
	if !ok {
		return casework.Worker{}, false
	}
	return casework.Worker{Name: m.Name, Account: m.Account, Agency: m.Agency, Roles: m.Roles, Ended: m.Ended}, true
}

func (d directory) Team(team string) (casework.Team, bool) {
	t, ok := d.plan.Teams.Get(team)
	if !ok {
		return casework.Team{}, false
	}
	return casework.Team{Name: t.Name, Agency: t.Agency, Ended: t.Ended}, true
}

func (d directory) Agency(agency string) (casework.Agency, bool) {
	a, ok := d.plan.Agencies.Get(agency)
	if !ok {
		return casework.Agency{}, false
	}
	return casework.Agency{Name: a.NameOn(d.day), Council: a.Kind == plan.CouncilKind, Ended: a.Ended}, true
}
