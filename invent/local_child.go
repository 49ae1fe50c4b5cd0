package invent

import (
	"fmt"
	"slices"
	"strconv"

	"throughline/calendar"
)

// child tells what no return carries of one child in the year.
func (w *localFiles) child(m *child) {
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	w.faults = faults{dice: newDice(w.council.Seed, number, uint64(w.year), 2), rate: w.council.Faults}
	b := w.council.belonging(m)
	t := &teller{localFiles: w, m: m, b: b, d: m.dice(w.council, facetFamily, uint64(w.year)), team: b.team, district: districts[b.district]}
	for i := range m.spells {
		t.care(&m.spells[i])
	}
	if m.leaver(w.from, w.to) {
		t.money()
	}
	for i := range m.inNeed {
		t.need(&m.inNeed[i])
	}
	t.openCase()
}

// teller tells of one child in one year, with dice of its own, so that what is planted wrong changes nothing else.
type teller struct {
	*localFiles
	m              *child
	b              belonging
	d              *dice
	team, district string
}

func (t *teller) life() life { return life{t.council, t.d, t.m} }

func (t *teller) care(s *spell) {
	if t.m.shortBreaks || s.to.Before(t.from) || s.from.After(t.to) {
		return
	}
	if e, ok := t.council.entryCheck(t.m, s); ok && t.within(e.ready) {
		who := "medical_practitioner"
		if e.nurse {
			who = "nurse"
		}
		t.write("initial_health_assessment", t.m.ID, slashes(e.asked), slashes(e.paperwork), t.d.one("parent", "parent", "authority"), slashes(e.consent), slashes(e.offered), "attended",
			slashes(e.assessed), who, "INVENTED-"+strconv.Itoa(t.d.between(100, 999)), slashes(e.ready), "Yes", yesNo(t.d.chance(0.8)), t.team, t.district, t.council.trusts()[0])
	}
	for _, c := range t.council.checks(t.m) {
		if !c.dentist || !t.within(c.on) || c.on.Before(s.from) || c.on.After(s.to) {
			continue
		}
		outcome := t.d.one("examined", "examined", "examined", "treatment_needed", "treatment_done")
		t.write("dental_check", t.m.ID, slashes(c.on), outcome, t.d.one("Carer’s record", "Letter from the practice"), t.team, t.district, t.council.trusts()[0])
		if outcome == "treatment_needed" {
			t.issue(c.on)
		}
	}
	t.officer(s)
	for i, r := range s.reviews {
		if t.within(r.on) {
			t.review(s, i, r)
		}
	}
	t.school(s)
	if turned := calendar.Birthday(t.m.born, 16); t.within(turned) && !turned.Before(s.from) && !turned.After(s.to) {
		done, until := "", turned.AddDays(-t.d.between(5, 60))
		if !t.d.chance(0.55) {
			until = turned.AddDays(t.d.between(10, 90))
		}
		if !until.After(t.to) {
			done = slashes(until)
		}
		t.write("living_skills", t.m.ID, slashes(turned.AddMonths(-11)), "money", "1", strconv.Itoa(t.d.between(2, 4)), "Standing on my own feet", "Leaving care", slashes(turned.AddMonths(-10)), slashes(turned.AddMonths(-9)), done, t.team, t.district)
	}
	if day := t.d.day(later(s.from, t.from), t.lastOf(s)); t.d.chance(0.08) {
		t.psychology(day)
	}
	if made := s.from.AddDays(t.d.between(1, 9)); t.within(made) && !made.After(s.to) {
		t.plan("care", made)
	}
}

func (t *teller) lastOf(s *spell) calendar.Date {
	if s.to.Before(t.to) {
		return s.to
	}
	return t.to
}

// day is a day from one to another, both with it.
func (d *dice) day(from, to calendar.Date) calendar.Date {
	return from.AddDays(d.below(max(0, to.Sub(from)) + 1))
}

func (t *teller) issue(found calendar.Date) {
	due := found.AddDays(t.d.between(28, 60))
	done, evidence := calendar.Date{}, ""
	if t.d.chance(0.85) {
		if done = due.AddDays(-t.d.between(0, 20)); t.d.chance(0.25) {
			done = due.AddDays(t.d.between(1, 30))
		}
	}
	if t.known(done) != "" {
		evidence = "Letter from the practice"
	}
	t.write("health_issue", t.m.ID, slashes(found), "Dentist", "weeks", "Nurse for looked-after children", slashes(due), t.known(done), evidence, t.team, t.district, t.council.trusts()[0])
}

func (t *teller) psychology(referred calendar.Date) {
	seen := calendar.Date{}
	if t.d.chance(0.85) {
		seen = referred.AddDays(7 * t.d.between(4, 24))
	}
	answer := t.d.one("accepted", "accepted", "accepted", "waiting", "consult")
	if answer != "accepted" {
		seen = calendar.Date{}
	}
	sdq, on := "", ""
	if n, ok := t.council.score(t.m, t.year); ok {
		sdq, on = strconv.Itoa(n), slashes(referred.AddDays(-t.d.between(5, 50)))
	}
	t.write("psychology_dates", t.m.ID, slashes(referred), "Social worker", sdq, on, answer, t.known(seen), t.team, t.district, t.council.trusts()[2])
}

