package app

import (
	"context"
	"time"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/store"
)

// seenBy takes from a state the published papers that the caller may not see
// today: those that are not public yet, or were not public at the moment asked
// about. Every read that leaves this room goes through it.
func (s *Service) seenBy(ctx context.Context, caller access.Caller, when When, st State) (State, error) {
	today := st
	if when != (When{}) {
		var err error
		if today, err = s.stateAt(ctx, caller, When{}); err != nil {
			return State{}, err
		}
	}
	now := s.clock()
	st.Shelf = st.Shelf.SeenBy(caller, today.Shelf, now, instantOf(when, st.Known, now))
	return st, nil
}

// instantOf is the instant of a moment: the end of the day asked about, the
// time asked about or that of the entry asked about, whichever came first, and
// never later than now. What was public at a moment was so at that instant.
func instantOf(when When, known Known, now time.Time) time.Time {
	instant := now
	earlier := func(t time.Time) {
		if t.Before(instant) {
			instant = t
		}
	}
	if !when.AsAt.IsZero() {
		earlier(when.AsAt.End().Add(-time.Nanosecond))
	}
	switch {
	case when.KnownEntry > 0:
		earlier(known.At)
	case !when.KnownAt.IsZero():
		earlier(when.KnownAt)
	}
	return instant
}

// StateFor gives the part of a state, read for signing in, that the caller
// found in it may see.
func (s *Service) StateFor(ctx context.Context, caller access.Caller, signedIn State) (State, error) {
	signedIn.Shelf = signedIn.Shelf.ReadableBy(caller)
	return s.seenBy(ctx, caller, When{}, signedIn)
}

// PaperKept says whether a paper is there that is kept from the caller until
// it is public, and records that they asked for it.
func (s *Service) PaperKept(ctx context.Context, caller access.Caller, paper string) error {
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return err
	}
	if s.keptFrom(caller, st.Shelf)(paper) {
		return s.db.Denied(ctx, caller, access.ReadPapers, paper)
	}
	return nil
}

// keptFrom says of papers, and of what belongs to one, whether they are there
// and kept from the caller now.
func (s *Service) keptFrom(caller access.Caller, today *board.Shelf) func(thing string) bool {
	now := s.clock()
	seen := today.SeenBy(caller, today, now, now)
	return func(thing string) bool {
		paper := today.PaperOf(thing)
		_, shown := seen.Paper(paper)
		return paper != "" && !shown
	}
}

// withoutKept takes the versions of a paper that is kept from the caller, or of
// what belongs to it: their trail is as if they were not there.
func (s *Service) withoutKept(ctx context.Context, caller access.Caller, rows []store.HistoryRow) ([]store.HistoryRow, error) {
	if len(rows) == 0 {
		return rows, nil
	}
	switch rows[0].Kind {
	case board.KindPaper, board.KindExempt, board.KindClearance:
	default:
		return rows, nil
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil || s.keptFrom(caller, st.Shelf)(rows[0].Thing) {
		return nil, err
	}
	return rows, nil
}

// quotable leaves out the papers that are kept from the caller.
func (s *Service) quotable(caller access.Caller, today *board.Shelf, papers []Quoting) (shown []Quoting) {
	kept := s.keptFrom(caller, today)
	for _, q := range papers {
		if !kept(q.Paper.ID) {
			shown = append(shown, q)
		}
	}
	return shown
}

// Correct begins a draft that corrects a published paper, from the plan of the
// day that the paper describes as it is known now.
func (s *Service) Correct(ctx context.Context, caller access.Caller, ch board.CorrectPaper) (Receipt, error) {
	if !caller.May(access.WritePaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WritePaper, ch.Paper)
	}
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	paper, ok := now.Shelf.Paper(ch.Paper)
	if !ok {
		return Receipt{}, change.Missing("paper")
	}
	described, err := s.stateAt(ctx, caller, When{AsAt: paper.AsAt})
	if err != nil {
		return Receipt{}, err
	}
	ch.Known = described.Known.At
	return s.paperChange(ctx, caller, ch, described.Plan)
}

// TryPaper says whether a change to the papers would be made now, and writes
// nothing.
func (s *Service) TryPaper(ctx context.Context, caller access.Caller, ch board.Change) error {
	if !caller.May(ch.Needs()) {
		return change.Forbid("Your role does not let you " + string(ch.Needs()) + ".")
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return err
	}
	today := s.Today()
	_, err = ch.Decide(st.Shelf, st.Plan, change.Context{By: caller, Today: today, On: today, Now: s.clock(), NewID: s.NewID})
	return err
}
