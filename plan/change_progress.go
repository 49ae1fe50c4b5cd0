package plan

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// ReportProgress is an owner's answer to "where are you with this part?".
type ReportProgress struct {
	Part     string
	Text     string
	Complete bool // for a yes-or-no part: it is complete
	Quantity *int // for a quantity: how many so far
	InTheWay string
	Reached  []int  // milestones reached, by place in the part's list, counting from 0
	Confirm  string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (ReportProgress) Name() string { return "report on a part" }

// Needs is the permission it takes.
func (ReportProgress) Needs() access.Permission { return access.Report }

// Decide records the update and the part's new progress. Saying that a
// signed part is not complete after all takes its sign-off back.
func (ch ReportProgress) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, _, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	behalf, err := p.actsForOwner(c, held)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Text) {
		problems.Add("text", "Say where this part has got to.")
	}
	next := *held
	next.Progress.LastUpdate, next.Progress.By = c.On, c.By.Membership
	switch held.Kind {
	case Quantity:
		if ch.Quantity == nil {
			problems.Add("quantity", "Enter how many so far, as a whole number. Enter 0 if there are none.")
			break
		}
		if *ch.Quantity < 0 {
			problems.Add("quantity", "Enter 0 or more.")
		}
		next.Progress.Quantity = *ch.Quantity
		next.Progress.claim(*ch.Quantity >= held.Target, c.On)
	default:
		next.Progress.claim(ch.Complete, c.On)
	}
	next.Milestones = slices.Clone(held.Milestones)
	for _, i := range ch.Reached {
		if i < 0 || i >= len(next.Milestones) {
			problems.Add("reached", fmt.Sprintf("This part has no milestone %d.", i+1))
		} else if next.Milestones[i].Reached.IsZero() {
			next.Milestones[i].Reached = c.On
		}
	}
	confirmation := confirmed(c, p.lookThrough("what has happened", ch.Text, "what is in the way", ch.InTheWay), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	switch {
	case held.Signed != nil && !next.Progress.Complete:
		next.takeBack(Ending{On: c.On, By: c.By.Membership, Reason: "The owner reported that it is not complete.", OnBehalf: behalf})
	case held.Signed != nil && p.isCaller(c.By, held.Signed.Membership):
		return nil, change.Forbid("You signed part " + p.PartRef(held) + " off, so somebody else must report on it. If it is not complete after all, take your sign-off back.")
	}
	count := ch.Quantity
	if held.Kind != Quantity {
		count = nil
	}
	update := Update{Part: held.ID, Text: strings.TrimSpace(ch.Text), Complete: next.Progress.Complete, Quantity: count,
		InTheWay: strings.TrimSpace(ch.InTheWay), Membership: c.By.Membership, OnBehalf: behalf, Confirmation: confirmation}
	return []change.Put{
		nextOf(KindPart, &held.Thing, held.Action, next),
		createdAs(KindUpdate, c.NewID(), held.ID, update),
	}, nil
}

// claim says whether the part is complete, and since which day.
func (g *Progress) claim(complete bool, on calendar.Date) {
	switch {
	case !complete:
		g.CompleteOn = calendar.Date{}
	case !g.Complete:
		g.CompleteOn = on
	}
	g.Complete = complete
}

// actsForOwner lets the owner, a delegate, a lead of the owner's agency, or
// the plan owner (who writes down what is said at a meeting) speak for a part.
// It gives the delegation used, if any.
func (p *Plan) actsForOwner(c change.Context, part *Part) (behalf string, err error) {
	if behalf, acts := p.actsAs(c, part.Owner); acts {
		return behalf, nil
	}
	if c.By.Has(access.PlanOwner) || (c.By.Has(access.AgencyLead) && c.By.Agency != "" && c.By.Agency == p.AgencyOfPost(part.Owner)) {
		return "", nil
	}
	return "", change.Forbid("Part " + p.PartRef(part) + " belongs to " + p.PostTitle(part.Owner) + ". Only that agency or the plan's owner can do this.")
}
