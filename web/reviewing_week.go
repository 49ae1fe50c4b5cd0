package web

import (
	"net/http"
	"strconv"

	"throughline/access"
	"throughline/app"
	"throughline/web/govuk"
)

func (s *Server) reviewingPages() []Route {
	return []Route{{Pattern: "GET /reviewing", Needs: access.ReadMeasures, handle: s.reviewingWeekPage}}
}

type reviewingView struct {
	moment
	Bar        purposeBar
	Until      string
	Late, Due  []reviewLine
	Officers   []officerLine
	Alerts     []alertLine
	AlertTotal int
	AlertsHref string
	Caseload   string // the figure of the monthly file
	Most       int
}

type reviewLine struct {
	Who          pageLink
	Clock, Day   string
	Far, Officer string
	Basis        []govuk.Tag
}

type officerLine struct {
	Name           string
	Children, Late int
	Tag            govuk.Tag
}

var reviewingTemplate = newPage[reviewingView]("reviewing.tmpl")

// The guidance for a full-time officer, as the practice facts have it: the number itself was not seen, so it is printed as unconfirmed.
const fewestChildren, mostChildren = 50, 70

// reviewingWeekPage is what a manager of reviewing officers begins a week with.
func (s *Server) reviewingWeekPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	week, err := s.app.ReviewingWeek(r.Context(), v.caller, v.purpose(), v.when)
	if err != nil {
		return err
	}
	pack, err := v.pack()
	if err != nil {
		return err
	}
	found, err := s.app.Alerts(r.Context(), v.caller, v.purpose(), app.WantedAlerts{Tied: true, Codes: app.ReviewingAlerts(pack)}, v.when, 0, listRows)
	if err != nil {
		return err
	}
	view := reviewingView{
		moment: v.moment, Bar: v.bar(), Until: week.Until.Long(), AlertTotal: found.Total, AlertsHref: v.To("/alerts"), Caseload: v.To("/measures/iro-caseload"), Most: mostChildren,
	}
	if view.Alerts, err = v.alertLines(found); err != nil {
		return err
	}
	if view.Late, err = v.reviewLines(week, week.Late); err != nil {
		return err
	}
	if view.Due, err = v.reviewLines(week, week.Due); err != nil {
		return err
	}
	for _, load := range week.Officers {
		view.Officers = append(view.Officers, officerLine{Name: v.staff(load.Officer), Children: len(load.Children), Late: load.Late, Tag: loadTag(len(load.Children))})
	}
	v.readAll()
	return reviewingTemplate.write(w, http.StatusOK, v.shell("Reviews this week", st), view)
}

// loadTag says how many children an officer has beside the guidance for somebody who works full time.
func loadTag(children int) govuk.Tag {
	switch {
	case children > mostChildren:
		return govuk.Tag{Text: "▲ More than " + strconv.Itoa(mostChildren), Classes: "govuk-tag--red"}
	case children >= fewestChildren:
		return govuk.Tag{Text: "● " + strconv.Itoa(fewestChildren) + " to " + strconv.Itoa(mostChildren), Classes: "govuk-tag--yellow"}
	default:
		return govuk.Tag{Text: "○ Fewer than " + strconv.Itoa(fewestChildren), Classes: "govuk-tag--grey"}
	}
}

func (v *visit) reviewLines(week *app.ReviewingWeek, all []app.DeadlineAt) ([]reviewLine, error) {
	ids := make([]string, len(all))
	for i := range all {
		ids[i] = all[i].Subject
	}
	names, err := v.childrenSeen(distinct(ids))
	if err != nil {
		return nil, err
	}
	lines := make([]reviewLine, len(all))
	for i := range all {
		d := &all[i]
		line := reviewLine{Who: v.childLink(d.Subject, d.Child, names), Day: orNothing(d.DueWords(), "No date"), Far: farWords(d.State, d.Due, week.AsAt)}
		if d.Clock != nil {
			line.Clock, line.Basis = d.Clock.Name, basisTags(&d.Clock.Basis)
		}
		if officer := week.Chairs[d.Subject]; officer != "" {
			line.Officer = v.staff(officer)
		}
		lines[i] = line
	}
	return lines, nil
}
