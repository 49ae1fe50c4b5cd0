package councils_test

import (
	"testing"
	"time"
)

// Assessments authorised in the month, of which those authorised within 45 working days of the referral. A child's assessments are told apart by
// the day they started; of one that is written twice the later is believed. One whose day of authorisation can't be read is of the year's last month.
func plainAssessments(t *testing.T, p paper, first, last time.Time) (c count) {
	type identity struct {
		child, start  string
		details, part int
	}
	type done struct {
		referral, authorised string
	}
	seen := map[identity]done{}
	for _, child := range p.census(t).Children {
		if child.ID == "" {
			continue
		}
		for i, details := range child.Details {
			for j, a := range details.Assessments {
				if a.Authorised == "" {
					continue
				}
				key := identity{child: child.ID, details: i, part: j}
				if d, ok := day(a.Start); ok {
					key = identity{child: child.ID, start: d.String()}
				}
				seen[key] = done{details.Referral, a.Authorised}
			}
		}
	}
	for _, a := range seen {
		from, told := day(a.referral)
		on, ok := day(a.authorised)
		if ok && !on.Before(first) && !on.After(last) || !ok && last.Equal(p.last()) {
			c.add(within(from, on, told && ok, 45))
		}
	}
	return c
}

// within says whether something was done within so many working days of another, and not before it: whether no more working days than these lie
// after the first day up to the second.
func within(from, on time.Time, told bool, days int) verdict {
	switch {
	case !told:
		return cannotTell
	case on.Before(from):
		return unmet
	}
	for d := from; d.Before(on); {
		if d = d.AddDate(0, 0, 1); working(d) {
			days--
		}
	}
	if days < 0 {
		return unmet
	}
	return met
}

// Initial conferences held in the month, of which those held within 15 working days of the start of the enquiry and not before it. One that stands
// with the referral is of a child who moved in on a plan, and left out; but if an enquiry of that case waits for its conference, it may be that one.
func plainConferences(t *testing.T, p paper, first, last time.Time) (c count) {
	for _, child := range p.census(t).Children {
		if child.ID == "" {
			continue
		}
		seen := map[time.Time]bool{} // one conference a day, whichever enquiry it is given with
		hold := func(text string, v func(on time.Time, ok bool) verdict) {
			on, ok := day(text)
			switch {
			case text == "", ok && (on.Before(first) || on.After(last) || seen[on]), !ok && !last.Equal(p.last()):
				return
			}
			if ok {
				seen[on] = true
			}
			c.add(v(on, ok))
		}
		for _, details := range child.Details {
			for _, e := range details.Enquiries {
				hold(e.Conference, func(on time.Time, ok bool) verdict {
					from, dated := day(e.Start)
					return within(from, on, dated && ok, 15)
				})
			}
		}
		for _, details := range child.Details {
			hold(details.Transferred, func(time.Time, bool) verdict {
				for _, e := range details.Enquiries {
					if e.Conference == "" && e.NotNeeded != "1" {
						return cannotTell
					}
				}
				return leftOut
			})
		}
	}
	return c
}
