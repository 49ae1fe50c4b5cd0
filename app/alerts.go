package app

import (
	"context"
	"slices"
	"strings"

	"throughline/access"
	"throughline/alerts"
	"throughline/calendar"
	"throughline/casework"
	"throughline/measure"
	"throughline/practice"
	"throughline/store"
)

// AlertAt is one alert that stands, with who is to act.
type AlertAt struct {
	alerts.Alert

	Child   string // the child id in the latest return that tells of them; "" for somebody no return tells of
	Team    string // an id, or a name as a file gives it; "" for nobody's
	Agency  string
	Officer string // the reviewing officer's membership, or a name as a file gives it
	Worker  string // the membership of whoever of the role that must act is allocated to the child; "" where nobody is, or the caller may not know

	Hangs     []access.Class      // every class that the caller must see to see the alert
	Dismissed *casework.Dismissal // nil for one that stands
}

// WantedAlerts says which alerts are wanted. What is left empty asks for all.
type WantedAlerts struct {
	Codes    []string
	Who      []access.Role // who must act
	Subjects []string
	Tied     bool   // of people the caller works with, by themselves or in their team
	Agency   string // the id of an agency: of what it has to do with
	Team     string // the id of a team: of what is that team's

	Dismissed bool // those that were dismissed, and not those that stand
}

// AlertPage is a page of alerts.
type AlertPage struct {
	Alerts []AlertAt
	Next   int // where the next page starts; 0 when there is no more
	Total  int // of those that the caller may see
	AsAt   calendar.Date
	Known  Known
}

// Alerts gives a page of the alerts that stand, the worst and the longest first, of those whom the caller may see for the purpose: every class
// that an alert hangs on must be open to them. The look is on record before it is given. from is 0, or the Next of the page before.
func (s *Service) Alerts(ctx context.Context, caller access.Caller, purpose access.Purpose, want WantedAlerts, when When, from, limit int) (*AlertPage, error) {
	if !caller.May(access.ReadAlerts) {
		return nil, s.db.Denied(ctx, caller, access.ReadAlerts, "alerts")
	}
	reckoned := reckoning(caller)
	f, err := s.figuresAt(ctx, reckoned, when, "alerts")
	if err != nil {
		return nil, err
	}
	if limit < 1 || limit > 500 {
		limit = 50
	}
	scope := s.Policy().Scope(caller, purpose, access.View)
	page := &AlertPage{AsAt: f.at.AsAt, Known: f.known}
	subjects, err := s.alertSubjects(ctx, scope, f, want)
	if err != nil || len(subjects) == 0 {
		return page, err
	}
	held, err := s.alertsOf(ctx, reckoned, f, subjects, when)
	if err != nil {
		return nil, err
	}
	all, err := s.alertsSeen(ctx, scope, f, held, want)
	if err != nil {
		return nil, err
	}
	alertsInOrder(all)
	page.Total = len(all)
	if from < 0 || from > len(all) {
		from = 0
	}
	page.Alerts = all[from:min(from+limit, len(all))]
	if from+limit < len(all) {
		page.Next = from + limit
	}
	about := map[string]bool{}
	for i := range page.Alerts {
		about[page.Alerts[i].Subject] = true
	}
	if err := s.nameWorkers(ctx, reckoned, scope, f, page.Alerts); err != nil {
		return nil, err
	}
	reading := s.db.Reading(scope, store.HowListed)
	if err := reading.Returned(ctx, keysOf(about)); err != nil {
		return nil, err
	}
	return page, reading.Recorded(ctx)
}

// reckoning is a caller who may read what alerts are worked out from, for rules alone: whoever may see an alert is asked when one is shown, with the
// scope of the caller themselves.
func reckoning(caller access.Caller) access.Caller {
	if !caller.May(access.ReadMeasures) {
		caller.Roles = append(slices.Clone(caller.Roles), access.DataAnalyst)
	}
	return caller
}

// AlertsOf gives the alerts of one person. Somebody of whom nothing may be seen is answered like somebody who is not there.
func (s *Service) AlertsOf(ctx context.Context, caller access.Caller, purpose access.Purpose, subject string, when When) (*AlertPage, error) {
	return s.Alerts(ctx, caller, purpose, WantedAlerts{Subjects: []string{subject}}, when, 0, 500)
}

