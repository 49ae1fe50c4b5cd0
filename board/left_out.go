package board

import (
	"fmt"

	"throughline/plan"
)

var endings = []plan.Standing{plan.Withdrawn, plan.Superseded, plan.NotAccepted}

// leftOutSentence explains what is not in the total, or is "" when nothing
// was left out.
func leftOutSentence(left []LeftOutRow, total int) string {
	if len(left) == 0 {
		return ""
	}
	further := " further"
	if total == 0 {
		further = ""
	}
	count := len(left)
	subject := fmt.Sprintf("%s%s %s", capital(numberWord(count)), further, either(count, "action", "actions"))
	by := map[plan.Standing]int{}
	for _, row := range left {
		by[row.Standing]++
	}
	var items []string
	for _, standing := range endings {
		if n := by[standing]; n > 0 {
			items = append(items, fmt.Sprintf("%s %s %s", numberWord(n), were(n), standing.Words()))
		}
	}
	if len(by) == 1 {
		return fmt.Sprintf("%s %s %s and %s not counted.", subject, were(count), left[0].Standing.Words(), are(count))
	}
	return fmt.Sprintf("%s %s not counted: %s.", subject, are(count), listed(items))
}
