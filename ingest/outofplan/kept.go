package outofplan

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// field is one column of an imported row.
type field struct{ name, text string }

// fieldsOf gives the columns of an imported row that are words, in the file's order.
func fieldsOf(entry json.RawMessage) (fields []field) {
	decoder := json.NewDecoder(bytes.NewReader(entry))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return fields
		}
		var value any
		if decoder.Decode(&value) != nil {
			return fields
		}
		key, isName := name.(string)
		text, isText := value.(string)
		if text = written(text); isName && isText && text != "" {
			fields = append(fields, field{tidied(written(key)), text})
		}
	}
	return fields
}

// moreTime says what a file claims of later dates.
func moreTime(entry json.RawMessage) string {
	var read struct {
		Parts []struct {
			Revised   string `json:"due_revised"`
			By        string `json:"due_approved_by"`
			Requested string `json:"due_requested"`
		} `json:"parts"`
	}
	if json.Unmarshal(entry, &read) != nil {
		return "" // what can't be read claims nothing
	}
	var said []string
	for _, part := range read.Parts {
		words := ""
		switch {
		case part.Revised != "":
			words = "Until " + part.Revised + ", approved by " + part.By
		case part.Requested != "":
			words = "Until " + part.Requested + ", asked for"
		}
		if words != "" && !slices.Contains(said, words) {
			said = append(said, words)
		}
	}
	return strings.Join(said, "\n")
}

// understood are the keys of an imported row whose words the plan took in, with the heading that they stand under now. What the plan
// says otherwise is kept beside it. The others are not words of the file.
var understood = map[string]string{
	"ref": ActionReference, "section": Section, "timescale": Timescale, "area": Area, "action": Action, "due": "", "status_fact": "",
}

// asImported is after the name of a column that an imported file had and every export has too, where the file said something else.
const asImported = " (as imported)"

// keep adds the columns of imported files under their own names. A row's words stand in the first row of its action, or of its area.
func (m *maker) keep() {
	first := map[string]int{}
	for i, row := range m.table.Rows {
		for _, id := range []string{row.Action, row.Area} {
			if _, had := first[id]; !had && id != "" {
				first[id] = i
			}
		}
	}
	added := map[string]int{} // by heading
	for row := range m.p.ImportedRows.All() {
		held, ok := m.p.Imports.Get(row.Import)
		if !ok || held.Inspection != m.inspection {
			continue
		}
		at, ok := first[row.Action]
		if !ok {
			at, ok = first[row.Area]
		}
		if !ok {
			continue
		}
		for _, f := range fieldsOf(row.Entry) {
			m.keepField(added, at, f)
		}
	}
	for i := range m.table.Rows {
		row := &m.table.Rows[i]
		row.Cells = append(row.Cells, make([]string, len(m.table.Headings)-len(row.Cells))...)
	}
}

func (m *maker) keepField(added map[string]int, at int, f field) {
	heading := f.name
	if now, known := understood[f.name]; known {
		if heading = now; heading == "" {
			return
		}
	}
	if heading == Reference {
		return
	}
	if i := slices.Index(m.table.Headings[:len(Columns)], heading); i >= 0 {
		if m.says(at, i, f.text) {
			return
		}
		heading += asImported
	}
	for n := 1; ; n++ {
		name := heading
		if n > 1 {
			name = fmt.Sprintf("%s (%d)", heading, n)
		}
		i, had := added[name]
		if !had {
			i = len(m.table.Headings)
			added[name] = i
			m.table.Headings = append(m.table.Headings, name)
		}
		cells := m.table.Rows[at].Cells
		if short := i + 1 - len(cells); short > 0 {
			cells = append(cells, make([]string, short)...)
			m.table.Rows[at].Cells = cells
		}
		if cells[i] == "" || cells[i] == f.text {
			cells[i] = f.text
			return
		}
	}
}

// says tells whether the rows of an action, or of an area, say already under a heading what a file says.
func (m *maker) says(at, column int, text string) bool {
	of := m.table.Rows[at]
	var words []string
	for _, row := range m.table.Rows[at:] {
		if row.Action != of.Action || row.Action == "" && row.Area != of.Area {
			break
		}
		if cell := strings.TrimSpace(row.Cells[column]); cell != "" {
			words = append(words, cell)
		}
	}
	return slices.Contains([]string{of.Cells[column], strings.Join(words, "\n"), strings.Join(slices.Compact(words), "\n")}, strings.TrimSpace(text))
}
