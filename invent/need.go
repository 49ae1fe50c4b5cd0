package invent

import "throughline/calendar"

// inNeed is one referral and all that followed it.
type inNeed struct {
	referred, closed      calendar.Date
	source, need, because string
	noFurther             bool
	transferred           calendar.Date // the conference after moving in from another council, on a plan
	assessments           []assessment
	enquiries             []enquiry
	plans                 []plan
}

type assessment struct {
	from, authorised calendar.Date
	factors          []string
}

type enquiry struct {
	from, target, conference calendar.Date
	notRequired              bool
}

type plan struct {
	from, to calendar.Date
	abuse    string
	before   int
	reviews  []calendar.Date
}

// need makes a referral and what followed.
func (l life) need(referred calendar.Date) inNeed {
	n := inNeed{referred: referred, source: l.one("1A", "1D", "2A", "2B", "3A", "5B", "6", "8", "10"), need: l.one("N1", "N1", "N2", "N4", "N5", "N8")}
	if l.chance(0.15) {
		n.noFurther, n.closed, n.because = true, referred.AddDays(l.below(10)), "RC8"
		return n
	}
	last := referred
	for len(n.assessments) == 0 || len(n.assessments) < 3 && l.chance(0.15) {
		a := assessment{from: last.AddDays(l.number(0, 0, 1, 1, 2, 3, 7))}
		if l.chance(0.93) { // some were not finished
			a.authorised = l.within(assessment45, referred, 45)
			if a.authorised.Before(a.from) || len(n.assessments) > 0 {
				a.authorised = l.within(assessment45, a.from, 45)
			}
			last = a.authorised
		} else {
			last = a.from.AddDays(30)
		}
		for range l.between(0, 3) {
			a.factors = append(a.factors, l.one("1A", "2B", "3A", "4B", "6A", "7A", "10A", "15A", "16A", "20"))
		}
		n.assessments = append(n.assessments, a)
		if _, told := l.c.told(assessment45); told { // it counts from the referral, and a second assessment would be late whatever was done
			break
		}
	}
	for len(n.enquiries) < 3 && l.chance(0.4) {
		last = later(last, l.enquiry(&n))
	}
	if len(n.plans) == 0 && l.chance(0.05) {
		n.transferred = referred.AddDays(l.between(1, 40))
		last = later(last, l.plan(&n, n.transferred))
	}
	if l.chance(0.75) {
		n.closed, n.because = last.AddDays(l.between(0, 200)), l.one("RC1", "RC3", "RC7", "RC9")
	}
	return n
}

// enquiry makes a section 47 enquiry and its conference, and says the last day that it tells of.
func (l life) enquiry(n *inNeed) (last calendar.Date) {
	e := enquiry{from: l.day(n.referred, n.referred.AddDays(60))}
	target, err := calendar.AddWorkingDays(e.from, 15)
	if err != nil {
		target = e.from.AddDays(21)
	}
	e.target, last = target, e.from
	if e.notRequired = l.chance(0.35); !e.notRequired {
		e.conference = l.within(conference15, e.from, 15)
		if l.chance(0.03) {
			e.conference = e.from.AddDays(-l.between(1, 5)) // before the enquiry began
		}
		last = later(last, e.conference)
		if len(n.plans) == 0 && l.chance(0.85) {
			last = later(last, l.plan(n, e.conference))
		}
	}
	n.enquiries = append(n.enquiries, e)
	return last
}

// plan makes a child protection plan, and says the last day that it tells of.
func (l life) plan(n *inNeed, from calendar.Date) (last calendar.Date) {
	p := plan{from: from, abuse: l.one("NEG", "NEG", "EMO", "PHY", "SAB"), before: l.number(0, 0, 0, 1)}
	if l.chance(0.8) {
		p.to = l.day(from.AddDays(30), from.AddDays(700))
	}
	for day := l.near(from.AddMonths(3)); !day.After(l.c.ends()) && (p.to.IsZero() || !day.After(p.to)); day = l.near(day.AddMonths(6)) {
		p.reviews = append(p.reviews, day)
	}
	n.plans = append(n.plans, p)
	return later(from, p.to)
}
