package rules903

import (
	"strings"

	s "throughline/ingest/returns/ssda903"
)

var (
	temporary = []string{"T0", "T1", "T2", "T3", "T4"}
	adoption  = []string{"A3", "A4", "A5", "A6"}
	other     = []string{"Z11", "Z12", "Z13", "Z14"}
)

func shortBreak(r *row) bool { return r.is(s.LS, "V3", "V4") }

// others are the codes of a placement of another kind in the year.
func (d *data) others() []string {
	if d.year >= 2026 {
		return other
	}
	return []string{"Z1"}
}

func (r *row) placedIn(lists ...[]string) bool {
	for _, l := range lists {
		if r.is(s.Place, l...) {
			return true
		}
	}
	return false
}

// noProvider are the placements that Ofsted registers no provider for, by the year.
func (d *data) noProvider(r *row, rule string) bool {
	list := []string{"P1", "P3", "R1", "R2", "R5"}
	if d.year <= 2024 {
		list = append(list, "P2")
	}
	if d.year == 2023 || rule == "218" && d.year == 2024 {
		list = append(list, "H5")
	}
	return r.placedIn(list, temporary, d.others())
}

var placeRules = map[string]judge{
	"1015": each(eps, func(d *data, r *row) bool {
		return r.has(s.Place) && r.has(s.LS) && !r.placedIn(adoption, []string{"U1", "U2", "U3", "U4", "U5", "U6"}) && !shortBreak(r) &&
			r.is(s.PlaceProvider, "PR1") && !r.is(s.PlLA, strings.ToUpper(d.known.Authority))
	}),
	"164": each(eps, func(d *data, r *row) bool {
		n, ok := miles(r)
		return ok && (n < 0 || n > 999.9) && !d.soughtAsylum(r.Child())
	}),
	"169": each(eps, func(_ *data, r *row) bool { return !shortBreak(r) && r.no(s.PlLA) }),
	"178": each(eps, func(d *data, r *row) bool {
		unprovided := []string{"T0", "T1", "T2", "T3", "T4"}
		if d.year >= 2026 {
			unprovided = unprovided[:4]
		}
		good := r.is(s.PlaceProvider, "PR0", "PR1", "PR2", "PR3", "PR4", "PR5") && !r.placedIn(unprovided, d.others())
		return !good && r.has(s.PlaceProvider)
	}),
	"179": each(eps, func(_ *data, r *row) bool { return !shortBreak(r) && r.no(s.PlLocation) }),
	"213": each(eps, func(d *data, r *row) bool {
		kinds := [][]string{temporary}
		if d.year >= 2026 {
			kinds = append(kinds, other)
		}
		return r.placedIn(kinds...) && r.has(s.PlaceProvider)
	}),
	"214": each(eps, func(_ *data, r *row) bool { return shortBreak(r) && r.any(s.PlPost, s.URN) }),
	"217": each(eps, func(_ *data, r *row) bool {
		return r.is(s.Place, "A3", "A5") && ge(r.d(s.Decom), date(2015, 4, 1)) && !r.is(s.RNE, "S", "T", "U")
	}),
	"217t": each(eps, func(_ *data, r *row) bool {
		return r.is(s.Place, "P2") && (gt(r.d(s.Dec), date(2023, 10, 28)) || r.no(s.Dec))
	}),
	"218": each(eps, func(d *data, r *row) bool {
		return (ge(r.d(s.Dec), d.start) || r.no(s.Dec)) && r.no(s.URN) && !d.noProvider(r, "218") && !abroad(r)
	}),
	"222": each(eps, func(d *data, r *row) bool { return d.noProvider(r, "222") && r.has(s.URN) && !r.is(s.URN, "XXXXXXX") }),
	"230": each(eps, func(_ *data, r *row) bool {
		return r.is(s.Place, "H5") && (ge(r.d(s.Dec), date(2023, 10, 29)) || r.no(s.Dec)) && (r.no(s.URN) || r.is(s.URN, "XXXXXXX")) && !abroad(r)
	}),
	"392a": each(eps, func(d *data, r *row) bool { return !shortBreak(r) && r.no(s.PlDistance) && !d.soughtAsylum(r.Child()) }),
	"392b": each(eps, func(d *data, r *row) bool {
		return !shortBreak(r) && r.some(s.HomePost, s.PlPost) && !d.soughtAsylum(r.Child())
	}),
	"392c": each(eps, func(d *data, r *row) bool {
		bad := func(c s.Column) bool {
			return d.known.Postcode != nil && r.has(c) && !d.known.Postcode(strings.ReplaceAll(r.c(c), " ", ""))
		}
		return bad(s.HomePost) || bad(s.PlPost)
	}),
	"392d": each(eps, func(_ *data, r *row) bool {
		return !r.is(s.Place, "P1") && r.has(s.HomePost) && r.c(s.HomePost) == r.c(s.PlPost)
	}),
	"398": each(eps, func(_ *data, r *row) bool { return shortBreak(r) && r.any(s.HomePost, s.PlPost) }),
	"406": each(eps, func(d *data, r *row) bool { return r.has(s.PlDistance) && d.soughtAsylum(r.Child()) }),
	"411": each(eps, func(d *data, r *row) bool {
		return r.is(s.PlLocation, "IN") && !r.is(s.PlLA, strings.ToUpper(d.known.Authority))
	}),
	"420": each(eps, func(_ *data, r *row) bool { return shortBreak(r) && r.has(s.PlLA) }),
	"454": each(eps, func(_ *data, r *row) bool {
		n, ok := miles(r)
		return ok && n > 350 && n != 999.9
	}),
	"526": each(eps, func(d *data, r *row) bool { return !r.placedIn(temporary, d.others()) && r.no(s.PlaceProvider) }),
	"527": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "P1", "R2", "R5") && r.is(s.PlaceProvider, "PR1") }),
	"528": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "P1", "R2", "R5") && r.is(s.PlaceProvider, "PR2") }),
	"529": each(eps, func(_ *data, r *row) bool {
		return r.is(s.PlaceProvider, "PR3") && r.is(s.Place, "A3", "A4", "A5", "A6", "K1", "K2", "P1", "U1", "U2", "U3", "U4", "U5", "U6")
	}),
	"530": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "P1") && r.is(s.PlaceProvider, "PR4") }),
	"531": each(eps, func(_ *data, r *row) bool { return r.is(s.Place, "P1") && r.is(s.PlaceProvider, "PR5") }),
	"550": each(eps, func(_ *data, r *row) bool { return !r.is(s.Place, "P1") && r.is(s.PlaceProvider, "PR0") }),
}

