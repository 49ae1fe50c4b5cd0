package web

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/plan"
	"throughline/store"
)

// caseDay is the day on which the people below were recorded.
const caseDay = "2012-04-16"

// caseStaff is one account for each role that works with people, by key.
var caseStaff = []struct {
	key, name, agency, team string
	role                    access.Role
}{
	{"worker", "Wilma Worker", "council", "north", access.SocialWorker}, {"colleague", "Colin Colleague", "council", "north", access.SocialWorker},
	{"elsewhere", "Elsa Elsewhere", "council", "south", access.SocialWorker}, {"manager", "Mary Manager", "council", "north", access.TeamManager},
	{"reviewer", "Rita Reviewer", "council", "", access.ReviewingOfficer}, {"nurse", "Nora Nurse", "trust", "", access.HealthProfessional},
	{"psychologist", "Pia Psychologist", "trust", "", access.Psychologist}, {"teacher", "Tariq Teacher", "school", "", access.EducationProfessional},
	{"officer", "Otto Officer", "force", "", access.PoliceOfficer}, {"lado", "Lara Lado", "council", "", access.LADO},
	{"early", "Eve Early", "council", "", access.EarlyHelpWorker}, {"adoption", "Adam Adoption", "council", "", access.AdoptionWorker},
	{"duty", "Dora Duty", "council", "", access.DutyWorker}, {"finance", "Finn Finance", "council", "", access.FinanceOfficer},
	{"analyst", "Anna Analyst", "council", "", access.DataAnalyst}, {"governance", "Gwen Governance", "council", "", access.GovernanceLead},
	{"guardian", "Gary Guardian", "council", "", access.CaldicottGuardian},
}

// newCaseCouncil serves a copy of the council with casework to one test.
// Besides what newCouncil has:
//
//	staff: one of each role (caseStaff); worker and colleague are in team north
//	people: amara (born 10 May 2003) and tobi (2006), children of grace, whose
//	address is masked; all three are worker's, and amara is looked after and
//	chaired by reviewer, with nurse's trust and teacher's school involved
//	stranger: a child of team south alone
//	restricted: a child of team south behind a wall
//	before, after: the two records of an adopted child
//	adult: in an allegation that lado keeps
//	note: a sealed case note about amara, with her voice; decision: a decision about her
//	health: a health assessment of amara by the nurse
func newCaseCouncil(t *testing.T) *testCouncil {
	t.Helper()
	base, err := builtCase()
	if err != nil {
		t.Fatal(err)
	}
	return serveCouncil(t, base, Options{})
}

// doCase makes a change about people as a person, without the pages.
func (c *testCouncil) doCase(key string, ch casework.Change) app.Receipt {
	c.t.Helper()
	receipt, err := c.app.DoCase(c.t.Context(), c.caller(key), c.purposeOf(key), ch)
	if err != nil {
		c.t.Fatalf("%s by %s: %v", ch.Name(), key, err)
	}
	return receipt
}

// purposeOf is the purpose that the pages begin with for a person.
func (c *testCouncil) purposeOf(key string) access.Purpose {
	c.t.Helper()
	caller := c.caller(key)
	return widest(c.app.Policy(), caller, c.app.Policy().PurposesOf(caller))
}

var builtCase = sync.OnceValues(func() (builtCouncil, error) { return buildCaseCouncil(context.Background()) })

func buildCaseCouncil(ctx context.Context) (b builtCouncil, err error) {
	base, err := built()
	if err != nil {
		return b, err
	}
	if b.folder, err = os.MkdirTemp("", "casework-*"); err != nil {
		return b, err
	}
	path := filepath.Join(b.folder, "council.db")
	content, err := os.ReadFile(filepath.Join(base.folder, "council.db"))
	if err != nil {
		return b, err
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return b, err
	}
	clock := &testClock{}
	clock.goTo(caseDay)
	db, err := store.Open(ctx, "sqlite:"+path, store.Options{Clock: clock.Now})
	if err != nil {
		return b, err
	}
	s := &settingUp{
		ctx: ctx, service: app.New(db, nil, clock.Now), accounts: account.New(db, clock.Now), authority: base.authority, operator: app.Operator(base.authority),
		id: maps.Clone(base.id),
	}
	s.staff()
	s.families()
	s.walled()
	s.written()
	b.authority, b.id = s.authority, s.id
	return b, errors.Join(s.err, db.Close())
}

