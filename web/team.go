package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/web/govuk"
)

type teamView struct {
	moment
	ID, Name   string
	AgencyName string
	AgencyHref string
	Ended      string // its last day, or ""
	Over       bool   // that day has passed
	Today      []placeRow
	Others     []placeRow // places that are over, or still to come
	CanEdit    bool
	History    *pageLink
}

// placeRow is one person's time in one team.
type placeRow struct {
	ID          string
	Person      string
	PersonHref  string
	Team        string
	TeamHref    string
	From, Until calendar.Date
	Open        bool // it can still be ended, or ended earlier
}

var teamTemplate = newPage[teamView]("team.tmpl")

func (s *Server) teamPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	team, ok := p.Teams.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "team")
	}
	view := teamView{
		moment: v.moment, ID: team.ID, Name: team.Name, AgencyName: p.AgencyName(team.Agency), AgencyHref: v.To("/agencies/" + team.Agency),
		Ended: longOrBlank(team.Ended), Over: teamOver(p, team), CanEdit: v.mayManage(), History: v.history(team.ID, "Audit trail of this team"),
	}
	isToday := func(place *plan.TeamPlace) bool {
		m, ok := p.Memberships.Get(place.Membership)
		return ok && here(p, m) && !view.Over && !p.Day.Before(place.From) && (place.Until.IsZero() || !p.Day.After(place.Until))
	}
	view.Today = v.teamPlaces(p, func(place *plan.TeamPlace) bool { return place.Team == team.ID && isToday(place) })
	view.Others = v.teamPlaces(p, func(place *plan.TeamPlace) bool { return place.Team == team.ID && !isToday(place) })
	return teamTemplate.write(w, http.StatusOK, v.shell(team.Name, st), view)
}

// teamPlaces gives the times in teams that are asked for, newest first.
func (v *visit) teamPlaces(p *plan.Plan, wanted func(*plan.TeamPlace) bool) (rows []placeRow) {
	for place := range p.TeamPlaces.All() {
		if !wanted(place) {
			continue
		}
		rows = append(rows, placeRow{
			ID: place.ID, Person: nameOf(p, place.Membership), PersonHref: v.To("/people/" + place.Membership),
			Team: p.TeamName(place.Team), TeamHref: v.To("/teams/" + place.Team), From: place.From, Until: place.Until,
			Open: v.mayManage() && (place.Until.IsZero() || place.Until.After(p.Day)),
		})
	}
	slices.SortStableFunc(rows, func(a, b placeRow) int {
		return cmp.Or(cmp.Compare(b.From.String(), a.From.String()), cmp.Compare(a.Person, b.Person))
	})
	return rows
}

func (s *Server) renameTeamPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		form.Set("name", held.Name)
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.renameTeamForm(form, held))
}

func (v *visit) renameTeamForm(form *govuk.Form, held *plan.Team) askView {
	return askView{
		Form: form, Caption: v.now.Plan.TeamName(held.ID), Heading: "Give this team another name", Action: "/teams/" + held.ID + "/rename", Hidden: seenOf(form),
		About:  []string{"Its people and its work stay with it."},
		Fields: []govuk.Component{form.Input("name", "Name")},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/teams/" + held.ID},
	}
}

func (s *Server) renameTeam(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := plan.RenameTeam{Team: held.ID, Seen: seenIn(form), NewName: form.Text("name")}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		return v.done(w, "This team is now called "+ch.NewName+".", "/teams/"+held.ID)
	}
	c.again = func(status int) error { return v.ask(w, status, v.renameTeamForm(form, held)) }
	c.stale = func() error {
		return v.mergeTeam(c, w, ch.Seen, held.ID, teamTexts{ch.NewName, calendar.Date{}}, mergeText[teamTexts]{"name", "Name", func(t teamTexts) string { return t.name }})
	}
	return v.carry(c)
}

// teamTexts is what a form about a team can change of it.
type teamTexts struct {
	name  string
	ended calendar.Date
}

// mergeTeam shows what two people wrote about a team side by side.
func (v *visit) mergeTeam(c carrying, w http.ResponseWriter, seen int, id string, yours teamTexts, field mergeText[teamTexts]) error {
	latest, ok := v.now.Plan.Teams.Get(id)
	if !ok || latest.Version == seen {
		return v.refuse(c)
	}
	var was *teamTexts
	if before := v.before(c.form); before != nil {
		if team, ok := before.Teams.Get(id); ok {
			was = &teamTexts{team.Name, team.Ended}
		}
	}
	return v.merge(w, "team", v.lastChange(id), latest.Version, c.form, mergeOf([]mergeText[teamTexts]{field}, yours, teamTexts{latest.Name, latest.Ended}, was,
		func(t teamTexts) url.Values {
			values := url.Values{"name": {t.name}}
			putDate(values, "ended", t.ended)
			return values
		}))
}

func (s *Server) endTeamPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		setDate(form, "ended", held.Ended)
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.endTeamForm(form, held))
}

func (v *visit) endTeamForm(form *govuk.Form, held *plan.Team) askView {
	return askView{
		Form: form, Caption: v.now.Plan.TeamName(held.ID), Heading: "When does this team end?", Action: "/teams/" + held.ID + "/end", Hidden: seenOf(form),
		About:  []string{"From the day after, nobody sees anyone’s record because they are in this team. A team that has ended can’t be brought back."},
		Fields: []govuk.Component{dateField(form, "ended", "Last day", "For example 1 2 2013")},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/teams/" + held.ID},
	}
}

func (s *Server) endTeam(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := plan.EndTeam{Team: held.ID, Seen: seenIn(form), Ended: dateOf(form, "ended", "Last day")}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		return v.done(w, "This team’s last day is "+ch.Ended.Long()+".", "/teams/"+held.ID)
	}
	c.again = func(status int) error { return v.ask(w, status, v.endTeamForm(form, held)) }
	c.stale = func() error {
		return v.mergeTeam(c, w, ch.Seen, held.ID, teamTexts{"", ch.Ended}, mergeText[teamTexts]{"ended", "Last day", func(t teamTexts) string { return longOrBlank(t.ended) }})
	}
	return v.carry(c)
}
