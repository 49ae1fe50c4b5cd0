package demo

import (
	"throughline/access"
	"throughline/plan"
)

// The keys of staff who work with children and families, or check on those
// who do.
const (
	northWorker    = "leila-farrow"
	northSecond    = "chloe-rushworth"
	northManager   = "denise-kershaw"
	southWorker    = "ben-atherley"
	southSecond    = "rachel-tamwell"
	southManager   = "alan-pettifer"
	adviser        = "omar-haddad"
	reviewer       = "martin-oakes"
	secondReviewer = "sunita-bhatt"
	careNurseOnly  = "bridget-nolan"
	therapist      = "farah-anwar"
	teacher        = "gareth-penrose"
	detective      = "simon-tranter"
	officer        = "helen-marsden"
	familyWorker   = "tariq-mahmood"
	adoptionWorker = "judith-corran"
	dutyWorker     = "neil-sugden"
	moneyOfficer   = "pauline-eckersley"
	analyst        = "kevin-adjei"
	governance     = "rosalind-tait"
	guardian       = "vivien-sharrock"
)

// larkfell is a school that some of the children go to.
const larkfell = "larkfell"

// joinCaseworkDay is the day on which they are brought in.
const joinCaseworkDay = "2012-02-15"

var caseworkAgencies = []agency{{larkfell, "Larkfell School", "school"}}

func only(role access.Role) []access.Role { return []access.Role{role} }

var caseworkCast = []cast{
	{"Leila Farrow", council, "Social worker, north district", only(access.SocialWorker), true},
	{"Denise Kershaw", council, "Team manager, north district", only(access.TeamManager), true},
	{"Martin Oakes", council, "Independent reviewing officer", only(access.ReviewingOfficer), true},
	{"Bridget Nolan", northmoor, "Health professional, looked-after children’s nurse", only(access.HealthProfessional), true},
	{"Farah Anwar", wyndale, "Clinical psychologist", only(access.Psychologist), true},
	{"Gareth Penrose", larkfell, "Education professional, designated teacher", only(access.EducationProfessional), true},
	{"Simon Tranter", constabulary, "Police officer, child protection", only(access.PoliceOfficer), true},
	{"Helen Marsden", council, "Local authority designated officer (LADO)", only(access.LADO), true},
	{"Tariq Mahmood", council, "Early help worker", only(access.EarlyHelpWorker), true},
	{"Judith Corran", council, "Adoption worker", only(access.AdoptionWorker), true},
	{"Neil Sugden", council, "Out-of-hours duty worker", only(access.DutyWorker), true},
	{"Pauline Eckersley", council, "Leaving care finance officer", only(access.FinanceOfficer), true},
	{"Kevin Adjei", council, "Data analyst", only(access.DataAnalyst), true},
	{"Rosalind Tait", council, "Information governance lead", only(access.GovernanceLead), true},
	{"Vivien Sharrock", council, "Caldicott Guardian", only(access.CaldicottGuardian), true},

	{"Chloe Rushworth", council, "Social worker, north district", only(access.SocialWorker), false},
	{"Ben Atherley", council, "Social worker, south district", only(access.SocialWorker), false},
	{"Rachel Tamwell", council, "Social worker, south district", only(access.SocialWorker), false},
	{"Alan Pettifer", council, "Team manager, south district", only(access.TeamManager), false},
	{"Omar Haddad", council, "Personal adviser, leaving care", only(access.SocialWorker), false},
	{"Sunita Bhatt", council, "Independent reviewing officer", only(access.ReviewingOfficer), false},
}

// The teams' keys.
const (
	northTeam    = "north"
	southTeam    = "south"
	leavingTeam  = "leaving-care"
	reviewTeam   = "reviewing"
	earlyTeam    = "early-help"
	adoptionTeam = "adoption"
	dutyTeam     = "duty"
	healthTeam   = "health"
)

// teams are the teams, with who is in each from the start.
var teams = []struct {
	key, agency, name string
	members           []string
}{
	{northTeam, council, "North district social work team", []string{northManager, northWorker, northSecond}},
	{southTeam, council, "South district social work team", []string{southManager, southWorker, southSecond}},
	{leavingTeam, council, "Leaving care team", []string{southManager, adviser, moneyOfficer}},
	{reviewTeam, council, "Independent reviewing team", []string{reviewer, secondReviewer}},
	{earlyTeam, council, "Early help team", []string{familyWorker}},
	{adoptionTeam, council, "Adoption team", []string{adoptionWorker}},
	{dutyTeam, council, "Emergency duty team", []string{dutyWorker}},
	{healthTeam, northmoor, "Looked-after children’s health team", []string{careNurseOnly}},
}

var caseworkPosts = []post{
	{"designated-officer", council, "Local authority designated officer", plan.NoSeat, []holder{{joinCaseworkDay, officer}}},
	{"information-governance-manager", council, "Information governance manager", plan.NoSeat, []holder{{joinCaseworkDay, governance}}},
	{"caldicott-guardian", council, "Caldicott Guardian", plan.NoSeat, []holder{{joinCaseworkDay, guardian}}},
}

// setUpCasework brings in the people of caseworkCast, their agencies, posts
// and teams.
func (s *story) setUpCasework() {
	for _, a := range caseworkAgencies {
		s.tell(joinCaseworkDay, administrator, s.addAgency(a))
	}
	s.join(joinCaseworkDay)
	s.addPosts(joinCaseworkDay, caseworkPosts)
	for _, team := range teams {
		s.tell(joinCaseworkDay, administrator, plan.AddTeam{ID: s.id("team", team.key), Agency: s.id("agency", team.agency), TeamName: team.name})
		for _, person := range team.members {
			s.tell(joinCaseworkDay, administrator, plan.PlaceInTeam{
				ID: s.id("team_place", team.key+"/"+person), Team: s.id("team", team.key), Membership: s.id("membership", person), From: day(joinCaseworkDay),
			})
		}
	}
}

// Group is some of the people offered at one click.
type Group struct {
	Title  string
	People []Person
}

// OneClick gives the people offered at one click: one for each role, grouped
// by the part of the work that they do.
func OneClick() []Group {
	groups := []Group{{Title: "The plan and the Board"}, {Title: "Working with children and families"}, {Title: "Figures, and checking who sees what"}}
	for _, p := range People() {
		if p.OneClick {
			at := groupOf(p.Roles[0])
			groups[at].People = append(groups[at].People, p)
		}
	}
	return groups
}

func groupOf(role access.Role) int {
	switch role {
	case access.DataAnalyst, access.GovernanceLead, access.CaldicottGuardian:
		return 2
	case access.PlanOwner, access.AgencyLead, access.GroupChair, access.DeputyChair, access.Auditor, access.BoardMember, access.YoungPerson, access.Administrator:
		return 0
	default:
		return 1
	}
}
