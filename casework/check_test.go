package casework_test

import (
	"errors"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func asked(membership string) casework.AllocateCheck {
	return casework.AllocateCheck{ID: "request", Person: "kit", Membership: membership, Role: casework.RequestLead, Reason: "Request 14", From: today, Until: today.AddDays(30)}
}

func sampled(membership string) casework.AllocateCheck {
	return casework.AllocateCheck{ID: "sample", Person: "kit", Membership: membership, Role: casework.SampleAuditor, Reason: "Drawn at random in March", From: today, Until: today.AddDays(30)}
}

// theChecked is a child who has been worked with.
func theChecked(t *testing.T) *acting {
	t.Helper()
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.do("tom", casework.Allocate{ID: "work", Person: "kit", Membership: "sue", Role: casework.LeadWorker, From: today})
	a.do("ivy", casework.WriteRecord{Of: "review_record", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "The review.", Complete: true}})
	return a
}

// A check ties the one person who does it, and neither their team nor agency,
// and is read by governance and those who work with the person alone.
func TestARequestAndASampleAreAllocated(t *testing.T) {
	for worker, ch := range map[string]casework.AllocateCheck{"gus": asked("gil"), "cal": sampled("una")} {
		a := theChecked(t)
		id := a.do(worker, ch)
		filing := a.filing[id]
		want := []change.Tie{{Person: "kit", Holder: ch.Membership, Level: access.AllocatedLevel, From: ch.From, Until: ch.Until}}
		if len(filing.Ties) != 1 || filing.Ties[0] != want[0] || filing.Class != (access.Class{Sensitivity: access.Personal, Compartment: access.Oversight}) {
			t.Errorf("%s: filed as %+v", ch.Role, filing)
		}
		held, ok := a.whole().Allocations.Get(id)
		if !ok || held.Reason != ch.Reason || held.By != worker || held.For != "" {
			t.Errorf("%s: %+v", ch.Role, held)
		}
	}
}

func TestNobodyAllocatesACheckToThemself(t *testing.T) {
	a := theChecked(t)
	for worker, ch := range map[string]casework.AllocateCheck{"gil": asked("gil"), "gus": asked("gus")} {
		_, err := a.try(worker, ch)
		var problems change.Problems
		if !errors.As(err, &problems) || problems.Kind() != change.Forbidden {
			t.Errorf("%s: %v", worker, err)
		}
	}
	for _, worker := range []string{"sue", "tom", "ivy", "lee", "ann", "una"} { // nor does anybody outside governance allocate one
		if _, err := a.try(worker, asked("gil")); err == nil {
			t.Errorf("%s allocated a request", worker)
		}
	}
}

func TestWhatACheckMustHave(t *testing.T) {
	a := theChecked(t)
	but := func(ch casework.AllocateCheck, change func(*casework.AllocateCheck)) casework.AllocateCheck {
		change(&ch)
		return ch
	}
	for _, c := range []struct {
		ch              casework.AllocateCheck
		field, sentence string
	}{
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Role = casework.LeadWorker }), "role", "Choose what they do: answer a request, or audit."},
		{asked("nobody"), "membership", "Choose somebody who has a place here."},
		{asked("sue"), "membership", "Sue Social isn’t here as an information governance lead. Choose somebody who is."},
		{sampled("gil"), "membership", "Gil Governance isn’t here as an auditor. Choose somebody who is."},
		{sampled("may"), "membership", "May Manager has another role in the same place, and the allocation would open the file to that role too. Choose somebody else, or give them a place of their own for this."},
		{sampled("audsue"), "membership", "They have worked with this person, so they can’t audit the file. Choose somebody who had no part in the case."},
		{sampled("audivy"), "membership", "They have worked with this person, so they can’t audit the file. Choose somebody who had no part in the case."},
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Reason = " " }), "reason", "Say why, such as the reference of the request, or how the sample was drawn."},
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.From = calendar.Date{} }), "from", "Enter the first day of the allocation."},
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Until = calendar.Date{} }), "until", "Enter a last day that is within 3 months of the first."},
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Until = today.AddMonths(3).AddDays(1) }), "until", "Enter a last day that is within 3 months of the first."},
		{but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Until = today.AddDays(-1) }), "until", "Enter a last day that is within 3 months of the first."},
	} {
		a.refused("cal", c.ch, c.field, c.sentence)
	}
	a.do("cal", but(asked("gil"), func(ch *casework.AllocateCheck) { ch.Until = today.AddMonths(3) }))
	a.refused("cal", but(asked("gil"), func(ch *casework.AllocateCheck) { ch.ID = "" }), "membership", "This is already allocated to them. Change its last day, or end it first.")
}

