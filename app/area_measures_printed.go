package app

import (
	"context"
	"math"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/disclosure"
	"throughline/measure"
	"throughline/practice"
)

// PrintedFigure is a figure as it may be printed.
type PrintedFigure = disclosure.MeasureFigure

// monthsRemembered is how many earlier months a page's figures are made
// knowing of: what they showed is not given away by what is shown now.
const monthsRemembered = 12

// printable fills in the figures of a measure for those who may not see small
// numbers.
//
// A page can be looked at every day, so that a change of a few between two
// looks would tell of a few children. Its figures therefore change once a month:
// they are counted as at the last day of a month, from what was recorded by
// then. Each month is made knowing what the months before it showed, which the
// record still gives, and what papers printed.
func (s *Service) printable(ctx context.Context, caller access.Caller, at *measuring, n int, figures *MeasureFigures) error {
	upTo := s.clock()
	if !at.when.KnownAt.IsZero() || at.when.KnownEntry != 0 {
		upTo = at.st.Known.At
	}
	if upTo.IsZero() {
		return nil // nothing was known yet
	}
	day := calendar.DayOf(upTo)
	first := calendar.Date{Year: day.Year, Month: day.Month, Day: 1}
	if !at.st.Plan.Day.Before(first) {
		figures.AsAt = first.AddDays(-1)
	}
	var err error
	if figures.Known, err = s.position(ctx, caller, When{KnownAt: first.Start()}); err != nil {
		return err
	}
	periods := measure.Complete(figures.Measure.Period, figures.AsAt, n, at.terms)
	var shown []PeriodFigure
	released := map[string][]disclosure.Released{}
	inPapers, _ := at.st.Shelf.PrintedMeasures(figures.Measure.ID)
	for back := monthsRemembered; back >= 0; back-- {
		start := first.AddMonths(-back)
		known, err := s.position(ctx, caller, When{KnownAt: start.Start()})
		if err != nil {
			return err
		}
		if known.Seq == 0 {
			continue
		}
		over := overBy(periods, start)
		series, err := s.series(ctx, caller, figures.Measure, measure.Moment{AsAt: start.AddDays(-1), KnownAt: known.Seq}, over, at.whole)
		if err != nil {
			return err
		}
		shown = shown[:0]
		for _, f := range recorded(series) {
			printed, err := printOf(figures.Measure, f, slices.Concat(inPapers, released[f.Period.Name]))
			if err != nil {
				return err
			}
			if printed.Recorded() {
				released[f.Period.Name] = append(released[f.Period.Name], printed.Released())
			}
			shown = append(shown, PeriodFigure{Period: f.Period, Printed: printed})
		}
	}
	figures.Series = shown
	return nil
}

// overBy are the periods that were over before a day.
func overBy(periods []measure.Period, day calendar.Date) (over []measure.Period) {
	for _, p := range periods {
		if p.Last.Before(day) {
			over = append(over, p)
		}
	}
	return over
}

// printOf takes a figure through the door of package disclosure. A figure that
// is not a number of so many, such as children for each officer, has no
// printable form: nothing of it is available.
func printOf(m *practice.Measure, f measure.Figure, earlier []disclosure.Released) (PrintedFigure, error) {
	counts, ok := countsOf(m, f)
	if !ok {
		return PrintedFigure{}, nil
	}
	return disclosure.PublishMeasure(counts, earlier...)
}

func countsOf(m *practice.Measure, f measure.Figure) (disclosure.Measured, bool) {
	counts := disclosure.Measured{ID: m.ID, Definition: m.Words, First: f.Period.First, Last: f.Period.Last, LeftOut: f.Excluded}
	if m.Numerator.Sum == "" && m.Denominator.Sum == "" {
		counts.CannotTell = f.CannotTell
	}
	met, of := math.Round(f.Numerator), math.Round(f.Denominator)
	rest := of - met - float64(counts.CannotTell)
	if met != f.Numerator || of != f.Denominator || met < 0 || rest < 0 {
		return counts, false
	}
	counts.Met, counts.NotMet = int(met), int(rest)
	return counts, true
}
