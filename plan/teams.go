package plan

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
)

// Team is a group of an agency's people who share work, such as a duty team.
type Team struct {
	Thing
	Agency string        `json:"agency"`
	Name   string        `json:"name"`
	Ended  calendar.Date `json:"ended"` // last day
}

// TeamPlace is one person's place in a team between two days. A zero Until
// means that it has not ended.
type TeamPlace struct {
	Thing
	Team       string        `json:"team"`
	Membership string        `json:"membership"`
	From       calendar.Date `json:"from"`
	Until      calendar.Date `json:"until"` // last day
}

// CouncilKind is the kind of the agency that is the council itself.
const CouncilKind = "council"

// runs says that the place and its team both stand on the day.
func (p *Plan) runs(place *TeamPlace, day calendar.Date) bool {
	team, ok := p.Teams.Get(place.Team)
	return ok && within(day, place.From, place.Until) && (team.Ended.IsZero() || !day.After(team.Ended))
}

// TeamsOf gives the ids of the teams that a member is in on the day, in order.
func (p *Plan) TeamsOf(membership string, day calendar.Date) (teams []string) {
	for place := range p.TeamPlaces.All() {
		if place.Membership == membership && p.runs(place, day) {
			teams = append(teams, place.Team)
		}
	}
	slices.Sort(teams)
	teams = slices.Compact(teams)
	return teams[:min(len(teams), access.MaxTeams)]
}

// isCouncil says whether the agency is the council itself, on the day.
func (p *Plan) isCouncil(agency string, day calendar.Date) bool {
	found, ok := p.Agencies.Get(agency)
	return ok && found.Kind == CouncilKind && (found.Ended.IsZero() || !day.After(found.Ended))
}

// TeamName is the team's name with its agency's, as in "Duty team, Westmoor
// Council".
func (p *Plan) TeamName(id string) string {
	team, ok := p.Teams.Get(id)
	if !ok {
		return "a team not named"
	}
	return team.Name + ", " + p.AgencyName(team.Agency)
}
