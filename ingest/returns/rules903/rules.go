// Package rules903 judges what a children looked after return says, by the validation rules that the Department for Education publishes
// for it. It judges a return that has been read; what could not be read is the reader's to tell.
//
// A rule never changes what it judges, never stops another rule, and never passes because it could not run: a rule that needs a table, or a
// list, that is not there is named among those not judged.
package rules903

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"throughline/calendar"
	"throughline/ingest/returns"
	s "throughline/ingest/returns/ssda903"
)

// Rule is one rule as it is published.
type Rule struct {
	Code    string
	Message string // as published
	Fields  []string
	Tables  []string       // those that it looks at; with _last for the return of the year before
	Years   map[int]string // the years that it is in force, by the March they end in, and the version of it
}

// Provider is one entry of Ofsted's list of providers.
type Provider struct {
	URN             string
	Places          []string // the placement codes that it may have
	Providers       []string // the provider codes that it may have
	Postcode        string
	Authority       string
	RegistrationEnd calendar.Date
}

// Known is what the rules need besides the returns. What is nil or empty is not known, and the rules that need it are not judged.
type Known struct {
	Last      *s.Return // the return of the year before
	Authority string    // the council's code, as the column PL_LA writes codes
	Providers map[string]Provider
	Postcode  func(string) bool // says whether there is such a postcode; the space is taken out
}

// Found is what a rule named.
type Found struct {
	Rule Rule
	Rows []*s.Row
	// Last holds the rows of the return of the year before that it named.
	Last []*s.Row
}

// Judged is what the rules found, in the order of their codes.
type Judged struct {
	Year  int // whose rules they are
	Found []Found
	// Not holds the rules that could not be judged, and why.
	Not map[string]string
}

//go:embed data/ssda903_rules.csv
var published string

// yearNames are the columns of the years in the file of the rules.
var yearNames = map[int]string{2023: "2022_23", 2024: "2023_24", 2025: "2024_25", 2026: "2025_26", 2027: "2026_27"}

// FirstYear is the first year whose rules are known. An older return is judged by the rules of this one.
const FirstYear = 2023

// Rules are all the rules that are published, in the order of the file.
var Rules = sync.OnceValue(func() []Rule {
	rules, err := read(published)
	if err != nil {
		panic("the list of rules built into this program is damaged: " + err.Error())
	}
	return rules
})

func read(text string) ([]Rule, error) {
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("the list of rules: %w", err)
	}
	var rules []Rule
	for _, record := range records[1:] {
		made := Rule{Code: record[0], Message: record[1], Fields: strings.Split(record[2], "|"), Tables: strings.Split(record[3], "|"), Years: map[int]string{}}
		for year, name := range yearNames {
			if at := slices.Index(records[0], name); at >= 0 && record[at] != "" {
				made.Years[year] = strings.TrimPrefix(record[at], "lac")
			}
		}
		rules = append(rules, made)
	}
	return rules, nil
}

// Judge judges a return by the rules of its year.
func Judge(this *s.Return, known Known) Judged {
	d := newData(this, known)
	judged := Judged{Year: d.year, Not: map[string]string{}}
	for _, rule := range Rules() {
		if rule.Years[d.year] == "" {
			continue
		}
		if why := d.lacks(rule); why != "" {
			judged.Not[rule.Code] = why
			continue
		}
		d.begin()
		judges[rule.Code](d)
		if found := d.found(); len(found.Rows)+len(found.Last) > 0 {
			found.Rule = rule
			judged.Found = append(judged.Found, found)
		}
	}
	return judged
}

// Problems are what was found as a reader's problems, row by row.
func (f Found) Problems() []returns.Problem {
	var all []returns.Problem
	for _, row := range append(slices.Clone(f.Rows), f.Last...) {
		column, value := "", ""
		for _, field := range f.Rule.Fields {
			if c, ok := s.ColumnNamed(field); ok && slices.Contains(row.Table.Columns(), c) {
				column, value = field, row.Cell(c).Written
				break
			}
		}
		all = append(all, returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: column, Value: returns.Shown(value),
			Rule: "903-" + f.Rule.Code, Grade: returns.Judged, Sentence: f.Rule.Sentence(), Mend: f.Rule.Mend()})
	}
	return all
}

// Sentence is the published message as a sentence.
func (r Rule) Sentence() string {
	text, _, _ := strings.Cut(r.Message, " [NOTE")
	text = strings.TrimRight(strings.ReplaceAll(strings.TrimSpace(text), ".]", "]"), ".")
	return text + "."
}

// Mend says where to look.
func (r Rule) Mend() string {
	if len(r.Fields) == 1 {
		return fmt.Sprintf("Check %s in the child's record, and put right what is wrong.", r.Fields[0])
	}
	fields := slices.Clone(r.Fields)
	slices.Sort(fields)
	fields = slices.Compact(fields)
	if len(fields) == 1 {
		return fmt.Sprintf("Check %s in the child's record, and put right what is wrong.", fields[0])
	}
	return fmt.Sprintf("Check %s and %s in the child's record, and put right what is wrong.", strings.Join(fields[:len(fields)-1], ", "), fields[len(fields)-1])
}
