package reconcile

import (
	"slices"

	"throughline/ingest/document"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// fewestHeadings is how many of an export's headings a row must have to be its headings, where the column of references is gone.
const fewestHeadings = 4

// Read reads a copy of an export. Where somebody took the column of Throughline's references out, its rows have none, and are matched by
// their references and words. It is false for any other document.
func Read(doc document.Document) (outofplan.Export, bool) {
	if back, ok := outofplan.Recognise(doc); ok {
		return back, true
	}
	for b, block := range doc.Blocks {
		for i, row := range block.Rows {
			last, known := 0, 0
			for _, cell := range row.Cells {
				last = max(last, cell.Column)
				if _, ok := outofplan.ColumnOf(folded(cell.Text)); ok {
					known++
				}
			}
			if known < fewestHeadings {
				continue
			}
			with := doc
			with.Blocks = slices.Clone(doc.Blocks)
			with.Blocks[b].Rows = slices.Clone(block.Rows)
			with.Blocks[b].Rows[i].Cells = append(slices.Clone(row.Cells), document.Cell{Column: last + 1000, Text: outofplan.Reference})
			return outofplan.Recognise(with)
		}
	}
	return outofplan.Export{}, false
}

// Refused says why a copy can't be compared with the plan of an inspection; "" when it can.
func Refused(p *plan.Plan, inspection string, back *outofplan.Export) string {
	if len(back.Rows) == 0 {
		return "There are no rows under the headings of this copy, so there is nothing to compare."
	}
	own, other := 0, ""
	for _, row := range back.Rows {
		switch row.Inspection {
		case inspection:
			own++
		case "":
		default:
			other = row.Inspection
		}
	}
	if own > 0 || other == "" {
		return ""
	}
	if held, ok := p.Inspections.Get(other); ok {
		return "This is a copy of the plan of another inspection, “" + held.Title + "”. Send it on the page of that inspection."
	}
	return "This is a copy of another council’s plan, or of an inspection that is not here. Nothing of it was kept."
}