func (s *settingUp) staff() {
	s.do(s.operator, plan.AddAgency{ID: s.new("school"), AgencyName: "Stonebridge School", Kind: "school"})
	for _, t := range []struct{ key, name string }{{"north", "North team"}, {"south", "South team"}} {
		s.do(s.operator, plan.AddTeam{ID: s.new(t.key), Agency: s.id["council"], TeamName: t.name})
	}
	for _, p := range caseStaff {
		if s.err != nil {
			return
		}
		s.id["account of "+p.key], s.err = s.accounts.Create(s.ctx, s.operator, p.key+"@example.org", p.name, testPassword)
		s.do(s.operator, plan.AddMember{ID: s.new(p.key), Account: s.id["account of "+p.key], Person: p.name, Agency: s.id[p.agency], Roles: []access.Role{p.role}})
		if p.team != "" {
			s.do(s.operator, plan.PlaceInTeam{ID: s.service.NewID(), Team: s.id[p.team], Membership: s.id[p.key], From: calendar.Must(2012, 4, 1)})
		}
	}
}

// doCase makes a change as a person, for the purpose that the pages begin with.
func (s *settingUp) doCase(key string, ch casework.Change) {
	if s.err != nil {
		return
	}
	caller, err := callerOf(s.ctx, s.service, s.authority, s.id["account of "+key])
	if err == nil {
		purpose := widest(s.service.Policy(), caller, s.service.Policy().PurposesOf(caller))
		if key == "lado" {
			purpose = access.Enquiry // nothing ties the designated officer to an adult, and nobody need be asked about it
		}
		_, err = s.service.DoCase(s.ctx, caller, purpose, ch)
	}
	if err != nil {
		s.err = errors.Join(errors.New(ch.Name()+" by "+key), err)
	}
}

// someone records a person by a name, such as Amara Okafor.
func (s *settingUp) someone(by, key, name string, born calendar.Date, parts ...casework.Part) {
	given, family, _ := strings.Cut(name, " ")
	d := casework.PersonDetails{Parts: parts, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: family}}}
	if !born.IsZero() {
		d.Born, d.Sex = calendar.Known(born), "F"
	}
	s.doCase(by, casework.AddPerson{ID: s.new(key), Details: d})
}

func (s *settingUp) families() {
	from := calendar.Must(2012, 4, 2)
	s.someone("manager", "amara", "Amara Okafor", calendar.Must(2003, 5, 10), casework.Child)
	s.someone("manager", "tobi", "Tobi Okafor", calendar.Must(2006, 2, 3), casework.Child)
	s.someone("manager", "grace", "Grace Okafor", calendar.Must(1980, 1, 20), casework.ParentCarer)
	for _, key := range []string{"amara", "tobi", "grace"} {
		s.doCase("manager", casework.Allocate{ID: s.new("allocation of " + key), Person: s.id[key], Membership: s.id["worker"], Team: s.id["north"], Role: casework.LeadWorker, From: from})
	}
	s.doCase("worker", casework.Relate{ID: s.new("mother"), Person: s.id["grace"], Of: s.id["amara"], Kinship: casework.ParentOf, Responsibility: true})
	s.doCase("worker", casework.Relate{ID: s.new("mother of tobi"), Person: s.id["grace"], Of: s.id["tobi"], Kinship: casework.ParentOf, Responsibility: true})
	s.doCase("worker", casework.Relate{ID: s.new("sibling"), Person: s.id["tobi"], Of: s.id["amara"], Kinship: casework.SiblingOf})
	s.doCase("worker", casework.AddIdentifier{ID: s.new("nhs"), Person: s.id["amara"], Type: casework.NHSNumber, Value: "943 476 5919", Source: "Her red book"})
	s.doCase("worker", casework.AddAddress{ID: s.new("home"), People: []string{s.id["amara"], s.id["tobi"]}, Kind: casework.HomeAddress, Lines: []string{"4 Mill Row", "Stonebridge"}, Postcode: "ZZ99 3VZ", From: from})
	s.doCase("worker", casework.AddAddress{ID: s.new("refuge"), People: []string{s.id["grace"]}, Kind: casework.HomeAddress, Lines: []string{"17 Hidden Lane"}, Postcode: "ZZ99 4WZ",
		From: from, Masked: true, Reason: "Kept from the children’s father"})
	s.doCase("worker", casework.StartCare{ID: s.new("care"), Person: s.id["amara"], Started: from, Need: "N1", Status: "V2", Placement: casework.PlacementDetails{Type: "U6", Provider: "PR1", Carer: "Mr and Mrs Foster"}})
	s.doCase("manager", casework.Allocate{ID: s.new("reviewer of amara"), Person: s.id["amara"], Membership: s.id["reviewer"], Role: casework.Reviewer, For: access.LookedAfterReview, From: from})
	s.doCase("worker", casework.PlanReview{ID: s.new("review"), Person: s.id["amara"], Due: calendar.Must(2012, 4, 30), Chair: s.id["reviewer"]})
	s.doCase("manager", casework.Allocate{ID: s.new("nurse of amara"), Person: s.id["amara"], Membership: s.id["nurse"], Role: casework.NamedNurse, For: access.SocialCare, From: from})
	s.doCase("worker", casework.Involve{ID: s.new("school of amara"), Person: s.id["amara"], Agency: s.id["school"], For: access.Education, Basis: casework.Statutory, From: from})
	s.someone("elsewhere", "stranger", "Stella Stranger", calendar.Must(2001, 7, 7), casework.Child)
	s.doCase("manager", casework.Allocate{ID: s.new("team of stranger"), Person: s.id["stranger"], Team: s.id["south"], Role: casework.LeadWorker, From: from})
}

