// Package reconcile compares a copy of a plan that came back with the plan: what it was when the copy went out, what it is now, and what the
// copy says. It gives differences for a person to settle one by one, and the plan's own named change that accepting each would make. It
// changes nothing.
package reconcile

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"throughline/calendar"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// Kind is what sort of difference it is.
type Kind string

// The kinds.
const (
	Changed    Kind = "changed"    // only the copy changed it
	Conflict   Kind = "conflict"   // both the copy and the plan changed it since
	Added      Kind = "added"      // a row that the plan does not have
	Missing    Kind = "missing"    // a row that the copy no longer has
	Moved      Kind = "moved"      // a row that stands under another action or area
	Unreadable Kind = "unreadable" // a cell that can't be read as what its column holds
	Claimed    Kind = "claimed"    // what a copy can say but not change
	Unknown    Kind = "unknown"    // a column that the plan has no place for
	Twofold    Kind = "twofold"    // rows of the copy that say different things, or the same row twice
	Mismatched Kind = "mismatched" // a row whose reference is of another row, another plan or another council
)

// Kinds lists them in the order in which a page offers them.
var Kinds = []Kind{Changed, Conflict, Added, Missing, Moved, Unreadable, Claimed, Unknown, Twofold, Mismatched}

// Words names the kind.
func (k Kind) Words() string {
	return map[Kind]string{
		Changed: "Changed in the copy", Conflict: "Changed in both", Added: "New row", Missing: "Row taken out", Moved: "Moved", Unreadable: "Can’t be read",
		Claimed: "A claim", Unknown: "Another column", Twofold: "Said twice", Mismatched: "Doesn’t match",
	}[k]
}

// A Difference is one thing that a copy says otherwise than the plan.
type Difference struct {
	Key    string // the same for the same copy, whatever the plan becomes
	Kind   Kind
	Area   string // id of the area that it is about, or ""
	Action string // and of the action
	Part   string // and of the part
	About  string // its reference and words: "A1a Train the drivers"
	Field  string // which column, in words; "" where it is about a whole row
	Was    string // when the copy went out
	Now    string // in the plan now
	Theirs string // in the copy
	Place  string // where in the copy: "Plan, row 12"
	Unsure bool   // matched by reference and words, and not by Throughline's own reference
	Note   string // what the person should know, in sentences
	Accept string // what accepting it would do, as a sentence; "" where it can't be accepted

	at         int // of the copy's rows
	heading    string
	rows       []outofplan.Row
	table      *outofplan.Table
	until      calendar.Date // of more time
	inspection string        // of a new row
}

// Stamp changes whenever what a person saw of the difference does.
func (d *Difference) Stamp() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{string(d.Kind), d.Was, d.Now, d.Theirs, d.Accept}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// Asks says what accepting needs of the person besides a yes.
func (d *Difference) Asks() (asks Asking) {
	switch {
	case d.Accept == "":
	case d.Kind == Added:
		asks = Asking{Owner: true, Signer: true, Due: true}
	case d.Kind == Missing, isTime(d.heading):
		asks.Reason = true
	case d.heading == outofplan.Owner:
		asks = Asking{Owner: true, Signer: true}
	case d.heading == outofplan.Signer:
		asks.Signer = true
	}
	return asks
}

// Asking is what accepting a difference needs of the person.
type Asking struct{ Reason, Owner, Signer, Due bool }

// Answers are what the person says. What is blank is taken from the copy where it tells.
type Answers struct {
	Reason string
	Owner  string // post id
	Signer string // post id
	Due    calendar.Date

	Confirm string // why words that look as if they named somebody name no child
}

// A Result is all that came of comparing a copy with the plan.
type Result struct {
	Differences []Difference // in the order of the copy's rows, then what it no longer has
	Rows        int          // of the copy
	Spacing     int          // cells that differ only in spacing or in the kind of quotation marks and dashes
	Missing     []string     // columns that the copy no longer has: they are no difference
	Blind       bool         // nothing tells when the copy went out, so that it can't be told which side changed
}

// A Moment is when rows of a copy went out: the last entry known, and the day described.
type Moment struct {
	Entry int64
	AsAt  calendar.Date
}

// Moments gives when the rows of a copy went out, each once, the earliest first.
func Moments(back *outofplan.Export) (all []Moment) {
	seen := map[Moment]bool{}
	for _, row := range back.Rows {
		if m := (Moment{row.Entry, row.AsAt}); row.Entry > 0 && !seen[m] {
			seen[m] = true
			all = append(all, m)
		}
	}
	sortMoments(all)
	return all
}

func placeWords(row *outofplan.Row) string { return intoplan.PlaceWords(row.Place) }

// heldAbout gives the reference and the words of what a difference is about.
func heldAbout(p *plan.Plan, area, action, part string) string {
	if held, ok := p.Parts.Get(part); ok {
		return p.PartRef(held) + " " + held.Text
	}
	if held, ok := p.Actions.Get(action); ok {
		return held.Ref + " " + held.Title
	}
	if held, ok := p.Areas.Get(area); ok {
		return held.Ref + " " + held.Title
	}
	return ""
}

// fieldName is a heading without the note that it is worked out.
func fieldName(heading string) string { return strings.TrimSuffix(heading, " (worked out)") }

// shown is a cell as people read it: a day in words.
func shown(heading, text string) string {
	if c, ok := outofplan.ColumnOf(heading); ok && c.Kind == outofplan.Day {
		if day, err := calendar.Parse(text); err == nil {
			return day.Long()
		}
	}
	return text
}

func compareMoments(a, b Moment) int {
	return cmp.Or(cmp.Compare(a.Entry, b.Entry), a.AsAt.Compare(b.AsAt))
}
