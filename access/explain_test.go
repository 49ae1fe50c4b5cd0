package access_test

import (
	"regexp"
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
)

func TestExplanations(t *testing.T) {
	p := theShipped(t)
	care := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	name := access.Class{Sensitivity: access.Personal, Compartment: access.Identity}
	allegation := access.Class{Sensitivity: access.Sensitive, Compartment: access.DesignatedOfficer}
	for _, c := range []struct {
		roles   []access.Role
		council bool
		purpose access.Purpose
		act     access.Act
		class   access.Class
		wall    access.Wall
		ties    access.Ties
		want    string
	}{
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.View, care, access.NoWall, allocated,
			"Amira Khan may open this record, because a social worker may work on the file of a child allocated to them (rule social-worker-own-children)."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.Record, care, access.NoWall, ofTeam,
			"Amira Khan may add to this record, because a social worker may record what they did for a child allocated to their team (rule social-worker-covers-for-team)."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.View, care, access.NoWall, nobodys,
			"Amira Khan may not open this record: they ask as a social worker of the council who is not allocated to the person, for the purpose “Working with this child or family”, and nothing in the policy allows it. A social worker allocated to the person could."},
		{[]access.Role{access.SocialWorker, access.Auditor}, true, access.Auditing, access.Record, care, access.NoWall, allocated,
			"Amira Khan may not add to this record: they ask as a social worker and an auditor who is allocated to the person, for the purpose “Auditing practice”, and nothing in the policy allows it. A social worker allocated to the person could, for the purpose “Working with this child or family”."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.View, care, access.Restricted, ofTeam,
			"Amira Khan may not open this record, because a restricted person is reached by those allocated and their manager, by governance, and by the duty worker or manager on call in an emergency (rule wall-restricted). A social worker allocated to the person could."},
		{[]access.Role{access.DutyWorker}, true, access.DirectWork, access.View, care, access.NoWall, glass,
			"Amira Khan may open this record, because council staff who break the glass in an emergency may read what keeps the child safe (rule emergency-council)."},
		{[]access.Role{access.DutyWorker}, true, access.Emergency, access.View, care, access.NoWall, nobodys,
			"Amira Khan may not open this record: they ask as an out-of-hours duty worker of the council who is not allocated to the person, for the purpose “An emergency: breaking the glass”, and nothing in the policy allows it before the glass is broken."},
		{[]access.Role{access.PoliceOfficer}, false, access.Enquiry, access.View, allegation, access.NoWall, ofAgency,
			"Amira Khan may not open this record, because the records of allegations against adults are for the LADO service alone, and for answering the adult’s own request (rule wall-lado)."},
		{[]access.Role{access.HealthProfessional}, false, access.DirectWork, access.View, care, access.NoWall, nobodys,
			"Amira Khan may not open this record, because nobody opens the record of a person they have nothing to do with, except a health professional who breaks the glass (rule wall-strangers)."},
		{[]access.Role{access.BoardMember}, true, access.DirectWork, access.View, care, access.NoWall, nobodys,
			"Amira Khan may not open this record: they ask as a Board member of the council who is not allocated to the person, for the purpose “Working with this child or family”, and nothing in the policy allows it."},
		{[]access.Role{access.BoardMember}, true, access.Statistics, access.Count, care, access.NoWall, nobodys,
			"Amira Khan may have this record counted, because those who read figures may have children counted for them (rule figures-count)."},
		{[]access.Role{access.LADO}, true, "", access.View, allegation, access.NoWall, nobodys,
			"Amira Khan may not open this record: they gave no purpose that the policy knows, and nothing is opened without one."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.Record, name, access.NoWall, nobodys,
			"Amira Khan may not add to this record, because the name, address and numbers of somebody who is known are corrected by those with a tie to them; without one, a person is only added, allocated, joined or restricted (rule wall-known-people). A social worker allocated to the person could."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.Record, name, access.NoWall, allocated,
			"Amira Khan may add to this record, because council staff may correct the name and address of somebody allocated to them or their team (rule correct-whom-you-work-with)."},
		{[]access.Role{access.SocialWorker}, true, access.DirectWork, access.Register, name, access.NoWall, nobodys,
			"Amira Khan may add somebody new under this kind of record, because council staff who take referrals may enter a person who is new to the service (rule register-a-person)."},
		{[]access.Role{access.TeamManager}, true, access.Supervising, access.Arrange, name, access.NoWall, nobodys,
			"Amira Khan may allocate, join or restrict the person by this record, because a team manager may allocate a child to a worker, join two records of one child and restrict who reaches a child (rule manager-arranges)."},
		{[]access.Role{access.GovernanceLead}, true, access.Governance, access.Register, name, access.NoWall, nobodys,
			"Amira Khan may not add somebody new under this kind of record: they ask as an information governance lead of the council who is not allocated to the person, for the purpose “Checking access, retention or sharing”, and nothing in the policy allows it."},
		{nil, true, access.DirectWork, access.View, care, access.NoWall, allocated, "Amira Khan may not open this record: they have no role in this authority today."},
		{[]access.Role{access.LADO}, true, access.DirectWork, "burn", care, access.NoWall, allocated,
			"Amira Khan may not do that: it is nothing that is ever done with a record."},
		{[]access.Role{"mayor"}, false, access.DirectWork, access.View, care, access.NoWall, ofTeam,
			"Amira Khan may not open this record: they ask as somebody with an unknown role whose team is allocated to the person, for the purpose “Working with this child or family”, and nothing in the policy allows it."},
	} {
		caller := acting(c.roles...)
		caller.Name, caller.Council = "Amira Khan", c.council
		if got := p.Explain(caller, c.purpose, c.act, c.class, c.wall, c.ties); got.Sentence != c.want {
			t.Errorf("got  %s\nwant %s", got.Sentence, c.want)
		}
	}
	if got := p.Explain(access.Caller{}, access.DirectWork, access.View, care, access.NoWall, allocated); got.Allowed || got.Sentence != "This person may not open this record: they have no role in this authority today." {
		t.Errorf("nobody: %+v", got)
	}
}

var explained = regexp.MustCompile(`^Amira Khan may (not )?(open this record|add to this record|have this record counted|add somebody new under this kind of record|allocate, join or restrict the person by this record)[,:] .*\.$`)

// Every explanation is whole sentences, and says what the scope does.
func TestExplanationsArePlain(t *testing.T) {
	p := theShipped(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawAsked(t)
		e := p.Explain(a.caller, a.purpose, a.act, a.class, a.wall, a.ties)
		found := explained.FindStringSubmatch(e.Sentence)
		if found == nil || e.Allowed != (found[1] == "") || e.Allowed && e.File == "" {
			t.Fatalf("%+v", e)
		}
	})
}
