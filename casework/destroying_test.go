package casework_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

// Who may look through a list and sign it, in a council of few people and of
// many.
func TestWhoTakesWhichStepOfADestruction(t *testing.T) {
	for _, c := range []struct {
		who      string
		to       casework.DestructionState
		people   int
		adoption bool
		want     string // a part of the sentence; "" when they may
	}{
		{"proposer", casework.DestructionReviewed, 2, false, "somebody else must look through it"},
		{"proposer", casework.DestructionReviewed, 9, false, "somebody else must look through it"},
		{"reviewer", casework.DestructionReviewed, 2, false, ""},
		{"reviewer", casework.DestructionSigned, 2, false, "You looked through this list"},
		{"reviewer", casework.DestructionSigned, 9, false, "You looked through this list"},
		{"proposer", casework.DestructionSigned, 2, false, ""}, // nobody else could
		{"proposer", casework.DestructionSigned, 3, false, "others can sign it"},
		{"proposer", casework.DestructionSigned, 2, true, ""},
		{"proposer", casework.DestructionSigned, 3, true, "others can sign it"},
		{"third", casework.DestructionSigned, 3, false, ""},
		{"reviewer", casework.DestructionDone, 2, false, ""},
		{"proposer", casework.DestructionRefused, 9, false, ""},
	} {
		d := casework.Destruction{ProposedBy: "proposer", Adoption: c.adoption, Steps: []casework.DestructionStep{{State: casework.DestructionReviewed, By: "reviewer"}}}
		if c.to == casework.DestructionReviewed {
			d.Steps = nil
		}
		asked := []access.Role{access.GovernanceLead, access.CaldicottGuardian}
		if c.adoption {
			asked = []access.Role{access.AdoptionWorker}
		}
		got := d.Barred(c.to, func(m string) bool { return m == c.who }, func(roles ...access.Role) int {
			if !slices.Equal(roles, asked) {
				t.Errorf("%v are counted", roles)
			}
			return c.people
		})
		if (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s to %s among %d: %q, want %q", c.who, c.to, c.people, got, c.want)
		}
	}
}

// adopted is a person of long ago whose record from before an adoption is past
// its time, with one note.
func adopted(t *testing.T, a *acting, order calendar.Date) (note string) {
	t.Helper()
	a.child("kit", "Kit", "Moor", calendar.Must(1900, 6, 15))
	note = a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1905, 5, 1), Words: "Words.", Complete: true}})
	a.do("ann", casework.KeepApart{Before: "kit", After: "kate", OrderOn: order, Details: named("Hale")})
	return note
}

// What is kept from before an adoption goes 100 years after the order, by a list
// of the adoption service's own.
func TestADestructionBehindTheAdoptionWall(t *testing.T) {
	a := begin(t)
	note := adopted(t, a, calendar.Must(1910, 3, 2))
	id := a.do("ann", casework.ProposeDestruction{Person: "kit"})
	list := listOf(t, a, id)
	if !list.Adoption || !slices.Contains(list.Listed(), note) || list.Items[0].Rule != "adoption" || list.Items[0].Until != calendar.Must(2010, 3, 2) {
		t.Errorf("%+v", list)
	}
	if got := a.filing[id].Class; got != (access.Class{Sensitivity: access.Ordinary, Compartment: access.Adoption}) {
		t.Errorf("the list is filed as %v", got)
	}
	if got, ok := casework.ClassOf(casework.Destruction{}); !ok || got == a.filing[id].Class {
		t.Errorf("any other list is filed as %v", got)
	}
	for _, wall := range access.Walls {
		if got := casework.DestructionClass(wall) == a.filing[id].Class; got != (wall == access.AdoptionWall) {
			t.Errorf("behind %s, it is of that class: %t", wall, got)
		}
	}
}

func TestARecordFromBeforeAnAdoptionIsKeptForAHundredYears(t *testing.T) {
	a := begin(t)
	adopted(t, a, today.AddMonths(-12*100))
	a.refused("ann", casework.ProposeDestruction{Person: "kit"}, "person", "Nothing about this person is past its time, so there is nothing to destroy.")
}

