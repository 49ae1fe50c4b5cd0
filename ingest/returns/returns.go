// Package returns holds what the readers of the statutory returns share: what a file is, what a problem says and what has been read.
//
// It does no input or output of its own: files come in as readers.
package returns

import (
	"io"
	"strings"
)

// File is one file of a return, whatever it is called. Content is read once, to its end.
type File struct {
	Name    string
	Content io.Reader
}

// Grade says what became of the thing that a problem is about.
type Grade string

// The grades. Nothing is dropped whatever the grade: a row is kept as it was written, beside its typed cells.
const (
	// Noted: it was read, but it is not written as the return asks, or it needs a look.
	Noted Grade = "noted"
	// Unread: the cell, row or element could not be read, and holds no value until it is mended.
	Unread Grade = "unread"
	// Judged: it was read, and a rule says that it cannot be right.
	Judged Grade = "judged"
	// Refused: the file was not read at all.
	Refused Grade = "refused"
)

// Problem is one thing that somebody may have to mend: where it is, what is wrong and what to do.
type Problem struct {
	File    string
	Element string // of an XML file: where in the tree, such as CHILD 3, EPISODE 2; empty for a table
	Row     int    // the line as a text editor numbers it, from 1; 0 for the file as a whole
	Column  string // empty for the row as a whole
	Value   string // as written, shortened to MostShown letters
	Rule    string // a word that stays the same from one version to the next
	Grade   Grade
	// Sentence says what is wrong, Mend what to do about it. Both are whole sentences.
	Sentence, Mend string
}

// MostShown is how much of a value a problem repeats.
const MostShown = 120

// Shown shortens a value for a problem.
func Shown(value string) string {
	if len(value) <= MostShown {
		return strings.ToValidUTF8(value, "\uFFFD")
	}
	return strings.ToValidUTF8(value[:MostShown], "") + "…"
}

// Read says what was made of one file.
type Read struct {
	Name     string
	As       string // the table, or the form of the return; empty when it is no part of one
	Encoding string
	Rows     int // rows kept
	Blank    int // rows with nothing in them, which are left out
}

// Report is what reading a return found.
type Report struct {
	Year     int    // the March that the collection year ends in
	YearFrom string // a sentence: given, or what it was found by
	Files    []Read
	Problems []Problem
	// Unlisted counts the problems beyond Limits.Problems by their rule; the rows they are about are kept all the same.
	Unlisted map[string]int
	// Unreadable counts what could not be read (a cell, a row, an element or a file), listed or not: with none, nothing is left out or unknown.
	Unreadable int
	most       int
}

// NewReport begins a report that lists at most so many problems.
func NewReport(limits Limits) *Report { return &Report{most: limits.Problems} }

// Add notes a problem.
func (r *Report) Add(p Problem) {
	if p.Grade == Unread || p.Grade == Refused {
		r.Unreadable++
	}
	if len(r.Problems) >= r.most {
		if r.Unlisted == nil {
			r.Unlisted = map[string]int{}
		}
		r.Unlisted[p.Rule]++
		return
	}
	p.Value = Shown(p.Value)
	r.Problems = append(r.Problems, p)
}

// Limits are how much of a return is read, so that no file takes more than seconds and a few hundred megabytes.
type Limits struct {
	Bytes    int64 // of one file
	Files    int
	Rows     int // of one file, or elements of an XML one
	Columns  int
	Letters  int // bytes of one cell
	Depth    int // of XML elements within one another
	Problems int // that are listed one by one
}

// Usual are the limits that the product reads a return with. The largest council's return is under a tenth of them.
func Usual() Limits {
	return Limits{Bytes: 256 << 20, Files: 200, Rows: 5_000_000, Columns: 200, Letters: 32_767, Depth: 32, Problems: 200_000}
}
