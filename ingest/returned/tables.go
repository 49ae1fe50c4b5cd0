package returned

import (
	"slices"
	"strings"

	"throughline/ingest/returns/tabular"
)

// FromTables splits what a reader of tables gives by whom or what it is about.
func FromTables(slot Slot, r *tabular.Return) []Child {
	all := make([]Child, 0, len(r.Subjects))
	for i := range r.Subjects {
		s := &r.Subjects[i]
		c := Child{Key: s.Key, About: s.About, Forename: s.First, Name: s.Last, Born: s.Born, Part: Part{Slot: slot, Key: s.Key, Rows: s.Rows}}
		for _, id := range s.Identifiers {
			if value := strings.TrimSpace(id.Value); value != "" {
				c.Identifiers = append(c.Identifiers, Identifier{id.Scheme, value})
			}
		}
		if c.Person() {
			slices.SortStableFunc(c.Identifiers, func(a, b Identifier) int { return place(a.Scheme) - place(b.Scheme) })
		}
		c.days()
		all = append(all, c)
	}
	return all
}

// place is how good a number is: one of another kind is the last.
func place(scheme string) int {
	if at := rank(scheme); at >= 0 {
		return at
	}
	return len(scheme) + 100
}

// days notes the first and last day that rows name, besides days of birth.
func (c *Child) days() {
	for i := range c.Part.Rows {
		row := &c.Part.Rows[i]
		for _, column := range row.Columns {
			if lower := strings.ToLower(column); strings.Contains(lower, "birth") || strings.Contains(lower, "dob") || strings.Contains(lower, "born") {
				continue
			}
			if day, ok := row.Day(column); ok {
				c.tells(day, true)
			}
		}
	}
}

// encodeTabular writes a part of tables down. The columns of a table are written once.
func (p *Part) encodeTabular() []byte {
	w := &writer{out: make([]byte, 0, 128*len(p.Rows)+64), texts: map[string]uint64{}}
	w.out = append(w.out, formTabular)
	w.text(string(p.Slot.Source))
	w.number(p.Slot.Year)
	w.text(p.Slot.Of)
	w.text(p.Key)
	w.number(len(p.Rows))
	var layouts [][]string
	for i := range p.Rows {
		r := &p.Rows[i]
		w.text(r.Table)
		w.text(r.File)
		w.number(r.Line)
		at := slices.IndexFunc(layouts, func(had []string) bool { return slices.Equal(had, r.Columns) })
		if at < 0 {
			at = len(layouts)
			layouts = append(layouts, r.Columns)
			w.number(at)
			w.written(r.Columns)
		} else {
			w.number(at)
		}
		w.written(r.Written)
	}
	return w.out
}

func decodeTabular(b []byte) (Part, error) {
	r := &reader{in: b}
	p := Part{Slot: Slot{Source: Source(r.text()), Year: r.number(), Of: r.text()}, Key: r.text()}
	n := r.number()
	if !p.Slot.Source.Tabular() || n > len(b) || p.Slot.check() != nil {
		return Part{}, errDamaged
	}
	var layouts [][]string
	for range n {
		row := tabular.Row{Table: r.text(), File: r.text(), Line: r.number()}
		at := r.number()
		switch {
		case r.bad || at > len(layouts):
			return Part{}, errDamaged
		case at == len(layouts):
			layouts = append(layouts, r.written(mostTableColumns))
		}
		row.Columns, row.Written = layouts[at], r.written(mostTableColumns)
		p.Rows = append(p.Rows, row)
	}
	if r.bad || len(r.in) > 0 {
		return Part{}, errDamaged
	}
	return p, nil
}

// mostTableColumns is more than any table has: a reader takes no more than a spreadsheet holds.
const mostTableColumns = 20_000
