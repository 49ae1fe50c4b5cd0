package reconcile

import (
	"slices"
	"strings"
	"unicode"

	"throughline/calendar"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// typography is what word processors and spreadsheets put in of themselves.
var typography = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "′", "'", "“", `"`, "”", `"`, "„", `"`, "‟", `"`, "″", `"`,
	"–", "-", "—", "-", "‐", "-", "‑", "-", "−", "-", "…", "...", "\u00ad", "", "\u200b", "", "\ufeff", "",
)

// folded is a text without what nobody means by it: runs of spaces and lines, and the kind of quotation marks and dashes.
func folded(text string) string {
	return strings.Join(strings.FieldsFunc(typography.Replace(text), unicode.IsSpace), " ")
}

// sameCell says whether two cells under a heading say the same.
func sameCell(heading, a, b string) bool {
	if a == b {
		return true
	}
	if c, ok := outofplan.ColumnOf(heading); ok && c.Kind == outofplan.Day {
		one, errA := calendar.Parse(strings.TrimSpace(a))
		other, errB := calendar.Parse(strings.TrimSpace(b))
		if errA == nil && errB == nil {
			return one == other
		}
	}
	if heading == outofplan.Milestones {
		one, oddA := outofplan.ReadMilestones(a)
		other, oddB := outofplan.ReadMilestones(b)
		return len(oddA) == 0 && len(oddB) == 0 && slices.EqualFunc(one, other, func(a, b plan.Milestone) bool { return folded(a.Text) == folded(b.Text) && a.Due == b.Due })
	}
	return folded(a) == folded(b)
}

func sameWords(a, b string) bool { return strings.EqualFold(folded(a), folded(b)) }

// brokenCells are what a spreadsheet shows in place of a value that it can't work out.
var brokenCells = []string{"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"}

// cannot is why something of a copy can't be taken, as a sentence for the person.
type cannot string

func (c cannot) Error() string { return string(c) }
