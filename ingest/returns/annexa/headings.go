package annexa

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// layout is what the headings of a sheet say: the list, and the column that each cell of a row is of.
type layout struct {
	list    *list
	place   []int    // beside the headings: the column of the list; -1 for one that the list has not
	names   []string // beside the headings: what the row calls the cell
	first   int      // where the child's first name is, -1 for nowhere: it is not kept with the rows
	last    int
	extra   []string // headings that are of no column of the list
	doubled []string
	missing []string // columns of the list that must be there
	score   int
}

var (
	firstNames = regexp.MustCompile(`^(child )?(first ?names?|forenames?|given names?)$`)
	lastNames  = regexp.MustCompile(`^(child )?(last names?|surnames?|family names?|(full )?name|childs? (full )?name|name of child)$`)
)

// layoutOf reads a row as the headings of a list.
func layoutOf(l *list, headings []string) layout {
	at := layout{list: l, place: make([]int, len(headings)), names: make([]string, len(headings)), first: -1, last: -1}
	of := make([]int, len(l.columns)) // where each column is
	for i := range of {
		of[i] = -1
	}
	for i := range at.place {
		at.place[i] = -1
	}
	take := func(fits func(c *listColumn, heading string) bool) {
		for i, heading := range headings {
			if at.place[i] >= 0 || strings.TrimSpace(heading) == "" {
				continue
			}
			for n := range l.columns {
				if of[n] < 0 && fits(&l.columns[n], heading) {
					at.place[i], of[n] = n, i
					at.score++
					break
				}
			}
		}
	}
	take(func(c *listColumn, heading string) bool { return c.plain == plain(heading) })
	take(func(c *listColumn, heading string) bool {
		return slices.ContainsFunc(c.like, func(like *regexp.Regexp) bool {
			return like.MatchString(strings.Join(strings.Fields(strings.ReplaceAll(heading, "\u00a0", " ")), " "))
		})
	})
	take(func(c *listColumn, heading string) bool { return len(c.plain) > 25 && near(c.plain, plain(heading)) })
	for n := range l.columns {
		if of[n] < 0 && l.columns[n].required {
			at.missing = append(at.missing, l.columns[n].name)
		}
	}
	at.others(headings)
	return at
}

// near says whether a long heading is a column's but for its end, or a letter or two: “… within the Last 12 Months (Y/N))”.
func near(column, heading string) bool {
	if len(heading) > 25 && (strings.HasPrefix(column, heading) || strings.HasPrefix(heading, column)) {
		return true
	}
	a, b := strings.Fields(column), strings.Fields(heading)
	if len(a) != len(b) {
		return false
	}
	unlike := 0
	for i := range a {
		if a[i] != b[i] {
			if _, err := strconv.Atoi(a[i] + b[i]); err == nil || len(a[i]) < 4 || a[i][0] != b[i][0] {
				return false
			}
			unlike++
		}
	}
	return unlike == 1
}

// others names the cells that are of no column of the list.
func (at *layout) others(headings []string) {
	used := map[string]bool{}
	for _, c := range at.list.columns {
		used[c.name] = true
	}
	for i, heading := range headings {
		if n := at.place[i]; n >= 0 {
			at.names[i] = at.list.columns[n].name
			continue
		}
		heading = strings.TrimSpace(heading)
		switch name := plain(heading); {
		case heading == "":
		case at.first < 0 && firstNames.MatchString(name):
			at.first = i
		case at.last < 0 && lastNames.MatchString(name):
			at.last = i
		}
		name := heading
		if name == "" {
			name = "Column " + strconv.Itoa(i+1)
		}
		if heading != "" && used[at.like(heading)] {
			at.doubled = append(at.doubled, heading)
		} else if heading != "" {
			at.extra = append(at.extra, heading)
		}
		for n := 2; used[name]; n++ {
			name = strings.TrimSpace(heading) + " (" + strconv.Itoa(n) + ")"
		}
		used[name] = true
		at.names[i] = name
	}
}

// like gives the name of the column that a heading is the same as, or the heading.
func (at *layout) like(heading string) string {
	for _, c := range at.list.columns {
		if c.plain == plain(heading) {
			return c.name
		}
	}
	return heading
}

// identifies says whether the sheet says whom its rows are about.
func (at *layout) identifies() bool { return slices.Contains(at.place, 0) }

// A list's number in the name of a sheet or a file: List 8, list_08; and in that of a sheet alone, 8. CLA.
var (
	listNumber = regexp.MustCompile(`(?i)(?:^|[^a-z])list[ _.-]{0,3}0?(1[01]|[1-9])(?:[^0-9]|$)`)
	bareNumber = regexp.MustCompile(`^0?(1[01]|[1-9])(?:[ ._-].{0,60})?$`)
)

// numberIn finds the number of a list in the name of a sheet, or of a file without sheets.
func numberIn(name string, sheet bool) int {
	m := listNumber.FindStringSubmatch(strings.TrimSpace(name))
	if m == nil && sheet {
		m = bareNumber.FindStringSubmatch(strings.TrimSpace(name))
	}
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}

// amongRows is within how many rows of a sheet its headings are looked for.
const amongRows = 20

// fewest is how many headings of a list a row must have.
const fewest = 4

// recognise finds the list of a sheet and the row of its headings. The number in the name of the sheet, 0 for none, decides between lists that fit alike, and where its own
// list fits nearly as well as the best.
func recognise(hint int, rows [][]string) (best layout, row int, ok bool) {
	for i, headings := range rows[:min(len(rows), amongRows)] {
		for n := range spec().lists {
			at := layoutOf(&spec().lists[n], headings)
			if at.score < fewest || 2*at.score < len(at.list.columns) && at.list.number != hint {
				continue
			}
			if !ok || better(&at, &best, hint) {
				best, row, ok = at, i, true
			}
		}
	}
	return best, row, ok
}

func better(at, best *layout, hint int) bool {
	a, b := at.score-len(at.missing)-len(at.extra), best.score-len(best.missing)-len(best.extra)
	const nearly = 4
	switch {
	case at.list.number == hint && best.list.number != hint:
		return a+nearly >= b
	case best.list.number == hint && at.list.number != hint:
		return a > b+nearly
	}
	return a > b
}
