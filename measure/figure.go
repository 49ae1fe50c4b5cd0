package measure

import (
	"cmp"
	"math"
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// Figure is what a measure gives for one period.
type Figure struct {
	Measure     string
	Period      Period
	Numerator   float64
	Denominator float64
	Value       float64 // NaN when the denominator is 0
	Excluded    int
	CannotTell  int // of the denominator: they are not counted as met
	// Starts are those that the time of the rows was counted from, in words, where the rows say so.
	Starts []string
	Rows   []Standing
}

// Standing is how one row counts, so that a figure can be opened.
type Standing struct {
	ID, Subject string
	On          calendar.Date
	practice.Count
	Why   string // in words
	Start string // from which start its time was counted, where it says so
}

// Known is everything that figures are made of, as it stood at one position of the ledger.
type Known struct {
	Pack      *practice.Pack
	Rows      []Row // each id of each source once
	Deadlines []deadline.Deadline
	Terms     []deadline.Term
}

// StandingAt gives, of rows in any order, what stood at a position: of each row of a source the latest that was known then, unless it was taken
// back.
func StandingAt(rows []Row, knownAt int64) []Row {
	type identity struct{ source, id string }
	latest := map[identity]Row{}
	for _, r := range rows {
		if key := (identity{r.Source, r.ID}); r.Known <= knownAt && r.Known >= latest[key].Known {
			latest[key] = r
		}
	}
	standing := make([]Row, 0, len(latest))
	for _, r := range latest {
		if !r.Gone {
			standing = append(standing, r)
		}
	}
	slices.SortFunc(standing, func(a, b Row) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.ID, b.ID)) })
	return standing
}

// Figure works a measure out for one period, as at the end of a day.
func (k *Known) Figure(m *practice.Measure, period Period, asAt calendar.Date) Figure {
	f := Figure{Measure: m.ID, Period: period}
	switch {
	case len(m.Of.Clocks) > 0:
		f.Rows = k.deadlines(m, period, asAt)
	default:
		f.Rows = k.rows(m, period, asAt)
	}
	for _, s := range f.Rows {
		switch {
		case s.Excluded:
			f.Excluded++
		case s.Asked:
			f.Numerator += s.Over
			f.Denominator += s.Under
			if len(s.Missing) > 0 {
				f.CannotTell++
			}
			if s.Start != "" && !slices.Contains(f.Starts, s.Start) {
				f.Starts = append(f.Starts, s.Start)
			}
		}
	}
	slices.Sort(f.Starts)
	f.Value = math.NaN()
	if f.Denominator != 0 {
		f.Value = f.Numerator / f.Denominator
	}
	return f
}

func (k *Known) rows(m *practice.Measure, period Period, asAt calendar.Date) (all []Standing) {
	source := m.Of.Source()
	for i := range k.Rows {
		r := &k.Rows[i]
		day, own := r.Belongs()
		if r.Source != source || !period.Holds(day) || day.After(asAt) {
			continue
		}
		s := Standing{ID: r.ID, Subject: r.Subject, On: r.On, Count: k.Pack.Count(m, func(name string) (any, bool) {
			v, held := r.Values[name]
			return v, held
		}), Start: textOf(r.Values[StartUsed])}
		if !own && !s.Excluded && s.Asked { // what isn't asked on any day isn't asked on a blank one
			s.Counts, s.Over = false, 0
			s.Missing = append(s.Missing, "the day")
		}
		if s.Excluded || s.Asked {
			all = append(all, s)
		}
	}
	return all
}

// deadlines gives the deadlines that fell due in the period, or one row for each subject.
func (k *Known) deadlines(m *practice.Measure, period Period, asAt calendar.Date) (all []Standing) {
	of := map[string]int{} // by subject
	undated := asAt
	if last, ok := LastComplete(m.Period, asAt, k.Terms); ok {
		undated = last.Last
	}
	for i := range k.Deadlines {
		d := &k.Deadlines[i]
		if !slices.Contains(m.Of.Clocks, d.Clock) || !period.Holds(fallsDue(d, undated)) {
			continue
		}
		s := standing(d, asAt)
		if !s.Excluded && !s.Asked {
			continue
		}
		at, had := of[d.Subject]
		if !m.Of.Every || !had {
			of[d.Subject] = len(all)
			all = append(all, s)
			continue
		}
		all[at] = together(all[at], s)
	}
	return all
}

// fallsDue is the day by which a deadline belongs to a period. One of which it can't be told when it fell due belongs where it was satisfied or
// closed, and otherwise to the latest period that is over: it is never left out.
func fallsDue(d *deadline.Deadline, undated calendar.Date) calendar.Date {
	for _, day := range []calendar.Date{d.Due, d.Satisfied.On, d.Closed.On} {
		if !day.IsZero() {
			return day
		}
	}
	return undated
}

func standing(d *deadline.Deadline, asAt calendar.Date) Standing {
	state, why := d.At(asAt)
	s := Standing{ID: d.Clock + "/" + cmp.Or(d.Of, d.Subject), Subject: d.Subject, On: d.Due, Why: why}
	switch state {
	case deadline.Met:
		s.Asked, s.Counts, s.Over, s.Under = true, true, 1, 1
	case deadline.Late, deadline.Overdue:
		s.Asked, s.Under = true, 1
	case deadline.CannotTell:
		s.Asked, s.Under, s.Missing = true, 1, []string{why}
	case deadline.NotRequired, deadline.Superseded:
		s.Excluded, s.Because = true, why
	case deadline.Running:
		if d.Due == asAt { // the day is over, and it has not happened: a figure of the period that ends with it counts it
			s.Asked, s.Under = true, 1
		}
	case deadline.NotBegun:
	}
	return s
}

// together counts two deadlines of one subject as one row: met when both are. One that was late settles it, whatever can't be told of the
// other; one that asks for nothing leaves it to the other.
func together(a, b Standing) Standing {
	switch {
	case a.Excluded:
		return b
	case b.Excluded:
		return a
	case settled(a):
		return a
	case settled(b):
		return b
	case len(a.Missing) > 0:
		return a
	}
	return b
}

// settled says that a deadline was certainly not met.
func settled(s Standing) bool { return !s.Counts && len(s.Missing) == 0 }
