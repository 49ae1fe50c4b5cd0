package rulescin

import (
	"throughline/calendar"
	c "throughline/ingest/returns/cin"
)

var caseRules = map[string]judge{
	"2990": func(d *data) {
		for _, r := range d.rows(det) {
			if !r.is(c.ReasonForClosure, "RC8", "RC9") {
				continue
			}
			var done []*row
			for _, t := range []c.Table{cpp, s47, pln} {
				done = append(done, d.in(t, r)...)
			}
			if len(done) > 0 || r.has(c.DateOfInitialCPC) {
				d.hit(r)
				d.hit(done...)
			}
		}
	},
	"8555Q": beside(ids, det, child, func(_ *data, r, e *row) bool { return lt(r.d(c.PersonDeathDate), e.d(c.CINreferralDate)) }),
	"8565": func(d *data) {
		for _, r := range d.rows(det) {
			closed := r.d(c.CINclosureDate)
			if lt(closed, r.d(c.DateOfInitialCPC)) {
				d.hit(r)
			}
			for t, dates := range map[c.Table][]c.Column{
				ass: {c.AssessmentActualStartDate, c.AssessmentAuthorisationDate}, s47: {c.S47ActualStartDate, c.DateOfInitialCPC},
				cpp: {c.CPPendDate}, pln: {c.CINPlanStartDate, c.CINPlanEndDate},
			} {
				for _, o := range d.in(t, r) {
					for _, date := range dates {
						if lt(closed, o.d(date)) {
							d.hit(r, o)
						}
					}
				}
			}
		}
	},
	"8568": each(det, func(_ *data, r *row) bool { return !r.is(c.ReferralNFA, "0", "1") }),
	"8569Q": each(det, func(d *data, r *row) bool {
		return lt(r.d(c.CINreferralDate), workingDaysBefore(d.start, 1)) && !furtherAction(r)
	}),
	"8585Q": beside(ids, det, child, func(_ *data, r, e *row) bool { return e.is(c.ReasonForClosure, "RC2") && r.no(c.PersonDeathDate) }),
	"8600":  each(det, func(d *data, r *row) bool { return r.no(c.CINreferralDate) || gt(r.d(c.CINreferralDate), d.end) }),
	"8606": beside(ids, det, child, func(_ *data, r, e *row) bool {
		early := func(born calendar.Date) bool { return lt(e.d(c.CINreferralDate), born.AddDays(-280)) }
		return early(r.d(c.PersonBirthDate)) || early(r.d(c.ExpectedPersonBirthDate))
	}),
	"8610": each(det, func(_ *data, r *row) bool { return furtherAction(r) && r.no(c.PrimaryNeedCode) }),
	"8620": each(det, func(d *data, r *row) bool { return d.out(r.d(c.CINclosureDate)) }),
	"8630": each(det, func(_ *data, r *row) bool { return lt(r.d(c.CINclosureDate), r.d(c.CINreferralDate)) }),
	"8640": each(det, func(_ *data, r *row) bool {
		return r.has(c.ReasonForClosure) && !r.is(c.ReasonForClosure, "RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9")
	}),
	"8650": each(det, func(_ *data, r *row) bool {
		return r.has(c.PrimaryNeedCode) && !r.is(c.PrimaryNeedCode, "N0", "N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N9")
	}),
	"8805": each(det, func(_ *data, r *row) bool { return r.has(c.CINclosureDate) && r.no(c.ReasonForClosure) }),
	"8810": each(det, func(_ *data, r *row) bool { return r.has(c.ReasonForClosure) && r.no(c.CINclosureDate) }),
	"8815": several(det, child, open),
	"8816": func(d *data) {
		for _, r := range d.rows(det) {
			var latest *row
			for _, o := range d.of(det, r) {
				if !o.d(c.CINreferralDate).IsZero() && (latest == nil || gt(o.d(c.CINreferralDate), latest.d(c.CINreferralDate))) {
					latest = o
				}
			}
			if latest != nil && r != latest && open(d, r) && !r.d(c.CINreferralDate).IsZero() {
				d.hit(r, latest)
			}
		}
	},
	"8820": beside(det, det, child, func(d *data, r, o *row) bool {
		began := r.d(c.CINreferralDate)
		return ge(began, o.d(c.CINreferralDate)) && (lt(began, o.d(c.CINclosureDate)) || open(d, o) && lt(began, d.end))
	}),
	"8825Q": each(det, func(d *data, r *row) bool { return r.is(c.ReasonForClosure, "RC8", "RC9") && len(d.in(ass, r)) == 0 }),
	"8831": func(d *data) {
		for _, r := range d.rows(det) {
			if !noAction(r) {
				continue
			}
			if r.has(c.DateOfInitialCPC) {
				d.hit(r)
				d.hit(d.in(s47, r)...)
			}
			for _, o := range d.in(s47, r) {
				if o.has(c.S47ActualStartDate) {
					d.hit(r, o)
				}
			}
			for _, a := range d.in(ass, r) {
				if a.has(c.AssessmentActualStartDate) || a.has(c.AssessmentAuthorisationDate) {
					d.hit(r, a)
				}
			}
		}
	},
	"8832": beside(det, cpp, details, func(_ *data, r, _ *row) bool { return noAction(r) }),
	"8866": each(det, func(_ *data, r *row) bool {
		return ge(r.d(c.CINreferralDate), calendar.Date{Year: 2013, Month: 4, Day: 1}) &&
			!r.is(c.ReferralSource, "1A", "1B", "1C", "1D", "2A", "2B", "3A", "3B", "3C", "3D", "3E", "3F", "4", "5A", "5B", "5C", "5D", "6", "7", "8", "9", "10")
	}),
	"8867": beside(det, ass, details, func(_ *data, r, a *row) bool { return r.has(c.CINclosureDate) && a.no(c.AssessmentAuthorisationDate) }),
	"8868": beside(det, s47, details, func(_ *data, r, o *row) bool {
		return r.has(c.CINclosureDate) && o.no(c.DateOfInitialCPC) != noConference(o)
	}),
}

// open says that a case is open and led to more than a referral.
func open(_ *data, r *row) bool { return r.no(c.CINclosureDate) && furtherAction(r) }
