package measure

import (
	"slices"

	"throughline/calendar"
	"throughline/practice"
)

// mostKept is how many of its last periods are kept of each measure, besides the one that isn't over.
const mostKept = 60

// kept is the latest figures of each measure and period, as at one day. What one subject adds to them is taken away before it changes and added
// again afterwards, so that nothing else is counted again.
type kept struct {
	on    calendar.Date
	of    map[version]*cells
	clock map[string][]*cells // by the clocks that they count
	rows  map[string][]*cells // by the source
	every []*cells            // those that count all of a subject's deadlines as one
}

// cells is what is kept of one measure.
type cells struct {
	asked
	in      spans
	place   int            // among the measures of its source
	period  map[[2]day]int // by its first and last day
	tallies []tally
	worst   []outcome // of one subject, by period
}

// KeepLatest keeps the latest figures as at a day up to date as things are put, so that they needn't be counted when they are asked for. Call it
// when the day changes: it counts everything once, and readers don't wait for it.
func (c *Columns) KeepLatest(today calendar.Date) {
	c.writing.Lock() // so nothing changes while it counts
	defer c.writing.Unlock()
	c.mu.RLock()
	made := c.keepAll(today)
	c.mu.RUnlock()
	if made == nil {
		return
	}
	c.mu.Lock()
	c.kept = made
	c.mu.Unlock()
}

func (c *Columns) keepAll(today calendar.Date) *kept {
	if c.kept != nil && c.kept.on == today {
		return nil
	}
	k := &kept{on: today, of: map[version]*cells{}, clock: map[string][]*cells{}, rows: map[string][]*cells{}}
	for _, m := range c.pack.Measures {
		made, ok := c.cellsOf(m, today)
		if !ok {
			continue
		}
		c.count(made.asked, made.in, made.tallies)
		k.of[versionOf(m)] = made
		switch {
		case len(m.Of.Clocks) == 0:
			source := rowsCounted(m)
			k.rows[source] = append(k.rows[source], made)
			continue
		case m.Of.Every:
			k.every = append(k.every, made)
		}
		for i, code := range m.Of.Clocks {
			if !slices.Contains(m.Of.Clocks[:i], code) {
				k.clock[code] = append(k.clock[code], made)
			}
		}
	}
	return k
}

// cellsOf is not ok for a measure that adds numbers up: taking a fraction away again needn't give what was there before, so it is counted when
// it is asked for.
func (c *Columns) cellsOf(m *practice.Measure, today calendar.Date) (*cells, bool) {
	if m.Numerator.Sum != "" || m.Denominator.Sum != "" {
		return nil, false
	}
	periods := Complete(m.Period, today, mostKept, c.terms)
	if running, ok := PeriodOf(m.Period, today, c.terms); ok && (len(periods) == 0 || running != periods[len(periods)-1]) {
		periods = append(periods, running)
	}
	in, ok := spansOf(periods)
	if !ok {
		return nil, false
	}
	_, place := c.rowsFor(m)
	made := &cells{
		asked: c.asking(m, Moment{today, int64(open)}, nil), in: in, place: place, period: map[[2]day]int{}, tallies: make([]tally, len(periods)),
		worst: make([]outcome, len(periods)),
	}
	for i, p := range periods {
		made.period[[2]day{numberOf(p.First), numberOf(p.Last)}] = i
	}
	return made, true
}

// keptFigures gives the figures from what is kept, or nil where it isn't all there.
func (c *Columns) keptFigures(m *practice.Measure, periods []Period, at Moment) []Figure {
	if c.kept == nil || c.kept.on != at.AsAt || at.KnownAt < c.latest || c.kept.of[versionOf(m)] == nil {
		return nil
	}
	of := c.kept.of[versionOf(m)]
	figures := make([]Figure, 0, len(periods))
	for _, p := range periods {
		i, had := of.period[[2]day{numberOf(p.First), numberOf(p.Last)}]
		if !had {
			return nil
		}
		figures = append(figures, of.tallies[i].figure(m, p))
	}
	return figures
}

// keep adds what a subject adds to the figures that are kept; by is -1 to take it away.
func (c *Columns) keep(who uint32, by int) {
	if c.kept == nil {
		return
	}
	for _, r := range c.subjects[who].runs {
		switch {
		case r.column == 0:
		case r.column%2 == 1:
			c.keepDeadlines(c.clocks[(r.column-1)/2], r, by)
		default:
			c.keepRows(c.sources[(r.column-2)/2], r, by)
		}
	}
	for _, of := range c.kept.every {
		for p, o := range of.worst {
			if o != uncounted {
				of.tallies[p].add(o.tallied(), "", by)
				of.worst[p] = uncounted
			}
		}
	}
}

func (c *Columns) keepRows(col *rowColumn, r run, by int) {
	for i := range uint32(r.count) {
		row := col.at(r.first + i)
		if row.until != open {
			continue
		}
		shape := col.shapes[row.shape]
		for _, of := range c.kept.rows[col.source] {
			if p := of.in.at(row.on); p >= 0 && row.on <= of.asAt {
				of.tallies[p].add(row.tallied(shape, of.place), shape.start, by)
			}
		}
	}
}

func (c *Columns) keepDeadlines(col *clockColumn, r run, by int) {
	all := c.kept.clock[col.code]
	if len(all) == 0 {
		return
	}
	for i := range uint32(r.count) {
		h := col.at(r.first + i)
		if h.until != open {
			continue
		}
		_, falls := col.days(h)
		o := col.outcome(h, all[0].asAt)
		for _, of := range all {
			on := falls
			if on == noDay {
				on = of.undated
			}
			p := of.in.at(on)
			switch {
			case p < 0:
			case of.m.Of.Every:
				of.worst[p] = max(of.worst[p], o)
			default:
				of.tallies[p].add(o.tallied(), "", by)
			}
		}
	}
}
