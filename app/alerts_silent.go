package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/alerts"
	"throughline/calendar"
	"throughline/measure"
	"throughline/practice"
)

// SilentAlerts gives the alerts that stand because nothing came: of a sector that has told of nobody for a year. They are about nobody, and are for
// those alone who may see every record whose want raises them, whomever it is about.
func (s *Service) SilentAlerts(ctx context.Context, caller access.Caller, purpose access.Purpose, when When) ([]AlertAt, calendar.Date, error) {
	if !caller.May(access.ReadAlerts) {
		return nil, calendar.Date{}, s.db.Denied(ctx, caller, access.ReadAlerts, "alerts")
	}
	reckoned := reckoning(caller)
	f, err := s.figuresAt(ctx, reckoned, when, "alerts")
	if err != nil {
		return nil, calendar.Date{}, err
	}
	scope := s.Policy().Scope(caller, purpose, access.View)
	if !s.mayBeTold(scope, f) {
		return nil, f.at.AsAt, nil
	}
	held, err := s.alertsOf(ctx, reckoned, f, f.columns.Subjects(f.at), when)
	if err != nil {
		return nil, calendar.Date{}, err
	}
	return silences(scope, f, held), f.at.AsAt, nil
}

// mayBeTold says whether any silence could be told to the caller, so that nothing is worked out for the others.
func (s *Service) mayBeTold(scope access.Scope, f *figuresAt) bool {
	return slices.ContainsFunc(f.pack.In(f.at.AsAt).Alerts, func(a *practice.Alert) bool {
		return slices.ContainsFunc(f.pack.Measure(a.Raise.Measure), func(m *practice.Measure) bool {
			return a.Raise.Measure != "" && m.Shape == "count" && m.Of.Kind != "" && everybodys(scope, f.pack.AlertClasses(a))
		})
	})
}

// everybodys says whether the scope opens the classes of somebody to whom the caller has no tie.
func everybodys(scope access.Scope, classes []access.Class) bool {
	return len(classes) > 0 && !slices.ContainsFunc(classes, func(c access.Class) bool { return !scope.Allows(c, access.NoWall, access.Ties{}) })
}

func silences(scope access.Scope, f *figuresAt, held []*subjectAlerts) (all []AlertAt) {
	var heard []measure.Row
	for _, of := range held {
		heard = append(heard, of.heard...)
	}
	for _, a := range alerts.Silent(&measure.Known{Pack: f.pack, Rows: heard}, f.at.AsAt) {
		if hangs := f.pack.AlertClasses(a.Declared); everybodys(scope, hangs) {
			all = append(all, AlertAt{Alert: a, Hangs: hangs})
		}
	}
	return all
}
