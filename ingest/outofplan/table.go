package outofplan

import (
	"slices"

	"throughline/calendar"
	"throughline/ingest/document"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// A Table is the plan of an inspection as rows and columns. Every row has a cell for every heading; days are written 2013-02-01. The
// Reference is no cell: its last column is made from the row's ids when the table is written.
type Table struct {
	Headings []string
	Rows     []Row
}

// A Row is one part, or an action without parts, or an area for improvement alone.
type Row struct {
	Inspection, Area, Action, Part string // ids; "" for what it has none of, and all of them for a row that is new in a copy
	Cells                          []string

	// In a copy that was read:
	Entry  int64          // of the authority's record: what was known when the row went out
	AsAt   calendar.Date  // and the day described
	Place  document.Place // where the row stands
	Spoilt string         // why its reference can't be trusted, as a sentence; then it has no ids
}

// mark is the reference that a row goes out with.
func (r *Row) mark() planfile.Mark {
	return planfile.Mark{Inspection: r.Inspection, Area: r.Area, Action: r.Action, Part: r.Part, Entry: r.Entry, AsAt: r.AsAt}
}

// Cell gives a row's cell under a heading, or "".
func (t *Table) Cell(r *Row, heading string) string {
	if i := slices.Index(t.Headings, heading); i >= 0 && i < len(r.Cells) {
		return r.Cells[i]
	}
	return ""
}

// Of lays out the plan of an inspection as p has it: as at its day, as known at its entry. Columns that imported files had and the plan
// has no place for come with it when kept is true: only those who change the plan read them.
func Of(p *plan.Plan, inspection string, kept bool) Table {
	m := &maker{p: p, inspection: inspection, headed: map[string]bool{}, imported: map[string][]*plan.ImportedRow{}}
	for row := range p.ImportedRows.All() {
		m.imported[row.Action] = append(m.imported[row.Action], row)
	}
	for _, area := range m.areas() {
		for _, a := range p.ActionsFor(area.ID) {
			if a.Inspection == inspection && m.primary(a) == area {
				m.action(a, area)
			}
		}
		if !m.headed[area.ID] {
			m.row(of{area: area})
		}
	}
	for _, a := range p.InOrder() {
		if a.Inspection == inspection && m.primary(a) == nil {
			m.action(a, nil)
		}
	}
	for _, c := range Columns {
		m.table.Headings = append(m.table.Headings, c.Heading)
	}
	if kept {
		m.keep()
	}
	return m.table
}

// A maker makes one table.
type maker struct {
	p          *plan.Plan
	inspection string
	table      Table
	headed     map[string]bool                // areas that a row stands under
	imported   map[string][]*plan.ImportedRow // by action: what files said of it
}

// areas gives the areas of the inspection in the order of its report.
func (m *maker) areas() (all []*plan.Area) {
	for area := range m.p.Areas.All() {
		if area.Inspection == m.inspection {
			all = append(all, area)
		}
	}
	slices.SortStableFunc(all, func(a, b *plan.Area) int {
		if c := slices.Index(plan.Sections, a.Section) - slices.Index(plan.Sections, b.Section); c != 0 {
			return c
		}
		if c := timescaleOrder(a.Timescale) - timescaleOrder(b.Timescale); c != 0 {
			return c
		}
		return a.Number - b.Number
	})
	return all
}

// primary is the area that an action's rows stand under: the first that it serves in its own section and timescale. An additional action has none.
func (m *maker) primary(a *plan.Action) *plan.Area {
	for _, id := range a.Areas {
		if area, ok := m.p.Areas.Get(id); ok && area.Inspection == m.inspection && area.Section == a.Section && area.Timescale == a.Timescale {
			return area
		}
	}
	return nil
}

func (m *maker) action(a *plan.Action, area *plan.Area) {
	if area != nil {
		m.headed[area.ID] = true
	}
	parts := m.p.PartsOf(a.ID)
	for _, part := range parts {
		m.row(of{area: area, action: a, part: part})
	}
	if len(parts) == 0 {
		m.row(of{area: area, action: a})
	}
}

// of is what a row is of.
type of struct {
	area   *plan.Area
	action *plan.Action
	part   *plan.Part
}

func (m *maker) row(o of) {
	row := Row{Inspection: m.inspection, Cells: make([]string, len(Columns)), Entry: m.p.Position, AsAt: m.p.Day}
	if o.area != nil {
		row.Area = o.area.ID
	}
	if o.action != nil {
		row.Action = o.action.ID
	}
	if o.part != nil {
		row.Part = o.part.ID
	}
	for i, c := range Columns {
		row.Cells[i] = written(m.cell(c.Heading, o))
	}
	m.table.Rows = append(m.table.Rows, row)
}
