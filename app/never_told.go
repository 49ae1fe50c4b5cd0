package app

import (
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
)

// neverTold gives, by clock, what no statutory return can tell of those clocks that only such an event would satisfy: a reviewing officer's
// name, say. Silence about it is then no sign that it wasn't done.
func neverTold(pack *practice.Pack) map[string]string {
	silent := map[string]string{}
	for _, clock := range pack.Clocks {
		var words []string
		told := false
		for _, end := range clock.End {
			told = told || intofacts.Source(end.Event) != ""
			if said := pack.Words(end.Event); !slices.Contains(words, said) {
				words = append(words, said)
			}
		}
		switch {
		case told:
			silent[clock.Code] = ""
		case silent[clock.Code] == "" && !hasKey(silent, clock.Code):
			silent[clock.Code] = "whether " + strings.Join(words, " or ") + ", which no return tells"
		}
	}
	return silent
}

func hasKey(of map[string]string, key string) bool {
	_, has := of[key]
	return has
}

// unheard marks a deadline that a return's fact began and only something that no return tells could satisfy: whether it was met can't be told.
func unheard(d *deadline.Deadline, silent map[string]string, held []returned.Held) {
	words := silent[d.Clock]
	if words == "" || slices.ContainsFunc(held, func(h returned.Held) bool {
		return h.Part.Slot.Source != returned.SSDA903 && h.Part.Slot.Source != returned.CIN
	}) {
		return
	}
	d.NeverTold(words)
}

// lookedAfterRows gives the rows of a child looked after: from the council's own records where they tell of a time in care, up to the end of this
// year; otherwise from what was returned, up to the last day that it tells of.
func (r *reckoner) lookedAfterRows(mine, returnedFacts []deadline.Fact, last map[string]calendar.Date, knownAt int64) []measure.Row {
	if slices.ContainsFunc(mine, func(f deadline.Fact) bool { return f.Event == "care.started" }) {
		return casework.LookedAfterRows(mine, r.terms, yearEnd(r.today))
	}
	var until calendar.Date
	for source, day := range last {
		if source != "" && source != string(returned.CIN) && source != "local" && day.After(until) { // neither of these tells of care
			until = day
		}
	}
	if until.IsZero() {
		return nil
	}
	rows := casework.LookedAfterRows(append(slices.Clone(returnedFacts), mine...), r.terms, until, casework.DentalChecked, casework.EducationPlanFinished)
	return slices.DeleteFunc(rows, func(row measure.Row) bool { // a year of which none was loaded is told of by those alone who stayed on
		return !slices.ContainsFunc(r.imports, func(i returned.Import) bool {
			return i.Slot.Source == returned.SSDA903 && i.Slot.Year == yearEnd(row.On).Year && r.counts(i.ID, knownAt)
		})
	})
}
