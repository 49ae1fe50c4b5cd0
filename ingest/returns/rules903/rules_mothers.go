package rules903

import s "throughline/ingest/returns/ssda903"

var motherRules = map[string]judge{
	"165": func(d *data) {
		for _, h := range d.rows(hdr) {
			var care []*row
			for _, e := range d.of(eps, h.Child()) {
				if !shortBreak(e) {
					care = append(care, e)
				}
			}
			in := anyRow(care, d.inYear)
			leavers := d.of(oc3, h.Child())
			female := h.is(s.Sex, d.female())
			bad := h.has(s.Mother) && !h.is(s.Mother, "0", "1") || h.has(s.Mother) && h.is(s.Sex, d.male()) || h.no(s.Mother) && female && in ||
				h.has(s.Mother) && female && !in && anyRow(leavers, leaver)
			if bad && len(care) > 0 {
				d.hit(h)
				d.hit(leavers...)
			}
		}
	},
	"393": each(hdr, func(d *data, r *row) bool {
		return r.is(s.Sex, d.female()) && r.no(s.Mother) && anyRow(d.of(eps, r.Child()), func(e *row) bool { return !shortBreak(e) })
	}),
	"399": func(d *data) {
		for child, episodes := range d.get(eps, false).kids {
			if anyRow(episodes, func(e *row) bool { return !shortBreak(e) }) {
				continue
			}
			h, reviews := d.header(child), d.of(rev, child)
			if h == nil || !h.has(s.Mother) && !anyRow(reviews, func(r *row) bool { return r.any(s.Review, s.ReviewCode) }) {
				continue
			}
			d.hit(h)
			d.hit(episodes...)
			d.hit(reviews...)
		}
	},
	"607": withHeader(func(d *data, r, h *row) bool {
		return ended(r) && !shortBreak(r) && within(r.d(s.Dec), d.start, d.end) && h.is(s.Sex, d.female()) && h.no(s.Mother)
	}),
	"611": each(hdr, func(_ *data, r *row) bool { return r.is(s.Mother, "1") && r.no(s.MCDOB) }),
	"612": each(hdr, func(d *data, r *row) bool {
		return !r.is(s.Mother, "1") && (r.no(s.Mother) || r.is(s.Mother, "0")) && r.is(s.Sex, d.female()) && r.has(s.MCDOB)
	}),
	"620": each(hdr, func(d *data, r *row) bool { return r.is(s.Mother, "1") && gt(years(r.d(s.DOB), 11), d.start) }),
	"621": each(hdr, func(_ *data, r *row) bool { return !r.d(s.MCDOB).IsZero() && !gt(r.d(s.MCDOB), r.d(s.DOB)) }),
	"625": func(d *data) {
		for child, episodes := range d.get(eps, false).kids {
			e, h := last(episodes, s.Dec), d.header(child)
			if e != nil && h != nil && (gt(h.d(s.MCDOB), d.end) || gt(h.d(s.MCDOB), e.d(s.Dec))) {
				d.hit(e, h)
			}
		}
	},
	"628": each(hdr, func(d *data, r *row) bool {
		return r.has(s.Mother) && len(d.of(eps, r.Child())) == 0 && anyRow(d.of(oc3, r.Child()), leaver)
	}),
}

var permanenceRules = map[string]judge{
	"630": each(eps, func(d *data, r *row) bool {
		if !r.is(s.RNE, "S") || !ge(r.d(s.Decom), d.start) {
			return false
		}
		of := d.of(per, r.Child())
		return len(of) == 0 || anyRow(of, func(p *row) bool { return p.no(s.PrevPerm) || !p.is(s.PrevPerm, "Z1") && p.some(s.LAPerm, s.DatePerm) })
	}),
	"632": func(d *data) {
		for child, episodes := range d.get(eps, false).kids {
			e := first(episodes, s.Decom)
			for _, p := range d.of(per, child) {
				if e != nil && (p.wrong(s.DatePerm) || ge(latestOf(p), e.d(s.Decom))) {
					d.hit(e, p)
				}
			}
		}
	},
	"634": func(d *data) {
		for child, rows := range d.get(per, false).kids {
			episodes := d.of(eps, child)
			latest := last(episodes, s.Decom)
			for _, p := range rows {
				if latest != nil && p.any(s.PrevPerm, s.DatePerm, s.LAPerm) && lt(latest.d(s.Decom), d.start) {
					d.hit(p)
					d.hit(episodes...)
				}
			}
		}
	},
	"635": each(per, func(_ *data, r *row) bool { return r.any(s.LAPerm, s.DatePerm) && r.no(s.PrevPerm) }),
}

// absent judges that a child of a table is in the Header, and otherBirth and otherSex that the Header says the same.
func absent(t s.Table) judge {
	return each(t, func(d *data, r *row) bool { return d.header(r.Child()) == nil })
}

func otherBirth(t s.Table) judge {
	return each(t, func(d *data, r *row) bool {
		h := d.header(r.Child())
		return h != nil && h.has(s.DOB) && r.has(s.DOB) && (h.d(s.DOB) != r.d(s.DOB) || h.d(s.DOB).IsZero() && h.c(s.DOB) != r.c(s.DOB))
	})
}

// double judges that a child is in a table once.
func double(t s.Table) judge {
	return each(t, func(d *data, r *row) bool { return len(d.of(t, r.Child())) > 1 })
}

var tableRules = map[string]judge{
	"EPI": each(hdr, func(d *data, r *row) bool { return len(d.of(eps, r.Child())) == 0 && len(d.of(oc3, r.Child())) == 0 }),

	"INT01": absent(ad1), "INT02": absent(pla), "INT03": absent(eps), "INT04": absent(mis), "INT05": absent(oc2), "INT06": absent(oc3),
	"INT07": absent(per), "INT08": absent(rev), "INT09": absent(uas),
	"INT11": otherBirth(ad1), "INT12": otherBirth(pla), "INT13": otherBirth(mis), "INT14": otherBirth(oc2), "INT15": otherBirth(oc3),
	"INT16": otherBirth(per), "INT17": otherBirth(rev), "INT18": otherBirth(uas),
	"INT21": each(uas, func(d *data, r *row) bool {
		h := d.header(r.Child())
		return h != nil && h.has(s.Sex) && r.has(s.Sex) && h.c(s.Sex) != r.c(s.Sex)
	}),
	"INT31": double(ad1), "INT32": double(hdr), "INT33": double(oc2), "INT34": double(oc3), "INT35": double(per), "INT36": double(uas),
}
