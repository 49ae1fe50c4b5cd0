package board

import (
	"maps"
	"slices"
	"strings"

	"throughline/calendar"
)

func (c *checker) checkLateness() {
	var gives lateFigures
	days := map[calendar.Date]bool{}
	for _, r := range c.rows {
		if r.bucket == Complete || r.bucket == LeftOut {
			continue
		}
		gives.open++
		if r.row.Due.IsZero() || !r.row.Due.Before(c.st.AsAt) {
			continue
		}
		gives.late++
		days[r.row.Due], gives.date = true, r.row.Due.Long()
		if approved := r.row.ApprovedDate; !approved.IsZero() {
			gives.approved++
			if approved.Before(c.st.AsAt) {
				gives.passed++
			}
		}
	}
	sentence := c.st.Lateness
	if sentence == "" {
		c.count("", "past their original date, with no sentence to say so", 0, gives.late)
		return
	}
	says, ok := readLateness(strings.TrimSuffix(sentence, "."))
	if !ok {
		c.unreadable(sentence)
		return
	}
	c.count(sentence, "not complete", says.open, gives.open)
	c.count(sentence, "past their original date", says.late, gives.late)
	c.count(sentence, "with an approved later date", says.approved, gives.approved)
	c.count(sentence, "with an approved later date that has passed", says.passed, gives.passed)
	if len(days) > 1 {
		gives.date = ""
	}
	if says.date != gives.date {
		c.tell(sentence, "the original date", orNone(says.date), orNone(gives.date))
	}
}

func orNone(s string) string {
	if s == "" {
		return "no one date"
	}
	return s
}

func (c *checker) checkLeftOut() {
	gives := map[string]int{}
	total := 0
	for _, r := range c.rows {
		if r.bucket == LeftOut {
			gives[strings.ReplaceAll(string(r.row.Standing), "_", " ")]++
			total++
		}
	}
	c.count("", "left out, with reasons", len(c.st.LeftOut), total)
	sentence := c.st.LeftOutSentence
	if sentence == "" {
		c.count("", "left out, with no sentence to say so", 0, total)
		return
	}
	says, by, ok := readLeftOut(strings.TrimSuffix(sentence, "."))
	if !ok {
		c.unreadable(sentence)
		return
	}
	c.count(sentence, "left out", says, total)
	c.countEach(sentence, by, gives)
}

func (c *checker) checkFacts() {
	checked, difference := map[string]int{}, map[string]int{}
	total := 0
	for _, r := range c.rows {
		if r.bucket == Complete {
			checked[strings.ReplaceAll(r.row.Checked.State, "_", " ")]++
			difference[strings.ReplaceAll(r.row.Difference.State, "_", " ")]++
			total++
		}
	}
	sentence := c.st.Checks
	if sentence == "" {
		c.count("", "complete, with no sentence on checks", 0, total)
		return
	}
	text := strings.TrimSuffix(sentence, ".")
	saysChecked, saysDifference := map[string]int{}, map[string]int{}
	var says int
	if said, ok := match(nothingKnown, text); ok {
		says = readNumber(said("count"))
		saysChecked["not yet checked"], saysDifference["no measure linked"] = says, says
	} else {
		first, second, two := strings.Cut(text, ". ")
		var again int
		var okFirst, okSecond bool
		says, saysChecked, okFirst = readFacts(first, checkAlike, checkMixed)
		again, saysDifference, okSecond = readFacts(second, sameAlike, sameMixed)
		if !two || !okFirst || !okSecond {
			c.unreadable(sentence)
			return
		}
		c.count(sentence, "complete", again, total)
	}
	c.count(sentence, "complete", says, total)
	c.countEach(sentence, saysChecked, checked)
	c.countEach(sentence, saysDifference, difference)
}

func (c *checker) countEach(sentence string, says, gives map[string]int) {
	both := maps.Clone(says)
	maps.Copy(both, gives)
	for _, name := range slices.Sorted(maps.Keys(both)) {
		c.count(sentence, name, says[name], gives[name])
	}
}
