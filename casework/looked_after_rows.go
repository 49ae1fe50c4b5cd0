package casework

import (
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
)

// The events that rows of children looked after today hang on.
const (
	DentalChecked         = "dental.checked"
	EducationPlanFinished = "education_plan.finished"
)

// LookedAfterRows gives a row for the last day of each month on which somebody
// was looked after, up to a day, from facts that stood at one position of the
// ledger: whether a dentist had checked their teeth in the 12 months before,
// and on the last day of a school term whether an education plan was finished
// in it or in the one before. On the last day of another month nobody is asked
// for an education plan, so that each term counts a child once. Where nothing that
// is known of them could tell of dental checks or of education plans, silent names
// those events, and whether there was one can't be told.
func LookedAfterRows(facts []deadline.Fact, terms []deadline.Term, upTo calendar.Date, silent ...string) (rows []measure.Row) {
	var born calendar.Date
	var checked, planned []calendar.Date
	ended := map[string]calendar.Date{}
	for i := range facts {
		f := &facts[i]
		switch f.Event {
		case deadline.Person:
			born, _ = f.Values["born"].(calendar.Date)
		case "care.ended":
			if !f.Gone {
				ended[f.Of["care"]] = f.On
			}
		case DentalChecked:
			checked = append(checked, f.On)
		case EducationPlanFinished:
			planned = append(planned, f.On)
		}
	}
	if len(checked) == 0 && slices.Contains(silent, DentalChecked) {
		checked = append(checked, calendar.Date{})
	}
	if len(planned) == 0 && slices.Contains(silent, EducationPlanFinished) {
		planned = append(planned, calendar.Date{})
	}
	seen := map[calendar.Date]int{} // the place of the day's row
	for i := range facts {
		f := &facts[i]
		if f.Event != "care.started" && f.Event != "care.goes_on" || f.On.IsZero() {
			continue
		}
		for day := monthEnd(f.On); !day.After(upTo); day = monthEnd(day.AddDays(1)) {
			if end := ended[f.Of["care"]]; !end.IsZero() && !end.After(day) {
				break
			}
			if at, had := seen[day]; had { // of two times in care that both hold the day, short breaks are not the whole
				rows[at].Values["short_breaks"] = rows[at].Values["short_breaks"] == true && f.Values["short_breaks"] == true
				continue
			}
			seen[day] = len(rows)
			row := measure.Row{ID: f.ID + "/" + day.String(), Source: "looked_after_today", Subject: f.Subject, On: day, Known: f.Known, Values: map[string]any{}}
			row.Values["short_breaks"] = f.Values["short_breaks"] == true
			tell(row.Values, "dental_in_date", checked, day.AddMonths(-12), day)
			educationPlan(row.Values, terms, born, planned, day)
			if end, left := ended[f.Of["care"]]; left && end.IsZero() { // on a day that isn't told: they may have left by now
				delete(row.Values, "dental_in_date")
				delete(row.Values, "education_plan_in_date")
			}
			rows = append(rows, row)
		}
	}
	return rows
}

func monthEnd(day calendar.Date) calendar.Date {
	return calendar.Must(day.Year, day.Month, 1).AddMonths(1).AddDays(-1)
}

// tell says whether one of several days lies between two. A blank day may.
func tell(values map[string]any, name string, days []calendar.Date, first, last calendar.Date) {
	held, blank := false, false
	for _, d := range days {
		blank = blank || d.IsZero()
		held = held || !d.IsZero() && !d.Before(first) && !d.After(last)
	}
	if held || !blank {
		values[name] = held
	}
}

func educationPlan(values map[string]any, terms []deadline.Term, born calendar.Date, planned []calendar.Date, day calendar.Date) {
	at := slices.IndexFunc(terms, func(t deadline.Term) bool { return t.Last == day })
	if at < 0 {
		values["education_age"] = false
		return
	}
	first := terms[at].First
	for _, t := range terms {
		if t.Last.AddDays(1) == terms[at].First {
			first = t.First
		}
	}
	tell(values, "education_plan_in_date", planned, first, day)
	if !born.IsZero() {
		values["education_age"] = !born.AddMonths(3*12).After(day) && born.AddMonths(18*12).After(day)
	}
}
