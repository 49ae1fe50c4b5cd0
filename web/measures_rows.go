package web

import (
	"encoding/csv"
	"net/http"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/measure"
	"throughline/spreadsheet"
	"throughline/web/govuk"
)

type measureRowsView struct {
	moment
	Bar     purposeBar
	Caption string
	Figure  string
	Choose  []govuk.Select
	Period  string // as the form carries it
	Rows    []behindLine
	From    int
	Until   int
	Total   int
	Pages   *govuk.Pagination
	CSV     string
	Back    pageLink
}

// behindLine is one row behind a figure.
type behindLine struct {
	Who      pageLink // without an address where there is no page of them
	On       string
	Standing app.Counting
	Why      string
}

// Tag is how it counts, in a word with a sign beside it that is told apart without colour.
func (l *behindLine) Tag() govuk.Tag { return rowTags[l.Standing] }

var measureRowsTemplate = newPage[measureRowsView]("measure_rows.tmpl")

var rowTags = map[app.Counting]govuk.Tag{
	app.Counts: {Text: "✔ Counts", Classes: "govuk-tag--green"}, app.CountsNot: {Text: "✖ Does not count", Classes: "govuk-tag--red"},
	app.CantBeTold: {Text: "? Cannot tell", Classes: "govuk-tag--yellow"}, app.LeftOut: {Text: "– Left out", Classes: "govuk-tag--grey"},
}

// standingOf says how a row stands behind its figure.
func standingOf(excluded, counts, untold bool) app.Counting {
	switch {
	case excluded:
		return app.LeftOut
	case untold:
		return app.CantBeTold
	case counts:
		return app.Counts
	default:
		return app.CountsNot
	}
}

func standingChoice(chosen string) govuk.Select {
	return govuk.Select{Name: "standing", ID: "standing", Value: chosen, Label: govuk.Label{Text: "How they count"}, Items: []govuk.SelectItem{
		govuk.Option("", "Every row"), govuk.Option(string(app.Counts), "Counts"), govuk.Option(string(app.CountsNot), "Does not count"),
		govuk.Option(string(app.CantBeTold), "Cannot tell"), govuk.Option(string(app.LeftOut), "Left out"),
	}}
}

// periodAsked gives the period of a measure's series whose last day an address names; without one, the latest.
func (v *visit) periodAsked(m *measured) (*measure.Figure, error) {
	text := v.r.URL.Query().Get("period")
	if text == "" {
		if f := m.Latest(); f != nil {
			return f, nil
		}
		return nil, change.Problems{{Kind: change.NotFound, Sentence: "No period of this measure is over yet, so there are no rows to show."}}
	}
	last, err := calendar.Parse(text)
	if err == nil {
		for i := range m.Series {
			if m.Series[i].Period.Last == last {
				return &m.Series[i], nil
			}
		}
	}
	return nil, change.Problems{{Kind: change.NotFound, Sentence: "There is no such period of this measure. Start from the measure’s own page."}}
}

func (s *Server) measureRowsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	m, _, err := v.oneMeasured(r.PathValue("id"), "")
	if err != nil {
		return err
	}
	f, err := v.periodAsked(m)
	if err != nil {
		return err
	}
	page, err := pageAsked(r.URL.Query())
	if err != nil {
		return err
	}
	standing := r.URL.Query().Get("standing")
	lines, _, total, err := v.behind(m, f, app.Counting(standing), (page-1)*listRows, listRows)
	if err != nil {
		return err
	}
	v.readAll()
	at := "/measures/" + m.Measure.ID
	view := measureRowsView{
		moment: v.moment, Bar: v.bar(), Caption: m.Measure.Name, Figure: figureWords(m.Measure.Shape, f) + ", " + f.Period.Name, Choose: []govuk.Select{standingChoice(standing)},
		Period: f.Period.Last.String(), Rows: lines, From: (page-1)*listRows + 1, Until: (page-1)*listRows + len(lines), Total: total, Pages: pagesOf(r.URL, page, (total+listRows-1)/listRows),
		CSV: v.To(at + "/rows.csv?period=" + f.Period.Last.String()), Back: pageLink{Text: m.Measure.Name, Href: v.To(at)},
	}
	shell := v.shell("Rows behind a figure", st)
	shell.Breadcrumbs = &govuk.Breadcrumbs{Items: []govuk.Breadcrumb{{Text: "Measures", Href: v.To("/measures")}, {Text: m.Measure.Name, Href: v.To(at)}}}
	return measureRowsTemplate.write(w, http.StatusOK, shell, view)
}

// mostAtOnce is how many rows are read for a file at a time.
const mostAtOnce = 500

// measureRowsCSV gives the rows behind a figure as a file. That a copy was taken of each is put on record before it leaves.
func (s *Server) measureRowsCSV(w http.ResponseWriter, r *http.Request, v *visit) error {
	m, _, err := v.oneMeasured(r.PathValue("id"), "")
	if err != nil {
		return err
	}
	f, err := v.periodAsked(m)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", csvKind)
	w.Header().Set("Content-Disposition", `attachment; filename="rows.csv"`)
	out := csv.NewWriter(w)
	if err := out.Write([]string{"child", "day", "how it counts", "why"}); err != nil {
		return err
	}
	for from := 0; ; {
		lines, next, _, err := v.behind(m, f, app.EveryRow, from, mostAtOnce)
		if err != nil {
			return err
		}
		for i := range lines {
			line := &lines[i]
			if err := out.Write(spreadsheet.SafeRow([]string{line.Who.Text, line.On, line.Tag().Text, line.Why})); err != nil {
				return err
			}
		}
		if from = next; next == 0 {
			break
		}
	}
	out.Flush()
	return out.Error()
}
