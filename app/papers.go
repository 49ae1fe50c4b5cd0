package app

import (
	"context"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// Compose starts a draft paper about the plan at a moment.
func (s *Service) Compose(ctx context.Context, caller access.Caller, when When, ch board.ComposePaper) (Receipt, error) {
	if !caller.May(access.WritePaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WritePaper, "paper")
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return Receipt{}, err
	}
	if _, then := st.Plan.Inspections.Get(ch.Inspection); !then {
		now, err := s.stateAt(ctx, caller, When{})
		if err != nil {
			return Receipt{}, err
		}
		if _, since := now.Plan.Inspections.Get(ch.Inspection); since {
			return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "as_at",
				Sentence: "The inspection that this paper is about was not yet recorded on " + st.Plan.Day.Long() + ", as known at the time you chose. Choose a later day or time."}}
		}
	}
	ch.Known = st.Known.At
	return s.paperChange(ctx, caller, ch, st.Plan)
}

// Refresh writes a draft's statements again, from the plan at a moment.
func (s *Service) Refresh(ctx context.Context, caller access.Caller, when When, ch board.RefreshStatements) (Receipt, error) {
	if !caller.May(access.WritePaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WritePaper, ch.ID)
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return Receipt{}, err
	}
	ch.Known = st.Known.At
	return s.paperChange(ctx, caller, ch, st.Plan)
}

// EditPaper changes a draft's words, or gives it up.
func (s *Service) EditPaper(ctx context.Context, caller access.Caller, ch board.Change) (Receipt, error) {
	return s.paperChange(ctx, caller, ch, nil)
}

// Publish freezes a draft, reconciled with the plan at the paper's own day
// and position.
func (s *Service) Publish(ctx context.Context, caller access.Caller, ch board.PublishPaper) (Receipt, error) {
	if !caller.May(access.PublishPaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.PublishPaper, ch.ID)
	}
	now, described, err := s.describedBy(ctx, caller, ch.ID)
	if err != nil {
		return Receipt{}, err
	}
	ch.Now = now.Plan
	return s.paperChange(ctx, caller, ch, described)
}

// NamesIn gives the passages of a draft that look as if they tell who somebody
// is, and that nobody confirmed to name no child.
func (s *Service) NamesIn(ctx context.Context, caller access.Caller, paper *board.Paper) ([]board.Named, error) {
	if !caller.May(access.WritePaper) {
		return nil, s.db.Denied(ctx, caller, access.WritePaper, paper.ID)
	}
	described, err := s.stateAt(ctx, caller, describes(paper))
	if err != nil {
		return nil, err
	}
	return paper.NamesIn(described.Plan), nil
}

// ConfirmNames says of words in a draft that they name no child.
func (s *Service) ConfirmNames(ctx context.Context, caller access.Caller, ch board.ConfirmNames) (Receipt, error) {
	if !caller.May(access.WritePaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WritePaper, ch.ID)
	}
	_, described, err := s.describedBy(ctx, caller, ch.ID)
	if err != nil {
		return Receipt{}, err
	}
	return s.paperChange(ctx, caller, ch, described)
}

// TryPublish gives the paper that Publish would make now, or the reasons why
// it would be refused. It writes nothing. The reference may go to another
// paper that is published first.
func (s *Service) TryPublish(ctx context.Context, caller access.Caller, ch board.PublishPaper) (*board.Paper, error) {
	if !caller.May(access.PublishPaper) {
		return nil, s.db.Denied(ctx, caller, access.PublishPaper, ch.ID)
	}
	now, described, err := s.describedBy(ctx, caller, ch.ID)
	if err != nil {
		return nil, err
	}
	today := s.Today()
	ch.Now = now.Plan
	puts, err := ch.Decide(now.Shelf, described, change.Context{By: caller, Today: today, On: today, Now: s.clock(), NewID: s.NewID})
	if err != nil {
		return nil, err
	}
	for _, put := range puts {
		if paper, ok := put.Body.(*board.Paper); ok {
			return paper, nil
		}
	}
	return nil, change.Missing("paper")
}

// DataOf gives everything that a paper which is not published prints. Only
// those who write papers may read one; a published paper holds its own data.
func (s *Service) DataOf(ctx context.Context, caller access.Caller, paper *board.Paper) (board.PaperData, error) {
	if !caller.May(access.WritePaper) {
		return board.PaperData{}, s.db.Denied(ctx, caller, access.WritePaper, paper.ID)
	}
	described, err := s.stateAt(ctx, caller, describes(paper))
	if err != nil {
		return board.PaperData{}, err
	}
	now, err := s.stateAt(ctx, caller, When{}) // figures may be published after what the paper describes
	if err != nil {
		return board.PaperData{}, err
	}
	return now.Shelf.DataOf(described.Plan, paper)
}

// describes is the moment that a paper is about.
func describes(paper *board.Paper) When {
	return When{AsAt: paper.AsAt, KnownEntry: paper.KnownAt.Position}
}

// describedBy gives the state now, and the plan that a paper describes.
func (s *Service) describedBy(ctx context.Context, caller access.Caller, id string) (State, *plan.Plan, error) {
	now, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return State{}, nil, err
	}
	paper, ok := now.Shelf.Paper(id)
	if !ok {
		return State{}, nil, change.Missing("paper")
	}
	described, err := s.stateAt(ctx, caller, describes(paper))
	return now, described.Plan, err
}

// paperChange carries out a change to the papers. The plan given is the one
// that the paper describes; the shelf is the one of now.
func (s *Service) paperChange(ctx context.Context, caller access.Caller, ch board.Change, described *plan.Plan) (Receipt, error) {
	return s.write(ctx, caller, ch.Needs(), ch.Name(), s.Today(), func(st State, c change.Context) ([]change.Put, error) {
		p := described
		if p == nil {
			p = st.Plan
		}
		return ch.Decide(st.Shelf, p, c)
	})
}

// DraftOf gives what a paper about the plan at a moment would say, without
// keeping it: the command line and the preview use it.
func (s *Service) DraftOf(ctx context.Context, caller access.Caller, when When, inspection string, meeting calendar.Date, demo bool) (board.PaperData, error) {
	if !caller.May(access.ReadPlan) {
		return board.PaperData{}, s.db.Denied(ctx, caller, access.ReadPlan, "paper")
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return board.PaperData{}, err
	}
	if inspection == "" {
		var ok bool
		if inspection, ok = board.MainInspection(st.Plan); !ok {
			return board.PaperData{}, change.Problems{{Kind: change.NotFound,
				Sentence: "There was no inspection in the plan on " + st.Plan.Day.Long() + ", so there is nothing to write a paper about. Choose a later day."}}
		}
	}
	paper, err := board.DefaultPaper(st.Plan, inspection, caller, st.Known.At, demo)
	if err != nil {
		return board.PaperData{}, err
	}
	if !meeting.IsZero() {
		paper.Meeting = meeting
	}
	return board.PaperDataFrom(st.Plan, paper), nil
}
