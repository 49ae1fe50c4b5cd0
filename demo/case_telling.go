package demo

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

// who is somebody as first written down.
type who struct {
	key, given, family, born, sex string
	part                          casework.Part
}

func child(key, given, family, born, sex string) who {
	return who{key, given, family, born, sex, casework.Child}
}

func adult(key, given, family, born, sex string) who {
	return who{key, given, family, born, sex, casework.ParentCarer}
}

func details(p who) casework.PersonDetails {
	d := casework.PersonDetails{
		Parts: []casework.Part{p.part}, Sex: p.sex, Names: []casework.Name{{Kind: casework.LegalName, Given: p.given, Family: p.family}},
	}
	if p.born != "" {
		d.Born = calendar.Known(day(p.born))
	}
	return d
}

// meet writes people down.
func (c *caseStory) meet(on, worker string, people ...who) {
	for _, p := range people {
		c.tell(on, worker, casework.AddPerson{ID: c.person(p.key), Details: details(p)})
	}
}

// partOf is the part of the work of the roles that do one part; the others are
// of social care.
var partOf = map[casework.AllocatedRole]access.Compartment{
	casework.NamedNurse: access.Health, casework.Therapist: access.Health, casework.SchoolLead: access.Education, casework.Reviewer: access.LookedAfterReview,
	casework.MoneyOfficer: access.Money, casework.FamilySupport: access.EarlyHelp, casework.PersonalAdviser: access.LeavingCare,
}

// allocate gives people to a worker, with their team when there is one.
func (c *caseStory) allocate(on, manager, worker, team string, role casework.AllocatedRole, people ...string) {
	for _, key := range people {
		ch := casework.Allocate{ID: c.id("allocation", key+"/"+worker), Person: c.person(key), Role: role, From: day(on)}
		if worker != "" {
			ch.Membership = c.member(worker)
		}
		if team != "" {
			ch.Team = c.id("team", team)
		}
		ch.For = partOf[role]
		c.tell(on, manager, ch)
	}
}

// family records what one person is to others.
func (c *caseStory) family(on, worker string, kinship casework.Kinship, responsible bool, one string, others ...string) {
	for _, other := range others {
		c.tell(on, worker, casework.Relate{
			ID: c.id("relationship", one+"/"+string(kinship)+"/"+other), Person: c.person(one), Of: c.person(other), Kinship: kinship, Responsibility: responsible,
		})
	}
}

func (c *caseStory) lives(on, worker, from, line, town, postcode string, people ...string) {
	c.tell(on, worker, casework.AddAddress{
		ID: c.id("address", people[0]), People: c.people(people...), Kind: casework.HomeAddress, Lines: []string{line, town}, Postcode: postcode, From: day(from),
	})
}

// describe records what is of a special category, with an NHS number.
func (c *caseStory) describe(on, worker, key, ethnicity string, disability ...string) {
	if len(disability) == 0 {
		disability = []string{"NONE"}
	}
	c.tell(on, worker, casework.Describe{ID: c.id("characteristics", key), Person: c.person(key), Ethnicity: ethnicity, Disability: disability})
	c.tell(on, worker, casework.AddIdentifier{ID: c.id("identifier", key+"/nhs"), Person: c.person(key), Type: casework.NHSNumber, Value: c.nhsNumber(), Source: "The child’s GP"})
}

// involve records that an agency works with people.
func (c *caseStory) involve(on, worker, agency string, part access.Compartment, why string, people ...string) {
	for _, key := range people {
		c.tell(on, worker, casework.Involve{
			ID: c.id("involvement", key+"/"+agency), Person: c.person(key), Agency: c.agency(agency), For: part, Basis: casework.Statutory, Why: why, From: day(on),
		})
	}
}

// write records something and seals it.
func (c *caseStory) write(on, author, of, key, happened, title, words string, people ...string) {
	c.record(on, author, usualPurpose(author), of, key, casework.RecordDetails{Happened: day(happened), Title: title, Words: words, Complete: true}, people...)
}

