package invent

import (
	"fmt"
	"strconv"

	"throughline/calendar"
)

// services tells what the files of no child say: posts, shifts, staff and reviews of services.
func (w *localFiles) services() {
	c := w.council
	d := newDice(c.Seed, uint64(w.year), 8)
	for quarter := range 4 {
		first := w.from.AddMonths(3 * quarter)
		if first.After(w.to) {
			break
		}
		last := first.AddMonths(3).AddDays(-1)
		if !last.After(w.to) {
			w.training(d, last)
		}
		for month := range 3 {
			end := first.AddMonths(month + 1).AddDays(-1)
			for n := range c.officers() {
				if !end.After(w.to) {
					w.write("reviewing_officer_post", officer(n), slashes(c.starts()), []string{"1", "1", "1", "0.8", "0.6"}[n%5], slashes(end), strconv.Itoa(w.held[officer(n)][3*quarter+month]), "Reviewing officers")
				}
			}
		}
		w.allegations(d, first)
		for n := range w.council.trusts() {
			began := d.day(first, earlier(first.AddDays(60), w.to))
			due := began.AddDays(70)
			done, evidence, by := w.known(due.AddDays(d.between(-30, 20))), "Report to the board", "Head of audit"
			if done == "" || d.chance(0.3) {
				done, evidence, by = "", "", ""
			}
			w.write("governance_review", c.trusts()[n], d.one("trust", "hospital", "walk_in"), "Site "+strconv.Itoa(d.between(1, 9)), "Commissioner of health services", "Lead reviewer", yesNo(d.chance(0.9)),
				slashes(began), w.known(began.AddDays(40)), "No lead for children", d.one("high", "medium", "low"), "Name one", "Director of nursing", slashes(due), done, evidence, by)
			holder := "Post holder " + strconv.Itoa(n+1)
			if d.chance(0.2) {
				holder = ""
			}
			protected := d.one("0.2", "0.4", "0.4")
			signed, document := slashes(first.AddDays(1)), "job_description"
			w.write("designated_post", c.trusts()[n], "designated", d.one("doctor", "nurse"), d.one("safeguarding", "children_in_care"), holder, slashes(first), "0.4", "0.4", protected, document, signed, slashes(first.AddMonths(12)))
		}
		live := ""
		if d.chance(0.7) {
			live = w.known(first.AddDays(d.between(10, 80)))
		}
		w.write("abuse_commitment", "Safe at home "+strconv.Itoa(quarter+1), "A worker for children", slashes(d.day(first, earlier(first.AddDays(60), w.to))), strconv.Itoa(1000*d.between(10, 60)), "2", "Board minute "+strconv.Itoa(quarter+1), live, d.one(districts...))
		w.conferences(d, first, quarter)
	}
	for day := w.from; !day.After(w.to); day = day.AddDays(1) {
		manager, tested := worker(d.below(6)), yesNo(d.chance(0.97))
		if !d.chance(c.share(outOfHours, day, 0.88)) {
			manager, tested = "", "No"
		}
		w.write("out_of_hours_shift", day.String(), slashes(day), "17:00", slashes(day.AddDays(1)), "08:30", "Whole county", strconv.Itoa(d.between(2, 4)), manager, tested, "Out of hours")
	}
}

// training is each trust's return for a quarter. Now and then one sends none.
func (w *localFiles) training(d *dice, last calendar.Date) {
	due := workingDays(last, 20)
	for n, trust := range w.council.trusts() {
		needed := 180 + 140*n + d.below(20)
		share := w.council.share(trainingDone, last, 0.74)
		if d.chance(0.08) {
			continue
		}
		supplied := due.AddDays(-d.between(0, 12))
		if d.chance(0.2) {
			supplied = due.AddDays(d.between(1, 20))
		}
		errors := d.number(0, 0, 0, 0, 2)
		w.write("training_return", trust, slashes(last), slashes(due), w.known(supplied), "Training manager", strconv.Itoa(needed), strconv.Itoa(int(float64(needed)*share+0.5)+d.between(-4, 4)),
			"Level 3 core", strconv.Itoa(needed+d.between(0, 15)), strconv.Itoa(errors), yesNo(errors == 0))
	}
}

func (w *localFiles) allegations(d *dice, first calendar.Date) {
	for n := range max(3, w.council.Children/120) {
		raised := first.AddDays(d.below(85))
		told := workingDays(raised, d.number(0, 0, 1, 1, 1, 1, 2, 5))
		closed := told.AddDays(d.between(14, 90))
		outcome, barring := d.one("substantiated", "unsubstantiated", "unfounded", "advice"), d.one("not_needed", "undecided")
		if w.known(told) == "" {
			continue
		}
		if w.known(closed) == "" {
			outcome, barring = "", "undecided"
		}
		w.write("lado_allegation", fmt.Sprintf("LA-%s-%02d", first.String()[:7], n+1), d.one("school", "school", "early_years", "health", "foster_care", "police"), d.one("Teacher", "Carer", "Coach"), "Yes",
			slashes(raised), slashes(told), w.known(told.AddDays(1)), "Employer", barring, outcome, w.known(closed), "Designated officer")
	}
}

func (w *localFiles) conferences(d *dice, first calendar.Date, quarter int) {
	for n := range max(3, w.council.Children/100) {
		asked := first.AddDays(d.below(88))
		if asked.After(w.to) {
			continue
		}
		standing, why := d.one("accepted", "accepted", "accepted", "declined", "waiting"), ""
		held, what, who, agreed := "", "", "", ""
		if standing == "accepted" {
			if held = w.known(asked.AddDays(7 * d.between(3, 11))); held != "" {
				what, who, agreed = "Weekends with an aunt", "The family", "Yes"
			}
		}
		if standing == "declined" {
			why = "The family did not want one"
		}
		at := d.below(len(districts))
		w.write("family_group_conference", fmt.Sprintf("FG-%d-%d-%03d", w.year, quarter+1, n+1), slashes(asked), "Social worker", "Mother", standing, why, "Coordinator "+strconv.Itoa(d.between(1, 5)), "Yes",
			held, what, who, agreed, helpTeams[at%len(helpTeams)], districts[at])
	}
}