func TestACheckIsEnded(t *testing.T) {
	var problems change.Problems
	if !errors.As(change.Missing("allocation"), &problems) {
		t.Fatal("what is missing is no problem")
	}
	missing := problems[0].Sentence
	a := theChecked(t)
	id := a.do("cal", asked("gil"))
	a.refused("cal", casework.EndCheck{Allocation: id, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after 4 March 2013.")
	a.refused("cal", casework.EndCheck{Allocation: id, Until: today.AddDays(40)}, "why", "Say why it takes longer.")
	a.refused("cal", casework.EndCheck{Allocation: id, Until: today.AddDays(99), Why: "More to read"}, "until", "Enter a last day that is within 3 months of 4 March 2013.")
	a.refused("gil", casework.EndCheck{Allocation: id, Until: today.AddDays(40), Why: "More to read"}, "", "This is allocated to you, so somebody else must give it a later last day.")
	a.refused("tom", casework.EndAllocation{Allocation: id, Until: today}, "", missing)
	a.refused("cal", casework.EndCheck{Allocation: "work", Until: today}, "", missing)
	a.do("cal", casework.EndCheck{Allocation: id, Until: today.AddDays(40), Why: "The file is long"})
	a.do("gil", casework.EndCheck{Allocation: id, Until: today.AddDays(2), Why: "Answered"})
	if until := a.filing[id].Ties[0].Until; until != today.AddDays(2) {
		t.Errorf("the tie ends on %v", until)
	}
}

// Whoever reads a file to check it doesn't work with the person: the clock of
// the file's retention goes by those who do.
func TestACheckIsNoContact(t *testing.T) {
	a := theChecked(t)
	before := a.whole().File("kit").LastContact()
	a.do("cal", asked("gil"))
	if after := a.whole().File("kit").LastContact(); after != before {
		t.Errorf("the last contact was %v, and with a request %v", before, after)
	}
}

// What early help records of a family is of the early help part, and tells
// nobody there of what social care recorded.
func TestAFamilyIsRecordedInAPartOfTheWork(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.adult("mum", "Mary")
	mother := casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf}
	inCare := a.do("sue", mother)
	mother.For = access.SocialCare
	a.refused("sue", mother, "kinship", "This relationship is already recorded. End it first if it has changed.")
	mother.For = access.EarlyHelp
	inHelp := a.do("sue", mother)
	a.refused("sue", mother, "kinship", "This relationship is already recorded. End it first if it has changed.")
	for id, part := range map[string]access.Compartment{inCare: access.SocialCare, inHelp: access.EarlyHelp} {
		a.do("sue", casework.EditRelationship{Relationship: id, Note: "They are close"})
		if got := a.filing[id].Class; got != (access.Class{Sensitivity: access.Personal, Compartment: part}) {
			t.Errorf("for %s: filed as %v", part, got)
		}
	}
	for _, part := range access.Compartments {
		if mother.For = part; part != access.SocialCare && part != access.EarlyHelp {
			a.refused("sue", mother, "for", "Choose a part of the work that records families: social care or early help.")
		}
	}
}
