package measure

import (
	"math"
	"slices"

	"throughline/calendar"
	"throughline/practice"
)

// tally is what is counted for one period.
type tally struct {
	over, under      float64
	excluded, untold int
	starts           map[string]int // which start the time was counted from, and by how many rows
}

// add counts a row; by is 1, or -1 to take it away.
func (t *tally) add(one tallied, start string, by int) {
	switch {
	case one.excluded:
		t.excluded += by
		return
	case !one.asked:
		return
	}
	t.over += float64(by) * one.over
	t.under += float64(by) * one.under
	if one.untold {
		t.untold += by
	}
	if start != "" {
		if t.starts == nil {
			t.starts = map[string]int{}
		}
		t.starts[start] += by
	}
}

func (t *tally) figure(m *practice.Measure, p Period) Figure {
	f := Figure{Measure: m.ID, Period: p, Numerator: t.over, Denominator: t.under, Value: math.NaN(), Excluded: t.excluded, CannotTell: t.untold}
	if f.Denominator != 0 {
		f.Value = f.Numerator / f.Denominator
	}
	for start, n := range t.starts {
		if n > 0 {
			f.Starts = append(f.Starts, start)
		}
	}
	slices.Sort(f.Starts)
	return f
}

// tallied is how a deadline, or all of a subject's, counts.
func (o outcome) tallied() tallied {
	switch o {
	case met:
		return tallied{asked: true, counts: true, over: 1, under: 1}
	case missed:
		return tallied{asked: true, under: 1}
	case untold:
		return tallied{asked: true, untold: true, under: 1}
	case excluded:
		return tallied{excluded: true}
	default:
		return tallied{}
	}
}

// days tells which of some periods holds a day.
type spans struct {
	first day
	of    []int16 // -1 for a day in none
}

// spansOf is not ok for periods that overlap or lie further apart than a lifetime: those are counted one at a time.
func spansOf(periods []Period) (s spans, ok bool) {
	if len(periods) == 0 || len(periods) > math.MaxInt16 {
		return s, false
	}
	first, last := day(math.MaxInt32), day(math.MinInt32)
	for _, p := range periods {
		first, last = min(first, numberOf(p.First)), max(last, numberOf(p.Last))
	}
	if first == noDay || last < first || int(last)-int(first) > always {
		return s, false
	}
	s = spans{first, make([]int16, last-first+1)}
	for i := range s.of {
		s.of[i] = -1
	}
	for i, p := range periods {
		for d := numberOf(p.First); d <= numberOf(p.Last); d++ {
			if s.of[d-first] >= 0 {
				return s, false
			}
			s.of[d-first] = int16(i) //nolint:gosec // fewer than fit
		}
	}
	return s, true
}

// at gives the place of the period that holds a day, or -1.
func (s *spans) at(d day) int {
	i := int(d) - int(s.first)
	if uint(i) >= uint(len(s.of)) { //nolint:gosec // a negative one is out of range, as meant
		return -1
	}
	return int(s.of[i])
}

// asked is what one count is asked about.
type asked struct {
	m       *practice.Measure
	asAt    day
	undated day // where a deadline belongs that has no day
	known   uint32
	only    []bool // by subject; nil for all
}

func (c *Columns) asking(m *practice.Measure, at Moment, only func(string) bool) asked {
	a := asked{m: m, asAt: numberOf(at.AsAt), undated: numberOf(at.AsAt), known: positionOf(at.KnownAt)}
	if at.KnownAt < 0 {
		a.known = open // when nothing was known
	}
	if last, ok := LastComplete(m.Period, at.AsAt, c.terms); ok {
		a.undated = numberOf(last.Last)
	}
	if only != nil {
		a.only = make([]bool, len(c.subjects))
		for i := range c.subjects {
			a.only[i] = c.subjects[i].id != "" && only(c.subjects[i].id)
		}
	}
	return a
}

// Figures works a measure out for some periods in one pass, as at a moment. With only, the subjects are counted for which it holds; it must not
// ask the columns anything. The figures come in the order of the periods and without their rows: Counted gives those.
func (c *Columns) Figures(m *practice.Measure, periods []Period, at Moment, only func(subject string) bool) []Figure {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if kept := c.keptFigures(m, periods, at); kept != nil && only == nil {
		return kept
	}
	made := make([]Figure, 0, len(periods))
	asked := c.asking(m, at, only)
	in, ok := spansOf(periods)
	if !ok {
		for _, p := range periods {
			t := make([]tally, 1)
			if in, ok := spansOf([]Period{p}); ok {
				c.count(asked, in, t)
			}
			made = append(made, t[0].figure(m, p))
		}
		return made
	}
	tallies := make([]tally, len(periods))
	c.count(asked, in, tallies)
	for i, p := range periods {
		made = append(made, tallies[i].figure(m, p))
	}
	return made
}

