package app

import (
	"context"
	"errors"
	"slices"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Cleared is a draft with where its clearances stand, for whoever may look.
type Cleared struct {
	Paper   *board.Paper
	Data    board.PaperData // what the draft prints: the very words that a clearance is for
	Content string          // their SHA-256
	All     []board.ClearanceStanding
	Asked   *board.ClearanceNote // nil when nobody has been asked
	Now     *plan.Plan           // today's, for who holds which post
}

// ClearancesOf gives a draft to those who write papers, and once they have been
// asked to those who are to clear it and those who may waive that. Anybody
// else is answered as if there were no such paper, and that they asked is
// recorded.
func (s *Service) ClearancesOf(ctx context.Context, caller access.Caller, id string) (Cleared, error) {
	writes := caller.May(access.WritePaper)
	if !writes && !caller.May(access.ClearPaper) && !caller.May(access.WaiveClearance) {
		return Cleared{}, s.db.Denied(ctx, caller, access.ClearPaper, id)
	}
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Cleared{}, err
	}
	paper, ok := now.Shelf.Paper(id)
	if !ok {
		return Cleared{}, change.Missing("paper")
	}
	asked := now.Shelf.AskedToClear(id)
	described, err := s.stateAt(ctx, caller, describes(paper))
	if err != nil {
		return Cleared{}, err
	}
	reads := writes || paper.State == board.Draft && asked != nil &&
		(caller.May(access.WaiveClearance) || slices.ContainsFunc(paper.ClearancesNeeded(described.Plan), func(n board.NeededClearance) bool { return n.Asks(caller) }))
	if !reads {
		return Cleared{}, s.asIfMissing(ctx, caller, access.ClearPaper, id, "paper")
	}
	return s.cleared(now, described.Plan, paper)
}

// asIfMissing records that somebody may not have what they asked for, and says
// that it is not there. A refusal that can't be recorded is told as that.
func (s *Service) asIfMissing(ctx context.Context, caller access.Caller, need access.Permission, id, what string) error {
	err := s.db.Denied(ctx, caller, need, id)
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrUnavailable) {
		return err
	}
	return change.Missing(what)
}

func (s *Service) cleared(now State, described *plan.Plan, paper *board.Paper) (Cleared, error) {
	data, err := now.Shelf.DataOf(described, paper)
	if err != nil {
		return Cleared{}, err
	}
	content, err := now.Shelf.ContentOf(described, paper)
	if err != nil {
		return Cleared{}, err
	}
	return Cleared{paper, data, content, now.Shelf.Clearances(paper, described, content, s.Today()), now.Shelf.AskedToClear(paper.ID), now.Plan}, nil
}

// ClearancesFor lists the drafts that wait for the caller to clear them, and
// with others those that have been sent to be cleared and may be waived by the
// caller. Each holds all its clearances.
func (s *Service) ClearancesFor(ctx context.Context, caller access.Caller) (mine, others []Cleared, err error) {
	if !caller.May(access.ClearPaper) {
		return nil, nil, s.db.Denied(ctx, caller, access.ClearPaper, "")
	}
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return nil, nil, err
	}
	for paper := range now.Shelf.Papers() {
		if paper.State != board.Draft || now.Shelf.AskedToClear(paper.ID) == nil {
			continue
		}
		described, err := s.stateAt(ctx, caller, describes(paper))
		if err != nil {
			return nil, nil, err
		}
		one, err := s.cleared(now, described.Plan, paper)
		if err != nil {
			return nil, nil, err
		}
		switch {
		case slices.ContainsFunc(one.All, func(c board.ClearanceStanding) bool { return one.MayAnswer(c, caller) && c.Awaits(one.Content) }):
			mine = append(mine, one)
		case caller.May(access.WaiveClearance) || caller.May(access.WritePaper), slices.ContainsFunc(one.All, func(c board.ClearanceStanding) bool { return c.Asks(caller) }):
			others = append(others, one)
		}
	}
	return mine, others, nil
}

// MayAnswer says whether the caller is asked for a clearance and may give it.
func (c Cleared) MayAnswer(standing board.ClearanceStanding, caller access.Caller) bool {
	return standing.MayAnswer(c.Paper, c.Now, caller) == nil
}

// Clear carries out a change in the clearance of a draft, with the posts that
// people hold today.
func (s *Service) Clear(ctx context.Context, caller access.Caller, paper string, ch board.Change) (Receipt, error) {
	if !caller.May(ch.Needs()) {
		return Receipt{}, s.db.Denied(ctx, caller, ch.Needs(), paper)
	}
	_, described, err := s.describedBy(ctx, caller, paper)
	if err != nil {
		return Receipt{}, err
	}
	return s.write(ctx, caller, ch.Needs(), ch.Name(), s.Today(), func(st State, c change.Context) ([]change.Put, error) {
		if by, ok := ch.(board.ByPosts); ok {
			ch = by.As(st.Plan)
		}
		return ch.Decide(st.Shelf, described, c)
	})
}

// Template carries out a change to the committee templates.
func (s *Service) Template(ctx context.Context, caller access.Caller, ch board.Change) (Receipt, error) {
	return s.paperChange(ctx, caller, ch, nil)
}
