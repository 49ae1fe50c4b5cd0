package app

import (
	"context"
	"slices"
	"sync"

	"throughline/access"
	"throughline/alerts"
	"throughline/calendar"
	"throughline/casework"
	"throughline/measure"
)

// subjectAlerts is the alerts of one subject, with whose they are.
type subjectAlerts struct {
	subject, child        string
	team, agency, officer string
	alerts                []alerts.Alert
	heard                 []measure.Row                  // those that a silence would end by
	dismissed             map[string]*casework.Dismissal // by the key of the alert: those that hold
}

// heldAlerts keeps the alerts of today in memory, of those who were asked about. It follows the ledger by position as the columns do, and is
// emptied when the day, the practice pack or what was erased changes.
type heldAlerts struct {
	mu   sync.Mutex
	pack string
	day  calendar.Date
	seq  int64
	of   map[string]*subjectAlerts
}

// alertsHeldOf gives the place where an authority's alerts are kept.
func (s *Service) alertsHeldOf(authority string) *heldAlerts {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	if s.held.alerts == nil {
		s.held.alerts = map[string]*heldAlerts{}
	}
	h := s.held.alerts[authority]
	if h == nil {
		h = &heldAlerts{}
		s.held.alerts[authority] = h
	}
	return h
}

// alertsOf gives the alerts of some subjects: from memory where it is today's that is asked for, and otherwise worked out.
func (s *Service) alertsOf(ctx context.Context, caller access.Caller, f *figuresAt, subjects []string, when When) ([]*subjectAlerts, error) {
	if f.at.AsAt != s.Today() || when.KnownEntry > 0 || !when.KnownAt.IsZero() {
		return s.alertsWorkedOut(ctx, caller, f, subjects)
	}
	h := s.alertsHeldOf(caller.Authority)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.seq > f.known.Seq { // somebody else has just asked after a later change
		return s.alertsWorkedOut(ctx, caller, f, subjects)
	}
	if err := s.freshen(ctx, caller, f, h); err != nil {
		return nil, err
	}
	var missing []string
	for _, subject := range subjects {
		if h.of[subject] == nil {
			missing = append(missing, subject)
		}
	}
	made, err := s.alertsWorkedOut(ctx, caller, f, missing)
	if err != nil {
		return nil, err
	}
	for _, one := range made {
		h.of[one.subject] = one
	}
	found := make([]*subjectAlerts, 0, len(subjects))
	for _, subject := range subjects {
		if one := h.of[subject]; one != nil {
			found = append(found, one)
		}
	}
	return found, nil
}

// freshen forgets what has changed since it was worked out.
func (s *Service) freshen(ctx context.Context, caller access.Caller, f *figuresAt, h *heldAlerts) error {
	if h.of == nil || h.pack != f.pack.Hash() || h.day != f.at.AsAt {
		h.of, h.pack, h.day, h.seq = map[string]*subjectAlerts{}, f.pack.Hash(), f.at.AsAt, f.known.Seq
		return nil
	}
	if h.seq == f.known.Seq {
		return nil
	}
	year := yearEnd(s.Today()).Year
	changed, whole, err := s.changedSince(ctx, caller, &heldColumns{columns: f.columns, seq: h.seq, year: year}, year, f.known.Seq)
	if err != nil {
		return err
	}
	if whole {
		h.of = map[string]*subjectAlerts{}
	}
	for _, subject := range changed {
		delete(h.of, subject)
	}
	h.seq = f.known.Seq
	return nil
}

func (s *Service) alertsWorkedOut(ctx context.Context, caller access.Caller, f *figuresAt, subjects []string) ([]*subjectAlerts, error) {
	made := make([]*subjectAlerts, 0, len(subjects))
	for chunk := range slices.Chunk(subjects, 500) {
		told, children, err := s.knownOf(ctx, caller, f, chunk)
		if err != nil {
			return nil, err
		}
		dismissed, err := s.dismissalsOf(ctx, caller, f, chunk)
		if err != nil {
			return nil, err
		}
		for _, subject := range chunk {
			of := told[subject]
			made = append(made, &subjectAlerts{
				subject: subject, child: children[subject], team: attributeOn(of.Attributes, "team", f.at.AsAt), agency: attributeOn(of.Attributes, "agency", f.at.AsAt),
				heard:   alerts.Heard(f.pack, of.Rows),
				officer: attributeOn(of.Attributes, "reviewing_officer", f.at.AsAt), dismissed: dismissed[subject],
				alerts: alerts.Standing(&measure.Known{Pack: f.pack, Rows: of.Rows, Deadlines: of.Deadlines, Terms: f.terms}, f.at.AsAt),
			})
		}
	}
	return made, nil
}
