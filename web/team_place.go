package web

import (
	"errors"
	"net/http"
	"slices"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

// placeInThisTeam is a place in the team whose page it was asked on. The form
// has no field for the team, so what is wrong with it is said of the days,
// which can be changed.
type placeInThisTeam struct{ plan.PlaceInTeam }

// Decide is that of the change, with such a problem beside the first day.
func (ch placeInThisTeam) Decide(p *plan.Plan, c change.Context) ([]change.Put, error) {
	puts, err := ch.PlaceInTeam.Decide(p, c)
	var problems change.Problems
	if !errors.As(err, &problems) {
		return puts, err
	}
	problems = slices.Clone(problems)
	for i := range problems {
		if problems[i].Field == "team" {
			problems[i].Field = "from"
		}
	}
	return nil, problems
}

func (s *Server) placeInTeamPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	team, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Text("from-day") == "" {
		setDate(form, "from", v.now.Plan.Day)
	}
	return v.ask(w, http.StatusOK, v.placeInTeamForm(form, team))
}

func (v *visit) placeInTeamForm(form *govuk.Form, team *plan.Team) askView {
	p := v.now.Plan
	return askView{
		Form: form, Caption: p.TeamName(team.ID), Heading: "Who joins this team?", Action: "/teams/" + team.ID + "/place",
		About: []string{"Only people who act for " + p.AgencyName(team.Agency) + " can be in it."},
		Fields: []govuk.Component{
			form.Select("person", "Person", memberItems(p, team.Agency)),
			dateField(form, "from", "From which day?", "For example 1 2 2013"),
			dateField(form, "until", "Last day in the team", "Leave this blank if you don’t know yet"),
		},
		Button: "Put them in the team", Cancel: &pageLink{Text: "Cancel", Href: "/teams/" + team.ID},
	}
}

func (s *Server) placeInTeam(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	team, err := v.heldTeam(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := placeInThisTeam{plan.PlaceInTeam{
		ID: s.app.NewID(), Team: team.ID, Membership: form.Text("person"), From: dateOf(form, "from", "First day in the team"), Until: dateOf(form, "until", "Last day in the team"),
	}}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			said := nameOf(v.now.Plan, ch.Membership) + " is in this team from " + ch.From.Long()
			if !ch.Until.IsZero() {
				said += " to " + ch.Until.Long()
			}
			return v.done(w, said+".", "/teams/"+team.ID)
		},
		again: func(status int) error { return v.ask(w, status, v.placeInTeamForm(form, team)) },
	})
}

// teamStint is the time in a team that an address names, as it is now.
func (v *visit) teamStint() (stint, error) {
	held, ok := v.now.Plan.TeamPlaces.Get(v.r.PathValue("id"))
	if !ok {
		return stint{}, change.Missing("place in a team")
	}
	return stint{
		caption: v.now.Plan.TeamName(held.Team), about: "In this team since " + held.From.Long() + ". From the day after, they see nobody’s record because of it.",
		person: held.Membership, in: "team", action: "/team-places/" + held.ID + "/end", back: "/teams/" + held.Team,
		end: func(until calendar.Date) plan.Change { return plan.LeaveTeam{Place: held.ID, Until: until} },
	}, nil
}

func (s *Server) leaveTeamPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.teamStint()
	if err != nil {
		return err
	}
	return v.lastDayPage(w, held)
}

func (s *Server) leaveTeam(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.teamStint()
	if err != nil {
		return err
	}
	return v.giveLastDay(w, form, held)
}
