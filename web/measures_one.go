package web

import (
	"html/template"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/deadline"
	"throughline/measure"
	"throughline/plan"
	"throughline/practice"
	"throughline/web/govuk"
)

type measureView struct {
	moment
	Day       string
	Caption   string
	Name      string
	Words     string
	Tags      []govuk.Tag
	Latest    string
	Period    string
	Met       string
	Notes     []string // what to know of the latest figure
	Facts     []factRow
	Chart     template.HTML
	Control   pageLink // its control chart
	Series    []seriesLine
	Cuts      *govuk.Select
	Cut       string
	Slices    []sliceLine
	Areas     []pageLink
	Downloads []pageLink
	Also      []pageLink // the same thing counted of another cohort
	England   *englandView
}

// seriesLine is the figure of one period.
type seriesLine struct {
	Period, Figure, Excluded, CannotTell string
	Rows                                 pageLink
}

// sliceLine is the part of a figure that has one value.
type sliceLine struct{ Value, Figure, Excluded, CannotTell string }

var measureTemplate = newPage[measureView]("measure.tmpl")

func (s *Server) measurePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	cut := practice.Cut(r.URL.Query().Get("by"))
	m, slicesOf, err := v.oneMeasured(r.PathValue("id"), cut)
	if err != nil {
		return err
	}
	at := "/measures/" + m.Measure.ID
	view := measureView{
		moment: v.moment, Day: st.Plan.Day.String(), Caption: withRow(&m.Group), Name: m.Measure.Name, Words: m.Measure.Words, Tags: basisTags(&m.Measure.Basis),
		Latest: "No period is over yet", Facts: v.measureFacts(m), Cut: cutWords[cut],
		Chart:     seriesChart(m.Measure.Name, pointsOf(m.Measure, m.Series), m.Measure.Target.Value, m.Measure.Shape == "proportion"),
		Control:   pageLink{Text: "Is it more than chance? The control chart", Href: v.To(at + "/chart")},
		Downloads: []pageLink{{Text: "Excel workbook", Href: v.To(at + "/series.xlsx")}, {Text: "text table (CSV)", Href: v.To(at + "/series.csv")}},
	}
	if f := m.Latest(); f != nil {
		view.Latest, view.Period, view.Met, view.Notes = figureWords(m.Measure.Shape, f), f.Period.Name, metWords(m.Measure, f), figureNotes(m, f)
		if last := lastCounted(m); last != "" {
			view.Notes = append([]string{last + "."}, view.Notes...)
		}
	}
	for i := len(m.Series) - 1; i >= 0; i-- {
		f := &m.Series[i]
		view.Series = append(view.Series, seriesLine{
			Period: f.Period.Name, Figure: figureWords(m.Measure.Shape, f), Excluded: plan.Number(f.Excluded), CannotTell: plan.Number(f.CannotTell),
			Rows: pageLink{Text: "Rows", Href: v.To(at + "/rows?period=" + f.Period.Last.String()), About: "of " + f.Period.Name},
		})
	}
	for i := range slicesOf {
		each := &slicesOf[i]
		view.Slices = append(view.Slices, sliceLine{Value: each.Value, Figure: figureWords(m.Measure.Shape, &each.Figure), Excluded: plan.Number(each.Excluded), CannotTell: plan.Number(each.CannotTell)})
	}
	view.Cuts = cutChoice(m.Measure, cut)
	view.England = englandOf(m.Measure, st.Plan.AuthorityName, st.Plan.Day)
	view.Areas = v.areasMeasured(st.Plan, m.Measure.ID)
	return measureTemplate.write(w, http.StatusOK, v.shell(m.Measure.Name, st), view)
}

func withRow(h *practice.Heading) string {
	if h.Row == "" {
		return h.Title
	}
	return h.Row + " " + h.Title
}

func cutChoice(m *practice.Measure, chosen practice.Cut) *govuk.Select {
	if len(m.Breakdowns) == 0 {
		return nil
	}
	items := []govuk.SelectItem{govuk.Option("", "Not broken down")}
	for _, cut := range m.Breakdowns {
		items = append(items, govuk.Option(string(cut), cutWords[cut]))
	}
	return &govuk.Select{Name: "by", ID: "by", Value: string(chosen), Items: items, Label: govuk.Label{Text: "Break the latest figure down by"}}
}

// figureNotes say what to know of a figure.
func figureNotes(m *measured, f *measure.Figure) (notes []string) {
	if f.CannotTell > 0 {
		notes = append(notes, count(f.CannotTell, "row")+" can’t be told: something is not recorded. They stay in the figure, and are never counted as met.")
	}
	if f.Excluded > 0 {
		notes = append(notes, count(f.Excluded, "row was", "rows were")+" left out, for the reasons below.")
	}
	if len(m.Fresh) > 0 {
		notes = append(notes, "The latest returns that are loaded: "+strings.Join(m.Fresh, ", ")+".")
	}
	return notes
}

