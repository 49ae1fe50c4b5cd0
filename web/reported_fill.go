package web

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/report"
	"throughline/plan"
	"throughline/web/govuk"
)

// regimeOf gives the framework of the plan that a report's is: visits between
// inspections are of the framework that they belong to.
var regimeOf = map[report.Framework]string{
	report.SLAC: "slac", report.SIF: "sif", report.ILACS: "ilacs", report.FocusedVisit: "ilacs", report.MonitoringVisit: "ilacs",
	report.JTAI: "jtai", report.SEND: "send",
}

// previewRead shows what was read of a report's text.
func (v *visit) previewRead(w http.ResponseWriter, under string, read report.Report, warnings []report.Warning, source string) error {
	form := govuk.NewForm(nil)
	form.Set("under", under)
	form.Set("source", "Read from "+source)
	title := read.Framework.Words()
	if read.Framework == report.UnknownFramework {
		title = ""
	} else if read.Council.Found() {
		title += ", " + read.Council.Text
	}
	form.Set("title", title)
	form.Set("regime", regimeOf[read.Framework])
	inspectorates := read.Inspectorates
	if regime := regimeOf[read.Framework]; len(inspectorates) == 0 && (regime == "ilacs" || regime == "sif") {
		inspectorates = []string{"Ofsted"} // whose frameworks these are
	}
	form.Set("inspectorates", strings.Join(inspectorates, "\n"))
	form.Set("start", datedText(read.Start.Dated))
	form.Set("end", datedText(read.End.Dated))
	form.Set("published", datedText(read.Published.Dated))
	if len(inspectorates) > 0 {
		form.Set("inspectorate", inspectorates[0])
	}
	if read.Council.Found() && !report.SameCouncil(read.Council.Text, v.now.Plan.AuthorityName) {
		warnings = append([]report.Warning{{Line: read.Council.Line, Text: "The report is on “" + read.Council.Text + "” (line " + strconv.Itoa(read.Council.Line) +
			"), and this record is of " + v.now.Plan.AuthorityName + ". Go on only if it is meant for this plan."}}, warnings...)
	}
	fillJudgements(form, read.Judgements)
	fillAreas(form, read.Areas)
	fillWarnings(form, warnings)
	return v.showReported(w, http.StatusOK, form)
}

// previewPublished shows the areas of a published report.
func (v *visit) previewPublished(w http.ResponseWriter, under string, r *report.PublishedReport) error {
	form := govuk.NewForm(nil)
	form.Set("under", under)
	form.Set("source", "From the "+lowerFirst(app.PublishedTitle(r))+". Contains public sector information licensed under the Open Government Licence v3.0")
	form.Set("title", app.PublishedTitle(r))
	form.Set("regime", regimeOf[r.Framework])
	form.Set("inspectorates", "Ofsted")
	form.Set("inspectorate", "Ofsted")
	form.Set("published", r.Published.Long())
	start, end := report.OnSite(r.OnSite)
	form.Set("start", datedText(start))
	form.Set("end", datedText(end))
	var warnings []report.Warning
	if start.Date.IsZero() {
		warnings = append(warnings, report.Warning{Text: "The dates on site are not held as dates. The source has “" + r.OnSite + "”. Enter them."})
	}
	if r.Overall != "" {
		fillJudgements(form, []report.Judgement{{Aspect: "Overall effectiveness", Word: published(r), Said: report.Said{Text: r.Overall, Line: 0}}})
	} else {
		warnings = append(warnings, report.Warning{Text: "The source that we hold states no grade for this report. Add its judgements from the report itself."})
	}
	fillAreas(form, r.Areas)
	fillWarnings(form, warnings)
	return v.showReported(w, http.StatusOK, form)
}

// published is the overall grade on the scale of its framework; "" when the
// source says it in other words.
func published(r *report.PublishedReport) string { return report.WordOn(r.Framework, r.Overall) }