func (c *caseStory) record(on, author string, purpose access.Purpose, of, key string, d casework.RecordDetails, people ...string) {
	c.tellFor(on, author, purpose, casework.WriteRecord{ID: c.id("record", key), Of: of, People: c.people(people...), Details: d})
}

// visit is a visit to one child, in words to them, with what they said.
func (c *caseStory) visit(on, worker, happened, key, words, said string, alone bool) {
	d := casework.RecordDetails{Happened: day(happened), Title: "Visit", Words: words, Complete: true}
	if said != "" {
		d.Voices = []casework.Voice{{Person: c.person(key), Words: said, How: "Talking during the visit", Alone: alone}}
	}
	c.record(on, worker, access.DirectWork, "visit", key+"/visit/"+happened, d, key)
}

// care is the start of a time in care.
type care struct {
	started, recorded, need, status, home string
	placement                             casework.PlacementDetails
}

func foster(provider, carer, postcode string) casework.PlacementDetails {
	return casework.PlacementDetails{Type: "U6", Provider: provider, Carer: carer, Postcode: postcode}
}

func (c *caseStory) comesIntoCare(worker, key string, s care) {
	c.tell(s.recorded, worker, casework.StartCare{
		ID: c.id("episode", key), Person: c.person(key), Started: day(s.started), Need: s.need, HomePostcode: s.home, Status: s.status, Placement: s.placement,
	})
}

// review is one review: planned, then held or put off. A review without a day
// is still to come, or nobody has recorded it.
type review struct {
	due, held, recorded string
	code, decisions     string
	completed           string // "" when its record is not written yet
	putOff, newDue      string
}

func (c *caseStory) reviews(planned, chair, key string, list ...review) {
	for _, r := range list {
		id := c.id("review", key+"/"+r.due)
		c.tell(planned, chair, casework.PlanReview{ID: id, Person: c.person(key), Due: day(r.due), Chair: c.member(chair)})
		switch {
		case r.putOff != "":
			c.tell(r.recorded, chair, casework.HoldReview{Review: id, Postponed: r.putOff, Due: day(r.newDue)})
		case r.held != "":
			c.tell(r.recorded, chair, casework.HoldReview{
				Review: id, Held: day(r.held), Participation: r.code, Decisions: r.decisions, Completed: day(r.completed),
			})
		}
		if r.recorded != "" {
			planned = r.recorded
		}
	}
}

// reviewHeldAfter records that a review which was put off was held.
func (c *caseStory) reviewHeldAfter(on, chair, key, due, held, code, decisions string) {
	c.tell(on, chair, casework.HoldReview{Review: c.id("review", key+"/"+due), Held: day(held), Participation: code, Decisions: decisions, Completed: day(on)})
}

// decided is a decision of a manager.
func decided(chosen, reason, risk, toChild string, options ...string) *casework.ManagerDecision {
	return &casework.ManagerDecision{Options: append(options, chosen), Chosen: chosen, Reason: reason, Risk: risk, Child: toChild}
}

func (c *caseStory) decision(on, manager, key, title string, d *casework.ManagerDecision, people ...string) {
	c.record(on, manager, access.Supervising, "management_decision", key, casework.RecordDetails{Happened: day(on), Title: title, Decision: d, Complete: true}, people...)
}

// assessed is a health assessment.
func (c *caseStory) assessed(on, happened, key, title, words string) {
	c.write(on, careNurseOnly, "health_assessment", key+"/health/"+happened, happened, title, words, key)
}

func (c *caseStory) dental(on, happened, key, words string) {
	c.write(on, careNurseOnly, "dental_check", key+"/dental/"+happened, happened, "Dental check", words, key)
}

func (c *caseStory) schoolPlan(on, happened, key, words string) {
	c.write(on, teacher, "personal_education_plan", key+"/school/"+happened, happened, "Personal education plan", words, key)
}
