package web

import (
	"html/template"
	"net/http"
	"strings"

	"throughline/access"
	"throughline/measure"
	"throughline/plan"
	"throughline/practice"
	"throughline/web/govuk"
)

func (s *Server) measuresPages() []Route {
	return []Route{
		{Pattern: "GET /measures", Needs: access.ReadMeasures, handle: s.measuresPage},
		{Pattern: "GET /measures/all.xlsx", Needs: access.ReadMeasures, handle: s.measuresFile(xlsxEnding)},
		{Pattern: "GET /measures/all.csv", Needs: access.ReadMeasures, handle: s.measuresFile(csvEnding)},
		{Pattern: "GET /measures/{id}", Needs: access.ReadMeasures, handle: s.measurePage},
		{Pattern: "GET /measures/{id}/series.xlsx", Needs: access.ReadMeasures, handle: s.measureFile(xlsxEnding)},
		{Pattern: "GET /measures/{id}/series.csv", Needs: access.ReadMeasures, handle: s.measureFile(csvEnding)},
		{Pattern: "GET /measures/{id}/rows", Needs: access.ReadMeasures, handle: s.measureRowsPage},
		{Pattern: "GET /measures/{id}/rows.csv", Needs: access.ReadMeasures, handle: s.measureRowsCSV},
	}
}

// measuredPeriods is how many periods a series shows.
const measuredPeriods = 12

// measured is one measure at a moment, as the pages are told of it.
type measured struct {
	Measure *practice.Measure
	Group   practice.Heading // the part of the practice pack that it stands in
	Series  []measure.Figure // of the periods that were over, the earliest first
	Fresh   []string         // up to when each return tells that it may be made of
}

// Counted is the figure of the last period in which there was anything to count, when that is not the latest; or nil.
func (m *measured) Counted() *measure.Figure {
	for i := len(m.Series) - 1; i >= 0; i-- {
		if f := &m.Series[i]; f.Denominator > 0 || m.Measure.Shape == "count" {
			if i == len(m.Series)-1 {
				return nil
			}
			return f
		}
	}
	return nil
}

// lastCounted says what was counted last, when there was nothing to count in the latest period.
func lastCounted(m *measured) string {
	f := m.Counted()
	if f == nil {
		return ""
	}
	return "Last counted: " + figureWords(m.Measure.Shape, f) + ", " + f.Period.Name
}

// Latest is the figure of the last period that was over; nil when there is none.
func (m *measured) Latest() *measure.Figure {
	if len(m.Series) == 0 {
		return nil
	}
	return &m.Series[len(m.Series)-1]
}

type measuresView struct {
	moment
	Day       string // the day shown, as a field holds it
	Q         string
	Choose    []govuk.Select
	Groups    []measureGroup
	Shown     int
	All       int
	Empty     bool // nothing is loaded or recorded yet that could be counted
	CanLoad   bool
	Downloads []pageLink
}

// measureGroup is the measures of one part of the practice pack.
type measureGroup struct {
	ID, Row, Title string
	Measures       []measureLine
}

// measureLine is one measure in the list.
type measureLine struct {
	Name, Href                     string
	Tags                           []govuk.Tag
	Cohort                         string
	Spark                          template.HTML
	Period, Latest                 string
	Target, Met, Fresh, CannotTell string
	Last                           string
}

var measuresTemplate = newPage[measuresView]("measures.tmpl")

func (s *Server) measuresPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	all, err := v.allMeasured()
	if err != nil {
		return err
	}
	q := r.URL.Query()
	chosen := chosenMeasures(all, q.Get("q"), q.Get("status"), q.Get("cohort"))
	view := measuresView{
		moment: v.moment, Day: st.Plan.Day.String(), Q: strings.TrimSpace(q.Get("q")), Shown: len(chosen), All: len(all), Empty: true, CanLoad: v.Now() && v.caller.May(access.LoadReturns),
		Downloads: []pageLink{{Text: "Excel workbook", Href: v.To("/measures/all.xlsx")}, {Text: "text table (CSV)", Href: v.To("/measures/all.csv")}},
	}
	view.Choose = []govuk.Select{statusChoice(q.Get("status")), cohortChoice(q.Get("cohort"))}
	for i := range all {
		if f := all[i].Latest(); f != nil && f.Denominator+f.Numerator > 0 {
			view.Empty = false
		}
	}
	for i := range chosen {
		m := &chosen[i]
		if n := len(view.Groups); n == 0 || view.Groups[n-1].ID != groupID(&m.Group) {
			view.Groups = append(view.Groups, measureGroup{ID: groupID(&m.Group), Row: m.Group.Row, Title: m.Group.Title})
		}
		group := &view.Groups[len(view.Groups)-1]
		group.Measures = append(group.Measures, v.measureLine(m))
	}
	return measuresTemplate.write(w, http.StatusOK, v.shell("Measures", st), view)
}

