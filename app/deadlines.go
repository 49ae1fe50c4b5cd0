package app

import (
	"context"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
	"throughline/store"
)

// DeadlineAt is one deadline as it stood at a moment.
type DeadlineAt struct {
	Subject string // an id, at random
	Child   string // the child id in the latest return that tells of them; "" for somebody no return tells of
	Clock   *practice.Clock
	deadline.Deadline
	State deadline.State
	Why   string
}

// WantedDeadlines says which deadlines are wanted. What is left empty asks for all.
type WantedDeadlines struct {
	Clocks   []string
	States   []deadline.State
	Subjects []string
	Tied     bool // those of people the caller works with, by themselves or in their team
}

// DeadlinePage is a page of deadlines.
type DeadlinePage struct {
	Deadlines []DeadlineAt
	Next      int // where the next page starts; 0 when there is no more
	Total     int // of those that the caller may see; -1 where that was not counted
	AsAt      calendar.Date
	Known     Known
}

// known gives what is known of some subjects at a moment.
func (s *Service) knownOf(ctx context.Context, caller access.Caller, f *figuresAt, subjects []string) (told map[string]measure.Told, children map[string]string, err error) {
	held, err := s.heldOf(ctx, caller, subjects)
	if err != nil {
		return nil, nil, err
	}
	own, err := s.ownRecords(ctx, caller, subjects)
	if err != nil {
		return nil, nil, err
	}
	imports, err := s.imports(ctx, caller, f.known.Seq)
	if err != nil {
		return nil, nil, err
	}
	reckon := newReckoner(f.pack, imports, s.Today())
	told, children = make(map[string]measure.Told, len(subjects)), make(map[string]string, len(subjects))
	for _, subject := range subjects {
		told[subject] = reckon.told(subject, held[subject], own[subject], f.known.Seq)
		latest := returned.Slot{}
		for _, h := range held[subject] {
			if reckon.counts(h.Import, f.known.Seq) && h.Part.Slot.Year >= latest.Year {
				latest, children[subject] = h.Part.Slot, h.Part.Child()
			}
		}
	}
	return told, children, nil
}

// Deadlines gives a page of deadlines, the worst and the soonest first, of those whom the caller may see for the purpose; the look is on
// record before it is given. from is 0, or the Next of the page before.
func (s *Service) Deadlines(ctx context.Context, caller access.Caller, purpose access.Purpose, want WantedDeadlines, when When, from, limit int) (*DeadlinePage, error) {
	f, err := s.figuresAt(ctx, caller, when, "deadlines")
	if err != nil {
		return nil, err
	}
	if limit < 1 || limit > 500 {
		limit = 50
	}
	scope := s.Policy().Scope(caller, purpose, access.View)
	subjects := want.Subjects
	if want.Tied {
		tied, err := s.db.SubjectsTied(ctx, scope)
		if err != nil {
			return nil, err
		}
		if len(subjects) > 0 {
			tied = slices.DeleteFunc(tied, func(t string) bool { return !slices.Contains(subjects, t) })
		}
		if subjects = tied; len(subjects) == 0 {
			return &DeadlinePage{AsAt: f.at.AsAt, Known: f.known}, nil
		}
	}
	all := f.columns.Deadlines(f.at, measure.Wanted{Clocks: want.Clocks, States: want.States, Subjects: subjects})
	sees, err := s.seer(ctx, scope, f, func(yield func(string)) {
		for i := range all {
			yield(all[i].Subject)
		}
	})
	if err != nil {
		return nil, err
	}
	classes := map[string][]access.Class{}
	all = slices.DeleteFunc(all, func(d measure.Due) bool {
		of, had := classes[d.Clock]
		if !had {
			of = f.pack.Classes(d.Clock)
			classes[d.Clock] = of
		}
		return !sees(d.Subject, of)
	})
	page := &DeadlinePage{Total: len(all), AsAt: f.at.AsAt, Known: f.known}
	if from < 0 || from > len(all) {
		from = 0
	}
	shown := all[from:min(from+limit, len(all))]
	if from+limit < len(all) {
		page.Next = from + limit
	}
	reading := s.db.Reading(scope, store.HowListed)
	if page.Deadlines, err = s.deadlinesShown(ctx, caller, scope, f, shown, reading); err != nil {
		return nil, err
	}
	return page, reading.Recorded(ctx)
}

