package invent

import (
	"slices"

	"throughline/calendar"
)

// spell is a time in care, from becoming looked after to ceasing to be.
type spell struct {
	from, to calendar.Date
	reason   string
	episodes []episode
	reviews  []review
	missing  []absence
}

type episode struct {
	from, to                                     calendar.Date
	why, status, need, place, provider, homePost string
	placePost, urn, ended, moved                 string
}

type review struct {
	on   calendar.Date
	code string
}

type absence struct {
	from, to calendar.Date
	kind     string
}

var places = [][2]string{{"U4", "PR1"}, {"U6", "PR1"}, {"U6", "PR4"}, {"U1", "PR1"}, {"U3", "PR1"}, {"K2", "PR4"}, {"K2", "PR1"}, {"P1", "PR0"}, {"R3", "PR4"}, {"S1", "PR4"}}

// spell makes a time in care.
func (l life) spell(from, to calendar.Date) {
	s := spell{from: from, to: to, reason: l.reason(to)}
	need := l.one("N1", "N1", "N1", "N4", "N5", "N8")
	status := l.one("V2", "V2", "C1", "C1", "C2", "L1")
	if l.m.disabled || l.m.shortBreaks {
		need = "N2"
	}
	if l.m.shortBreaks {
		status = l.one("V4", "V4", "V3")
	}
	why, place := "S", l.below(len(places))
	post := l.postcode()
	for day := from; ; {
		e := episode{
			from: day, to: to, why: why, status: status, need: need, place: places[place][0], provider: places[place][1],
			homePost: post, placePost: l.postcode(), urn: l.urn(places[place][0]), ended: s.reason,
		}
		next := day.AddDays(l.between(20, 700))
		if l.m.shortBreaks && !l.chance(0.2) || !next.Before(to) || len(s.episodes) > 8 {
			s.episodes = append(s.episodes, e)
			break
		}
		e.to, e.ended = next, "X1"
		why = l.one("L", "P", "P", "T", "B", "U")
		if why == "P" || why == "T" || why == "B" {
			e.moved = l.one("CARPL", "CREQB", "LAREQ", "PLACE", "OTHER")
			place = l.below(len(places))
		}
		if why == "L" || why == "B" || why == "U" {
			status = l.one("C2", "C2", "C1", "E1", "V2")
			if l.m.shortBreaks {
				status = l.one("V4", "C2") // the agreement ends, and they are looked after
			}
		}
		s.episodes = append(s.episodes, e)
		day = next
	}
	if last := &s.episodes[len(s.episodes)-1]; s.reason == "E11" || s.reason == "E12" {
		last.place, last.provider, last.status = "A3", "PR1", "E1"
	}
	if !l.m.shortBreaks || l.chance(0.2) {
		s.reviews = l.reviews(&s)
	}
	for len(s.missing) < 3 && to.Sub(from) > 40 && calendar.Birthday(l.m.born, 12).Before(from) && l.chance(0.1) {
		day := l.day(from.AddDays(1), to.AddDays(-6))
		s.missing = append(s.missing, absence{day, day.AddDays(l.between(0, 5)), l.one("M", "A")})
	}
	l.m.spells = append(l.m.spells, s)
}

// reason is why a time in care ended.
func (l life) reason(to calendar.Date) string {
	age, _ := calendar.Age(l.m.born, to)
	switch {
	case l.m.shortBreaks:
		return l.one("E4A", "E8")
	case age >= 18:
		return l.one("E5", "E17", "E6", "E7")
	case age < 6 && l.chance(0.45):
		return l.one("E11", "E12")
	}
	return l.one("E4A", "E4A", "E4B", "E8", "E45", "E46", "E3", "E13")
}

// reviews of a time in care: the first within 20 working days, the next within three months of it, the rest within six of the last, give or take.
func (l life) reviews(s *spell) (all []review) {
	day := l.working(s.from, 20)
	if l.chance(0.05) { // nobody held the first
		day = s.from.AddDays(l.between(60, 250))
	}
	for until := l.c.ends().AddDays(60); !day.After(s.to) && !day.After(until); {
		code := "PN0"
		if age, _ := calendar.Age(l.m.born, day); age >= 4 {
			code = l.one("PN1", "PN1", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
			if _, told := l.c.told(participation); told {
				if code = l.one("PN4", "PN7"); l.chance(l.c.share(participation, day, 0)) {
					code = l.one("PN1", "PN1", "PN2", "PN3", "PN5", "PN6")
				}
			}
		}
		all = append(all, review{day, code})
		months := 6
		if len(all) == 1 {
			months = 3
		}
		day = later(day.AddDays(1), l.near(day.AddMonths(months)))
		if l.chance(0.03) {
			day = day.AddDays(l.between(30, 200))
		}
	}
	return all
}

func (l life) postcode() string {
	// No area of postcodes begins with Z but ZE, which is Shetland.
	const areas, letters, numbers = "ABDCFGHJLNPQRSTUWXYZ", "ABDEFGHJLNPQRSTUWXYZ", "0123456789"
	return string([]byte{'Z', areas[l.below(20)], numbers[l.below(9)+1], ' ', numbers[l.below(10)], letters[l.below(20)], letters[l.below(20)]})
}

func (l life) urn(place string) string {
	if !slices.Contains([]string{"K1", "K2", "R3", "S1"}, place) {
		return ""
	}
	return "SC" + l.postcode()[4:5] + "00" + l.postcode()[2:3] + l.postcode()[2:3] + l.postcode()[2:3]
}
