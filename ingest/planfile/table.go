package planfile

import (
	"regexp"
	"slices"
	"strings"

	"throughline/ingest/document"
)

// cellAt gives the cell of a row in a column, or nil.
func cellAt(row document.Row, column int) *document.Cell {
	for i := range row.Cells {
		if row.Cells[i].Column == column {
			return &row.Cells[i]
		}
	}
	return nil
}

// textAt gives a cell's words, trimmed.
func textAt(row document.Row, column int) string {
	if c := cellAt(row, column); c != nil {
		return tidy(c.Text)
	}
	return ""
}

// own are the cells of a row that hold words of their own, and do not merely lie under a merged one.
func own(row document.Row) []*document.Cell {
	var cells []*document.Cell
	for i := range row.Cells {
		if c := &row.Cells[i]; !c.Merged && tidy(c.Text) != "" {
			if cells == nil {
				cells = make([]*document.Cell, 0, len(row.Cells)-i)
			}
			cells = append(cells, c)
		}
	}
	return cells
}

// A stretch is the rows of one table within a block, by their places in it.
type stretch struct {
	first, last int
	title       []int // rows above the headings
	headers     []int
}

// A sheet may hold several tables one under another. Each begins with a row of headings unlike those before it, or with the same ones after
// a gap and a title of its own; the same ones again are what a printed page repeats.
func stretches(block document.Block) []stretch {
	var all []stretch
	var names string
	rows := block.Rows
	for i, row := range rows {
		if marked(row) { // what went out of this product is one table, whatever its rows look like
			return []stretch{{last: len(rows) - 1, headers: []int{i}, title: span(0, i)}}
		}
	}
	for i := 0; i < len(rows); i++ {
		if !headed(rows[i], i < 40) {
			continue
		}
		headers := headerRows(rows, i)
		if named := headingNames(rows, headers); len(all) == 0 || named != names {
			names = named
			first := headers[0]
			for first > 0 && len(own(rows[first-1])) == 1 && (len(all) == 0 || first-1 > all[len(all)-1].last) && titleLike(rows, first-1) {
				first--
			}
			if len(all) == 0 {
				first = 0
			} else {
				all[len(all)-1].last = first - 1
			}
			all = append(all, stretch{first: first, headers: headers, title: span(first, headers[0])})
		}
		i = headers[len(headers)-1]
		all[len(all)-1].last = i
	}
	if len(all) == 0 {
		return []stretch{{last: len(rows) - 1}}
	}
	all[len(all)-1].last = len(rows) - 1
	return all
}

func span(from, to int) []int {
	var all []int
	for i := from; i < to; i++ {
		all = append(all, i)
	}
	return all
}

// titleLike says that a row of one cell can stand above a table, and not be the last line of the one before it.
func titleLike(rows []document.Row, i int) bool {
	c := own(rows[i])[0]
	gap := i == 0 || rows[i].Number > rows[i-1].Number+1
	return gap || c.Bold || c.Columns > 1 || c.Fill != ""
}

// headed says whether a row is of headings. Where a table may well begin, two that are known are enough; further down, where words of the
// plan could look like them, nearly all must be.
func headed(row document.Row, early bool) bool {
	cells := own(row)
	if len(cells) < 2 {
		return false
	}
	exact, like, dates := 0, 0, 0
	for _, c := range cells {
		if c.Kind == document.Date && early {
			dates++ // a column may be headed by the month that it is of
			continue
		}
		if c.Kind != document.Words && c.Kind != document.Number || len(c.Text) > longestHeading*2 {
			return false
		}
		if _, ok := headings[norm(c.Text)]; ok {
			exact++
		}
	}
	if exact < 2 && (!early || dates > 0) {
		return false
	}
	for _, c := range cells {
		if likest(c.Text).score >= 60 {
			like++
		}
	}
	if early {
		return like >= 2 && like*2 >= len(cells)-dates
	}
	return like >= 2 && like*4 >= len(cells)*3
}