// deadlinesShown gives the words of some deadlines, and notes who is looked at.
func (s *Service) deadlinesShown(ctx context.Context, caller access.Caller, scope access.Scope, f *figuresAt, shown []measure.Due, reading *store.Reading) ([]DeadlineAt, error) {
	about := map[string]bool{}
	for _, d := range shown {
		about[d.Subject] = true
	}
	told, children, err := s.knownOf(ctx, caller, f, keysOf(about))
	if err != nil {
		return nil, err
	}
	if err := reading.Returned(ctx, keysOf(about)); err != nil {
		return nil, err
	}
	standings, err := s.db.StandingsOf(ctx, scope, keysOf(about))
	if err != nil {
		return nil, err
	}
	hidden := func(subject string, d *deadline.Deadline) bool { // what a record here started is no row of a return
		fromReturn := d.Start.Fact == "" || d.Start.Fact == "person" || strings.HasPrefix(d.Start.Fact, subject+"/")
		return !fromReturn && !scope.Allows(recordedHere, standings[subject].Wall, standings[subject].Ties)
	}
	used := map[string]map[int]bool{}
	made := make([]DeadlineAt, 0, len(shown))
	for _, d := range shown {
		list := told[d.Subject].Deadlines
		for i := range list {
			state, why := list[i].At(f.at.AsAt)
			if used[d.Subject][i] || list[i].Clock != d.Clock || state != d.State || list[i].Due != d.Due {
				continue
			}
			if used[d.Subject] == nil {
				used[d.Subject] = map[int]bool{}
			}
			used[d.Subject][i] = true
			if hidden(d.Subject, &list[i]) {
				break
			}
			made = append(made, DeadlineAt{Subject: d.Subject, Child: children[d.Subject], Clock: clockOn(f.pack, d.Clock, list[i].Start.On), Deadline: list[i], State: state, Why: why})
			break
		}
	}
	return made, nil
}

// clockOn gives the version of a clock that governs what starts on a day.
func clockOn(pack *practice.Pack, code string, day calendar.Date) *practice.Clock {
	versions := pack.Clock(code)
	for _, c := range versions {
		if (c.From.IsZero() || !day.Before(c.From)) && (c.To.IsZero() || !day.After(c.To)) {
			return c
		}
	}
	if len(versions) == 0 {
		return nil
	}
	return versions[len(versions)-1]
}

// DeadlinesOf gives the deadlines of one person, with those of the children in returns who have the person's numbers, as far as the caller may
// see them. Somebody of whom nothing may be seen is answered like somebody who is not there.
func (s *Service) DeadlinesOf(ctx context.Context, caller access.Caller, purpose access.Purpose, subject string, when When) (*DeadlinePage, error) {
	return s.Deadlines(ctx, caller, purpose, WantedDeadlines{Subjects: []string{subject}}, when, 0, 500)
}

// EachDeadline gives every deadline at a moment, for the operator's export: subject by subject, in no order of need. It needs the permission to
// read measures, and is one look of the operator at everybody.
func (s *Service) EachDeadline(ctx context.Context, caller access.Caller, want WantedDeadlines, when When, fn func(DeadlineAt) error) (Known, calendar.Date, error) {
	f, err := s.figuresAt(ctx, caller, when, "deadlines")
	if err != nil {
		return Known{}, calendar.Date{}, err
	}
	if !slices.Contains(caller.Roles, access.Operator) {
		return Known{}, calendar.Date{}, s.db.Denied(ctx, caller, access.LoadReturns, "deadlines")
	}
	if err := s.db.RecordUse(ctx, caller, "exported deadlines", ""); err != nil {
		return Known{}, calendar.Date{}, err
	}
	for chunk := range slices.Chunk(f.columns.Subjects(f.at), 500) {
		told, children, err := s.knownOf(ctx, caller, f, chunk)
		if err != nil {
			return Known{}, calendar.Date{}, err
		}
		for _, subject := range chunk {
			list := told[subject].Deadlines
			for i := range list {
				state, why := list[i].At(f.at.AsAt)
				if state == deadline.NotBegun || len(want.Clocks) > 0 && !slices.Contains(want.Clocks, list[i].Clock) || len(want.States) > 0 && !slices.Contains(want.States, state) {
					continue
				}
				if err := fn(DeadlineAt{Subject: subject, Child: children[subject], Clock: clockOn(f.pack, list[i].Clock, list[i].Start.On), Deadline: list[i], State: state, Why: why}); err != nil {
					return Known{}, calendar.Date{}, err
				}
			}
		}
	}
	return f.known, f.at.AsAt, nil
}

