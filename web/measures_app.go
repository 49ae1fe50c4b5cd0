package web

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
)

// allMeasured gives every measure that is on at the moment of the visit.
func (v *visit) allMeasured() ([]measured, error) {
	all, err := v.s.app.Measures(v.r.Context(), v.caller, v.when, measuredPeriods)
	if err != nil {
		return nil, err
	}
	made := make([]measured, len(all))
	for i := range all {
		made[i] = measuredOf(&all[i])
	}
	return made, nil
}

// oneMeasured gives one measure, with its latest figure broken down where a cut is asked for.
func (v *visit) oneMeasured(id string, cut practice.Cut) (*measured, []measure.Slice, error) {
	one, err := v.s.app.MeasureAt(v.r.Context(), v.caller, id, v.when, measuredPeriods, cut)
	if err != nil {
		return nil, nil, err
	}
	made := measuredOf(one)
	return &made, one.Slices, nil
}

func measuredOf(m *app.MeasureAt) measured {
	made := measured{Measure: m.Measure, Group: m.Row, Series: sinceCounted(m.Series)}
	for _, f := range m.Fresh {
		if told := sourceOfRows(m.Measure); told == string(f.Source) || told == eitherReturn {
			made.Fresh = append(made.Fresh, shortSource[string(f.Source)]+" to "+f.Until.Long())
		}
	}
	return made
}

// shortSource names a return where there is little room.
var shortSource = map[string]string{"903": "SSDA903", "cin": "CIN census"}

// sinceCounted leaves out the periods before there was anything to count, but for the latest.
func sinceCounted(series []measure.Figure) []measure.Figure {
	for i := range series {
		if f := &series[i]; i == len(series)-1 || f.Denominator > 0 || f.Numerator > 0 || f.Excluded > 0 {
			return series[i:]
		}
	}
	return series
}

// eitherReturn says that a measure is made from deadlines, which either return may tell of.
const eitherReturn = "either"

// sourceOfRows is the return that a measure is made from; "" where it is made from what is recorded here alone.
func sourceOfRows(m *practice.Measure) string {
	switch m.Of.Rows {
	case "looked_after_12_months", "care_leavers_19_to_21", "reviews_held":
		return string(returned.SSDA903)
	case "assessments_authorised", "initial_conferences":
		return string(returned.CIN)
	}
	if len(m.Of.Clocks) > 0 {
		return eitherReturn
	}
	return ""
}

// behind gives some of the rows behind a figure, as far as the caller may see them, how many there are, and what there is to know of that.
func (v *visit) behind(m *measured, f *measure.Figure, which app.Counting, from, limit int) (lines []behindLine, next, total int, err error) {
	page, err := v.s.app.MeasureRows(v.r.Context(), v.caller, v.purpose(), m.Measure.ID, f.Period.Last, v.when, which, from, limit)
	if err != nil {
		return nil, 0, 0, err
	}
	ids := make([]string, len(page.Rows))
	for i := range page.Rows {
		ids[i] = page.Rows[i].Subject
	}
	names, err := v.childrenSeen(ids)
	if err != nil {
		return nil, 0, 0, err
	}
	for i := range page.Rows {
		row := &page.Rows[i]
		line := behindLine{Who: v.childLink(row.Subject, row.Child, names), On: "Not recorded", Standing: standingOf(row.Excluded, row.Counts, len(row.Missing) > 0), Why: behindWhy(m.Measure, row)}
		if !row.On.IsZero() {
			line.On = row.On.Long()
		}
		lines = append(lines, line)
	}
	return lines, page.Next, page.Total, nil
}

// behindWhy says why a row counts as it does.
func behindWhy(m *practice.Measure, row *app.MeasureRow) string {
	switch {
	case row.Excluded:
		return row.Because
	case len(row.Missing) > 0 && row.Why == "":
		return "Not recorded: " + strings.Join(row.Missing, "; ") + "."
	case row.Why != "":
		return row.Why
	case row.Counts:
		return upperStart(m.Numerator.Words) + "."
	default:
		return "Not so: " + m.Numerator.Words + "."
	}
}

// childrenSeen gives the people among some subjects whose file the caller may see for the purpose.
func (v *visit) childrenSeen(subjects []string) (map[string]*casework.Person, error) {
	if !v.caller.May(access.ReadCasework) {
		return map[string]*casework.Person{}, nil
	}
	return v.namesOf(subjects...)
}

// childLink names a child: by their file where the caller may see it, and otherwise by the id that the return has for them.
func (v *visit) childLink(subject, child string, names map[string]*casework.Person) pageLink {
	if person := names[subject]; person != nil {
		return pageLink{Text: person.NameOn(v.now.Plan.Day).Whole(), Href: v.To("/casework/people/" + subject), About: child}
	}
	if child == "" {
		child = subject
	}
	return pageLink{Text: child}
}

// dueList gives a page of deadlines.
func (v *visit) dueList(want app.WantedDeadlines, from, limit int) (all []due, total int, err error) {
	page, err := v.s.app.Deadlines(v.r.Context(), v.caller, v.purpose(), want, v.when, from, limit)
	if err != nil {
		return nil, 0, err
	}
	ids := make([]string, len(page.Deadlines))
	for i := range page.Deadlines {
		ids[i] = page.Deadlines[i].Subject
	}
	slices.Sort(ids)
	names, err := v.childrenSeen(slices.Compact(ids))
	if err != nil {
		return nil, 0, err
	}
	for i := range page.Deadlines {
		d := &page.Deadlines[i]
		one := due{Who: v.childLink(d.Subject, d.Child, names), Subject: d.Subject, Day: d.Due, DueText: d.DueWords(), State: d.State, Why: d.Why, Words: d.Words()}
		if d.Clock != nil {
			one.Clock, one.Basis = d.Clock.Name, &d.Clock.Basis
		}
		all = append(all, one)
	}
	return all, page.Total, nil
}
