package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
)

// AlertToDismiss gives an alert that stands today by the name that addresses have for it, and the change that dismisses it. What the caller may not
// see, and what no longer stands, is not there.
func (s *Service) AlertToDismiss(ctx context.Context, caller access.Caller, purpose access.Purpose, subject, slug string) (*AlertAt, casework.DismissAlert, error) {
	page, err := s.AlertsOf(ctx, caller, purpose, subject, When{})
	if err != nil {
		return nil, casework.DismissAlert{}, err
	}
	at := slices.IndexFunc(page.Alerts, func(a AlertAt) bool { return a.Slug() == slug })
	if at < 0 {
		return nil, casework.DismissAlert{}, change.Problems{{Kind: change.NotFound, Sentence: "This alert no longer stands, or it isn’t one that you may see. Go back to the child’s alerts."}}
	}
	a := &page.Alerts[at]
	return a, casework.DismissAlert{Person: subject, Code: a.Declared.Code, Key: a.Key(), Hangs: a.Hangs}, nil
}

// dismissalsOf gives the dismissals that hold, by the subject and the key of the alert. It is for rules: who may see one is asked when it is shown.
func (s *Service) dismissalsOf(ctx context.Context, caller access.Caller, f *figuresAt, subjects []string) (map[string]map[string]*casework.Dismissal, error) {
	latest := map[string]*casework.Dismissal{}
	err := s.db.EachTelling(ctx, caller, []string{casework.KindDismissal}, append([]string{}, subjects...), func(t store.Telling) error {
		if t.Seq > f.known.Seq {
			return nil
		}
		body, err := casework.Decode(versionTold(t))
		if err != nil {
			return err
		}
		latest[t.Thing], _ = body.(*casework.Dismissal)
		return nil
	})
	if err != nil {
		return nil, err
	}
	held := map[string]map[string]*casework.Dismissal{}
	for _, d := range latest {
		if d == nil || !d.Holds(f.at.AsAt) {
			continue
		}
		if held[d.Person] == nil {
			held[d.Person] = map[string]*casework.Dismissal{}
		}
		held[d.Person][d.Key] = d
	}
	return held, nil
}
