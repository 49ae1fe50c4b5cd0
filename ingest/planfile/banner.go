package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// sectionAndTimescale parts "Safeguarding: within three months" into what it is about and the time it gives. Either may be "".
func sectionAndTimescale(text string) (section, timescale string) {
	for line := range strings.Lines(strings.ReplaceAll(text, " > ", "\n")) {
		line = tidy(line)
		if line == "" {
			continue
		}
		m := timescaleAlone.FindStringSubmatchIndex(line)
		if m == nil {
			m = timescaleForm.FindStringSubmatchIndex(line)
		}
		if m == nil {
			section, timescale = strings.TrimRight(line, " :"), ""
			continue
		}
		timescale = strings.TrimRight(line[m[2]:m[3]], " :")
		if before := strings.Trim(line[:m[2]], " :–—-("); before != "" {
			section = before
		}
	}
	return section, timescale
}

var (
	furniture = regexp.MustCompile(`(?i)^(?:page \d+( of \d+)?|\d+ of \d+|(?:grand |sub-? ?)?totals?\b.{0,60}|version .{0,40}|v\d+(?:\.\d+)*|(?:printed|last updated|updated|as at|date) ?:? .{0,40}|end of (?:plan|document|table|report)|(?:official|official[ -]sensitive|not protectively marked|confidential|restricted)|source ?:.{0,120}|note ?:.{0,20}|please note.{0,20})\.?$`)
	total     = regexp.MustCompile(`(?i)^(?:grand |sub-? ?)?totals?\b`)
)

// isFurniture says that a row is a page's footer, a total or a version: no action.
func isFurniture(cells []*document.Cell) bool {
	if len(cells) == 0 {
		return false
	}
	first := tidy(cells[0].Text)
	if total.MatchString(first) && len(first) < 40 {
		for _, c := range cells[1:] {
			if len(tidy(c.Text)) > 12 {
				return false
			}
		}
		return true
	}
	return len(cells) == 1 && furniture.MatchString(first)
}

// isBanner says that a row of a single cell is the heading of what follows: it lies across the table, or it stands out, or it is in no column
// that could have it alone.
func (tr *tableReader) isBanner(i int, row document.Row, cells []*document.Cell) bool {
	if len(cells) != 1 || len(tr.table.Columns) < 2 {
		return false
	}
	c := cells[0]
	if c.Columns > 1 {
		return c.Columns*2 >= len(tr.table.Columns) || c.Column == tr.firstColumn
	}
	if spread(row, c) {
		return true
	}
	text := tidy(c.Text)
	if _, timescale := sectionAndTimescale(text); timescale != "" && c.Column == tr.firstColumn {
		return true
	}
	switch means := tr.means[c.Column]; {
	case tr.loneHeading(i, c):
		tr.warn(tr.at(row, c.Column), "%s stands alone in its row, and is read as the heading of what follows. If it is an action, say who is to do it.", quoted(text))
		return true
	case len(text) > 160 || strings.Contains(text, "\n"):
		return false
	case c.Column != tr.firstColumn:
		return false
	case c.Bold || c.Fill != "":
		return means != Action || len(tr.table.Columns) > 2
	case means == Ref:
		return !refForm.MatchString(text) && len(text) > 6
	default:
		return means != Action && means != Area && means != Steps
	}
}

// loneHeading says that a few plain words in the first column, where actions or areas stand, head the rows after them: the row after has much
// more in it, and so has the one before, unless that is the headings.
func (tr *tableReader) loneHeading(i int, c *document.Cell) bool {
	text := tidy(c.Text)
	if means := tr.means[c.Column]; c.Bold || c.Fill != "" || c.Column != tr.firstColumn || means != Action && means != Area || len(tr.table.Columns) < 4 {
		return false
	}
	if len(text) > 50 || len(strings.Fields(text)) > 6 || strings.ContainsAny(text, ".\n0123456789") || i+1 >= len(tr.rows) || i == 0 {
		return false
	}
	next := own(tr.rows[i+1])
	full := func(cells []*document.Cell) bool { return len(cells)*2 > len(tr.table.Columns) }
	return full(next) && next[0].Column == c.Column && full(own(tr.rows[i-1]))
}

// spread says that the row's other cells lie under the same merged one.
func spread(row document.Row, c *document.Cell) bool {
	n := 0
	for _, other := range row.Cells {
		if other.Merged && other.Column > c.Column && tidy(other.Text) == tidy(c.Text) {
			n++
		}
	}
	return n > 0 && n+1 >= len(row.Cells)
}
