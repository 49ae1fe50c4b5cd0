package plan

import (
	"slices"
	"strconv"

	"throughline/calendar"
	"throughline/deadline"
)

// GroupKey names a group of the plan: a section and a timescale.
type GroupKey struct {
	Section   Section
	Timescale deadline.Timescale
}

// GroupKeys lists every group in the order papers use: each section by
// timescale, then the additional actions.
var GroupKeys = []GroupKey{
	{Safeguarding, deadline.Immediate}, {Safeguarding, deadline.ThreeMonths}, {Safeguarding, deadline.SixMonths},
	{LookedAfterChildren, deadline.Immediate}, {LookedAfterChildren, deadline.ThreeMonths}, {LookedAfterChildren, deadline.SixMonths},
	{Additional, deadline.None},
}

// Exception is an action that is complete but for one part.
type Exception struct {
	Action *Action
	Part   *Part
}

// Group counts the live actions of a section and timescale. Each is in
// exactly one of Complete, Except and Remaining.
type Group struct {
	GroupKey
	Actions    []*Action
	Complete   []*Action
	Except     []Exception
	Remaining  []*Action
	InProgress []*Action // those of Remaining with news in the last 90 days
	LeftOut    []*Action // withdrawn, superseded, not accepted: not counted, always explained
}

// Groups gives every group on the plan's day, empty ones included.
func (p *Plan) Groups() []Group {
	groups := make([]Group, len(GroupKeys))
	place := map[GroupKey]*Group{}
	for i, key := range GroupKeys {
		groups[i].GroupKey = key
		place[key] = &groups[i]
	}
	for _, a := range p.InOrder() {
		if g := place[GroupKey{a.Section, a.Timescale}]; g != nil {
			g.add(a, p.Facts(a.ID))
		}
	}
	return groups
}

// DueBefore gives the part of the group whose actions were first due before
// the day, with those left out of it.
func (g Group) DueBefore(day calendar.Date, p *Plan) Group {
	part := Group{GroupKey: g.GroupKey}
	for _, a := range slices.Concat(g.Actions, g.LeftOut) {
		if !a.Due.IsZero() && a.Due.Before(day) {
			part.add(a, p.Facts(a.ID))
		}
	}
	return part
}

func (g *Group) add(a *Action, f *ActionFacts) {
	if a.Standing != Live {
		g.LeftOut = append(g.LeftOut, a)
		return
	}
	g.Actions = append(g.Actions, a)
	switch f.State {
	case Done:
		g.Complete = append(g.Complete, a)
	case AllButOnePart:
		g.Except = append(g.Except, Exception{a, f.Outstanding[0]})
	default:
		g.Remaining = append(g.Remaining, a)
		if f.InProgress {
			g.InProgress = append(g.InProgress, a)
		}
	}
}

// Number writes a count with commas: 1,200.
func Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
