package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// dullName are names of sheets and headings that say nothing about which part of the plan is there. In normal form.
var dullName = regexp.MustCompile(`^(sheet ?\d*|table ?\d*|plan|page ?\d*|main|data|actions?|tracker|book ?\d*|appendix \w+|annex \w+|areas? for improvement|.*\b(action|improvement|delivery|implementation) (plan|tracker)\b.*)$`)

// banner reads the heading of the rows below it.
func (tr *tableReader) banner(row document.Row, c *document.Cell) {
	tr.flush()
	section, timescale := sectionAndTimescale(strings.Join(strings.Fields(c.Text), " "))
	level := ofTimescale
	if section != "" || timescale == "" {
		level = ofSection
		if section == "" {
			section = tidy(c.Text)
		}
		tr.section = section
	}
	tr.timescale, tr.openArea = timescale, ""
	tr.headed(heads{tidy(c.Text), tr.at(row, c.Column), level})
}

// heads is a heading that no action has yet been found under.
type heads struct {
	words string
	place document.Place
	level int
}

// What a heading within a table is of, the widest first.
const (
	ofSection = iota
	ofTimescale
	ofArea
)

// headed begins what a heading heads, and ends what stood under one of its level or a lower.
func (tr *tableReader) headed(h heads) {
	tr.unheaded(h.level)
	tr.waiting = append(tr.waiting, h)
}

// unheaded keeps the words of headings that nothing follows.
func (tr *tableReader) unheaded(level int) {
	kept := tr.waiting[:0]
	for _, h := range tr.waiting {
		if h.level < level {
			kept = append(kept, h)
			continue
		}
		tr.warn(h.place, "%s is read as a heading, and no action stands under it.", quoted(h.words))
	}
	tr.waiting = kept
}

// standsAlone says that a row of one cell is not a heading: it is the last words of the table, or another of its sort follows a row that
// holds an action's words alone.
func (tr *tableReader) standsAlone(i int) bool {
	row := tr.rows[i]
	if tr.means[own(row)[0].Column] != Action {
		return false
	}
	return own(row)[0].Columns <= 1 && i+1 < len(tr.rows) && len(own(tr.rows[i+1])) == 1
}

// data reads a row of an action, or of a further part of the one above.
func (tr *tableReader) data(i int, row document.Row) {
	main, area := textAt(row, tr.main), textAt(row, tr.area)
	ownMain := main != "" && !tr.under(i, tr.main)
	ownArea := tr.area > 0 && area != "" && !tr.under(i, tr.area)
	switch {
	case tr.area > 0 && tr.main != tr.area && main == "" && ownArea && tr.headsRows(i):
		tr.flush()
		tr.openArea = area
		tr.headed(heads{area, tr.at(row, tr.area), ofArea})
		if ref := textAt(row, tr.ref); ref != "" {
			tr.warn(tr.at(row, tr.ref), "The reference %s belongs to the area %s, and not to one of its actions.", quoted(ref), quoted(short(area)))
		}
	case ownMain || ownArea:
		tr.flush()
		tr.begin(row, ownArea, area)
	case len(tr.open) == 0:
		tr.begin(row, ownArea, area)
		tr.warn(tr.at(row, 0), "This row has no action and no area, and none stands above it. It is kept as it is.")
	default:
		if main == "" {
			tr.warn(tr.at(row, 0), "This row has no action of its own: it is read as more of the one above.")
		}
		tr.open = append(tr.open, row)
	}
}

func (tr *tableReader) begin(row document.Row, ownArea bool, area string) {
	tr.open = []document.Row{row}
	tr.waiting = nil
	switch {
	case tr.area == 0 || tr.main == tr.area:
	case ownArea || area != "":
		tr.openArea = area
	case tr.repeats:
		tr.openArea = ""
		tr.warn(tr.at(row, tr.area), "This row has no area. It is not read as of the area above it, since other rows repeat theirs.")
	case tr.openArea != "":
		if tr.carried++; tr.carried == 1 {
			tr.carriedFrom = tr.at(row, tr.area)
		}
	}
}

// repeatsAreas says that the table writes an area again in each row that is of it, so that a blank one is a blank.
func (tr *tableReader) repeatsAreas() bool {
	last := ""
	for i, row := range tr.rows {
		text := textAt(row, tr.area)
		if text != "" && text == last && !tr.under(i, tr.area) {
			return true
		}
		last = text
	}
	return false
}

// under says that a cell lies under a merged one that began in a row above.
func (tr *tableReader) under(i, column int) bool {
	c := cellAt(tr.rows[i], column)
	if c == nil || !c.Merged || i == 0 {
		return false
	}
	for above := i - 1; above >= 0; above-- {
		up := cellAt(tr.rows[above], column)
		if up == nil || tidy(up.Text) != tidy(c.Text) {
			return false
		}
		if !up.Merged {
			return up.Rows > 1
		}
	}
	return false
}

// headsRows says that a row with an area alone is the heading of the rows after it, whose areas are blank.
func (tr *tableReader) headsRows(i int) bool {
	for _, c := range own(tr.rows[i]) {
		if c.Column != tr.area && c.Column != tr.ref {
			return false
		}
	}
	if i+1 >= len(tr.rows) {
		return false
	}
	next := tr.rows[i+1]
	return textAt(next, tr.main) != "" && (textAt(next, tr.area) == "" || tr.under(i+1, tr.area))
}

