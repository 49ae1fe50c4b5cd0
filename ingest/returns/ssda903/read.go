// Package ssda903 reads the children looked after return (SSDA903) as councils send it: the set of CSV files, known by their columns, or
// the one XML file. It types every cell, loses nothing and stops at nothing: what can't be read stays as it was written, and a problem says
// where it is and how to mend it. It does not judge what was read; that is the work of the rules.
package ssda903

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"throughline/ingest/returns"
)

// ErrNoYear says that the collection year was not given, and can't be told from the files.
var ErrNoYear = errors.New("the collection year cannot be told from the files: say the March that it ends in")

// ErrNothing says that none of the files is a part of the return.
var ErrNothing = errors.New("none of the files is a part of the children looked after return")

type reader struct {
	limits   returns.Limits
	report   *returns.Report
	made     *Return
	lists    *lists
	named    map[[2]int]string
	isoDates int
	firstISO int
}

// text is a file that could be read as letters.
type text struct {
	name  string
	text  string
	xml   bool
	sheet sheet
	read  int // its place in the report
}

// Read reads the files of one return. The year is the March that the collection year ends in; 0 for the one that the files show. The report
// is whole even when an error is given, which is so only when nothing can be read: no file of a return, no year, or the end of ctx.
func Read(ctx context.Context, files []returns.File, year int) (*Return, *returns.Report, error) {
	return ReadWithin(ctx, files, year, returns.Usual())
}

// ReadWithin is Read with limits of the caller's own.
func ReadWithin(ctx context.Context, files []returns.File, year int, limits returns.Limits) (*Return, *returns.Report, error) {
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{}, named: map[[2]int]string{}}
	if year != 0 && (year < FirstYear || year > LastYear) {
		return r.made, r.report, fmt.Errorf("the return of the year ending in March %d cannot be read: those of %d to %d can", year, FirstYear, LastYear)
	}
	texts := r.open(files)
	if len(texts) == 0 {
		return r.made, r.report, ErrNothing
	}
	if err := ctx.Err(); err != nil {
		return r.made, r.report, fmt.Errorf("reading the return was stopped: %w", err)
	}
	evidence := gather(texts)
	r.made.Year, r.report.YearFrom = year, "The year was given."
	if year == 0 {
		found, why := evidence.year()
		if found == 0 {
			return r.made, r.report, ErrNoYear
		}
		r.made.Year, r.report.YearFrom = found, why
	}
	r.report.Year, r.lists = r.made.Year, yearLists()[r.made.Year]
	if year != 0 {
		evidence.check(r)
	}
	if err := r.all(ctx, texts); err != nil {
		return r.made, r.report, err
	}
	r.whatIsMissing()
	r.twice()
	return r.made, r.report, nil
}

// open reads the files and finds what each is.
func (r *reader) open(files []returns.File) []text {
	var texts []text
	for _, file := range r.report.Open(files, r.limits, returns.Whose{Return: "return", SaveAs: "Save it as CSV or XML."}) {
		t := text{name: file.Name, text: file.Text, read: file.At}
		switch {
		case strings.TrimSpace(t.text) == "":
			r.report.Refuse(t.name, "empty", "The file has nothing in it.", "Leave it out, or save it again from your system.")
			continue
		case isXML(t.text):
			t.xml = true
		default:
			var ok bool
			if t.sheet, ok = recognise(t.text); !ok {
				r.report.Refuse(t.name, "not-a-table", "The columns are those of no table of the children looked after return.",
					"Check that the first row holds the names of the columns, or leave the file out.")
				continue
			}
		}
		texts = append(texts, t)
	}
	return texts
}

var rootOf903 = regexp.MustCompile(`<([A-Za-z_][\w.-]*:)?((?i:EXPSSDA903)|CHILD)[\s/>]`)

func isXML(letters string) bool {
	begin := strings.TrimSpace(letters[:min(len(letters), 4096)])
	return strings.HasPrefix(begin, "<") && rootOf903.MatchString(begin)
}

func (r *reader) all(ctx context.Context, texts []text) error {
	for _, t := range texts {
		r.isoDates, r.firstISO = 0, 0
		var err error
		if t.xml {
			err = r.tree(ctx, t)
		} else {
			err = r.sheet(ctx, t)
		}
		if err != nil {
			return err
		}
		if r.isoDates > 0 {
			r.report.Add(returns.Problem{File: t.name, Row: r.firstISO, Rule: "date-iso", Grade: returns.Noted,
				Sentence: fmt.Sprintf("%d dates are written with the year first. They are read so; the first is here.", r.isoDates),
				Mend:     "The return asks for the day first, like 05/11/2018."})
		}
	}
	return nil
}

func (r *reader) bad(row *Row, c Column, value, rule, sentence, mend string) {
	r.report.Add(returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: c.String(), Value: value, Rule: rule,
		Grade: returns.Unread, Sentence: sentence, Mend: mend})
}

func (r *reader) note(row *Row, c Column, value, rule, sentence, mend string) {
	r.report.Add(returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: c.String(), Value: value, Rule: rule,
		Grade: returns.Noted, Sentence: sentence, Mend: mend})
}
