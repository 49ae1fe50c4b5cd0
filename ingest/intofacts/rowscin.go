package intofacts

import (
	"throughline/calendar"
	"throughline/ingest/returns/cin"
	"throughline/measure"
)

// fromEnquiry is how the figure says which start the fifteen working days were counted from: the census has no day of the strategy discussion.
const fromEnquiry = "the day the section 47 enquiry started"

// RowsFromCIN gives what measures count of a children in need census: assessments that were authorised, and initial child protection
// conferences. Working days are counted from the day after the start.
func RowsFromCIN(r *cin.Return) (rows []measure.Row) {
	facts := FromCIN(r)
	starts := map[[2]string]calendar.Date{} // by event and id
	for _, f := range facts {
		starts[[2]string{f.Event, f.ID}] = f.On
	}
	for _, f := range facts {
		row := measure.Row{ID: f.ID, Subject: f.Subject, On: f.On, Within: r.Ends(), Values: map[string]any{}}
		var start calendar.Date
		switch f.Event {
		case assessmentDone:
			row.Source = rowsAssessments
			start = starts[[2]string{referralReceived, f.Of[kindReferral]}]
		case conferenceHeld:
			row.Source = rowsConferences
			start = starts[[2]string{section47Started, f.Of[kindEnquiry]}]
			row.Values["start_used"] = fromEnquiry
		default:
			continue
		}
		if n, err := calendar.WorkingDaysBetween(start, f.On); err == nil && !start.IsZero() && !f.On.IsZero() {
			row.Values["working_days"] = int64(n)
		}
		rows = append(rows, row)
	}
	return rows
}
