package measure

import "throughline/practice"

// Keeps says whether figures are answered from those that are kept.
func (c *Columns) Keeps(m *practice.Measure, periods []Period, at Moment) bool {
	return c.keptFigures(m, periods, at) != nil
}
