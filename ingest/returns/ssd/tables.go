// Package ssd reads the Standard Safeguarding Dataset, as its tables are saved to CSV files: those that carry dated events of children, and who
// they and their workers are. Every row is accounted for: it is kept with its child or worker, as it was written, or the report says why it
// could not be. Names of people are taken for matching and left out of the rows.
package ssd

import (
	_ "embed"
	"slices"
	"strings"
)

// The names and types of the columns are facts of the public specification; data/tables.txt says which version.
//
//go:embed data/tables.txt
var published string

type kind string

const (
	id     kind = "id"
	person kind = "child"
	date   kind = "date"
	flag   kind = "flag"
	number kind = "number"
)

type column struct {
	name string
	kind kind
}

type table struct {
	name    string
	columns []column
}

var tables, byName = parse(published)

func parse(text string) (all []table, named map[string]*table) {
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 0 || fields[0] == "#":
		case len(fields) == 1:
			all = append(all, table{name: fields[0]})
		default:
			t := &all[len(all)-1]
			t.columns = append(t.columns, column{fields[0], kind(fields[1])})
		}
	}
	named = map[string]*table{}
	for i := range all {
		named[all[i].name] = &all[i]
	}
	return all, named
}

// Tables names the tables that are read, in the order in which they are written.
func Tables() []string {
	names := make([]string, len(tables))
	for i := range tables {
		names[i] = tables[i].name
	}
	return names
}

// Columns names the columns of a table in the order of the specification; nil for what is no table.
func Columns(of string) []string {
	t := byName[of]
	if t == nil {
		return nil
	}
	names := make([]string, len(t.columns))
	for i, c := range t.columns {
		names[i] = c.name
	}
	return names
}

// private are the columns that name people. They suggest who somebody is, and are never kept with the rows.
var private = []string{"pers_forename", "pers_surname", "prof_professional_name"}

// Kept names the columns of a table that are kept with its rows: all but names of people.
func Kept(of string) []string {
	return slices.DeleteFunc(Columns(of), func(c string) bool { return slices.Contains(private, c) })
}

// child is the column that says whom the rows are about; "" where another table does.
func (t *table) child() string {
	for _, c := range t.columns {
		if c.kind == person {
			return c.name
		}
	}
	return ""
}
