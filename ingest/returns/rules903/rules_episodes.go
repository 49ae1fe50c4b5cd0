package rules903

import s "throughline/ingest/returns/ssda903"

// endedBy judges the age at which an episode ended for one of the reasons: under is the age that must be reached.
func endedUnder(age int, reasons ...string) judge {
	return each(eps, func(d *data, r *row) bool {
		return r.is(s.Rec, reasons...) && lt(r.d(s.Dec), years(d.born(r.Child()), age))
	})
}

// tooYoung judges the age at which a placement of a kind began.
func tooYoung(age int, place ...string) judge {
	return each(eps, func(d *data, r *row) bool {
		return r.is(s.Place, place...) && !r.d(s.Dec).IsZero() && lt(r.d(s.Decom), years(d.born(r.Child()), age))
	})
}

// tooLong judges how many days a placement of a kind may last.
func tooLong(most int, place string) judge {
	return each(eps, func(_ *data, r *row) bool { return r.is(s.Place, place) && gt(r.d(s.Dec), days(r.d(s.Decom), most)) })
}

var episodeRules = map[string]judge{
	"302": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			if h := d.header(of[0].Child()); h != nil && gt(h.d(s.DOB), of[0].d(s.Decom)) {
				d.hit(of[0], h)
			}
		}
	},
	"233": each(eps, func(_ *data, r *row) bool { return r.no(s.Dec) && r.has(s.ReasonPlaceChange) }),
	"234": withHeader(func(_ *data, r, h *row) bool {
		return r.is(s.ReasonPlaceChange, "CUSTOD") && gt(years(h.d(s.DOB), 10), r.d(s.Decom))
	}),
	"352": each(eps, func(d *data, r *row) bool { return r.is(s.RNE, "S") && le(years(d.born(r.Child()), 18), r.d(s.Decom)) }),
	"357": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			if ge(of[0].d(s.Decom), d.start) && !of[0].is(s.RNE, "S") {
				d.hit(of[0])
			}
		}
	},
	"358": withHeader(func(_ *data, r, h *row) bool {
		return r.is(s.LS, "J1", "J2", "J3") && ge(years(h.d(s.DOB), 10), r.d(s.Decom))
	}),
	"359": each(eps, func(d *data, r *row) bool {
		return lt(years(d.born(r.Child()), 18), d.end) && r.no(s.Dec) && !(r.is(s.LS, "V2") && r.is(s.Place, "K2"))
	}),
	"366": each(eps, func(_ *data, r *row) bool { return r.is(s.LS, "V3") && !r.is(s.RNE, "S") }),
	"370": func(d *data) {
		if d.year == 2023 {
			tooYoung(15, "P2")(d)
			return
		}
		tooYoung(16, "P2")(d)
	},
	"371": func(d *data) {
		switch {
		case d.year == 2023:
			tooYoung(14, "H5")(d)
		case d.year == 2024:
			tooYoung(16, "H5")(d)
		default:
			tooYoung(16, "K3")(d)
		}
	},
	"372": tooYoung(10, "R5"),
	"373": tooYoung(4, "S1"),
	"374": tooYoung(14, "P3"),
	"375": tooLong(42, "T1"),
	"376": tooLong(21, "T3"),
	"377": func(d *data) {
		for _, m := range d.get(eps, false).kids {
			var leave []*row
			for _, r := range m {
				if r.is(s.Place, "T3") {
					leave = append(leave, r)
				}
			}
			if len(leave) > 2 {
				d.hit(leave...)
			}
		}
	},
	"378": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "P1") && r.is(s.LS, "V2") }),
	"379": tooLong(7, "T4"),
	"380": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, temporary...) && !r.is(s.RNE, "P", "B") }),
	"381": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, temporary...) && r.has(s.Rec) && !r.is(s.Rec, "X1") }),
	"382": each(eps, func(_ *data, r *row) bool { return shortBreak(r) && r.is(s.Place, temporary...) }),
	"384": each(eps, func(_ *data, r *row) bool { return shortBreak(r) && r.is(s.Place, "U1", "U4") }),
	"386": each(eps, func(d *data, r *row) bool {
		return r.is(s.Rec, "E11", "E12") && ge(r.d(s.Dec), years(d.born(r.Child()), 18))
	}),
	"387": endedUnder(14, "E5", "E6"),
	"389": endedUnder(16, "E7"),
	"390": each(eps, func(_ *data, r *row) bool { return r.is(s.Rec, "E11", "E12") && !r.is(s.Place, adoption...) }),
	"407": withHeader(func(_ *data, r, h *row) bool {
		return r.is(s.Rec, "E45", "E46", "E47", "E48") && lt(years(h.d(s.DOB), 18), r.d(s.Dec))
	}),
	"408": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "A5", "A6") && !r.is(s.LS, "E1") }),
	"426": func(d *data) {
		for _, rows := range d.get(eps, false).kids {
			is := func(code string) func(*row) bool { return func(r *row) bool { return r.is(s.LS, code) } }
			if !anyRow(rows, is("V3")) || !anyRow(rows, is("V4")) {
				continue
			}
			for _, r := range rows {
				if shortBreak(r) {
					d.hit(r)
				}
			}
		}
	},
	"445": each(eps, func(_ *data, r *row) bool { return r.is(s.LS, "D1") && gt(r.d(s.Decom), date(2005, 12, 31)) }),
	"446": each(eps, func(_ *data, r *row) bool { return r.is(s.LS, "E1") && lt(r.d(s.Decom), date(2005, 12, 1)) }),
	"451": each(eps, func(_ *data, r *row) bool { return r.is(s.LS, "D1") && r.no(s.Dec) && r.no(s.Rec) }),
	"460": endedUnder(18, "E17"),
	"516": each(eps, func(_ *data, r *row) bool {
		return r.is(s.Rec, "E45", "E46") && !r.is(s.Place, "U1", "U2", "U3", "U4", "U5", "U6")
	}),
	"440": each(rev, func(_ *data, r *row) bool {
		return r.is(s.ReviewCode, "PN0") && gt(r.d(s.Review), years(r.d(s.DOB), 4))
	}),
	"441": each(rev, func(_ *data, r *row) bool {
		return r.is(s.ReviewCode, "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7") && lt(r.d(s.Review), years(r.d(s.DOB), 4))
	}),
}

// withHeader judges an episode beside the child's Header, and names both.
func withHeader(bad func(d *data, r, h *row) bool) judge {
	return func(d *data) {
		for _, r := range d.rows(eps) {
			if h := d.header(r.Child()); h != nil && bad(d, r, h) {
				d.hit(r, h)
			}
		}
	}
}
