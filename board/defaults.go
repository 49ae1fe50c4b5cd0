package board

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

// DefaultPaper is the paper that a plan gives before anybody edits it: every
// statement, with plain words around them. p is the plan at the moment the
// paper describes and known is when its last entry was written. It may be
// stored as a draft or printed as it is.
func DefaultPaper(p *plan.Plan, inspection string, by access.Caller, known time.Time, demo bool) (*Paper, error) {
	found, ok := p.Inspections.Get(inspection)
	if !ok {
		return nil, change.Missing("inspection")
	}
	agency := "" // the operator of the machine acts for none
	if by.Agency != "" {
		agency = p.AgencyName(by.Agency)
	}
	committee := cmp.Or(found.Board, "Corporate Parenting Board")
	paper := &Paper{
		Inspection: inspection, State: Draft, Demo: demo,
		Title:     "Progress on the action plan: " + inSentence(found.Title, "Ofsted"),
		Committee: committee, Meeting: p.Day, AsAt: p.Day, KnownAt: KnownAt{p.Position, known.UTC()},
		Author:  Author{by.Membership, by.Name, agency},
		Contact: Contact{Name: by.Name, Role: roleOf(p, by)},
		Purpose: fmt.Sprintf("This report tells the %s how far the action plan from our inspection has got. It describes the plan as it stood on %s.\n\n"+
			"The plan answers each area for improvement that the inspectors listed, and goes further where their reports said that we could do better.\n\n"+
			"Complete does not mean better. An action is complete when every part of it is done, shown by evidence and signed off by another agency. "+
			"Beside each count we say what has been checked in practice and what has made a difference.", committee, p.Day.Long()),
		Questions: []string{
			"How well do young people feel that they are helped with money when they stay in education, and what would make it better?",
			"Our own inspections and the audits that agencies carry out are meant to show whether finished actions make a difference. How would the Board and young people like to take part in that?",
		},
		Additional: "The plan also holds actions that answer no listed area. They come from what the reports say elsewhere about how practice could be better.",
		Decisions: []Decision{
			{Note, "this report, the progress on the areas for improvement, and the further actions that partners have taken"},
			{Consider, "what part it can play in making sure that these actions make a difference to the lives of looked-after children"},
		},
		Entries: entriesFor(StatementsFor(p, inspection), nil),
	}
	if found.Group != "" {
		paper.Background = "The plan is run by the " + strings.TrimPrefix(inSentence(found.Group, ""), "the ") + "."
	}
	return paper, nil
}

// MainInspection is the inspection that a paper is about when nobody says:
// the one recorded last.
func MainInspection(p *plan.Plan) (id string, ok bool) {
	for inspection := range p.Inspections.All() {
		id, ok = inspection.ID, true
	}
	return id, ok
}

func roleOf(p *plan.Plan, by access.Caller) string {
	for _, id := range by.Posts {
		if post, ok := p.Posts.Get(id); ok && by.OnBehalfOf[id] == "" {
			return post.Title
		}
	}
	return ""
}

// entriesFor puts statements in a paper, keeping what the author wrote around
// those that were there before.
func entriesFor(statements []Statement, held []Entry) []Entry {
	around := map[Key]Entry{}
	for _, e := range held {
		around[e.Statement.Key] = e
	}
	entries := make([]Entry, len(statements))
	for i, st := range statements {
		was := around[st.Key]
		entries[i] = Entry{was.Before, st, was.After}
	}
	return entries
}
