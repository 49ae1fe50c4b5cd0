package reconcile

import (
	"strings"

	"throughline/ingest/outofplan"
)

// level is what a cell is about.
type level int

const (
	aboutRow level = iota // a column that the plan has no place for
	aboutArea
	aboutAction
	aboutPart
)

var areaColumns = asSet(outofplan.Area, outofplan.AreaTitle, outofplan.AreaDue, outofplan.AreaAddressees, outofplan.AreaNotes, outofplan.AreaReport)

var partColumns = asSet(outofplan.PartReference, outofplan.Part, outofplan.Owner, outofplan.Agency, outofplan.Due, outofplan.RevisedDue, outofplan.ApprovedBy,
	outofplan.RequestedDue, outofplan.Progress, outofplan.Wanting, outofplan.Accepted, outofplan.Waiting, outofplan.SignedOn, outofplan.Signer,
	outofplan.SignerAgency, outofplan.Measure, outofplan.Target, outofplan.Unit, outofplan.Milestones, outofplan.Reached)

// actionColumns are about the action; those of its areas are about the area where a row has no action.
var actionColumns = asSet(outofplan.AreaReference, outofplan.Section, outofplan.Timescale, outofplan.ActionReference, outofplan.Action, outofplan.Origin, outofplan.OriginNote,
	outofplan.ActionDue, outofplan.DependsOn, outofplan.SuccessMeasure, outofplan.Contingency, outofplan.GoLive, outofplan.PlannedOn, outofplan.Standing,
	outofplan.ActionDone, outofplan.Checked, outofplan.Difference, outofplan.Claimed, outofplan.ShownClaims)

// rowColumns are about the part where the row has one, else about the action.
var rowColumns = asSet(outofplan.Status, outofplan.LastNews)

func asSet(all ...string) map[string]bool {
	set := map[string]bool{}
	for _, one := range all {
		set[one] = true
	}
	return set
}

// thing is what a cell is about.
type thing struct {
	level level
	id    string
}

// of gives what a row's cell under a heading is about; false where the row has nothing of the kind.
func of(heading string, area, action, part string) (thing, bool) {
	known := areaColumns[heading] || actionColumns[heading] || partColumns[heading] || rowColumns[heading]
	switch {
	case !known:
		for _, each := range []thing{{aboutPart, part}, {aboutAction, action}, {aboutArea, area}} {
			if each.id != "" {
				return thing{aboutRow, each.id}, true
			}
		}
		return thing{}, false
	case areaColumns[heading]:
		return thing{aboutArea, area}, area != ""
	case partColumns[heading], rowColumns[heading] && part != "":
		return thing{aboutPart, part}, part != ""
	case action == "" && (heading == outofplan.AreaReference || heading == outofplan.Section || heading == outofplan.Timescale):
		return thing{aboutArea, area}, area != ""
	default:
		return thing{aboutAction, action}, action != ""
	}
}

// isTime says whether a heading is over the date that a part is held to.
func isTime(heading string) bool {
	return heading == outofplan.Due || heading == outofplan.RevisedDue || heading == outofplan.RequestedDue
}

const (
	neverMoves  = "This is the date first set, and it never moves: lateness is always against it. "
	workedOut   = "Throughline works this out, so a copy can claim it and can’t make it so."
	ofTheReport = "This is the inspectors’ own, and is kept as they gave it."
)

// fixed says why a copy can't change what stands under a heading; "" where it can.
func fixed(heading string, of level) string {
	c, known := outofplan.ColumnOf(heading)
	switch heading {
	case outofplan.AreaReference:
		if of == aboutArea {
			return "A reference is how everybody finds an area, so a copy can’t change it."
		}
		return ""
	case outofplan.ActionReference, outofplan.PartReference:
		return "A reference is how everybody finds a row, so a copy can’t change it."
	case outofplan.Section, outofplan.Timescale, outofplan.Area, outofplan.AreaReport:
		return ofTheReport
	case outofplan.AreaDue:
		return neverMoves + "More time is asked for part by part."
	case outofplan.ActionDue:
		return neverMoves + "To ask for more time, change the due dates of its parts."
	case outofplan.Agency, outofplan.SignerAgency:
		return "The agency goes with the post. Change the post instead."
	case outofplan.Standing:
		return "Whether an action is still asked for is decided on its own page, with a reason."
	case outofplan.RevisedDue, outofplan.RequestedDue:
		return ""
	}
	if known && !c.Typed {
		return workedOut
	}
	if !known {
		return "The plan has no place for this column. What it says can be noted beside the row."
	}
	return ""
}

// acceptWords says what accepting a changed cell does.
func acceptWords(heading string) string {
	return "Changes “" + lowerFirst(fieldName(heading)) + "” in the plan to what the copy says."
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
