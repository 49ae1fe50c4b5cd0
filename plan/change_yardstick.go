package plan

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// LayDownYardstick says, before the effect of an action can be seen, by which
// measure it will be judged whether it made a difference.
type LayDownYardstick struct {
	ID       string
	Action   string
	Measure  string        // its id in the pack
	GoLive   calendar.Date // when practice changes; the action's own day where blank
	Lag      int           // months until the effect can be seen
	Expected Shape
	Why      string // why the action should move this measure
	Confirm  string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (LayDownYardstick) Name() string { return "lay down how a difference will be shown" }

// Needs is the permission it takes.
func (LayDownYardstick) Needs() access.Permission { return access.EditPlan }

// Decide refuses a second yardstick for an action, a measure for which neither
// way is better, one that no area of the action is linked to, and one with a
// figure a year, which never makes enough points.
func (ch LayDownYardstick) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	a, ok := p.Actions.Get(ch.Action)
	if !ok {
		return nil, change.Missing("action")
	}
	if a.Standing != Live {
		return nil, notLive(a)
	}
	if held := p.YardstickOf(a.ID); held != nil {
		return nil, overtaken("This action is held to “" + held.Title + "” since " + held.On.Long() + ". Take that back first, with the reason.")
	}
	var problems change.Problems
	measure, known := declared(c, ch.Measure)
	linked := len(a.Areas) == 0 || slices.ContainsFunc(p.MeasuresFor(a), func(l *MeasureLink) bool { return l.Measure == ch.Measure })
	switch {
	case !known:
		problems.Add("measure", "Choose a measure of the practice pack. There is none called “"+ch.Measure+"” on "+c.On.Long()+".")
	case !linked:
		problems.Add("measure", "Choose a measure that is linked to an area this action serves, or link “"+measure.Name+"” to one first.")
	case measure.Better != "high" && measure.Better != "low":
		problems.Add("measure", "Neither way is better for “"+measure.Name+"”, so it can’t show that things got better. Choose another measure.")
	case measure.Period != "month" && measure.Period != "quarter":
		problems.Add("measure", "“"+measure.Name+"” doesn’t have a figure for each month or quarter, so there will never be enough points to judge by. Choose another measure, or show the difference by audits before and after.")
	}
	live := ch.GoLive
	if live.IsZero() {
		live = a.GoLive
	}
	if live.IsZero() {
		problems.Add("go_live", "Enter the day practice changes. It is the day from which people work in another way, and not the day of a signature.")
	}
	if ch.Lag < 0 || ch.Lag > longestLag {
		problems.Add("lag", fmt.Sprintf("Enter how many months it takes until the effect can be seen, from 0 to %d.", longestLag))
	}
	if !slices.Contains(Shapes, ch.Expected) {
		problems.Add("expected", "Choose how you expect the measure to move.")
	}
	if blank(ch.Why) {
		problems.Add("why", "Say why this action should move this measure.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Why), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindYardstick, orNew(ch.ID, c), a.ID, Yardstick{
		Action: a.ID, Measure: ch.Measure, Title: measure.Name, Better: measure.Better, Target: measure.Target, GoLive: live, Lag: ch.Lag, Expected: ch.Expected,
		Definition: measure.Definition, Why: strings.TrimSpace(ch.Why), By: c.By.Membership, On: c.Today, Confirmation: confirmation,
	})}, nil
}

// TakeBackYardstick takes back what an action was to be judged by. It stays in
// the record with the reason.
type TakeBackYardstick struct {
	Yardstick string
	Seen      int // the version read; 0 whatever it is
	Reason    string
	Confirm   string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (TakeBackYardstick) Name() string { return "take back how a difference will be shown" }

// Needs is the permission it takes.
func (TakeBackYardstick) Needs() access.Permission { return access.EditPlan }

// Decide wants a reason, and refuses one that was taken back already.
func (ch TakeBackYardstick) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Yardsticks.Get(ch.Yardstick)
	if !ok {
		return nil, change.Missing("yardstick")
	}
	if held.Ended != nil {
		return nil, overtaken("“" + held.Title + "” was taken back on " + held.Ended.On.Long() + ".")
	}
	if err := outdated(ch.Seen, &held.Thing, "yardstick"); err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Reason) {
		problems.Add("reason", "Say why it is taken back. Whoever reads the plan sees that it was, and whether the effect could be seen by then.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Reason), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Ended = &Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), Confirmation: confirmation}
	return []change.Put{nextOf(KindYardstick, &held.Thing, held.Action, next)}, nil
}
