package outofplan_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// publishedReading gives a plan with the columns of one that a council published, as planfile's own tests hold it to be read.
func publishedReading(t *testing.T, path string) planfile.Reading {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var raw struct {
		Entries []json.RawMessage `json:"entries"`
	}
	if err := json.Unmarshal(body, &raw); err != nil || len(raw.Entries) == 0 {
		t.Fatalf("%s: %d entries, %v", path, len(raw.Entries), err)
	}
	var reading planfile.Reading
	for i, entry := range raw.Entries {
		e := planfile.Entry{Place: document.Place{Sheet: "Plan", Row: i + 2}}
		known := map[string]any{
			"ref": &e.Ref, "section": &e.Section, "timescale": &e.Timescale, "area": &e.Area, "action": &e.Action, "due": &e.Due, "status_fact": &e.Status,
		}
		decoder := json.NewDecoder(bytes.NewReader(entry))
		if _, err := decoder.Token(); err != nil {
			t.Fatal(err)
		}
		for decoder.More() {
			name, err := decoder.Token()
			if err != nil {
				t.Fatal(err)
			}
			var value json.RawMessage
			if err := decoder.Decode(&value); err != nil {
				t.Fatal(err)
			}
			key, ok := name.(string)
			if !ok {
				t.Fatalf("%v is no name", name)
			}
			switch into, is := known[key]; {
			case key == "parts":
				e.Parts = partsIn(t, value)
			case is:
				if string(value) != "null" {
					if err := json.Unmarshal(value, into); err != nil {
						t.Fatal(err)
					}
				}
			default:
				var text *string
				if err := json.Unmarshal(value, &text); err != nil {
					t.Fatal(err)
				}
				if text == nil {
					text = new(string)
				}
				e.Columns = append(e.Columns, planfile.Column{Name: key, Text: *text})
			}
		}
		reading.Entries = append(reading.Entries, e)
	}
	return reading
}

func partsIn(t *testing.T, value json.RawMessage) (parts []planfile.Part) {
	t.Helper()
	var read []struct {
		Text    string       `json:"text"`
		Owners  []string     `json:"owners"`
		Agency  string       `json:"agency"`
		Due     planfile.Due `json:"due"`
		Revised planfile.Due `json:"due_revised"`
		By      string       `json:"due_approved_by"`
		Asked   planfile.Due `json:"due_requested"`
	}
	if err := json.Unmarshal(value, &read); err != nil {
		t.Fatal(err)
	}
	for _, r := range read {
		parts = append(parts, planfile.Part{Text: r.Text, Owners: r.Owners, Agency: r.Agency, Due: r.Due, Revised: r.Revised, ApprovedBy: r.By, Requested: r.Asked})
	}
	return parts
}

// brought brings a reading into an empty plan: everybody's parts are the head of audit's, and what has no date is due on a day.
func brought(t *testing.T, r planfile.Reading) *plan.Plan {
	t.Helper()
	c := newCouncil(t)
	choices := intoplan.Suggest(&r, c.p, "inspection", intoplan.Choices{})
	words := intoplan.DistinctIn(&r)
	for _, owner := range words.Owners {
		choices.Owners[owner.Text] = "audit"
	}
	choices.Signers["council"] = "chair"
	for _, e := range words.Undated {
		choices.Dates[intoplan.Key(e)] = today.AddDays(300)
	}
	for i := range r.Entries { // a plan of 2003 answers no report of 2012
		e := &r.Entries[i]
		if e.Due.Before(published) && !e.Due.IsZero() {
			e.Due = today
		}
		for p := range e.Parts {
			if part := &e.Parts[p]; part.Due.Before(published) && !part.Due.IsZero() {
				part.Due = today
			}
		}
	}
	ch, questions := intoplan.Make(&r, c.p, choices, "Version 17.xlsx", c.newID)
	if len(questions) > 0 {
		t.Fatalf("asked %v", questions)
	}
	ch.Receive = &plan.ReceivePlan{Inspection: "inspection", Attachment: plan.Attachment{Name: "Version 17.xlsx", SHA256: "abc"}}
	ch.Confirm = "Everybody in it is invented."
	if err := c.try(ch); err != nil {
		t.Fatalf("refused: %v", err)
	}
	return c.p
}

// lost gives the words of a file that are nowhere in the table, and its columns that have no words of their own there.
func lost(r planfile.Reading, table *outofplan.Table) (missing []string) {
	even := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	all := map[string]bool{}
	by := map[string]string{} // the words of a column, by its heading
	for _, row := range table.Rows {
		for i, cell := range row.Cells {
			all[even(cell)] = true
			by[table.Headings[i]] += even(cell) + "\n"
		}
	}
	for i := range r.Entries {
		e := &r.Entries[i]
		for _, text := range []string{e.Ref, e.Section, e.Timescale, e.Area, e.Action} {
			if text != "" && !all[even(text)] {
				missing = append(missing, text)
			}
		}
		for _, part := range e.Parts {
			if !all[even(part.Text)] {
				missing = append(missing, part.Text)
			}
		}
		for _, c := range e.Columns {
			if c.Text != "" && !strings.Contains(by[c.Name]+by[c.Name+" (as imported)"], even(c.Text)+"\n") {
				missing = append(missing, c.Name+": "+c.Text)
			}
		}
	}
	return missing
}

// Every column that a published plan has and ours has not comes back under its own name, and every word of the plan with it.
func TestNoWordOfAPublishedPlanIsLost(t *testing.T) {
	files, err := filepath.Glob("../planfile/testdata/*.json")
	if err != nil || len(files) != 12 {
		t.Fatalf("%d published plans, %v", len(files), err)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			r := publishedReading(t, path)
			p := brought(t, publishedReading(t, path))
			table := outofplan.Of(p, "inspection", true)
			if missing := lost(r, &table); len(missing) > 0 {
				t.Errorf("lost: %q", missing)
			}
			comesBack(t, table)
			intoAnother(t, p, "inspection", func() *council { return newCouncil(t) })

			// Columns of a file are nobody's but theirs who change the plan.
			open := outofplan.Of(p, "inspection", false)
			if len(open.Headings) != len(outofplan.Columns) {
				t.Errorf("columns of the file go to everybody: %q", open.Headings[len(outofplan.Columns):])
			}
			// The check sees what is missing.
			for i, heading := range table.Headings {
				if _, ours := outofplan.ColumnOf(heading); !ours {
					for row := range table.Rows {
						table.Rows[row].Cells = slices.Clone(table.Rows[row].Cells)
						table.Rows[row].Cells[i] = ""
					}
					if len(lost(r, &table)) == 0 {
						t.Errorf("without the words of %q nothing is missed", heading)
					}
					break
				}
			}
		})
	}
}