// flush ends the entry that is being read, and keeps it.
func (tr *tableReader) flush() {
	rows := tr.open
	if tr.open = nil; len(rows) == 0 {
		return
	}
	row := rows[0]
	e := Entry{Place: tr.at(row, 0), Ref: tr.all(rows, tr.ref), Section: tr.sectionOf(rows), Timescale: tr.timescale}
	if tr.area > 0 {
		e.Area = textAt(row, tr.area)
		if tr.area != tr.main {
			e.Area = tr.openArea
		}
	}
	if tr.main != tr.area {
		e.Action = tr.all(rows, tr.main)
	}
	if when := tr.all(rows, tr.when); when != "" {
		if e.Timescale != "" && !strings.EqualFold(when, e.Timescale) {
			tr.once("timescale over "+e.Timescale, tr.at(row, tr.when), "The rows here stand under %s and have timescales of their own. Each row's own is read.", quoted(e.Timescale))
		}
		e.Timescale = when
	}
	e.Columns = tr.kept(rows)
	tr.fill(&e, rows)
	mergedRef := false
	if c := cellAt(row, tr.ref); c != nil {
		mergedRef = c.Merged
	}
	tr.add(e, mergedRef)
}

// all gives the words of a column in the rows of one entry, each once.
func (tr *tableReader) all(rows []document.Row, column int) string {
	if column == 0 {
		return ""
	}
	var words []string
	for _, row := range rows {
		c := cellAt(row, column)
		if c == nil || c.Merged && len(words) > 0 {
			continue
		}
		if text := tidy(c.Text); text != "" {
			words = append(words, text)
		}
	}
	return strings.Join(words, "\n")
}

func (tr *tableReader) sectionOf(rows []document.Row) string {
	own := tr.all(rows, tr.sectionColumn)
	switch {
	case own != "" && tr.section != "" && !strings.EqualFold(own, tr.section):
		tr.once("section over "+tr.section, tr.at(rows[0], tr.sectionColumn), "The rows here stand under %s and have sections of their own. Each row's own is read.", quoted(tr.section))
		return own
	case own != "":
		return own
	case tr.section != "":
		return tr.section
	}
	return tr.over
}

// kept gives the columns that are kept by their own names.
func (tr *tableReader) kept(rows []document.Row) []Column {
	columns := make([]Column, 0, len(tr.names))
	for _, c := range tr.table.Columns {
		if name, ok := tr.names[c.Column]; ok {
			words := tr.all(rows, c.Column)
			if words == "" && c.Means == Progress {
				words = colourWords(rows, c.Column)
			}
			columns = append(columns, Column{name, words})
		}
	}
	for _, row := range rows { // columns that the mapping does not know
		for _, c := range own(row) {
			if _, known := tr.means[c.Column]; !known {
				tr.warn(tr.at(row, c.Column), "%s stands outside the columns of the table, and is not read.", quoted(c.Text))
			}
		}
	}
	return columns
}

// colourWords keeps a colour that stands without words: "(green)".
func colourWords(rows []document.Row, column int) string {
	for _, row := range rows {
		if c := cellAt(row, column); c != nil && colourOf(c.Fill) != "" {
			return "(" + colourOf(c.Fill) + ")"
		}
	}
	return ""
}

// passedOver warns of columns that could have been read as dates or steps, where another column was.
func (tr *tableReader) passedOver() {
	for _, c := range tr.table.columns(Other) {
		switch l := likest(c.Name); {
		case l.score < 75:
		case l.means == DueDate && tr.due > 0:
			tr.warn(tr.table.Place, "The column %s may hold dates by which something is due. It is kept as it is, and not read.", quoted(c.Name))
		case l.means == Steps && tr.steps > 0:
			tr.warn(tr.table.Place, "The column %s may hold steps or milestones. It is kept as it is, and not read.", quoted(c.Name))
		}
	}
}

// oddities warns of what the file hides, strikes out or computes.
func (tr *tableReader) oddities() {
	hidden := 0
	for _, row := range tr.rows {
		if row.Hidden {
			hidden++
		}
	}
	if hidden == len(tr.rows) && hidden > 1 {
		tr.warn(tr.table.Place, "This table is hidden in the file. It is read as if it were not.")
	}
	formulas, unseen := map[int]int{}, map[int]bool{}
	first := map[int]document.Place{}
	for _, row := range tr.rows {
		if row.Hidden && hidden < len(tr.rows) {
			tr.warn(tr.at(row, 0), "This row is hidden in the file. It is read as if it were not.")
		}
		struck, words := 0, 0
		for _, c := range own(row) {
			words++
			if c.Struck {
				struck++
				if c.Column == tr.due {
					tr.warn(tr.at(row, c.Column), "This date is struck through. It is read as the date first set.")
				}
			}
			if c.Formula != "" {
				if formulas[c.Column]++; formulas[c.Column] == 1 {
					first[c.Column] = tr.at(row, c.Column)
				}
			}
			if c.Hidden && !unseen[c.Column] {
				unseen[c.Column] = true
				tr.warn(tr.at(row, c.Column), "This column, or what this cell holds, is hidden in the file. It is read as if it were not.")
			}
			if c.Kind == document.Error && c.Column != tr.due {
				tr.warn(tr.at(row, c.Column), "%s is a spreadsheet's error. It is kept as it is.", quoted(c.Text))
			}
		}
		if struck == words && struck > 0 {
			tr.warn(tr.at(row, 0), "This row is struck through. It is read as if it were not: say whether it was withdrawn.")
		}
	}
	for _, c := range tr.table.Columns {
		switch n := formulas[c.Column]; {
		case n == 1:
			tr.warn(first[c.Column], "This cell holds a formula. Its result, as the file keeps it, is read.")
		case n > 1:
			tr.warn(first[c.Column], "%d cells of this column hold formulas, the first here. Their results, as the file keeps them, are read.", n)
		}
	}
}