func (c *Columns) count(a asked, in spans, tallies []tally) {
	switch {
	case len(a.m.Of.Clocks) == 0:
		c.countRows(a, in, tallies)
	case a.m.Of.Every:
		c.countSubjects(a, in, tallies)
	default:
		c.countDeadlines(a, in, tallies)
	}
}

// rowsCounted is the source of the rows that a measure counts.
func rowsCounted(m *practice.Measure) string { return m.Of.Source() }

// version names a measure, or one of its versions, whichever copy of the pack it comes from.
type version struct {
	id   string
	from calendar.Date
}

func versionOf(m *practice.Measure) version { return version{m.ID, m.From} }

// rowsFor gives the rows that a measure counts, and its place among the measures that count them.
func (c *Columns) rowsFor(m *practice.Measure) (col *rowColumn, place int) {
	i, had := c.source[rowsCounted(m)]
	if !had {
		return nil, -1
	}
	return c.sources[i], slices.IndexFunc(c.sources[i].measures, func(own *practice.Measure) bool { return versionOf(own) == versionOf(m) })
}

func (c *Columns) countRows(a asked, in spans, tallies []tally) {
	col, place := c.rowsFor(a.m)
	if place < 0 {
		return
	}
	for _, chunk := range col.chunks {
		for i := range chunk {
			r := &chunk[i]
			if !r.standing(a.known) || r.on > a.asAt {
				continue
			}
			p := in.at(r.on)
			if p < 0 || a.only != nil && !a.only[r.subject] {
				continue
			}
			shape := col.shapes[r.shape]
			tallies[p].add(r.tallied(shape, place), shape.start, 1)
		}
	}
}

func (r *heldRow) tallied(s *shape, place int) tallied {
	if r.undated {
		return s.count[place].undated()
	}
	return s.count[place]
}

// clocksOf gives the columns of a measure's clocks.
func (c *Columns) clocksOf(m *practice.Measure) (all []*clockColumn) {
	for i, code := range m.Of.Clocks {
		if at, had := c.clock[code]; had && !slices.Contains(m.Of.Clocks[:i], code) {
			all = append(all, c.clocks[at])
		}
	}
	return all
}

// each calls fn with each deadline of a clock that counts, the place of its period and how it counts.
func (a *asked) each(col *clockColumn, in spans, fn func(h *heldDeadline, period int, o outcome)) {
	for _, chunk := range col.chunks {
		for i := range chunk {
			h := &chunk[i]
			if !h.standing(a.known) {
				continue
			}
			_, falls := col.days(h)
			if falls == noDay {
				falls = a.undated
			}
			p := in.at(falls)
			if p < 0 {
				continue
			}
			o := col.outcome(h, a.asAt)
			if o == uncounted || a.only != nil && !a.only[h.subject] {
				continue
			}
			fn(h, p, o)
		}
	}
}

func (c *Columns) countDeadlines(a asked, in spans, tallies []tally) {
	counts := make([][outcomes]int, len(tallies))
	for _, col := range c.clocksOf(a.m) {
		a.each(col, in, func(_ *heldDeadline, p int, o outcome) { counts[p][o]++ })
	}
	for p := range counts {
		tallies[p].addAll(&counts[p], 1)
	}
}

func (t *tally) addAll(counts *[outcomes]int, by int) {
	t.over += float64(by * counts[met])
	t.under += float64(by * (counts[met] + counts[missed] + counts[untold]))
	t.untold += by * counts[untold]
	t.excluded += by * counts[excluded]
}

// countSubjects counts all deadlines of a subject in a period as one.
func (c *Columns) countSubjects(a asked, in spans, tallies []tally) {
	worst := make([]outcome, len(tallies)*len(c.subjects))
	for _, col := range c.clocksOf(a.m) {
		a.each(col, in, func(h *heldDeadline, p int, o outcome) {
			at := p*len(c.subjects) + int(h.subject)
			worst[at] = max(worst[at], o)
		})
	}
	for p := range tallies {
		var counts [outcomes]int
		for _, o := range worst[p*len(c.subjects) : (p+1)*len(c.subjects)] {
			counts[o]++
		}
		tallies[p].addAll(&counts, 1)
	}
}
