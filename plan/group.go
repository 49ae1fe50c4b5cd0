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

// groupKeys lists every group in the order papers use: each section by
// timescale, then the additional actions. Those that always stand are of the
// founding inspection's kind, where an empty group is itself worth saying; the
// others stand once an area or an action is in them.
var groupKeys = []struct {
	GroupKey
	always bool
}{
	{GroupKey{Safeguarding, deadline.Immediate}, true},
	{GroupKey{Safeguarding, deadline.ThreeMonths}, true},
	{GroupKey{Safeguarding, deadline.SixMonths}, true},
	{GroupKey{Safeguarding, deadline.None}, false},
	{GroupKey{LookedAfterChildren, deadline.Immediate}, true},
	{GroupKey{LookedAfterChildren, deadline.ThreeMonths}, true},
	{GroupKey{LookedAfterChildren, deadline.SixMonths}, true},
	{GroupKey{LookedAfterChildren, deadline.None}, false},
	{GroupKey{ChildrensServices, deadline.Immediate}, false},
	{GroupKey{ChildrensServices, deadline.ThreeMonths}, false},
	{GroupKey{ChildrensServices, deadline.SixMonths}, false},
	{GroupKey{ChildrensServices, deadline.None}, false},
	{GroupKey{Additional, deadline.None}, true},
}

// EveryGroupKey lists every group that a plan can have, in the order papers use.
func EveryGroupKey() []GroupKey {
	keys := make([]GroupKey, len(groupKeys))
	for i, key := range groupKeys {
		keys[i] = key.GroupKey
	}
	return keys
}

// GroupKeys lists the groups of the plan in the order papers use, empty ones of
// the founding inspection's kind included. A plan with areas or actions about
// children's services as a whole answers a later framework, so of such a plan
// only the sections that it has are listed.
func (p *Plan) GroupKeys() []GroupKey {
	used, sections := map[GroupKey]bool{}, map[Section]bool{Additional: true}
	use := func(s Section, t deadline.Timescale) { used[GroupKey{s, t}], sections[s] = true, true }
	for a := range p.Areas.All() {
		use(a.Section, a.Timescale)
	}
	for a := range p.Actions.All() {
		use(a.Section, a.Timescale)
	}
	later := sections[ChildrensServices]
	var keys []GroupKey
	for _, key := range groupKeys {
		if used[key.GroupKey] || key.always && (sections[key.Section] || !later) {
			keys = append(keys, key.GroupKey)
		}
	}
	return keys
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

// Groups gives every group of GroupKeys on the plan's day.
func (p *Plan) Groups() []Group {
	keys := p.GroupKeys()
	groups := make([]Group, len(keys))
	place := map[GroupKey]*Group{}
	for i, key := range keys {
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
