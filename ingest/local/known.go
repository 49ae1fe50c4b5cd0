package local

import (
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// The kinds whose rows are also those that the program knows by a name of their own.
const (
	postKind       = "reviewing_officer_post"
	allocationKind = "reviewing_officer_allocation"
	openKind       = "open_case"
	auditKind      = "audit_grade"
	packageKind    = "money_package"
)

// known gives the rows that measures count under a name of the program's own: reviewing officers with their children, open cases, grades of audits
// and the packages of care leavers in education.
func (t *telling) known(r practice.Record, latest, until calendar.Date) []measure.Row {
	row := measure.Row{ID: r.ID, Subject: t.subject, On: latest, Within: latest, Values: map[string]any{}}
	put := func(name string, value any) {
		if value != nil {
			row.Values[name] = value
		}
	}
	switch t.layout.Kind {
	case postKind:
		row.Source = "reviewing_officers"
		if row.On, _ = r.Values[counted].(calendar.Date); row.On.IsZero() {
			return nil // the post alone: nothing was counted
		}
		put("children", r.Values["children"])
		put("whole_time", r.Values["whole_time"])
	case openKind:
		row.Source = "open_children"
		row.On, _ = r.Values[counted].(calendar.Date)
		if !row.On.IsZero() {
			row.Values["discussed_in_time"] = t.discussedInTime(r, row.On)
		}
	case auditKind:
		row.Source = "audited"
		row.On, _ = r.Values["audited_on"].(calendar.Date)
		for _, name := range []string{"criterion", "grade", "second_grade"} {
			put(name, r.Values[name])
		}
		twice, _ := r.Values["audited_twice"].(bool)
		row.Values["audited_twice"] = twice || r.Values["second_grade"] != nil
	case packageKind:
		row.Source = "care_leavers_18_in_education"
		_, assessed := r.Values["assessed_on"].(calendar.Date)
		row.Values["needs_assessed"] = assessed
		from, hasFrom := r.Values["from_on"].(calendar.Date)
		ends, hasUntil := r.Values["until_on"].(calendar.Date)
		if row.On = until; row.On.IsZero() { // a file that doesn't say its period tells of the day from which it is paid
			row.On = from
		}
		if hasFrom && hasUntil {
			row.Values["package_in_date"] = !row.On.Before(from) && !row.On.After(ends)
		}
		need, hasNeed := r.Values["need_a_week"].(float64)
		income, hasIncome := r.Values["income_a_week"].(float64)
		paid, hasPaid := r.Values["package_a_week"].(float64)
		if hasNeed && hasIncome && hasPaid {
			row.Values["package_meets_need"] = income+paid >= need
		}
		put("says_adequate", r.Values["says"])
	default:
		return nil
	}
	return []measure.Row{row}
}

// discussedInTime says whether a case was talked about within the interval that the clock of supervision has. One that never was, was not.
func (t *telling) discussedInTime(r practice.Record, on calendar.Date) bool {
	last, had := r.Values["discussed_on"].(calendar.Date)
	if !had || last.IsZero() || last.After(on) {
		return false
	}
	for _, c := range t.pack.Clocks {
		if c.On && c.Recurring && slices.ContainsFunc(c.End, func(w practice.When) bool { return w.Event == "supervision.held" }) {
			return !on.After(dueAfter(last, c))
		}
	}
	return false
}

func dueAfter(day calendar.Date, c *practice.Clock) calendar.Date {
	switch c.Unit {
	case deadline.InDays:
		return day.AddDays(c.Amount)
	case deadline.InWeeks:
		return day.AddDays(7 * c.Amount)
	case deadline.InMonths:
		return day.AddMonths(c.Amount)
	}
	return day
}
