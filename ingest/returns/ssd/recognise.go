package ssd

import "strings"

// sheet is a text whose table is known.
type sheet struct {
	table     *table
	delimiter byte
	place     []int // of each of the file's columns: its place in the table, or -1
	extra     []string
	doubled   []string
	missing   []string
	records   *records // after the row of names
}

// recognise finds the table of a text by the names of its columns, in any order, whatever delimits them: the table that has the most of them,
// of which at least two must be there and one must say what the rows are about.
func recognise(text string) (found sheet, ok bool) {
	for _, delimiter := range []byte(",;\t|") {
		rows := &records{text: text, delimiter: delimiter, line: 1}
		for range 10 { // a title or a blank line may stand above
			if !rows.next() {
				break
			}
			if made, had := match(rows.cells); had && (!ok || len(made.missing) < len(found.missing)) {
				rows.width = len(rows.cells)
				made.delimiter, made.records = delimiter, rows
				found, ok = made, true
				break
			}
		}
	}
	return found, ok
}

func heading(cell string) string {
	cell = strings.Trim(strings.ToLower(cell), " \uFEFF\u00A0\"[]")
	if at := strings.LastIndexByte(cell, '.'); at >= 0 { // ssd_person.pers_dob
		cell = cell[at+1:]
	}
	return strings.Trim(cell, "[]")
}

func match(cells []string) (sheet, bool) {
	if len(cells) < 2 || len(cells) > 200 {
		return sheet{}, false
	}
	count := map[*table]int{}
	var of *table
	for _, cell := range cells {
		if t := whose[heading(cell)]; t != nil {
			if count[t]++; of == nil || count[t] > count[of] {
				of = t
			}
		}
	}
	if of == nil || count[of] < 2 {
		return sheet{}, false
	}
	made, had := sheet{table: of}, map[string]bool{}
	for _, cell := range cells {
		name, at := heading(cell), -1
		switch {
		case had[name] && name != "":
			made.doubled = append(made.doubled, name)
		case whose[name] == of:
			at = placeOf(of, name)
		case name != "":
			made.extra = append(made.extra, strings.TrimSpace(cell))
		}
		had[name] = true
		made.place = append(made.place, at)
	}
	for _, c := range of.columns {
		if !had[c.name] {
			made.missing = append(made.missing, c.name)
		}
	}
	return made, had[of.about()]
}

// about is the column without which nobody can tell whom a row is about.
func (t *table) about() string {
	if child := t.child(); child != "" {
		return child
	}
	if t.name == reviews {
		return "clar_cla_id"
	}
	return t.columns[0].name
}

func placeOf(t *table, name string) int {
	for i, c := range t.columns {
		if c.name == name {
			return i
		}
	}
	return -1
}

// whose are the tables by the names of their columns: no two tables share one.
var whose = func() map[string]*table {
	all := map[string]*table{}
	for i := range tables {
		for _, c := range tables[i].columns {
			all[c.name] = &tables[i]
		}
	}
	return all
}()