// officer is the child's reviewing officer, from within five working days of coming into care until it ends.
func (t *teller) officer(s *spell) {
	l := life{t.council, t.m.dice(t.council, facetReviews, uint64(s.from.Year), uint64(s.from.Month)), t.m}
	from, second := l.inTime(0.9, s.from, 5), calendar.Date{}
	if s.to.Sub(s.from) > 500 && l.chance(0.4) {
		second = s.from.AddDays(s.to.Sub(s.from) / 2)
	}
	next := officer(l.below(t.council.officers()))
	if from.After(t.to) || from.After(s.to) {
		return
	}
	if second.IsZero() || second.After(t.to) {
		t.allocated(t.b.officer, from, s.to, "")
		return
	}
	if t.within(second) || t.within(from) {
		t.allocated(t.b.officer, from, second.AddDays(-1), "The first left")
	}
	t.allocated(next, second, s.to, "")
}

// allocated tells of a child's reviewing officer, and counts the child with the officer's others.
func (t *teller) allocated(who string, from, to calendar.Date, why string) {
	t.write("reviewing_officer_allocation", t.m.ID, who, slashes(from), t.known(to), why, t.team, t.district)
	months := t.held[who]
	for i := range months {
		if end := t.from.AddMonths(i + 1).AddDays(-1); !from.After(end) && !to.Before(end) {
			months[i]++
		}
	}
	t.held[who] = months
}

func (t *teller) review(s *spell, i int, r review) {
	l := life{t.council, t.m.dice(t.council, facetReviews, uint64(r.on.Year), uint64(r.on.Month), uint64(r.on.Day)), t.m}
	sent := l.inTime(t.council.share(reviewRecords, workingDays(r.on, 20), 0.7), r.on, 20)
	before := "all"
	switch {
	case i == 0:
		before = "first"
	case l.chance(0.3):
		before = "some"
	}
	t.write("review_record", t.m.ID, r.on.String(), slashes(r.on), slashes(r.on), t.b.officer, r.code, before, "The plan goes on", "Social worker", slashes(r.on.AddDays(60)),
		t.known(workingDays(r.on, 12)), "Social worker", "whole", t.known(sent), "Carer", "whole", t.known(sent), t.team, t.district)
	if i == 0 && l.chance(0.5) {
		t.decision("placement", r.on.AddDays(l.between(0, 5)))
	}
}

// school is an education plan in most terms.
func (t *teller) school(s *spell) {
	for _, term := range terms(t.year) {
		age, ok := calendar.Age(t.m.born, term)
		if term.After(t.to) || !ok || age < 4 || age >= 18 || term.Before(s.from.AddDays(20)) || term.After(s.to) || !t.d.chance(0.8) {
			continue
		}
		grade := ""
		if t.d.chance(0.3) {
			grade = t.d.one("outstanding", "good", "good", "requires_improvement", "inadequate")
		}
		met := term.AddDays(t.d.between(5, 40))
		t.write("personal_education_plan", t.m.ID, slashes(term), t.known(met), t.known(met.AddDays(t.d.between(0, 10))), schools[t.b.school], "Reading", "Class teacher", slashes(met.AddDays(90)), "short",
			"Designated teacher", grade, "Told in the meeting", t.team, t.district)
	}
}

// terms are days near the beginning of each term of a year.
func terms(year int) []calendar.Date {
	return []calendar.Date{{Year: year - 1, Month: 4, Day: 23}, {Year: year - 1, Month: 9, Day: 10}, {Year: year, Month: 1, Day: 9}}
}

func (t *teller) money() {
	known := t.council.leavingCare(t.m, t.year)
	if !slices.Contains([]string{"F1", "P1", "F2", "P2"}, known.activity) {
		return
	}
	if age, _ := calendar.Age(t.m.born, t.to); age < 18 || age > 19 {
		return
	}
	from := calendar.Date{Year: t.year - 1, Month: 9, Day: 3}
	assessed, need := "", t.d.between(120, 190)
	if t.d.chance(0.85) {
		assessed = slashes(from.AddDays(t.d.between(-40, 20)))
	}
	income := t.d.between(40, 70)
	given, says := need-income, "enough"
	if t.d.chance(0.3) {
		given, says = given-t.d.between(10, 40), t.d.one("nearly", "not_enough")
	}
	due := from.AddDays(14)
	paid := due.AddDays(-t.d.between(0, 5))
	if t.d.chance(0.2) {
		paid = due.AddDays(t.d.between(1, 25))
	}
	level := "Further education"
	if known.activity[1] == '1' {
		level = "Higher education"
	}
	t.write("money_package", t.m.ID, "former_relevant", "College course", level, "15", slashes(from), slashes(from.AddMonths(10)), assessed, "rent", pounds(need/2), pounds(need), pounds(income), pounds(given),
		"Leaving care manager", slashes(from), slashes(from.AddMonths(10)), slashes(due), t.known(paid), says, leaving, t.district)
}

func (t *teller) plan(kind string, made calendar.Date) {
	outcome, measure, by := "Feels safe at home", "Own words at each visit", slashes(made.AddMonths(3))
	if !t.d.chance(0.7) {
		outcome, by = "", ""
	}
	t.write("outcome_plan", t.m.ID, kind, slashes(made), "Safety", outcome, measure, "Weekly visits", "Social worker", by, t.team, t.district)
}

func (t *teller) decision(what string, on calendar.Date) {
	if !t.within(on) {
		return
	}
	options, reason, risk := "Three were weighed", "In the record", "In the record"
	if !t.d.chance(t.council.share(decisionsGiven, on, 0.65)) {
		switch t.d.below(3) {
		case 0:
			options = ""
		case 1:
			reason = ""
		default:
			risk = ""
		}
	}
	t.write("management_decision", t.m.ID, what, options, reason, risk, t.b.worker, slashes(on), fmt.Sprintf("%02d:%02d", t.d.between(9, 17), t.d.below(60)), t.team, t.district)
}
