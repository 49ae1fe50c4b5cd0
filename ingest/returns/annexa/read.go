package annexa

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"throughline/ingest/document"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

// ErrNothing says that none of the files has a list of Annex A.
var ErrNothing = errors.New("none of the files has a list of Annex A")

type reader struct {
	limits   returns.Limits
	report   *returns.Report
	had      map[string]string // the sheet or file of each list
	subjects []*tabular.Subject
	known    map[tabular.Identifier]*tabular.Subject
	seen     map[string]bool // rows, by all they say
}

// Read reads the lists of one inspection or one month: a workbook, or a text file for each list. The report is whole even when an error is given,
// which is so only when no file has a list of Annex A. Cells of a workbook that Excel holds as dates are in the rows as 2013-04-15; text is
// as it is written.
func Read(files []returns.File, limits returns.Limits) (*tabular.Return, *returns.Report, error) {
	r := &reader{limits: limits, report: returns.NewReport(limits), had: map[string]string{}, known: map[tabular.Identifier]*tabular.Subject{}, seen: map[string]bool{}}
	for i, file := range files {
		if i >= limits.Files {
			r.report.Refuse(file.Name, "files", fmt.Sprintf("There are more than %d files.", limits.Files), "Choose the files of one Annex A alone.")
			continue
		}
		r.file(file)
	}
	if len(r.had) == 0 {
		return &tabular.Return{}, r.report, ErrNothing
	}
	made := &tabular.Return{Subjects: make([]tabular.Subject, len(r.subjects))}
	for i, s := range r.subjects {
		made.Subjects[i] = *s
	}
	for _, name := range Lists() {
		if r.had[name] != "" {
			made.Tables = append(made.Tables, name)
		}
	}
	return made, r.report, nil
}

// Recognise says cheaply whether a file may be an Annex A: a workbook with a sheet called like a list, or a text whose headings are a list's.
func Recognise(name string, content []byte) bool {
	if bytes.HasPrefix(content, []byte("PK\x03\x04")) {
		return hasListSheet(content)
	}
	text, _, ok := returns.Text(content[:min(len(content), recogniseWithin)])
	if !ok {
		return false
	}
	from := csv.NewReader(strings.NewReader(text))
	from.FieldsPerRecord, from.LazyQuotes, from.Comma = -1, true, delimiter(text)
	var rows [][]string
	for len(rows) < amongRows {
		row, err := from.Read()
		if err != nil {
			break
		}
		rows = append(rows, row)
	}
	at, _, ok := recognise(numberIn(name, false), rows)
	return ok && at.identifies()
}

const recogniseWithin = 16 << 10

func delimiter(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best := ','
	for _, c := range []rune{';', '\t', '|'} {
		if strings.Count(line, string(c)) > strings.Count(line, string(best)) {
			best = c
		}
	}
	return best
}

var sheetName = regexp.MustCompile(`<(?:\w+:)?sheet\s[^>]*?name="([^"]{1,60})"`)

func hasListSheet(content []byte) bool {
	parts, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	at := slices.IndexFunc(parts.File, func(f *zip.File) bool { return f.Name == "xl/workbook.xml" })
	if at < 0 {
		return false
	}
	part, err := parts.File[at].Open()
	if err != nil {
		return false
	}
	const workbookWithin = 1 << 20
	book, err := io.ReadAll(io.LimitReader(part, workbookWithin))
	if err != nil || part.Close() != nil {
		return false
	}
	for _, m := range sheetName.FindAllSubmatch(book, -1) {
		if numberIn(string(m[1]), true) > 0 {
			return true
		}
	}
	return false
}

func (r *reader) file(file returns.File) {
	r.report.Files = append(r.report.Files, returns.Read{Name: file.Name})
	read := &r.report.Files[len(r.report.Files)-1]
	content, err := returns.Content(file.Content, r.limits)
	switch {
	case errors.Is(err, returns.ErrTooLarge):
		r.report.Refuse(file.Name, "size", "The file is larger than an Annex A can be.", "Check that it is the right file.")
		return
	case err != nil:
		r.report.Refuse(file.Name, "unreadable", "The file could not be read to its end.", "Save it again, and choose it again.")
		return
	}
	doc, err := document.Read(context.Background(), file.Name, content, r.documentLimits(), nil)
	if err != nil {
		r.report.Refuse(file.Name, "not-read", err.Error(), "Save the workbook again as .xlsx, or each list as CSV.")
		return
	}
	for _, w := range doc.Warnings {
		r.report.Add(returns.Problem{File: file.Name, Element: w.Sheet, Row: w.Row, Rule: "file", Grade: returns.Noted, Sentence: w.Text, Mend: "Look whether the file says what it should."})
	}
	var as []string
	for i := range doc.Blocks {
		block := &doc.Blocks[i]
		if block.List || len(block.Rows) == 0 {
			continue
		}
		s := sheet{reader: r, file: file.Name, name: block.Place.Sheet, block: block, lines: doc.Kind == document.Text}
		if name := s.read(); name != "" {
			as = append(as, name)
			read.Rows += s.kept
		}
	}
	read.As = strings.Join(as, ", ")
	if len(as) == 0 {
		r.report.Refuse(file.Name, "no-list", "No row of the file has the headings of a list of Annex A.", "Check that the headings are as Ofsted’s template has them, or leave the file out.")
	}
}

func (r *reader) documentLimits() document.Limits {
	of := document.Usual()
	of.Bytes = int(min(int64(of.Bytes), r.limits.Bytes))
	of.Rows, of.Columns, of.Characters = min(of.Rows, r.limits.Rows), min(of.Columns, r.limits.Columns), min(of.Characters, r.limits.Letters)
	return of
}
