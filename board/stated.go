package board

import (
	"throughline/plan"
)

// StatedData is a figure that somebody published before, as they published
// it, beside what the rows give. Nothing is worked out from it.
type StatedData struct {
	Group     string      `json:"group"`
	Source    string      `json:"source"`
	Text      string      `json:"text"`
	Unit      string      `json:"unit"` // the publisher's own word
	Exception string      `json:"exception"`
	Figures   []StatedRow `json:"figures"`
}

// StatedRow is one published number beside the two counts it might be of. A
// gap is the published number less ours.
type StatedRow struct {
	Figure     string `json:"figure"`
	Stated     int    `json:"stated"`
	Areas      int    `json:"areas"`
	AreasGap   int    `json:"areas_gap"`
	Actions    int    `json:"actions"`
	ActionsGap int    `json:"actions_gap"`
}

func statedData(p *plan.Plan, inspection string, statements []Statement) []StatedData {
	var list []StatedData
	areas := AreasOf(p, inspection)
	for f := range p.StatedFigures.All() {
		if inspection != "" && f.Inspection != inspection {
			continue
		}
		key := Key{f.Section, f.Timescale}
		d := StatedData{Group: key.Words(), Source: f.Source, Text: f.Text, Unit: f.Unit, Exception: f.Exception, Figures: []StatedRow{}}
		areasTotal, areasDone := countAreas(areas, key)
		var actions Statement
		for _, st := range statements {
			if st.Key == key {
				actions = st
			}
		}
		add := func(figure string, stated *int, areas, actions int) {
			if stated != nil {
				d.Figures = append(d.Figures, StatedRow{figure, *stated, areas, *stated - areas, actions, *stated - actions})
			}
		}
		add("in all", f.Total, areasTotal, actions.Total)
		add("complete", f.Completed, areasDone, actions.Complete)
		add("remaining", f.Remaining, areasTotal-areasDone, actions.Total-actions.Complete)
		list = append(list, d)
	}
	return list
}

func countAreas(areas []AreaRow, k Key) (total, done int) {
	for _, a := range areas {
		if a.Section == k.Section && timescalePlace(a.Timescale) == timescalePlace(orNull(k.Timescale)) {
			total++
			if a.Done.State == string(plan.Done) {
				done++
			}
		}
	}
	return total, done
}

// gapWords says how a published number differs from ours.
func gapWords(gap int) string {
	switch {
	case gap == 0:
		return "the same"
	case gap > 0:
		return "published " + plan.Number(gap) + " more"
	default:
		return "published " + plan.Number(-gap) + " fewer"
	}
}

// StatedFiguresOf gives what was published about an inspection's plan, as
// published, beside what the rows of p give.
func StatedFiguresOf(p *plan.Plan, inspection string) []StatedData {
	return statedData(p, inspection, StatementsFor(p, inspection))
}

// Gap says in words how a published number differs from the two counts.
func (r StatedRow) Gap() string {
	return "areas: " + gapWords(r.AreasGap) + "; actions: " + gapWords(r.ActionsGap)
}
