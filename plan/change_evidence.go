package plan

import (
	"cmp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/naming"
)

// OfferEvidence shows something for one or more parts.
type OfferEvidence struct {
	ID             string
	Parts          []string
	Title          string
	Description    string
	Document       calendar.Date
	Expires        calendar.Date
	Classification Classification
	Attachment     *Attachment
	File           *naming.Reading // what came of reading the attachment; nil when nobody has
	Confirm        string          // why words that look as if they name somebody name no child
	RedactionOf    string          // the evidence that this is a redacted copy of, or ""
}

// Name is the change's name in the ledger.
func (OfferEvidence) Name() string { return "offer evidence" }

// Needs is the permission it takes.
func (OfferEvidence) Needs() access.Permission { return access.OfferEvidence }

// Decide wants to be told whether the evidence may name a child. What is said
// to name none, and looks as if it did, goes back with the words shown.
func (ch OfferEvidence) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	if len(ch.Parts) == 0 {
		problems.Add("parts", "Choose the part that this is evidence for.")
	}
	behalf := ""
	for _, id := range ch.Parts {
		part, _, err := p.livePart(id)
		if err != nil {
			return nil, err
		}
		used, err := p.actsForOwner(c, part)
		if err != nil {
			return nil, err
		}
		behalf = cmp.Or(behalf, used)
	}
	if blank(ch.Title) {
		problems.Add("title", "Give the evidence a title.")
	}
	if blank(ch.Description) && ch.Attachment == nil {
		problems.Add("description", "Describe the evidence or attach a file.")
	}
	if ch.Classification != NamesNoChild && ch.Classification != MayNameAChild {
		problems.Add("classification", "Say whether it may name a child.")
	}
	if ch.Document.After(c.Today) {
		problems.Add("document", "The date of the document is still to come. Check it.")
	}
	if !ch.Expires.IsZero() && ch.Expires.Before(later(c.On, ch.Document)) {
		problems.Add("expires", "The evidence would run out before it is offered. Enter a later date, or leave it blank.")
	}
	confirmation := ch.namesNobody(p, c, &problems)
	if err := ch.redacts(p, &problems); err != nil {
		return nil, err
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindEvidence, orNew(ch.ID, c), ch.Parts[0], Evidence{
		Parts: ch.Parts, Title: strings.TrimSpace(ch.Title), Description: strings.TrimSpace(ch.Description), Document: ch.Document,
		Expires: ch.Expires, Classification: ch.Classification, Attachment: ch.Attachment,
		State: Offered, OfferedBy: c.By.Membership, OfferedOn: c.On, OnBehalf: behalf,
		NamesChecked: ch.Classification == NamesNoChild, Confirmation: confirmation, RedactionOf: ch.RedactionOf,
	})}, nil
}

// unchecked is said of evidence from before words were looked through.
const unchecked = "This evidence was offered before its words were looked through for names. "

// ReuseEvidence offers evidence already held for another part too. It must
// be accepted again, since it may not show the other part.
type ReuseEvidence struct{ Evidence, Part string }

// Name is the change's name in the ledger.
func (ReuseEvidence) Name() string { return "use evidence again" }

// Needs is the permission it takes.
func (ReuseEvidence) Needs() access.Permission { return access.OfferEvidence }

// Decide makes a new offer of the same evidence for the other part.
func (ch ReuseEvidence) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Evidence.Get(ch.Evidence)
	if !ok {
		return nil, change.Missing("evidence")
	}
	if slices.Contains(held.Parts, ch.Part) {
		return nil, invalid("part", "This evidence is already offered for that part.")
	}
	if held.State == EvidenceWithdrawn {
		return nil, withdrawn(held)
	}
	if held.Attachment != nil && held.Classification == NamesNoChild && !held.NamesChecked {
		return nil, invalid("evidence", unchecked+"Offer it as new.")
	}
	again := OfferEvidence{
		Parts: []string{ch.Part}, Title: held.Title, Description: held.Description, Document: held.Document, Expires: held.Expires,
		Classification: held.Classification, Attachment: held.Attachment, File: &naming.Reading{Read: true},
	}
	if held.Confirmation != nil {
		again.Confirm = held.Confirmation.Reason
	}
	puts, err := again.Decide(p, c)
	if err != nil {
		return nil, err
	}
	if body, ok := puts[0].Body.(Evidence); ok {
		body.RedactionOf = held.RedactionOf
		if held.Confirmation != nil {
			body.Confirmation = held.Confirmation // by whom and why, as before
		}
		puts[0].Body = body
	}
	return puts, nil
}

