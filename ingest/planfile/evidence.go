package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// enough is how many cells of a column are looked at to tell what it holds.
const enough = 200

// evidence is what the cells of a column look like: of those with something in them, how many.
type evidence struct {
	cells, dates, times, statuses, colours, owners, refs, levels, long, letters int
	fills                                                                       map[string]bool
}

var (
	refForm   = regexp.MustCompile(`^(?:[A-Za-z]{1,4}[\s\-.]?)?\d{1,4}(?:[.\-/]\d{1,3})*[a-z]?[.)]?$`)
	levelForm = regexp.MustCompile(`(?i)^(high|medium|med|low|h|m|l|\d|p\d|priority \d|critical|essential|desirable)$`)
)

func evidenceOf(rows []document.Row, s stretch, column int) evidence {
	e := evidence{fills: map[string]bool{}}
	from := s.first
	if len(s.headers) > 0 {
		from = s.headers[len(s.headers)-1] + 1
	}
	for i := from; i <= s.last && e.cells < enough; i++ {
		c := cellAt(rows[i], column)
		if c == nil || c.Merged || len(rows[i].Cells) < 2 {
			continue
		}
		text := tidy(c.Text)
		if colour := colourOf(c.Fill); colour != "" {
			e.fills[colour] = true
			if text == "" {
				e.colours++
			}
		}
		if text == "" {
			continue
		}
		e.cells++
		e.letters += len(text)
		e.count(c, text)
	}
	return e
}

func (e *evidence) count(c *document.Cell, text string) {
	if len(text) > 60 {
		e.long++
	}
	if levelForm.MatchString(text) {
		e.levels++
	}
	if refForm.MatchString(text) {
		e.refs++
	}
	if len(text) <= 40 && claimed(text).known {
		e.statuses++
	}
	if c.Kind == document.Date {
		e.dates++
	} else if len(text) <= 120 {
		covered := 0
		sure := false
		for _, f := range days(text, false) {
			covered += f.end - f.start
			sure = sure || !f.date.IsZero() || f.order != inWords
		}
		switch {
		case covered*2 <= len(text):
		case sure:
			e.dates++
		default:
			e.times++
		}
		if _, ok := serialDay(*c, text); ok && covered == 0 {
			e.dates++
		}
	}
	if len(text) <= 80 && !strings.Contains(text, ". ") {
		for _, o := range owners(text) {
			if person(o) || agencyIn(o) != "" || titled(o) {
				e.owners++
				break
			}
		}
	}
}

// most says that at least six in ten of the cells are of a kind.
func (e evidence) most(n int) bool { return e.cells > 0 && n*10 >= e.cells*6 }

func (e evidence) average() int {
	if e.cells == 0 {
		return 0
	}
	return e.letters / e.cells
}
