package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// A columnPair is a column of milestones and the column of when each is due: plans put several side by side, as Milestone 1, Date 1,
// Milestone 2, Date 2.
type columnPair struct{ steps, due int }

// columnPairs gives the pairs of a table, from the left: there are none, or at least two. Each has one column of dates, before the next.
func (t Table) columnPairs() []columnPair {
	var all []columnPair
	for _, c := range t.Columns {
		switch {
		case c.Means == Steps:
			if n := len(all); n > 0 && all[n-1].due == 0 {
				return nil
			}
			all = append(all, columnPair{steps: c.Column})
		case c.Means == DueDate:
			n := len(all)
			if n == 0 || all[n-1].due != 0 {
				return nil
			}
			all[n-1].due = c.Column
		}
	}
	if n := len(all); n < 2 || all[n-1].due == 0 {
		return nil
	}
	return all
}

var lastNumber = regexp.MustCompile(`^(.*\D) ?(\d{1,2})$`)

// pairUp gives their meaning to all columns of milestones that are numbered one after another, each with its date at its right, where the
// first of them has it already. Anything else is left as it was.
func pairUp(all []candidate) {
	var base string
	var steps, dates []*candidate
	for i := range all {
		m := lastNumber.FindStringSubmatch(norm(all[i].name))
		if m == nil || likest(m[1]).means != Steps || base != "" && m[1] != base || atoi(m[2]) != len(steps)+1 || i+1 == len(all) {
			continue
		}
		date := &all[i+1]
		bare := strings.TrimSpace(strings.TrimSuffix(norm(date.name), m[2]))
		if like := likest(bare); like.means != DueDate || like.score < 75 || !date.e.most(date.e.dates+date.e.times) && date.e.cells > 0 {
			return
		}
		base, steps, dates = m[1], append(steps, &all[i]), append(dates, date)
	}
	if len(steps) < 2 || steps[0].means != Steps || dates[0].means != DueDate {
		return
	}
	for i := range steps[1:] {
		steps[i+1].be(Steps, steps[0].score, "it is numbered as a further one of "+quoted(steps[0].name))
		dates[i+1].be(DueDate, dates[0].score, "it stands beside "+quoted(steps[i+1].name)+" as "+quoted(dates[0].name)+" does beside the first")
	}
}

// pairedParts reads a row pair by pair: each milestone is a part with its own date. A pair without a milestone is passed over, with a
// warning where it has a date.
func (tr *tableReader) pairedParts(e *Entry, row document.Row) []partRead {
	first := columnPair{tr.steps, tr.due}
	defer func() { tr.steps, tr.due = first.steps, first.due }()
	var parts []partRead
	for _, pair := range tr.pairs {
		if textAt(row, pair.steps) == "" {
			if date := textAt(row, pair.due); date != "" && !noneWords[norm(date)] {
				tr.warn(tr.at(row, pair.due), "The date %s stands beside no milestone, so it is of no part.", quoted(short(date)))
			}
			continue
		}
		tr.steps, tr.due = pair.steps, pair.due
		parts = append(parts, tr.rowParts(e, row)...)
	}
	if len(parts) > 1 { // the row's status is of the whole action, unless one part says its own
		whole := tr.statusCell(row)
		for i := range parts {
			if parts[i].Status == whole {
				parts[i].Status, parts[i].ownStatus = Unclear, false
			}
		}
	}
	return parts
}
