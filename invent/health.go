package invent

import (
	"slices"
	"strconv"

	"throughline/calendar"
)

// The facets of a child's life that are rolled by dice of their own: what one is made of changes no other.
const (
	facetBelonging uint64 = 101 + iota
	facetHealth
	facetWorkers
	facetSchool
	facetReviews
	facetHelp
	facetFamily
	facetLeaving
)

func (m *child) dice(c Council, facet uint64, more ...uint64) *dice {
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	return newDice(append([]uint64{c.Seed, number, facet}, more...)...)
}

// check is one examination of a child's health or teeth.
type check struct {
	on      calendar.Date
	dentist bool
}

// checks are those of every year told of. The return's answers, the tables of dated checks and the latest days are all taken from them.
func (c Council) checks(m *child) (all []check) {
	if m.shortBreaks {
		return nil
	}
	for year := c.First; year <= c.Last; year++ {
		d := m.dice(c, facetHealth, uint64(year))
		teeth, health := d.chance(c.shareOf(dentalCheck, year, teethChecked)), d.chance(c.shareOf(annualHealth, year, healthAssessed))
		for i := range m.spells {
			from, to := later(m.spells[i].from, yearStart(year)), m.spells[i].to
			if to.After(yearEnd(year)) {
				to = yearEnd(year)
			}
			if days := to.Sub(from); days >= 30 {
				at := from.AddDays(d.below(days))
				if teeth {
					all = append(all, check{at, true})
				}
				at = from.AddDays(d.below(days/2 + 1))
				age, _ := calendar.Age(m.born, to)
				if health && at.Sub(m.spells[i].from) > 60 {
					all = append(all, check{at, false})
				}
				if health && (age < 5 || at.Sub(m.spells[i].from) <= 60) {
					all = append(all, check{at.AddDays(days/2 - 1), false})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(a, b check) int { return a.on.Compare(b.on) })
	return all
}

// checked says how many checks were in a year.
func checked(all []check, dentist bool, from, to calendar.Date) (n int) {
	for _, one := range all {
		if one.dentist == dentist && !one.on.Before(from) && !one.on.After(to) {
			n++
		}
	}
	return n
}

// entry is a child's initial health assessment, stage by stage.
type entry struct {
	asked, paperwork, consent, offered, assessed, ready calendar.Date
	nurse                                               bool
}

// entryCheck gives the assessment of a time in care that lasted long enough for one.
func (c Council) entryCheck(m *child, s *spell) (e entry, ok bool) {
	limit := workingDays(s.from, 20)
	if m.shortBreaks || s.to.Before(limit) || s.from.Before(c.starts().AddDays(-60)) {
		return e, false
	}
	l := life{c, m.dice(c, facetHealth, uint64(s.from.Year), uint64(s.from.Month), uint64(s.from.Day)), m}
	e.asked = workingDays(s.from, l.between(0, 3))
	e.paperwork = workingDays(e.asked, l.between(0, 4))
	e.consent = workingDays(s.from, l.between(0, 5))
	e.ready = l.inTime(c.share(initialHealth, limit, 0.62), s.from, 20)
	if e.ready.After(s.to) {
		e.ready = s.to
	}
	e.offered = later(e.paperwork, e.ready.AddDays(-l.between(5, 9)))
	e.assessed = later(e.offered, e.ready.AddDays(-l.between(1, 5)))
	return e, true
}

// changes of social worker: who had the child's case, from when. A quarter of the children had three or more in a year.
func (c Council) changes(m *child, from, to calendar.Date) (all []change) {
	d := m.dice(c, facetWorkers, uint64(to.Year))
	n := 1 + d.below(2)
	if d.chance(manyWorkers) {
		n = 3 + d.below(2)
	}
	days := to.Sub(from) + 1
	n = min(n, days)
	for i := range n {
		one := change{worker: worker(d.below(c.workers())), from: from.AddDays(i * days / n)}
		if i == 0 {
			one.worker = c.belonging(m).worker
		} else {
			all[i-1].to = one.from.AddDays(-1)
		}
		for i > 0 && slices.ContainsFunc(all, func(had change) bool { return had.worker == one.worker }) {
			one.worker = worker(d.below(c.workers()))
		}
		all = append(all, one)
	}
	return all
}

type change struct {
	worker   string
	from, to calendar.Date
}

func worker(n int) string  { return "SW" + strconv.Itoa(1000+n) }
func officer(n int) string { return "RO" + strconv.Itoa(100+n) }
