package rules903

import (
	"math"
	"strconv"

	s "throughline/ingest/returns/ssda903"
)

// asylum says that a child of the Header is an unaccompanied asylum-seeking child: the Header says so, or, where it does not say, the
// child is in the UASC table.
func (d *data) asylum(h *row, last bool) bool {
	if h != nil && h.has(s.UASC) {
		return h.is(s.UASC, "1")
	}
	if h == nil {
		return false
	}
	return anyRow(d.get(uas, last).kids[h.Child()], func(u *row) bool { return u.any(s.Sex, s.DUC) })
}

// soughtAsylum says so of a child by the tables of either year.
func (d *data) soughtAsylum(child string) bool {
	for _, last := range []bool{false, true} {
		if anyRow(d.get(hdr, last).kids[child], func(h *row) bool { return d.asylum(h, last) }) {
			return true
		}
		if !(anyRow(d.get(hdr, last).kids[child], func(h *row) bool { return h.has(s.UASC) })) &&
			anyRow(d.get(uas, last).kids[child], func(u *row) bool { return u.any(s.DOB, s.Sex, s.DUC) }) {
			return true
		}
	}
	return false
}

// bothYears calls what it is given with each child's rows of the UASC table, and whether the child was unaccompanied, in both years.
func bothYears(bad func(d *data, now, before *row, is, was bool) bool) judge {
	return func(d *data) {
		for _, u := range d.rows(uas) {
			h := d.header(u.Child())
			is := d.asylum(h, false)
			if !d.has(hdr) {
				is = u.any(s.Sex, s.DUC)
			}
			var before *row
			if of := d.prevOf(uas, u.Child()); len(of) > 0 {
				before = of[0]
			}
			was := anyRow(d.prevOf(hdr, u.Child()), func(p *row) bool { return d.asylum(p, true) })
			if !d.hadHas(hdr) && before != nil {
				was = before.any(s.Sex, s.DUC)
			}
			if bad(d, u, before, is, was) {
				d.hit(u, h)
			}
		}
	}
}

var yearRules = map[string]judge{
	"205A": bothYears(func(d *data, now, before *row, is, was bool) bool {
		return !is && was && (now.has(s.DUC) || before == nil || !within(before.d(s.DUC), years(d.start, -1), years(d.end, -1)))
	}),
	"205B": bothYears(func(d *data, now, before *row, is, was bool) bool {
		if !is || !was || before == nil {
			return false
		}
		inYear, same := within(now.d(s.DUC), d.start, d.end), eq(now.d(s.DUC), before.d(s.DUC))
		return !inYear && !same || !eq(before.d(s.DUC), years(before.d(s.DOB), 18))
	}),
	"205C": bothYears(func(_ *data, now, before *row, is, was bool) bool {
		return !is && !was && (now.has(s.DUC) || before != nil && before.has(s.DUC))
	}),
	"205D": func(d *data) {
		for _, h := range d.rows(hdr) {
			before := d.prevOf(hdr, h.Child())
			if len(before) > 0 && d.asylum(h, false) && !anyRow(before, func(p *row) bool { return d.asylum(p, true) }) {
				d.hit(h)
			}
		}
	},
	"207": each(hdr, func(d *data, r *row) bool {
		return len(d.of(eps, r.Child())) > 0 && !r.is(s.Mother, "1") && anyRow(d.prevOf(hdr, r.Child()), func(p *row) bool { return p.is(s.Mother, "1") })
	}),
	"303": func(d *data) {
		for _, u := range d.rows(uas) {
			for _, h := range d.of(hdr, u.Child()) {
				if u.has(s.DUC) && !d.asylum(h, false) {
					d.hit(u, h)
				}
			}
		}
	},
	"304": each(uas, func(_ *data, r *row) bool { return gt(r.d(s.DUC), years(r.d(s.DOB), 18)) }),
	"452": acrossYears(func(_ *data, now, before *row) bool {
		return now.c(s.RNE) == before.c(s.RNE) && now.c(s.PlLA) != before.c(s.PlLA)
	}),
	"453": acrossYears(func(_ *data, now, before *row) bool { return now.c(s.RNE) == before.c(s.RNE) && farther(now, before) }),
	"502": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for _, p := range d.prevOf(eps, of[0].Child()) {
				if p.no(s.Dec) && of[0].d(s.Decom) != p.d(s.Decom) {
					d.hit(of[0])
				}
			}
		}
	},
	"503A": sameAs(s.RNE),
	"503B": sameAs(s.LS),
	"503C": sameAs(s.CIN),
	"503D": acrossYears(func(d *data, now, before *row) bool {
		if d.year <= 2025 && d.year >= 2024 && now.is(s.Place, "K3") && before.is(s.Place, "H5") ||
			d.year == 2026 && now.is(s.Place, "Z11", "Z12", "Z13", "Z14") && before.is(s.Place, "Z1") {
			return false
		}
		return now.c(s.Place) != before.c(s.Place)
	}),
	"503E": sameAs(s.PlaceProvider),
	"503F": sameAs(s.URN),
	"503G": acrossYears(func(_ *data, now, before *row) bool { return farther(now, before) }),
	"503H": sameAs(s.PlLA),
	"503J": sameAs(s.PlLocation),
	"562": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			p := last(d.prevOf(eps, of[0].Child()), s.Decom)
			if lt(of[0].d(s.Decom), d.start) && (p == nil || p.d(s.Decom) != of[0].d(s.Decom)) {
				d.hit(of[0])
			}
		}
	},
	"624": each(hdr, func(d *data, r *row) bool {
		return anyRow(d.prevOf(hdr, r.Child()), func(p *row) bool { return p.has(s.MCDOB) && r.d(s.MCDOB) != p.d(s.MCDOB) })
	}),
	"626": each(hdr, func(d *data, r *row) bool {
		return r.is(s.Mother, "1") && lt(r.d(s.MCDOB), d.start) && anyRow(d.prevOf(hdr, r.Child()), func(p *row) bool { return p.is(s.Mother, "0") })
	}),
	"NoE": each(eps, func(d *data, r *row) bool { return lt(r.d(s.Decom), d.start) && len(d.prevOf(eps, r.Child())) == 0 }),
}

// acrossYears compares a child's first episode of this year with the last one of the year before, when that was open.
func acrossYears(bad func(d *data, now, before *row) bool) judge {
	return func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			if before := last(d.prevOf(eps, of[0].Child()), s.Decom); before != nil && before.no(s.Dec) && bad(d, of[0], before) {
				d.hit(of[0])
			}
		}
	}
}

func sameAs(c s.Column) judge {
	return acrossYears(func(_ *data, now, before *row) bool { return now.c(c) != before.c(c) })
}

// miles is the distance of a placement from home, and whether it is known.
func miles(r *row) (float64, bool) {
	n, err := strconv.ParseFloat(r.c(s.PlDistance), 64)
	return n, err == nil && !math.IsNaN(n)
}

// farther says that the distance of the same placement has changed, or is there in one year alone.
func farther(now, before *row) bool {
	a, known := miles(now)
	b, wasKnown := miles(before)
	if known && wasKnown {
		return math.Abs(a-b) >= 0.2-1e-9
	}
	return known != wasKnown
}
