package rules903

import (
	"slices"
	"strings"
	"time"

	"throughline/calendar"
	s "throughline/ingest/returns/ssda903"
)

func date(y int, m time.Month, d int) day { return calendar.Date{Year: y, Month: m, Day: d} }

func anyRow(rows []*row, yes func(*row) bool) bool { return slices.ContainsFunc(rows, yes) }

// ageAt is a person's age in whole years, or -1 when the date of birth is not known.
func ageAt(born, at day) int {
	if born.IsZero() || at.IsZero() {
		return -1
	}
	age := at.Year - born.Year
	if years(born, age).After(at) {
		age--
	}
	return age
}

// female and male are the codes of the year.
func (d *data) female() string { return d.sex("2", "F") }
func (d *data) male() string   { return d.sex("1", "M") }
func (d *data) sex(before, since string) string {
	if d.year >= 2025 {
		return since
	}
	return before
}

var formRules = map[string]judge{
	"119": each(pla, func(_ *data, r *row) bool { return r.no(s.DatePlacedCeased) != r.no(s.ReasonPlacedCeased) }),
	"142": func(d *data) {
		for _, of := range d.seq(eps, s.Decom) {
			for _, r := range of[:len(of)-1] {
				if r.some(s.Dec, s.Rec) {
					d.hit(r)
				}
			}
		}
	},
	"148": each(eps, func(_ *data, r *row) bool { return r.no(s.Dec) != r.no(s.Rec) }),
	"151": each(ad1, func(_ *data, r *row) bool { return r.any(adopted...) && r.some(adopted...) }),
	"167": each(rev, func(_ *data, r *row) bool {
		good := r.has(s.Review) && len(r.c(s.ReviewCode)) == 3 && strings.HasPrefix(r.c(s.ReviewCode), "PN") && r.c(s.ReviewCode)[2] <= '7' && r.c(s.ReviewCode)[2] >= '0'
		return !good && !(r.no(s.Review) && r.no(s.ReviewCode))
	}),
	"168": each(hdr, func(_ *data, r *row) bool { return r.has(s.UPN) && !validUPN(r.c(s.UPN)) }),
	"174": each(hdr, func(d *data, r *row) bool { return r.is(s.Sex, d.male()) && r.has(s.MCDOB) }),
	"202": changed(s.Sex),
	"203": changed(s.DOB),
	"204": changed(s.Ethnic),
	"208": each(hdr, func(d *data, r *row) bool {
		return anyRow(d.prevOf(hdr, r.Child()), func(p *row) bool { return upnChanged(p, r) })
	}),
	"209": each(hdr, func(d *data, r *row) bool {
		return r.is(s.UPN, "UN1") && le(years(r.d(s.DOB), 4), date(d.start.Year-1, time.August, 31))
	}),
	"210": func(d *data) {
		for _, e := range d.rows(eps) {
			if h := d.header(e.Child()); h != nil && h.is(s.UPN, "UN4") && ge(e.d(s.Decom), date(d.end.Year, time.March, 24)) {
				d.hit(e, h)
			}
		}
	},
	"231": each(hdr, func(d *data, r *row) bool { return gt(r.d(s.DOB), years(d.end, -11)) && d.asylum(r, false) }),
	"232": each(hdr, func(_ *data, r *row) bool { return r.is(s.Sex, "U") }),
	"442": each(hdr, func(d *data, r *row) bool {
		return r.no(s.UPN) && anyRow(d.of(eps, r.Child()), func(e *row) bool { return !e.is(s.LS, "V3", "V4") })
	}),
	"444": func(d *data) {
		seen := map[string][]*row{}
		for _, r := range d.rows(hdr) {
			if r.has(s.UPN) && !r.is(s.UPN, "UN1", "UN2", "UN3", "UN4", "UN5") {
				seen[r.c(s.UPN)] = append(seen[r.c(s.UPN)], r)
			}
		}
		for _, rows := range seen {
			if len(rows) > 1 {
				d.hit(rows...)
			}
		}
	},
}

var adopted = []s.Column{s.DateInt, s.DateMatch, s.FosterCare, s.NbAdoptr, s.SexAdoptr, s.LSAdoptr}

// changed judges what must be the same in the Header of this year and of the year before.
func changed(c s.Column) judge {
	return each(hdr, func(d *data, r *row) bool {
		return anyRow(d.prevOf(hdr, r.Child()), func(p *row) bool {
			if c == s.Sex && d.year == 2025 && sexSame[p.c(c)] == r.c(c) && p.has(c) { // the codes changed with that return
				return false
			}
			if day, before := r.d(c), p.d(c); !day.IsZero() && !before.IsZero() {
				return day != before
			}
			return r.c(c) != p.c(c)
		})
	})
}

var sexSame = map[string]string{"1": "M", "2": "F"}

func upnChanged(p, r *row) bool {
	if r.c(s.UPN) == p.c(s.UPN) {
		return false
	}
	unknown := func(x *row) bool { return x.is(s.UPN, "UN1", "UN2", "UN3", "UN4", "UN5") }
	if (p.is(s.UPN, "UN1") || p.no(s.UPN)) && r.is(s.UPN, "UN2", "UN3", "UN4", "UN5") {
		return false
	}
	return !(unknown(p) || p.no(s.UPN)) || unknown(r) || r.no(s.UPN)
}

// validUPN says that a number has the form of a unique pupil number: I, O and S are no first letter.
func validUPN(text string) bool {
	if len(text) == 3 && text[:2] == "UN" {
		return text[2] >= '1' && text[2] <= '5'
	}
	if len(text) != 13 || text[0] < 'A' || text[0] > 'Z' || strings.ContainsRune("IOS", rune(text[0])) {
		return false
	}
	for i := 1; i < 12; i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text[12] >= '0' && text[12] <= '9' || text[12] >= 'A' && text[12] <= 'Z'
}
