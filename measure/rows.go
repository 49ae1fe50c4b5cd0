package measure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"throughline/practice"
)

// behind is one row that stands behind a figure.
type behind struct {
	subject uint32
	on      day // the day by which it is counted
	own     day // its own
	tallied
	shape *shape // nil for deadlines
}

// rows gives every row that stands behind a figure: those that are counted, and those that are left out.
func (c *Columns) rows(m *practice.Measure, p Period, at Moment) (all []behind) {
	a := c.asking(m, at, nil)
	in, ok := spansOf([]Period{p})
	if !ok {
		return nil
	}
	if len(m.Of.Clocks) == 0 {
		return c.rowsBehind(a, in)
	}
	of := map[uint32]int{} // by subject
	worst := map[uint32]outcome{}
	for _, col := range c.clocksOf(m) {
		a.each(col, in, func(h *heldDeadline, _ int, o outcome) {
			due, falls := col.days(h)
			if falls == noDay {
				falls = a.undated
			}
			i, had := of[h.subject]
			if !m.Of.Every || !had {
				of[h.subject], worst[h.subject] = len(all), o
				all = append(all, behind{subject: h.subject, on: falls, own: due, tallied: o.tallied()})
				return
			}
			worst[h.subject] = max(worst[h.subject], o)
			all[i].on, all[i].own, all[i].tallied = max(all[i].on, falls), max(all[i].own, due), worst[h.subject].tallied()
		})
	}
	return all
}

func (c *Columns) rowsBehind(a asked, in spans) (all []behind) {
	col, place := c.rowsFor(a.m)
	if place < 0 {
		return nil
	}
	for _, chunk := range col.chunks {
		for i := range chunk {
			r := &chunk[i]
			if !r.standing(a.known) || r.on > a.asAt || in.at(r.on) < 0 {
				continue
			}
			shape := col.shapes[r.shape]
			one := behind{subject: r.subject, on: r.on, own: r.on, tallied: r.tallied(shape, place), shape: shape}
			if r.undated {
				one.own = noDay
			}
			if one.excluded || one.asked {
				all = append(all, one)
			}
		}
	}
	return all
}

// Counted gives the rows that stand behind a figure, by their subjects and days.
func (c *Columns) Counted(m *practice.Measure, p Period, at Moment) []Counted {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var all []Counted
	for _, r := range c.rows(m, p, at) {
		all = append(all, Counted{
			Subject: c.subjects[r.subject].id, On: r.own.date(), Excluded: r.excluded, Asked: r.asked, Counts: r.counts, CannotTell: r.untold,
			Over: r.over, Under: r.under,
		})
	}
	slices.SortStableFunc(all, func(a, b Counted) int { return cmp.Or(cmp.Compare(a.Subject, b.Subject), a.On.Compare(b.On)) })
	return all
}

// By breaks a figure down: by what the row itself says, and otherwise by what its subject had on the row's day (for a measure that counts all
// deadlines of a subject as one, the latest of their days). Ages come the other way round, because those of subjects are in bands and rows say
// years. Rows of which it isn't known are the slice NotRecorded, which comes last. The slices add up to the figure.
func (c *Columns) By(m *practice.Measure, p Period, cut practice.Cut, at Moment) []Slice {
	c.mu.RLock()
	defer c.mu.RUnlock()
	tallies := map[string]*tally{}
	known := positionOf(at.KnownAt)
	for _, r := range c.rows(m, p, at) {
		own, start := "", ""
		if r.shape != nil {
			own, start = r.shape.cuts[cut], r.shape.start
		}
		value := own
		if own == "" || cut == "age" {
			value = cmp.Or(c.attribute(r.subject, cut, r.on, known), own)
		}
		value = cmp.Or(value, NotRecorded)
		if tallies[value] == nil {
			tallies[value] = &tally{}
		}
		tallies[value].add(r.tallied, start, 1)
	}
	slices := make([]Slice, 0, len(tallies))
	for value, t := range tallies {
		slices = append(slices, Slice{value, t.figure(m, p)})
	}
	sortSlices(slices)
	return slices
}

// attribute is what a subject had on a day. Of two that hold on it, the one that began later is taken.
func (c *Columns) attribute(who uint32, cut practice.Cut, on day, known uint32) (value string) {
	of, had := c.words.number[string(cut)]
	if !had {
		return ""
	}
	var best *heldAttribute
	for _, r := range c.subjects[who].runs {
		if r.column != 0 {
			continue
		}
		for i := range uint32(r.count) {
			a := c.attributes.at(r.first + i)
			if a.cut != of || !a.standing(known) || a.first > on || on > a.last {
				continue
			}
			text := c.words.all[a.value]
			if best == nil || a.first > best.first || a.first == best.first && text > value {
				best, value = a, text
			}
		}
	}
	return value
}

// sortSlices puts numbers in their order and before words, and what is not recorded last.
func sortSlices(all []Slice) {
	place := func(value string) (int, int) {
		n, err := strconv.Atoi(value)
		switch {
		case value == NotRecorded:
			return 2, 0
		case err != nil:
			return 1, 0
		}
		return 0, n
	}
	slices.SortFunc(all, func(a, b Slice) int {
		sortA, nA := place(a.Value)
		sortB, nB := place(b.Value)
		return cmp.Or(cmp.Compare(sortA, sortB), cmp.Compare(nA, nB), strings.Compare(a.Value, b.Value))
	})
}
