package board

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"throughline/calendar"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// DataOf gathers what a paper prints, with the figures in its annex. p is the
// plan at the paper's as-at day and known-at position.
func (s *Shelf) DataOf(p *plan.Plan, paper *Paper) (PaperData, error) {
	data := PaperDataFrom(p, paper)
	if err := s.addDates(&data, paper, calendar.Date{}); err != nil {
		return data, err
	}
	release, ok := s.Release(paper.Figures)
	if !ok {
		return data, nil // none, or figures that figuresProblem refuses
	}
	var err error
	data.Figures, err = figuresDataFrom(release)
	return data, err
}

// FiguresFor lists the releases of figures that a paper about a day may carry,
// of the latest day first, and of one day the one published last.
func (s *Shelf) FiguresFor(asAt calendar.Date) (may []*FiguresRelease) {
	for r := range s.Releases() {
		if s.figuresProblem(r.ID, asAt) == nil {
			may = append(may, r)
		}
	}
	slices.SortStableFunc(may, func(a, b *FiguresRelease) int { return cmp.Compare(0, a.Day.Compare(b.Day)) })
	return may
}

// figuresProblem gives why a paper about a day can't carry a release of
// figures, or nothing. A paper prints only what was published, and that was
// made safe beside everything else that is out: so two papers tell no more
// than their releases do.
func (s *Shelf) figuresProblem(id string, asAt calendar.Date) (problems change.Problems) {
	if id == "" {
		return nil
	}
	release, ok := s.Release(id)
	if !ok {
		problems.Add("figures", "Only figures that were published can stand in a paper. Choose published figures, or none.")
		return problems
	}
	if end := release.Withdrawal; end != nil {
		problems.Add("figures", "The figures “"+release.Title()+"” were withdrawn on "+end.On.Long()+". Choose others, or none.")
	}
	if release.Day.After(asAt) {
		problems.Add("figures", "The figures “"+release.Title()+"” are about a later day than the paper, which describes "+asAt.Long()+
			". Choose figures of that day or an earlier one, or none.")
	}
	if other, near := s.near(release.Printed.Cohort(), release.Day); near {
		problems.Add("figures", "Figures about "+other.Day.Long()+" are out too. Set beside those, the figures “"+release.Title()+
			"” would show which children came or went between the two days. Choose others, or none.")
	}
	return problems
}

// near finds figures of a cohort that are out about another day, so near that
// the two would show who came or went between them.
func (s *Shelf) near(cohort string, day calendar.Date) (*FiguresRelease, bool) {
	for r := range s.Releases() {
		if r.Printed.Cohort() == cohort && r.Day != day && disclosure.Near(r.Day, day) {
			return r, true
		}
	}
	return nil, false
}

// figuresReconciled reads a frozen paper back, and refuses one that prints
// other figures than the release it names, or figures that it does not name.
func (s *Shelf) figuresReconciled(paper *Paper, f *Frozen) error {
	var data PaperData
	if err := json.Unmarshal([]byte(f.Dataset), &data); err != nil {
		return fmt.Errorf("the paper's data can't be read back: %w", err)
	}
	release, named := s.Release(paper.Figures)
	if named != (data.Figures != nil) || named && !data.Figures.is(release) {
		return errors.New("the figures in the paper's annex are not those that were published")
	}
	return nil
}
