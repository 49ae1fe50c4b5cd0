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

// milestones writes each on a line of its own: "Draft the form; due 2012-06-01; reached 2012-05-30".
func milestones(all []plan.Milestone) string {
	lines := make([]string, len(all))
	for i, m := range all {
		lines[i] = strings.Join(strings.Fields(m.Text), " ") + milestoneDue + m.Due.String()
		if !m.Reached.IsZero() {
			lines[i] += milestoneReached + m.Reached.String()
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
	var err error
	if i := strings.LastIndex(line, milestoneReached); i >= 0 {
		if m.Reached, err = calendar.Parse(line[i+len(milestoneReached):]); err != nil {
			return m, false
		}
		line = line[:i]
	}
	i := strings.LastIndex(line, milestoneDue)
	if i < 0 {
		return m, false
	}
	if m.Due, err = calendar.Parse(line[i+len(milestoneDue):]); err != nil {
		return m, false
	}
	m.Text = line[:i]
	return m, true
}
