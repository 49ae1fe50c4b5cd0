package plan_test

import (
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/plan"
)

// naive is a plan kept as plain lists and counted in the slowest, plainest way:
// what the properties hold the real one to.
type naive struct {
	day      calendar.Date
	actions  map[string]plan.Action
	parts    map[string]plan.Part
	evidence map[string]plan.Evidence
}

type naiveFacts struct {
	parts, done, late                int
	state                            plan.DoneState
	doneOn, dueNow, news             calendar.Date
	inProgress, silent, slipped      bool
	outstanding                      []string
	standing                         plan.Standing
	unfinishedAndSlipped, isFinished bool
}

func (n *naive) partDone(id string) bool {
	part := n.parts[id]
	claimed := part.Progress.Complete
	if part.Kind == plan.Quantity {
		claimed = part.Target > 0 && part.Progress.Quantity >= part.Target
	}
	shown := false
	for _, e := range n.evidence {
		inDate := e.Expires.IsZero() || n.day.Compare(e.Expires) <= 0
		inTime := part.Signed == nil || e.JudgedOn.Compare(part.Signed.On) <= 0
		if slices.Contains(e.Parts, id) && e.State == plan.Accepted && inDate && inTime {
			shown = true
		}
	}
	return claimed && shown && part.Signed != nil
}

func latest(days ...calendar.Date) calendar.Date {
	return slices.MaxFunc(days, calendar.Date.Compare)
}

func (n *naive) facts(id string) naiveFacts {
	a := n.actions[id]
	f := naiveFacts{dueNow: a.Due, standing: a.Standing}
	for _, partID := range slices.Sorted(maps.Keys(n.parts)) {
		part := n.parts[partID]
		if part.Action != id || part.Removed != nil {
			continue
		}
		f.parts++
		if n.partDone(partID) {
			f.done++
			f.doneOn = latest(f.doneOn, part.Signed.On)
		} else {
			f.outstanding = append(f.outstanding, partID)
		}
		held := part.Due
		if !part.Extended.IsZero() {
			held = part.Extended
		}
		f.dueNow, f.news = latest(f.dueNow, held), latest(f.news, part.Progress.LastUpdate)
		for _, m := range part.Milestones {
			if m.Reached.Compare(n.day) <= 0 {
				f.news = latest(f.news, m.Reached)
			}
		}
	}
	switch left := f.parts - f.done; {
	case f.parts == 0:
		f.state = plan.Unplanned
	case left == 0:
		f.state = plan.Done
	case f.done == 0:
		f.state = plan.NoParts
	case left == 1:
		f.state = plan.AllButOnePart
	default:
		f.state = plan.SomeParts
	}
	f.isFinished = f.state == plan.Done
	last := n.day
	if f.isFinished {
		last = f.doneOn
	} else {
		f.doneOn = calendar.Date{}
	}
	if a.Standing != plan.Live {
		return f
	}
	if !f.isFinished {
		f.inProgress = !f.news.IsZero() && !f.news.AddDays(90).Before(n.day)
		heard := latest(f.news, a.PlannedOn)
		f.silent = !heard.IsZero() && heard.AddDays(90).Before(n.day)
	}
	if !a.Due.IsZero() && last.After(a.Due) {
		f.slipped, f.late = true, last.Sub(a.Due)
		f.unfinishedAndSlipped = !f.isFinished
	}
	return f
}

// inOrder is the actions' ids by order, then by the number in the reference.
func (n *naive) inOrder() []string {
	return slices.SortedFunc(maps.Keys(n.actions), func(a, b string) int {
		x, y := n.actions[a], n.actions[b]
		if x.Order != y.Order {
			return x.Order - y.Order
		}
		var i, j int
		if _, err := fmt.Sscanf(x.Ref+" "+y.Ref, "A%d A%d", &i, &j); err != nil {
			panic(err)
		}
		return i - j
	})
}

// anyPlanning draws random versions and keeps the same things in a naive plan.
type anyPlanning struct {
	*planning
	t *rapid.T
	n *naive
}

func drawPlan(t *rapid.T, day calendar.Date) *anyPlanning {
	g := &anyPlanning{startPlanning(t), t, &naive{day, map[string]plan.Action{}, map[string]plan.Part{}, map[string]plan.Evidence{}}}
	for i := range rapid.IntRange(0, 7).Draw(t, "actions") {
		g.drawAction(i)
	}
	return g
}

