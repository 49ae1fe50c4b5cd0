package board

import (
	"cmp"
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// AreaRow is one area for improvement as papers and programs read it.
type AreaRow struct {
	ID         string              `json:"id"`
	Ref        string              `json:"ref"`
	Number     int                 `json:"number"` // the report's own
	Section    plan.Section        `json:"section"`
	Timescale  *deadline.Timescale `json:"timescale"` // null when the inspectors set none
	Title      string              `json:"title"`
	Words      string              `json:"words"` // the inspectors' own
	Addressees []string            `json:"addressees"`
	Due        calendar.Date       `json:"due"`
	DueRule    string              `json:"due_rule"`
	Done       plan.Fact           `json:"done"`
	Parts      int                 `json:"parts"`
	PartsDone  int                 `json:"parts_done"`
	Actions    []string            `json:"actions"`  // refs of those that count
	LeftOut    []string            `json:"left_out"` // refs of those that don't
	Checked    plan.Fact           `json:"checked"`
	Difference plan.Fact           `json:"difference"`
	DaysLate   int                 `json:"days_late"`
}

// AreasOf lists the areas of an inspection in the order papers use, with
// their facts. Without an inspection it lists those of all of them.
func AreasOf(p *plan.Plan, inspection string) []AreaRow {
	rows := []AreaRow{}
	for area := range p.Areas.All() {
		if inspection == "" || area.Inspection == inspection {
			rows = append(rows, areaRow(area, p))
		}
	}
	slices.SortStableFunc(rows, func(a, b AreaRow) int {
		return cmp.Or(
			cmp.Compare(slices.Index(plan.Sections, a.Section), slices.Index(plan.Sections, b.Section)),
			cmp.Compare(timescalePlace(a.Timescale), timescalePlace(b.Timescale)),
			cmp.Compare(a.Number, b.Number),
		)
	})
	return rows
}

func areaRow(area *plan.Area, p *plan.Plan) AreaRow {
	f := p.FactsOfArea(area)
	return AreaRow{
		ID: area.ID, Ref: area.Ref, Number: area.Number, Section: area.Section, Timescale: orNull(area.Timescale),
		Title: area.Title, Words: area.Words, Addressees: append([]string{}, area.Addressees...), Due: area.Due, DueRule: area.Rule.Words(),
		Done: plan.Fact{State: string(f.State), Words: f.DoneWords()}, Parts: f.Parts, PartsDone: f.PartsDone,
		Actions: refs(f.Actions), LeftOut: refs(f.LeftOut), Checked: f.Checked, Difference: f.Difference, DaysLate: f.DaysLate,
	}
}

func refs(actions []*plan.Action) []string {
	list := make([]string, len(actions))
	for i, a := range actions {
		list[i] = a.Ref
	}
	return list
}

func orNull(t deadline.Timescale) *deadline.Timescale {
	if t == deadline.None {
		return nil
	}
	return &t
}

func timescalePlace(t *deadline.Timescale) int {
	if t == nil {
		return len(deadline.Timescales)
	}
	return slices.Index(deadline.Timescales, *t)
}

// sectionsOf groups areas under the headings of the paper.
func sectionsOf(rows []AreaRow) []SectionData {
	var sections []SectionData
	for _, row := range rows {
		if len(sections) == 0 || sections[len(sections)-1].Section != row.Section {
			sections = append(sections, SectionData{Section: row.Section, Heading: row.Section.Words()})
		}
		section := &sections[len(sections)-1]
		heading := deadline.None.Words()
		if row.Timescale != nil {
			heading = row.Timescale.Words()
		}
		if last := len(section.Timescales) - 1; last < 0 || section.Timescales[last].Heading != heading {
			section.Timescales = append(section.Timescales, TimescaleData{Heading: heading})
		}
		group := &section.Timescales[len(section.Timescales)-1]
		group.Areas = append(group.Areas, row)
	}
	return sections
}
