package board

import (
	"fmt"

	"throughline/calendar"
)

// latenessSentence says how many actions that are not complete are past their
// original date, and which of those were given more time. It is "" when none is.
func latenessSentence(rows []Row, asAt calendar.Date) string {
	open, late := 0, []Row{}
	for _, row := range rows {
		if row.Bucket != Except && row.Bucket != Remaining {
			continue
		}
		open++
		if !row.Due.IsZero() && asAt.After(row.Due) {
			late = append(late, row)
		}
	}
	if len(late) == 0 {
		return ""
	}
	return fmt.Sprintf("%s past %s; %s.", lateSubject(len(late), open), originalDates(late), moreTime(late, asAt))
}

func lateSubject(late, open int) string {
	switch {
	case open == 1:
		return "The one that is not complete is"
	case late == open:
		return capital(allOf(open)) + " that are not complete are"
	default:
		return fmt.Sprintf("%s of the %s that are not complete %s", capital(numberWord(late)), numberWord(open), are(late))
	}
}

func originalDates(late []Row) string {
	for _, row := range late {
		if row.Due != late[0].Due {
			return "their original dates"
		}
	}
	return either(len(late), "its", "their") + " original date of " + late[0].Due.Long()
}

func moreTime(late []Row, asAt calendar.Date) string {
	approved, passed := 0, 0
	for _, row := range late {
		if row.ApprovedDate.IsZero() {
			continue
		}
		approved++
		if asAt.After(row.ApprovedDate) {
			passed++
		}
	}
	const laterDate = " an approved later date"
	switch {
	case approved == 0 && len(late) == 1:
		return "it has no approved later date"
	case approved == 0 && len(late) == 2:
		return "neither has" + laterDate
	case approved == 0:
		return "none has" + laterDate
	case len(late) == 1:
		return "it has" + laterDate + passedWords(passed, approved)
	case approved == len(late):
		return allOf(approved) + " have" + laterDate + passedWords(passed, approved)
	default:
		return fmt.Sprintf("%s %s%s%s", numberWord(approved), have(approved), laterDate, passedWords(passed, approved))
	}
}

func passedWords(passed, approved int) string {
	switch {
	case passed == 0:
		return ""
	case approved == 1:
		return ", which has passed too"
	default:
		return fmt.Sprintf(", of which %s %s passed too", numberWord(passed), have(passed))
	}
}
