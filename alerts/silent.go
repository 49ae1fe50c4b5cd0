package alerts

import (
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/measure"
	"throughline/practice"
)

// silentMonths is how long nothing must have come from somewhere before its silence is an alert: what the pack's words say.
const silentMonths = 12

// Silent gives the alerts that no row raises because there is none: those of a count of records, broken down by a field of theirs, in which one
// of the choices has had no record for 12 months. They are about nobody, and need the rows of everybody.
func Silent(known *measure.Known, day calendar.Date) (all []Alert) {
	pack := known.Pack.In(day)
	for _, a := range pack.Alerts {
		for _, m := range pack.Measure(a.Raise.Measure) {
			if a.Raise.Measure == "" || m.Shape != "count" || m.Of.Kind == "" {
				continue
			}
			for _, cut := range m.Breakdowns {
				all = append(all, silentIn(known, pack, a, m, string(cut), day)...)
			}
		}
	}
	Sort(all)
	return all
}

// Heard keeps those of a subject's rows that Silent asks for.
func Heard(pack *practice.Pack, rows []measure.Row) (heard []measure.Row) {
	for _, a := range pack.Alerts {
		for _, m := range pack.Measure(a.Raise.Measure) {
			if a.Raise.Measure == "" || m.Shape != "count" || m.Of.Kind == "" {
				continue
			}
			for i := range rows {
				if rows[i].Source == m.Of.Source() {
					heard = append(heard, rows[i])
				}
			}
		}
	}
	return heard
}

func silentIn(known *measure.Known, pack *practice.Pack, a *practice.Alert, m *practice.Measure, field string, day calendar.Date) (all []Alert) {
	heard := map[string]bool{}
	for i := range known.Rows {
		row := &known.Rows[i]
		on, own := row.Belongs()
		if row.Source != m.Of.Source() || row.Gone || !own || on.After(day) || on.Before(day.AddMonths(-silentMonths)) {
			continue
		}
		said, _ := row.Values[field].(string)
		heard[said] = true
	}
	for _, k := range pack.Kind(m.Of.Kind) {
		at := slices.IndexFunc(k.Fields, func(f practice.Field) bool { return f.Name == field })
		if at < 0 {
			continue
		}
		for _, c := range k.Fields[at].ChoicesOn(day) {
			if !heard[c.Code] {
				all = append(all, Alert{
					Declared: a, Hangs: m.ID + "/" + c.Code, Mark: "silent", Why: "“" + strings.TrimSpace(c.Words) + "”: none between " + day.AddMonths(-silentMonths).Long() + " and " + day.Long() + ".",
				})
			}
		}
	}
	return all
}
