package councils_test

import (
	"testing"
	"time"
)

// These have a start in the returns and no end: what fell due by the last day of the year was not done, as far as anybody has told.

// Initial health assessments are due 20 working days after a child became looked after, one for each time in care. None is asked in short breaks, nor of one
// who had left by then.
func plainInitialHealth(t *testing.T, p paper, first, last time.Time) (c count) {
	for _, episodes := range childOf(p.table(t, "episodes.csv")) {
		for _, s := range stays(episodes) {
			by := workingOn(s.from, 20)
			switch {
			case !s.known: // a time in care that goes on from the year before is told of by that year's return
				if last.Equal(p.last()) && !s.from.Before(p.first()) {
					c.add(cannotTell)
				}
			case by.Before(first) || by.After(last):
			case s.short, s.ended && !s.to.Before(s.from) && !s.to.After(by):
				c.add(leftOut)
			default:
				c.add(unmet)
			}
		}
		undated := map[[2]string]bool{} // the same cells twice are one episode
		for _, e := range episodes {
			if _, ok := e.day("DECOM"); !ok && e["RNE"] == "S" && last.Equal(p.last()) {
				undated[[2]string{e["DECOM"], e["DEC"]}] = true
			}
		}
		for range undated {
			c.add(cannotTell)
		}
	}
	return c
}

// Records of reviews are due 20 working days after the review. Two rows for one day are one review; one without a day is of the year's last month.
func plainRecords(t *testing.T, p paper, first, last time.Time) (c count) {
	for _, rows := range childOf(p.table(t, "reviews.csv")) {
		seen := map[time.Time]bool{}
		for _, row := range rows {
			on, ok := row.day("REVIEW")
			switch by := workingOn(on, 20); {
			case !ok && last.Equal(p.last()):
				c.add(cannotTell)
			case ok && !seen[on] && !by.Before(first) && !by.After(last):
				c.add(unmet)
			}
			seen[on] = true
		}
	}
	return c
}

// Programmes of living skills are due on the 16th birthday of those who were in care on it, short breaks apart. Who left on the day itself had left.
func plainLivingSkills(t *testing.T, p paper) (c count) {
	headers := childOf(p.table(t, "header.csv"))
	for child, episodes := range childOf(p.table(t, "episodes.csv")) {
		born, known := bornOn(headers[child], line{})
		turned := birthday(born, 16)
		if !known || !p.holds(turned) {
			continue
		}
		v := nothing
		for _, s := range stays(episodes) {
			if s.holds(turned) && !s.to.Equal(turned) && !s.short {
				v = unmet
			}
		}
		c.add(v)
	}
	return c
}

// Children looked after on the last day of a month or a term, of whom a return says nothing of dental checks by day or of education plans: whether they had one
// can't be told. Education plans are asked of those from 3 to 17.
func plainOnTheDay(ages func(int) bool) plain {
	return func(t *testing.T, p paper, _, day time.Time) (c count) {
		headers := childOf(p.table(t, "header.csv"))
		for child, episodes := range childOf(p.table(t, "episodes.csv")) {
			born, known := bornOn(headers[child], line{})
			v := nothing
			for _, s := range stays(episodes) {
				switch {
				case s.from.After(day) || s.ended && !s.to.IsZero() && !s.to.After(day):
				case known && !ages(age(born, day)):
				case s.short && (known || ages(-1)):
					if v == nothing { // beside another time in care, short breaks are not the whole
						v = leftOut
					}
				default:
					v = cannotTell
				}
			}
			c.add(v)
		}
		return c
	}
}
