package rules903

import (
	"slices"

	s "throughline/ingest/returns/ssda903"
)

// overlapping judges rows of a child that each have a start and an end: one must end before the next begins.
func overlapping(t s.Table, start, end s.Column) judge {
	return func(d *data) {
		for _, rows := range d.get(t, false).kids {
			mine := slices.Clone(rows)
			slices.SortStableFunc(mine, func(a, b *row) int {
				to := func(r *row) day {
					if r.no(end) {
						return r.d(start)
					}
					return r.d(end)
				}
				if c := to(a).Compare(to(b)); c != 0 {
					return c
				}
				return a.d(start).Compare(b.d(start))
			})
			for i, r := range mine {
				if i > 0 && (mine[i-1].no(end) || lt(r.d(start), mine[i-1].d(end))) {
					d.hit(r)
				}
			}
		}
	}
}

// away judges a time that must lie within a time in care.
func away(t s.Table, start, end s.Column) judge {
	return each(t, func(d *data, r *row) bool {
		from, to := r.d(start), r.d(end)
		return !from.IsZero() && d.outside(r.Child(), func(p period) bool {
			return r.no(end) && (!p.open || lt(from, p.from)) || gt(to, p.to) || lt(to, p.from)
		})
	})
}

var missingRules = map[string]judge{
	"564": each(mis, func(_ *data, r *row) bool { return r.is(s.Missing, "M", "A") && r.no(s.MisStart) }),
	"565": each(mis, func(_ *data, r *row) bool { return r.has(s.MisStart) && r.no(s.Missing) }),
	"566": each(mis, func(_ *data, r *row) bool { return r.has(s.MisEnd) && r.no(s.Missing) }),
	"567": each(mis, func(_ *data, r *row) bool { return gt(r.d(s.MisStart), r.d(s.MisEnd)) }),
	"570": each(mis, func(d *data, r *row) bool { return gt(r.d(s.MisStart), d.end) }),
	"571": each(mis, func(d *data, r *row) bool { return lt(r.d(s.MisEnd), d.start) || gt(r.d(s.MisEnd), d.end) }),
	"574": overlapping(mis, s.MisStart, s.MisEnd),
	"575": each(mis, func(d *data, r *row) bool {
		return r.no(s.MisEnd) && anyRow(d.of(eps, r.Child()), func(e *row) bool { return within(r.d(s.MisStart), e.d(s.Decom), e.d(s.Dec)) })
	}),
	"576": func(d *data) {
		for child, rows := range d.get(mis, false).kids {
			now := first(rows, s.MisStart)
			if now == nil {
				now = rows[0]
			}
			for _, p := range d.prevOf(mis, child) {
				if p.no(s.MisEnd) && !p.d(s.MisStart).IsZero() && now.d(s.MisStart) != p.d(s.MisStart) {
					d.hit(now)
				}
			}
		}
	},
	"577": away(mis, s.MisStart, s.MisEnd),
	"578": each(mis, func(d *data, r *row) bool {
		return d.outside(r.Child(), func(p period) bool { return lt(r.d(s.MisStart), p.from) || gt(r.d(s.MisStart), p.to) })
	}),
	"580": each(eps, func(d *data, r *row) bool {
		return !r.is(s.Rec, "E8") && anyRow(d.of(mis, r.Child()), func(m *row) bool {
			return eq(m.d(s.MisEnd), years(m.d(s.DOB), 18)) && eq(m.d(s.MisEnd), r.d(s.Dec))
		})
	}),
	"581": each(mis, func(d *data, r *row) bool {
		of := d.of(eps, r.Child())
		return len(of) > 0 && !anyRow(of, func(e *row) bool {
			return ge(r.d(s.MisStart), e.d(s.Decom)) && (le(r.d(s.MisStart), e.d(s.Dec)) || e.no(s.Dec))
		})
	}),
	"586": each(mis, func(_ *data, r *row) bool { return le(r.d(s.MisStart), r.d(s.DOB)) }),
}

var libertyRules = map[string]judge{
	"700": needed(dolo, s.DoLoStart),
	"701": aDate(dolo, s.DoLoEnd),
	"702": each(dolo, func(_ *data, r *row) bool { return le(r.d(s.DoLoEnd), r.d(s.DoLoStart)) }),
	"703": each(dolo, func(d *data, r *row) bool { return gt(r.d(s.DoLoStart), d.end) }),
	"704": each(dolo, func(d *data, r *row) bool { return gt(r.d(s.DoLoEnd), d.end) || lt(r.d(s.DoLoEnd), d.start) }),
	"705": overlapping(dolo, s.DoLoStart, s.DoLoEnd),
	"706": func(d *data) {
		for _, p := range d.prev(dolo) {
			if p.no(s.DoLoEnd) && !anyRow(d.of(dolo, p.Child()), func(r *row) bool { return eq(r.d(s.DoLoStart), p.d(s.DoLoStart)) }) {
				d.hit(p)
			}
		}
	},
	"707": away(dolo, s.DoLoStart, s.DoLoEnd),
	"708": each(dolo, func(_ *data, r *row) bool { return le(r.d(s.DoLoStart), r.d(s.DOB)) }),
	"709": pairs(dolo, func(_ *data, e, o *row) bool { return under(e, o) && !e.is(s.Place, "K2", "Z12", "Z13") }),
	"710": pairs(dolo, func(_ *data, e, o *row) bool { return under(e, o) && e.is(s.Place, "K1", "P1", "R5", "K3") }),
}

// under says that an order that has ended lay within an episode, in part at least.
func under(e, o *row) bool {
	return (le(o.d(s.DoLoStart), e.d(s.Dec)) || e.no(s.Dec) && !o.d(s.DoLoStart).IsZero()) && ge(o.d(s.DoLoEnd), e.d(s.Decom))
}
