package plan

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AppointHolder puts a person in a post from a day. Whoever held it before
// holds it until the day before.
type AppointHolder struct {
	ID, Post, Membership string
	From                 calendar.Date
}

// Name is the change's name in the ledger.
func (AppointHolder) Name() string { return "appoint to a post" }

// Needs is the permission it takes.
func (AppointHolder) Needs() access.Permission { return access.ManagePeople }

// Decide refuses a person of another agency, because posts sign for their agency.
func (ch AppointHolder) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	post, hasPost := p.Posts.Get(ch.Post)
	member, hasMember := p.Memberships.Get(ch.Membership)
	if !hasPost {
		problems.Add("post", "Choose the post.")
	}
	if !hasMember {
		problems.Add("person", "Choose the person who takes the post.")
	}
	if hasPost && !post.Ended.IsZero() {
		problems.Add("post", endedPost(p, post))
	}
	if hasMember && !member.Ended.IsZero() && member.Ended.Before(ch.From) {
		problems.Add("person", member.Name+"'s last day is "+member.Ended.Long()+". Choose somebody else.")
	}
	if hasPost && hasMember && post.Agency != member.Agency {
		problems.Add("person", fmt.Sprintf("%s acts for %s, and this post belongs to %s. Choose somebody of that agency.",
			member.Name, p.AgencyName(member.Agency), p.AgencyName(post.Agency)))
	}
	if ch.From.IsZero() {
		problems.Add("from", "Enter the day from which they hold the post.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	var puts []change.Put
	for h := range p.Holdings.All() {
		if h.Post != ch.Post || (!h.Until.IsZero() && h.Until.Before(ch.From)) {
			continue
		}
		if !h.From.Before(ch.From) {
			problems.Add("from", "Somebody holds this post from "+h.From.Long()+". Choose a later day.")
			return nil, problems
		}
		ended := *h
		ended.Until = ch.From.AddDays(-1)
		puts = append(puts, nextOf(KindHolding, &h.Thing, ch.Post, ended))
	}
	return append(puts, createdAs(KindHolding, orNew(ch.ID, c), ch.Post, Holding{Post: ch.Post, Membership: ch.Membership, From: ch.From})), nil
}

// EndHolding ends a person's time in a post.
type EndHolding struct {
	Holding string
	Until   calendar.Date // the last day
}

// Name is the change's name in the ledger.
func (EndHolding) Name() string { return "end a time in post" }

// Needs is the permission it takes.
func (EndHolding) Needs() access.Permission { return access.ManagePeople }

// Decide refuses an end before the start.
func (ch EndHolding) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Holdings.Get(ch.Holding)
	if !ok {
		return nil, change.Missing("time in post")
	}
	var problems change.Problems
	if ch.Until.IsZero() || ch.Until.Before(held.From) {
		problems.Add("until", "Enter a last day on or after "+held.From.Long()+", when they took the post.")
	}
	for h := range p.Holdings.All() {
		if h.Post == held.Post && h.From.After(held.From) && !ch.Until.Before(h.From) {
			problems.Add("until", "Somebody else holds this post from "+h.From.Long()+". Enter an earlier day.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Until = ch.Until
	return []change.Put{nextOf(KindHolding, &held.Thing, held.Post, next)}, nil
}

// Delegate lets somebody act for a post until a day. What they do is shown
// as done on the post's behalf.
type Delegate struct {
	ID, Post, Membership string
	From, Until          calendar.Date
	Reason               string
}

// Name is the change's name in the ledger.
func (Delegate) Name() string { return "name a delegate" }

// Needs is the permission it takes.
func (Delegate) Needs() access.Permission { return access.Delegate }

// Decide lets the post's holder, or an administrator, name a delegate of the
// same agency.
func (ch Delegate) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	post, ok := p.Posts.Get(ch.Post)
	if !ok {
		return nil, change.Missing("post")
	}
	if !post.Ended.IsZero() {
		return nil, invalid("post", endedPost(p, post))
	}
	if _, behalf := c.By.OnBehalfOf[ch.Post]; behalf || (!c.By.Holds(ch.Post) && !c.By.Has(access.Administrator)) {
		return nil, change.Forbid("Only the person who holds this post, or an administrator, can name a delegate for it.")
	}
	var problems change.Problems
	member, ok := p.Memberships.Get(ch.Membership)
	switch {
	case !ok:
		problems.Add("person", "Choose the delegate.")
	case !member.Ended.IsZero() && member.Ended.Before(ch.Until):
		problems.Add("person", member.Name+"'s last day is "+member.Ended.Long()+". Choose somebody else, or an earlier last day.")
	case member.Agency != post.Agency:
		problems.Add("person", member.Name+" acts for another agency. A delegate must be of the post's own agency, so that nobody signs their own agency's work.")
	}
	if ch.From.IsZero() {
		problems.Add("from", "Enter the first day.")
	}
	if ch.Until.IsZero() || ch.Until.Before(ch.From) {
		problems.Add("until", "Enter a last day that is on or after the first.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why, for example “on leave”.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindDelegation, orNew(ch.ID, c), ch.Post,
		Delegation{Post: ch.Post, Membership: ch.Membership, From: ch.From, Until: ch.Until, Reason: ch.Reason})}, nil
}

// EndDelegation takes a delegation back.
type EndDelegation struct{ Delegation string }

// Name is the change's name in the ledger.
func (EndDelegation) Name() string { return "take back a delegation" }

// Needs is the permission it takes.
func (EndDelegation) Needs() access.Permission { return access.Delegate }

// Decide ends it from the day of the change.
func (ch EndDelegation) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Delegations.Get(ch.Delegation)
	if !ok {
		return nil, change.Missing("delegation")
	}
	if _, behalf := c.By.OnBehalfOf[held.Post]; behalf || (!c.By.Holds(held.Post) && !c.By.Has(access.Administrator)) {
		return nil, change.Forbid("Only the person who holds this post, or an administrator, can take a delegation back.")
	}
	if !held.Ended.IsZero() {
		return nil, overtaken("This delegation was already taken back on " + held.Ended.Long() + ".")
	}
	next := *held
	next.Ended = c.On
	return []change.Put{nextOf(KindDelegation, &held.Thing, held.Post, next)}, nil
}

// HandOver moves every part that is not done from one post to another, as
// one change: what a reorganisation asks for.
type HandOver struct {
	From, To string // post ids
	Reason   string
}

// Name is the change's name in the ledger.
func (HandOver) Name() string { return "hand over parts" }

// Needs is the permission it takes.
func (HandOver) Needs() access.Permission { return access.ManagePeople }

// Decide refuses the whole handover when a part would be signed by its new
// owner's own agency, naming each such part. A sign-off that no longer makes
// a part done doesn't go with it.
func (ch HandOver) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	to, ok := p.Posts.Get(ch.To)
	if !ok || ch.To == ch.From || !to.Ended.IsZero() {
		problems.Add("to", "Choose another post, one that has not ended, to take the parts.")
	}
	if _, ok := p.Posts.Get(ch.From); !ok {
		problems.Add("from", "Choose the post to take the parts from.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why, for example “reorganisation of the trust”.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	var puts []change.Put
	for part := range p.Parts.All() {
		if part.Removed != nil || p.FactsOfPart(part).Done || (part.Owner != ch.From && part.Signer != ch.From) {
			continue
		}
		next := *part
		if part.Owner == ch.From {
			next.Owner = ch.To
		}
		if part.Signer == ch.From {
			next.Signer = ch.To
		}
		if refused := p.signerRefused(next.Owner, next.Signer); refused != "" {
			problems.Add("to", "Part "+p.PartRef(part)+" can't move: "+refused)
		}
		next.HandedOver = append(slices.Clone(part.HandedOver), Handover{c.On, c.By.Membership, ch.From, ch.To, strings.TrimSpace(ch.Reason)})
		if part.Signed != nil {
			next.takeBack(Ending{On: c.On, By: c.By.Membership, Reason: "It was handed over to " + p.PostTitle(ch.To) + " before it was done."})
		}
		puts = append(puts, nextOf(KindPart, &part.Thing, part.Action, next))
	}
	if len(puts) == 0 {
		problems.Add("from", "This post owns and signs no part that is still to be done, so there is nothing to hand over.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return puts, nil
}

func endedPost(p *Plan, post *Post) string {
	return "The post " + p.PostTitle(post.ID) + " ended on " + post.Ended.Long() + ". Choose another."
}

// PartRef is how people name a part: the action's reference and the part's.
func (p *Plan) PartRef(part *Part) string {
	if a, ok := p.Actions.Get(part.Action); ok {
		return a.Ref + part.Ref
	}
	return part.Ref
}
