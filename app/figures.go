package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
	"throughline/store"
)

// Figures are figures about children as they would be published: nothing but
// what may be printed.
type Figures struct {
	Release disclosure.Release
	Known   Known    // the last entry counted
	Beside  []string // the earlier releases that they were made knowing of
}

// TryFigures gives the figures that PublishFigures would publish for a day.
// It writes nothing. Known is the last entry to count, or 0 for all of them.
func (s *Service) TryFigures(ctx context.Context, caller access.Caller, day calendar.Date, known int64) (Figures, error) {
	if !caller.May(access.PublishFigures) {
		return Figures{}, s.db.Denied(ctx, caller, access.PublishFigures, "figures")
	}
	switch {
	case day.IsZero():
		return Figures{}, change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "Enter the day that the figures are about."}}
	case day.After(s.Today()):
		return Figures{}, change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "Figures can’t be about a day that is still to come. Enter today or an earlier day."}}
	}
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Figures{}, err
	}
	if err := now.Shelf.NearTo(casework.LookedAfterCohort, day); err != nil {
		return Figures{}, err // before anything is counted
	}
	counted, err := s.position(ctx, caller, When{KnownEntry: known})
	if err != nil {
		return Figures{}, err
	}
	cohort, atoms, err := s.countLookedAfter(ctx, caller, day, counted, now.Plan)
	if err != nil {
		return Figures{}, err
	}
	earlier, beside := now.Shelf.Printed(cohort.Name)
	release, err := disclosure.Publish(cohort, atoms, casework.LookedAfterTables(), earlier...)
	if errors.Is(err, disclosure.ErrUnsafe) {
		return Figures{}, change.Problems{{Kind: change.Invalid, Field: "day",
			Sentence: "The figures of this day can’t be published safely: beside those that are out, they would tell how few children some of them are about. Choose another day."}}
	}
	if err != nil {
		return Figures{}, err
	}
	return Figures{release, counted, beside}, nil
}

// PublishFigures counts again, as known at the same entry, and publishes.
func (s *Service) PublishFigures(ctx context.Context, caller access.Caller, day calendar.Date, known int64) (Receipt, error) {
	figures, err := s.TryFigures(ctx, caller, day, known)
	if err != nil {
		return Receipt{}, err
	}
	return s.paperChange(ctx, caller, board.PublishFigures{
		Figures: figures.Release, Known: board.KnownAt{Position: figures.Known.Seq, Time: figures.Known.At.UTC()}, Beside: figures.Beside,
	}, nil)
}

// WithdrawFigures says that published figures are not to be used any more.
func (s *Service) WithdrawFigures(ctx context.Context, caller access.Caller, ch board.WithdrawFigures) (Receipt, error) {
	return s.paperChange(ctx, caller, ch, nil)
}

// countLookedAfter counts the children looked after at the end of a day. What
// it gives is for package disclosure alone: no number of it may leave this
// room in any other way.
//
// Things are read as they are known at the entry, whatever day they describe:
// each says itself from when to when it holds.
func (s *Service) countLookedAfter(ctx context.Context, caller access.Caller, day calendar.Date, known Known, p *plan.Plan) (disclosure.Cohort, []disclosure.Atom, error) {
	counting := s.db.Reading(s.Policy().Scope(asAnalyst(caller), access.Statistics, access.Count), store.HowCounted)
	count := casework.NewLookedAfter(day, teamsToCount(p, day))
	if known.Seq > 0 {
		for _, kind := range casework.LookedAfterKinds {
			err := counting.Each(ctx, store.Listing{Kinds: []string{kind}}, store.Moment{Seq: known.Seq}, func(f store.Filed) error {
				return count.Add(version(f), f.About)
			})
			if err != nil {
				return disclosure.Cohort{}, nil, err
			}
		}
		if err := counting.Recorded(ctx); err != nil {
			return disclosure.Cohort{}, nil, err
		}
	}
	return count.Count()
}

// asAnalyst keeps nothing of a caller's rights but those of a data analyst.
// Two analysts then always count the same children: if one counted more, the
// difference between their figures would tell who is behind a wall.
func asAnalyst(caller access.Caller) access.Caller {
	caller.Roles, caller.Teams, caller.Posts, caller.Council = []access.Role{access.DataAnalyst}, nil, nil, false
	return caller
}

// teamsToCount are the council's teams that had not ended by the day, in order
// of name.
func teamsToCount(p *plan.Plan, day calendar.Date) casework.Teams {
	var teams casework.Teams
	for team := range p.Teams.All() {
		agency, ok := p.Agencies.Get(team.Agency)
		if ok && agency.Kind == plan.CouncilKind && (team.Ended.IsZero() || !team.Ended.Before(day)) {
			teams.Names = append(teams.Names, casework.TeamNamed{ID: team.ID, Name: team.Name})
		}
	}
	slices.SortFunc(teams.Names, func(a, b casework.TeamNamed) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	known := map[string][]string{}
	teams.Of = func(membership string) []string {
		of, ok := known[membership]
		if !ok {
			of = p.TeamsOf(membership, day)
			known[membership] = of
		}
		return of
	}
	return teams
}
