package rules903

import s "throughline/ingest/returns/ssda903"

// reformed is the day from which a social worker's reasons are asked for.
var reformed = date(2023, 4, 1)

// lateSW judges how far from the end of one social worker's time the next one's begins.
func handover(bad func(d *data, before, r *row) bool) judge {
	return func(d *data) {
		for _, of := range d.seq(swe, s.SWDecom) {
			for i, r := range of {
				if i > 0 && bad(d, of[i-1], r) {
					d.hit(r)
				}
			}
		}
	}
}

func near(a, b day, n int) bool { return within(a, days(b, -n), days(b, n)) }

// openLast compares a child's first social worker of this year with the last of the year before, when that time was open.
func openLast(bad func(now, before *row) bool) judge {
	return func(d *data) {
		for child, rows := range d.get(swe, false).kids {
			before, now := last(d.prevOf(swe, child), s.SWDecom), first(rows, s.SWDecom)
			if before != nil && now != nil && before.no(s.SWDec) && bad(now, before) {
				d.hit(now)
			}
		}
	}
}

var workerRules = map[string]judge{
	"SW01STG1": func(d *data) {
		for _, e := range d.rows(eps) {
			if !e.no(s.Dec) || shortBreak(e) {
				continue
			}
			of := d.of(swe, e.Child())
			if len(of) == 0 {
				d.hit(e)
			}
			for _, r := range of {
				if r.some(s.SWID, s.SWDecom, s.SWReason) {
					d.hit(r)
				}
			}
		}
	},
	"SW01aSTG1": each(swe, func(_ *data, r *row) bool { return lt(r.d(s.SWDecom), reformed) && r.no(s.SWID) || r.no(s.SWDecom) }),
	"SW01bSTG1": each(swe, func(_ *data, r *row) bool {
		return ge(r.d(s.SWDecom), reformed) && r.some(s.SWID, s.SWReason) || r.no(s.SWDecom)
	}),
	"SW02STG1": each(swe, func(_ *data, r *row) bool {
		id := r.c(s.SWID)
		return len(id) < 2 || id[:2] != "SW" && id[:2] != "XX"
	}),
	"SW03STG1": each(swe, func(_ *data, r *row) bool { return r.some(s.SWID, s.SWDecom, s.SWReason) }),
	"SW04STG1": aDate(swe, s.SWDecom),
	"SW05STG1": aDate(swe, s.SWDec),
	"SW06STG2": each(swe, func(d *data, r *row) bool { return r.has(s.SWDecom) && !le(r.d(s.SWDecom), d.end) }),
	"SW07STG2": each(swe, func(d *data, r *row) bool {
		from := d.start
		if d.year >= 2025 { // the year before was asked for as well
			from = years(from, -1)
		}
		return r.has(s.SWDec) && !within(r.d(s.SWDec), from, d.end)
	}),
	"SW08STG2": func(d *data) {
		for _, of := range d.seq(swe, s.SWDecom) {
			for _, r := range of[:len(of)-1] {
				if r.no(s.SWDec) {
					d.hit(r)
				}
			}
		}
	},
	"SW09STG2": each(swe, func(_ *data, r *row) bool { return eq(r.d(s.SWDec), r.d(s.SWDecom)) }),
	"SW10STG2": handover(func(d *data, before, r *row) bool {
		return !near(r.d(s.SWDecom), before.d(s.SWDec), 7) && !(d.year >= 2025 && r.is(s.SWReason, "FCONTA"))
	}),
	"SW11aSTG2": func(d *data) {
		for _, rows := range d.get(swe, false).kids {
			of := inOrder(rows, s.SWDecom)
			for _, r := range rows {
				if r.d(s.SWDecom).IsZero() {
					of = append(of, r) // one without a start follows the others, and starts within no time of them
				}
			}
			for i, r := range of {
				if i > 0 && le(of[i-1].d(s.SWDec), days(d.end, -5)) && !near(r.d(s.SWDecom), of[i-1].d(s.SWDec), 5) {
					d.hit(r)
				}
			}
		}
	},
	"SW11bSTG2": func(d *data) {
		for _, of := range d.seq(swe, s.SWDecom) {
			if r := of[len(of)-1]; within(r.d(s.SWDec), days(d.end, -5), d.end) {
				d.hit(r)
			}
		}
	},
	"SW12STG2": each(eps, func(d *data, r *row) bool {
		if shortBreak(r) || !r.is(s.RNE, "S") && r.is(s.Rec, "X1") || d.year >= 2025 && !r.no(s.Dec) && !within(r.d(s.Dec), years(d.start, -1), d.end) {
			return false
		}
		return !anyRow(d.of(swe, r.Child()), func(w *row) bool {
			return le(w.d(s.SWDecom), r.d(s.Dec)) && !r.is(s.Rec, "X1") || ge(w.d(s.SWDecom), r.d(s.Decom)) && r.is(s.RNE, "S")
		})
	}),
	"SW13STG1": each(swe, func(d *data, r *row) bool {
		if r.no(s.SWReason) && d.year >= 2025 {
			return ge(r.d(s.SWDecom), reformed)
		}
		return !r.is(s.SWReason, "MANAGE", "FCONTA", "LEFTRL", "ORGRST", "TSPROC", "ABSENC", "CHCHAN", "PCCHAN", "SWDIED", "OTHERS")
	}),
	"SW14STG2": func(d *data) {
		for _, rows := range d.get(swe, false).kids {
			latest := last(rows, s.SWDecom)
			for _, r := range rows {
				if r != latest && r.no(s.SWDec) {
					d.hit(r)
				}
			}
		}
	},
	"SW15STG2":  each(swe, func(d *data, r *row) bool { return r.no(s.SWReason) && !lt(r.d(s.SWDecom), years(d.start, -1)) }),
	"SW16aSTG2": openLast(func(now, before *row) bool { return now.c(s.SWID) != before.c(s.SWID) }),
	"SW16bSTG2": openLast(func(now, before *row) bool { return now.d(s.SWDecom) != before.d(s.SWDecom) }),
	"SW16cSTG2": openLast(func(now, before *row) bool { return now.c(s.SWReason) != before.c(s.SWReason) }),
	"SW17STG2": func(d *data) {
		for _, of := range d.seq(swe, s.SWDecom) {
			if latest := last(of, s.SWDecom); latest.has(s.SWDec) {
				d.hit(latest)
			}
		}
	},
}
