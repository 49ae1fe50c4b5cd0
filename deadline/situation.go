package deadline

import (
	"strings"

	"throughline/calendar"
)

// Situation is what a condition may ask about: one deadline in the making,
// and what is known of its subject.
type Situation struct {
	about *about
	of    string
	per   string
	start *Fact
	end   *Fact // while an end is weighed
	due   calendar.Date
}

// Value gives what is recorded under a name, and whether it is filled in:
// start.x and end.x are values of those facts, subject.x of the Person, and
// given.start.x says whether start.x is filled in. age is in whole years on the
// day of the start, and age_at_due on the last good day.
func (s *Situation) Value(name string) (value any, known bool) {
	if asked, ok := strings.CutPrefix(name, "given."); ok {
		_, known = s.Value(asked)
		return known, true
	}
	part, field, _ := strings.Cut(name, ".")
	switch part {
	case "age":
		return s.age(s.start.On)
	case "age_at_due":
		return s.age(s.due)
	case "start":
		value = s.start.Values[field]
	case "end":
		if s.end != nil {
			value = s.end.Values[field]
		}
	case "subject":
		value = s.about.subject(field)
	}
	return value, filled(value)
}

func (s *Situation) age(day calendar.Date) (any, bool) {
	born, ok := s.about.subject("born").(calendar.Date)
	if !ok || born.IsZero() || day.IsZero() || day.Before(born) {
		return nil, false
	}
	return int64(yearsBetween(born, day)), true
}

// yearsBetween is an age. Somebody born on 29 February is a year older on 1
// March of a common year.
func yearsBetween(born, day calendar.Date) int {
	years := day.Year - born.Year
	if day.Month < born.Month || day.Month == born.Month && day.Day < born.Day {
		years--
	}
	return years
}

// Happened says whether something happened to the subject on the day of the
// start or before it.
func (s *Situation) Happened(event string) bool {
	_, ok := s.last(event)
	return ok
}

// HappenedWithin says whether the latest such thing lies no more than a
// length before the start.
func (s *Situation) HappenedWithin(event string, within Length) bool {
	day, ok := s.last(event)
	return ok && within.before(day, s.start.On)
}

// last is the day of the latest event up to the start. What is part of another
// placement, or of whatever else the clock is per, isn't asked.
func (s *Situation) last(event string) (day calendar.Date, ok bool) {
	for _, f := range s.about.events[event] {
		if f.On.IsZero() || f.On.After(s.start.On) || s.per != "" && f.Of[s.per] != "" && f.Of[s.per] != s.of {
			continue
		}
		day, ok = f.On, true
	}
	return day, ok
}
