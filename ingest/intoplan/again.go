package intoplan

import (
	"throughline/ingest/planfile"
	"throughline/plan"
)

// Again gives the choices for a file that is now read another way. All that a person settled is kept for what the file still has: what
// words mean, and the dates and the leaving out of rows that still have no date. A row that has one now is brought in with it.
func Again(r *planfile.Reading, p *plan.Plan, inspection string, before Choices) Choices {
	c := Suggest(r, p, inspection, before)
	if report, ok := p.Reports.Get(before.Report); before.Report == "" || ok && report.Inspection == inspection {
		c.Report = before.Report
	}
	for words := range c.Areas {
		chosen, settled := before.Areas[words]
		if area, ok := p.Areas.Get(chosen); settled && (chosen == NewArea || chosen == NoArea || ok && area.Inspection == inspection) {
			c.Areas[words] = chosen
		}
	}
	for _, e := range DistinctIn(r).Undated {
		key := Key(e)
		if due, ok := before.Dates[key]; ok {
			c.Dates[key] = due
		}
		if before.Leave[key] {
			c.Leave[key] = true
		}
	}
	return c
}
