package intofacts

import (
	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/cin"
	"throughline/measure"
)

// fromEnquiry is how the figure says which start the fifteen working days were counted from: the census has no day of the strategy discussion.
const fromEnquiry = "the day the section 47 enquiry started"

// RowsFromCIN gives what measures count of a children in need census: assessments that were authorised, and initial child protection
// conferences. Working days are counted from the day after the start; what was done before it is said to be at least one too early, though no
// working day lay between. The conference of a child who moved in on a plan is marked.
func RowsFromCIN(r *cin.Return) (rows []measure.Row) {
	c := newCensus(r)
	return c.rows(c.facts(), r.Ends())
}

// rows of the census's facts; within is the latest day of what has none.
func (c *census) rows(facts []deadline.Fact, within calendar.Date) (rows []measure.Row) {
	starts := map[[2]string]calendar.Date{} // by event and id
	for _, f := range facts {
		starts[[2]string{f.Event, f.ID}] = f.On
	}
	for _, f := range facts {
		row := measure.Row{ID: f.ID, Subject: f.Subject, On: f.On, Within: within, Values: map[string]any{}}
		var start calendar.Date
		switch f.Event {
		case assessmentDone:
			row.Source = rowsAssessments
			start = starts[[2]string{referralReceived, f.Of[kindReferral]}]
		case conferenceHeld:
			row.Source = rowsConferences
			start = starts[[2]string{section47Started, f.Of[kindEnquiry]}]
			if c.transfers[f.ID] {
				row.Values["transfer_in"] = true
				break
			}
			row.Values["start_used"] = fromEnquiry
		default:
			continue
		}
		if n, err := calendar.WorkingDaysBetween(start, f.On); err == nil && !start.IsZero() && !f.On.IsZero() {
			if f.On.Before(start) {
				n = min(n, -1)
			}
			row.Values["working_days"] = int64(n)
		}
		rows = append(rows, row)
	}
	return rows
}
