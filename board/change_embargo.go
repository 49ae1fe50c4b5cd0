package board

import (
	"slices"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// Terms say from when a paper is to be public. The zero Terms are: at once.
type Terms struct {
	Embargo time.Time // until when it is embargoed; zero for no embargo
	Reason  string    // why it is
	Held    bool      // to be held until after the pre-election period in which it would be public
}

// agreed puts the terms into a paper that is about to be published, and gives
// why they can't be.
func (t Terms) agreed(s *Shelf, paper *Paper, c change.Context) (problems change.Problems) {
	paper.Embargo, paper.Allowed = nil, nil
	asked := &Embargo{Until: c.Instant().UTC(), Reason: oneLine(t.Reason), SetBy: c.By.Membership, SetOn: c.Today, Given: nil}
	if !t.Embargo.IsZero() {
		asked.Until = t.Embargo.UTC()
		problems = slices.Concat(problems, embargoProblems(t.Embargo, asked.Reason, c))
	}
	trial := *paper
	trial.Embargo = asked
	public := s.PublicityOf(&trial)
	switch {
	case public.Hold != nil && !t.Held:
		problems.Add("hold", "The paper would be public in the pre-election period of "+public.Hold.Words()+", from "+public.Hold.From.Long()+" to "+public.Hold.To.Long()+
			". Freeze it now and hold it until the period is over, or until somebody who may do so says that it can be public before.")
	case public.Hold == nil && t.Held:
		problems.Add("hold", "Nothing holds the paper back: it would not be public in a pre-election period. Publish it without holding it.")
	}
	if public.Hold != nil || !t.Embargo.IsZero() {
		paper.Embargo = asked
	}
	problems = append(problems, s.lateProblems(paper, calendar.DayOf(public.At), "urgency")...)
	return append(problems, s.correctsInTime(paper, public.At)...)
}

func embargoProblems(until time.Time, reason string, c change.Context) (problems change.Problems) {
	if !until.After(c.Instant()) {
		problems.Add("embargo", "The embargo would end at "+InstantWords(until)+", which has passed. Choose a later time.")
	}
	if reason == "" {
		problems.Add("embargo_reason", "Say why the paper is embargoed.")
	}
	return problems
}

// lateProblems refuses a paper that would be public too late for its meeting
// without the reason of whoever chairs it.
func (s *Shelf) lateProblems(p *Paper, public calendar.Date, field string) (problems change.Problems) {
	days, err := s.ClearDaysOf(p, public)
	if err != nil {
		problems.Add("meeting", change.UpperFirst(err.Error())+".")
		return problems
	}
	if days == nil || !days.Late || p.Urgency != nil {
		return nil
	}
	problems.Add(field, "The paper would be public on "+public.Long()+", "+clearDaysWords(days.Given)+" before the meeting on "+p.Meeting.Long()+". It needs "+numberWord(days.Needed)+
		", so it had to be public by "+days.PublishBy.Long()+". It can go to the meeting only if whoever chairs it gives the reason why it is urgent: write down who, and the reason.")
	return problems
}

// SayUrgent writes down in a draft why it may be considered though it is late,
// or takes that out again when both fields are blank.
type SayUrgent struct {
	ID     string
	Seen   int
	By     string // who chairs the meeting
	Reason string
}

// Name is the change's name in the ledger.
func (SayUrgent) Name() string { return "record why a paper is urgent" }

// Needs is the permission it takes.
func (SayUrgent) Needs() access.Permission { return access.WritePaper }

// Decide wants both or neither. The plan is not used.
func (ch SayUrgent) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	urgency, problems := urgencyOf(ch.By, ch.Reason, c)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Urgency = urgency
	if sameJSON(next, *held) {
		return nil, nil
	}
	return held.next(&next), nil
}

func urgencyOf(by, reason string, c change.Context) (*Urgency, change.Problems) {
	by, reason = oneLine(by), oneLine(reason)
	if by == "" && reason == "" {
		return nil, nil
	}
	var problems change.Problems
	if by == "" {
		problems.Add("urgency_by", "Enter who chairs the meeting and gave the reason.")
	}
	if reason == "" {
		problems.Add("urgency_reason", "Enter the reason why the item is urgent, as the chair gave it. It is printed in the paper.")
	}
	return &Urgency{By: by, Reason: reason, On: c.Today, Noted: c.By.Membership}, problems
}

// kept finds a published paper that is not public yet, as the person saw it.
func (s *Shelf) kept(id string, seen int, c change.Context) (*Paper, error) {
	held, ok := s.Paper(id)
	switch {
	case !ok || held.State != Published:
		return nil, change.Missing("paper")
	case s.Public(held, c.Instant()):
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This paper is public already. What is public can’t be kept back again."}}
	case seen != held.Version:
		return nil, change.Outdated("paper")
	}
	return held, nil
}

// MoveEmbargo changes until when a paper is embargoed, or lifts the embargo at
// once when Until is zero.
type MoveEmbargo struct {
	ID     string
	Seen   int
	Until  time.Time
	Reason string
	// Why it may be considered although the move makes it late; blank where it does not.
	UrgencyBy, UrgencyReason string
}

// Name is the change's name in the ledger.
func (MoveEmbargo) Name() string { return "move or lift an embargo" }

// Needs is the permission it takes.
func (MoveEmbargo) Needs() access.Permission { return access.PublishPaper }

