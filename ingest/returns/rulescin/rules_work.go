package rulescin

import (
	"slices"

	"throughline/calendar"
	c "throughline/ingest/returns/cin"
)

// underWay judges that nothing of a kind begins while another of it, in the same place, goes on. over says that the other ended before
// its end was written down: it does not go on.
func underWay(t c.Table, where func(*row) place, start, end c.Column, over func(o *row) bool) judge {
	return beside(t, t, where, func(d *data, r, o *row) bool {
		began := r.d(start)
		same := began == o.d(start) && (eq(r.d(end), o.d(end)) || r.no(end) && o.no(end))
		return !same && ge(began, o.d(start)) && (le(began, o.d(end)) || o.no(end) && !over(o) && le(began, d.end))
	})
}

func never(*row) bool { return false }

var workRules = map[string]judge{
	"1103":  beside(det, ass, details, func(_ *data, r, a *row) bool { return lt(a.d(c.AssessmentActualStartDate), r.d(c.CINreferralDate)) }),
	"1104":  beside(det, s47, details, func(_ *data, r, o *row) bool { return lt(o.d(c.DateOfInitialCPC), r.d(c.CINreferralDate)) }),
	"2884":  beside(det, s47, child, func(_ *data, r, o *row) bool { return eq(r.d(c.DateOfInitialCPC), o.d(c.DateOfInitialCPC)) }),
	"2889":  beside(det, s47, details, func(_ *data, r, o *row) bool { return lt(o.d(c.S47ActualStartDate), r.d(c.CINreferralDate)) }),
	"2991Q": each(s47, func(d *data, r *row) bool { return len(d.in(ass, r)) == 0 }),
	"8608": each(ass, func(_ *data, r *row) bool {
		return gt(r.d(c.AssessmentActualStartDate), r.d(c.AssessmentAuthorisationDate))
	}),
	"8614": each(ass, func(d *data, r *row) bool {
		return r.no(c.AssessmentAuthorisationDate) && anyRow(d.factors(r), func(f *row) bool { return f.has(c.AssessmentFactors) })
	}),
	"8615": each(s47, func(_ *data, r *row) bool {
		return gt(r.d(c.S47ActualStartDate), r.d(c.DateOfInitialCPC)) || r.has(c.DateOfInitialCPC) && r.no(c.S47ActualStartDate)
	}),
	"8670Q": each(ass, func(d *data, r *row) bool {
		return r.no(c.AssessmentAuthorisationDate) && lt(r.d(c.AssessmentActualStartDate), workingDaysBefore(d.end, 45))
	}),
	"8675Q": each(s47, func(d *data, r *row) bool {
		return r.no(c.DateOfInitialCPC) && r.is(c.ICPCnotRequired, "0") && lt(r.d(c.S47ActualStartDate), workingDaysBefore(d.end, 15))
	}),
	"8696": each(ass, func(d *data, r *row) bool { return d.out(r.d(c.AssessmentAuthorisationDate)) }),
	"8715": each(s47, func(d *data, r *row) bool { return d.out(r.d(c.DateOfInitialCPC)) }),
	"8736": each(ass, func(d *data, r *row) bool {
		return r.Details != 0 && r.no(c.AssessmentAuthorisationDate) && !d.inYear(r.d(c.AssessmentActualStartDate))
	}),
	"8740": each(s47, func(d *data, r *row) bool {
		return r.no(c.DateOfInitialCPC) && r.is(c.ICPCnotRequired, "0") && d.out(r.d(c.S47ActualStartDate))
	}),
	"8839":  several(s47, details, func(_ *data, r *row) bool { return r.no(c.DateOfInitialCPC) && !noConference(r) }),
	"8863Q": underWay(ass, details, c.AssessmentActualStartDate, c.AssessmentAuthorisationDate, never),
	"8869": each(ass, func(d *data, r *row) bool {
		none := func(f *row) bool { return f.is(c.AssessmentFactors, "21") }
		of := d.factors(r)
		return anyRow(of, none) && anyRow(of, func(f *row) bool { return f.has(c.AssessmentFactors) && !none(f) })
	}),
	"8870Q": each(s47, func(_ *data, r *row) bool { return r.weekend(c.InitialCPCtarget) }),
	"8873Q": beside(det, ass, details, func(d *data, r, a *row) bool {
		return len(d.in(ass, r)) == 1 && !r.is(c.ReasonForClosure, "RC8", "RC9") && anyRow(d.factors(a), func(f *row) bool { return f.is(c.AssessmentFactors, "21") })
	}),
	"8875": each(s47, func(_ *data, r *row) bool { return r.weekend(c.DateOfInitialCPC) }),
	"8890": underWay(s47, details, c.S47ActualStartDate, c.DateOfInitialCPC, noConference),
	"8896": several(ass, details, func(_ *data, r *row) bool { return r.no(c.AssessmentAuthorisationDate) }),
	"8897Q": each(ass, func(d *data, r *row) bool {
		return ge(r.d(c.AssessmentAuthorisationDate), d.start) && !anyRow(d.factors(r), func(f *row) bool { return known[f.c(c.AssessmentFactors)] })
	}),
	"8898": each(ass, func(d *data, r *row) bool {
		seen := map[string]bool{}
		return slices.ContainsFunc(d.factors(r), func(f *row) bool {
			twice := f.has(c.AssessmentFactors) && seen[f.c(c.AssessmentFactors)]
			seen[f.c(c.AssessmentFactors)] = true
			return twice
		})
	}),
	"8945Q": each(ass, func(d *data, r *row) bool {
		return anyRow(d.factors(r), func(f *row) bool { return f.is(c.AssessmentFactors, "18A") })
	}),
	"8950Q": each(ass, func(d *data, r *row) bool {
		return anyRow(d.factors(r), func(f *row) bool { return f.is(c.AssessmentFactors, "19A") })
	}),
}

