// Package outofplan lays out the plan of an inspection as one table, for Excel and other spreadsheets, and knows that table again when a
// copy of it comes back.
//
// There is a row for each part, one for an action without parts, and one for an area for improvement that no row above stands under. What
// can be typed into a copy has a plain heading. What Throughline works out, or holds as a record of a decision, has "(worked out)" in its
// heading: in a copy that comes back it is a claim, and never a fact.
package outofplan

import (
	"slices"

	"throughline/ingest/planfile"
)

// The headings of what can be typed into a copy.
const (
	AreaReference   = "Area reference" // of every area that the action serves, with "; " between
	Section         = "Section"
	Timescale       = "Timescale"
	Area            = "Area for improvement" // the inspectors' own words
	AreaTitle       = "Area title"
	AreaDue         = "Area due date"
	AreaAddressees  = "Area addressed to" // one to a line
	AreaNotes       = "Area notes"        // one to a line
	AreaReport      = "Report that the area comes from"
	ActionReference = "Action reference"
	Action          = "Action"
	Origin          = "Where the action came from"
	OriginNote      = "Note on where it came from"
	ActionDue       = "Action due date"
	DependsOn       = "Waits for" // references of actions, with "; " between
	SuccessMeasure  = "Success measure"
	Contingency     = "Contingency"
	GoLive          = "Practice changes on"
	PartReference   = "Part reference"
	Part            = "Part"
	Owner           = "Owner" // the post's title
	Agency          = "Agency"
	Signer          = "Post that signs off"
	SignerAgency    = "Agency that signs off"
	Due             = "Due date" // of the part, as first set
	Measure         = "How it is measured"
	Target          = "Number to reach"
	Unit            = "What is counted"
	Milestones      = "Milestones on the way" // one to a line
)

// The headings of what is worked out.
const (
	Standing     = "Standing of the action (worked out)"
	PlannedOn    = "Planned on (worked out)"
	RevisedDue   = "Revised due date (worked out)"
	ApprovedBy   = "Approved by (worked out)"
	RequestedDue = "Requested due date (worked out)"
	Status       = "Status (worked out)"
	Progress     = "What the owner reports (worked out)"
	Wanting      = "Still wanting (worked out)"
	Accepted     = "Accepted evidence (worked out)"
	Waiting      = "Evidence not yet judged (worked out)"
	SignedOn     = "Signed off on (worked out)"
	LastNews     = "Last news (worked out)"
	Reached      = "Milestones reached (worked out)" // one to a line
	ActionDone   = "Action done (worked out)"
	Checked      = "Checked (worked out)"
	Difference   = "Difference shown (worked out)"
	Claimed      = "Status claimed by an imported file (worked out)"
	ShownClaims  = "More time claimed by an imported file (worked out)"
)

// Reference is the last heading of all.
const Reference = planfile.MarkHeading

// Kind is what the cells of a column are.
type Kind int

// The kinds of cell.
const (
	Words Kind = iota
	Day        // 2013-02-01
	Count      // a whole number
)

// A Column is one that every export has.
type Column struct {
	Heading string
	Kind    Kind
	Width   int  // in letters
	Typed   bool // its cells can be typed into a copy; else they are worked out
}

// Columns are those that every export has, from the left. Columns kept from imported files stand between them and the Reference.
var Columns = []Column{
	{AreaReference, Words, 11, true},
	{Section, Words, 16, true},
	{Timescale, Words, 16, true},
	{Area, Words, 50, true},
	{ActionReference, Words, 11, true},
	{Action, Words, 40, true},
	{PartReference, Words, 10, true},
	{Part, Words, 40, true},
	{Owner, Words, 24, true},
	{Agency, Words, 20, true},
	{Due, Day, 12, true},
	{RevisedDue, Day, 14, false},
	{ApprovedBy, Words, 18, false},
	{RequestedDue, Day, 14, false},
	{Status, Words, 14, false},
	{Progress, Words, 26, false},
	{Wanting, Words, 40, false},
	{Accepted, Count, 12, false},
	{Waiting, Count, 12, false},
	{SignedOn, Day, 14, false},
	{LastNews, Day, 14, false},
	{Signer, Words, 24, true},
	{SignerAgency, Words, 20, true},
	{Measure, Words, 14, true},
	{Target, Count, 10, true},
	{Unit, Words, 16, true},
	{Milestones, Words, 36, true},
	{Reached, Words, 30, false},
	{ActionDue, Day, 14, true},
	{ActionDone, Words, 16, false},
	{Checked, Words, 16, false},
	{Difference, Words, 18, false},
	{Standing, Words, 24, false},
	{PlannedOn, Day, 14, false},
	{Origin, Words, 20, true},
	{OriginNote, Words, 24, true},
	{DependsOn, Words, 14, true},
	{SuccessMeasure, Words, 36, true},
	{Contingency, Words, 36, true},
	{GoLive, Day, 14, true},
	{AreaTitle, Words, 30, true},
	{AreaDue, Day, 14, true},
	{AreaAddressees, Words, 20, true},
	{AreaNotes, Words, 30, true},
	{AreaReport, Words, 24, true},
	{Claimed, Words, 18, false},
	{ShownClaims, Words, 30, false},
}

// ColumnOf gives the column that every export has under a heading.
func ColumnOf(heading string) (Column, bool) {
	if i := slices.IndexFunc(Columns, func(c Column) bool { return c.Heading == heading }); i >= 0 {
		return Columns[i], true
	}
	if heading == Reference {
		return Column{Heading: Reference, Width: 20}, true
	}
	return Column{}, false
}