// A list that was proposed before the wall was put up can only be refused.
func TestAListFromBeforeTheWallIsRefused(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1900, 6, 15))
	a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1903, 5, 1), Words: "Words.", Complete: true}})
	id := a.do("gil", casework.ProposeDestruction{Person: "kit"})
	a.do("ann", casework.KeepApart{Before: "kit", After: "kate", OrderOn: calendar.Must(1905, 1, 1), Details: named("Hale")})
	a.refused("cal", casework.DecideDestruction{Destruction: id, To: casework.DestructionReviewed, Why: "Looked."}, "items",
		"Fewer people may reach this person's records than when the list was proposed, so it can't go on. Refuse it.")
	a.do("cal", casework.DecideDestruction{Destruction: id, To: casework.DestructionRefused, Why: "Not ours."})
	if list := listOf(t, a, a.do("ann", casework.ProposeDestruction{Person: "kit"})); !list.Adoption {
		t.Errorf("%+v", list)
	}
}

// The adoption service decides, and is told that a hold keeps something, and
// not which inquiry it is for.
func TestAHoldIsNotNamedToWhoeverMayNotSeeIt(t *testing.T) {
	a := begin(t)
	adopted(t, a, calendar.Must(1910, 3, 2))
	id := a.do("ann", casework.ProposeDestruction{Person: "kit"})
	a.do("gil", casework.PlaceHold{Title: "The inquiry", Why: "It asked.", ReviewOn: today.AddMonths(6)})
	a.refused("ann", casework.DecideDestruction{Destruction: id, To: casework.DestructionRefused}, "why", "Say what you looked at and why you decide so.")
	a.do("ann", casework.DecideDestruction{Destruction: id, To: casework.DestructionRefused, Why: "Held."})
	for _, told := range []struct {
		told casework.Told
		want string
	}{
		{casework.Told{Whole: true, Holds: true, WideHolds: true}, "A legal hold keeps it: The inquiry."},
		{casework.Told{Whole: true, Holds: true}, casework.HeldUntitled},
		{casework.Told{Agency: "council"}, casework.HeldUntitled},
	} {
		all, err := a.whole().KeptOf("kit", shippedRules(t), told.told)
		if err != nil || len(all) == 0 {
			t.Fatalf("%d and %v", len(all), err)
		}
		for _, k := range all {
			if k.Keeping.State != casework.KeepHeld || k.Keeping.Because != told.want {
				t.Errorf("%+v is told %+v", told.told, k.Keeping)
			}
		}
	}
}

// Whoever reaches a person by a tie alone is told of what their agency brought,
// and nothing that tells of others' work.
func TestWhatAPartnerIsToldOfKeeping(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1990, 6, 15))
	write := func(who, of string, ended calendar.Date) string {
		return a.do(who, casework.WriteRecord{Of: of, People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(2007, 5, 1), Ended: ended, Words: "Words.", Complete: true}})
	}
	write("sue", "case_note", calendar.Date{})
	write("sue", "conference_shared", calendar.Date{})
	notes, check := write("nia", "case_note", calendar.Date{}), write("nia", "health_assessment", calendar.Date{})
	unknown := write("nia", "psychology_notes", calendar.Date{})
	care := a.do("sue", casework.StartCare{Person: "kit", Started: calendar.Must(2005, 1, 10), Need: "N1", Status: "C2", Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
	a.do("sue", casework.EndCare{Episode: care, Ended: calendar.Must(2006, 1, 10), Reason: "E11"})
	told := func(told casework.Told) map[string]casework.Keeping {
		all, err := a.whole().KeptOf("kit", shippedRules(t), told)
		if err != nil {
			t.Fatal(err)
		}
		by := map[string]casework.Keeping{}
		for _, k := range all {
			by[k.Thing] = k.Keeping
		}
		return by
	}
	if all := told(casework.Told{Whole: true}); len(all) < 9 || all[notes].Rule != "adoption" {
		t.Errorf("whoever decides is told %+v", all)
	}
	theirs := told(casework.Told{Agency: "trust"})
	if len(theirs) != 3 {
		t.Errorf("the trust is told of %d things", len(theirs))
	}
	for thing, k := range theirs {
		for _, word := range []string{"adopt", "looked after", "inquiry", "order", "regulation", "100 years"} {
			if strings.Contains(k.Because, word) {
				t.Errorf("it is told %q", k.Because)
			}
		}
		if k.Rule != "" || !k.Until.IsZero() {
			t.Errorf("of %s it is told %+v", thing, k)
		}
	}
	if theirs[notes].State != casework.KeepOpen || theirs[check].State != casework.KeepOpen || theirs[unknown].State != casework.KeepUnknown {
		t.Errorf("%+v", theirs)
	}
	if got := len(told(casework.Told{})) + len(told(casework.Told{Holds: true, WideHolds: true})); got != 0 {
		t.Errorf("whoever may be told nothing is told of %d", got)
	}
}
