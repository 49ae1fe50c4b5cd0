package plan

import (
	"fmt"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AddTeam records a team of an agency.
type AddTeam struct{ ID, Agency, TeamName string }

// Name is the change's name in the ledger.
func (AddTeam) Name() string { return "add a team" }

// Needs is the permission it takes.
func (AddTeam) Needs() access.Permission { return access.ManagePeople }

// Decide refuses an agency that has ended, and a name that the agency's teams
// have already.
func (ch AddTeam) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	if agency, ok := p.Agencies.Get(ch.Agency); !ok || (!agency.Ended.IsZero() && c.Today.After(agency.Ended)) {
		problems.Add("agency", "Choose the agency that the team belongs to, one that has not ended.")
	}
	p.checkTeamName(&problems, ch.TeamName, ch.Agency, "", c.Today)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindTeam, orNew(ch.ID, c), ch.Agency, Team{Agency: ch.Agency, Name: strings.TrimSpace(ch.TeamName)})}, nil
}

func (p *Plan) checkTeamName(problems *change.Problems, name, agency, except string, day calendar.Date) {
	if blank(name) {
		problems.Add("name", "Enter the team's name.")
		return
	}
	for team := range p.Teams.All() {
		if team.ID != except && team.Agency == agency && strings.EqualFold(team.Name, strings.TrimSpace(name)) && (team.Ended.IsZero() || !day.After(team.Ended)) {
			problems.Add("name", "There is already a team called "+p.TeamName(team.ID)+". Enter another name.")
		}
	}
}

// RenameTeam gives a team another name.
type RenameTeam struct {
	Team    string
	Seen    int
	NewName string
}

// Name is the change's name in the ledger.
func (RenameTeam) Name() string { return "rename a team" }

// Needs is the permission it takes.
func (RenameTeam) Needs() access.Permission { return access.ManagePeople }

// Decide refuses a blank or repeated name.
func (ch RenameTeam) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Teams.Get(ch.Team)
	if !ok {
		return nil, change.Missing("team")
	}
	if err := outdated(ch.Seen, &held.Thing, "team"); err != nil {
		return nil, err
	}
	var problems change.Problems
	p.checkTeamName(&problems, ch.NewName, held.Agency, held.ID, c.Today)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Name = strings.TrimSpace(ch.NewName)
	return []change.Put{nextOf(KindTeam, &held.Thing, held.Agency, next)}, nil
}

// EndTeam gives a team its last day. From the day after, nobody reaches
// anything through it.
type EndTeam struct {
	Team  string
	Seen  int
	Ended calendar.Date // the last day
}

// Name is the change's name in the ledger.
func (EndTeam) Name() string { return "end a team" }

// Needs is the permission it takes.
func (EndTeam) Needs() access.Permission { return access.ManagePeople }

// Decide refuses to bring back a team that has ended: its people's places may
// have gone beyond what one person may have.
func (ch EndTeam) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Teams.Get(ch.Team)
	if !ok {
		return nil, change.Missing("team")
	}
	if err := outdated(ch.Seen, &held.Thing, "team"); err != nil {
		return nil, err
	}
	if ch.Ended.IsZero() {
		return nil, invalid("ended", "Enter the team's last day.")
	}
	if !held.Ended.IsZero() && ch.Ended.After(held.Ended) {
		return nil, invalid("ended", "This team's last day is "+held.Ended.Long()+". Enter that day or an earlier one, or add a new team.")
	}
	next := *held
	next.Ended = ch.Ended
	return []change.Put{nextOf(KindTeam, &held.Thing, held.Agency, next)}, nil
}

// PlaceInTeam gives a person a place in a team from a day.
type PlaceInTeam struct {
	ID, Team, Membership string
	From                 calendar.Date
	Until                calendar.Date // last day; zero for no end
}

// Name is the change's name in the ledger.
func (PlaceInTeam) Name() string { return "place in a team" }

// Needs is the permission it takes.
func (PlaceInTeam) Needs() access.Permission { return access.ManagePeople }

