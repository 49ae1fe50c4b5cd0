package plan

import (
	"strings"

	"throughline/access"
	"throughline/change"
)

// LinkMeasure links an area for improvement to a measure of the practice pack.
type LinkMeasure struct {
	ID      string
	Area    string
	Measure string // its id in the pack
	Why     string // why it shows the difference
	Confirm string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (LinkMeasure) Name() string { return "link a measure to an area" }

// Needs is the permission it takes.
func (LinkMeasure) Needs() access.Permission { return access.EditPlan }

// Decide refuses a measure that the practice pack has not, and one that is
// linked to the area already.
func (ch LinkMeasure) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	area, ok := p.Areas.Get(ch.Area)
	if !ok {
		return nil, change.Missing("area for improvement")
	}
	var problems change.Problems
	measure, known := declared(c, ch.Measure)
	if !known {
		problems.Add("measure", "Choose a measure of the practice pack. There is none called “"+ch.Measure+"” on "+c.On.Long()+".")
	}
	for _, link := range p.MeasuresOf(area.ID) {
		if link.Measure == ch.Measure {
			problems.Add("measure", "This area is linked to “"+link.Title+"” already. Choose another measure.")
		}
	}
	if blank(ch.Why) {
		problems.Add("why", "Say why this measure would show whether things got better.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Why), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindMeasureLink, orNew(ch.ID, c), area.ID, MeasureLink{
		Area: area.ID, Measure: ch.Measure, Title: measure.Name, Why: strings.TrimSpace(ch.Why), By: c.By.Membership, On: c.On, Confirmation: confirmation,
	})}, nil
}

// declared gives a measure of the practice pack that is in force on the day of
// the change.
func declared(c change.Context, id string) (change.Measure, bool) {
	if c.Measure == nil {
		return change.Measure{}, false
	}
	return c.Measure(id)
}

// UnlinkMeasure takes a link away. It stays in the record with the reason, and
// the measure may be linked again.
type UnlinkMeasure struct {
	Link    string
	Seen    int // the version read; 0 whatever it is
	Reason  string
	Confirm string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (UnlinkMeasure) Name() string { return "take a measure away from an area" }

// Needs is the permission it takes.
func (UnlinkMeasure) Needs() access.Permission { return access.EditPlan }

// Decide wants a reason, and refuses a link that was taken away already.
func (ch UnlinkMeasure) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.MeasureLinks.Get(ch.Link)
	if !ok {
		return nil, change.Missing("link to a measure")
	}
	if held.Ended != nil {
		return nil, overtaken("“" + held.Title + "” was taken away from this area on " + held.Ended.On.Long() + ". Link it again if it should be there.")
	}
	if err := outdated(ch.Seen, &held.Thing, "link to a measure"); err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Reason) {
		problems.Add("reason", "Say why the measure is taken away.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Reason), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Ended = &Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), Confirmation: confirmation}
	return []change.Put{nextOf(KindMeasureLink, &held.Thing, held.Area, next)}, nil
}