// known are the factors that there are.
var known = func() map[string]bool {
	all := map[string]bool{}
	for _, code := range c.Codes(c.LastYear, c.AssessmentFactors) {
		all[code] = true
	}
	return all
}()

var planRules = map[string]judge{
	"1105": beside(det, cpp, details, func(_ *data, r, p *row) bool { return gt(r.d(c.CINreferralDate), p.d(c.CPPstartDate)) }),
	"2883": func(d *data) {
		plans, conferences := 0, 0
		for t, column := range map[c.Table]c.Column{cpp: c.CPPstartDate, det: c.DateOfInitialCPC, s47: c.DateOfInitialCPC} {
			for _, r := range d.rows(t) {
				switch {
				case !d.inYear(r.d(column)):
				case t == cpp:
					plans++
				default:
					conferences++
				}
			}
		}
		d.whole = plans > conferences
	},
	"2885": func(d *data) {
		for _, p := range d.rows(cpp) {
			began := p.d(c.CPPstartDate)
			if !d.inYear(began) {
				continue
			}
			var held []*row
			for _, r := range append(slices.Clone(d.in(s47, p)), d.in(det, p)...) {
				if r.has(c.DateOfInitialCPC) {
					held = append(held, r)
				}
			}
			if !anyRow(held, func(r *row) bool { return r.d(c.DateOfInitialCPC) == began && !noConference(r) }) {
				d.hit(p)
				d.hit(held...)
			}
		}
	},
	"4000": beside(det, pln, details, func(_ *data, r, _ *row) bool { return noAction(r) }),
	"4001": beside(cpp, pln, details, func(_ *data, p, n *row) bool {
		return p.no(c.CPPendDate) && n.has(c.CINPlanStartDate) && n.no(c.CINPlanEndDate)
	}),
	"4003": func(d *data) {
		for _, r := range d.rows(rev) {
			held := r.d(c.CPPreviewDate)
			for _, p := range d.of(cpp, r) {
				if p.Plan != r.Plan || p.Details != r.Details || held == p.d(c.CPPendDate) || p.no(c.CPPendDate) {
					continue
				}
				for _, n := range d.of(pln, r) {
					if ge(held, n.d(c.CINPlanStartDate)) && (lt(held, n.d(c.CINPlanEndDate)) || n.no(c.CINPlanEndDate)) {
						d.hit(r, p, n)
					}
				}
			}
		}
	},
	"4004":  several(pln, details, func(_ *data, r *row) bool { return r.no(c.CINPlanEndDate) }),
	"4008":  beside(ids, pln, child, func(_ *data, r, n *row) bool { return lt(r.d(c.PersonDeathDate), n.d(c.CINPlanStartDate)) }),
	"4009Q": beside(ids, pln, child, func(_ *data, r, n *row) bool { return lt(r.d(c.PersonDeathDate), n.d(c.CINPlanEndDate)) }),
	"4010":  each(pln, func(d *data, r *row) bool { return r.no(c.CINPlanStartDate) || gt(r.d(c.CINPlanStartDate), d.end) }),
	"4011":  each(pln, func(_ *data, r *row) bool { return lt(r.d(c.CINPlanEndDate), r.d(c.CINPlanStartDate)) }),
	"4012Q": each(pln, func(_ *data, r *row) bool { return eq(r.d(c.CINPlanStartDate), r.d(c.CINPlanEndDate)) }),
	"4013":  each(pln, func(d *data, r *row) bool { return d.out(r.d(c.CINPlanEndDate)) }),
	"4014":  overlap(pln, pln, c.CINPlanStartDate, c.CINPlanStartDate, c.CINPlanEndDate, le),
	"4015":  beside(det, pln, details, func(_ *data, r, n *row) bool { return lt(n.d(c.CINPlanStartDate), r.d(c.CINreferralDate)) }),
	"4016":  overlap(pln, cpp, c.CINPlanStartDate, c.CPPstartDate, c.CPPendDate, lt),
	"4017":  overlap(cpp, pln, c.CPPstartDate, c.CINPlanStartDate, c.CINPlanEndDate, lt),
	"8720":  each(cpp, func(d *data, r *row) bool { return r.no(c.CPPstartDate) || gt(r.d(c.CPPstartDate), d.end) }),
	"8730": each(cpp, func(_ *data, r *row) bool {
		n, ok := r.Cell(c.NumberOfPreviousCPP).Number()
		return !ok || n < 0
	}),
	"8840": each(cpp, func(_ *data, r *row) bool { return eq(r.d(c.CPPstartDate), r.d(c.CPPendDate)) }),
	"8841": beside(rev, cpp, details, func(_ *data, r, p *row) bool {
		return r.Plan == p.Plan && le(r.d(c.CPPreviewDate), p.d(c.CPPstartDate))
	}),
	"8842Q": each(rev, func(_ *data, r *row) bool { return r.no(c.CPPreviewDate) }),
	"8905":  each(cpp, func(_ *data, r *row) bool { return !r.is(c.InitialCategoryOfAbuse, "NEG", "PHY", "SAB", "EMO", "MUL") }),
	"8910":  each(cpp, func(_ *data, r *row) bool { return !r.is(c.LatestCategoryOfAbuse, "NEG", "PHY", "SAB", "EMO", "MUL") }),
	"8915":  beside(ids, cpp, child, func(_ *data, r, p *row) bool { return gt(p.d(c.CPPstartDate), r.d(c.PersonDeathDate)) }),
	"8920":  beside(ids, cpp, child, func(_ *data, r, p *row) bool { return gt(p.d(c.CPPendDate), r.d(c.PersonDeathDate)) }),
	"8925":  each(cpp, func(_ *data, r *row) bool { return lt(r.d(c.CPPendDate), r.d(c.CPPstartDate)) }),
	"8930":  each(cpp, func(d *data, r *row) bool { return d.out(r.d(c.CPPendDate)) }),
	"8935":  several(cpp, child, func(_ *data, r *row) bool { return r.no(c.CPPendDate) }),
	"8940":  overlap(cpp, cpp, c.CPPstartDate, c.CPPstartDate, c.CPPendDate, le),
}

// overlap judges that something does not begin while another of the same child goes on; before says how its start compares with the end of the other.
func overlap(t, other c.Table, began, start, end c.Column, before func(a, b calendar.Date) bool) judge {
	return beside(t, other, child, func(d *data, r, o *row) bool {
		from := r.d(began)
		return ge(from, o.d(start)) && (before(from, o.d(end)) || o.no(end) && le(from, d.end))
	})
}