// Decide refuses a person of another agency, because what a team may reach is
// its own agency's, and a ninth team on any one day.
func (ch PlaceInTeam) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	problems := p.checkTeamPlace(ch)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	for other := range p.TeamPlaces.All() {
		if other.Team == ch.Team && other.Membership == ch.Membership && overlaps(ch.From, ch.Until, other.From, other.Until) {
			problems.Add("from", fmt.Sprintf("%s already has a place in this team from %s. Choose other days.", p.memberName(ch.Membership), other.From.Long()))
			return nil, problems
		}
	}
	if day, full := p.fullOfTeams(ch); full {
		problems.Add("team", fmt.Sprintf("%s is in %d teams on %s, which is the most that one person can be in. End one of those places first.",
			p.memberName(ch.Membership), access.MaxTeams, day.Long()))
		return nil, problems
	}
	return []change.Put{createdAs(KindTeamPlace, orNew(ch.ID, c), ch.Team, TeamPlace{Team: ch.Team, Membership: ch.Membership, From: ch.From, Until: ch.Until})}, nil
}

func (p *Plan) checkTeamPlace(ch PlaceInTeam) (problems change.Problems) {
	team, hasTeam := p.Teams.Get(ch.Team)
	member, hasMember := p.Memberships.Get(ch.Membership)
	switch {
	case !hasTeam:
		problems.Add("team", "Choose the team.")
	case !team.Ended.IsZero() && ch.From.After(team.Ended):
		problems.Add("team", "The last day of the team "+p.TeamName(team.ID)+" is "+team.Ended.Long()+". Choose another team, or an earlier day.")
	}
	switch {
	case !hasMember:
		problems.Add("person", "Choose the person who joins the team.")
	case !member.Ended.IsZero() && member.Ended.Before(ch.From):
		problems.Add("person", member.Name+"'s last day is "+member.Ended.Long()+". Choose somebody else.")
	case hasTeam && member.Agency != team.Agency:
		problems.Add("person", fmt.Sprintf("%s acts for %s, and this team belongs to %s. Choose somebody of that agency.",
			member.Name, p.AgencyName(member.Agency), p.AgencyName(team.Agency)))
	}
	if ch.From.IsZero() {
		problems.Add("from", "Enter the day from which they are in the team.")
	}
	if !ch.Until.IsZero() && ch.Until.Before(ch.From) {
		problems.Add("until", "Enter a last day that is on or after the first, or leave it blank.")
	}
	return problems
}

// fullOfTeams finds a day, while the new place would run, on which the person
// is already in as many teams as one person can be. Places only begin on
// their first days, so those are the days to look at.
func (p *Plan) fullOfTeams(ch PlaceInTeam) (calendar.Date, bool) {
	days := []calendar.Date{ch.From}
	for other := range p.TeamPlaces.All() {
		if other.Membership == ch.Membership && within(other.From, ch.From, ch.Until) {
			days = append(days, other.From)
		}
	}
	for _, day := range days {
		if len(p.TeamsOf(ch.Membership, day)) >= access.MaxTeams {
			return day, true
		}
	}
	return calendar.Date{}, false
}

func overlaps(from, until, otherFrom, otherUntil calendar.Date) bool {
	return within(from, otherFrom, otherUntil) || within(otherFrom, from, until)
}

func (p *Plan) memberName(membership string) string {
	if m, ok := p.Memberships.Get(membership); ok {
		return m.Name
	}
	return "Somebody not named"
}

// LeaveTeam ends a person's place in a team.
type LeaveTeam struct {
	Place string
	Until calendar.Date // the last day
}

// Name is the change's name in the ledger.
func (LeaveTeam) Name() string { return "leave a team" }

// Needs is the permission it takes.
func (LeaveTeam) Needs() access.Permission { return access.ManagePeople }

// Decide refuses an end before the start, or later than one already given.
func (ch LeaveTeam) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.TeamPlaces.Get(ch.Place)
	if !ok {
		return nil, change.Missing("place in a team")
	}
	if ch.Until.IsZero() || ch.Until.Before(held.From) {
		return nil, invalid("until", "Enter a last day on or after "+held.From.Long()+", when they joined the team.")
	}
	if !held.Until.IsZero() && ch.Until.After(held.Until) {
		return nil, invalid("until", "Their last day is "+held.Until.Long()+" already. Enter that day or an earlier one, or give them a new place.")
	}
	next := *held
	next.Until = ch.Until
	return []change.Put{nextOf(KindTeamPlace, &held.Thing, held.Team, next)}, nil
}
