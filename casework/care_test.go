package casework_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func start(edit ...func(*casework.StartCare)) casework.StartCare {
	ch := casework.StartCare{Person: "kit", Started: calendar.Must(2012, 6, 1), Need: "N1", Status: "V2", Placement: casework.PlacementDetails{Type: "U6", Provider: "PR1"}}
	for _, e := range edit {
		e(&ch)
	}
	return ch
}

func TestBecomingLookedAfter(t *testing.T) {
	a := family(t)
	for _, c := range []struct {
		edit            func(*casework.StartCare)
		field, sentence string
	}{
		{func(ch *casework.StartCare) { ch.Started = calendar.Date{} }, "started", "Enter the day on which the child became looked after."},
		{func(ch *casework.StartCare) { ch.Started = today.AddDays(1) }, "started", "Enter a day for the start that is not in the future."},
		{func(ch *casework.StartCare) { ch.Started = calendar.Must(2008, 1, 30) }, "started", "That is before the child was born, on 31 January 2008. Change one of the dates."},
		{func(ch *casework.StartCare) { ch.Person, ch.Started = "mum", calendar.Must(1998, 5, 6) }, "started", "The person was 18 by then, so they can't have become looked after. Check the dates."},
		{func(ch *casework.StartCare) { ch.Need = "N9" }, "need", "Choose the category of need."},
		{func(ch *casework.StartCare) { ch.Status = "V1" }, "status", "Choose the legal status."},
		{func(ch *casework.StartCare) { ch.HomePostcode = "PR1" }, "home_postcode", "Enter a whole postcode, such as PR1 8XJ."},
		{func(ch *casework.StartCare) { ch.Placement.Type = "K3" }, "type", "Choose the type of placement, from those that could be used on the day it began."},
		{func(ch *casework.StartCare) { ch.Placement.Provider = "" }, "provider", "Choose who provides the placement."},
		{func(ch *casework.StartCare) { ch.Placement.Type = "T1" }, "provider", "Leave the provider blank for a temporary or other placement."},
		{func(ch *casework.StartCare) { ch.Placement.Postcode = "here" }, "postcode", "Enter a whole postcode, such as PR1 8XJ."},
		{func(ch *casework.StartCare) { ch.Person = "nobody" }, "", change.Missing("person").Error()},
	} {
		a.refused("sue", start(c.edit), c.field, c.sentence)
	}
	a.do("sue", start(func(ch *casework.StartCare) { ch.Person, ch.Started = "mum", calendar.Must(1998, 5, 5) }))
	id := a.do("sue", start())
	a.refused("sue", start(func(ch *casework.StartCare) { ch.Started = today }), "started", "Another time in care, from 1 June 2012, had not ended by then. End it, or enter a later day.")
	a.refused("sue", casework.EndCare{Episode: id, Ended: today, Reason: "X1"}, "reason", "Choose why the person is no longer looked after.")
	a.refused("sue", casework.EndCare{Episode: id, Ended: calendar.Must(2012, 5, 31), Reason: "E8"}, "ended", "Enter a last day that is on or after 1 June 2012.")
	a.do("sue", casework.EndCare{Episode: id, Ended: calendar.Must(2012, 7, 1), Reason: "E8"})
	a.refused("sue", casework.EndCare{Episode: id, Ended: today, Reason: "E8"}, "", "This time in care ended on 1 July 2012.")
	a.refused("sue", start(func(ch *casework.StartCare) { ch.Started = calendar.Must(2012, 7, 1) }), "started", "Another time in care, from 1 June 2012, had not ended by then. End it, or enter a later day.")
	a.do("sue", start(func(ch *casework.StartCare) { ch.Started = calendar.Must(2012, 7, 2) }))
}

func TestWhyAnEpisodeIsNew(t *testing.T) {
	placement := &casework.PlacementDetails{Type: "U4", Provider: "PR4"}
	for want, ch := range map[string]casework.ChangeCare{
		"L": {Status: "C1"}, "P": {Placement: placement}, "T": {Placement: placement, SameCarer: true}, "B": {Status: "C1", Placement: placement}, "U": {Status: "C1", Placement: placement, SameCarer: true},
	} {
		a := family(t)
		a.do("sue", start())
		ch.Person, ch.From, ch.MoveReason = "kit", calendar.Must(2012, 9, 1), "CARPL"
		a.do("sue", ch)
		file := a.whole().File("kit")
		for _, l := range file.LegalStatuses[1:] {
			if l.Reason != want || file.LegalStatuses[0].Until != ch.From {
				t.Errorf("%s: the legal status is %+v", want, l)
			}
		}
		for _, p := range file.Placements[1:] {
			if p.Reason != want || file.Placements[0].Until != ch.From || file.Placements[0].MoveReason != "CARPL" {
				t.Errorf("%s: the placement is %+v", want, p)
			}
		}
		if len(file.LegalStatuses)+len(file.Placements) != 2+len(want)%2*0+map[string]int{"L": 1, "P": 1, "T": 1, "B": 2, "U": 2}[want] {
			t.Errorf("%s: %d statuses and %d placements", want, len(file.LegalStatuses), len(file.Placements))
		}
	}
}

