package rules903

import s "throughline/ingest/returns/ssda903"

// pairs judges an episode beside a row of another table of the same child, and names both.
func pairs(t s.Table, bad func(d *data, e, o *row) bool) judge {
	return func(d *data) {
		for _, e := range d.rows(eps) {
			for _, o := range d.of(t, e.Child()) {
				if bad(d, e, o) {
					d.hit(e, o)
				}
			}
		}
	}
}

// adopters judges who adopted beside their legal status.
func adopters(status string, sexes ...string) judge {
	return each(ad1, func(_ *data, r *row) bool { return r.is(s.LSAdoptr, status) && !r.is(s.SexAdoptr, sexes...) })
}

func adoptedInYear(d *data, e *row) bool {
	return e.is(s.Rec, "E11", "E12") && within(e.d(s.Dec), d.start, d.end)
}

var adoptionRules = map[string]judge{
	"331": pairs(ad1, func(_ *data, e, a *row) bool { return e.is(s.Rec, "E11", "E12") && gt(a.d(s.DateMatch), e.d(s.Decom)) }),
	"333": each(ad1, func(_ *data, r *row) bool {
		return !r.d(s.DateMatch).IsZero() && (r.no(s.DateInt) || gt(r.d(s.DateInt), r.d(s.DateMatch)))
	}),
	"334": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			var starts []*row
			for _, e := range of {
				if e.is(s.RNE, "S") {
					starts = append(starts, e)
				}
			}
			latest := last(starts, s.Decom)
			for _, a := range d.of(ad1, child) {
				if latest != nil && lt(a.d(s.DateInt), latest.d(s.Decom)) {
					d.hit(latest, a)
				}
			}
		}
	},
	"335": pairs(ad1, func(_ *data, e, a *row) bool {
		return e.is(s.Rec, "E1", "E11", "E12") && (e.is(s.Place, "A2", "A3", "A5") && a.is(s.FosterCare, "0") || e.is(s.Place, "A1", "A4", "A6") && a.is(s.FosterCare, "1"))
	}),
	"511": each(ad1, func(_ *data, r *row) bool { return r.is(s.NbAdoptr, "2") && r.is(s.SexAdoptr, "M1", "F1") }),
	"514": adopters("L0", "M1", "F1"),
	"517": adopters("L3", "MF"),
	"518": adopters("L4", "MM", "FF"),
	"519": adopters("L2", "MM", "FF", "MF"),
	"520": adopters("L11", "MF"),
	"521": pairs(ad1, func(_ *data, e, a *row) bool { return e.is(s.Place, adoption...) && gt(a.d(s.DateInt), e.d(s.Decom)) }),
	"524": adopters("L12", "MM", "FF"),
	"582": pairsEpisode(ad1, func(_ *data, e, a *row) bool { return e.is(s.Rec, "E11", "E12") && eq(e.d(s.Dec), a.d(s.DateMatch)) }),
	"601": pairs(ad1, func(d *data, e, a *row) bool { return adoptedInYear(d, e) && a.some(adopted...) }),
	"602": each(ad1, func(d *data, r *row) bool {
		return r.any(adopted...) && !anyRow(d.of(eps, r.Child()), func(e *row) bool { return adoptedInYear(d, e) })
	}),
}

// pairsEpisode is pairs that names the episode alone.
func pairsEpisode(t s.Table, bad func(d *data, e, o *row) bool) judge {
	return each(eps, func(d *data, e *row) bool {
		return anyRow(d.of(t, e.Child()), func(o *row) bool { return bad(d, e, o) })
	})
}

// startOfCare is a child's first episode that began care.
func startOfCare(rows []*row) *row {
	var starts []*row
	for _, e := range rows {
		if e.is(s.RNE, "S") {
			starts = append(starts, e)
		}
	}
	return first(starts, s.Decom)
}

// noDecision judges a legal status that needs a decision that the child should be placed for adoption.
func noDecision(status string) judge {
	return func(d *data) {
		for _, e := range d.rows(eps) {
			if !e.is(s.LS, status) {
				continue
			}
			decisions := d.of(pla, e.Child())
			if len(decisions) == 0 {
				d.hit(e)
			}
			for _, p := range decisions {
				if e.no(s.Dec) && p.any(s.DatePlacedCeased, s.ReasonPlacedCeased) {
					d.hit(p)
				}
			}
		}
	}
}

