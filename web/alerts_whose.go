package web

import (
	"cmp"
	"net/http"
	"slices"

	"throughline/app"
	"throughline/plan"
	"throughline/web/govuk"
)

// agencyAlertsPage is the alerts of what an agency has to do with, of the children whom the caller may see.
func (s *Server) agencyAlertsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	a, ok := st.Plan.Agencies.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "agency")
	}
	return v.whoseAlerts(w, st, a.NameOn(st.Plan.Day), app.WantedAlerts{Agency: a.ID}, a.Kind == plan.CouncilKind)
}

// teamAlertsPage is the alerts of a team's children.
func (s *Server) teamAlertsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	team, ok := st.Plan.Teams.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "team")
	}
	return v.whoseAlerts(w, st, team.Name, app.WantedAlerts{Team: team.ID}, false)
}

func (v *visit) whoseAlerts(w http.ResponseWriter, st app.State, name string, want app.WantedAlerts, silent bool) error {
	page, err := pageAsked(v.r.URL.Query())
	if err != nil {
		return err
	}
	from := (page - 1) * listRows
	found, err := v.s.app.Alerts(v.r.Context(), v.caller, v.purpose(), want, v.when, from, listRows)
	if err != nil {
		return err
	}
	view := alertsView{
		moment: v.moment, Bar: v.bar(), Caption: name, Day: st.Plan.Day.String(), From: from + 1, Until: from + len(found.Alerts), Total: found.Total,
		About: "What has gone wrong here, for the children whom you may see: what the law asks first, and the longest first. That you listed them is recorded.",
		Pages: pagesOf(v.r.URL, page, (found.Total+listRows-1)/listRows), Back: &pageLink{Text: "Every alert", Href: v.To("/alerts")},
		Empty: "No alert stands here, of the children whom you may see for this reason.",
	}
	if view.Rows, err = v.alertLines(found); err != nil {
		return err
	}
	if silent {
		if view.Silent, err = v.silentLines(); err != nil {
			return err
		}
	}
	v.readAll()
	return alertsTemplate.write(w, http.StatusOK, v.shell("Alerts of "+name, st), view)
}

// silentLines are the alerts that stand because nothing came, for whoever may see all the records whose want raises them.
func (v *visit) silentLines() ([]alertLine, error) {
	found, day, err := v.s.app.SilentAlerts(v.r.Context(), v.caller, v.purpose(), v.when)
	if err != nil {
		return nil, err
	}
	return v.alertLines(&app.AlertPage{Alerts: found, AsAt: day})
}

// openTeams lists the teams that an alert may be of.
func (v *visit) openTeams(chosen string) []govuk.SelectItem {
	p := v.now.Plan
	items := []govuk.SelectItem{govuk.Option("", "Every team")}
	for _, t := range slices.SortedFunc(p.Teams.All(), func(a, b *plan.Team) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) }) {
		if !teamOver(p, t) || t.ID == chosen {
			items = append(items, govuk.Option(t.ID, t.Name))
		}
	}
	return items
}
