package rules903

import s "throughline/ingest/returns/ssda903"

// after judges an episode beside the child's episode before it.
func after(bad func(d *data, before, r *row) bool) judge {
	return func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for i, r := range of {
				if i > 0 && bad(d, of[i-1], r) {
					d.hit(r)
				}
			}
		}
	}
}

var placement = []s.Column{s.Place, s.PlPost, s.URN, s.PlaceProvider}

// moved says that something about the placement is different.
func moved(a, b *row) bool {
	for _, c := range placement {
		if a.c(c) != b.c(c) {
			return true
		}
	}
	return false
}

func ended(r *row) bool { return r.has(s.Rec) && !r.is(s.Rec, "X1") }

var orderRules = map[string]judge{
	"199": func(d *data) {
		for child := range d.get(eps, false).kids {
			both := inOrder(append(append([]*row(nil), d.prevOf(eps, child)...), d.of(eps, child)...), s.Decom)
			adoptions := 0
			for _, r := range both {
				is := r.is(s.Rec, "E11", "E12")
				if is {
					adoptions++
				}
				if adoptions > 0 && !(is && adoptions == 1) && !r.last {
					d.hit(r)
				}
			}
		}
	},
	"225": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for i, r := range of[:len(of)-1] {
				next := of[i+1]
				if r.is(s.Rec, "X1") && r.no(s.ReasonPlaceChange) && !r.is(s.Place, temporary...) && next.is(s.RNE, "P", "B", "T", "U") && !next.is(s.Place, temporary...) {
					d.hit(r)
				}
			}
		}
	},
	"226": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for i, r := range of {
				if r.is(s.Place, temporary...) && (r.has(s.ReasonPlaceChange) || i > 0 && of[i-1].has(s.ReasonPlaceChange)) {
					d.hit(r)
				}
			}
		}
	},
	"336": after(func(_ *data, before, r *row) bool {
		return r.is(s.Place, "A3", "A4") && !before.is(s.Place, "A3", "A4", "A5", "A6", "U1", "U2", "U3", "U4", "U5", "U6")
	}),
	"383": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for i := 2; i < len(of); i++ {
				if !of[i-1].is(s.Place, temporary...) {
					continue
				}
				back := of[i].c(s.Place) != of[i-2].c(s.Place) || d.year >= 2026 && of[i].c(s.PlPost) != of[i-2].c(s.PlPost)
				if !of[i].is(s.RNE, "P") || back {
					d.hit(of[i])
				}
			}
		}
	},
	"388": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for i, r := range of {
				if r.no(s.Dec) {
					continue
				}
				if i == len(of)-1 {
					if r.is(s.Rec, "X1") {
						d.hit(r)
					}
					continue
				}
				follows := r.d(s.Dec) == of[i+1].d(s.Decom)
				if r.is(s.Rec, "X1") && !follows || ended(r) && follows {
					d.hit(r)
				}
			}
		}
	},
	"431": after(func(_ *data, before, r *row) bool { return r.is(s.RNE, "S") && le(r.d(s.Decom), before.d(s.Dec)) }),
	"432": after(func(_ *data, before, r *row) bool {
		return ended(before) && lists()["149"][d2022][before.c(s.Rec)] && !r.is(s.RNE, "S")
	}),
	"433": after(func(_ *data, before, r *row) bool {
		return r.is(s.RNE, "P", "L", "T", "U", "B") && !eq(before.d(s.Dec), r.d(s.Decom))
	}),
	"434": after(func(_ *data, before, r *row) bool {
		return r.is(s.RNE, "L") && (r.c(s.LS) == before.c(s.LS) && r.has(s.LS) || moved(before, r))
	}),
	"435": after(func(_ *data, before, r *row) bool {
		return r.is(s.RNE, "P", "T") && (r.c(s.LS) != before.c(s.LS) || !moved(before, r))
	}),
	"436": after(func(_ *data, before, r *row) bool {
		return r.is(s.RNE, "U", "B") && (r.c(s.LS) == before.c(s.LS) || !moved(before, r))
	}),
	"437": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for _, r := range of[:len(of)-1] {
				if r.is(s.Rec, "E2", "E15") {
					d.hit(r)
				}
			}
		}
	},
	"501": after(func(_ *data, before, r *row) bool { return lt(r.d(s.Decom), before.d(s.Dec)) }),
	"504": after(func(_ *data, before, r *row) bool {
		return before.is(s.Rec, "X1") && eq(before.d(s.Dec), r.d(s.Decom)) && r.c(s.CIN) != before.c(s.CIN)
	}),
}

// d2022 is the year whose list of reasons rule 432 has.
const d2022 = 2023
