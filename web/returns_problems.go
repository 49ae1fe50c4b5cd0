package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
)

// gradeWords say what became of what a problem is about.
var gradeWords = map[returns.Grade]string{
	returns.Noted: "Read, but look at it", returns.Unread: "Could not be read", returns.Judged: "Read, but it can’t be right", returns.Refused: "File not read",
}

// mendRule is what to do about a row that a rule of the return names.
const mendRule = "Check it against the child’s record. Mend it in the system that made the file, or explain it when you send the return."

// place is where a row lies.
type place struct {
	file string
	line int
}

// problemLines gives the problems of a return: what could not be read first, then what the rules of the return name.
func problemLines(look *app.ReturnLook) (lines []problemLine) {
	children := map[place]string{}
	for t := range mostTables {
		if look.Return903 != nil {
			rows := look.Return903.Rows(ssda903.Table(t))
			for i := range rows {
				children[place{rows[i].File, rows[i].Line}] = rows[i].Child()
			}
		}
		if look.ReturnCIN != nil {
			rows := look.ReturnCIN.Rows(cin.Table(t))
			for i := range rows {
				children[place{rows[i].File, rows[i].Line}] = rows[i].Child
			}
		}
	}
	for i := range look.Report.Problems {
		p := &look.Report.Problems[i]
		lines = append(lines, problemLine{
			File: orNothing(p.File, "The return"), Where: whereIn(p.Element, p.Row), Column: p.Column, Value: p.Value, Rule: p.Rule, Grade: gradeWords[p.Grade], Sentence: p.Sentence, Mend: p.Mend,
			Child: children[place{p.File, p.Row}],
		})
	}
	for _, f := range look.Judged903.Found {
		for _, row := range f.Rows {
			lines = append(lines, judgedLine(row.File, row.Element, row.Line, f.Rule.Fields, f.Rule.Code, f.Rule.Message, row.Child()))
		}
	}
	for _, f := range look.JudgedCIN.Found {
		if f.Whole {
			lines = append(lines, judgedLine("The return", "", 0, f.Rule.Fields, f.Rule.Code, f.Rule.Message, ""))
		}
		for _, row := range f.Rows {
			lines = append(lines, judgedLine(row.File, row.Element, row.Line, f.Rule.Fields, f.Rule.Code, f.Rule.Message, row.Child))
		}
	}
	slices.SortStableFunc(lines, func(a, b problemLine) int { return cmp.Compare(gravity[a.Grade], gravity[b.Grade]) })
	return lines
}

// mostTables is more than any return has.
const mostTables = 64

// gravity puts what kept something from being read first.
var gravity = map[string]int{gradeWords[returns.Refused]: 0, gradeWords[returns.Unread]: 1, gradeWords[returns.Judged]: 2, gradeWords[returns.Noted]: 3}

func judgedLine(file, element string, line int, fields []string, rule, message, child string) problemLine {
	return problemLine{
		File: file, Where: whereIn(element, line), Column: strings.Join(fields, ", "), Rule: rule, Grade: gradeWords[returns.Judged], Sentence: message, Mend: mendRule, Child: child,
	}
}

func whereIn(element string, row int) string {
	switch {
	case element != "" && row > 0:
		return element + ", line " + strconv.Itoa(row)
	case row > 0:
		return "Line " + strconv.Itoa(row)
	default:
		return element
	}
}