// JudgeEvidence accepts evidence or returns it with a reason.
type JudgeEvidence struct {
	Evidence string
	Seen     int
	Accept   bool
	Reason   string // wanted when returned
	Confirm  string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (JudgeEvidence) Name() string { return "accept or return evidence" }

// Needs is the permission it takes.
func (JudgeEvidence) Needs() access.Permission { return access.JudgeEvidence }

// Decide refuses an agency that judges its own evidence, and evidence that
// may name a child. A reason that looks as if it named somebody goes back with
// the words shown.
func (ch JudgeEvidence) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Evidence.Get(ch.Evidence)
	if !ok {
		return nil, change.Missing("evidence")
	}
	if err := outdated(ch.Seen, &held.Thing, "evidence"); err != nil {
		return nil, err
	}
	behalf, err := p.mayJudge(c, held)
	if err != nil {
		return nil, err
	}
	switch {
	case held.State == EvidenceWithdrawn:
		return nil, withdrawn(held)
	case ch.Accept && held.State == Accepted && !p.isJudgedByAnOwner(held):
		return nil, overtaken("This evidence was already accepted on " + held.JudgedOn.Long() + ".")
	case ch.Accept && held.Classification != NamesNoChild:
		return nil, invalid("", "This evidence may name a child. Return it, and ask for a copy with names and details taken out.")
	case ch.Accept && !held.NamesChecked:
		return nil, invalid("", unchecked+"Return it, and ask for it to be offered again.")
	case !ch.Accept && blank(ch.Reason):
		return nil, invalid("reason", "Say what is wanted, so that the owner knows what to send.")
	}
	confirmation, err := p.reasonNamesNobody(c, ch.Reason, ch.Confirm)
	if err != nil {
		return nil, err
	}
	next := *held
	next.ReasonConfirmation = confirmation
	next.State, next.Reason = Returned, strings.TrimSpace(ch.Reason)
	if ch.Accept {
		next.State = Accepted
	}
	next.JudgedBy, next.JudgedOn, next.JudgedOnBehalf = c.By.Membership, c.On, behalf
	return []change.Put{nextOf(KindEvidence, &held.Thing, held.Parts[0], next)}, nil
}

// mayJudge lets the post that signs, the plan's owner, the chair or the deputy
// judge evidence, for every part that it is for and never for their own
// agency. It gives the delegation used, if any.
func (p *Plan) mayJudge(c change.Context, e *Evidence) (behalf string, err error) {
	var notInPlan error
	for i, id := range e.Parts {
		part, ok := p.Parts.Get(id)
		if !ok {
			return "", change.Missing("part")
		}
		if err := p.otherAgency(c, part, "judge its evidence"); err != nil {
			return "", err
		}
		used, acts := p.actsAs(c, part.Signer)
		behalf = cmp.Or(behalf, used)
		if !acts && !c.By.Has(access.PlanOwner) && !c.By.Has(access.GroupChair) && !c.By.Has(access.DeputyChair) {
			return "", change.Forbid("Only the post that signs part " + p.PartRef(part) + ", the plan's owner, the chair or the deputy can judge its evidence.")
		}
		if _, _, err := p.livePart(id); i == 0 || err == nil {
			notInPlan = err // only when no part that it is for is still in the plan
		}
	}
	if p.isCaller(c.By, e.OfferedBy) {
		return "", change.Forbid("You offered this evidence, so somebody else must judge it.")
	}
	return behalf, notInPlan
}

func withdrawn(e *Evidence) error {
	return overtaken("This evidence was withdrawn on " + e.JudgedOn.Long() + ". Offer it as new if it is wanted after all.")
}

// isJudgedByAnOwner says whether a part has moved since to the agency that
// judged the evidence, so that it must be judged again.
func (p *Plan) isJudgedByAnOwner(e *Evidence) bool {
	return slices.ContainsFunc(e.Parts, func(id string) bool {
		part, ok := p.Parts.Get(id)
		return ok && p.isJudgedByOwner(e, part)
	})
}

// WithdrawEvidence takes back evidence that was offered by mistake.
type WithdrawEvidence struct {
	Evidence string
	Reason   string
	Confirm  string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (WithdrawEvidence) Name() string { return "withdraw evidence" }

// Needs is the permission it takes.
func (WithdrawEvidence) Needs() access.Permission { return access.OfferEvidence }

// Decide wants a reason, in which nobody is named.
func (ch WithdrawEvidence) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Evidence.Get(ch.Evidence)
	if !ok {
		return nil, change.Missing("evidence")
	}
	behalf := ""
	for _, id := range held.Parts {
		part, ok := p.Parts.Get(id)
		if !ok {
			return nil, change.Missing("part")
		}
		used, err := p.actsForOwner(c, part)
		if err != nil {
			return nil, err
		}
		behalf = cmp.Or(behalf, used)
	}
	if held.State == EvidenceWithdrawn {
		return nil, withdrawn(held)
	}
	if blank(ch.Reason) {
		return nil, invalid("reason", "Say why it is withdrawn.")
	}
	confirmation, err := p.reasonNamesNobody(c, ch.Reason, ch.Confirm)
	if err != nil {
		return nil, err
	}
	next := *held
	next.ReasonConfirmation = confirmation
	next.State, next.Reason, next.JudgedBy, next.JudgedOn = EvidenceWithdrawn, strings.TrimSpace(ch.Reason), c.By.Membership, c.On
	next.JudgedOnBehalf = behalf
	return []change.Put{nextOf(KindEvidence, &held.Thing, held.Parts[0], next)}, nil
}
