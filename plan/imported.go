package plan

import (
	"encoding/json"

	"throughline/calendar"
)

// ImportState is how far the reading of a file has come.
type ImportState string

// The states. A file is received, then its columns are settled, then it is
// imported; or it is given up.
const (
	Received ImportState = "received"
	Imported ImportState = "imported"
	GivenUp  ImportState = "given_up"
)

// Import is one file that a plan is read from, as it came.
type Import struct {
	Thing
	Inspection string          `json:"inspection"`
	Attachment Attachment      `json:"attachment"`
	State      ImportState     `json:"state"`
	ReceivedOn calendar.Date   `json:"received_on"`
	ReceivedBy string          `json:"received_by"` // membership id
	ImportedOn calendar.Date   `json:"imported_on"`
	ImportedBy string          `json:"imported_by"`       // membership id
	Mapping    json.RawMessage `json:"mapping,omitempty"` // how it is to be understood; kept to be used again
	Warnings   []string        `json:"warnings"`          // what its importer was told, in sentences

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look as if they named somebody name no child
}

// ImportedRow is what one entry of an imported file said, whole. What it claims
// (that the action is done, that more time was approved) is shown beside the
// product's own facts and is never one of them.
type ImportedRow struct {
	Thing
	Import string          `json:"import"`
	Place  string          `json:"place"`  // where in the file: "Plan, row 12"
	Area   string          `json:"area"`   // the area for improvement that it is about, or ""
	Action string          `json:"action"` // the action that it became; "" where it only brought an area
	Claim  string          `json:"claim"`  // the status the file claims, in its own word; "" for none
	Entry  json.RawMessage `json:"entry"`  // every column of it, known and unknown
}

// ImportedAs gives what the files that an action came from said of it, oldest first.
func (p *Plan) ImportedAs(action string) (rows []*ImportedRow) {
	for row := range p.ImportedRows.All() {
		if row.Action == action {
			rows = append(rows, row)
		}
	}
	return rows
}

// ImportOf gives the import of an inspection's plan that has the same content, if there is one and it was not given up.
func (p *Plan) ImportOf(inspection, sha256 string) (*Import, bool) {
	for i := range p.Imports.All() {
		if i.Inspection == inspection && i.Attachment.SHA256 == sha256 && i.State != GivenUp {
			return i, true
		}
	}
	return nil, false
}

// LastMapping gives how the last file imported was understood, or nil before the first.
func (p *Plan) LastMapping() json.RawMessage {
	var last *Import
	for i := range p.Imports.All() {
		if i.State == Imported && (last == nil || i.Seq > last.Seq) {
			last = i
		}
	}
	if last == nil {
		return nil
	}
	return last.Mapping
}
