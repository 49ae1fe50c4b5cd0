package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/ingest/returns/findings"
)

// findingsOf gives what is wrong with a return.
func findingsOf(look *app.ReturnLook) *findings.Findings {
	return findings.Of(&findings.Looked{
		Report: look.Report, Return903: look.Return903, ReturnCIN: look.ReturnCIN, Judged903: look.Judged903, JudgedCIN: look.JudgedCIN,
	})
}

// problemLines gives the findings as a page shows them: what kept something from being read or loaded first.
func problemLines(found *findings.Findings) []problemLine {
	lines := make([]problemLine, len(found.Rows))
	for i := range found.Rows {
		r := &found.Rows[i]
		lines[i] = problemLine{
			File: orNothing(r.File, "The return"), Where: whereIn(r.Element, r.Line), Column: strings.Join(r.Columns, ", "), Value: r.Value, Rule: r.Rules(),
			Grade: findings.Words(r.Grade), Sentence: r.Sentence, Mend: r.Mend, Child: r.Child, row: r,
		}
	}
	slices.SortStableFunc(lines, func(a, b problemLine) int {
		return cmp.Compare(slices.Index(findings.Grades, a.row.Grade), slices.Index(findings.Grades, b.row.Grade))
	})
	return lines
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