// headerRows gives the rows of headings around one of them: groups of columns may have a row of their own above it or below.
func headerRows(rows []document.Row, i int) []int {
	if i > 0 && grouped(rows[i-1], rows[i]) {
		return []int{i - 1, i}
	}
	if i+1 < len(rows) && grouped(rows[i], rows[i+1]) {
		return []int{i, i + 1}
	}
	return []int{i}
}

// grouped says that the lower row has the headings of columns under groups named in the upper one.
func grouped(upper, lower document.Row) bool {
	if lower.Number != upper.Number+1 {
		return false
	}
	heads := own(upper)
	if len(heads) < 2 && (len(heads) == 0 || heads[0].Columns < 2 || len(own(lower)) < heads[0].Columns+1) {
		return false
	}
	under := own(lower)
	if len(under) < 2 {
		return false
	}
	groups := 0
	for _, c := range under {
		if c.Kind != document.Words || len(c.Text) > longestHeading || strings.Contains(c.Text, "\n\n") {
			return false
		}
		if claimed(c.Text).known && likest(c.Text).score == 0 {
			return false
		}
	}
	for _, c := range heads {
		if c.Columns > 1 {
			groups++
		}
	}
	if groups > 0 {
		return true
	}
	// In a file without merged cells a group is a heading with empty ones after it, which the lower row fills.
	last := 0
	for _, c := range under {
		if textAt(upper, c.Column) != "" {
			next := cellAt(upper, c.Column+1)
			if next != nil && tidy(next.Text) != "" || textAt(lower, c.Column+1) == "" {
				return false
			}
		} else if last == 0 {
			return false
		}
		last = c.Column
	}
	return true
}

func headingNames(rows []document.Row, headers []int) string {
	var b strings.Builder
	for _, i := range headers {
		for _, c := range own(rows[i]) {
			b.WriteString(norm(c.Text))
			b.WriteByte('|')
		}
	}
	return b.String()
}

// A named column of a table, before it is known what it means.
type named struct {
	column int
	name   string // as kept
	lower  string // the words right above the cells
}

// namesOf gives every column of a table that has a heading or a cell with something in it.
func namesOf(rows []document.Row, s stretch) []named {
	var columns []int
	seen := map[int]bool{}
	for i := s.first; i <= s.last; i++ {
		if slices.Contains(s.title, i) {
			continue
		}
		for _, c := range rows[i].Cells {
			if !seen[c.Column] && (tidy(c.Text) != "" || c.Fill != "") {
				seen[c.Column] = true
				columns = append(columns, c.Column)
			}
		}
	}
	slices.Sort(columns)
	lower := map[string]int{}
	all := make([]named, 0, len(columns))
	for _, column := range columns {
		n := named{column: column}
		for depth, i := range s.headers {
			c := cellAt(rows[i], column)
			text := ""
			if c != nil {
				text = strings.Join(strings.Fields(c.Text), " ")
			}
			if depth == 0 && text == "" && len(s.headers) > 1 && textAt(rows[s.headers[1]], column) != "" {
				text = groupAbove(rows[i], column)
			}
			if text != "" && text != n.lower {
				n.name, n.lower = strings.TrimSpace(n.name+" "+text), text
			}
		}
		lower[norm(n.lower)]++
		all = append(all, n)
	}
	for i, n := range all {
		if n.name != n.lower && lower[norm(n.lower)] == 1 && likest(n.lower).score >= 60 {
			all[i].name = n.lower
		}
	}
	return all
}

// groupAbove finds the heading to the left that a column without one of its own stands under.
func groupAbove(row document.Row, column int) string {
	for c := column - 1; c > 0; c-- {
		if text := textAt(row, c); text != "" {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

// asideName are the names of sheets and headings over what is not the plan.
var asideName = regexp.MustCompile(`(?i)\b(risk register|risks?$|legend|key$|glossary|contents|cover|version control|document control|communications? plan|comms plan|score ?card|dashboard|kpis?|data set|dataset|lists?$|lookups?|drop ?downs?|validation|guidance|instructions|read ?me)\b`)
