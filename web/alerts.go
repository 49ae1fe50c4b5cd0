package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/practice"
	"throughline/web/govuk"
)

func (s *Server) alertsPages() []Route {
	return []Route{
		{Pattern: "GET /alerts", Needs: access.ReadAlerts, handle: s.alertsPage},
		{Pattern: "GET /casework/people/{id}/alerts", Needs: access.ReadAlerts, handle: s.personAlertsPage},
		{Pattern: "GET /agencies/{id}/alerts", Needs: access.ReadAlerts, handle: s.agencyAlertsPage},
		{Pattern: "GET /teams/{id}/alerts", Needs: access.ReadAlerts, handle: s.teamAlertsPage},
		{Pattern: "GET /casework/people/{id}/alerts/dismiss", Needs: access.RecordCasework, handle: ofNow(s.dismissPage)},
		{Pattern: "POST /casework/people/{id}/alerts/dismiss", Needs: access.RecordCasework, handle: ofNow(s.dismiss)},
		{Pattern: "GET /casework/dismissals/{id}/raise", Needs: access.RecordCasework, handle: ofNow(s.raiseAgainPage)},
		{Pattern: "POST /casework/dismissals/{id}/raise", Needs: access.RecordCasework, handle: ofNow(s.raiseAgain)},
	}
}

// alertLine is one alert on a page.
type alertLine struct {
	Who                   pageLink
	Words, Why, Act, Ends string
	Role                  string
	With                  []pageLink // whose it is: whoever is allocated, a team, an agency
	Basis                 []govuk.Tag
	Since                 string
	Dismiss               *pageLink // for whoever may dismiss it
	Dismissed             []string  // why, when and by whom, of one that was
	Again                 *pageLink // for whoever may raise it again
}

type alertsView struct {
	moment
	Bar     purposeBar
	Person  bool // of one person alone
	Caption string
	About   string
	Day     string
	Choose  []govuk.Select
	Rows    []alertLine
	From    int
	Until   int
	Total   int
	Pages   *govuk.Pagination
	Judged  []alertLine
	Silent  []alertLine // who has told of nobody

	Dismissed []alertLine // of one person: what would stand, had nobody dismissed it
	Back      *pageLink
	Empty     string
}

var alertsTemplate = newPage[alertsView]("alerts.tmpl")

// mineToDo asks for what the caller's own roles must act on.
const mineToDo = "mine"

func (s *Server) alertsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	q := r.URL.Query()
	page, err := pageAsked(q)
	if err != nil {
		return err
	}
	mayTie := v.caller.May(access.ReadCasework)
	whose := q.Get("whose")
	if whose == "" && !mayTie {
		whose = everyState
	}
	want := app.WantedAlerts{Tied: whose == "", Agency: q.Get("agency"), Team: q.Get("team")}
	if q.Get("act") == mineToDo {
		want.Who = v.caller.Roles
	}
	from := (page - 1) * listRows
	found, err := s.app.Alerts(r.Context(), v.caller, v.purpose(), want, v.when, from, listRows)
	if err != nil {
		return err
	}
	view := alertsView{
		moment: v.moment, Bar: v.bar(), Day: st.Plan.Day.String(),
		About: "What has gone wrong and who must act: what the law asks first, and the longest first. An alert ends by itself when it is mended. That you listed them is recorded.",
		From:  from + 1, Until: from + len(found.Alerts), Total: found.Total, Pages: pagesOf(r.URL, page, (found.Total+listRows-1)/listRows),
		Empty: "No alert stands, of the children whom you may see for this reason.",
	}
	view.Choose = []govuk.Select{
		{Name: "act", ID: "act", Value: q.Get("act"), Label: govuk.Label{Text: "Who must act"}, Items: []govuk.SelectItem{govuk.Option("", "Anybody"), govuk.Option(mineToDo, "Somebody in my role")}},
		{Name: "agency", ID: "agency", Value: q.Get("agency"), Label: govuk.Label{Text: "Agency"}, Items: v.openAgencies(q.Get("agency"), "Every agency")},
	}
	if teams := v.openTeams(q.Get("team")); len(teams) > 1 {
		view.Choose = append(view.Choose, govuk.Select{Name: "team", ID: "team", Value: q.Get("team"), Label: govuk.Label{Text: "Team"}, Items: teams})
	}
	if mayTie {
		view.Choose = append(view.Choose, govuk.Select{Name: "whose", ID: "whose", Value: whose, Label: govuk.Label{Text: "Whose"}, Items: []govuk.SelectItem{
			govuk.Option("", "Children you or your team work with"), govuk.Option(everyState, "Everybody whom you may see"),
		}})
	}
	if view.Rows, err = v.alertLines(found); err != nil {
		return err
	}
	if view.Silent, err = v.silentLines(); err != nil {
		return err
	}
	v.readAll()
	judged, err := s.app.JudgedAlerts(r.Context(), v.caller, v.when)
	if err != nil {
		return err
	}
	for _, a := range judged {
		view.Judged = append(view.Judged, declaredLine(a))
	}
	return alertsTemplate.write(w, http.StatusOK, v.shell("Alerts", st), view)
}

