package planfile

import "throughline/ingest/document"

// A Mapping says how a document is to be read. It is plain data: it can be shown, changed and kept.
type Mapping struct {
	Tables   []Table  `json:"tables"`   // every table and list of the document, whether or not it is the plan
	Statuses []Status `json:"statuses"` // the short words and the colours that stand for progress
	Dates    Dates    `json:"dates"`
}

// A Table is one table or list: a whole block of the document, or some rows of a sheet that holds several.
type Table struct {
	Block      int            `json:"block"` // of the document's blocks, from 0
	Place      document.Place `json:"place"`
	Heading    string         `json:"heading"`
	List       bool           `json:"list"`
	First      int            `json:"first"` // its first and last row, by number
	Last       int            `json:"last"`
	Plan       bool           `json:"plan"` // it is read; a table that isn't is named in a warning
	Why        string         `json:"why"`
	Confidence int            `json:"confidence"` // of a hundred
	Headers    []int          `json:"headers"`    // rows of headings, by number; they may stand again further down
	Columns    []Meant        `json:"columns"`
}

// Meant is what a column means.
type Meant struct {
	Column     int     `json:"column"` // from 1
	Name       string  `json:"name"`   // its heading, trimmed; of two rows of headings, the upper's words first
	Means      Meaning `json:"means"`
	Confidence int     `json:"confidence"` // of a hundred
	Why        string  `json:"why"`
}

// A Meaning is what the cells of a column are.
type Meaning string

// The meanings. A column that has none of them is kept as it is.
const (
	Other      Meaning = ""
	Ref        Meaning = "ref"
	Section    Meaning = "section"
	Timescale  Meaning = "timescale"
	Area       Meaning = "area"
	Action     Meaning = "action"
	Steps      Meaning = "steps" // the pieces of the action, or its milestones
	Owner      Meaning = "owner"
	Agency     Meaning = "agency"
	DueDate    Meaning = "due"
	NewDate    Meaning = "new_date" // a later date than the first
	ApprovedBy Meaning = "approved_by"
	Progress   Meaning = "status"    // a word, letter, colour or percentage
	Narrative  Meaning = "narrative" // progress told in sentences
	Finished   Meaning = "finished"  // the day it was completed
	notAPlan   Meaning = "not_a_plan"
)

// Meanings are those that a person may choose for a column.
var Meanings = []Meaning{
	Other, Ref, Section, Timescale, Area, Action, Steps, Owner, Agency, DueDate, NewDate, ApprovedBy, Progress, Narrative, Finished,
}

// A Status is what a word or a colour claims in this document.
type Status struct {
	Words      string         `json:"words"`  // as first written; "" when only the colour tells
	Colour     string         `json:"colour"` // of the cell: red, amber, yellow, green, blue...
	Means      Fact           `json:"means"`
	Ask        bool           `json:"ask"` // councils use it for different things, and nothing in the file says for which
	Confidence int            `json:"confidence"`
	Why        string         `json:"why"`
	Count      int            `json:"count"`
	First      document.Place `json:"first"`
}

// Dates is the order in which days and months are written with figures.
type Dates struct {
	MonthFirst bool   `json:"month_first"`
	Why        string `json:"why"`
	OnlyDay    int    `json:"only_day"`   // how many dates can only be read day first, such as 31/01/2012
	OnlyMonth  int    `json:"only_month"` // and how many only month first
	EitherWay  int    `json:"either_way"`
}

// plan gives the tables to read.
func (m Mapping) plan() []Table {
	var tables []Table
	for _, t := range m.Tables {
		if t.Plan {
			tables = append(tables, t)
		}
	}
	return tables
}

// columns gives the columns of a table that have a meaning, from the left.
func (t Table) columns(means Meaning) []Meant {
	var found []Meant
	for _, c := range t.Columns {
		if c.Means == means {
			found = append(found, c)
		}
	}
	return found
}
