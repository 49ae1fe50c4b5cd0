package board

import (
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

// CorrectPaper begins a draft that corrects a published paper, with its words.
//
// The plan given to Decide is the plan at the day that the published paper
// describes, as known now: a correction sets right what was said of that day.
// Its author may refresh it to another.
type CorrectPaper struct {
	ID    string // of the new draft; a new one is made when blank
	Paper string // the paper that is corrected
	What  string // what was wrong in it
	Why   string // why it was
	Known time.Time
}

// Name is the change's name in the ledger.
func (CorrectPaper) Name() string { return "begin a correction of a paper" }

// Needs is the permission it takes.
func (CorrectPaper) Needs() access.Permission { return access.WritePaper }

// Decide refuses a second correction while one is being written, and a paper
// that was corrected already: the last of the chain is corrected. The published
// paper is not touched. Its exempt items are carried over into the draft.
func (ch CorrectPaper) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	was, ok := s.Paper(ch.Paper)
	if !ok || was.State != Published {
		return nil, change.Missing("published paper")
	}
	if draft, begun := s.CorrectionBegun(was.ID); begun {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "A correction of " + was.Frozen.Reference + " is being written already, by " + draft.Author.Name + ". Open that draft, or withdraw it first."}}
	}
	if other, done := s.CorrectionOf(was.ID); done {
		return nil, change.Problems{{Kind: change.Stale, Sentence: was.Frozen.Reference + " was corrected by " + other.Frozen.Reference + ". Correct that paper instead."}}
	}
	part, exempt := s.Exempt(was.ID)
	if exempt = exempt && len(part.Items) > 0; exempt && !c.By.May(access.ReadExempt) {
		return nil, change.Forbid("This paper has exempt items, which your role does not let you read. Somebody who may read them has to correct it.")
	}
	what, why, problems := correctionWords(ch.What, ch.Why)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if p.Day != was.AsAt {
		return nil, change.Problems{{Kind: change.Invalid, Sentence: "A correction begins with the plan of the day that the paper describes, " + was.AsAt.Long() + "."}}
	}
	if _, there := p.Inspections.Get(was.Inspection); !there {
		return nil, change.Missing("inspection")
	}
	id := ch.ID
	if id == "" {
		id = c.NewID()
	}
	if _, taken := s.Paper(id); taken {
		return nil, change.Outdated("paper")
	}
	next := *was
	next.Thing, next.State, next.Frozen, next.Withdrawal, next.Confirmations, next.Writers = plan.Thing{}, Draft, nil, nil, nil, nil
	next.AsAt, next.KnownAt = p.Day, KnownAt{p.Position, ch.Known.UTC()}
	next.Author = Author{Membership: c.By.Membership, Name: c.By.Name}
	if c.By.Agency != "" {
		next.Author.Agency = p.AgencyName(c.By.Agency)
	}
	next.Entries = entriesFor(StatementsFor(p, was.Inspection), was.Entries)
	next.PaperDates = PaperDates{Corrects: &Correction{
		Paper: was.ID, Reference: was.Frozen.Reference, PublishedOn: was.Frozen.PublishedOn, DataHash: was.Frozen.DataHash,
		What: what, Why: why, By: c.By.Membership, Name: c.By.Name, On: c.Today,
	}}
	next.Exempt = nil
	var puts []change.Put
	if exempt {
		next.Exempt = noticeOf(part.Items)
		puts = append(puts, change.Put{Kind: KindExempt, Thing: c.NewID(), Parent: id, Body: ExemptPart{Paper: id, Items: part.Items}})
	}
	return append([]change.Put{{Kind: KindPaper, Thing: id, Parent: was.Inspection, Body: &next}}, puts...), nil
}

func correctionWords(what, why string) (string, string, change.Problems) {
	what, why = oneLine(what), oneLine(why)
	var problems change.Problems
	if what == "" {
		problems.Add("what", "Say what was wrong in the published paper. It is printed in the correction.")
	}
	if why == "" {
		problems.Add("why", "Say why it was wrong. It is printed in the correction.")
	}
	return what, why, problems
}

// EditCorrection changes what a correction that is being written says was
// wrong, and why.
type EditCorrection struct {
	ID        string
	Seen      int
	What, Why string
}

// Name is the change's name in the ledger.
func (EditCorrection) Name() string { return "say what a correction corrects" }

// Needs is the permission it takes.
func (EditCorrection) Needs() access.Permission { return access.WritePaper }

// Decide keeps who said it last. The plan is not used.
func (ch EditCorrection) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	if held.Corrects == nil {
		return nil, change.Missing("correction")
	}
	what, why, problems := correctionWords(ch.What, ch.Why)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next, corrects := *held, *held.Corrects
	corrects.What, corrects.Why, corrects.By, corrects.Name, corrects.On = what, why, c.By.Membership, c.By.Name, c.Today
	next.Corrects = &corrects
	return held.next(&next), nil
}
