package rules903

import s "throughline/ingest/returns/ssda903"

// leaver says that something is written about a care leaver.
func leaver(r *row) bool { return r.any(s.InTouch, s.Activ, s.Accom) }

var leaverRules = map[string]judge{
	"1000": func(d *data) {
		died := func(r *row) bool { return r.is(s.Rec, "E2") }
		for _, r := range d.rows(oc3) {
			if anyRow(d.of(eps, r.Child()), died) || anyRow(d.prevOf(eps, r.Child()), died) {
				d.hit(r)
			}
		}
	},
	"1001": rule1001,
	"1002": each(oc3, func(d *data, r *row) bool {
		return len(d.of(eps, r.Child())) == 0 && len(d.prevOf(eps, r.Child())) == 0
	}),
	"1007": each(oc3, func(d *data, r *row) bool {
		born := r.d(s.DOB)
		if !leaver(r) || !le(years(born, 17), d.end) || !gt(years(born, 19), d.end) {
			return false
		}
		birthday := years(born, d.end.Year-born.Year)
		if birthday.After(d.end) {
			birthday = years(born, d.end.Year-born.Year-1)
		}
		return anyRow(d.of(eps, r.Child()), func(e *row) bool { return le(e.d(s.Decom), birthday) && gt(e.d(s.Dec), birthday) })
	}),
	"1010": each(oc3, func(d *data, r *row) bool {
		before := last(d.prevOf(eps, r.Child()), s.Decom)
		return len(d.of(eps, r.Child())) == 0 && before != nil && before.no(s.Dec)
	}),
	"1011": each(oc3, func(d *data, r *row) bool {
		latest := last(d.of(eps, r.Child()), s.Decom)
		return leaver(r) && latest != nil && latest.is(s.Rec, "E3")
	}),
	"1012": func(d *data) {
		for _, t := range []s.Table{pla, mis, rev, ad1, per, oc2} {
			for _, r := range d.rows(t) {
				if len(d.of(eps, r.Child())) == 0 {
					d.hit(r)
				}
			}
		}
	},
	"1014": func(d *data) {
		for _, u := range d.rows(uas) {
			episodes := d.of(eps, u.Child())
			if len(episodes) == 0 || anyRow(episodes, d.inYear) {
				continue
			}
			for _, o := range d.of(oc3, u.Child()) {
				if leaver(o) {
					d.hit(u, o)
				}
			}
		}
	},
	"1016": each(oc3, func(d *data, r *row) bool {
		born := r.d(s.DOB)
		age := ageAt(born, d.end)
		if !leaver(r) || age != 17 && age != 18 {
			return false
		}
		return anyRow(d.of(eps, r.Child()), func(e *row) bool { return ge(e.d(s.Dec), years(born, age)) })
	}),
	"134": func(d *data) {
		for _, a := range d.rows(ad1) {
			if a.any(s.DateInt, s.DateMatch, s.FosterCare, s.NbAdoptr, s.SexAdoptr, s.LSAdoptr) && anyRow(d.of(oc3, a.Child()), leaver) {
				d.hit(a)
			}
		}
	},
	"153": each(oc3, func(_ *data, r *row) bool { return leaver(r) && r.some(s.InTouch, s.Activ, s.Accom) }),
	"215": func(d *data) {
		for _, o := range d.rows(oc3) {
			for _, h := range d.of(oc2, o.Child()) {
				if leaver(o) && h.any(s.Convicted, s.HealthCheck, s.Immunisations, s.TeethCheck, s.HealthAssessment, s.SubstanceMisuse, s.InterventionReceived, s.InterventionOffered) {
					d.hit(o, h)
				}
			}
		}
	},
	"3001": each(oc3, func(d *data, r *row) bool {
		return r.is(s.Accom, "Z1", "Z2") && within(years(d.born(r.Child()), 17), d.start, d.end)
	}),
	"344": each(oc3, func(_ *data, r *row) bool {
		return r.is(s.InTouch, "DIED", "RHOM") && (!r.is(s.Activ, "0") || !r.is(s.Accom, "0"))
	}),
	"345": each(oc3, func(_ *data, r *row) bool {
		return r.is(s.InTouch, "YES") && (r.is(s.Activ, "0") || r.is(s.Accom, "0"))
	}),
	"347": each(oc3, func(d *data, r *row) bool {
		return r.is(s.Accom, "T", "T1", "T2") && gt(years(r.d(s.DOB), 18), d.start)
	}),
	"348": each(oc3, func(d *data, r *row) bool {
		return !r.is(s.InTouch, "DIED") && anyRow(d.prevOf(oc3, r.Child()), func(p *row) bool { return p.is(s.InTouch, "DIED") })
	}),
	"391": each(oc3, func(d *data, r *row) bool { return leaver(r) && gt(years(r.d(s.DOB), 17), d.end) }),
}

// inYear says that an episode lies in the year, in part at least.
func (d *data) inYear(r *row) bool {
	return le(r.d(s.Decom), d.end) && (ge(r.d(s.Dec), d.start) || r.no(s.Dec))
}

// rule1001 asks whether a child was looked after for 13 weeks after 14, some of it after 16. A child of 20 or more may have been so in years
// that are not loaded, and is not judged.
func rule1001(d *data) {
	if len(d.rows(eps)) == 0 || len(d.rows(oc3)) == 0 || len(d.rows(hdr)) == 0 || len(d.prev(eps)) == 0 {
		return
	}
	for _, r := range d.rows(oc3) {
		born := d.born(r.Child())
		if !born.IsZero() && le(years(born, 20), d.end) {
			continue
		}
		both := inOrder(append(append([]*row(nil), d.prevOf(eps, r.Child())...), d.of(eps, r.Child())...), s.Decom)
		after14, after16 := 0, 0
		for i, e := range both {
			from, to := e.d(s.Decom), e.d(s.Dec)
			if i+1 < len(both) && both[i+1].d(s.Decom) == from { // the same episode in both returns: the one that has ended says when
				if !to.IsZero() && !lt(both[i+1].d(s.Dec), to) {
					both[i+1] = e
				}
				continue
			}
			if i == len(both)-1 && e.no(s.Dec) {
				to = d.end
			}
			if to.IsZero() || e.is(s.LS, "V3", "V4") || born.IsZero() {
				continue
			}
			after14 += max(0, to.Sub(later(from, years(born, 14))))
			after16 += max(0, to.Sub(later(from, years(born, 16))))
		}
		adopted := len(both) > 0 && both[len(both)-1].is(s.Rec, "E11", "E12")
		if adopted || after14 < 91 || after16 < 1 {
			d.hit(r)
		}
	}
}

func later(a, b day) day {
	if b.After(a) {
		return b
	}
	return a
}
