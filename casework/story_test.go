package casework_test

import (
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

// One child, from the day they are known to the day they leave care.
func TestAChildsStory(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.adult("mum", "Mary")
	a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
	a.do("tom", casework.Allocate{ID: "alloc", Person: "kit", Membership: "sue", Team: "north", Role: casework.LeadWorker, From: today})
	if got := a.filing["alloc"].Ties; len(got) != 3 || got[0].Level != access.AllocatedLevel || got[1].Level != access.TeamLevel || got[2].Holder != "council" {
		t.Errorf("the ties are %+v", got)
	}
	care := a.do("sue", casework.StartCare{Person: "kit", Started: today.AddDays(-40), Need: "N1", Status: "V2", HomePostcode: "pr1 8xj",
		Placement: casework.PlacementDetails{Type: "U6", Provider: "PR1", Postcode: "PR26 7AA"}})
	a.do("sue", casework.ChangeCare{Person: "kit", From: today.AddDays(-20), Status: "C1",
		Placement: &casework.PlacementDetails{Type: "U4", Provider: "PR4", Postcode: "pr9 9ab", Withheld: true, Carer: "Jo Carer"}, MoveReason: "CARPL"})
	review := a.do("ivy", casework.PlanReview{Person: "kit", Due: today, Chair: "ivy"})
	a.do("ivy", casework.HoldReview{Review: review, Held: today, Participation: "PN1"})
	a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Visited Kit at school.", Complete: true}})
	a.do("sue", casework.EndCare{Episode: care, Ended: today, Reason: "E4A"})
	file := a.whole().File("kit")
	if len(file.LegalStatuses) != 2 || len(file.Placements) != 2 || file.Placements[1].Reason != "B" || file.Placements[1].Postcode != "" || file.LookedAfter(today.AddDays(1)) != nil {
		t.Errorf("the file is %+v", file)
	}
	if where := a.filing[file.Placements[1].Where]; where.Class.Compartment != access.MaskedAddress {
		t.Errorf("where the child is placed is filed as %v", where.Class)
	}
}
