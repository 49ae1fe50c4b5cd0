package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/render/sheet"
	"throughline/spreadsheet"
)

// returnProblem is one thing of a return that somebody may have to mend.
type returnProblem struct {
	file, element string
	row           int
	column, value string
	child         string
	rule          string
	grade         returns.Grade
	sentence      string
	mend          string
}

// mendByRule is what to do about a row that a rule of the return names.
const mendByRule = "Check it against the child's record. Mend it in the system that made the file, or explain it when you send the return."

// gradesInOrder puts what kept something from being read first.
var gradesInOrder = []returns.Grade{returns.Refused, returns.Unread, returns.Judged, returns.Noted}

var gradeWords = map[returns.Grade]string{
	returns.Refused: "File not read", returns.Unread: "Could not be read", returns.Judged: "Read, but it can't be right", returns.Noted: "Read, but look at it",
}

// problemsOf lists what reading a return found, and what its rules name.
func problemsOf(look *app.ReturnLook) (all []returnProblem) {
	if look == nil || look.Report == nil {
		return nil
	}
	children := childrenByPlace(look)
	for _, p := range look.Report.Problems {
		all = append(all, returnProblem{
			file: p.File, element: p.Element, row: p.Row, column: p.Column, value: p.Value, child: children[filePlace{p.File, p.Row}],
			rule: p.Rule, grade: p.Grade, sentence: p.Sentence, mend: p.Mend,
		})
	}
	for _, f := range look.Judged903.Found {
		for _, row := range f.Rows {
			all = append(all, judgedProblem(row.File, row.Element, row.Line, row.Child(), f.Rule.Fields, f.Rule.Code, f.Rule.Message))
		}
	}
	for _, f := range look.JudgedCIN.Found {
		if f.Whole {
			all = append(all, judgedProblem("", "", 0, "", f.Rule.Fields, f.Rule.Code, f.Rule.Message))
		}
		for _, row := range f.Rows {
			all = append(all, judgedProblem(row.File, row.Element, row.Line, row.Child, f.Rule.Fields, f.Rule.Code, f.Rule.Message))
		}
	}
	slices.SortStableFunc(all, func(a, b returnProblem) int {
		return cmp.Compare(slices.Index(gradesInOrder, a.grade), slices.Index(gradesInOrder, b.grade))
	})
	return all
}

func judgedProblem(file, element string, row int, child string, fields []string, rule, message string) returnProblem {
	return returnProblem{
		file: file, element: element, row: row, column: strings.Join(fields, ", "), child: child, rule: rule, grade: returns.Judged, sentence: message, mend: mendByRule,
	}
}

type filePlace struct {
	file string
	line int
}

// mostTables is more than any return has.
const mostTables = 64

func childrenByPlace(look *app.ReturnLook) map[filePlace]string {
	children := map[filePlace]string{}
	if made := look.Return903; made != nil {
		for t := range mostTables {
			rows := made.Rows(ssda903.Table(t))
			for i := range rows {
				children[filePlace{rows[i].File, rows[i].Line}] = rows[i].Child()
			}
		}
	}
	if made := look.ReturnCIN; made != nil {
		for t := range mostTables {
			rows := made.Rows(cin.Table(t))
			for i := range rows {
				children[filePlace{rows[i].File, rows[i].Line}] = rows[i].Child
			}
		}
	}
	return children
}

// reportColumns are the columns of the report, with their widths in letters.
var reportColumns = []sheet.Column{
	{Heading: "File", Width: 30},
	{Heading: "Element", Width: 24},
	{Heading: "Row", Width: 8},
	{Heading: "Column", Width: 20},
	{Heading: "Value", Width: 24},
	{Heading: "Child", Width: 18},
	{Heading: "Rule", Width: 22},
	{Heading: "What became of it", Width: 26},
	{Heading: "What is wrong", Width: 60},
	{Heading: "How to mend it", Width: 60},
}

func (p *returnProblem) cells() []string {
	row := ""
	if p.row > 0 {
		row = strconv.Itoa(p.row)
	}
	return []string{p.file, p.element, row, p.column, p.value, p.child, p.rule, gradeWords[p.grade], p.sentence, p.mend}
}

// reportEndings are what a report can be, by the ending of its name.
var reportEndings = []string{".xlsx", ".csv"}

func checkReportName(path string) error {
	if path != "" && !slices.Contains(reportEndings, kindOf(path)) {
		return fmt.Errorf("the report can't be called %s: end its name in .xlsx for a workbook, or in .csv for a text table", path)
	}
	return nil
}

// reportBody is the report as a file, a row for each problem, by the ending of
// its name. No word of it is run by a spreadsheet.
func reportBody(path, about string, problems []returnProblem, unlisted map[string]int) ([]byte, error) {
	rows := make([][]string, 0, len(problems))
	for i := range problems {
		rows = append(rows, problems[i].cells())
	}
	for _, rule := range slices.Sorted(maps.Keys(unlisted)) {
		rows = append(rows, []string{"", "", "", "", "", "", rule, "", fmt.Sprintf("%d more of these are not listed.", unlisted[rule]), "Mend those that are listed, and read the files again."})
	}
	var body bytes.Buffer
	if kindOf(path) == ".csv" {
		out := csv.NewWriter(&body)
		heads := make([]string, len(reportColumns))
		for i, c := range reportColumns {
			heads[i] = c.Heading
		}
		if err := out.Write(heads); err != nil {
			return nil, err
		}
		for _, row := range rows {
			if err := out.Write(spreadsheet.SafeRow(row)); err != nil {
				return nil, err
			}
		}
		out.Flush()
		return body.Bytes(), out.Error()
	}
	err := sheet.Write(&body, sheet.Book{Title: about, Sheets: []sheet.Sheet{{
		Name: "Problems", Columns: reportColumns, Frozen: 1,
		Rows: func(yield func([]sheet.Cell) bool) {
			cells := make([]sheet.Cell, len(reportColumns))
			for _, row := range rows {
				for i, words := range row {
					cells[i] = sheet.Cell{Words: words}
				}
				if !yield(cells) {
					return
				}
			}
		},
	}}})
	return body.Bytes(), err
}