// alertLines are alerts as they are shown. A child is named where the caller may see their file.
func (v *visit) alertLines(page *app.AlertPage) ([]alertLine, error) {
	var ids []string
	for i := range page.Alerts {
		if page.Alerts[i].Subject != "" {
			ids = append(ids, page.Alerts[i].Subject)
		}
	}
	names, err := v.childrenSeen(distinct(ids))
	if err != nil {
		return nil, err
	}
	lines := make([]alertLine, len(page.Alerts))
	for i := range page.Alerts {
		a := &page.Alerts[i]
		line := declaredLine(a.Declared)
		line.Who, line.Why = v.childLink(a.Subject, a.Child, names), a.Why
		if line.Who.Href != "" {
			line.Who.Href = v.To("/casework/people/" + a.Subject + "/alerts")
		}
		if !a.Since.IsZero() {
			line.Since = "Since " + a.Since.Long() + ", " + count(a.Days(page.AsAt), "day")
		}
		line.With = v.alertWith(a)
		if d := a.Dismissed; d != nil {
			line.Dismissed = []string{d.Why, "Dismissed on " + d.DismissedOn.Long() + " by " + v.staff(d.DismissedBy)}
		}
		lines[i] = line
	}
	return lines, nil
}

// alertWith says whose an alert is, where that is known here.
func (v *visit) alertWith(a *app.AlertAt) (with []pageLink) {
	p := v.now.Plan
	if team, ok := p.Teams.Get(a.Team); ok {
		with = append(with, pageLink{Text: team.Name, Href: v.To("/teams/" + team.ID + "/alerts")})
	}
	if _, ok := p.Agencies.Get(a.Agency); ok {
		with = append(with, pageLink{Text: p.AgencyName(a.Agency), Href: v.To("/agencies/" + a.Agency + "/alerts")})
	}
	worker := a.Worker
	if worker == "" && a.Declared.Who == access.ReviewingOfficer {
		worker = a.Officer
	}
	if member, ok := p.Memberships.Get(worker); ok {
		with = append([]pageLink{{Text: member.Name}}, with...)
	}
	return with
}

func declaredLine(a *practice.Alert) alertLine {
	return alertLine{Words: a.Words, Act: a.Act, Ends: a.End, Role: a.Who.Name(), Basis: basisTags(&a.Basis)}
}

// personAlertsPage shows every alert of somebody who is recorded here. Somebody who may not be seen is answered like somebody who is not there.
func (s *Server) personAlertsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	names, err := v.childrenSeen([]string{id})
	if err != nil {
		return err
	}
	v.readAll()
	if names[id] == nil { // before anything is asked of their alerts, so that nothing tells them from somebody who is not there
		return unseenPerson()
	}
	found, err := s.app.AlertsOf(r.Context(), v.caller, v.purpose(), id, v.when)
	if err != nil {
		return err
	}
	dismissed, err := s.app.DismissedOf(r.Context(), v.caller, v.purpose(), id, v.when)
	if err != nil {
		return err
	}
	view := alertsView{
		moment: v.moment, Bar: v.bar(), Person: true, Caption: names[id].NameOn(st.Plan.Day).Whole(), Total: found.Total, From: 1, Until: len(found.Alerts),
		About: "What has gone wrong and who must act. An alert ends by itself when it is mended. Your looking at this is recorded.",
		Back:  &pageLink{Text: "This person’s file", Href: v.To("/casework/people/" + id)}, Empty: "No alert stands here that you may see for this reason.",
	}
	if view.Rows, err = v.alertLines(found); err != nil {
		return err
	}
	if view.Dismissed, err = v.alertLines(dismissed); err != nil {
		return err
	}
	if err := v.offerDismissals(id, found, dismissed, &view); err != nil {
		return err
	}
	v.readAll()
	return alertsTemplate.write(w, http.StatusOK, v.shell("Alerts of a child", st), view)
}
