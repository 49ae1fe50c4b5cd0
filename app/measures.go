package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
)

// MeasureAt is a measure with its figures at a moment.
type MeasureAt struct {
	Measure *practice.Measure
	Row     practice.Heading // the file of the pack that declares it
	Naming  measure.Naming
	Series  []measure.Figure // of the periods that were over, the earliest first
	Latest  measure.Figure   // the last of them; its Period is empty where none was over
	Slices  []measure.Slice  // of the latest, where a breakdown was asked for
	AsAt    calendar.Date
	Known   Known
	Fresh   []Freshness // the latest load of each return that counts
	Pack    string      // the hash of the pack that it was worked out by
}

// HasPeriod says whether there is a period that was over.
func (m *MeasureAt) HasPeriod() bool { return !m.Latest.Period.Last.IsZero() }

// Freshness says up to when one return tells of children, and when it was loaded.
type Freshness struct {
	Source   returned.Source
	Until    calendar.Date
	LoadedAt time.Time
	Import   string
}

// figuresAt is what figures of one moment are made of.
type figuresAt struct {
	columns *measure.Columns
	pack    *practice.Pack
	terms   []deadline.Term
	at      measure.Moment
	known   Known
	imports []ReturnImport
}

func (s *Service) figuresAt(ctx context.Context, caller access.Caller, when When, object string) (*figuresAt, error) {
	if !caller.May(access.ReadMeasures) {
		return nil, s.db.Denied(ctx, caller, access.ReadMeasures, object)
	}
	known, err := s.position(ctx, caller, When{KnownAt: when.KnownAt, KnownEntry: when.KnownEntry})
	if err != nil {
		return nil, err
	}
	pack, err := s.PackAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	columns, err := s.upToDate(ctx, caller, pack)
	if err != nil {
		return nil, err
	}
	imports, err := s.imports(ctx, caller, known.Seq)
	if err != nil {
		return nil, err
	}
	day := when.AsAt
	if day.IsZero() {
		day = s.Today()
	}
	return &figuresAt{columns: columns, pack: pack, terms: pack.Rules(day).Terms, at: measure.Moment{AsAt: day, KnownAt: known.Seq}, known: known, imports: imports}, nil
}

// measures works out several measures at once.
func (f *figuresAt) measures(all []*practice.Measure, periods int) []MeasureAt {
	asked := make([]measure.Ask, len(all))
	for i, m := range all {
		asked[i] = measure.Ask{Measure: m, Periods: measure.Complete(m.Period, f.at.AsAt, max(periods, 1), f.terms)}
	}
	series := f.columns.All(asked, f.at, nil)
	made := make([]MeasureAt, len(all))
	for i, m := range all {
		made[i] = MeasureAt{Measure: m, Row: f.pack.SheetOf(m), Naming: measure.Named(m), Series: series[i], AsAt: f.at.AsAt, Known: f.known, Fresh: f.fresh(), Pack: f.pack.Hash()}
		if n := len(series[i]); n > 0 {
			made[i].Latest = series[i][n-1]
		}
	}
	return made
}

// fresh gives the latest year of each return that counted.
func (f *figuresAt) fresh() (all []Freshness) {
	for _, i := range f.imports {
		if i.Gone > 0 {
			continue
		}
		one := Freshness{i.Source, calendar.Must(i.Year, 3, 31), i.LoadedAt, i.ID}
		at := slices.IndexFunc(all, func(f Freshness) bool { return f.Source == i.Source })
		switch {
		case at < 0:
			all = append(all, one)
		case !one.Until.Before(all[at].Until):
			all[at] = one
		}
	}
	slices.SortFunc(all, func(a, b Freshness) int { return cmp.Compare(a.Source, b.Source) })
	return all
}

// Measures gives every measure of the practice pack that is on, in the pack's order, with its last so many periods at a moment.
func (s *Service) Measures(ctx context.Context, caller access.Caller, when When, periods int) ([]MeasureAt, error) {
	f, err := s.figuresAt(ctx, caller, when, "measures")
	if err != nil {
		return nil, err
	}
	var all []*practice.Measure
	seen := map[string]bool{}
	for _, m := range f.pack.Measures {
		if m.On && !seen[m.ID] {
			seen[m.ID] = true
			all = append(all, measureOn(f.pack, m.ID, f.at.AsAt))
		}
	}
	return s.withPlan(ctx, caller, f, f.measures(all, periods))
}

// MeasureAt gives one measure, broken down by a cut where one is given.
func (s *Service) MeasureAt(ctx context.Context, caller access.Caller, id string, when When, periods int, cut practice.Cut) (*MeasureAt, error) {
	f, err := s.figuresAt(ctx, caller, when, id)
	if err != nil {
		return nil, err
	}
	m := measureOn(f.pack, id, f.at.AsAt)
	if m == nil {
		return nil, change.Missing("measure")
	}
	series, err := s.withPlan(ctx, caller, f, f.measures([]*practice.Measure{m}, periods))
	if err != nil {
		return nil, err
	}
	made := series[0]
	if cut != "" {
		if !slices.Contains(m.Breakdowns, cut) {
			return nil, change.Problems{{Kind: change.Invalid, Field: "by", Sentence: "This measure is not broken down by that. Choose one of those that it offers."}}
		}
		if made.HasPeriod() {
			made.Slices, err = s.named(ctx, caller, when, cut, f.columns.By(m, made.Latest.Period, cut, f.at))
			if err != nil {
				return nil, err
			}
		}
	}
	return &made, nil
}

// measureOn gives the version of a measure that was in force on a day, or else the first, whose figures of then say what they would have been;
// nil when there is none that is on.
func measureOn(pack *practice.Pack, id string, day calendar.Date) *practice.Measure {
	if in := pack.In(day).Measure(id); len(in) > 0 {
		return in[0]
	}
	for _, m := range pack.Measure(id) {
		if m.On {
			return m
		}
	}
	return nil
}

// seriesFor works out figures of a measure, whoever asks: they go to callers who may read measures, or through the door of package disclosure.
func (s *Service) seriesFor(ctx context.Context, authority string, m *practice.Measure, at measure.Moment, periods []measure.Period) ([]measure.Figure, error) {
	caller := Operator(authority)
	pack, err := s.PackAt(ctx, caller, When{AsAt: at.AsAt, KnownEntry: at.KnownAt})
	if err != nil {
		return nil, err
	}
	columns, err := s.upToDate(ctx, caller, pack)
	if err != nil {
		return nil, err
	}
	if own := measureOn(pack, m.ID, at.AsAt); own != nil {
		m = own
	}
	return s.figures(ctx, caller, columns, pack, m, periods, at)
}