// MeasureRow is one row behind a figure.
type MeasureRow struct {
	Subject, Child string
	measure.Standing
}

// MeasureRowsPage is a page of the rows behind a figure.
type MeasureRowsPage struct {
	Measure *practice.Measure
	Figure  measure.Figure
	Rows    []MeasureRow
	Next    int
	Total   int // of those that the caller may see
	AsAt    calendar.Date
	Known   Known
}

// Counting says which rows behind a figure are wanted.
type Counting string

// What may be wanted: every row, those that count, those that don't, those that are left out, and those of which it can't be told.
const (
	EveryRow   Counting = ""
	Counts     Counting = "counts"
	CountsNot  Counting = "counts_not"
	LeftOut    Counting = "left_out"
	CantBeTold Counting = "cannot_tell"
)

// MeasureRows gives a page of the rows behind a measure's figure of the period that holds a day, for those whom the caller may see for the
// purpose; the look is on record before it is given.
func (s *Service) MeasureRows(ctx context.Context, caller access.Caller, purpose access.Purpose, id string, in calendar.Date, when When, which Counting, from, limit int) (*MeasureRowsPage, error) {
	f, err := s.figuresAt(ctx, caller, when, id)
	if err != nil {
		return nil, err
	}
	m := measureOn(f.pack, id, f.at.AsAt)
	if m == nil {
		return nil, change.Missing("measure")
	}
	period, ok := measure.PeriodOf(m.Period, in, f.terms)
	if !ok {
		return nil, change.Problems{{Kind: change.NotFound, Sentence: "That day is in no period of this measure."}}
	}
	if limit < 1 || limit > 500 {
		limit = 50
	}
	if m.Of.Source() == planAreas {
		return s.planRows(ctx, caller, f, m, period, which)
	}
	scope := s.Policy().Scope(caller, purpose, access.View)
	counted := f.columns.Counted(m, period, f.at)
	sees, err := s.seer(ctx, scope, f, func(yield func(string)) {
		for i := range counted {
			yield(counted[i].Subject)
		}
	})
	if err != nil {
		return nil, err
	}
	classes := f.pack.MeasureClasses(m.ID)
	counted = slices.DeleteFunc(counted, func(c measure.Counted) bool { return !which.wants(c) || !sees(c.Subject, classes) })
	page := &MeasureRowsPage{Measure: m, Total: len(counted), AsAt: f.at.AsAt, Known: f.known}
	page.Figure = f.columns.Figures(m, []measure.Period{period}, f.at, nil)[0]
	if from < 0 || from > len(counted) {
		from = 0
	}
	shown := counted[from:min(from+limit, len(counted))]
	if from+limit < len(counted) {
		page.Next = from + limit
	}
	about := map[string]bool{}
	for i := range shown {
		about[shown[i].Subject] = true
	}
	told, children, err := s.knownOf(ctx, caller, f, keysOf(about))
	if err != nil {
		return nil, err
	}
	reading := s.db.Reading(scope, store.HowListed)
	if err := reading.Returned(ctx, keysOf(about)); err != nil {
		return nil, err
	}
	standings := map[string][]measure.Standing{}
	for subject, t := range told {
		known := measure.Known{Pack: f.pack, Rows: t.Rows, Deadlines: t.Deadlines, Terms: f.terms}
		for _, row := range known.Figure(m, period, f.at.AsAt).Rows {
			standings[subject] = append(standings[subject], row)
		}
	}
	for i := range shown {
		c := &shown[i]
		at := slices.IndexFunc(standings[c.Subject], func(r measure.Standing) bool {
			return r.On == c.On && r.Excluded == c.Excluded && r.Asked == c.Asked && r.Counts == c.Counts
		})
		if at < 0 {
			at = slices.IndexFunc(standings[c.Subject], func(r measure.Standing) bool {
				return r.Excluded == c.Excluded && r.Asked == c.Asked && r.Counts == c.Counts
			})
		}
		row := MeasureRow{Subject: c.Subject, Child: children[c.Subject]}
		if at >= 0 {
			row.Standing = standings[c.Subject][at]
			standings[c.Subject] = slices.Delete(standings[c.Subject], at, at+1)
		}
		page.Rows = append(page.Rows, row)
	}
	return page, reading.Recorded(ctx)
}

