package app

import (
	"cmp"
	"context"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/plan"
	"throughline/practice"
)

// AreaMeasure is a measure that an area for improvement is linked to, with its
// figures as one caller may see them.
type AreaMeasure struct {
	Link *plan.MeasureLink
	MeasureFigures
}

// MeasureFigures are the figures of a measure for its latest complete periods.
type MeasureFigures struct {
	Measure *practice.Measure // nil where the practice pack has it no more
	Exact   bool              // the caller may see every number; otherwise only what may be printed
	AsAt    calendar.Date     // the day that the figures describe
	Known   Known             // the last entry counted
	Fresh   []Freshness       // the latest load of each return, for a caller who may see every number
	Series  []PeriodFigure    // the earliest first; empty where nothing was recorded that the measure counts
}

// Latest is the figure of the latest complete period. It is not ok where
// nothing was recorded.
func (f *MeasureFigures) Latest() (PeriodFigure, bool) {
	if len(f.Series) == 0 {
		return PeriodFigure{}, false
	}
	return f.Series[len(f.Series)-1], true
}

// PeriodFigure is the figure of one period: Exact for a caller who may see
// every number, and otherwise as it may be printed.
type PeriodFigure struct {
	Period  measure.Period
	Exact   *measure.Figure
	Printed PrintedFigure
}

// AreaMeasures gives the measures that an area is linked to, in the order in
// which they were linked, with the figures of their latest complete periods.
func (s *Service) AreaMeasures(ctx context.Context, caller access.Caller, area string, when When, periods int) ([]AreaMeasure, error) {
	at, err := s.measuring(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	var all []AreaMeasure
	for _, link := range at.st.Plan.MeasuresOf(area) {
		figures, err := s.figuresOf(ctx, caller, at, link.Measure, periods)
		if err != nil {
			return nil, err
		}
		all = append(all, AreaMeasure{link, figures})
	}
	return all, nil
}

// SuggestedMeasures gives the measures of the practice pack that answer an
// area of the founding inspection and are not linked to it, with what its row
// is about. They are a suggestion: nothing is linked before somebody says why.
func (s *Service) SuggestedMeasures(ctx context.Context, caller access.Caller, area string, when When) ([]*practice.Measure, string, error) {
	at, err := s.measuring(ctx, caller, when)
	if err != nil {
		return nil, "", err
	}
	held, ok := at.st.Plan.Areas.Get(area)
	if !ok {
		return nil, "", nil
	}
	if inspection, ok := at.st.Plan.Inspections.Get(held.Inspection); !ok || inspection.Regime != foundingRegime {
		return nil, "", nil // the references of another inspection mean other areas
	}
	all, about := at.pack.MeasuresFor(held.Ref)
	linked := at.st.Plan.MeasuresOf(area)
	return slices.DeleteFunc(all, func(m *practice.Measure) bool {
		return slices.ContainsFunc(linked, func(l *plan.MeasureLink) bool { return l.Measure == m.ID })
	}), about, nil
}

// foundingRegime is the framework of the inspection whose areas the practice
// pack names.
const foundingRegime = "slac"

// LinkableMeasures gives the measures of the practice pack that are in force,
// by name.
func (s *Service) LinkableMeasures(ctx context.Context, caller access.Caller) ([]*practice.Measure, error) {
	at, err := s.measuring(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	all := slices.Clone(at.pack.Measures)
	slices.SortFunc(all, func(a, b *practice.Measure) int { return cmp.Compare(a.Name, b.Name) })
	return all, nil
}

// measuring is what figures of a moment are asked with.
type measuring struct {
	when  When
	st    State
	whole *practice.Pack // in use at the moment
	pack  *practice.Pack // what of it was in force
	terms []deadline.Term
}

func (s *Service) measuring(ctx context.Context, caller access.Caller, when When) (*measuring, error) {
	if !caller.May(access.ReadPlan) {
		return nil, s.db.Denied(ctx, caller, access.ReadPlan, "plan")
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	pack, err := s.PackAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	return &measuring{when, st, pack, pack.In(st.Plan.Day), pack.Rules(st.Plan.Day).Terms}, nil
}

// series works out figures of a measure. It looks at nobody's rights: what it
// gives goes to callers who may read measures, or through the door of package
// disclosure.
func (s *Service) series(ctx context.Context, caller access.Caller, m *practice.Measure, at measure.Moment, periods []measure.Period, whole *practice.Pack) ([]measure.Figure, error) {
	columns, err := s.upToDate(ctx, asAnalyst(caller), whole)
	if err != nil {
		return nil, err
	}
	return s.figures(ctx, caller, columns, whole, m, periods, at)
}

func (s *Service) figuresOf(ctx context.Context, caller access.Caller, at *measuring, id string, n int) (MeasureFigures, error) {
	figures := MeasureFigures{Exact: caller.May(access.ReadMeasures), AsAt: at.st.Plan.Day, Known: at.st.Known}
	in := at.pack.Measure(id)
	if len(in) == 0 {
		return figures, nil
	}
	figures.Measure = in[0]
	if !figures.Exact {
		err := s.printable(ctx, caller, at, n, &figures)
		return figures, err
	}
	var err error
	if figures.Fresh, err = s.freshAt(ctx, caller, figures.Known); err != nil {
		return figures, err
	}
	periods := measure.Complete(figures.Measure.Period, figures.AsAt, n, at.terms)
	series, err := s.series(ctx, caller, figures.Measure, measure.Moment{AsAt: figures.AsAt, KnownAt: figures.Known.Seq}, periods, at.whole)
	if err != nil {
		return figures, err
	}
	series = recorded(series)
	for i := range series {
		figures.Series = append(figures.Series, PeriodFigure{Period: series[i].Period, Exact: &series[i]})
	}
	return figures, nil
}

// freshAt says which returns counted at a position.
func (s *Service) freshAt(ctx context.Context, caller access.Caller, known Known) ([]Freshness, error) {
	imports, err := s.imports(ctx, asAnalyst(caller), known.Seq)
	if err != nil {
		return nil, err
	}
	return (&figuresAt{imports: imports}).fresh(), nil
}

// recorded gives a series back when it counts anything at all.
func recorded(series []measure.Figure) []measure.Figure {
	if slices.ContainsFunc(series, func(f measure.Figure) bool { return f.Denominator != 0 || f.Excluded != 0 || f.CannotTell != 0 }) {
		return series
	}
	return nil
}