func TestChangesInCareThatAreRefused(t *testing.T) {
	a := family(t)
	a.do("sue", start())
	ch := casework.ChangeCare{Person: "kit", From: calendar.Must(2012, 9, 1)}
	a.refused("sue", ch, "status", "Choose a new legal status, enter a new placement, or both.")
	ch.Status = "V2"
	a.refused("sue", ch, "status", "That is the legal status already. Choose another, or leave it as it is.")
	ch.Status, ch.From = "C1", calendar.Must(2012, 6, 1)
	a.refused("sue", ch, "from", "The legal status last changed on 1 June 2012. Enter a later day.")
	ch.From = calendar.Must(2012, 5, 1)
	a.refused("sue", ch, "from", "Enter a day in a time in care that has not ended.")
	a.refused("sue", casework.ChangeCare{Person: "kit", From: today, Placement: &casework.PlacementDetails{Type: "U4", Provider: "PR1"}}, "move_reason", "Choose why the placement changed.")
	a.refused("sue", casework.ChangeCare{Person: "jo", From: today, Status: "C1"}, "from", "Enter a day in a time in care that has not ended.")
}

// Where a child is placed to be adopted, or where nobody may know, is a masked
// address, which ends with the placement.
func TestWhereNobodyMayKnow(t *testing.T) {
	a := family(t)
	a.do("sue", start(func(ch *casework.StartCare) {
		ch.Placement = casework.PlacementDetails{Type: "A5", Provider: "PR1", Postcode: "pr9 9ab", Carer: "Jo Carer", URN: "sc1"}
	}))
	p := a.whole().File("kit").Placements[0]
	if p.Postcode+p.Carer+p.URN != "" || a.filing[p.Where].Class.Compartment != access.MaskedAddress {
		t.Errorf("the placement is %+v", p)
	}
	a.do("sue", casework.ChangeCare{Person: "kit", From: today, MoveReason: "CARPL", Placement: &casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
	if where, _ := a.whole().Addresses.Get(p.Where); where.Until != today || where.Postcode != "PR9 9AB" || !slices.Equal(where.Lines, []string{"Jo Carer", "SC1"}) {
		t.Errorf("where it was is %+v", where)
	}
}

func TestHowAChildTakesPartByAge(t *testing.T) {
	a := family(t)
	for _, c := range []struct {
		held     calendar.Date
		code     string
		sentence string
	}{
		{calendar.Must(2012, 1, 30), "PN0", ""}, // the day before the 4th birthday
		{calendar.Must(2012, 1, 30), "PN1", "The child was under 4, so the code is PN0. Write down what was seen of them in the record."},
		{calendar.Must(2012, 1, 31), "PN0", "The child was 4 or over, so PN0 can't be used. Choose how they took part."},
		{calendar.Must(2012, 1, 31), "PN7", ""},
		{calendar.Must(2012, 1, 31), "PN8", "Choose how the child took part."},
		{calendar.Must(2012, 1, 31), "", "Choose how the child took part."},
	} {
		b := family(t)
		b.do("sue", start(func(ch *casework.StartCare) { ch.Started = calendar.Must(2011, 12, 1) }))
		review := b.do("ivy", casework.PlanReview{Person: "kit", Due: c.held, Chair: "ivy"})
		ch := casework.HoldReview{Review: review, Held: c.held, Participation: c.code}
		if c.sentence == "" {
			b.do("ivy", ch)
		} else {
			b.refused("ivy", ch, "participation", c.sentence)
		}
	}
	a.do("sue", start())
	a.do("tom", casework.Allocate{Person: "kit", Membership: "sue", Role: casework.LeadWorker, From: today.AddDays(-9)})
	a.refused("ivy", casework.PlanReview{Person: "kit", Due: today, Chair: "sue"}, "chair", "The chair must be independent, and this person is allocated as lead worker. Choose somebody else.")
	a.refused("ivy", casework.PlanReview{Person: "kit", Due: today, Chair: "nobody"}, "chair", "Choose a chair who has a place here.")
	a.refused("ivy", casework.PlanReview{Person: "jo", Due: today}, "person", "This person is not looked after, so no review is due.")
	a.refused("ivy", casework.PlanReview{Person: "kit"}, "due", "Enter the day by which the review is due.")
	id := a.do("ivy", casework.PlanReview{Person: "kit", Due: today})
	for _, c := range []struct {
		edit            func(*casework.HoldReview)
		field, sentence string
	}{
		{func(ch *casework.HoldReview) { ch.Held = calendar.Date{} }, "held", "Enter the day it was held. If it was put off, say why and enter the new day."},
		{func(ch *casework.HoldReview) { ch.Held = calendar.Date{} }, "participation", "Leave how the child took part blank: the review was not held."},
		{func(ch *casework.HoldReview) { ch.Held = today.AddDays(1) }, "held", "Enter a day for the review that is not in the future."},
		{func(ch *casework.HoldReview) { ch.Held = calendar.Must(2012, 5, 31) }, "held", "The child was not looked after on that day. Check the day."},
		{func(ch *casework.HoldReview) { ch.Completed = today.AddDays(-1) }, "completed", "The record can't have been written before the review. Enter 4 March 2013 or a later day."},
		{func(ch *casework.HoldReview) { ch.Chair = "" }, "chair", "Choose who chaired the review."},
		{func(ch *casework.HoldReview) { ch.Chair = "sue" }, "chair", "The chair must be independent, and this person is allocated as lead worker. Choose somebody else."},
	} {
		ch := casework.HoldReview{Review: id, Held: today, Participation: "PN1", Chair: "ivy"}
		c.edit(&ch)
		a.refused("ivy", ch, c.field, c.sentence)
	}
	a.do("ivy", casework.HoldReview{Review: id, Due: today.AddDays(9), Postponed: "Kit is ill."})
	a.do("ivy", casework.HoldReview{Review: id, Held: today, Participation: "PN1", Chair: "ivy", Completed: today})
	a.refused("ivy", casework.HoldReview{Review: id, Due: today, Postponed: "No."}, "held", "This review was held on 4 March 2013. Enter that day.")
}

// Short breaks have no such reviews (the return's rule 399).
func TestNoReviewsOfShortBreaks(t *testing.T) {
	for _, status := range []string{"V3", "V4"} {
		a := family(t)
		a.do("sue", start(func(ch *casework.StartCare) { ch.Status = status }))
		a.refused("ivy", casework.PlanReview{Person: "kit", Due: today}, "person", "Short breaks (V3 and V4) have no such reviews.")
	}
}

func TestCodesOfTheReturn(t *testing.T) {
	for _, set := range casework.CodeSets {
		codes := casework.CodesOf(set, today)
		if len(codes) == 0 {
			t.Errorf("the set %s is empty", set)
		}
		for _, c := range codes {
			if set.Label(c.Code) != c.Label || strings.TrimSpace(c.Label) != c.Label {
				t.Errorf("%s %s is labelled %q and %q", set, c.Code, set.Label(c.Code), c.Label)
			}
		}
	}
	for _, c := range []struct {
		set  casework.CodeSet
		code string
		day  calendar.Date
		want bool
	}{
		{casework.PlacementCodes, "P2", calendar.Must(2023, 10, 27), true}, {casework.PlacementCodes, "P2", calendar.Must(2023, 10, 28), false},
		{casework.PlacementCodes, "K3", calendar.Must(2024, 3, 31), false}, {casework.PlacementCodes, "K3", calendar.Must(2024, 4, 1), true},
		{casework.PlacementCodes, "Z1", calendar.Must(2025, 4, 1), false}, {casework.PlacementCodes, "Z14", calendar.Must(2025, 4, 1), true},
		{casework.LegalStatusCodes, "C3", today, false}, {casework.ParticipantCodes, "PN7", today, true}, {casework.SexCodes, "U", today, true}, {casework.SexCodes, "1", today, false},
		{casework.CeasedCodes, "E4A", today, true}, {"none", "x", today, false},
	} {
		if got := c.set.Usable(c.code, c.day); got != c.want {
			t.Errorf("%s %s on %s: %v", c.set, c.code, c.day, got)
		}
	}
	if got := casework.LegalStatusCodes.Label("C9"); got != "C9" {
		t.Errorf("a code nobody knows is labelled %q", got)
	}
}