func (w Counting) wants(c measure.Counted) bool {
	switch w {
	case Counts:
		return c.Asked && c.Counts
	case CountsNot:
		return c.Asked && !c.Counts && !c.CannotTell
	case LeftOut:
		return c.Excluded
	case CantBeTold:
		return c.CannotTell
	default:
		return true
	}
}

// seer gives the rule of whom the scope lets the caller see, by today's rights: every class that a row is made of must be open to them.
func (s *Service) seer(ctx context.Context, scope access.Scope, f *figuresAt, each func(yield func(string))) (func(subject string, classes []access.Class) bool, error) {
	about := map[string]bool{}
	each(func(subject string) { about[subject] = true })
	standings := make(map[string]store.Standing, len(about))
	for chunk := range slices.Chunk(keysOf(about), 1000) {
		found, err := s.db.StandingsOf(ctx, scope, chunk)
		if err != nil {
			return nil, err
		}
		for subject, standing := range found {
			standings[subject] = standing
		}
	}
	returned, err := s.inReturns(ctx, reckoning(scope.Caller), f.imports)
	if err != nil {
		return nil, err
	}
	return func(subject string, classes []access.Class) bool {
		standing, ok := standings[subject]
		if restsOnReturns(classes) && !returned(subject) && !scope.Allows(recordedHere, standing.Wall, standing.Ties) {
			return false
		}
		return ok && len(classes) > 0 && !slices.ContainsFunc(classes, func(c access.Class) bool { return !scope.Allows(c, standing.Wall, standing.Ties) })
	}, nil
}

// restsOnReturns says whether what somebody is to see is made from rows of returns, or from what the program tells besides: of what is made from
// records alone, whoever sees those records knows already that the person is recorded here.
func restsOnReturns(classes []access.Class) bool {
	return slices.ContainsFunc(classes, func(c access.Class) bool { return c.Compartment == access.Returns })
}

// recordedHere is the class of what the council's own records tell the clocks. Somebody of whom no return tells is seen by nobody who may see
// rows of returns alone.
var recordedHere = access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}

// inReturns says of whom the returns that count tell.
func (s *Service) inReturns(ctx context.Context, caller access.Caller, imports []ReturnImport) (func(subject string) bool, error) {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	if s.held.subjects == nil {
		s.held.subjects = map[string]map[string]bool{}
	}
	var of []map[string]bool
	for i := range imports {
		if imports[i].Gone > 0 {
			continue
		}
		about, had := s.held.subjects[imports[i].ID]
		if !had { // whom a load tells of never changes
			subjects, err := s.db.SubjectsOf(ctx, caller, imports[i].ID)
			if err != nil {
				return nil, err
			}
			about = make(map[string]bool, len(subjects))
			for _, subject := range subjects {
				about[subject] = true
			}
			s.held.subjects[imports[i].ID] = about
		}
		of = append(of, about)
	}
	return func(subject string) bool {
		return slices.ContainsFunc(of, func(about map[string]bool) bool { return about[subject] })
	}, nil
}

// counts says whether a load counts at a position.
func (r *reckoner) counts(id string, knownAt int64) bool {
	return slices.ContainsFunc(r.imports, func(i returned.Import) bool {
		return i.ID == id && i.From <= knownAt && (i.Until == 0 || i.Until > knownAt)
	})
}
