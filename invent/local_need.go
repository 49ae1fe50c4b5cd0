package invent

import (
	"strconv"

	"throughline/calendar"
)

// need tells what came of one referral.
func (t *teller) need(n *inNeed) {
	if n.noFurther {
		t.decision("close", n.closed)
		return
	}
	for i := range n.enquiries {
		t.discussion(&n.enquiries[i])
		if e := &n.enquiries[i]; !e.conference.IsZero() && t.within(e.conference) && !e.conference.Before(e.from) {
			t.views(e.conference, "initial")
		}
	}
	for i := range n.plans {
		for _, on := range n.plans[i].reviews {
			if t.within(on) {
				t.views(on, "review")
			}
		}
		if made := n.plans[i].from.AddDays(t.d.between(0, 10)); t.within(made) {
			t.plan("protection", made)
		}
	}
	if !n.closed.IsZero() {
		t.decision("close", n.closed)
	}
}

func (t *teller) discussion(e *enquiry) {
	held := e.from
	if !t.within(held) {
		return
	}
	d := t.m.dice(t.council, facetHelp, uint64(held.Year), uint64(held.Month), uint64(held.Day))
	concern := held.AddDays(-d.number(0, 0, 0, 1, 1, 2))
	got := func() string {
		if d.chance(0.9) {
			return t.known(workingDays(held, d.number(0, 0, 1, 1, 1, 2, 4)))
		}
		return ""
	}
	information, rationale := "In the record", "In the record"
	if !d.chance(t.council.share(discussionKept, held, 0.68)) {
		if d.chance(0.5) {
			information = ""
		} else {
			rationale = ""
		}
	}
	t.write("strategy_discussion", t.m.ID, slashes(concern), slashes(held), strconv.Itoa(d.between(9, 16))+":30", d.one("meeting", "call"), "referral",
		"social_care", "Team manager", "present", slashes(held), "police", "Police officer", d.one("present", "present", "absent"), got(), "health", "Named nurse", d.one("present", "present", "sent", "absent"), got(),
		information, d.one("suffering", "likely"), yesNo(d.chance(0.9)), "Yes", d.one("single", "joint"), "social_care", "Social worker", "See the child", slashes(held.AddDays(1)), rationale, t.b.worker, t.team, t.district)
}

func (t *teller) views(on calendar.Date, kind string) {
	age, ok := calendar.Age(t.m.born, on)
	if !ok {
		return // not born yet
	}
	said, seen := "In the record", ""
	part := t.d.one("PN1", "PN2", "PN3", "PN5", "PN6")
	if age < 4 {
		part, said, seen = "PN0", "", "In the record"
	} else if !t.d.chance(t.council.share(viewsAtMeeting, on, 0.66)) {
		part, said, seen = t.d.one("PN4", "PN7"), "", "In the record"
	}
	advocate, why := t.d.one("accepted", "accepted", "not_offered"), ""
	if advocate == "not_offered" {
		why = "Nobody was free"
	}
	t.write("conference_views", t.m.ID, t.m.ID+"-"+on.String(), slashes(on), kind, strconv.Itoa(age), part, said, seen, t.d.one("talk", "drawing", "observed"), t.b.worker,
		slashes(on.AddDays(-t.d.between(1, 9))), yesNo(t.d.chance(0.9)), advocate, why, yesNo(t.d.chance(0.4)), t.team, t.district)
}

// openCase counts the child at the end of each quarter, or on the last day that is told of, where the case was open, and now and then an auditor looks at it.
func (t *teller) openCase() {
	for quarter := range 4 {
		on := earlier(t.from.AddMonths(3*quarter+3).AddDays(-1), t.to)
		opened, open := t.m.openOn(on)
		if !open || t.from.AddMonths(3*quarter).After(t.to) {
			continue
		}
		last := on.AddDays(-t.d.between(0, 27))
		if !t.d.chance(0.75) {
			last = on.AddDays(-t.d.between(35, 90))
		}
		talked := ""
		if last.After(opened) {
			talked = slashes(last)
		}
		t.write("open_case", t.m.ID, slashes(on), t.b.worker, slashes(opened), talked, t.team, t.district)
		if t.d.chance(0.05) {
			twice, first, second := t.d.chance(0.6), t.grade(), ""
			if twice {
				if second = first; t.d.chance(0.25) {
					second = t.grade()
				}
			}
			t.write("audit_grade", t.m.ID, slashes(on.AddDays(-t.d.between(1, 60))), t.d.one("R6-wishes", "R10-quality"), first, yesNo(twice), second, t.team, t.district)
		}
	}
}

func (t *teller) grade() string {
	return t.d.one("outstanding", "good", "good", "good", "requires_improvement", "requires_improvement", "inadequate")
}

// openOn says whether the child's case is open on a day, and since when.
func (m *child) openOn(day calendar.Date) (since calendar.Date, open bool) {
	for i := range m.spells {
		if s := &m.spells[i]; !s.from.After(day) && !s.to.Before(day) {
			return s.from, true
		}
	}
	for i := range m.inNeed {
		if n := &m.inNeed[i]; !n.referred.After(day) && (n.closed.IsZero() || !n.closed.Before(day)) && !n.noFurther {
			return n.referred, true
		}
	}
	return calendar.Date{}, false
}
