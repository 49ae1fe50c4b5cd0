package invent

import (
	"fmt"
	"time"

	"throughline/calendar"
)

// child is one made-up child's life, as the council knows it.
type child struct {
	ID, UPN       string
	born          calendar.Date
	girl          bool
	ethnic        string
	unaccompanied bool
	shortBreaks   bool
	disabled      bool
	spells        []spell
	inNeed        []inNeed
	again         *child // the same child known by another name after an adoption; nothing that is written says so
}

// child makes the child of a number.
func (c Council) child(i int) *child {
	d := newDice(c.Seed, uint64(i)+1)
	m := &child{
		ID: fmt.Sprint(100_003 + 3*i), girl: d.chance(0.5), disabled: d.chance(0.15),
		ethnic: d.one("WBRI", "WBRI", "WBRI", "WBRI", "WOTH", "MWBC", "APKN", "BAFR", "AOTH", "NOBT"),
	}
	m.UPN = upn(d)
	life := life{c, d, m}
	switch at := d.below(100); {
	case at < 55:
		life.inCare()
	case at < 72:
		life.leaver()
	default:
		life.known()
	}
	return m
}

func upn(d *dice) string {
	if d.chance(0.25) {
		return d.one("UN1", "UN2", "UN4", "UN5")
	}
	return fmt.Sprintf("%c%011d%d", "ABCDEFGHJKLMNPQRTUVWXYZ"[d.below(23)], d.next()%100_000_000_000, d.below(10))
}

// life makes one child's life.
type life struct {
	c Council
	*dice
	m *child
}

// season gives a day from one to another, as referrals come: few in August and about Christmas, many in the weeks after.
func (l life) season(from, to calendar.Date) calendar.Date {
	day := l.day(from, to)
	for range 4 {
		if l.chance(seasons[day.Month-1]) {
			break
		}
		day = l.day(from, to)
	}
	return day
}

var seasons = [12]float64{0.9, 0.9, 1, 0.8, 0.95, 0.95, 0.9, 0.5, 0.85, 0.95, 0.95, 0.55}

func (l life) edges() float64 {
	if l.c.Edges == 0 {
		return 0.25
	}
	return l.c.Edges
}

// day is a day from one to another, both with it. Some lie on the edges of a return's year or beside a holiday.
func (l life) day(from, to calendar.Date) calendar.Date {
	if to.Before(from) {
		return from
	}
	day := from.AddDays(l.below(to.Sub(from) + 1))
	if !l.chance(l.edges()) {
		return day
	}
	var edge calendar.Date
	switch l.below(6) {
	case 0:
		edge = calendar.Date{Year: day.Year, Month: time.March, Day: 31}
	case 1:
		edge = calendar.Date{Year: day.Year, Month: time.April, Day: 1}
	case 2:
		edge = calendar.Date{Year: day.Year, Month: time.April, Day: 2}
	case 3:
		edge = calendar.Date{Year: day.Year, Month: time.December, Day: l.between(20, 31)}
	case 4: // the last day of a month, from which months are counted to a shorter one
		edge = calendar.Date{Year: day.Year, Month: day.Month, Day: 1}.AddMonths(1).AddDays(-1)
	default: // about Easter and the holidays of May
		edge = calendar.Date{Year: day.Year, Month: time.April, Day: 1}.AddDays(l.below(40))
	}
	if edge.Before(from) || edge.After(to) {
		return day
	}
	return edge
}

// birth moves a day of birth to where ages turn on the edges of a return's year, or to 29 February.
func (l life) birth(about calendar.Date) calendar.Date {
	if !l.chance(l.edges()) {
		return about
	}
	switch l.below(4) {
	case 0:
		return calendar.Date{Year: about.Year, Month: time.March, Day: 31}
	case 1:
		return calendar.Date{Year: about.Year, Month: time.April, Day: 1}
	case 2:
		return calendar.Date{Year: about.Year, Month: time.April, Day: 2}
	default:
		return calendar.Date{Year: about.Year - about.Year%4, Month: time.February, Day: 29}
	}
}

// near gives a day about a limit: on it, the day before, the day after, or well to one side.
func (l life) near(limit calendar.Date) calendar.Date {
	if l.chance(l.edges()) {
		return limit.AddDays(l.number(-1, 0, 0, 0, 1, 1))
	}
	return limit.AddDays(l.number(-40, -20, -12, -9, -6, -4, -3, -2, 2, 5, 20))
}

// working gives a day about a number of working days after another.
func (l life) working(from calendar.Date, n int) calendar.Date {
	if l.chance(l.edges()) {
		n += l.number(-1, 0, 0, 0, 1, 1)
	} else {
		n = max(0, n+l.between(-n, n/4))
	}
	day, err := calendar.AddWorkingDays(from, n)
	if err != nil {
		return from.AddDays(n * 7 / 5)
	}
	return day
}

