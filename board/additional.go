package board

import (
	"fmt"

	"throughline/calendar"
)

// cutoffFor counts the rows first due before the first day of the month
// before asAt's. A paper written early in a month then leaves out actions
// that fell due too recently to have been reported on.
func cutoffFor(asAt calendar.Date, rows []Row) *Cutoff {
	first := calendar.Date{Year: asAt.Year, Month: asAt.Month, Day: 1}.AddMonths(-1)
	before, _ := splitAt(first, rows)
	t := tallyOf(before)
	return &Cutoff{
		Before: first, Total: t.total(), Complete: t.complete, Except: len(t.except), Remaining: t.remaining(),
		Definition: fmt.Sprintf("“Due before %s” counts actions whose original due date is earlier than %s. "+
			"That is the first day of the month before the month of the statement's date, %s.", monthOf(first), first.Long(), asAt.Long()),
	}
}

func monthOf(d calendar.Date) string { return fmt.Sprintf("%s %d", d.Month, d.Year) }

func splitAt(day calendar.Date, rows []Row) (before, later []Row) {
	for _, row := range rows {
		if !row.Due.IsZero() && row.Due.Before(day) {
			before = append(before, row)
		} else {
			later = append(later, row)
		}
	}
	return before, later
}

// additionalSentence says how far the actions due before the cut-off are, and
// then the rest.
func additionalSentence(rows []Row, cutoff calendar.Date) string {
	before, later := splitAt(cutoff, rows)
	early, rest := tallyOf(before), tallyOf(later)
	month := monthOf(cutoff)
	var sentence string
	switch {
	case early.total()+rest.total() == 0:
		return "There are no additional actions."
	case early.total() == 0:
		sentence = "No additional action was due before " + month + "."
	default:
		due := " due before " + month
		n := noun{"additional action" + due, "additional actions" + due, ""}
		sentence = groupSentence(n, early, true)
	}
	if rest.total() == 0 {
		return sentence
	}
	return sentence + " " + laterSentence(rest, datesOf(later))
}

// datesOf says how the later actions are dated.
func datesOf(rows []Row) string {
	dated, undated := false, false
	for _, row := range rows {
		if row.Bucket == LeftOut {
			continue
		}
		if row.Due.IsZero() {
			undated = true
		} else {
			dated = true
		}
	}
	switch {
	case dated && undated:
		return "due later or with no date"
	case undated:
		return "with no date"
	default:
		return "due later"
	}
}

func laterSentence(t tally, dates string) string {
	states, total := t.states(true), t.total()
	switch {
	case total == 1:
		return fmt.Sprintf("The one %s %s.", dates, states[0].predicate(1))
	case len(states) == 1:
		return fmt.Sprintf("%s %s %s.", capital(allOf(total)), dates, states[0].predicate(total))
	default:
		return fmt.Sprintf("Of the %s %s, %s.", numberWord(total), dates, listOf(states))
	}
}
