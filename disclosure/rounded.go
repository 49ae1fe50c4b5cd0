package disclosure

import "fmt"

// RoundedLabel is printed with every rounded table.
const RoundedLabel = "Numbers are rounded to the nearest 10, and percentages are of the rounded numbers."

// leastRounded is the smallest total for which rounding is allowed: England's and a region's numbers are larger, and a council's
// small ones would be given away by it.
const leastRounded = 1000

// PublishRounded makes tables of England or of a region, where every number is rounded to the nearest 10 and none is suppressed: the
// other of the Department for Education's two rules. It is never for a council's own numbers, and refuses a table of fewer
// than 1,000 people. Percentages are worked out from the rounded numbers, so that they give nothing more away.
func PublishRounded(cohort Cohort, atoms []Atom, specs []Spec) (Release, error) {
	if err := cohort.check(); err != nil {
		return Release{}, err
	}
	grids, s, err := prepare(cohort, atoms, specs)
	if err != nil {
		return Release{}, err
	}
	var release Release
	for t, g := range grids {
		table := newTable(cohort, g)
		table.rounded = true
		for _, ids := range s.numbers[t] {
			var line []Figure
			for _, i := range ids {
				line = append(line, shownFigure((s.cells[i].value+5)/10*10))
			}
			table.figures = append(table.figures, line)
		}
		if n := s.count(g.filter); n < leastRounded {
			return Release{}, fmt.Errorf("the table %q counts fewer than %d people: rounding is for England and its regions, so suppress its small numbers instead",
				g.spec.Title, leastRounded)
		}
		table.finish(g)
		release.tables = append(release.tables, table)
	}
	return release, nil
}