// measureFacts define a measure in words.
func (v *visit) measureFacts(m *measured) []factRow {
	d := m.Measure
	rows := []factRow{{Key: "Counted", Lines: []string{upperStart(d.Numerator.Words) + "."}}, {Key: "Of", Lines: []string{upperStart(d.Denominator.Words) + "."}}}
	var out []string
	for _, e := range d.Exclusions {
		out = append(out, e.Because)
	}
	rows = append(rows, factRow{Key: "Left out", Lines: orLine(out, "Nobody")}, factRow{Key: "Whose figures", Lines: []string{cohortWords[d.Cohort] + "."}},
		factRow{Key: "Periods", Lines: []string{periodWords[d.Period] + ", without overlap."}}, factRow{Key: "Which way", Lines: []string{polarityWords[d.Polarity] + "."}})
	if lines := v.countingLines(d); len(lines) > 0 {
		rows = append(rows, factRow{Key: "How days are counted", Lines: lines})
	}
	target := []string{"None is set. Targets are local: the council sets one, with its owner and the day, in its own practice pack."}
	if words := targetWords(d); words != "" {
		target = withoutBlank(words+".", d.Target.Words, "Targets are set in the council’s own practice pack.")
	}
	rows = append(rows, factRow{Key: "Target", Lines: target})
	sources := v.sourceLines(&d.Basis)
	sources = append(sources, statusTags[d.Status].Text+", "+confidenceWords[d.Confidence]+".")
	if d.Note != "" {
		sources = append(sources, d.Note)
	}
	return append(rows, factRow{Key: "Source", Lines: sources})
}

func upperStart(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

func orLine(lines []string, none string) []string {
	if len(lines) == 0 {
		return []string{none}
	}
	return lines
}

// countingLines say by which convention working days are counted, and what the other one is.
func (v *visit) countingLines(m *practice.Measure) []string {
	pack, err := v.pack()
	if err != nil {
		return nil
	}
	counting := pack.Convention(m)
	if counting == "" {
		return nil
	}
	other, then := deadline.DayOne, "the last day is then one working day sooner"
	if counting == deadline.DayOne {
		other, then = deadline.DayZero, "the last day is then one working day later"
	}
	return []string{"Working days are " + counting.Words() + ".", "The other way: " + other.Words() + ". By it " + then + "."}
}

// sourceLines say where a rule comes from.
func (v *visit) sourceLines(b *practice.Basis) (lines []string) {
	pack, err := v.pack()
	if err != nil {
		return b.Source
	}
	for _, key := range b.Source {
		at := slices.IndexFunc(pack.Sources, func(s *practice.Source) bool { return s.Key == key })
		if at < 0 {
			lines = append(lines, key)
			continue
		}
		lines = append(lines, pack.Sources[at].What)
	}
	return lines
}

// pack is the practice pack of the day shown.
func (v *visit) pack() (*practice.Pack, error) {
	return v.s.app.PackAt(v.r.Context(), v.caller, v.when)
}

// areasMeasured are the areas for improvement whose difference a measure is to show.
func (v *visit) areasMeasured(p *plan.Plan, id string) (links []pageLink) {
	if !v.caller.May(access.ReadPlan) {
		return nil
	}
	for area := range p.Areas.All() {
		for _, link := range p.MeasuresOf(area.ID) {
			if link.Measure == id {
				links = append(links, pageLink{Text: area.Ref + " " + area.Title, Href: v.To("/areas/" + area.ID)})
			}
		}
	}
	return links
}

// measureFile gives a measure's series, or its latest figure broken down, as a file.
func (s *Server) measureFile(ending string) handler {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		st, err := v.state()
		if err != nil {
			return err
		}
		m, _, err := v.oneMeasured(r.PathValue("id"), "")
		if err != nil {
			return err
		}
		about := []string{m.Measure.Words, "Counted: " + m.Measure.Numerator.Words + ".", "Of: " + m.Measure.Denominator.Words + ".", cohortWords[m.Measure.Cohort] + ".",
			"As at " + st.Plan.Day.Long(), "As known at " + knownWords(st.Known), notOutside}
		return v.sendTable(w, ending, tableFile{
			Name: m.Measure.ID, Title: m.Measure.Name, About: append(about, v.countingLines(m.Measure)...), Columns: seriesColumns,
			Rows: func(yield func([]string) bool) {
				for i := range m.Series {
					if !yield(seriesRow(m.Measure, &m.Series[i])) {
						return
					}
				}
			},
		})
	}
}