func (s *settingUp) walled() {
	from := calendar.Must(2012, 4, 2)
	s.someone("manager", "restricted", "Rory Restricted", calendar.Must(2000, 3, 3), casework.Child)
	s.doCase("manager", casework.Allocate{ID: s.service.NewID(), Person: s.id["restricted"], Team: s.id["south"], Role: casework.LeadWorker, From: from})
	s.doCase("governance", casework.Restrict{ID: s.new("restriction"), Person: s.id["restricted"], Why: "The child of a colleague.", AskedBy: "The family", ReviewOn: calendar.Must(2012, 10, 1)})
	s.someone("adoption", "before", "Bella Before", calendar.Must(2010, 1, 1), casework.Child)
	s.doCase("adoption", casework.KeepApart{ID: s.new("break"), Before: s.id["before"], After: s.new("after"), OrderOn: calendar.Must(2012, 4, 10), Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Annie", Family: "After"}}, Born: calendar.Known(calendar.Must(2010, 1, 1)),
	}})
	s.someone("lado", "adult", "Alan Adult", calendar.Must(1970, 6, 6), casework.Professional)
	s.doCase("lado", casework.WriteRecord{ID: s.new("allegation"), Of: "lado_allegation", People: []string{s.id["adult"]},
		Details: casework.RecordDetails{Happened: from, Title: "Allegation at work", Words: "What was alleged.", Complete: true}})
}

func (s *settingUp) written() {
	day := calendar.Must(2012, 4, 12)
	s.doCase("worker", casework.WriteRecord{ID: s.new("note"), Of: "visit", People: []string{s.id["amara"]}, Details: casework.RecordDetails{
		Happened: day, Title: "Visit to the placement", Words: "Amara showed me her room.", Complete: true,
		Voices: []casework.Voice{{Person: s.id["amara"], Words: "I like the garden.", How: "Talking", Alone: true, Changed: "Contact is in the garden"}},
	}})
	s.doCase("manager", casework.WriteRecord{ID: s.new("decision"), Of: "management_decision", People: []string{s.id["amara"]}, Details: casework.RecordDetails{
		Happened: day, Title: "Where Amara lives", Words: "Discussed.", Complete: true,
		Decision: &casework.ManagerDecision{Options: []string{"Stay", "Go home"}, Chosen: "Amara stays where she is", Reason: "She is settled", Risk: "Contact may stop"},
	}})
	s.doCase("nurse", casework.WriteRecord{ID: s.new("health"), Of: "health_assessment", People: []string{s.id["amara"]},
		Details: casework.RecordDetails{Happened: day, Title: "Initial health assessment", Words: "Hearing was tested.", Complete: true}})
}
