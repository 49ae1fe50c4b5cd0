package reconcile

import (
	"slices"
	"strings"

	"throughline/ingest/outofplan"
)

func sortMoments(all []Moment) { slices.SortFunc(all, compareMoments) }

// index finds the cells of a table by what they are about.
type index struct {
	table *outofplan.Table
	cells map[thing]map[string]string
	parts map[string]int // by id, the row
	// The ids of parts and actions by folded references, "" where two share one.
	partOf   map[string]string
	actionOf map[string]string
}

func indexed(t *outofplan.Table) *index {
	x := &index{t, map[thing]map[string]string{}, map[string]int{}, map[string]string{}, map[string]string{}}
	actionRef, partRef := slices.Index(t.Headings, outofplan.ActionReference), slices.Index(t.Headings, outofplan.PartReference)
	for i := range t.Rows {
		row := &t.Rows[i]
		for c, heading := range t.Headings {
			about, ok := of(heading, row.Area, row.Action, row.Part)
			if !ok || c >= len(row.Cells) {
				continue
			}
			if x.cells[about] == nil {
				x.cells[about] = map[string]string{}
			}
			if _, had := x.cells[about][heading]; !had {
				x.cells[about][heading] = row.Cells[c]
			}
		}
		if row.Action != "" {
			note(x.actionOf, refKey(cellAt(row, actionRef)), row.Action)
		}
		if row.Part != "" {
			x.parts[row.Part] = i
			note(x.partOf, refKey(cellAt(row, actionRef), cellAt(row, partRef)), row.Part)
		}
	}
	return x
}

func note(ids map[string]string, key, id string) {
	if held, had := ids[key]; had && held != id {
		id = ""
	}
	ids[key] = id
}

func cellAt(row *outofplan.Row, i int) string {
	if i < 0 || i >= len(row.Cells) {
		return ""
	}
	return row.Cells[i]
}

func refKey(refs ...string) string {
	for i := range refs {
		refs[i] = strings.ToLower(folded(refs[i]))
	}
	return strings.Join(refs, "\x00")
}

func (x *index) cell(of thing, heading string) (string, bool) {
	text, ok := x.cells[of][heading]
	return text, ok
}
