package ssda903

import (
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/returns"
)

// sheet is a CSV file whose table is known.
type sheet struct {
	table     Table
	delimiter byte
	header    int // the line of the column names
	skip      int // records before the first row
	titles    []string
	place     []int // of each of the file's columns: its position in the table's row, or -1
	missing   []Column
	extra     []string
	doubled   []string
}

// headerWithin is how many records at the top of a file may stand before the column names: a title, a blank line.
const headerWithin = 10

// recognise finds the table of a text by its column names, in any order, whatever delimits them.
func recognise(text string) (sheet, bool) {
	best, found := sheet{}, false
	for _, delimiter := range []byte(",;\t|") {
		s := newSplitter(text, delimiter)
		for record := range headerWithin {
			if !s.next() {
				break
			}
			if len(s.cells) < 2 || len(s.cells) > 200 {
				continue
			}
			if sh, ok := match(s.cells); ok && (!found || len(sh.missing) < len(best.missing)) {
				sh.delimiter, sh.header, sh.skip = delimiter, s.from, record+1
				best, found = sh, true
				break
			}
		}
	}
	return best, found
}

// title is the name of a column as it is compared: in capitals, with one underscore for what stands between words.
func title(cell string) string {
	cell = strings.Trim(strings.TrimSpace(cell), "\uFEFF\u00A0\"")
	words := strings.FieldsFunc(strings.ToUpper(cell), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '.' || r == '\u00A0' })
	return strings.Join(words, "_")
}

// known are other names that systems give the columns, the XML form's among them.
var known = map[string]string{
	"CHILDID": "CHILD", "CHILD_ID": "CHILD", "PL": "PLACE", "GENDER": "SEX", "MCDOB": "MC_DOB", "PLPOST": "PL_POST", "HOMEPOST": "HOME_POST",
	"DATE_OF_BIRTH": "DOB", "DOLO_START_DATE": "DOLO_START", "DOLO_END_DATE": "DOLO_END",
}

// match finds the table whose columns these are. All of the columns that set a table apart but one in three must be there, and no other
// table may fit as well.
func match(cells []string) (sheet, bool) {
	titles := make([]string, len(cells))
	have := map[Column]bool{}
	for i, cell := range cells {
		titles[i] = title(cell)
		if other := known[titles[i]]; other != "" {
			titles[i] = other
		}
		if c, ok := columnNames[titles[i]]; ok {
			have[c] = true
		}
	}
	bestTable, bestScore, tied := NoTable, 0.0, false
	for t := TableHeader; t < tableCount; t++ {
		own, there := 0, 0
		for _, c := range forms[t].columns {
			if c == Child || c == DOB {
				continue
			}
			own++
			if have[c] {
				there++
			}
		}
		score := float64(there) / float64(own)
		if score*3 < 2 || !have[Child] && score < 1 {
			continue
		}
		if t == TableUASC && !have[DUC] {
			continue
		}
		switch {
		case score > bestScore:
			bestTable, bestScore, tied = t, score, false
		case score == bestScore:
			tied = true
		}
	}
	if bestTable == NoTable || tied {
		return sheet{}, false
	}
	return lay(bestTable, titles), true
}

func lay(t Table, titles []string) sheet {
	sh := sheet{table: t, titles: titles, place: make([]int, len(titles))}
	seen := map[Column]bool{}
	for i, name := range titles {
		sh.place[i] = -1
		c, ok := columnNames[name]
		switch {
		case !ok || positions[t][c] == 0:
			if name != "" {
				sh.extra = append(sh.extra, name)
			}
		case seen[c]:
			sh.doubled = append(sh.doubled, name)
		default:
			seen[c] = true
			sh.place[i] = int(positions[t][c]) - 1
		}
	}
	for _, c := range forms[t].columns {
		if !seen[c] {
			sh.missing = append(sh.missing, c)
		}
	}
	return sh
}

// headings notes what is odd in the column names of a file.
func (r *reader) headings(file string, sh sheet) {
	for _, c := range sh.missing {
		r.report.Add(returns.Problem{File: file, Row: sh.header, Column: c.String(), Rule: "column-missing", Grade: returns.Unread,
			Sentence: fmt.Sprintf("The %s table has no column %s, so that column is blank in every row.", sh.table, c),
			Mend:     "Add the column and fill it in, or send the file again from your system."})
	}
	for _, name := range sh.extra {
		r.report.Add(returns.Problem{File: file, Row: sh.header, Column: name, Rule: "column-unknown", Grade: returns.Noted,
			Sentence: fmt.Sprintf("The %s table of the return has no column %s. What is in it is kept with the row as written, and used for nothing.", sh.table, returns.Shown(name)),
			Mend:     "Check whether a column name is misspelt."})
	}
	for _, name := range sh.doubled {
		r.report.Add(returns.Problem{File: file, Row: sh.header, Column: name, Rule: "column-twice", Grade: returns.Unread,
			Sentence: fmt.Sprintf("The column %s is there twice. The first is read; the second is kept with the row as written.", name),
			Mend:     "Take out one of the two columns."})
	}
	if slices.Contains(sh.titles, "") && strings.TrimSpace(sh.titles[len(sh.titles)-1]) != "" {
		r.report.Add(returns.Problem{File: file, Row: sh.header, Rule: "column-unnamed", Grade: returns.Noted,
			Sentence: "A column has no name. What is in it is kept with the row as written, and used for nothing.",
			Mend:     "Give the column its name."})
	}
}
