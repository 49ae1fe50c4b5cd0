package findings

import (
	"fmt"

	"throughline/ingest/returns"
)

// Line is one line of the summary; a line of What alone is the title of those that follow.
type Line struct {
	What, Of string
	Number   *int
	More     string
}

// Summary says what the return is, what became of its rows, how often each rule names something, and which rules were not judged.
func (f *Findings) Summary(about About) (lines []Line) {
	title := func(what string) { lines = append(lines, Line{What: what}) }
	number := func(what, of string, n int, more string) { lines = append(lines, Line{what, of, &n, more}) }
	title(about.Title)
	for _, words := range about.Lines {
		lines = append(lines, Line{What: "About", More: words})
	}
	if f.Year != 0 {
		number("Year", "the March that it ends in", f.Year, f.YearFrom)
	}
	if f.RulesYear != 0 && f.RulesYear != f.Year {
		number("Rules", "of the year to March", f.RulesYear, "The rules of the return's own year are not known.")
	}
	title("What became of the rows")
	number("Rows read", "", f.Read, "Those loaded and those not loaded together.")
	number("Rows loaded", "", f.Loaded, "Or that would be loaded: what can be read of each.")
	number("Rows not loaded", "", f.Read-f.Loaded, "They stay in the file.")
	for _, left := range f.Left {
		number("Why not", "", left.Rows, left.Why)
	}
	title("Files")
	for i := range f.Files {
		file, more := &f.Files[i], ""
		as := file.As
		if as == "" {
			as, more = "no part of the return", "Not read."
		}
		if file.Blank > 0 {
			more = fmt.Sprintf("Rows with nothing in them, which are left out: %d.", file.Blank)
		}
		number(returns.Shown(file.Name), as, file.Rows, more)
	}
	title("Tables")
	for _, t := range f.Tables {
		more := ""
		if t.NotLoaded > 0 {
			more = fmt.Sprintf("Not loaded: %d.", t.NotLoaded)
		}
		number(t.Table, "rows read", t.Read, more)
	}
	title("What is named, by rule")
	for _, c := range f.Counts() {
		number(c.Rule, Words(c.Grade), c.Rows, c.First.Sentence)
	}
	for _, more := range f.Unlisted {
		number(more.Rule, "not listed", more.More, more.sentence())
	}
	title("Rules that were not judged")
	for _, not := range f.NotJudged {
		lines = append(lines, Line{What: not.Rule, Of: "not judged", More: not.Why})
	}
	if len(f.NotJudged) == 0 && f.RulesYear != 0 {
		lines = append(lines, Line{What: "None", Of: "every rule was judged"})
	}
	return lines
}
