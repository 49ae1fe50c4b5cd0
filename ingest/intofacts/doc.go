// Package intofacts turns what the statutory returns say into dated facts, which the clocks reckon deadlines from.
//
// Each fact keeps the name it has in the list of events of the practice pack. Its id is made of what the return says, not of where it stood in
// a file: the same episode in next year's return, or the same return loaded twice, gives the same fact, and a later return that says
// something else of it takes its place. What a return does not say gives no fact. What it should say and leaves blank gives one without a
// day, so that a deadline says what is missing.
package intofacts

import (
	"maps"
	"slices"

	"throughline/calendar"
	"throughline/deadline"
)

// The events that the returns tell of.
const (
	turned16           = "turned_16"
	careStarted        = "care.started"
	careEnded          = "care.ended"
	careGoesOn         = "care.goes_on" // by this day they were looked after; since when isn't told
	eligibleBegan      = "eligible.began"
	placementStarted   = "placement.started"
	placementEnded     = "placement.ended"
	reviewHeld         = "review.held"
	referralReceived   = "referral.received"
	assessmentStarted  = "assessment.started"
	assessmentDone     = "assessment.authorised"
	section47Started   = "section47.started"
	conferenceHeld     = "initial_conference.held"
	planStarted        = "protection_plan.started"
	planEnded          = "protection_plan.ended"
	planReviewHeld     = "protection_review.held"
	kindCare           = "care"
	kindPlacement      = "placement"
	kindReview         = "review"
	kindReferral       = "referral"
	kindAssessment     = "assessment"
	kindEnquiry        = "enquiry"
	kindConference     = "conference"
	kindProtectionPlan = "protection_plan"
)

// Events lists what the facts of this room are of, in order.
func Events() []string {
	return slices.Sorted(slices.Values([]string{
		deadline.Person, turned16, careStarted, careEnded, careGoesOn, eligibleBegan, placementStarted, placementEnded, reviewHeld, referralReceived,
		assessmentStarted, assessmentDone, section47Started, conferenceHeld, planStarted, planEnded, planReviewHeld,
	}))
}

// teller gathers the facts of one child.
type teller struct {
	subject string
	facts   []deadline.Fact
}

func (t *teller) tell(event, id string, on calendar.Date, of map[string]string, values map[string]any) {
	t.facts = append(t.facts, deadline.Fact{ID: id, Subject: t.subject, Event: event, On: on, Of: of, Values: values})
}

// of names what a fact is part of, leaving out what is not known.
func of(pairs ...string) map[string]string {
	all := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all[pairs[i]] = pairs[i+1]
		}
	}
	return all
}

// said leaves out values that are blank, so that nothing is known by them.
func said(values map[string]any) map[string]any {
	maps.DeleteFunc(values, func(_ string, v any) bool { return v == nil || v == "" })
	return values
}

// person tells what is known of a child whatever the day.
func (t *teller) person(born calendar.Date, values map[string]any) {
	if !born.IsZero() {
		values["born"] = born
	}
	t.tell(deadline.Person, "person", born, nil, said(values))
}

// by groups rows by their child, in the order in which children first appear.
func by[R any](rows []R, child func(*R) string) (order []string, rowsOf map[string][]*R) {
	rowsOf = map[string][]*R{}
	for i := range rows {
		name := child(&rows[i])
		if _, had := rowsOf[name]; !had {
			order = append(order, name)
		}
		rowsOf[name] = append(rowsOf[name], &rows[i])
	}
	return order, rowsOf
}
