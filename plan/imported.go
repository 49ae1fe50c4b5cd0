package plan

import (
	"encoding/json"

	"throughline/calendar"
)

// Import is one file that a plan was read from, as it came.
type Import struct {
	Thing
	Inspection string          `json:"inspection"`
	File       string          `json:"file"`   // its name
	SHA256     string          `json:"sha256"` // of its content, in hexadecimal
	On         calendar.Date   `json:"on"`
	By         string          `json:"by"`       // membership id
	Mapping    json.RawMessage `json:"mapping"`  // how its columns were understood; kept to be used again
	Warnings   []string        `json:"warnings"` // what its reader was told, in sentences
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

// ImportOf gives the import of an inspection's plan that read the same content, if there was one.
func (p *Plan) ImportOf(inspection, sha256 string) (*Import, bool) {
	for i := range p.Imports.All() {
		if i.Inspection == inspection && i.SHA256 == sha256 {
			return i, true
		}
	}
	return nil, false
}

// LastMapping gives how the columns of the last file imported were understood, or nil before the first.
func (p *Plan) LastMapping() json.RawMessage {
	var last json.RawMessage
	for i := range p.Imports.All() {
		last = i.Mapping
	}
	return last
}
