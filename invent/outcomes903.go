package invent

import (
	"slices"
	"strconv"

	"throughline/calendar"
)

// workers tells who had the child's case in the year, from the return of 2024 on.
func (w *return903) workers(m *child, s *spell, born string) {
	if w.year < tables[workers].from {
		return
	}
	to := w.to
	if s.to.Before(to) {
		to = s.to
	}
	for _, c := range w.council.changes(m, later(s.from, w.from), to) {
		ended, why := "", ""
		if !c.to.IsZero() {
			ended, why = slashes(c.to), w.one("MANAGE", "LEFTRL", "ORGRST", "TSPROC", "CHCHAN", "OTHERS")
		}
		w.write(workers, m.ID, born, c.worker, slashes(c.from), ended, why)
	}
}

// oc2 tells the health of a child who was looked after all the year.
func (w *return903) oc2(m *child, born string) {
	age, _ := calendar.Age(m.born, w.to)
	yes := func(said bool) string {
		if said {
			return "1"
		}
		return "0"
	}
	score, reason, development := "", "", ""
	if age < 4 || age > 16 {
		reason = "SDQ1"
	} else if n, ok := w.council.score(m, w.year); ok {
		score = strconv.Itoa(n)
	} else {
		reason = w.one("SDQ2", "SDQ3", "SDQ4", "SDQ5")
	}
	if age < 5 {
		development = yes(w.chance(developed))
	}
	checks := w.council.checks(m)
	needed := 1
	if age < 5 {
		needed = 2
	}
	misuses, helped, offered := w.chance(misusing), false, false
	if misuses {
		helped = w.chance(helpReceived)
		offered = !helped && w.chance(helpOffered/(1-helpReceived))
	}
	w.write(oc2, m.ID, born, score, reason, yes(age >= 10 && w.chance(convicted)), development,
		yes(w.chance(w.council.shareOf(immunisations, w.year, immunised))), yes(checked(checks, true, w.from, w.to) > 0),
		yes(checked(checks, false, w.from, w.to) >= needed), yes(misuses), yes(helped), yes(offered))
}

// score is that of the questionnaire in a year, where it was returned.
func (c Council) score(m *child, year int) (n int, returned bool) {
	d := m.dice(c, facetHelp, uint64(year))
	if !d.chance(scoresReceived) {
		return 0, false
	}
	switch d.weigh(scores) {
	case "normal":
		return d.between(2, 13), true
	case "borderline":
		return d.between(14, 16), true
	}
	return d.between(17, 32), true
}

// leaving is what is known of a young person who left care, in a year.
type leavingCare struct{ touch, activity, home string }

func (c Council) leavingCare(m *child, year int) (known leavingCare) {
	d := m.dice(c, facetLeaving, uint64(year))
	age, _ := calendar.Age(m.born, yearEnd(year))
	older := age >= 19
	known.touch = "YES"
	switch at := d.below(100); {
	case at < 1:
		return leavingCare{"DIED", "0", "0"}
	case at < 2:
		return leavingCare{"RHOM", "F2", "B1"}
	}
	switch home := d.weigh(homes[older]); home {
	case "suitable":
		known.home = d.one("B1", "C1", "D1", "D1", "E1", "K1", "U1", "U1", "U1", "Z1")
	case "unsuitable":
		known.home = d.one("U2", "Y2", "S2", "X2", "W2")
	default:
		return leavingCare{d.one("NO", "NO", "REFU", "NREQ"), "0", "0"}
	}
	activity := d.weigh(slices.DeleteFunc(slices.Clone(activities[older]), func(w weighted) bool { return w.code == "" }))
	switch {
	case len(activity) == 2:
		known.activity = activity
	case year < 2022: // apprenticeships were not yet told apart
		known.activity = d.one("F", "F", "P") + map[string]string{"1": "1", "2": "2", "4": "3", "5": "3"}[activity]
	default:
		known.activity = d.one("F", "F", "P") + activity
	}
	return known
}

// oc3 tells of a young person who left care.
func (w *return903) oc3(m *child, born string) {
	known := w.council.leavingCare(m, w.year)
	w.write(oc3, m.ID, born, known.touch, known.activity, known.home)
}
