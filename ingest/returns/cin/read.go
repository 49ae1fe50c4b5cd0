// Package cin reads the children in need census as councils send it: XML, of the years 2017 to 2026. It holds one child at a time, types
// every value, loses nothing and stops at nothing: what can't be read stays as it was written, and a problem says where it is and how to
// mend it. It does not judge what was read; that is the work of the rules.
package cin

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
)

// ErrNoYear says that the census year was not given, and can't be told from the file.
var ErrNoYear = errors.New("the census year cannot be told from the file: say the March that it ends in")

// ErrNothing says that none of the files is a census.
var ErrNothing = errors.New("none of the files is a children in need census")

type reader struct {
	limits returns.Limits
	report *returns.Report
	made   *Return
	lists  *lists
}

// Read reads the files of one census; most councils have one. The year is the March that the census year ends in; 0 for the one that the
// first file's Header gives. The report is whole even when an error is given, which is so only when nothing can be read.
func Read(ctx context.Context, files []returns.File, year int) (*Return, *returns.Report, error) {
	return ReadWithin(ctx, files, year, returns.Usual())
}

type text struct {
	name, text string
	read       int
}

// ReadWithin is Read with limits of the caller's own.
func ReadWithin(ctx context.Context, files []returns.File, year int, limits returns.Limits) (*Return, *returns.Report, error) {
	r := &reader{limits: limits, report: returns.NewReport(limits), made: &Return{}}
	if year != 0 && (year < FirstYear || year > LastYear) {
		return r.made, r.report, fmt.Errorf("the census of the year ending in March %d cannot be read: those of %d to %d can", year, FirstYear, LastYear)
	}
	texts := r.open(files)
	if len(texts) == 0 {
		return r.made, r.report, ErrNothing
	}
	r.made.Year, r.report.YearFrom = year, "The year was given."
	if year == 0 {
		if r.made.Year, r.report.YearFrom = yearOf(texts[0].text); r.made.Year == 0 {
			return r.made, r.report, ErrNoYear
		}
	}
	r.report.Year, r.lists = r.made.Year, yearLists()[r.made.Year]
	r.years(texts)
	for _, t := range texts {
		if err := r.tree(ctx, t); err != nil {
			return r.made, r.report, err
		}
	}
	r.twice()
	return r.made, r.report, nil
}

var root = regexp.MustCompile(`(?i)<([a-z_][\w.-]*:)?(Message|Children|Child)[\s/>]`)

func (r *reader) open(files []returns.File) []text {
	var texts []text
	for _, file := range r.report.Open(files, r.limits, returns.Whose{Return: "census", SaveAs: "Save the census as XML."}) {
		begin := strings.TrimSpace(file.Text[:min(len(file.Text), 8192)])
		if !strings.HasPrefix(begin, "<") || !root.MatchString(begin) || strings.Contains(begin, "EXPSSDA903") {
			r.report.Refuse(file.Name, "not-a-census", "The file is not a children in need census.", "Choose the XML file that your system makes for the census.")
			continue
		}
		r.report.Files[file.At].As = "XML"
		texts = append(texts, text{file.Name, file.Text, file.At})
	}
	return texts
}

var (
	yearTag      = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?Year>\s*(\d{4})\s*<`)
	referenceTag = regexp.MustCompile(`<(?:[A-Za-z_][\w.-]*:)?ReferenceDate>\s*([^<]{8,30})\s*<`)
)

// top is where the Header lies.
func top(text string) string { return text[:min(len(text), 16<<10)] }

// yearOf is the year that a file's Header says, or the one that its reference date lies in.
func yearOf(text string) (int, string) {
	if m := yearTag.FindStringSubmatch(top(text)); m != nil {
		if year, err := strconv.Atoi(m[1]); err == nil && year >= FirstYear && year <= LastYear {
			return year, fmt.Sprintf("The year was not given. The file's Header says %d.", year)
		}
	}
	if day, year := referenceYear(text); year >= FirstYear && year <= LastYear {
		return year, fmt.Sprintf("The year was not given. The file's reference date is %s, in the census year ending in March %d.", day.Long(), year)
	}
	return 0, ""
}

func referenceYear(text string) (calendar.Date, int) {
	m := referenceTag.FindStringSubmatch(top(text))
	if m == nil {
		return calendar.Date{}, 0
	}
	read := returns.ReadDate(m[1])
	if read.Form == returns.WrongDate || read.Form == returns.NoDate {
		return calendar.Date{}, 0
	}
	if read.Day.After(calendar.Date{Year: read.Day.Year, Month: time.March, Day: 31}) {
		return read.Day, read.Day.Year + 1
	}
	return read.Day, read.Day.Year
}

// years notes a file whose Header is of another year.
func (r *reader) years(texts []text) {
	for _, t := range texts {
		said, _ := yearOf(t.text)
		day, by := referenceYear(t.text)
		if said != 0 && said != r.made.Year {
			r.report.Add(returns.Problem{File: t.name, Column: Year.String(), Value: strconv.Itoa(said), Rule: "year-doubtful", Grade: returns.Noted,
				Sentence: fmt.Sprintf("The file's Header says %d, and it is read as the census of March %d.", said, r.made.Year), Mend: "Check the year."})
		}
		if by != 0 && by != r.made.Year {
			r.report.Add(returns.Problem{File: t.name, Column: ReferenceDate.String(), Value: day.String(), Rule: "year-doubtful", Grade: returns.Noted,
				Sentence: fmt.Sprintf("The reference date %s is not in the census year ending in March %d.", day.Long(), r.made.Year),
				Mend:     fmt.Sprintf("Check the year. The reference date is 31 March %d.", r.made.Year)})
		}
	}
	if len(texts) > 1 {
		r.report.Add(returns.Problem{Rule: "files-several", Grade: returns.Noted,
			Sentence: fmt.Sprintf("There are %d census files. The children of all of them are read.", len(texts)), Mend: "If one is an older copy, leave it out."})
	}
}

// twice notes a child that is there twice. Both are kept.
func (r *reader) twice() {
	seen := map[string]*Row{}
	rows := r.made.rows[TableChildIdentifiers]
	for i := range rows {
		if rows[i].Child == "" {
			continue
		}
		if first := seen[rows[i].Child]; first != nil {
			r.note(&rows[i], LAchildID, rows[i].Child, "child-twice",
				fmt.Sprintf("The child is there already, at line %d of %s. Both are kept.", first.Line, first.File), "Put what is known of one child inside one Child element.")
			continue
		}
		seen[rows[i].Child] = &rows[i]
	}
}