var placedRules = map[string]judge{
	"1003": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			began := startOfCare(of)
			for _, p := range d.of(pla, child) {
				if began != nil && lt(p.d(s.DatePlaced), began.d(s.Decom)) {
					d.hit(began, p)
				}
			}
		}
	},
	"117": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			var ending []*row
			for _, e := range of {
				if !e.is(s.Rec, "X1") {
					ending = append(ending, e)
				}
			}
			e := last(ending, s.Decom)
			for _, p := range d.of(pla, child) {
				if e == nil {
					continue
				}
				for _, c := range []s.Column{s.DatePlaced, s.DatePlacedCeased} {
					if gt(p.d(c), d.end) || gt(p.d(c), e.d(s.Dec)) {
						d.hit(e, p)
					}
				}
			}
		}
	},
	"118": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			var care []*row
			for _, e := range of {
				if !shortBreak(e) {
					care = append(care, e)
				}
			}
			e := first(care, s.Decom)
			for _, p := range d.of(pla, child) {
				if e != nil && (lt(p.d(s.DatePlacedCeased), e.d(s.Decom)) || lt(p.d(s.DatePlacedCeased), d.start)) {
					d.hit(e, p)
				}
			}
		}
	},
	"184": each(pla, func(d *data, r *row) bool { return lt(r.d(s.DatePlaced), d.born(r.Child())) }),
	"522": each(pla, func(_ *data, r *row) bool { return lt(r.d(s.DatePlacedCeased), r.d(s.DatePlaced)) }),
	"523": func(d *data) {
		for _, p := range d.rows(pla) {
			for _, a := range d.of(ad1, p.Child()) {
				if !p.d(s.DatePlaced).IsZero() && !a.d(s.DateInt).IsZero() && a.d(s.DateInt) != p.d(s.DatePlaced) {
					d.hit(p, a)
				}
			}
		}
	},
	"525": func(d *data) {
		for _, p := range d.rows(pla) {
			for _, a := range d.of(ad1, p.Child()) {
				if p.has(s.DatePlacedCeased) && a.any(adopted...) {
					d.hit(p, a)
				}
			}
		}
	},
	"551": each(eps, func(d *data, r *row) bool {
		return r.is(s.Place, adoption...) && !anyRow(d.of(pla, r.Child()), func(p *row) bool { return p.has(s.DatePlaced) })
	}),
	"552": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			var placed []*row
			for _, e := range of {
				if e.is(s.Place, adoption...) {
					placed = append(placed, e)
				}
			}
			e, p := first(placed, s.Decom), last(d.of(pla, child), s.DatePlaced)
			if e != nil && p != nil && lt(e.d(s.Decom), p.d(s.DatePlaced)) {
				d.hit(e, p)
			}
		}
	},
	"553": noDecision("E1"),
	"554": func(d *data) {
		for child, of := range d.get(eps, false).kids {
			var orders []*row
			for _, e := range of {
				if e.is(s.LS, "E1") {
					orders = append(orders, e)
				}
			}
			e := first(orders, s.Decom)
			for _, p := range d.of(pla, child) {
				if e != nil && gt(p.d(s.DatePlaced), e.d(s.Decom)) {
					d.hit(e, p)
				}
			}
		}
	},
	"555": noDecision("D1"),
	"556": pairsEpisode(pla, func(_ *data, e, p *row) bool { return e.is(s.LS, "D1") && gt(p.d(s.DatePlaced), e.d(s.Decom)) }),
	"557": func(d *data) {
		for _, e := range d.rows(eps) {
			order := e.is(s.LS, "E1") || e.is(s.LS, "D1") && d.year <= 2024
			if !order && !e.is(s.Place, adoption...) || !ended(e) || e.is(s.Rec, "E11", "E12") {
				continue
			}
			decisions := d.of(pla, e.Child())
			if len(decisions) == 0 {
				d.hit(e)
			}
			for _, p := range decisions {
				if p.some(s.DatePlacedCeased, s.ReasonPlacedCeased) {
					d.hit(e, p)
				}
			}
		}
	},
	"558": each(eps, func(d *data, r *row) bool {
		of := d.of(pla, r.Child())
		return r.is(s.Rec, "E11", "E12") && len(of) > 0 && !anyRow(of, func(p *row) bool { return p.no(s.DatePlacedCeased) })
	}),
	"559": each(pla, func(d *data, r *row) bool {
		return lt(r.d(s.DatePlaced), d.start) && !anyRow(d.prevOf(pla, r.Child()), func(p *row) bool { return p.has(s.DatePlaced) })
	}),
	"560": each(pla, func(d *data, r *row) bool {
		return anyRow(d.prevOf(pla, r.Child()), func(p *row) bool {
			return p.has(s.DatePlaced) && p.no(s.DatePlacedCeased) && p.d(s.DatePlaced) != r.d(s.DatePlaced)
		})
	}),
	"561": each(pla, func(d *data, r *row) bool {
		return anyRow(d.prevOf(pla, r.Child()), func(p *row) bool {
			return eq(p.d(s.DatePlaced), r.d(s.DatePlaced)) && p.any(s.ReasonPlacedCeased, s.DatePlacedCeased)
		})
	}),
	"563": each(pla, func(_ *data, r *row) bool {
		return r.has(s.ReasonPlacedCeased) && r.has(s.DatePlacedCeased) && r.no(s.DatePlaced)
	}),
	"579": overlapping(pla, s.DatePlaced, s.DatePlacedCeased),
	"583": func(d *data) {
		for _, rows := range d.get(pla, false).kids {
			latest := last(rows, s.DatePlaced)
			for _, r := range rows {
				if r != latest && r.no(s.DatePlacedCeased) && latest != nil {
					d.hit(r)
				}
			}
		}
	},
	"584": each(pla, func(d *data, r *row) bool {
		return anyRow(d.prevOf(pla, r.Child()), func(p *row) bool {
			return p.any(s.DatePlacedCeased, s.ReasonPlacedCeased) && (le(r.d(s.DatePlaced), p.d(s.DatePlaced)) || r.no(s.DatePlaced))
		})
	}),
}