// DismissedOf gives the alerts of one person that would stand, had they not been dismissed.
func (s *Service) DismissedOf(ctx context.Context, caller access.Caller, purpose access.Purpose, subject string, when When) (*AlertPage, error) {
	return s.Alerts(ctx, caller, purpose, WantedAlerts{Subjects: []string{subject}, Dismissed: true}, when, 0, 500)
}

// JudgedAlerts lists the alerts that no rule can tell, and so are never raised: auditors look for them.
func (s *Service) JudgedAlerts(ctx context.Context, caller access.Caller, when When) ([]*practice.Alert, error) {
	pack, err := s.PackAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	return alerts.Judged(pack), nil
}

func (s *Service) alertSubjects(ctx context.Context, scope access.Scope, f *figuresAt, want WantedAlerts) ([]string, error) {
	if !want.Tied {
		if len(want.Subjects) > 0 {
			return want.Subjects, nil
		}
		return f.columns.Subjects(f.at), nil
	}
	tied, err := s.db.SubjectsTied(ctx, scope)
	if err != nil {
		return nil, err
	}
	if len(want.Subjects) > 0 {
		tied = slices.DeleteFunc(tied, func(t string) bool { return !slices.Contains(want.Subjects, t) })
	}
	return tied, nil
}

// alertsSeen keeps those that are wanted and that the scope lets the caller see, by today's rights.
func (s *Service) alertsSeen(ctx context.Context, scope access.Scope, f *figuresAt, held []*subjectAlerts, want WantedAlerts) ([]AlertAt, error) {
	sees, err := s.seer(ctx, scope, f, func(yield func(string)) {
		for _, of := range held {
			if len(of.alerts) > 0 {
				yield(of.subject)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	now, err := s.stateAt(ctx, scope.Caller, When{})
	if err != nil {
		return nil, err
	}
	whose := whoseAlerts{plan: now.Plan}
	classes := map[*practice.Alert][]access.Class{}
	var all []AlertAt
	for _, of := range held {
		if len(of.alerts) == 0 {
			continue
		}
		team, agency, officer := whose.team(of.team), whose.agency(of.agency), whose.officer(of.officer)
		if want.Agency != "" && agency != want.Agency || want.Team != "" && team != want.Team {
			continue
		}
		for i := range of.alerts {
			a := &of.alerts[i]
			dismissed := of.dismissed[a.Key()]
			if (dismissed != nil) != want.Dismissed {
				continue
			}
			if len(want.Codes) > 0 && !slices.Contains(want.Codes, a.Declared.Code) || len(want.Who) > 0 && !slices.Contains(want.Who, a.Declared.Who) {
				continue
			}
			needs, had := classes[a.Declared]
			if !had {
				needs = f.pack.AlertClasses(a.Declared)
				classes[a.Declared] = needs
			}
			if restsOnReturns(needs) && startedHere(a) { // what a record here began is no row of a return
				needs = append(slices.Clone(needs), recordedHere)
			}
			if sees(of.subject, needs) {
				all = append(all, AlertAt{Alert: *a, Child: of.child, Team: team, Agency: agency, Officer: officer, Hangs: needs, Dismissed: dismissed})
			}
		}
	}
	return all, nil
}

// startedHere says whether a record here, and no return, began the deadline that an alert hangs on.
func startedHere(a *alerts.Alert) bool {
	return a.Start != "" && a.Start != "person" && !strings.HasPrefix(a.Start, a.Subject+"/")
}

func alertsInOrder(all []AlertAt) {
	slices.SortFunc(all, func(a, b AlertAt) int { return alerts.Compare(&a.Alert, &b.Alert) })
}

// attributeOn gives what a subject is broken down by on a day.
func attributeOn(all []measure.Attribute, cut practice.Cut, day calendar.Date) string {
	for _, a := range all {
		if a.Cut == cut && (a.From.IsZero() || !day.Before(a.From)) && (a.Until.IsZero() || !day.After(a.Until)) {
			return a.Value
		}
	}
	return ""
}
