package disclosure

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
