package access_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/access"
)

// cell is one place of the policy's table.
type cell struct {
	role    access.Role
	as      access.Relationship
	class   access.Class
	wall    access.Wall
	purpose access.Purpose
	act     access.Act
}

func (c cell) isFor(roles ...access.Role) bool { return slices.Contains(roles, c.role) }

func (c cell) isOf(compartments ...access.Compartment) bool {
	return slices.Contains(compartments, c.class.Compartment)
}

// analystsRow says that one of the council's data analysts reads a row of a
// return, to count it.
func (c cell) analystsRow() bool {
	return c.role == access.DataAnalyst && c.act == access.View && c.isOf(access.Returns) && c.as == access.OfAuthority && c.purpose == access.Statistics
}

// never is what must never be open, whoever writes the rules, in words that
// owe nothing to them.
var never = []struct {
	words string
	is    func(c cell) bool
}{
	{"the Board, young people and those who run the plan or the program open a record", func(c cell) bool {
		return c.act != access.Count && !c.analystsRow() && c.isFor(access.BoardMember, access.YoungPerson, access.Administrator, access.Operator, access.PlanOwner,
			access.AgencyLead, access.GroupChair, access.DeputyChair, access.DataAnalyst)
	}},
	{"the administrator or the operator counts children", func(c cell) bool { return c.isFor(access.Administrator, access.Operator) }},
	{"a count is for anything but statistics, or statistics open a record", func(c cell) bool {
		return (c.act == access.Count) != (c.purpose == access.Statistics) && !c.analystsRow()
	}},
	{"a stranger opens a record", func(c cell) bool {
		return c.act != access.Count && c.as == access.Unrelated && (c.role != access.HealthProfessional || c.purpose != access.Emergency)
	}},
	{"the name of somebody who is known is corrected without a tie to them", func(c cell) bool {
		return c.act == access.Record && c.isOf(access.Identity) && (c.as == access.Unrelated || c.as == access.OfAuthority)
	}},
	{"a partner reaches somebody without a tie", func(c cell) bool {
		return c.act != access.Count && c.as == access.OfAuthority && c.purpose != access.Emergency &&
			c.isFor(access.HealthProfessional, access.Psychologist, access.EducationProfessional, access.PoliceOfficer)
	}},
	{"somebody other than the LADO service, or whoever answers the adult’s request, opens an allegation", func(c cell) bool {
		return c.act != access.Count && c.isOf(access.DesignatedOfficer) && c.role != access.LADO &&
			(c.role != access.GovernanceLead || c.purpose != access.SubjectAccess || c.as != access.Allocated || c.act != access.View)
	}},
	{"somebody other than the adoption service opens adoption", func(c cell) bool {
		return c.act != access.Count && c.role != access.AdoptionWorker && (c.isOf(access.Adoption) || c.wall == access.AdoptionWall && !c.isOf(access.Oversight))
	}},
	{"psychology notes leave health", func(c cell) bool {
		return c.act != access.Count && c.isOf(access.Psychology) && !c.isFor(access.Psychologist, access.HealthProfessional)
	}},
	{"the personal part of supervision is open without being allocated, or for anything else", func(c cell) bool {
		return c.act != access.Count && c.isOf(access.PersonalSupervision) && (c.as != access.Allocated || c.purpose != access.Supervising)
	}},
	{"rows of returns are open to somebody else, or are written by hand", func(c cell) bool {
		works := c.isFor(access.SocialWorker, access.TeamManager, access.ReviewingOfficer) && (c.as == access.Allocated || c.as == access.OfTeam) &&
			slices.Contains([]access.Purpose{access.DirectWork, access.Supervising, access.Reviewing}, c.purpose)
		judged := works && c.act == access.Record && c.class.Sensitivity == access.Personal
		return c.act != access.Count && c.isOf(access.Returns) && !c.analystsRow() && !(works && c.act == access.View) && !judged
	}},
	{"why an alert that rests on returns was dismissed is open to whoever counts them, or to a reviewing officer’s team", func(c cell) bool {
		judged := c.act != access.Count && c.isOf(access.Returns) && c.class.Sensitivity == access.Personal
		return judged && (c.role == access.DataAnalyst || c.role == access.ReviewingOfficer && c.as != access.Allocated)
	}},
	{"a masked address is open to somebody else", func(c cell) bool {
		social := c.role == access.SocialWorker && c.as == access.Allocated
		manager := c.role == access.TeamManager && (c.as == access.Allocated || c.as == access.OfTeam)
		duty := c.role == access.DutyWorker && c.purpose == access.Emergency && c.act == access.View
		return c.act != access.Count && c.isOf(access.MaskedAddress) && !social && !manager && !duty
	}},
	{"an emergency opens what it never may", func(c cell) bool {
		return c.purpose == access.Emergency && (c.wall == access.AdoptionWall || c.isOf(access.DesignatedOfficer, access.Adoption, access.Psychology, access.PersonalSupervision))
	}},
	{"finance staff see history", func(c cell) bool {
		return c.act != access.Count && c.role == access.FinanceOfficer && !c.isOf(access.Money, access.Identity)
	}},
	{"an auditor does more than read what is allocated to them, to audit", func(c cell) bool {
		return c.act != access.Count && c.role == access.Auditor && (c.act != access.View || c.as != access.Allocated || c.purpose != access.Auditing)
	}},
	{"a restricted person is reached by somebody else", func(c cell) bool {
		manager := c.role == access.TeamManager && c.as == access.OfTeam
		governance := c.isFor(access.GovernanceLead, access.CaldicottGuardian) && c.purpose == access.Governance
		onCall := c.isFor(access.DutyWorker, access.TeamManager) && c.purpose == access.Emergency
		return c.act != access.Count && c.wall == access.Restricted && c.as != access.Allocated && !manager && !governance && !onCall
	}},
	{"somebody outside governance reads the record of who looked", func(c cell) bool {
		return c.isOf(access.Oversight) && c.class.Sensitivity != access.Personal && c.act == access.View && !c.isFor(access.GovernanceLead, access.CaldicottGuardian)
	}},
}

