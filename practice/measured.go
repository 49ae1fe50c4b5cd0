package practice

import "slices"

// Source is the name of the rows that a measure counts: those that the program knows, or records of a kind by one of their days. It is "" for
// deadlines.
func (o *Of) Source() string {
	if o.Kind != "" && o.Day != "" {
		return o.Kind + "/" + o.Day
	}
	return o.Rows + o.Kind
}

// Measured lists how the measures of the pack count records of a kind: each source of rows once. Records that only an alert asks about come by
// the day on which what they are about happened.
func (p *Pack) Measured(kind string) (all []Of) {
	for _, m := range p.Measures {
		if m.Of.Kind == kind && !slices.ContainsFunc(all, func(o Of) bool { return o.Source() == m.Of.Source() }) {
			all = append(all, m.Of)
		}
	}
	if len(all) == 0 && p.alertedOf(kind) {
		all = append(all, Of{Kind: kind})
	}
	return all
}

// RowValues gives what a record holds as a measure's conditions read it: without what is blank, but with its empty lists.
func (p *Pack) RowValues(k *Kind, r Record) map[string]any {
	values := map[string]any{}
	for i := range k.Fields {
		if v, known := withoutList(k, &r, k.Fields[i].Name); known {
			values[k.Fields[i].Name] = v
		}
	}
	return values
}
