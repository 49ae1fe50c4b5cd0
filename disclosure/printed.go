package disclosure

import "throughline/calendar"

// Near says whether two days are so near that a reader would take it that nobody came or went between them, save those whom the numbers
// show. Of a standing cohort, two papers of such days would tell whom they were: what changed between them is c in the second, and so stands
// out.
func Near(a, b calendar.Date) bool {
	apart := a.Sub(b)
	return max(apart, -apart) < closeDays
}

// NearDays is how many days apart two days must be not to be near.
const NearDays = closeDays

// Tables gives the tables of a release again from what it printed. They hold what its pages held and no more: a suppressed number was never
// kept. A rounded release keeps none.
func (r Released) Tables() ([]Table, error) {
	cohort := r.cohort()
	var out []Table
	for _, kept := range r.kept.Tables {
		g, err := cohort.layOut(kept.Spec)
		if err != nil {
			return nil, err
		}
		table := newTable(cohort, g)
		table.withheld = kept.Withheld
		for _, texts := range kept.Cells {
			var line []Figure
			for _, text := range texts {
				f, err := figurePrinted(text)
				if err != nil {
					return nil, err
				}
				line = append(line, f)
			}
			table.figures = append(table.figures, line)
		}
		table.finish(g)
		out = append(out, table)
	}
	return out, nil
}

// figurePrinted reads a cell that a release printed. It refuses a number that none would have.
func figurePrinted(text string) (Figure, error) {
	n, mark, err := readCell(text)
	switch {
	case err != nil:
		return Figure{}, err
	case mark == Shown:
		return shownFigure(n), nil
	case mark == Suppressed:
		return Figure{state: hidden}, nil
	case mark == NotApplicable:
		return Inapplicable(), nil
	}
	return Figure{}, nil
}
