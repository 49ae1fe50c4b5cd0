package demo

import (
	"throughline/plan"
)

// setUp brings in the agencies, people and posts. The operator adds the
// council and its administrator; the administrator does the rest.
func (s *story) setUp() {
	for i, a := range agencies {
		who, on := administrator, postsDay
		if i == 0 {
			who, on = "", setUpDay
		}
		s.tell(on, who, s.addAgency(a))
		if i == 0 {
			first, _ := PersonByKey(administrator)
			s.tell(setUpDay, "", s.addMember(first))
		}
	}
	for _, p := range People() {
		if comesOn(p) == "" && p.Key != administrator {
			s.tell(postsDay, administrator, s.addMember(p))
		}
	}
	s.addPosts(postsDay, posts)
}

func (s *story) addAgency(a agency) plan.AddAgency {
	return plan.AddAgency{ID: s.id("agency", a.key), AgencyName: a.name, Kind: a.kind}
}

func (s *story) addMember(p Person) plan.AddMember {
	return plan.AddMember{ID: s.ids(p.MembershipKey()), Account: s.ids(p.AccountKey()), Person: p.Name, Agency: s.id("agency", p.Agency), Roles: p.Roles}
}

func (s *story) addPosts(on string, list []post) {
	for _, p := range list {
		s.tell(on, administrator, plan.AddPost{ID: s.id("post", p.key), Agency: s.id("agency", p.agency), Title: p.title, Seat: p.seat})
		s.appoint(on, p, p.holders[0])
	}
}

func (s *story) appoint(on string, p post, h holder) {
	s.tell(on, administrator, plan.AppointHolder{
		ID: s.id("holding", p.key+"/"+h.person), Post: s.id("post", p.key), Membership: s.id("membership", h.person), From: day(h.from),
	})
}

// changePartners is what happens to the partners during the year: leave and
// cover, a new head of safeguarding at the hospitals, and the primary care
// trust's work going to its successor before it was abolished.
func (s *story) changePartners() {
	s.tell("2012-07-13", holderOn(namedNurse, "2012-07-13"), plan.Delegate{
		ID: s.id("delegation", namedNurse), Post: s.id("post", namedNurse), Membership: s.id("membership", nurseDelegate),
		From: day("2012-07-16"), Until: day("2012-08-10"), Reason: "On leave",
	})
	s.tell("2012-10-05", deputy, plan.Delegate{
		ID: s.id("delegation", deputyPost), Post: s.id("post", deputyPost), Membership: s.id("membership", childDetective),
		From: day("2012-10-08"), Until: day("2012-10-19"), Reason: "Giving evidence in a long trial",
	})

	left, _ := PersonByKey(fellsideLeft)
	s.tell(fellsideHeadGoes, administrator, plan.EditMember{
		Membership: s.ids(left.MembershipKey()), Person: left.Name, Agency: s.id("agency", left.Agency), Roles: left.Roles, Ended: day(fellsideHeadGoes),
	})
	s.join(fellsideHeadComes)
	hospitals := postByKey(fellsideHead)
	s.appoint(fellsideHeadComes, hospitals, hospitals.holders[1])

	s.tell(shadowJoins, administrator, s.addAgency(shadow))
	s.join(shadowJoins)
	s.addPosts(shadowJoins, shadowPosts)
	for _, h := range handovers {
		s.tell(handoverDay, administrator, plan.HandOver{
			From: s.id("post", h.from), To: s.id("post", h.to),
			Reason: "Primary care trusts are abolished on 31 March 2013. The clinical commissioning group takes on this work.",
		})
	}
	for _, h := range handovers {
		s.tell("2013-01-31", administrator, plan.EditPost{Post: s.id("post", h.from), Title: postByKey(h.from).title, Ended: day("2013-01-31")})
	}
	s.tell("2013-01-28", administrator, plan.EditAgency{
		Agency: s.id("agency", shadowGroup), NewName: "Ribbleshire Clinical Commissioning Group", From: day("2013-04-01"),
	})
	s.tell("2013-01-28", administrator, plan.EditAgency{
		Agency: s.id("agency", primaryCare), Ended: day("2013-03-31"), Successor: s.id("agency", shadowGroup),
	})
}

// join adds the people who come on a day.
func (s *story) join(on string) {
	for _, p := range People() {
		if comesOn(p) == on {
			s.tell(on, administrator, s.addMember(p))
		}
	}
}
