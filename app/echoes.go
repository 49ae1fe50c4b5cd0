package app

import (
	"strconv"

	"throughline/board"
	"throughline/calendar"
	"throughline/ingest/report"
	"throughline/plan"
)

// EarlierArea is an area of an earlier inspection of the same council, with
// what was reported of it then.
type EarlierArea struct {
	ID     string // the area's own in this plan, or "80480-2015-11-27#3" for the third of a published report
	Held   bool   // it is in this plan
	Words  string
	Source string // which inspection it is of, for a page
	Then   []string
	Score  float64
	Shared []string // the telling words in common, the most telling first
}

// Echoes gives the earlier areas that an area of the plan may echo, the likest
// first, at the plan's moment. None is concluded: a person says.
func Echoes(p *plan.Plan, area *plan.Area) []EarlierArea {
	return EchoesOf(p, beganOn(p, area.Inspection), []string{area.Words})[0]
}

// EchoesOf gives, for each of some areas' words, the earlier areas that it may
// echo: those of inspections that began before the day, in the plan and among
// the published reports on the council.
func EchoesOf(p *plan.Plan, before calendar.Date, words []string) [][]EarlierArea {
	found := make([][]EarlierArea, len(words))
	if before.IsZero() {
		return found
	}
	all := append(heldBefore(p, before), publishedBefore(p, before)...)
	earlier := make([]report.Earlier, len(all))
	for i, each := range all {
		earlier[i] = report.Earlier{ID: each.ID, Words: each.Words}
	}
	for _, echo := range report.Echoes(words, earlier) {
		each := all[echo.Earlier]
		each.Score, each.Shared = echo.Score, echo.Shared
		found[echo.Area] = append(found[echo.Area], each)
	}
	return found
}

// beganOn is the day when an inspection began, or else the day of its first report.
func beganOn(p *plan.Plan, inspection string) calendar.Date {
	held, ok := p.Inspections.Get(inspection)
	if !ok {
		return calendar.Date{}
	}
	if day := held.Start.Earliest(); !day.IsZero() {
		return day
	}
	first := calendar.Date{}
	for r := range p.Reports.All() {
		if day := r.Published.Earliest(); r.Inspection == inspection && !day.IsZero() && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	return first
}

// heldBefore gives the plan's own areas of inspections that began before the day.
func heldBefore(p *plan.Plan, before calendar.Date) (all []EarlierArea) {
	for area := range p.Areas.All() {
		began := beganOn(p, area.Inspection)
		if began.IsZero() || !began.Before(before) {
			continue
		}
		inspection, _ := p.Inspections.Get(area.Inspection)
		facts := p.FactsOfArea(area)
		each := EarlierArea{
			ID: area.ID, Held: true, Words: area.Words, Source: area.Ref + ", " + inspection.Title + ", " + inspection.Start.Long(),
			Then: []string{"In this plan: " + facts.DoneWords() + ". " + facts.Checked.Words + ". " + facts.Difference.Words + "."},
		}
		for f := range p.StatedFigures.All() {
			if f.Inspection == area.Inspection && f.Section == area.Section && f.Timescale == area.Timescale {
				key := board.Key{Section: f.Section, Timescale: f.Timescale}
				each.Then = append(each.Then, "Reported of its group ("+key.Words()+"): “"+f.Text+"” ("+f.Source+").")
			}
		}
		all = append(all, each)
	}
	return all
}

// publishedBefore gives the areas of the published reports on the council that
// came out before the day, but for those that the plan holds itself.
func publishedBefore(p *plan.Plan, before calendar.Date) (all []EarlierArea) {
	held := map[calendar.Date]bool{}
	for r := range p.Reports.All() {
		held[r.Published.Date] = true
	}
	for _, r := range report.Published().Of(p.AuthorityName) {
		if !r.Published.Before(before) || held[r.Published] {
			continue
		}
		then := "What was done about it is not known here: only the published report is. "
		if r.Overall != "" {
			then += "Overall grade in that report: " + r.Overall + "."
		} else {
			then += "The source that we hold states no overall grade for it."
		}
		for i, a := range r.Areas {
			all = append(all, EarlierArea{
				ID: PublishedAreaID(r, i), Words: a.Words, Source: a.Kind.Words() + " " + a.Number + ", " + PublishedTitle(r), Then: []string{then},
			})
		}
	}
	return all
}

// PublishedAreaID names the area at a place, from 0, of a published report.
func PublishedAreaID(r *report.PublishedReport, place int) string {
	return r.ID + "#" + strconv.Itoa(place+1)
}

// PublishedTitle is a published report as a page names it.
func PublishedTitle(r *report.PublishedReport) string {
	kind := "Inspection"
	if r.Framework != report.UnknownFramework {
		kind = r.Framework.Words()
	}
	return kind + " of " + r.CouncilName() + ", published " + r.Published.Long()
}