// breaches gives what is open and must never be, and stops when it has enough.
func breaches(p *access.Policy, enough int) (found []string) {
	for _, role := range access.Roles {
		for _, purpose := range access.Purposes {
			for _, act := range access.Acts {
				for _, as := range access.Relationships {
					for _, wall := range access.Walls {
						for _, class := range access.Classes() {
							if !p.Decide(role, as, class, wall, purpose, act).Allowed {
								continue
							}
							for _, rule := range never {
								if !slices.Contains(found, rule.words) && rule.is(cell{role, as, class, wall, purpose, act}) {
									found = append(found, rule.words)
								}
								if len(found) == enough {
									return found
								}
							}
						}
					}
				}
			}
		}
	}
	return found
}

func TestWhatMustNeverBeOpen(t *testing.T) {
	if found := breaches(theShipped(t), len(never)); len(found) > 0 {
		t.Errorf("open, and must never be: %s", strings.Join(found, "; "))
	}
	if found := breaches(thePolicy(t, map[string][]byte{"ours.cedar": []byte(everythingElse)}), len(never)); len(found) > 0 {
		t.Errorf("a council that allows everything opened it: %s", strings.Join(found, "; "))
	}
}

// everythingElse allows what no wall forbids. That those who run the program
// may count children is not behind a wall, so it leaves them out.
const everythingElse = `@id("everything") @because("we said so") @source("nobody")
permit (principal, action, resource) unless { principal in [Role::"administrator", Role::"operator"] };
`

