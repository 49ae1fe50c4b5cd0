// Package rulescin judges what a children in need census says, by the validation rules that the Department for Education publishes for it.
// It judges a census that has been read; what could not be read is the reader's to tell.
//
// A rule never changes what it judges, never stops another rule, and never passes because it could not run.
package rulescin

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"

	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
)

// Rule is one rule as it is published.
type Rule struct {
	Code    string
	Query   bool // it asks for a reason; the others are errors
	Message string
	Fields  []string
	Years   map[int]string // the years that it is in force, by the March they end in, and the version of it
}

// Found is what a rule named: rows, or the census as a whole.
type Found struct {
	Rule  Rule
	Rows  []*cin.Row
	Whole bool
}

// Judged is what the rules found, in the order of the file of the rules.
type Judged struct {
	Year  int // whose rules they are
	Found []Found
}

//go:embed data/cin_rules.csv
var published string

// yearNames are the columns of the years in the file of the rules.
var yearNames = map[int]string{2023: "2022_23", 2024: "2023_24", 2025: "2024_25", 2026: "2025_26"}

// FirstYear is the first year whose rules are known. An older census is judged by the rules of this one.
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
		made := Rule{Code: record[0], Query: record[1] == "QUERY", Message: record[3], Years: map[int]string{}}
		for field := range strings.SplitSeq(record[4], "|") {
			if !strings.HasPrefix(field, "CINTable.") && !slices.Contains(made.Fields, field) {
				made.Fields = append(made.Fields, field)
			}
		}
		for year, name := range yearNames {
			if at := slices.Index(records[0], name); at >= 0 && record[at] != "" {
				made.Years[year] = strings.TrimPrefix(record[at], "cin")
			}
		}
		rules = append(rules, made)
	}
	return rules, nil
}

// Judge judges a census by the rules of its year.
func Judge(this *cin.Return) Judged {
	d := newData(this)
	judged := Judged{Year: d.year}
	for _, rule := range Rules() {
		if rule.Years[d.year] == "" {
			continue
		}
		d.begin()
		judges[rule.Code](d)
		if found := d.found(); len(found.Rows) > 0 || found.Whole {
			found.Rule = rule
			judged.Found = append(judged.Found, found)
		}
	}
	return judged
}

// Problems are what was found as a reader's problems, row by row.
func (f Found) Problems() []returns.Problem {
	rule, sentence, mend := "cin-"+f.Rule.Code, f.Rule.Sentence(), f.Rule.Mend()
	var all []returns.Problem
	if f.Whole {
		all = append(all, returns.Problem{Rule: rule, Grade: returns.Judged, Sentence: sentence, Mend: mend})
	}
	for _, row := range f.Rows {
		column, value := "", ""
		for _, c := range row.Table.Columns() {
			if slices.Contains(f.Rule.Fields, c.String()) {
				column, value = c.String(), row.Cell(c).Written
				break
			}
		}
		all = append(all, returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: column, Value: returns.Shown(value), Rule: rule,
			Grade: returns.Judged, Sentence: sentence, Mend: mend})
	}
	return all
}

// Sentence is the published message as a sentence, without the request that all queries begin with.
func (r Rule) Sentence() string {
	text := strings.TrimSpace(r.Message)
	for _, lead := range []string{"Please check and either amend or provide a reason:", "Please check and either amend data or provide a reason:"} {
		text = strings.TrimSpace(strings.TrimPrefix(text, lead))
	}
	text = strings.TrimRight(text, ".")
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// Mend says where to look, and whether a reason will do.
func (r Rule) Mend() string {
	fields := strings.Join(r.Fields, ", ")
	if at := strings.LastIndex(fields, ", "); at >= 0 {
		fields = fields[:at] + " and " + fields[at+2:]
	}
	if r.Query {
		return fmt.Sprintf("Check %s in the child's record. Put right what is wrong, or be ready to give the reason.", fields)
	}
	return fmt.Sprintf("Check %s in the child's record, and put right what is wrong.", fields)
}
