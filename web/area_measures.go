package web

import (
	"cmp"
	"html/template"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/disclosure"
	"throughline/plan"
	"throughline/practice"
)

// periodsShown is how many of a measure's periods an area's page draws.
const periodsShown = 12

// areaMeasure is a measure that an area is linked to, as its page shows it.
type areaMeasure struct {
	app.AreaMeasure
	By      string // who linked it
	Link    string // to the measure's own page, for who may open it
	Finding string // the latest figure in a sentence, or why there is none
	Spark   template.HTML
	Rows    []factRow
}

// suggestion is a measure of the practice pack that nobody has linked yet.
type suggestion struct {
	*practice.Measure
	Why string // what is kept as the reason when it is linked with one press
}

// measuresOf gives the measures of an area, as this caller may see them.
func (v *visit) measuresOf(p *plan.Plan, area *plan.Area) (shown []areaMeasure, err error) {
	all, err := v.s.app.AreaMeasures(v.r.Context(), v.caller, area.ID, v.when, periodsShown)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		one := areaMeasure{AreaMeasure: m, By: nameOf(p, m.Link.By)}
		one.Finding, one.Spark = measureFinding(&m.MeasureFigures), areaSpark(&m.MeasureFigures)
		if m.Measure != nil && m.Exact && v.caller.May(access.ReadMeasures) {
			one.Link = v.To("/measures/" + m.Measure.ID)
		}
		one.Rows = v.measureRows(&m)
		shown = append(shown, one)
	}
	return shown, nil
}

// suggested gives the measures that the area's row of the practice pack has.
func (v *visit) suggested(area *plan.Area) (all []suggestion, about string, err error) {
	measures, about, err := v.s.app.SuggestedMeasures(v.r.Context(), v.caller, area.ID, app.When{})
	for _, m := range measures {
		all = append(all, suggestion{m, "The practice pack gives it for this area, under “" + about + "”."})
	}
	return all, about, err
}

// shownFigure gives the numbers of a figure as this caller may read them: how many
// count, of how many, the part they are, of how many it can't be told and how
// many are left out.
func shownFigure(m *practice.Measure, f app.PeriodFigure) (number, of, part, cannotTell, leftOut string) {
	if f.Exact == nil {
		p := f.Printed
		return p.Number().Words(), p.Of().Words(), p.Percent().Words(), p.CannotTell().Words(), p.LeftOut().Words()
	}
	part = valueWords(m.Shape, f.Exact)
	if f.Exact.Denominator == 0 {
		part = disclosure.NotApplicable.Words()
	}
	return numberWords(f.Exact.Numerator), numberWords(f.Exact.Denominator), part, plan.Number(f.Exact.CannotTell), plan.Number(f.Exact.Excluded)
}

func measureFinding(f *app.MeasureFigures) string {
	if f.Measure == nil {
		return "The practice pack has this measure no more, so nothing is counted for it."
	}
	latest, ok := f.Latest()
	if !ok {
		if f.Measure.Cohort == "return" {
			return "No return has been loaded for this."
		}
		return "Nothing has been recorded for this."
	}
	number, of, part, _, _ := shownFigure(f.Measure, latest)
	hidden := disclosure.Suppressed.Words()
	switch {
	case of == disclosure.NotAvailable.Words():
		return latest.Period.Name + ": this figure is not one that can be shown here."
	case f.Measure.Shape == "count" && number == hidden:
		return latest.Period.Name + ": the number is not shown, because it would tell of a few."
	case f.Measure.Shape == "count":
		return latest.Period.Name + ": " + number + "."
	case number == hidden || of == hidden:
		return latest.Period.Name + ": the figure is not shown, because it would tell of a few."
	case part == disclosure.NotApplicable.Words():
		return latest.Period.Name + ": there was nobody to count."
	}
	return latest.Period.Name + ": " + part + ", which is " + number + " of " + of + "."
}

func (v *visit) measureRows(m *app.AreaMeasure) (rows []factRow) {
	add := func(key string, lines ...string) { rows = append(rows, factRow{Key: key, Lines: lines}) }
	if m.Measure == nil {
		return nil
	}
	add("What it means", m.Measure.Words)
	add("Counted", m.Measure.Numerator.Words+", of "+m.Measure.Denominator.Words)
	if latest, ok := m.Latest(); ok {
		_, _, _, cannotTell, leftOut := shownFigure(m.Measure, latest)
		add("Cannot tell", cannotTell+". They are counted as not met.")
		add("Left out", leftOut)
	}
	if words := v.countingOf(m.Measure); words != "" {
		add("How time is counted", words)
	}
	add("Target", cmp.Or(targetWords(m.Measure), "None is set"))
	if len(m.Series) > 0 {
		add("As at", m.AsAt.Long())
		add("Known at", knownAtEntry(m.Known))
		for _, fresh := range m.Fresh {
			add("Return", strings.ToUpper(string(fresh.Source))+", up to "+fresh.Until.Long()+", loaded on "+calendar.DayOf(fresh.LoadedAt).Long())
		}
		if !m.Exact {
			add("When it changes", "Once a month, and then only where no small number can be worked out.")
		}
	}
	return rows
}

func knownAtEntry(k app.Known) string {
	if k.Seq == 0 {
		return "Nothing was known then"
	}
	return "Entry " + plan.Number(int(k.Seq)) + ", " + stamp(k.At)
}

// countingOf says by which convention a measure of deadlines counts days.
func (v *visit) countingOf(m *practice.Measure) string {
	pack, err := v.s.app.PackAt(v.r.Context(), v.caller, v.when)
	if err != nil {
		return ""
	}
	for _, code := range m.Of.Clocks {
		for _, c := range pack.Clock(code) {
			return "In " + strings.ReplaceAll(string(c.Unit), "_", " ") + ", " + c.Counting.Words()
		}
	}
	return ""
}
