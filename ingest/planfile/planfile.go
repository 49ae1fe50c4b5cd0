// Package planfile understands a plan that a council keeps as a table or a list: which column is which, whose each part is, when it
// is due and what the document claims of it. It asks rather than guesses, and keeps what it does not know.
//
// Guess proposes a Mapping, with its reasons; a person may change it; Read reads a document by it. Reading by the same mapping always
// gives the same answer.
package planfile

import "throughline/ingest/document"

// A Reading is what a plan's document says, in its own words, and where it could not be understood.
type Reading struct {
	Entries  []Entry
	Warnings []document.Warning
	Refused  string // why nothing at all could be read; then there are no entries
}

// An Entry is one action of the plan, or one area for improvement that has no action of its own yet.
type Entry struct {
	Place     document.Place // where it begins
	Ref       string
	Section   string
	Timescale string // as the document has it: "Within three months"
	Area      string
	Action    string
	Due       Due
	Status    Fact     // what the document claims, never what the product has found
	Columns   []Column // every other column of the table, and what was read of those that took understanding, in the file's own words
	Parts     []Part
	Exported  bool // it went out of this product, and its words are as they were there
}

// A Column is a cell by the name of its column. Text is "" where the cell is empty.
type Column struct{ Name, Text string }

// A Part is the piece of an action that somebody answers for.
type Part struct {
	Text       string
	Owners     []string
	Agency     string // the one agency that is named, or ""
	Due        Due
	Revised    Due    // only where the document says who approved it
	ApprovedBy string // who did, as the document says
	Requested  Due    // a later date that nobody is said to have approved
	Status     Fact
	Row        []Column // of an exported part: every cell of its row, by its heading
}

// Cell gives what stands in an exported part's row under a heading, or "".
func (p *Part) Cell(heading string) string {
	for _, c := range p.Row {
		if c.Name == heading {
			return c.Text
		}
	}
	return ""
}

// A Fact is what a document claims of an action's progress.
type Fact string

// The facts that a document can claim, the least first.
const (
	Unclear         Fact = ""
	NotStarted      Fact = "not_started"
	InProgress      Fact = "in_progress"
	Done            Fact = "done"
	DoneAndEmbedded Fact = "done_and_embedded"
)

// Facts are all of them, the least first.
var Facts = []Fact{NotStarted, InProgress, Done, DoneAndEmbedded}

func (f Fact) rank() int {
	for i, fact := range Facts {
		if f == fact {
			return i + 1
		}
	}
	return 0
}

// least gives the one that claims less. Nothing claimed is least of all.
func least(a, b Fact) Fact {
	if a.rank() <= b.rank() {
		return a
	}
	return b
}