// abroad says that a placement lies outside England. An authority in England has a code that begins with E or a figure.
func abroad(r *row) bool {
	return r.has(s.PlLA) && strings.ContainsRune("NWSC", rune(r.c(s.PlLA)[0]))
}

// listedURN are the episodes with a number of Ofsted's, and the entry of its list, or nil.
func withURN(bad func(d *data, r *row, p *Provider) bool) judge {
	return each(eps, func(d *data, r *row) bool {
		if r.no(s.URN) || r.is(s.URN, "XXXXXXX") {
			return false
		}
		p, ok := d.known.Providers[r.c(s.URN)]
		if !ok {
			return bad(d, r, nil)
		}
		return bad(d, r, &p)
	})
}

var providerRules = map[string]judge{
	"1008": withURN(func(_ *data, _ *row, p *Provider) bool { return p == nil }),
	"219": withURN(func(_ *data, r *row, p *Provider) bool {
		return p == nil || !r.is(s.Place, p.Places...) || r.no(s.Place)
	}),
	"221": withURN(func(d *data, r *row, p *Provider) bool {
		kinds := []string{"K1", "K2", "R3", "S1"}
		switch {
		case d.year == 2024:
			kinds = append(kinds, "H5")
		case d.year >= 2025:
			kinds = append(kinds, "K3")
		}
		return !shortBreak(r) && r.is(s.Place, kinds...) && r.has(s.PlPost) && (p == nil || strings.ReplaceAll(r.c(s.PlPost), " ", "") != p.Postcode)
	}),
	"224": withURN(func(_ *data, r *row, p *Provider) bool {
		return p == nil || r.no(s.PlaceProvider) || !r.is(s.PlaceProvider, p.Providers...)
	}),
	"227": withURN(func(_ *data, r *row, p *Provider) bool { return p != nil && ge(r.d(s.Decom), p.RegistrationEnd) }),
	"228": withURN(func(d *data, r *row, p *Provider) bool {
		return p != nil && (gt(r.d(s.Dec), p.RegistrationEnd) || r.no(s.Dec) && gt(d.end, p.RegistrationEnd))
	}),
	"229": withURN(func(d *data, r *row, p *Provider) bool {
		own := p != nil && strings.EqualFold(p.Authority, d.known.Authority)
		return r.is(s.PlaceProvider, "PR1") && !own || r.is(s.PlaceProvider, "PR2") && own
	}),
}
