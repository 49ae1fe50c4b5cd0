package board

import (
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// ComposePaper starts a draft with every statement and default words.
//
// The plan given to Decide is the plan at the day and position that the paper
// is to describe; Known is when the last entry counted was written.
type ComposePaper struct {
	ID         string // a new one is made when blank
	Inspection string
	Committee  string        // from the inspection when blank
	Title      string        // a default when blank
	Meeting    calendar.Date // the day the plan describes when not known
	Contact    Contact       // the author when blank
	Figures    string        // a release of figures for an annex, or ""
	Template   string        // the committee template that it begins with, or ""
	Known      time.Time
	Demo       bool
}

// Name is the change's name in the ledger.
func (ComposePaper) Name() string { return "compose a paper" }

// Needs is the permission it takes.
func (ComposePaper) Needs() access.Permission { return access.WritePaper }

// Decide writes the draft.
func (ch ComposePaper) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	if err := notToCome(p.Day, c.Today); err != nil {
		return nil, err
	}
	paper, err := DefaultPaper(p, ch.Inspection, c.By, ch.Known, ch.Demo)
	if err != nil {
		return nil, err
	}
	paper.Author.Membership = c.By.Membership
	if err := s.begin(paper, ch.Template); err != nil {
		return nil, err
	}
	if title := strings.TrimSpace(ch.Title); title != "" {
		paper.Title = title
	}
	if committee := strings.TrimSpace(ch.Committee); committee != "" {
		paper.Committee = committee
	}
	if !ch.Meeting.IsZero() {
		paper.Meeting = ch.Meeting
	}
	if ch.Contact != (Contact{}) && (paper.Template == nil || paper.Template.Of.Contact == (Contact{})) {
		paper.Contact = ch.Contact
	}
	if err := s.figuresProblem(ch.Figures, p.Day).Err(); err != nil {
		return nil, err
	}
	paper.Figures = ch.Figures
	id := ch.ID
	if id == "" {
		id = c.NewID()
	}
	if _, taken := s.Paper(id); taken {
		return nil, change.Outdated("paper")
	}
	return []change.Put{{Kind: KindPaper, Thing: id, Parent: ch.Inspection, Body: paper}}, nil
}

// notToCome refuses a day after today: what nobody knows yet can't be told.
func notToCome(day, today calendar.Date) error {
	if !day.After(today) {
		return nil
	}
	return change.Problems{{Kind: change.Invalid, Field: "as_at", Sentence: "A paper can't describe " + day.Long() + ", which has not come yet. Choose today or an earlier day."}}
}

// RefreshStatements writes a draft's statements again from a plan, keeping
// the author's words.
//
// The plan given to Decide is the plan at the day and position that the paper
// is to describe from now on; Known is when the last entry counted was written.
type RefreshStatements struct {
	ID    string
	Seen  int // the version the author saw
	Known time.Time
}

// Name is the change's name in the ledger.
func (RefreshStatements) Name() string { return "refresh a paper's statements" }

// Needs is the permission it takes.
func (RefreshStatements) Needs() access.Permission { return access.WritePaper }

// Decide writes the next version of the draft.
func (ch RefreshStatements) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	if err := notToCome(p.Day, c.Today); err != nil {
		return nil, err
	}
	if _, ok := p.Inspections.Get(held.Inspection); !ok {
		return nil, change.Problems{{Kind: change.Invalid, Field: "as_at", Sentence: "The inspection that this paper is about was not yet recorded on " +
			p.Day.Long() + ". Choose a later day."}}
	}
	next := *held
	next.AsAt, next.KnownAt = p.Day, KnownAt{p.Position, ch.Known.UTC()}
	next.Entries = entriesFor(StatementsFor(p, held.Inspection), held.Entries)
	return held.next(&next), nil
}

// draft finds a draft that is still as the person saw it.
func (s *Shelf) draft(id string, seen int) (*Paper, error) {
	held, ok := s.Paper(id)
	switch {
	case !ok:
		return nil, change.Missing("paper")
	case held.State == Published:
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This paper was published on " + held.Frozen.PublishedOn.Long() +
			" as " + held.Frozen.Reference + ". A published paper never changes: compose another."}}
	case held.State == Withdrawn:
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This draft was withdrawn. Compose another."}}
	case seen != held.Version:
		return nil, change.Outdated("paper")
	}
	return held, nil
}

func (p *Paper) next(body *Paper) []change.Put {
	return []change.Put{{Kind: KindPaper, Thing: p.ID, Parent: p.Inspection, Replaces: p.Version, Body: body}}
}

// WithdrawDraft gives a draft up, with a reason.
type WithdrawDraft struct {
	ID     string
	Seen   int
	Reason string
}

// Name is the change's name in the ledger.
func (WithdrawDraft) Name() string { return "withdraw a draft paper" }

// Needs is the permission it takes.
func (WithdrawDraft) Needs() access.Permission { return access.WritePaper }

// Decide writes the next version, which nobody can publish.
func (ch WithdrawDraft) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	reason := strings.TrimSpace(ch.Reason)
	if reason == "" {
		return nil, change.Problems{{Kind: change.Invalid, Field: "reason", Sentence: "Say why this draft is withdrawn."}}
	}
	next := *held
	next.State = Withdrawn
	next.Withdrawal = &plan.Ending{On: c.On, By: c.By.Membership, Reason: reason}
	return held.next(&next), nil
}
