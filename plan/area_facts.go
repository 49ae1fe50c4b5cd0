package plan

import (
	"fmt"

	"throughline/calendar"
)

// AreaFacts is what is true of an area for improvement on the plan's day.
type AreaFacts struct {
	Area       *Area
	Actions    []*Action // live ones, in order
	LeftOut    []*Action // withdrawn, superseded or not accepted
	Complete   int       // actions done
	Parts      int
	PartsDone  int
	Unplanned  int // live actions without parts
	State      DoneState
	DoneOn     calendar.Date
	DueNow     calendar.Date
	LastNews   calendar.Date
	Silent     bool // at least one live action is silent
	DaysLate   int
	Checked    Fact
	Difference Fact
}

// FactsOfArea derives an area's facts from its live actions. An area with no
// live action is never done.
func (p *Plan) FactsOfArea(area *Area) AreaFacts {
	f := AreaFacts{Area: area, DueNow: area.Due, Checked: notYetChecked}
	for _, a := range p.ActionsFor(area.ID) {
		if a.Standing != Live {
			f.LeftOut = append(f.LeftOut, a)
			continue
		}
		facts := p.Facts(a.ID)
		f.Actions = append(f.Actions, a)
		f.Parts += facts.Parts
		f.PartsDone += facts.PartsDone
		f.Unplanned += btoi(facts.State == Unplanned)
		if facts.Done() {
			f.Complete++
			f.DoneOn = later(f.DoneOn, facts.DoneOn)
		}
		f.DueNow = later(f.DueNow, facts.DueNow)
		f.LastNews = later(f.LastNews, facts.LastNews)
		f.Silent = f.Silent || facts.Silent
	}
	f.Difference = p.differenceIn(area.ID, f.Actions)
	f.State = f.doneState()
	until := p.Day
	if f.State == Done {
		until = f.DoneOn
	} else {
		f.DoneOn = calendar.Date{}
	}
	if !area.Due.IsZero() && until.After(area.Due) {
		f.DaysLate = until.Sub(area.Due)
	}
	return f
}

// ShowsEvidence says whether evidence that was accepted, and is in date, shows any
// part of what answers the area. That is not the same as done.
func (p *Plan) ShowsEvidence(area *Area) bool {
	for _, a := range p.ActionsFor(area.ID) {
		if a.Standing != Live {
			continue
		}
		for _, part := range p.PartsOf(a.ID) {
			if len(p.counting(part, p.Day)) > 0 {
				return true
			}
		}
	}
	return false
}

func (f *AreaFacts) doneState() DoneState {
	switch {
	case len(f.Actions) == 0:
		return Unplanned
	case f.Complete == len(f.Actions):
		return Done
	case f.Unplanned > 0 && f.PartsDone == 0:
		return NoParts
	case f.Unplanned > 0: // an action without parts is never done
		return SomeParts
	default:
		return doneState(f.PartsDone, f.Parts)
	}
}

// DoneWords says how far an area is, in words for a page.
func (f *AreaFacts) DoneWords() string {
	switch {
	case f.State == Unplanned:
		return "No action planned"
	case f.Unplanned > 0:
		return fmt.Sprintf("%d of %d parts, and more to plan", f.PartsDone, f.Parts)
	}
	as := ActionFacts{State: f.State, Parts: f.Parts, PartsDone: f.PartsDone}
	return as.DoneWords()
}

func btoi(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
