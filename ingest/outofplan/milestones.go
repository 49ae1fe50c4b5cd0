package outofplan

import (
	"strings"

	"throughline/calendar"
	"throughline/plan"
)

const (
	milestoneDue     = "; due "
	milestoneReached = "; reached "
)

// milestones writes each on a line of its own: "Draft the form; due 2012-06-01".
func milestones(all []plan.Milestone) string {
	lines := make([]string, len(all))
	for i, m := range all {
		lines[i] = strings.Join(strings.Fields(m.Text), " ") + milestoneDue + m.Due.String()
	}
	return strings.Join(lines, "\n")
}

// reached writes those that were reached, each on a line of its own: "Draft the form; reached 2012-05-30".
func reached(all []plan.Milestone) string {
	var lines []string
	for _, m := range all {
		if !m.Reached.IsZero() {
			lines = append(lines, strings.Join(strings.Fields(m.Text), " ")+milestoneReached+m.Reached.String())
		}
	}
	return strings.Join(lines, "\n")
}

// ReadMilestones reads what milestones were written as. Lines that are none are given back.
func ReadMilestones(cell string) (all []plan.Milestone, odd []string) {
	for line := range strings.Lines(cell) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		m, ok := milestone(line)
		if !ok {
			odd = append(odd, line)
			continue
		}
		all = append(all, m)
	}
	return all, odd
}

func milestone(line string) (m plan.Milestone, ok bool) {
	i := strings.LastIndex(line, milestoneDue)
	if i < 0 {
		return m, false
	}
	day, err := calendar.Parse(line[i+len(milestoneDue):])
	return plan.Milestone{Text: line[:i], Due: day}, err == nil
}
