package deadline

import (
	"fmt"

	"throughline/calendar"
)

// Duty is something the law asks of a council that receives a report.
type Duty struct {
	Name        string
	WorkingDays int
	Source      string
}

// The duties of a council that receives an inspection report. Both run from
// receipt, which is often not the day of publication.
var (
	PublishReport = Duty{"Publish the report", 30,
		"Education and Inspections Act 2006 s137; SI 2007/462 reg 2"}
	WrittenStatement = Duty{"Publish and send the written statement of action", 70,
		"Education and Inspections Act 2006 s137(3); 70 working days as applied in practice"}
	Duties = []Duty{PublishReport, WrittenStatement}
)

// DutyDue is when one duty falls due, or why that can't be told.
type DutyDue struct {
	Duty
	Due        calendar.Date
	CannotTell string // why no date can be given, as sentences, or ""
}

// DueFrom gives the duty's date from the day of receipt. A receipt date that
// is unknown, or known only to the month, gives no date and the reason.
func (d Duty) DueFrom(received calendar.Dated) DutyDue {
	day, known := received.Day()
	if !known {
		return DutyDue{Duty: d, CannotTell: "The day on which the report was received is not known, and the time runs from receipt. Record that day."}
	}
	due, err := calendar.AddWorkingDays(day, d.WorkingDays)
	if err != nil {
		return DutyDue{Duty: d, CannotTell: fmt.Sprintf("The date can't be worked out: %s.", err)}
	}
	return DutyDue{Duty: d, Due: due}
}
