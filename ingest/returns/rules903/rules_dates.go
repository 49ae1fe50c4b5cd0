package rules903

import s "throughline/ingest/returns/ssda903"

// aDate judges that what is written is a date; needed that there is one.
func aDate(t s.Table, c s.Column) judge {
	return each(t, func(_ *data, r *row) bool { return r.wrong(c) })
}

func needed(t s.Table, c s.Column) judge {
	return each(t, func(_ *data, r *row) bool { return r.d(c).IsZero() })
}

var dateRules = map[string]judge{
	"1004": needed(mis, s.MisStart),
	"1005": aDate(mis, s.MisEnd),
	"102":  needed(hdr, s.DOB),
	"104":  each(uas, func(d *data, r *row) bool { return r.wrong(s.DUC) || lt(r.d(s.DUC), d.start) }),
	"105": func(d *data) {
		if !d.this.XML {
			return
		}
		for _, r := range d.rows(hdr) {
			if !r.is(s.UASC, "0", "1") {
				d.hit(r)
			}
		}
	},
	"112": aDate(ad1, s.DateInt),
	"113": aDate(ad1, s.DateMatch),
	"115": aDate(pla, s.DatePlaced),
	"116": aDate(pla, s.DatePlacedCeased),
	"141": aDate(eps, s.Decom),
	"147": aDate(eps, s.Dec),
	"166": needed(rev, s.Review),
	"171": aDate(hdr, s.MCDOB),
	"301": each(hdr, func(d *data, r *row) bool { return gt(r.d(s.DOB), d.end) }),
	"351": each(hdr, func(d *data, r *row) bool { return gt(d.start, years(r.d(s.DOB), 25)) }),
	"353": each(eps, func(_ *data, r *row) bool { return lt(r.d(s.Decom), date(1991, 10, 14)) }),
	"354": each(eps, func(d *data, r *row) bool { return gt(r.d(s.Decom), d.end) }),
	"355": each(eps, func(_ *data, r *row) bool { return eq(r.d(s.Decom), r.d(s.Dec)) }),
	"356": each(eps, func(_ *data, r *row) bool { return lt(r.d(s.Dec), r.d(s.Decom)) }),
	"385": each(eps, func(d *data, r *row) bool { return gt(r.d(s.Dec), d.end) }),
}