func groupID(h *practice.Heading) string { return strings.ToLower(strings.TrimSuffix(h.File, ".yaml")) }

func statusChoice(chosen string) govuk.Select {
	items := []govuk.SelectItem{govuk.Option("", "Every kind")}
	for _, s := range []practice.Status{practice.Statutory, practice.Guidance, practice.Return, practice.Professional, practice.Local} {
		items = append(items, govuk.Option(string(s), statusTags[s].Text))
	}
	return govuk.Select{Name: "status", ID: "filter-status", Value: chosen, Items: items, Label: govuk.Label{Text: "Kind of rule"}}
}

func cohortChoice(chosen string) govuk.Select {
	return govuk.Select{Name: "cohort", ID: "filter-cohort", Value: chosen, Label: govuk.Label{Text: "Whose figures"}, Items: []govuk.SelectItem{
		govuk.Option("", "Every cohort"), govuk.Option("return", "Return cohort"), govuk.Option("live", "Live cohort"),
	}}
}

func chosenMeasures(all []measured, words, status, cohort string) (chosen []measured) {
	find := finding(words)
	for i := range all {
		m := all[i].Measure
		if (status == "" || string(m.Status) == status) && (cohort == "" || string(m.Cohort) == cohort) && find.in(m.ID, m.Code, m.Name, m.Words, all[i].Group.Row, all[i].Group.Title) {
			chosen = append(chosen, all[i])
		}
	}
	return chosen
}

func (v *visit) measureLine(m *measured) measureLine {
	line := measureLine{
		Name: m.Measure.Name, Href: v.To("/measures/" + m.Measure.ID), Tags: basisTags(&m.Measure.Basis), Cohort: strings.Split(cohortWords[m.Measure.Cohort], ":")[0],
		Spark: sparkline(pointsOf(m.Measure, m.Series), m.Measure.Shape == "proportion"), Target: targetWords(m.Measure), Fresh: strings.Join(m.Fresh, ", "), Latest: "No period is over yet",
	}
	if f := m.Latest(); f != nil {
		line.Period, line.Latest = f.Period.Name, figureWords(m.Measure.Shape, f)
		line.Met, line.Last = metWords(m.Measure, f), lastCounted(m)
		if f.CannotTell > 0 {
			line.CannotTell = plan.Number(f.CannotTell)
		}
	}
	return line
}

// metWords say whether the latest figure reaches the target.
func metWords(m *practice.Measure, f *measure.Figure) string {
	if targetWords(m) == "" || f.Denominator == 0 || m.Polarity == "neither" {
		return ""
	}
	if m.Polarity == "high" && f.Value >= m.Target.Value || m.Polarity == "low" && f.Value <= m.Target.Value {
		return "✔ Target reached"
	}
	return "✖ Target not reached"
}

// measuresFile gives the figures of every measure as a file.
func (s *Server) measuresFile(ending string) handler {
	return func(w http.ResponseWriter, _ *http.Request, v *visit) error {
		st, err := v.state()
		if err != nil {
			return err
		}
		all, err := v.allMeasured()
		if err != nil {
			return err
		}
		return v.sendTable(w, ending, tableFile{
			Name: "measures", Title: "Measures", About: []string{"As at " + st.Plan.Day.Long(), "As known at " + knownWords(st.Known), notOutside},
			Columns: append([]tableColumn{{"Measure", 34}, {"Id", 28}, {"Part", 30}, {"Kind of rule", 16}, {"Cohort", 12}}, seriesColumns...),
			Rows: func(yield func([]string) bool) {
				for i := range all {
					m := &all[i]
					for j := range m.Series {
						head := []string{m.Measure.Name, m.Measure.ID, m.Group.Title, statusTags[m.Measure.Status].Text, string(m.Measure.Cohort)}
						if !yield(append(head, seriesRow(m.Measure, &m.Series[j])...)) {
							return
						}
					}
				}
			},
		})
	}
}

// notOutside is said of every file of exact figures.
const notOutside = "These figures are exact, for the council’s own work. Small numbers in them can tell who a child is: publish figures only from the page of figures."

var seriesColumns = []tableColumn{{"Period", 24}, {"First day", 14}, {"Last day", 14}, {"Counted", 12}, {"Of", 12}, {"Value", 12}, {"Left out", 12}, {"Cannot tell", 12}}

func seriesRow(m *practice.Measure, f *measure.Figure) []string {
	value := ""
	if f.Denominator != 0 {
		value = axisNumber(f.Value)
	}
	return []string{f.Period.Name, f.Period.First.String(), f.Period.Last.String(), axisNumber(f.Numerator), axisNumber(f.Denominator), value, plan.Number(f.Excluded), plan.Number(f.CannotTell)}
}
