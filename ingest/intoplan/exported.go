package intoplan

import (
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/outofplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// A plan that went out of this product comes in with everything that can be typed into it. Its words are taken as they are.

// cellOf gives what stands under a heading in the first row of an exported entry that has it.
func cellOf(e *planfile.Entry, heading string) string {
	for i := range e.Parts {
		if text := e.Parts[i].Cell(heading); text != "" {
			return text
		}
	}
	for _, c := range e.Columns {
		if c.Name == heading {
			return c.Text
		}
	}
	return ""
}

func dayOf(e *planfile.Entry, heading string) calendar.Date {
	day, _ := planfile.Day(cellOf(e, heading))
	return day
}

func refsOf(cell string) (refs []string) {
	for ref := range strings.SplitSeq(cell, strings.TrimSpace(outofplan.Between)) {
		if ref = strings.TrimSpace(ref); ref != "" {
			refs = append(refs, ref)
		}
	}
	return refs
}

// ownerWords name the post of an exported part with its agency: two agencies may call a post the same.
func ownerWords(p *planfile.Part) string {
	if p.Agency == "" || len(p.Owners) == 0 {
		return strings.Join(p.Owners, "") + p.Agency
	}
	return p.Agency + ": " + p.Owners[0]
}

// reportOf gives the report that a new area comes from: the one that an exported row names, or else the one that was chosen.
func (m *maker) reportOf(e *planfile.Entry) string {
	named := ""
	if e.Exported {
		named = plainWords(cellOf(e, outofplan.AreaReport))
	}
	var found []string
	for r := range m.p.Reports.All() {
		if r.Inspection == m.choices.Inspection && named != "" && plainWords(outofplan.ReportWords(r)) == named {
			found = append(found, r.ID)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return m.choices.Report
}

// exportedArea fills in an area that an exported row brings.
func (m *maker) exportedArea(e *planfile.Entry, area *plan.Area) {
	area.Words = e.Area
	if refs := refsOf(cellOf(e, outofplan.AreaReference)); len(refs) > 0 && !m.takenArea(refs[0]) {
		area.Ref = refs[0]
	}
	if title := cellOf(e, outofplan.AreaTitle); title != "" {
		area.Title = title
	}
	area.Addressees, area.Notes = linesOf(cellOf(e, outofplan.AreaAddressees)), linesOf(cellOf(e, outofplan.AreaNotes))
	if day := dayOf(e, outofplan.AreaDue); area.Timescale == deadline.None && !day.IsZero() {
		area.Due = day
	}
}

func linesOf(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "\n")
}

func (m *maker) takenArea(ref string) bool {
	for a := range m.p.Areas.All() {
		if a.Inspection == m.choices.Inspection && strings.EqualFold(a.Ref, ref) {
			return true
		}
	}
	for _, a := range m.areas {
		if strings.EqualFold(a.Ref, ref) {
			return true
		}
	}
	return false
}

// exportedAction fills in an action that an exported entry brings.
func (m *maker) exportedAction(e *planfile.Entry, made *plan.PlanAction) {
	body := &made.Body
	body.Title, body.OriginNote = e.Action, cellOf(e, outofplan.OriginNote)
	if body.Title == "" {
		body.Title = AreaWords(e)
	}
	for origin, words := range outofplan.OriginWords {
		if plainWords(words) == plainWords(cellOf(e, outofplan.Origin)) {
			body.Origin = origin
		}
	}
	body.SuccessMeasure, body.Contingency, body.GoLive = cellOf(e, outofplan.SuccessMeasure), cellOf(e, outofplan.Contingency), dayOf(e, outofplan.GoLive)
	if standing := cellOf(e, outofplan.Standing); standing != "" && !strings.EqualFold(standing, plan.Live.Words()) {
		m.made.Warnings = append(m.made.Warnings, Key(e)+": the file says that this action is "+standing+". It comes in as live: end it again with the reason.")
	}
	if len(made.Parts) == len(e.Parts) {
		for i := range made.Parts {
			m.exportedPart(e, &e.Parts[i], &made.Parts[i])
		}
	}
}

func (m *maker) exportedPart(e *planfile.Entry, from *planfile.Part, part *plan.Part) {
	part.Ref = from.Cell(outofplan.PartReference)
	if from.Text != "" {
		part.Text = from.Text
	}
	if signer := m.postOf(from.Cell(outofplan.SignerAgency), from.Cell(outofplan.Signer)); signer != "" {
		part.Signer = signer
	}
	if target, err := strconv.Atoi(strings.TrimSpace(from.Cell(outofplan.Target))); err == nil && strings.EqualFold(from.Cell(outofplan.Measure), outofplan.ByNumber) {
		part.Kind, part.Target, part.Unit = plan.Quantity, target, from.Cell(outofplan.Unit)
	}
	var odd []string
	part.Milestones, odd = outofplan.ReadMilestones(from.Cell(outofplan.Milestones))
	for _, line := range odd {
		m.made.Warnings = append(m.made.Warnings, Key(e)+": “"+shortened(line)+"” is no milestone: write it like “Draft the form; due 2012-06-01”. It is kept with the row.")
	}
}

// postOf finds the open post that an agency's name and a title tell.
func (m *maker) postOf(agency, title string) string {
	found := ""
	for post := range m.p.Posts.All() {
		if post.Ended.IsZero() && plainWords(post.Title) == plainWords(title) && plainWords(m.p.AgencyName(post.Agency)) == plainWords(agency) {
			if found != "" {
				return ""
			}
			found = post.ID
		}
	}
	return found
}

// join gives exported actions the areas that they serve and the actions that they wait for, once all of them are made.
func (m *maker) join(entries map[*planfile.Entry]*plan.PlanAction) {
	areas, actions := map[string]string{}, map[string]string{}
	for a := range m.p.Areas.All() {
		if a.Inspection == m.choices.Inspection {
			areas[strings.ToLower(a.Ref)] = a.ID
		}
	}
	for _, a := range m.areas {
		areas[strings.ToLower(a.Ref)] = a.ID
	}
	for _, a := range entries {
		if a.Body.Ref != "" {
			actions[strings.ToLower(a.Body.Ref)] = a.ID
		}
	}
	for e, a := range entries {
		for _, ref := range refsOf(cellOf(e, outofplan.AreaReference)) {
			if id := areas[strings.ToLower(ref)]; id != "" && !slices.Contains(a.Body.Areas, id) {
				a.Body.Areas = append(a.Body.Areas, id)
			}
		}
		for _, ref := range refsOf(cellOf(e, outofplan.DependsOn)) {
			if id := actions[strings.ToLower(ref)]; id != "" && id != a.ID {
				a.Body.DependsOn = append(a.Body.DependsOn, id)
			}
		}
	}
}
