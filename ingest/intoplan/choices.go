// Package intoplan turns a plan's document, as it was read, into the change that brings it into the plan of an inspection, by the
// choices of the person who imports it. What they have not chosen is asked for, and never guessed in silence.
package intoplan

import (
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/document"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// Choices are what a person settled about a document. It is plain data, kept with the import so that the next copy of the file is
// understood in the same way.
type Choices struct {
	Inspection string                        `json:"inspection"`
	Report     string                        `json:"report"`     // of the areas that the file brings; may be none
	Owners     map[string]string             `json:"owners"`     // the post that owns what the file gives to these words; "" for parts of nobody's
	Signers    map[string]string             `json:"signers"`    // the post that signs off, by the agency that owns
	Sections   map[string]plan.Section       `json:"sections"`   // by the file's words
	Timescales map[string]deadline.Timescale `json:"timescales"` // by the file's words
	Areas      map[string]string             `json:"areas"`      // an area's id, NewArea or NoArea, by the file's words
	Dates      map[string]calendar.Date      `json:"dates"`      // the due date of a row that has none, by its key; of this file alone
	Leave      map[string]bool               `json:"leave"`      // rows to leave out, by key
	AreaDates  bool                          `json:"area_dates"` // rows without a date are due when their area is
}

// NewChoices gives choices in which nothing is chosen yet.
func NewChoices(inspection string) Choices {
	return Choices{
		Inspection: inspection, Owners: map[string]string{}, Signers: map[string]string{}, Sections: map[string]plan.Section{},
		Timescales: map[string]deadline.Timescale{}, Areas: map[string]string{}, Dates: map[string]calendar.Date{}, Leave: map[string]bool{},
	}
}

// What an area's words can become, besides an area that is in the plan.
const (
	NewArea = "new"
	NoArea  = "none" // the row is an additional action
)

// Remembered is what is kept of an import: how the file was read, and how it came into the plan.
type Remembered struct {
	Mapping planfile.Mapping `json:"mapping"`
	Choices Choices          `json:"choices"`
}

// Key names an entry of a reading by its place, for as long as the file is the same.
func Key(e *planfile.Entry) string { return PlaceWords(e.Place) }

// PlaceWords is a place in words: "Plan, row 12".
func PlaceWords(p document.Place) string {
	var words []string
	if p.Sheet != "" {
		words = append(words, p.Sheet)
	}
	for _, each := range []struct {
		name string
		n    int
	}{{"table", p.Table}, {"row", p.Row}, {"column", p.Column}, {"line", p.Line}, {"record", p.Record}} {
		if each.n > 0 {
			words = append(words, each.name+" "+plan.Number(each.n))
		}
	}
	if len(words) == 0 {
		return "The file"
	}
	return strings.ToUpper(words[0][:1]) + words[0][1:] + strings.Join(append([]string{""}, words[1:]...), ", ")
}

// Distinct are the words of a document that a person is asked about, each once and in the order they stand.
type Distinct struct {
	Owners, Sections, Timescales, Areas []Words
	Undated                             []*planfile.Entry // without a due date that could be read
}

// Words are words of the file and how many rows or parts have them.
type Words struct {
	Text     string
	Count    int
	exported bool // it names an agency and a post, as they went out of this product
}

// DistinctIn gathers the words of a reading.
func DistinctIn(r *planfile.Reading) Distinct {
	var d Distinct
	owners, sections, timescales, areas := counter{}, counter{}, counter{}, counter{}
	for i := range r.Entries {
		e := &r.Entries[i]
		for _, part := range partsOf(e) {
			for _, owner := range ownersOf(part) {
				owners.add(owner)
				if last := &owners.list[owners.at[owner]]; len(part.Row) > 0 {
					last.exported = true
				}
			}
		}
		if e.Area != "" {
			areas.add(AreaWords(e))
			sections.add(e.Section)
			timescales.add(e.Timescale)
		}
		if e.Due.IsZero() {
			d.Undated = append(d.Undated, e)
		}
	}
	d.Owners, d.Sections, d.Timescales, d.Areas = owners.list, sections.list, timescales.list, areas.list
	return d
}

type counter struct {
	list []Words
	at   map[string]int
}

func (c *counter) add(text string) {
	if c.at == nil {
		c.at = map[string]int{}
	}
	i, had := c.at[text]
	if !had {
		i = len(c.list)
		c.at[text] = i
		c.list = append(c.list, Words{Text: text})
	}
	c.list[i].Count++
}

// AreaWords are the inspectors' words that an entry answers, in one line.
func AreaWords(e *planfile.Entry) string { return oneLine(e.Area) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// ownersOf gives whose a part is, in the file's words: its owners, or the agency where no owner is named, or "" for nobody.
func ownersOf(p *planfile.Part) []string {
	switch {
	case len(p.Row) > 0:
		return []string{ownerWords(p)}
	case len(p.Owners) > 0:
		return p.Owners
	default:
		return []string{p.Agency}
	}
}

// partsOf gives an entry's parts: where the file names none, the action itself is the one part. An entry that is an area alone has none.
func partsOf(e *planfile.Entry) []*planfile.Part {
	if e.Action == "" && len(e.Parts) == 0 {
		return nil
	}
	if len(e.Parts) == 0 {
		return []*planfile.Part{{Text: e.Action, Due: e.Due, Status: e.Status}}
	}
	parts := make([]*planfile.Part, len(e.Parts))
	for i := range e.Parts {
		parts[i] = &e.Parts[i]
	}
	return parts
}
