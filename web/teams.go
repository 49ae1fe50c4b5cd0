package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) teamPages() []Route {
	return []Route{
		{Pattern: "GET /teams", Needs: access.ManagePeople, handle: s.teamsPage},
		{Pattern: "GET /teams/new", Needs: access.ManagePeople, handle: s.newTeamPage},
		{Pattern: "POST /teams/new", Needs: access.ManagePeople, handle: s.newTeam},
		{Pattern: "GET /teams/{id}", Needs: access.ManagePeople, handle: s.teamPage},
		{Pattern: "GET /teams/{id}/rename", Needs: access.ManagePeople, handle: s.renameTeamPage},
		{Pattern: "POST /teams/{id}/rename", Needs: access.ManagePeople, handle: s.renameTeam},
		{Pattern: "GET /teams/{id}/end", Needs: access.ManagePeople, handle: s.endTeamPage},
		{Pattern: "POST /teams/{id}/end", Needs: access.ManagePeople, handle: s.endTeam},
		{Pattern: "GET /teams/{id}/place", Needs: access.ManagePeople, handle: s.placeInTeamPage},
		{Pattern: "POST /teams/{id}/place", Needs: access.ManagePeople, handle: s.placeInTeam},
		{Pattern: "GET /team-places/{id}/end", Needs: access.ManagePeople, handle: s.leaveTeamPage},
		{Pattern: "POST /team-places/{id}/end", Needs: access.ManagePeople, handle: s.leaveTeam},
	}
}

type teamsView struct {
	moment
	List    list[teamRow]
	Ended   []teamRow
	None    bool
	CanEdit bool
}

// Found says that there is a team to show, standing or ended.
func (v teamsView) Found() bool { return len(v.List.Rows) > 0 || len(v.Ended) > 0 }

type teamRow struct {
	Name, Href string
	Agency     string
	Members    []string // on the day shown, by name
	Ended      string   // its last day, or ""
}

var teamsTemplate = newPage[teamsView]("teams.tmpl")

func (s *Server) teamsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	members := teamMembers(p)
	find := finding(r.URL.Query().Get("q"))
	view := teamsView{moment: v.moment, None: p.Teams.Len() == 0, CanEdit: v.mayManage()}
	var standing []teamRow
	for team := range p.Teams.All() {
		row := teamRow{
			Name: team.Name, Href: v.To("/teams/" + team.ID), Agency: p.AgencyName(team.Agency), Members: members[team.ID], Ended: longOrBlank(team.Ended),
		}
		switch {
		case !find.in(row.Name, row.Agency, strings.Join(row.Members, "\n")):
		case teamOver(p, team):
			view.Ended = append(view.Ended, row)
		default:
			standing = append(standing, row)
		}
	}
	for _, rows := range [][]teamRow{standing, view.Ended} {
		slices.SortStableFunc(rows, func(a, b teamRow) int {
			return cmp.Or(cmp.Compare(a.Agency, b.Agency), cmp.Compare(a.Name, b.Name))
		})
	}
	if view.List, err = listOf(r.URL, standing); err != nil {
		return err
	}
	return teamsTemplate.write(w, http.StatusOK, v.shell("Teams", st), view)
}

// teamOver says that a team's last day has passed on the plan's day.
func teamOver(p *plan.Plan, team *plan.Team) bool {
	return !team.Ended.IsZero() && p.Day.After(team.Ended)
}

// teamMembers gives the names of those who are in each team on the plan's
// day, and have not left.
func teamMembers(p *plan.Plan) map[string][]string {
	members := map[string][]string{}
	for _, m := range byName(p) {
		if !here(p, m) {
			continue
		}
		for _, team := range p.TeamsOf(m.ID, p.Day) {
			members[team] = append(members[team], m.Name)
		}
	}
	return members
}

func (s *Server) newTeamPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	fill(form, "agency", r.URL.Query().Get("agency"))
	return v.ask(w, http.StatusOK, v.newTeamForm(form))
}

func (v *visit) newTeamForm(form *govuk.Form) askView {
	return askView{
		Form: form, Heading: "Add a team", Action: "/teams/new", Button: "Add the team",
		About: []string{"People in a team share its work. Someone in it may see the people whom the team is allocated, as far as their role lets them."},
		Fields: []govuk.Component{
			form.Select("agency", "Agency", agencyItems(v.now.Plan, form.Text("agency"), "Choose an agency")),
			hinted(form.Input("name", "Name"), "For example Duty team"),
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/teams"},
	}
}

func (s *Server) newTeam(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.AddTeam{ID: s.app.NewID(), Agency: form.Text("agency"), TeamName: form.Text("name")}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The team has been added. Now say who is in it.", "/teams/"+ch.ID)
		},
		again: func(status int) error { return v.ask(w, status, v.newTeamForm(form)) },
	})
}

// heldTeam finds a team as it is now, for a form.
func (v *visit) heldTeam(id string) (*plan.Team, error) {
	held, ok := v.now.Plan.Teams.Get(id)
	if !ok {
		return nil, change.Missing("team")
	}
	return held, nil
}
