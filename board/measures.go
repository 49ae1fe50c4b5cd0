package board

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// MeasureData is a measure as a paper prints it, under the area that it is
// linked to. Its numbers are those of package disclosure and no others.
type MeasureData struct {
	Area      string          `json:"area"`
	AreaRef   string          `json:"area_ref"`
	AreaTitle string          `json:"area_title"`
	Measure   string          `json:"measure"` // its id in the practice pack
	Name      string          `json:"name"`
	Words     string          `json:"definition"`
	Source    string          `json:"source"`
	AsAt      calendar.Date   `json:"as_at"`
	KnownAt   KnownAt         `json:"known_at"`
	Sentence  string          `json:"sentence"` // about the last period
	Series    []MeasurePeriod `json:"series"`   // the earliest first; empty where nothing was recorded
	Beside    []string        `json:"beside"`   // the published papers whose figures these were made knowing of
}

// MeasurePeriod is the figure of one period.
type MeasurePeriod struct {
	Name   string                   `json:"name"`
	First  calendar.Date            `json:"first"`
	Last   calendar.Date            `json:"last"`
	Figure disclosure.MeasureFigure `json:"figure"`
}

// MeasureSentence says what the last period's figure is.
func MeasureSentence(series []MeasurePeriod) string {
	if len(series) == 0 {
		return "Nothing has been recorded for this."
	}
	last := series[len(series)-1]
	f := last.Figure
	switch {
	case f.Of().Mark() == disclosure.NotAvailable:
		return last.Name + ": this figure is not one that can be shown here."
	case f.Percent().Mark() == disclosure.NotApplicable:
		return last.Name + ": there was nobody to count."
	case f.Percent().Mark() != disclosure.Shown:
		return last.Name + ": the figure is not shown, because it would tell of a few."
	}
	return fmt.Sprintf("%s: %s, which is %s of %s.", last.Name, f.Percent().Words(), f.Number().Words(), f.Of().Words())
}

var measureSaid = regexp.MustCompile(`^(.+): ([0-9]+)%, which is ([0-9,]+) of ([0-9,]+)\.$`)

// ReconcileMeasure reads a measure's sentence back, and gives each way in which
// it differs from the rows below it.
func ReconcileMeasure(m MeasureData) (found []string) {
	tell := func(what string) {
		found = append(found, "The sentence “"+m.Sentence+"” about “"+m.Name+"” is not what its rows give: "+what+". Put the measures in the paper again.")
	}
	for i, p := range m.Series {
		if p.Figure.Recorded() && !p.Figure.IsOf(m.Measure, p.First, p.Last) {
			tell("the figure of " + p.Name + " is of another measure or period")
		}
		if p.Last.After(m.AsAt) || i > 0 && !p.First.After(m.Series[i-1].Last) {
			tell("the period " + p.Name + " is not over, or overlaps the one before")
		}
	}
	said := measureSaid.FindStringSubmatch(m.Sentence)
	if said == nil {
		if m.Sentence != MeasureSentence(m.Series) {
			tell("the words are others")
		}
		return found
	}
	if len(m.Series) == 0 {
		tell("there are no rows")
		return found
	}
	last := m.Series[len(m.Series)-1]
	number, okNumber := last.Figure.Number().Number()
	of, okOf := last.Figure.Of().Number()
	percent, okPercent := last.Figure.Percent().Number()
	for _, each := range []struct {
		what, says string
		gives      int
		ok         bool
	}{{"the percentage", said[2], percent, okPercent}, {"the number", said[3], number, okNumber}, {"of how many", said[4], of, okOf}} {
		if says, err := strconv.Atoi(strings.ReplaceAll(each.says, ",", "")); err != nil || !each.ok || says != each.gives {
			tell(each.what)
		}
	}
	if said[1] != last.Name {
		tell("the period")
	}
	return found
}

// PutMeasures puts the measures of chosen areas in a draft, in place of those
// that it has. None takes them out.
type PutMeasures struct {
	ID       string
	Seen     int
	Measures []MeasureData
}

// Name is the change's name in the ledger.
func (PutMeasures) Name() string { return "put measures in a paper" }

// Needs is the permission it takes.
func (PutMeasures) Needs() access.Permission { return access.WritePaper }

// Decide refuses figures of another moment than the paper's, and those whose
// sentence disagrees with their rows.
func (ch PutMeasures) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, err := s.draft(ch.ID, ch.Seen)
	if err != nil {
		return nil, err
	}
	next := *held
	next.Measures = ch.Measures
	if err := s.measuresProblems(&next).Err(); err != nil {
		return nil, err
	}
	if sameJSON(next, *held) {
		return nil, nil
	}
	next.written(c.By)
	return held.next(&next), nil
}

