package app

import (
	"context"

	"throughline/access"
	"throughline/measure"
	"throughline/practice"
)

// planAreas is the source of rows that the plan itself gives: one for each of its areas.
const planAreas = "plan_areas"

// figures works out a measure for several periods: from the columns or, where it is about the plan, from the plan as it stood on the last day of
// each period, as known at the moment's position.
func (s *Service) figures(ctx context.Context, caller access.Caller, columns *measure.Columns, pack *practice.Pack, m *practice.Measure, periods []measure.Period, at measure.Moment) ([]measure.Figure, error) {
	if m.Of.Source() != planAreas {
		return columns.Figures(m, periods, at, nil), nil
	}
	made := make([]measure.Figure, len(periods))
	for i, period := range periods {
		f, err := s.planFigure(ctx, caller, pack, m, period, at)
		if err != nil {
			return nil, err
		}
		made[i] = f
	}
	return made, nil
}

// planFigure counts the plan's areas on the last day of a period. The figure's rows are the areas.
func (s *Service) planFigure(ctx context.Context, caller access.Caller, pack *practice.Pack, m *practice.Measure, period measure.Period, at measure.Moment) (measure.Figure, error) {
	day := period.Last
	if at.AsAt.Before(day) {
		day = at.AsAt
	}
	known := measure.Known{Pack: pack}
	if at.KnownAt > 0 {
		st, err := s.stateAt(ctx, s.reader(caller), When{AsAt: day, KnownEntry: at.KnownAt})
		if err != nil {
			return measure.Figure{}, err
		}
		for area := range st.Plan.Areas.All() {
			known.Rows = append(known.Rows, measure.Row{
				ID: area.ID, Source: planAreas, Subject: area.ID, On: day,
				Values: map[string]any{"with_evidence": st.Plan.ShowsEvidence(area)},
			})
		}
	}
	return known.Figure(m, period, day), nil
}

// withPlan works out the measures that are about the plan.
func (s *Service) withPlan(ctx context.Context, caller access.Caller, f *figuresAt, all []MeasureAt) ([]MeasureAt, error) {
	for i := range all {
		one := &all[i]
		if one.Measure.Of.Source() != planAreas || len(one.Series) == 0 {
			continue
		}
		periods := make([]measure.Period, len(one.Series))
		for n := range one.Series {
			periods[n] = one.Series[n].Period
		}
		series, err := s.figures(ctx, caller, f.columns, f.pack, one.Measure, periods, f.at)
		if err != nil {
			return nil, err
		}
		one.Series, one.Latest = series, series[len(series)-1]
	}
	return all, nil
}

// planRows gives the areas behind a figure of the plan, which anybody who may read measures may see.
func (s *Service) planRows(ctx context.Context, caller access.Caller, f *figuresAt, m *practice.Measure, period measure.Period, which Counting) (*MeasureRowsPage, error) {
	figure, err := s.planFigure(ctx, caller, f.pack, m, period, f.at)
	if err != nil {
		return nil, err
	}
	st, err := s.stateAt(ctx, s.reader(caller), When{AsAt: f.at.AsAt, KnownEntry: f.at.KnownAt})
	if err != nil {
		return nil, err
	}
	page := &MeasureRowsPage{Measure: m, Figure: figure, AsAt: f.at.AsAt, Known: f.known}
	for _, row := range figure.Rows {
		if !which.wants(measure.Counted{Excluded: row.Excluded, Asked: row.Asked, Counts: row.Counts, CannotTell: len(row.Missing) > 0}) {
			continue
		}
		area, ok := st.Plan.Areas.Get(row.Subject)
		if ok {
			page.Rows = append(page.Rows, MeasureRow{Child: area.Ref + " " + area.Title, Standing: row})
		}
	}
	page.Total = len(page.Rows)
	return page, nil
}
