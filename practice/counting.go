package practice

import (
	"slices"
	"strings"
)

// Count is how one row counts in a measure.
type Count struct {
	Excluded bool   // it is left out
	Because  string // why
	Asked    bool   // it is in the denominator
	Counts   bool   // it is in the numerator
	// Missing names what is not recorded and would have to be to tell. Such a row stays in the denominator, and is never counted as met.
	Missing []string
	// Over and Under are what the row adds to the numerator and the denominator: 1, or the number that the measure sums.
	Over, Under float64
}

// Count says how a row counts. of gives what the row holds under a name, and whether it holds anything.
func (p *Pack) Count(m *Measure, of func(name string) (any, bool)) Count {
	asking := func(name string) (any, bool) {
		if field, ok := strings.CutPrefix(name, "given."); ok {
			v, held := of(field)
			lines, isList := v.([]map[string]any)
			return held && (!isList || len(lines) > 0), true
		}
		return of(name)
	}
	for i := range m.Exclusions {
		asked := p.programs[&m.Exclusions[i].When]
		if asked == nil {
			continue
		}
		if holds, _ := asked.holds(asking); holds { // what isn't known to be left out stays in
			return Count{Excluded: true, Because: m.Exclusions[i].Because}
		}
	}
	var c Count
	c.Asked, c.Missing = p.counted(&m.Denominator, asking)
	if !c.Asked && len(c.Missing) == 0 {
		return c
	}
	c.Asked = true
	counts, missing := p.counted(&m.Numerator, asking)
	for _, name := range missing {
		if !slices.Contains(c.Missing, name) {
			c.Missing = append(c.Missing, name)
		}
	}
	c.Counts = counts && len(c.Missing) == 0
	c.Under = added(&m.Denominator, of, &c)
	if c.Counts = c.Counts && len(c.Missing) == 0; !c.Counts {
		return c
	}
	c.Over = added(&m.Numerator, of, &c)
	if c.Counts = len(c.Missing) == 0; !c.Counts && m.Polarity == "low" {
		c.Under = 0 // a blank never makes a figure look better, and where lower is better it would
	}
	return c
}

func (p *Pack) counted(counted *Counted, of func(string) (any, bool)) (holds bool, missing []string) {
	asked := p.programs[&counted.When]
	if asked == nil {
		return true, nil
	}
	return asked.holds(of)
}

// added is what a row adds to a side of the figure. A number that is not recorded adds nothing, and is named.
func added(counted *Counted, of func(string) (any, bool), c *Count) float64 {
	if counted.Sum == "" {
		return 1
	}
	switch v, _ := of(counted.Sum); v := v.(type) {
	case int64:
		return float64(v)
	case int:
		return float64(v)
	case float64:
		return v
	}
	if !slices.Contains(c.Missing, counted.Sum) {
		c.Missing = append(c.Missing, counted.Sum)
	}
	return 0
}