// Each wall holds something: without it, and with rules that allow everything,
// something that must never be open is.
func TestEachWallIsMissed(t *testing.T) {
	files, err := access.ShippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	text := string(files["walls.cedar"])
	blocks := strings.SplitAfter(text, ";\n")
	for i, block := range blocks {
		_, after, isWall := strings.Cut(block, `@id("`)
		id, _, _ := strings.Cut(after, `"`)
		if !isWall {
			continue
		}
		without := slices.Concat(blocks[:i], blocks[i+1:])
		p, err := access.PolicyOf(map[string][]byte{
			"walls.cedar": []byte(strings.Join(without, "")),
			"all.cedar":   []byte(everythingElse),
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(breaches(p, 1)) == 0 {
			t.Errorf("nothing misses %s", id)
		}
	}
}

// What people need for their work, in the words of the facts.
func TestWhatEachMayOpen(t *testing.T) {
	p := theShipped(t)
	for _, c := range []struct {
		words string
		ties  access.Ties
		role  access.Role
		why   access.Purpose
		class string // sensitivity and compartment
		wall  access.Wall
		view  bool
		adds  bool
	}{
		{"a social worker, their child", allocated, access.SocialWorker, access.DirectWork, "sensitive social_care", access.NoWall, true, true},
		{"a social worker, a child of their team", ofTeam, access.SocialWorker, access.DirectWork, "sensitive social_care", access.NoWall, true, true},
		{"a social worker, a child of the council", nobodys, access.SocialWorker, access.DirectWork, "personal social_care", access.NoWall, false, false},
		{"a social worker finds a child", nobodys, access.SocialWorker, access.DirectWork, "personal identity", access.NoWall, true, false},
		{"a social worker, a name that must be kept", nobodys, access.SocialWorker, access.DirectWork, "sensitive identity", access.NoWall, false, false},
		{"a social worker, the full health report", allocated, access.SocialWorker, access.DirectWork, "sensitive health", access.NoWall, false, false},
		{"a social worker, to count", allocated, access.SocialWorker, access.Statistics, "personal social_care", access.NoWall, false, false},
		{"a social worker, to audit", allocated, access.SocialWorker, access.Auditing, "personal social_care", access.NoWall, false, false},
		{"a social worker, a restricted child of their team", ofTeam, access.SocialWorker, access.DirectWork, "personal social_care", access.Restricted, false, false},
		{"a social worker, their restricted child", allocated, access.SocialWorker, access.DirectWork, "personal social_care", access.Restricted, true, true},
		{"a manager, a restricted child of their team", ofTeam, access.TeamManager, access.Supervising, "personal social_care", access.Restricted, true, true},
		{"a social worker, before the adoption", allocated, access.SocialWorker, access.DirectWork, "personal social_care", access.AdoptionWall, false, false},
		{"an adoption worker, before the adoption", allocated, access.AdoptionWorker, access.DirectWork, "personal social_care", access.AdoptionWall, true, false},
		{"an adoption worker opens a record", nobodys, access.AdoptionWorker, access.DirectWork, "sensitive adoption", access.NoWall, false, true},
		{"an IRO, a review", allocated, access.ReviewingOfficer, access.Reviewing, "personal looked_after_review", access.NoWall, true, true},
		{"an IRO, social care", allocated, access.ReviewingOfficer, access.Reviewing, "sensitive social_care", access.NoWall, true, false},
		{"an IRO, the health summary", allocated, access.ReviewingOfficer, access.Reviewing, "personal health", access.NoWall, true, false},
		{"an IRO, a MARAC", allocated, access.ReviewingOfficer, access.Reviewing, "sensitive domestic_abuse", access.NoWall, false, false},
		{"health, the health part", ofAgency, access.HealthProfessional, access.DirectWork, "personal health", access.NoWall, true, true},
		{"health, a full report of another’s", ofAgency, access.HealthProfessional, access.DirectWork, "sensitive health", access.NoWall, false, false},
		{"health, a full report", allocated, access.HealthProfessional, access.DirectWork, "sensitive health", access.NoWall, true, true},
		{"health, what the conference shared", ofAgency, access.HealthProfessional, access.DirectWork, "personal conference", access.NoWall, true, false},
		{"health, social care", allocated, access.HealthProfessional, access.DirectWork, "personal social_care", access.NoWall, false, false},
		{"health, psychology", allocated, access.HealthProfessional, access.DirectWork, "sensitive psychology", access.NoWall, false, false},
		{"a psychologist, their notes", allocated, access.Psychologist, access.DirectWork, "sensitive psychology", access.NoWall, true, true},
		{"a school, an education plan", ofAgency, access.EducationProfessional, access.DirectWork, "personal education", access.NoWall, true, true},
		{"a school, an exclusion", ofAgency, access.EducationProfessional, access.DirectWork, "sensitive education", access.NoWall, false, false},
		{"the police, a strategy record", ofAgency, access.PoliceOfficer, access.Enquiry, "sensitive strategy_discussion", access.NoWall, true, true},
		{"the police, a conference", ofAgency, access.PoliceOfficer, access.Enquiry, "personal conference", access.NoWall, false, false},
		{"the LADO, an allegation", nobodys, access.LADO, access.DirectWork, "sensitive lado", access.NoWall, true, true},
		{"a duty worker, a call", nobodys, access.DutyWorker, access.DirectWork, "personal out_of_hours", access.NoWall, true, true},
		{"a duty worker, social care", nobodys, access.DutyWorker, access.DirectWork, "personal social_care", access.NoWall, false, false},
		{"a duty worker, through the glass", glass, access.DutyWorker, access.Emergency, "sensitive social_care", access.NoWall, true, false},
		{"a duty worker, a masked address through the glass", glass, access.DutyWorker, access.Emergency, "sensitive masked_address", access.NoWall, true, false},
		{"a duty worker, in an emergency, before the glass", nobodys, access.DutyWorker, access.Emergency, "sensitive social_care", access.NoWall, false, false},
		{"a duty worker finds a child in an emergency", nobodys, access.DutyWorker, access.Emergency, "personal identity", access.NoWall, true, false},
		{"a duty worker writes down that they break the glass", nobodys, access.DutyWorker, access.Emergency, "ordinary oversight", access.NoWall, false, true},
		{"a social worker, an alert about themselves", allocated, access.SocialWorker, access.DirectWork, "sensitive oversight", access.NoWall, false, false},
		{"a social worker decides not to share", allocated, access.SocialWorker, access.DirectWork, "personal oversight", access.NoWall, true, true},
		{"a school decides to share", ofAgency, access.EducationProfessional, access.DirectWork, "personal oversight", access.NoWall, false, true},
		{"a social worker corrects the name of their child", allocated, access.SocialWorker, access.DirectWork, "personal identity", access.NoWall, true, true},
		{"a manager corrects the name of a child of their team", ofTeam, access.TeamManager, access.Supervising, "personal identity", access.NoWall, true, true},
		{"a manager, the name of another team's child", nobodys, access.TeamManager, access.Supervising, "personal identity", access.NoWall, true, false},
		{"a manager, what governance keeps of a child of their team", ofTeam, access.TeamManager, access.Supervising, "sensitive oversight", access.NoWall, false, false},
		{"a manager decides to share about another team's child", nobodys, access.TeamManager, access.DirectWork, "personal oversight", access.NoWall, false, false},
		{"governance corrects a name", nobodys, access.GovernanceLead, access.Governance, "personal identity", access.NoWall, true, false},
		{"a duty worker corrects a name", nobodys, access.DutyWorker, access.DirectWork, "personal identity", access.NoWall, true, false},
		{"a manager writes on the file of another team's child", nobodys, access.TeamManager, access.Supervising, "personal social_care", access.NoWall, false, false},
		{"a teacher at the conference", allocated, access.EducationProfessional, access.DirectWork, "sensitive conference", access.NoWall, true, false},
		{"a school, the whole conference", ofAgency, access.EducationProfessional, access.DirectWork, "sensitive conference", access.NoWall, false, false},
		{"a social worker through the glass, to a restricted child", glass, access.SocialWorker, access.Emergency, "personal social_care", access.Restricted, false, false},
		{"a duty worker through the glass, to a restricted child", glass, access.DutyWorker, access.Emergency, "personal social_care", access.Restricted, true, false},
		{"a supervisor", allocated, access.TeamManager, access.Supervising, "personal supervision_personal", access.NoWall, true, true},
		{"another manager", ofTeam, access.TeamManager, access.Supervising, "personal supervision_personal", access.NoWall, false, false},
		{"finance, money", ofTeam, access.FinanceOfficer, access.DirectWork, "personal money", access.NoWall, true, true},
		{"an auditor, the sample", allocated, access.Auditor, access.Auditing, "sensitive social_care", access.NoWall, true, false},
		{"governance, a decision", nobodys, access.GovernanceLead, access.Governance, "sensitive oversight", access.NoWall, true, true},
		{"governance, a list before the adoption", nobodys, access.GovernanceLead, access.Governance, "ordinary adoption", access.AdoptionWall, false, false},
		{"an adoption worker, a list before the adoption", nobodys, access.AdoptionWorker, access.Governance, "ordinary adoption", access.AdoptionWall, true, true},
		{"an adoption worker, whose list it is", nobodys, access.AdoptionWorker, access.Governance, "personal identity", access.AdoptionWall, true, false},
		{"an adoption worker, a list of anybody else", nobodys, access.AdoptionWorker, access.Governance, "sensitive oversight", access.NoWall, false, false},
		{"an adoption worker, anybody else, to govern", nobodys, access.AdoptionWorker, access.Governance, "personal identity", access.NoWall, false, false},
		{"an adoption worker, an adoption record, to govern", allocated, access.AdoptionWorker, access.Governance, "sensitive adoption", access.AdoptionWall, false, false},
		{"governance, a hold before the adoption", nobodys, access.GovernanceLead, access.Governance, "sensitive oversight", access.AdoptionWall, true, true},
		{"governance, who was adopted", nobodys, access.GovernanceLead, access.Governance, "personal identity", access.AdoptionWall, false, false},
		{"governance, social care", nobodys, access.GovernanceLead, access.Governance, "personal social_care", access.NoWall, false, false},
		{"governance answers a request", allocated, access.GovernanceLead, access.SubjectAccess, "sensitive social_care", access.NoWall, true, false},
		{"an analyst, a row of a return", nobodys, access.DataAnalyst, access.Statistics, "sensitive returns", access.NoWall, true, false},
		{"an analyst, a row about a restricted child", nobodys, access.DataAnalyst, access.Statistics, "sensitive returns", access.Restricted, false, false},
		{"an analyst, a row from before the adoption", nobodys, access.DataAnalyst, access.Statistics, "sensitive returns", access.AdoptionWall, false, false},
		{"an analyst, a name", nobodys, access.DataAnalyst, access.Statistics, "personal identity", access.NoWall, false, false},
		{"an analyst, a record", nobodys, access.DataAnalyst, access.Statistics, "sensitive social_care", access.NoWall, false, false},
		{"an analyst, a row to work with the child", allocated, access.DataAnalyst, access.DirectWork, "sensitive returns", access.NoWall, false, false},
		{"a social worker, their child's row", allocated, access.SocialWorker, access.DirectWork, "sensitive returns", access.NoWall, true, false},
		{"a social worker, the row of a child of their team", ofTeam, access.SocialWorker, access.DirectWork, "sensitive returns", access.NoWall, true, false},
		{"a social worker, any child's row", nobodys, access.SocialWorker, access.DirectWork, "sensitive returns", access.NoWall, false, false},
		{"a social worker, any child's row to count", nobodys, access.SocialWorker, access.Statistics, "sensitive returns", access.NoWall, false, false},
		{"a social worker, their restricted child's row", allocated, access.SocialWorker, access.DirectWork, "sensitive returns", access.Restricted, true, false},
		{"a social worker, the row of a restricted child of their team", ofTeam, access.SocialWorker, access.DirectWork, "sensitive returns", access.Restricted, false, false},
		{"a manager, the row of a restricted child of their team", ofTeam, access.TeamManager, access.Supervising, "sensitive returns", access.Restricted, true, false},
		{"a manager, their child's row from before the adoption", allocated, access.TeamManager, access.Supervising, "sensitive returns", access.AdoptionWall, false, false},
		{"an IRO, their child's row", allocated, access.ReviewingOfficer, access.Reviewing, "sensitive returns", access.NoWall, true, false},
		{"health, a row of a return", allocated, access.HealthProfessional, access.DirectWork, "sensitive returns", access.NoWall, false, false},
		{"an auditor, a row of a return", allocated, access.Auditor, access.Auditing, "sensitive returns", access.NoWall, false, false},
		{"a duty worker through the glass, a row of a return", glass, access.DutyWorker, access.Emergency, "sensitive returns", access.NoWall, false, false},
	} {
		sensitivity, compartment, _ := strings.Cut(c.class, " ")
		class := access.Class{Sensitivity: access.Sensitivity(sensitivity), Compartment: access.Compartment(compartment)}
		caller := acting(c.role)
		caller.Council = !slices.Contains([]access.Role{access.HealthProfessional, access.Psychologist, access.EducationProfessional, access.PoliceOfficer}, c.role)
		for act, want := range map[access.Act]bool{access.View: c.view, access.Record: c.adds, access.Count: false} {
			if got := p.Scope(caller, c.why, act).Allows(class, c.wall, c.ties); got != want && (act != access.Count || c.why != access.Statistics) {
				t.Errorf("%s: to %s is %t, want %t", c.words, act, got, want)
			}
		}
	}
}

var (
	allocated = access.Ties{Allocated: true}
	ofTeam    = access.Ties{Team: true}
	ofAgency  = access.Ties{Agency: true}
	glass     = access.Ties{Glass: true}
	nobodys   = access.Ties{}
)

// Who adds somebody new, and who says who works with a person and is kept from
// them: neither needs the other, nor lets anybody change what the record says.
func TestWhoRegistersAndWhoArranges(t *testing.T) {
	p := theShipped(t)
	name := access.Class{Sensitivity: access.Personal, Compartment: access.Identity}
	for _, c := range []struct {
		words               string
		ties                access.Ties
		role                access.Role
		why                 access.Purpose
		wall                access.Wall
		registers, arranges bool
	}{
		{"a social worker", nobodys, access.SocialWorker, access.DirectWork, access.NoWall, true, false},
		{"a social worker, of their child", allocated, access.SocialWorker, access.DirectWork, access.NoWall, true, false},
		{"a manager", nobodys, access.TeamManager, access.Supervising, access.NoWall, true, true},
		{"a manager, of another team's restricted child", nobodys, access.TeamManager, access.Supervising, access.Restricted, false, false},
		{"a manager, of a restricted child of the team", ofTeam, access.TeamManager, access.Supervising, access.Restricted, false, true},
		{"a duty worker", nobodys, access.DutyWorker, access.DirectWork, access.NoWall, true, false},
		{"an early help worker", nobodys, access.EarlyHelpWorker, access.DirectWork, access.NoWall, true, false},
		{"an adoption worker, before the adoption", nobodys, access.AdoptionWorker, access.DirectWork, access.AdoptionWall, true, true},
		{"the LADO", nobodys, access.LADO, access.DirectWork, access.NoWall, true, true},
		{"an IRO", allocated, access.ReviewingOfficer, access.Reviewing, access.NoWall, false, false},
		{"governance", nobodys, access.GovernanceLead, access.Governance, access.Restricted, false, true},
		{"governance, before the adoption", nobodys, access.GovernanceLead, access.Governance, access.AdoptionWall, false, false},
		{"governance answering a request", allocated, access.GovernanceLead, access.SubjectAccess, access.NoWall, false, false},
		{"an auditor", allocated, access.Auditor, access.Auditing, access.NoWall, false, false},
		{"health", allocated, access.HealthProfessional, access.DirectWork, access.NoWall, false, false},
	} {
		caller := acting(c.role)
		caller.Council = c.role != access.HealthProfessional
		for act, want := range map[access.Act]bool{access.Register: c.registers, access.Arrange: c.arranges} {
			if got := p.Scope(caller, c.why, act).Allows(name, c.wall, c.ties); got != want {
				t.Errorf("%s: to %s is %t, want %t", c.words, act, got, want)
			}
		}
	}
}

func TestPurposes(t *testing.T) {
	p := theShipped(t)
	for _, c := range []struct {
		roles []access.Role
		want  []access.Purpose
	}{
		{[]access.Role{access.SocialWorker}, []access.Purpose{access.DirectWork, access.Supervising, access.Enquiry, access.Emergency, access.Statistics}},
		{[]access.Role{access.ReviewingOfficer}, []access.Purpose{access.Supervising, access.Reviewing, access.Emergency, access.Statistics}},
		{[]access.Role{access.PoliceOfficer}, []access.Purpose{access.Enquiry, access.Statistics}},
		{[]access.Role{access.BoardMember, access.YoungPerson}, []access.Purpose{access.Statistics}},
		{[]access.Role{access.Administrator, "mayor"}, nil},
		{nil, nil},
	} {
		caller := acting(c.roles...)
		caller.Council = true
		if got := p.PurposesOf(caller); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v", c.roles, got)
		}
		caller.Account = ""
		if got := p.PurposesOf(caller); got != nil {
			t.Errorf("nobody, as %v, has %v", c.roles, got)
		}
	}
}

// A scope of everything declared has no room for a class that it doesn't know.
func TestBlocksHoldEveryCell(t *testing.T) {
	if n := len(access.Classes()); n != 63 || len(access.Walls) != 3 || len(access.Acts) != 5 || len(access.Relationships) != 5 || access.Levels != 5 {
		t.Error(fmt.Sprint("the table has another shape: classes ", n))
	}
}