// inCare is a child who was looked after in the years told of.
func (l life) inCare() {
	m, starts, ends := l.m, l.c.starts(), l.c.ends()
	from := l.day(starts.AddMonths(-48), ends.AddDays(-20))
	m.born = l.birth(from.AddDays(-l.below(17*365 + 100)))
	m.unaccompanied = from.Sub(m.born) > 14*365 && l.chance(0.3)
	m.shortBreaks = !m.unaccompanied && l.chance(0.07)
	if m.born.After(from) {
		m.born = from
	}
	adult := calendar.Birthday(m.born, 18)
	if !adult.After(from) {
		m.born = m.born.AddMonths(36)
		adult = calendar.Birthday(m.born, 18)
	}
	for len(m.spells) < 4 {
		to := l.until(from, adult)
		if len(m.spells) == 0 && !to.IsZero() && to.Before(starts) {
			to = l.day(starts, calendar.Date{Year: starts.Year + 1, Month: time.March, Day: 31})
		}
		if to.IsZero() || to.After(adult) {
			to = adult
		}
		l.spell(from, to)
		if !l.chance(0.2) && !m.shortBreaks {
			break
		}
		from = to.AddDays(l.number(1, 1, 2, 30, 200))
		if !from.Before(adult) || from.After(ends) {
			break
		}
	}
	l.referrals()
	if last := &m.spells[len(m.spells)-1]; (last.reason == "E11" || last.reason == "E12") && l.chance(0.4) {
		l.afterAdoption(last.to)
	}
}

// until is the last day of a time in care, zero where it goes on.
func (l life) until(from, adult calendar.Date) calendar.Date {
	if l.m.shortBreaks {
		return from.AddDays(l.between(1, 900))
	}
	switch at := l.below(100); {
	case at < 15:
		return from.AddDays(l.between(0, 45))
	case at < 45:
		return l.day(from.AddDays(30), from.AddDays(900))
	}
	return adult
}

// leaver is a young person who left care, and whose birthdays from 17 to 21 fall in the years told of.
func (l life) leaver() {
	m := l.m
	turned := l.day(l.c.starts(), l.c.ends())
	m.born = l.birth(turned.AddMonths(-12 * l.between(17, 21)))
	adult := calendar.Birthday(m.born, 18)
	from := l.day(adult.AddMonths(-12*10), adult.AddDays(-100))
	to := adult
	if l.chance(0.2) {
		to = l.day(later(from.AddDays(92), calendar.Birthday(m.born, 16).AddDays(1)), adult)
	}
	l.spell(from, to)
}

// known is a child whom the census tells of and the return of children looked after doesn't.
func (l life) known() {
	m := l.m
	from := l.season(l.c.starts().AddDays(-200), l.c.ends())
	m.born = l.birth(from.AddDays(-l.below(17 * 365)))
	m.inNeed = append(m.inNeed, l.need(from))
	for len(m.inNeed) < 4 && l.chance(0.25) {
		last := m.inNeed[len(m.inNeed)-1]
		if last.closed.IsZero() || last.closed.After(l.c.ends()) {
			break
		}
		m.inNeed = append(m.inNeed, l.need(l.day(last.closed.AddDays(1), last.closed.AddDays(300))))
	}
}

// referrals gives a child in care the referral that came before it.
func (l life) referrals() {
	for _, s := range l.m.spells {
		if from := s.from.AddDays(-l.between(1, 60)); !from.Before(l.c.starts().AddDays(-100)) && l.chance(0.7) {
			l.m.inNeed = append(l.m.inNeed, l.need(from))
		}
	}
}

// afterAdoption is the adopted child as the council knows them when they come back: with another number, another pupil number and nothing that
// joins the two.
func (l life) afterAdoption(adopted calendar.Date) {
	from := adopted.AddDays(l.between(60, 400))
	if from.After(l.c.ends()) || !calendar.Birthday(l.m.born, 18).After(from.AddDays(40)) {
		return
	}
	again := &child{ID: "9" + l.m.ID, born: l.m.born, girl: l.m.girl, ethnic: l.m.ethnic, disabled: l.m.disabled, UPN: upn(l.dice)}
	next := life{l.c, l.dice, again}
	adult := calendar.Birthday(again.born, 18)
	to := next.until(from, adult)
	if to.After(adult) {
		to = adult
	}
	next.spell(from, to)
	next.referrals()
	l.m.again = again
}

func earlier(a, b calendar.Date) calendar.Date {
	if b.Before(a) {
		return b
	}
	return a
}

func later(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}

// each makes every child in turn. One who was adopted and came back is two.
func (c Council) each(do func(*child)) {
	for i := range c.Children {
		m := c.child(i)
		do(m)
		if m.again != nil {
			do(m.again)
		}
	}
}

// Adopted are the names in the returns of one made-up child before an adoption and after it. Nothing in the returns joins the two, and nobody
// who reads them may.
type Adopted struct{ Before, After string }

// Adoptions lists them.
func (c Council) Adoptions() (all []Adopted) {
	for i := range c.Children {
		if m := c.child(i); m.again != nil {
			all = append(all, Adopted{m.ID, m.again.ID})
		}
	}
	return all
}