// Decide wants a reason, and a time to come. What was frozen is not touched. A
// pre-election period holds the paper all the same. The plan is not used.
func (ch MoveEmbargo) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.kept(ch.ID, ch.Seen, c)
	if err != nil {
		return nil, err
	}
	next, embargo := *held, *held.Embargo
	next.Embargo = &embargo
	embargo.Until, embargo.Reason, embargo.SetBy, embargo.SetOn = ch.Until.UTC(), oneLine(ch.Reason), c.By.Membership, c.Today
	var problems change.Problems
	if ch.Until.IsZero() {
		embargo.Until = c.Instant().UTC()
	} else if !ch.Until.After(c.Instant()) {
		problems.Add("embargo", "The embargo would end at "+InstantWords(ch.Until)+", which has passed. Choose a later time, or lift the embargo now.")
	}
	if embargo.Reason == "" {
		problems.Add("reason", "Say why the embargo is changed.")
	}
	if next.Urgency == nil {
		urgency, missing := urgencyOf(ch.UrgencyBy, ch.UrgencyReason, c)
		next.Urgency, problems = urgency, append(problems, missing...)
	}
	public := s.PublicityOf(&next)
	if embargo.Until.After(held.Embargo.Until) { // only what is moved later can become late by it
		problems = append(problems, s.lateProblems(&next, calendar.DayOf(public.At), "urgency_reason")...)
	}
	problems = append(problems, s.correctsInTime(&next, public.At)...)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return held.next(&next), nil
}

// GiveInConfidence lets a named person read a paper before it is public.
type GiveInConfidence struct {
	ID         string
	Seen       int
	Membership string
	Reason     string
}

// Name is the change's name in the ledger.
func (GiveInConfidence) Name() string { return "give a paper in confidence" }

// Needs is the permission it takes.
func (GiveInConfidence) Needs() access.Permission { return access.PublishPaper }

// Decide takes only somebody who may read papers today. The plan is the plan
// as it is now.
func (ch GiveInConfidence) Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.kept(ch.ID, ch.Seen, c)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	reason := oneLine(ch.Reason)
	to, ok := p.CallerFor(ch.Membership, p.Authority, c.Today)
	switch {
	case !ok || !to.May(access.ReadPapers):
		problems.Add("membership", "Choose somebody who has a place in this council today and may read papers.")
	case held.Embargo.givenTo(ch.Membership):
		problems.Add("membership", to.Name+" has the paper already.")
	}
	if reason == "" {
		problems.Add("reason", "Say why this person is given the paper before it is public.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return held.giving(func(given []Recipient) []Recipient {
		return append(given, Recipient{Membership: ch.Membership, Name: to.Name, Reason: reason, By: c.By.Membership, On: c.Today})
	}), nil
}

func (p *Paper) giving(change func([]Recipient) []Recipient) []change.Put {
	next, embargo := *p, *p.Embargo
	embargo.Given = change(slices.Clone(p.Embargo.Given))
	next.Embargo = &embargo
	return p.next(&next)
}

// TakeBack ends that a person may read a paper before it is public.
type TakeBack struct {
	ID         string
	Seen       int
	Membership string
	Reason     string
}

// Name is the change's name in the ledger.
func (TakeBack) Name() string { return "take back a paper given in confidence" }

// Needs is the permission it takes.
func (TakeBack) Needs() access.Permission { return access.PublishPaper }

// Decide wants a reason. That the person had it stays on record. The plan is
// not used.
func (ch TakeBack) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.kept(ch.ID, ch.Seen, c)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	if !held.Embargo.givenTo(ch.Membership) {
		problems.Add("membership", "Choose somebody who was given the paper.")
	}
	if oneLine(ch.Reason) == "" {
		problems.Add("reason", "Say why the paper is taken back.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return held.giving(func(given []Recipient) []Recipient {
		for i := range given {
			if given[i].Membership == ch.Membership && given[i].TakenBack == nil {
				given[i].TakenBack = &plan.Ending{On: c.Today, By: c.By.Membership, Reason: oneLine(ch.Reason)}
			}
		}
		return given
	}), nil
}

// AllowInHold says of a frozen paper that it may be public in the pre-election
// period that holds it, and why.
type AllowInHold struct {
	ID     string
	Seen   int
	Ground Ground
	Reason string
}

// Name is the change's name in the ledger.
func (AllowInHold) Name() string { return "allow a paper in a pre-election period" }

// Needs is the permission it takes.
func (AllowInHold) Needs() access.Permission { return access.HoldPapers }

// Decide wants a ground and a reason, and takes no paper of the caller's own
// making. An embargo stays as it is. The plan is not used.
func (ch AllowInHold) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.kept(ch.ID, ch.Seen, c)
	if err != nil {
		return nil, err
	}
	if s.PublicityOf(held).Hold == nil {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "No pre-election period holds this paper."}}
	}
	if c.By.Membership == held.Author.Membership || c.By.Membership == held.Frozen.PublishedBy {
		return nil, change.Forbid("You wrote or published this paper. Somebody else must say that it may be public in a pre-election period.")
	}
	var problems change.Problems
	if !slices.Contains(Grounds, ch.Ground) {
		problems.Add("ground", "Choose what lets the paper be public in the period.")
	}
	if oneLine(ch.Reason) == "" {
		problems.Add("reason", "Say why, in a sentence that you would give to whoever asks.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Allowed = &Allowance{At: c.Instant().UTC(), On: c.Today, By: c.By.Membership, Ground: ch.Ground, Reason: oneLine(ch.Reason)}
	return held.next(&next), nil
}
