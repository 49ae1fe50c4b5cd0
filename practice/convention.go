package practice

import (
	"cmp"
	"slices"
	"strings"

	"throughline/deadline"
)

// Convention is how the working days that a measure hangs on are counted, to
// be shown beside its figures; "" where it hangs on none. Rows that returns
// give are counted from the day after the start.
func (p *Pack) Convention(m *Measure) deadline.Counting {
	for _, c := range p.Clocks {
		if slices.Contains(m.Of.Clocks, c.Code) && c.Unit == deadline.InWorkingDays {
			return cmp.Or(c.Counting, deadline.DayZero)
		}
	}
	conditions := []string{m.Numerator.When, m.Denominator.When}
	for _, x := range m.Exclusions {
		conditions = append(conditions, x.When)
	}
	if slices.ContainsFunc(conditions, func(when string) bool { return strings.Contains(when, string(deadline.InWorkingDays)) }) {
		return deadline.DayZero
	}
	return ""
}
