// Package findings makes the one report of what is wrong with a statutory return: what its reader could not read, what the rules of the return
// name, and the rows that are no child's, in one list. It does no input or output of its own.
package findings

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/rules903"
	"throughline/ingest/returns/rulescin"
	"throughline/ingest/returns/ssda903"
)

// NotLoaded is the grade of a row that was read and is loaded for nobody, because it names no child.
const NotLoaded returns.Grade = "not_loaded"

// Grades puts what kept something from being read or loaded first.
var Grades = []returns.Grade{returns.Refused, NotLoaded, returns.Unread, returns.Judged, returns.Noted}

var gradeWords = map[returns.Grade]string{
	returns.Refused: "File not read", NotLoaded: "Row not loaded", returns.Unread: "Could not be read", returns.Judged: "Breaks a rule", returns.Noted: "Read, but look at it",
}

// Words say what became of what is graded so.
func Words(g returns.Grade) string { return gradeWords[g] }

// MostListed is how many rows the list has, well under what a sheet can hold. What is beyond is counted by its rule.
const MostListed = 500_000

// Looked is a return that was read and judged: the one or the other. What could not be read as a return at all has a Report alone.
type Looked struct {
	Report    *returns.Report
	Return903 *ssda903.Return
	ReturnCIN *cin.Return
	Judged903 rules903.Judged
	JudgedCIN rulescin.Judged
	Most      int // rows that are listed; 0 for MostListed
}

// Row is one thing that somebody may have to mend.
type Row struct {
	File    string // "" for the return as a whole
	Element string // where in an XML file
	Line    int    // as a text editor numbers it, from 1; 0 for the file as a whole
	Table   string
	Columns []string // those of the table that it is about
	Value   string   // as written; with several columns, each after its name
	Rule    string
	Grade   returns.Grade
	Also    string        // another rule that names the same cell, with a grade of its own
	AlsoIs  returns.Grade // "" where there is none
	// Sentence says what is wrong, Mend what to do about it.
	Sentence, Mend string
	Child          string // the child's id in the return, or ""
}

// Rules are the rules that name it.
func (r *Row) Rules() string {
	if r.Also == "" {
		return r.Rule
	}
	return r.Rule + ", " + r.Also
}

// Is says that a rule names it.
func (r *Row) Is(rule string) bool { return r.Rule == rule || r.Also != "" && r.Also == rule }

// Tally is how many rows of a table were read, and what became of them. Read is Loaded and NotLoaded together.
type Tally struct {
	Table                   string
	Read, Loaded, NotLoaded int
}

// Left is why rows were not loaded, and how many.
type Left struct {
	Why  string
	Rows int
}

// Count is how often a rule names something, and where first.
type Count struct {
	Rule  string
	Grade returns.Grade
	Rows  int
	First Row
}

// Unlisted is how many more things a rule names than are listed.
type Unlisted struct {
	Rule string
	More int
}

// NotJudged is a rule that could not be judged, and why.
type NotJudged struct{ Rule, Why string }

// Findings is what is wrong with a return, and what became of its rows.
type Findings struct {
	Year      int
	YearFrom  string // a sentence: how the year is known
	RulesYear int    // whose rules it was judged by; 0 when it was not judged
	Files     []returns.Read
	Tables    []Tally
	Read      int // rows, of the files; Loaded and those in Left together
	Loaded    int
	Left      []Left
	Rows      []Row // by file and line
	Unlisted  []Unlisted
	NotJudged []NotJudged
}

// Of gives the findings of a return. Where its reader and a rule name the same cell it is one row, with the rule's sentence and the reader's advice.
func Of(looked *Looked) *Findings {
	f := &Findings{}
	if looked == nil || looked.Report == nil {
		return f
	}
	report := looked.Report
	f.Year, f.YearFrom, f.Files = report.Year, report.YearFrom, slices.Clone(report.Files)
	for i := range f.Files {
		f.Read += f.Files[i].Rows
	}
	b := &builder{f: f, most: cmp.Or(looked.Most, MostListed), unlisted: maps.Clone(report.Unlisted), at: map[place][]ref{}, cells: map[cell]int{}}
	if b.unlisted == nil {
		b.unlisted = map[string]int{}
	}
	tables := tablesOf(looked)
	b.index(report.Problems, tables)
	b.readers(report.Problems)
	b.account(tables)
	b.judged903(looked.Judged903)
	b.judgedCIN(looked.JudgedCIN)
	slices.SortStableFunc(f.Rows, func(a, b Row) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(gravity(a.Grade), gravity(b.Grade)))
	})
	for _, rule := range slices.Sorted(maps.Keys(b.unlisted)) {
		f.Unlisted = append(f.Unlisted, Unlisted{rule, b.unlisted[rule]})
	}
	for _, rule := range slices.Sorted(maps.Keys(looked.Judged903.Not)) {
		f.NotJudged = append(f.NotJudged, NotJudged{rule, looked.Judged903.Not[rule]})
	}
	return f
}

func gravity(g returns.Grade) int { return slices.Index(Grades, g) }

// Counts are the rules by how grave what they name is and how often they name it. A cell that two rules name is counted for both.
func (f *Findings) Counts() []Count {
	type key struct {
		rule  string
		grade returns.Grade
	}
	at := map[key]int{}
	var all []Count
	count := func(rule string, grade returns.Grade, first *Row) {
		n, had := at[key{rule, grade}]
		if !had {
			n = len(all)
			at[key{rule, grade}] = n
			all = append(all, Count{Rule: rule, Grade: grade, First: *first})
		}
		all[n].Rows++
	}
	for i := range f.Rows {
		count(f.Rows[i].Rule, f.Rows[i].Grade, &f.Rows[i])
		if f.Rows[i].Also != "" {
			count(f.Rows[i].Also, f.Rows[i].AlsoIs, &f.Rows[i])
		}
	}
	slices.SortStableFunc(all, func(a, b Count) int {
		return cmp.Or(cmp.Compare(gravity(a.Grade), gravity(b.Grade)), cmp.Compare(b.Rows, a.Rows), strings.Compare(a.Rule, b.Rule))
	})
	return all
}
