package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/practice"
)

func (s *Server) dataQualityPages() []Route {
	return []Route{{Pattern: "GET /data-quality", Needs: access.ReadMeasures, handle: s.dataQualityPage}}
}

type dataQualityView struct {
	moment
	Day     string
	CanLoad bool
	Tables  []sheetTable
}

var dataQualityTemplate = newPage[dataQualityView]("data_quality.tmpl")

func (s *Server) dataQualityPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	quality, err := s.app.DataQuality(r.Context(), v.caller, v.when)
	if err != nil {
		return err
	}
	view := dataQualityView{moment: v.moment, Day: st.Plan.Day.String(), CanLoad: v.Now() && v.caller.May(access.LoadReturns)}
	asks, err := v.asksFor(quality)
	if err != nil {
		return err
	}
	view.Tables = []sheetTable{v.missingByMeasure(quality, asks), v.missingByClock(quality, asks)}
	if asks.may {
		files, err := v.missingFiles(asks)
		if err != nil {
			return err
		}
		view.Tables = append(view.Tables, files)
	}
	view.Tables = append(view.Tables, v.missingByTable(quality), asks.table())
	return dataQualityTemplate.write(w, http.StatusOK, v.shell("What is missing", st), view)
}

func (v *visit) missingByMeasure(q *app.DataQuality, asks *asksOfPage) sheetTable {
	table := sheetTable{
		Heading: "By measure", Caption: "Measures of which something can’t be told in the latest period", Head: []string{"Measure", "Cannot tell", "Who can supply it", "How stale", "Asked"},
		Empty: "Nothing that a measure counts is missing in its latest period.",
	}
	for i := range q.Measures {
		m := &q.Measures[i]
		row := sheetRow{Cells: []sheetCell{
			linked(m.Measure.Name, v.To("/measures/"+m.Measure.ID)),
			linked(plan.Number(m.Latest.CannotTell)+" of "+numberWords(m.Latest.Denominator), v.To("/measures/"+m.Measure.ID+"/rows?standing="+string(app.CantBeTold)), m.Latest.Period.Name),
			words(suppliersOf(q.Pack, m.Measure)...), words(staleWords(q, sourceOfRows(m.Measure))...),
			asks.cell(app.DataAsk{About: app.AskMeasure, Of: m.Measure.ID}, m.Measure.Name, asks.askedOfMeasure(m.Measure)),
		}}
		row.Cells[1].Link.About = "rows of " + m.Measure.Name + " that can’t be told"
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (v *visit) missingByClock(q *app.DataQuality, asks *asksOfPage) sheetTable {
	table := sheetTable{
		Heading: "By clock", Caption: "Clocks of which a deadline can’t be told", Head: []string{"Clock", "Cannot tell", "Who can supply it", "How stale", "Asked"},
		Empty: "No deadline hangs on something that is not recorded.",
	}
	for _, c := range q.Clocks {
		whose := ""
		if v.caller.May(access.ReadCasework) {
			whose = "&whose=" + everyState
		}
		row := sheetRow{Cells: []sheetCell{
			words(c.Clock.Name, statusTags[c.Clock.Status].Text),
			linked(plan.Number(c.CannotTell)+" of "+plan.Number(c.Of), v.To("/deadlines?state=cannot_tell&clock="+c.Clock.Code+whose)),
			words(suppliersOfClock(q.Pack, c.Clock)...), words(staleWords(q, eitherReturn)...),
			asks.cell(app.DataAsk{About: app.AskClock, Of: c.Clock.Code}, c.Clock.Name, asks.askedOfClock(c.Clock)),
		}}
		row.Cells[1].Link.About = "deadlines that can’t be told: " + c.Clock.Name
		table.Rows = append(table.Rows, row)
	}
	return table
}

func (v *visit) missingByTable(q *app.DataQuality) sheetTable {
	table := sheetTable{
		Heading: "By return and table", Caption: "Returns that count, with what is wrong with them", Head: []string{"Return", "Tables", "Problems", "How stale"},
		Empty: "No return is loaded.",
	}
	for i := range q.Loads {
		load := &q.Loads[i]
		name := linked(returnTitle(load.Source, load.Year), "/returns/"+load.ID)
		if !v.caller.May(access.LoadReturns) {
			name = words(returnTitle(load.Source, load.Year))
		}
		table.Rows = append(table.Rows, sheetRow{Cells: []sheetCell{
			name, words(loadTables(load)...), words(problemWords(load), "The data analyst who loaded it has the report: "+loaderName(v.now.Plan, load.LoadedBy)),
			words("Tells up to "+calendar.Must(load.Year, 3, 31).Long(), "Loaded on "+calendar.DayOf(load.LoadedAt).Long(), agoWords(calendar.Must(load.Year, 3, 31), q.AsAt)),
		}})
	}
	slices.Reverse(table.Rows)
	return table
}

// loadTables say how many rows each table of a return has.
func loadTables(load *app.ReturnImport) []string {
	if len(load.Files) == 1 {
		return []string{strings.Join(load.Tables, ", "), count(load.Rows, "row")}
	}
	var lines []string
	for _, f := range load.Files {
		if f.As != "" {
			lines = append(lines, f.As+": "+count(f.Rows, "row"))
		}
	}
	return lines
}

// staleWords say up to when the returns tell of children: the one that is named, or each.
func staleWords(q *app.DataQuality, source string) (lines []string) {
	for _, f := range q.Fresh {
		if source == eitherReturn || string(f.Source) == source {
			lines = append(lines, shortSource[string(f.Source)]+" to "+f.Until.Long()+", "+agoWords(f.Until, q.AsAt))
		}
	}
	return orLine(lines, "Recorded here: no return tells of it")
}

func agoWords(day, asAt calendar.Date) string {
	days := asAt.Sub(day)
	switch {
	case days < 0:
		return "which is still to come"
	case days < 62:
		return count(days, "day") + " ago"
	case days < 730:
		return count(days/30, "month") + " ago"
	default:
		return count(days/365, "year") + " ago"
	}
}

// suppliersOf say who can supply what a measure counts.
func suppliersOf(pack *practice.Pack, m *practice.Measure) (lines []string) {
	switch {
	case m.Of.Rows != "":
		return []string{rowSupplier(m.Of.Rows)}
	case m.Of.Kind != "":
		return kindSuppliers(pack, m.Of.Kind)
	}
	for _, code := range m.Of.Clocks {
		for _, c := range pack.Clock(code) {
			lines = append(lines, suppliersOfClock(pack, c)...)
		}
	}
	return distinct(lines)
}

// rowSupplier says who fills in the rows that the returns give.
func rowSupplier(source string) string {
	switch source {
	case "looked_after_12_months":
		return "The child’s social worker with health: table OC2 of SSDA903"
	case "care_leavers_19_to_21", "care_leavers_18_in_education":
		return "The personal adviser: table OC3 of SSDA903"
	case "reviews_held", "review_recipients", "reviewing_officers":
		return "The independent reviewing officer: table Reviews of SSDA903"
	case "assessments_authorised", "initial_conferences":
		return "The social work team: the CIN census"
	case "looked_after_today", "open_children":
		return "The child’s social worker"
	default:
		return "Whoever keeps the record"
	}
}

// suppliersOfClock say who can supply what starts and satisfies a clock.
func suppliersOfClock(pack *practice.Pack, c *practice.Clock) (lines []string) {
	for _, list := range [][]practice.When{c.Start, c.End} {
		for _, w := range list {
			lines = append(lines, eventSupplier(pack, w.Event)...)
		}
	}
	return distinct(lines)
}

func eventSupplier(pack *practice.Pack, event string) []string {
	for _, k := range pack.Kinds {
		for _, e := range k.Events {
			if e.Code == event {
				return kindSuppliers(pack, k.Code)
			}
		}
	}
	about, _, _ := strings.Cut(event, ".")
	switch about {
	case "care", "placement", "eligible":
		return []string{"The child’s social worker: table Episodes of SSDA903"}
	case "review":
		return []string{"The independent reviewing officer: table Reviews of SSDA903"}
	case "referral", "assessment", "section47", "initial_conference", "protection_plan", "protection_review", "case":
		return []string{"The social work team: the CIN census"}
	case "inspection_report", "written_statement", "draft_plan":
		return []string{"The plan’s owner"}
	default:
		return []string{"Whoever keeps the child’s record"}
	}
}

func kindSuppliers(pack *practice.Pack, code string) []string {
	for _, k := range pack.Kind(code) {
		return []string{"Whoever records “" + k.Name + "”"}
	}
	return []string{"Whoever keeps the record"}
}

func distinct(lines []string) (once []string) {
	for _, line := range lines {
		if !slices.Contains(once, line) {
			once = append(once, line)
		}
	}
	return once
}