func fillWarnings(form *govuk.Form, warnings []report.Warning) {
	texts := make([]string, len(warnings))
	for i, each := range warnings {
		texts[i] = each.Text
	}
	form.Set("warning", texts...)
}

func fillJudgements(form *govuk.Form, judgements []report.Judgement) {
	form.Set("judgements", strconv.Itoa(min(len(judgements), mostRead)))
	for i, j := range judgements {
		name := "judgement-" + strconv.Itoa(i) + "-"
		form.Set(name+"take", "yes")
		form.Set(name+"aspect", j.Aspect)
		form.Set(name+"word", j.Word)
		form.Set(name+"said", j.Said.Text)
		form.Set(name+"line", strconv.Itoa(j.Said.Line))
	}
}

func fillAreas(form *govuk.Form, areas []report.Area) {
	if len(areas) > mostRead {
		areas = areas[:mostRead]
	}
	form.Set("areas", strconv.Itoa(len(areas)))
	inGroup := map[string]int{}
	for i, a := range areas {
		name := "area-" + strconv.Itoa(i) + "-"
		section := a.PlanSection()
		prefix := refPrefix(a, section)
		inGroup[prefix]++
		if section == "" {
			section = string(plan.ChildrensServices)
		}
		when := timescaleValue(a.Timescale)
		if a.Timescale == "" && a.TimescaleSaid.Found() {
			when = "" // one that is not of the three: a person chooses
		}
		form.Set(name+"take", "yes")
		form.Set(name+"ref", prefix+strconv.Itoa(inGroup[prefix]))
		form.Set(name+"title", shortTitle(a.Words))
		form.Set(name+"words", a.Words)
		form.Set(name+"said", a.Words)
		form.Set(name+"section", section)
		form.Set(name+"timescale", when)
		form.Set(name+"addressees", strings.Join(a.Addressees, "\n"))
		form.Set(name+"from", areaPlace(a))
	}
}

// refPrefix begins an area's reference: as the founding plan's do where the
// report has its sections and timescales, else by the kind of list.
func refPrefix(a report.Area, section string) string {
	months := map[string]string{"immediate": "0", "three_months": "3", "six_months": "6"}[string(a.Timescale)]
	switch {
	case section == report.SectionSafeguarding && months != "":
		return "S" + months + "-"
	case section == report.SectionLookedAfter && months != "":
		return "L" + months + "-"
	case a.Kind == report.Recommended:
		return "R"
	case a.Kind == report.ForPriority:
		return "P"
	}
	return "I"
}

// areaPlace says where in the report an area stands.
func areaPlace(a report.Area) string {
	place := a.Heading()
	if a.Number != "" {
		place += ", number " + a.Number
	}
	if a.Line > 0 {
		place = "Line " + strconv.Itoa(a.Line) + ", under “" + a.Heading() + "”"
		if a.Number != "" {
			place += ", number " + a.Number
		}
	}
	return place
}

const longestTitle = 80

// shortTitle offers a short name for an area: its first words.
func shortTitle(words string) string {
	title, _, _ := strings.Cut(words, "\n")
	for _, start := range []string{"Ensure that ", "ensure that ", "Ensure ", "ensure "} {
		title = strings.TrimPrefix(title, start)
	}
	if title = strings.TrimRight(title, " .:;,"); utf8.RuneCountInString(title) > longestTitle {
		cut := string([]rune(title)[:longestTitle])
		if i := strings.LastIndexByte(cut, ' '); i > 0 {
			cut = cut[:i]
		}
		title = strings.TrimRight(cut, " ,;:") + "…"
	}
	return change.UpperFirst(title)
}

// beforeOf is the day that an inspection in a form began: the day before which
// others were earlier.
func beforeOf(form *govuk.Form) calendar.Date {
	for _, name := range []string{"start", "published"} {
		if d, err := calendar.ParseDated(form.Text(name)); err == nil && !d.Date.IsZero() {
			return d.Earliest()
		}
	}
	return calendar.Date{}
}
