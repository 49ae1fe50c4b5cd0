package plan

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// RebaseChart gives a measure's chart new limits from a day on, because an
// action changed practice then.
type RebaseChart struct {
	ID      string
	Measure string        // its id in the pack
	Action  string        // which action changed practice
	From    calendar.Date // the first day of a period that has a point
	Why     string
	Confirm string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (RebaseChart) Name() string { return "rebase a chart" }

// Needs is the permission it takes.
func (RebaseChart) Needs() access.Permission { return access.EditPlan }

// Decide wants an action that answers an area linked to the measure, a day
// that is not to come, and a reason. Whether the day begins one of the chart's
// periods is for the room that has the periods.
func (ch RebaseChart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	measure, known := declared(c, ch.Measure)
	if !known {
		return nil, change.Missing("measure")
	}
	if !slices.ContainsFunc(p.ActionsMeasured(ch.Measure), func(a *Action) bool { return a.ID == ch.Action }) {
		problems.Add("action", "Choose the action that changed practice. It must answer an area that is linked to this measure.")
	}
	switch {
	case ch.From.IsZero():
		problems.Add("from", "Choose the period from which the chart has new limits.")
	case ch.From.After(c.On):
		problems.Add("from", ch.From.Long()+" is still to come. Choose a period that has begun.")
	}
	for _, r := range p.RebasesOf(ch.Measure) {
		if r.From == ch.From {
			problems.Add("from", "This chart has new limits from "+r.From.Long()+" already. Choose another period.")
		}
	}
	if blank(ch.Why) {
		problems.Add("why", "Say why the chart has new limits. They are for a change in practice that is known, and not for a better picture.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Why), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindRebase, orNew(ch.ID, c), ch.Action, Rebase{
		Measure: ch.Measure, Title: measure.Name, Action: ch.Action, From: ch.From, Why: strings.TrimSpace(ch.Why), By: c.By.Membership, On: c.On, Confirmation: confirmation,
	})}, nil
}

// EndRebase takes back a decision on a chart's limits. It stays in the record
// with the reason.
type EndRebase struct {
	Rebase  string
	Seen    int // the version read; 0 whatever it is
	Reason  string
	Confirm string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (EndRebase) Name() string { return "take back the rebase of a chart" }

// Needs is the permission it takes.
func (EndRebase) Needs() access.Permission { return access.EditPlan }

// Decide wants a reason, and refuses a decision that was taken back already.
func (ch EndRebase) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Rebases.Get(ch.Rebase)
	if !ok {
		return nil, change.Missing("rebase of a chart")
	}
	if held.Ended != nil {
		return nil, overtaken("The new limits of “" + held.Title + "” were taken back on " + held.Ended.On.Long() + ".")
	}
	if err := outdated(ch.Seen, &held.Thing, "rebase of a chart"); err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Reason) {
		problems.Add("reason", "Say why the new limits are taken back.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Reason), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Ended = &Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), Confirmation: confirmation}
	return []change.Put{nextOf(KindRebase, &held.Thing, held.Action, next)}, nil
}
