package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/board"
	"throughline/measure"
	"throughline/practice"
)

// periodsPrinted is how many periods of a measure a paper prints.
const periodsPrinted = 5

// PutMeasures puts the measures that the chosen areas are linked to in a
// draft, as they may be printed: counted as at the paper's own day and entry,
// knowing what the papers before it printed.
func (s *Service) PutMeasures(ctx context.Context, caller access.Caller, paper string, seen int, areas []string) (Receipt, error) {
	if !caller.May(access.WritePaper) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WritePaper, paper)
	}
	now, described, err := s.describedBy(ctx, caller, paper)
	if err != nil {
		return Receipt{}, err
	}
	held, _ := now.Shelf.Paper(paper)
	at, err := s.measuring(ctx, caller, describes(held))
	if err != nil {
		return Receipt{}, err
	}
	ch := board.PutMeasures{ID: paper, Seen: seen}
	for area := range described.Areas.All() {
		if !slices.Contains(areas, area.ID) {
			continue
		}
		for _, link := range described.MeasuresOf(area.ID) {
			made := board.MeasureData{Area: area.ID, AreaRef: area.Ref, AreaTitle: area.Title, Measure: link.Measure, Name: link.Title, AsAt: held.AsAt, KnownAt: held.KnownAt}
			if made, err = s.printedIn(ctx, caller, now.Shelf, at, made); err != nil {
				return Receipt{}, err
			}
			ch.Measures = append(ch.Measures, made)
		}
	}
	return s.paperChange(ctx, caller, ch, described)
}

func (s *Service) printedIn(ctx context.Context, caller access.Caller, shelf *board.Shelf, at *measuring, made board.MeasureData) (board.MeasureData, error) {
	in := at.pack.Measure(made.Measure)
	made.Sentence = board.MeasureSentence(nil)
	if len(in) == 0 {
		return made, nil
	}
	m := in[0]
	made.Words, made.Source = definitionOf(at.pack, m), measure.CohortName(m.Cohort)
	earlier, papers := shelf.PrintedMeasures(m.ID)
	made.Beside = papers
	periods := measure.Complete(m.Period, made.AsAt, periodsPrinted, at.terms)
	series, err := s.series(ctx, caller, m, measure.Moment{AsAt: made.AsAt, KnownAt: made.KnownAt.Position}, periods, at.whole)
	if err != nil {
		return made, err
	}
	for _, f := range recorded(series) {
		printed, err := printOf(m, f, earlier)
		if err != nil {
			return made, err
		}
		made.Series = append(made.Series, board.MeasurePeriod{Name: f.Period.Name, First: f.Period.First, Last: f.Period.Last, Figure: printed})
	}
	made.Sentence = board.MeasureSentence(made.Series)
	return made, nil
}

// definitionOf says in words what a measure counts, and how working days are counted where it hangs on them.
func definitionOf(pack *practice.Pack, m *practice.Measure) string {
	words := m.Words + " Counted: " + m.Numerator.Words + ", of " + m.Denominator.Words + "."
	if counting := pack.Convention(m); counting != "" {
		words += " Working days are " + counting.Words() + "."
	}
	return words
}