// next starts a later list of versions on top of what has been drawn.
func (g *anyPlanning) next(day calendar.Date) *anyPlanning {
	later := startPlanning(g.t)
	later.seq, later.numbers = g.seq, maps.Clone(g.numbers)
	return &anyPlanning{later, g.t, &naive{day, maps.Clone(g.n.actions), maps.Clone(g.n.parts), maps.Clone(g.n.evidence)}}
}

func (g *anyPlanning) day(label string, blank bool) calendar.Date {
	if blank && rapid.IntRange(0, 2).Draw(g.t, label+" blank") == 0 {
		return calendar.Date{}
	}
	return publication.AddDays(rapid.IntRange(0, 400).Draw(g.t, label))
}

func (g *anyPlanning) drawAction(i int) {
	id := fmt.Sprintf("action-%d", i)
	key := rapid.SampledFrom(plan.EveryGroupKey()).Draw(g.t, "group")
	a := plan.Action{
		Ref: fmt.Sprintf("A%d", i*3+1), Section: key.Section, Timescale: key.Timescale, Origin: plan.FromMeeting,
		Order: rapid.IntRange(0, 2).Draw(g.t, "order"), PlannedOn: g.day("planned", true), Due: g.day("due", true),
		Standing: rapid.SampledFrom([]plan.Standing{plan.Live, plan.Live, plan.Live, plan.Live, plan.Withdrawn, plan.Superseded, plan.NotAccepted}).Draw(g.t, "standing"),
	}
	g.n.actions[id] = a
	g.put(plan.KindAction, id, a)
	for j := range rapid.IntRange(0, 4).Draw(g.t, "parts") {
		g.drawPart(id, j)
	}
}

func (g *anyPlanning) drawPart(action string, j int) {
	id := fmt.Sprintf("%s-%c", action, 'a'+j)
	part := openPart(action, string(rune('a'+j)))
	part.Due, part.Extended = g.day("part due", true), g.day("extended", true)
	part.Kind = rapid.SampledFrom([]plan.PartKind{plan.YesOrNo, plan.Quantity}).Draw(g.t, "kind")
	part.Target = rapid.IntRange(0, 3).Draw(g.t, "target")
	part.Progress = plan.Progress{
		LastUpdate: g.day("update", true), Complete: rapid.IntRange(0, 4).Draw(g.t, "claimed") > 0,
		Quantity: rapid.IntRange(0, 5).Draw(g.t, "quantity"),
	}
	if rapid.IntRange(0, 5).Draw(g.t, "signed") > 0 {
		part.Signed = &plan.Signature{On: g.day("signed on", false), Post: "head"}
	}
	if rapid.IntRange(0, 5).Draw(g.t, "removed") == 0 {
		part.Removed = &plan.Ending{On: planned, Reason: "no longer needed"}
	}
	if rapid.Bool().Draw(g.t, "milestone") {
		part.Milestones = []plan.Milestone{{Text: "step", Due: june, Reached: g.day("reached", true)}}
	}
	g.n.parts[id] = part
	g.put(plan.KindPart, id, part)
	for k := range rapid.SampledFrom([]int{0, 1, 1, 1, 2}).Draw(g.t, "evidence") {
		g.drawEvidence(fmt.Sprintf("%s-%d", id, k), id)
	}
}

func (g *anyPlanning) drawEvidence(id, part string) {
	e := evidence(part)
	e.State = rapid.SampledFrom([]plan.EvidenceState{plan.Accepted, plan.Accepted, plan.Accepted, plan.Accepted, plan.Offered, plan.Returned, plan.EvidenceWithdrawn}).Draw(g.t, "state")
	e.Expires, e.JudgedOn = g.day("expires", true), g.day("judged", true)
	g.n.evidence[id] = e
	g.put(plan.KindEvidence, id, e)
}

// redraw changes some actions, erases some, and adds some.
func (g *anyPlanning) redraw() {
	for _, i := range rapid.SliceOfN(rapid.IntRange(0, 9), 0, 6).Draw(g.t, "changed") {
		id := fmt.Sprintf("action-%d", i)
		if _, had := g.n.actions[id]; had && rapid.IntRange(0, 3).Draw(g.t, "erase") == 0 {
			delete(g.n.actions, id)
			g.erase(plan.KindAction, id)
			continue
		}
		g.drawAction(i)
	}
}

// The day after which every property looks.
func anyDayOf(t *rapid.T) calendar.Date {
	return publication.AddDays(rapid.IntRange(0, 500).Draw(t, "day"))
}