// measuresProblems gives every reason why a paper's measures can't be printed.
func (s *Shelf) measuresProblems(paper *Paper) (problems change.Problems) {
	for _, m := range paper.Measures {
		if m.AsAt != paper.AsAt || m.KnownAt.Position != paper.KnownAt.Position {
			problems.Add("measures", "The figures of “"+m.Name+"” are of another day or entry than the paper. Put the measures in the paper again.")
		}
		for _, sentence := range ReconcileMeasure(m) {
			problems.Add("measures", sentence)
		}
		for _, other := range s.papersWith(m.Measure) {
			if other != paper.ID && !slices.Contains(m.Beside, other) {
				problems.Add("measures", "Another paper has printed figures of “"+m.Name+"” since these were counted. Put the measures in the paper again, so that the two together tell of nobody.")
			}
		}
	}
	return problems
}

// papersWith lists the published papers that print a measure, the earliest first.
func (s *Shelf) papersWith(measure string) (ids []string) {
	for _, id := range s.order {
		p := s.papers[id]
		if p.State == Published && slices.ContainsFunc(p.Measures, func(m MeasureData) bool { return m.Measure == measure }) {
			ids = append(ids, id)
		}
	}
	return ids
}

// PrintedMeasures gives what published papers printed of a measure, and which
// papers those are.
func (s *Shelf) PrintedMeasures(measure string) (printed []disclosure.Released, papers []string) {
	papers = s.papersWith(measure)
	for _, id := range papers {
		for _, m := range s.papers[id].Measures {
			for _, p := range m.Series {
				if m.Measure == measure && p.Figure.Recorded() {
					printed = append(printed, p.Figure.Released())
				}
			}
		}
	}
	return printed, papers
}

// MeasuresHeading is the heading of the measures, under the key statements.
func (PaperData) MeasuresHeading() string { return "Measures" }

// About is what is printed with a measure: the area, what is counted and of
// which moment.
func (m MeasureData) About() []string {
	return []string{
		"For area " + m.AreaRef + ", " + m.AreaTitle + ". " + m.Words,
		"As at " + m.AsAt.Long() + ", known at " + m.KnownAt.Words() + ". Source: " + m.Source + ". No measure has been tested yet, so it does not say whether what was done made the difference. " +
			"A number from 1 to 5 is not shown, nor one that would let it be worked out.",
	}
}

// Columns are the headings of the table of a measure's periods.
func (MeasureData) Columns() []string {
	return []string{"Period", "Number", "Of", "Percentage", "Cannot tell", "Left out"}
}

// Rows are the cells of the table of a measure's periods, in words.
func (m MeasureData) Rows() (rows [][]string) {
	for _, p := range m.Series {
		f := p.Figure
		rows = append(rows, []string{p.Name, f.Number().Words(), f.Of().Words(), f.Percent().Words(), f.CannotTell().Words(), f.LeftOut().Words()})
	}
	return rows
}

// Caption names that table.
func (m MeasureData) Caption() string { return m.Name + ": each period" }

func (l *layout) measures(d PaperData) {
	if len(d.Measures) == 0 {
		return
	}
	l.heading(2, d.MeasuresHeading(), "")
	for _, m := range d.Measures {
		l.heading(3, m.Name, "")
		l.prose(m.Sentence)
		l.prose(m.About()...)
		grid := &Grid{Caption: m.Caption(), Head: m.Columns(), Widths: []int{3, 1, 1, 1, 1, 1}, Figures: true}
		for _, row := range m.Rows() {
			var cells []Cell
			for _, text := range row {
				cells = append(cells, said(text))
			}
			grid.Rows = append(grid.Rows, cells)
		}
		if len(grid.Rows) > 0 {
			l.put(Block{Kind: GridBlock, Grid: grid})
		}
	}
}

func (p *page) measures(d PaperData) {
	if len(d.Measures) == 0 {
		return
	}
	p.heading(d.MeasuresHeading(), "-")
	for _, m := range d.Measures {
		p.text("", m.Name)
		p.gap()
		p.prose(m.Sentence)
		for _, about := range m.About() {
			p.prose(about)
		}
		for _, row := range m.Rows() {
			var told []string
			for i, head := range m.Columns()[1:] {
				told = append(told, lowerFirst(head)+" "+row[i+1])
			}
			p.text("  - ", row[0]+": "+strings.Join(told, "; "))
		}
		p.gap()
	}
}

// measureCSV gives a line for each period of each measure.
func measureCSV(d PaperData) (rows []csvRow) {
	for _, m := range d.Measures {
		for _, p := range m.Series {
			rows = append(rows, csvRow{"row": "measure", "heading": m.Name, "ref": m.AreaRef, "words": p.Name + ": " + p.Figure.Number().Cell() + " of " + p.Figure.Of().Cell() +
				", " + p.Figure.Percent().Cell() + "%, cannot tell " + p.Figure.CannotTell().Cell() + ", left out " + p.Figure.LeftOut().Cell()})
		}
	}
	return rows
}
