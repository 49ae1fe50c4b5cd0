package rules903

import s "throughline/ingest/returns/ssda903"

// continuous makes a judge of a rule about children who were looked after for the whole year; off for the others.
func whole(bad func(d *data, r *row) bool) judge {
	return each(oc2, func(d *data, r *row) bool { return d.continuous(r.Child()) && bad(d, r) })
}

var (
	flags    = []s.Column{s.Convicted, s.HealthCheck, s.Immunisations, s.TeethCheck, s.HealthAssessment, s.SubstanceMisuse, s.InterventionReceived, s.InterventionOffered}
	expected = []s.Column{s.Immunisations, s.TeethCheck, s.HealthAssessment, s.SubstanceMisuse}
)

var healthRules = map[string]judge{
	"157": whole(func(d *data, r *row) bool {
		return le(years(r.d(s.DOB), 4), d.start) && ge(years(r.d(s.DOB), 16), d.end) && r.no(s.SDQScore) && r.is(s.SDQReason, "SDQ1")
	}),
	"158": each(oc2, func(_ *data, r *row) bool { return r.is(s.InterventionReceived, "1") && r.has(s.InterventionOffered) }),
	"159": each(oc2, func(_ *data, r *row) bool {
		return r.is(s.SubstanceMisuse, "1") && r.is(s.InterventionReceived, "0") && r.no(s.InterventionOffered)
	}),
	"180": each(oc2, func(_ *data, r *row) bool {
		n, ok := r.Cell(s.SDQScore).Number()
		return r.has(s.SDQScore) && (!ok || n > 40)
	}),
	"181": each(oc2, func(_ *data, r *row) bool {
		for _, c := range flags {
			if r.has(c) && !r.is(c, "0", "1") {
				return true
			}
		}
		return false
	}),
	"182": each(oc2, func(_ *data, r *row) bool {
		return r.some(expected...) && r.any(s.Convicted, s.HealthCheck, s.InterventionReceived, s.InterventionOffered)
	}),
	"185": each(oc2, func(d *data, r *row) bool { return r.has(s.SDQScore) && !d.continuous(r.Child()) }),
	"186": whole(func(d *data, r *row) bool {
		return le(years(r.d(s.DOB), 4), d.start) && gt(years(r.d(s.DOB), 17), d.end) && !r.any(s.SDQScore, s.SDQReason)
	}),
	"187": func(d *data) {
		for _, r := range d.rows(oc3) {
			if leaver(r) && d.continuous(r.Child()) {
				d.hit(r)
			}
		}
		for _, r := range d.rows(ad1) {
			if r.any(adopted...) && d.continuous(r.Child()) {
				d.hit(r)
			}
		}
	},
	"188": each(oc2, func(d *data, r *row) bool { return gt(years(r.d(s.DOB), 4), d.end) && r.any(s.SDQScore, s.SDQReason) }),
	"189": each(oc2, func(d *data, r *row) bool {
		return lt(years(r.d(s.DOB), 17), d.start) && r.any(s.SDQScore, s.SDQReason)
	}),
	"190": each(oc2, func(d *data, r *row) bool { return r.any(flags...) && !d.continuous(r.Child()) }),
	"191": func(d *data) {
		for _, r := range d.rows(oc2) {
			if r.some(expected...) && d.continuous(r.Child()) {
				d.hit(r)
			}
		}
		for _, of := range d.seq(eps, s.Decom) {
			if d.continuous(of[0].Child()) && len(d.of(oc2, of[0].Child())) == 0 {
				d.hit(of[0])
			}
		}
	},
	"192": each(oc2, func(_ *data, r *row) bool { return r.is(s.SubstanceMisuse, "1") && r.no(s.InterventionReceived) }),
	"193": each(oc2, func(_ *data, r *row) bool {
		return (r.no(s.SubstanceMisuse) || r.is(s.SubstanceMisuse, "0")) && r.any(s.InterventionReceived, s.InterventionOffered)
	}),
	"197a": each(oc2, func(_ *data, r *row) bool { return r.has(s.SDQScore) && r.has(s.SDQReason) }),
	"197B": whole(func(d *data, r *row) bool {
		turned := within(years(r.d(s.DOB), 4), d.start, d.end) || within(years(r.d(s.DOB), 17), d.start, d.end)
		return turned && !r.any(s.SDQScore, s.SDQReason)
	}),
	"198": each(oc2, func(d *data, r *row) bool { return r.has(s.SDQReason) && !d.continuous(r.Child()) }),
	"542": each(oc2, func(d *data, r *row) bool { return gt(years(r.d(s.DOB), 10), d.end) && r.has(s.Convicted) }),
	"543": whole(func(d *data, r *row) bool { return lt(years(r.d(s.DOB), 10), d.end) && r.no(s.Convicted) }),
	"544": each(oc2, func(_ *data, r *row) bool { return r.is(s.Convicted, "1") && r.some(expected...) }),
	"545": whole(func(d *data, r *row) bool { return gt(years(r.d(s.DOB), 5), d.end) && r.no(s.HealthCheck) }),
	"546": whole(func(d *data, r *row) bool { return le(years(r.d(s.DOB), 5), d.end) && r.has(s.HealthCheck) }),
	"547": each(oc2, func(_ *data, r *row) bool { return r.is(s.HealthCheck, "1") && r.some(expected...) }),
}
