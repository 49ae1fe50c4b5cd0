package demo

import (
	"throughline/plan"
)

// action is an action of the plan with its whole life.
type action struct {
	ref, title  string
	areas       []string // references of the areas it serves; none for an additional action
	planned     string   // the day it is put into the plan
	due         string   // for an additional action; others take their area's
	origin      plan.Origin
	originNote  string
	dependsOn   []string
	success     string
	contingency string
	goLive      string
	newGoLive   *newGoLive
	judgedBy    *judgedBy
	parts       []part
	ending      *ending
}

// newGoLive is a later day for practice to change, with when that was decided.
type newGoLive struct{ on, goLive, contingency string }

// judgedBy is the measure by which it will be judged whether the action made a
// difference, laid down when it was planned.
type judgedBy struct {
	measure, about, why string
	lag                 int // months until the effect can be seen
	expected            plan.Shape
}

// ending is why an action is no longer asked for.
type ending struct {
	on, by, reason string
	standing       plan.Standing
	replacedBy     string
}

// part is a part of an action with its whole life. A target makes it a
// quantity; due is a day earlier than its action's; added is the day of a
// part that came after its action.
type part struct {
	text          string
	owner, signer string
	target        int
	unit          string
	due           string
	milestones    []milestone
	added         string
	life          []event
}

type milestone struct{ text, due string }

// order is the place of an action in the plan: the number in its reference.
func (a *action) order() int {
	n := 0
	for _, digit := range a.ref[1:] {
		n = n*10 + int(digit-'0')
	}
	return n
}

func (a *action) partRef(i int) string { return a.ref + string(rune('a'+i)) }

func (s *story) tellAction(a *action) {
	body := s.bodyOf(a)
	first := plan.PlanAction{ID: s.id("action", a.ref), Body: body}
	for i := range a.parts {
		if a.parts[i].added == "" {
			first.Parts = append(first.Parts, s.partOf(a, i))
		}
	}
	s.tell(a.planned, planOwner, first)
	if j := a.judgedBy; j != nil {
		area := first.Body.Areas[0]
		s.tell(a.planned, planOwner, plan.LinkMeasure{ID: ID("measure/" + area + "/" + j.measure), Area: area, Measure: j.measure, Why: j.about})
		s.tell(a.planned, planOwner, plan.LayDownYardstick{ID: s.id("yardstick", a.ref), Action: first.ID, Measure: j.measure, Lag: j.lag, Expected: j.expected, Why: j.why})
	}
	for i := range a.parts {
		p := &a.parts[i]
		if p.added != "" {
			s.tell(p.added, planOwner, plan.AddPart{ID: s.id("part", a.partRef(i)), Body: s.partOf(a, i)})
		}
		s.tellLife(a.partRef(i), p)
	}
	if n := a.newGoLive; n != nil {
		s.tell(n.on, planOwner, plan.EditAction{
			Action: first.ID, Title: body.Title, Areas: body.Areas, Origin: body.Origin, OriginNote: body.OriginNote,
			DependsOn: body.DependsOn, SuccessMeasure: body.SuccessMeasure, Contingency: n.contingency, GoLive: day(n.goLive),
		})
	}
	if e := a.ending; e != nil {
		end := plan.EndAction{Action: first.ID, Standing: e.standing, Reason: e.reason}
		if e.replacedBy != "" {
			end.SupersededBy = s.id("action", e.replacedBy)
		}
		s.tell(e.on, e.by, end)
	}
}

func (s *story) bodyOf(a *action) plan.Action {
	body := plan.Action{
		Inspection: s.id("inspection", theInspection), Ref: a.ref, Title: a.title, Order: a.order(),
		Areas: s.each("area", a.areas), DependsOn: s.each("action", a.dependsOn),
		Origin: a.origin, OriginNote: a.originNote, Section: plan.Additional,
		SuccessMeasure: a.success, Contingency: a.contingency, GoLive: day(a.goLive), Due: day(a.due),
	}
	if len(a.areas) > 0 {
		area := s.areas[a.areas[0]]
		body.Section, body.Timescale = area.Section, area.Timescale
	}
	if body.Origin == "" {
		body.Origin = plan.FromArea
	}
	if body.Origin == plan.FromNarrative {
		// The reports are real, and what they say beside the listed areas is not known here.
		body.OriginNote = "Supposed for the demonstration: " + a.originNote
	}
	return body
}

func (s *story) partOf(a *action, i int) plan.Part {
	p := a.parts[i]
	made := plan.Part{
		Thing: plan.Thing{ID: s.id("part", a.partRef(i))}, Action: s.id("action", a.ref), Ref: string(rune('a' + i)),
		Text: p.text, Owner: s.id("post", p.owner), Signer: s.id("post", p.signer),
		Kind: plan.YesOrNo, Target: p.target, Unit: p.unit, Due: day(p.due),
	}
	if p.target > 0 {
		made.Kind = plan.Quantity
	}
	for _, m := range p.milestones {
		made.Milestones = append(made.Milestones, plan.Milestone{Text: m.text, Due: day(m.due)})
	}
	return made
}
