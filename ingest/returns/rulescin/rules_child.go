package rulescin

import (
	"maps"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	c "throughline/ingest/returns/cin"
)

// judges are the rules by their codes.
var judges = joined(childRules, caseRules, workRules, planRules)

func joined(all ...map[string]judge) map[string]judge {
	one := map[string]judge{}
	for _, some := range all {
		maps.Copy(one, some)
	}
	return one
}

// numbered judges a unique pupil number of the right length.
func numbered(bad func(d *data, upn string) bool) judge {
	return each(ids, func(d *data, r *row) bool { return len(r.c(c.UPN)) == 13 && bad(d, r.c(c.UPN)) })
}

var childRules = map[string]judge{
	"100": each(top, func(d *data, r *row) bool { return !eq(r.d(c.ReferenceDate), d.end) }),
	"1510": numbered(func(_ *data, upn string) bool {
		letter, ok := checkLetter(upn)
		return ok && upn[0] != letter
	}),
	"1520": func(d *data) {
		seen := map[string][]*row{}
		for _, r := range d.rows(ids) {
			if r.has(c.UPN) {
				seen[r.c(c.UPN)] = append(seen[r.c(c.UPN)], r)
			}
		}
		for _, rows := range seen {
			if len(rows) > 1 {
				d.hit(rows...)
			}
		}
	},
	"1530": numbered(func(d *data, upn string) bool { return !authority(d.year, upn[1:4]) }),
	"1540": each(ids, func(_ *data, r *row) bool {
		return r.has(c.UPN) && (len(r.c(c.UPN)) < 12 || !figures(r.c(c.UPN)[4:12]))
	}),
	"1550":  numbered(func(_ *data, upn string) bool { return !figures(upn[12:]) && !strings.Contains(letters, upn[12:]) }),
	"1560Q": each(ids, func(_ *data, r *row) bool { return r.has(c.FormerUPN) && !formerUPN(r.c(c.FormerUPN)) }),
	"1570":  each(ids, func(_ *data, r *row) bool { return len([]rune(r.c(c.LAchildID))) > 20 }),
	"1580":  each(ids, func(_ *data, r *row) bool { return !alphanumeric(r.c(c.LAchildID)) }),
	"2886Q": func(d *data) {
		column, unknown := d.sex()
		missing := 0
		for _, r := range d.rows(ids) {
			if r.no(c.ExpectedPersonBirthDate) && (r.no(column) || r.is(column, unknown)) {
				missing++
			}
		}
		d.whole = missing*50 > len(d.rows(ids))
	},
	"2887Q": func(d *data) {
		used := map[string]bool{}
		for _, r := range d.rows(dis) {
			if r.has(c.Disability) && !r.is(c.Disability, "NONE") {
				used[r.c(c.Disability)] = true
			}
		}
		d.whole = len(used) < 8
	},
	"2888Q": func(d *data) {
		count, most := map[place]int{}, 0
		for _, r := range d.rows(dis) {
			if r.has(c.Disability) && !r.is(c.Disability, "NONE") {
				count[child(r)]++
				most = max(most, count[child(r)])
			}
		}
		d.whole = most == 1
	},
	"4180": each(ids, func(d *data, r *row) bool {
		if d.year >= 2025 {
			return !r.is(c.Sex, "M", "F", "U")
		}
		return !r.is(c.GenderCurrent, "1", "2", "0", "9")
	}),
	"4220": each(c.TableChildCharacteristics, func(_ *data, r *row) bool { return !r.good(c.Ethnicity) }),
	"8500": each(ids, func(_ *data, r *row) bool { return r.no(c.LAchildID) }),
	"8510": func(d *data) {
		seen := map[string][]*row{}
		for _, r := range d.rows(ids) {
			if r.has(c.LAchildID) {
				seen[r.c(c.LAchildID)] = append(seen[r.c(c.LAchildID)], r)
			}
		}
		for _, rows := range seen {
			if len(rows) > 1 {
				d.hit(rows...)
			}
		}
	},
	"8520":  each(ids, func(d *data, r *row) bool { return gt(r.d(c.PersonBirthDate), d.end) }),
	"8525Q": each(ids, func(_ *data, r *row) bool { return r.no(c.PersonBirthDate) == r.no(c.ExpectedPersonBirthDate) }),
	"8530Q": each(ids, func(d *data, r *row) bool {
		expected := r.d(c.ExpectedPersonBirthDate)
		return ge(expected, d.end.AddMonths(9)) || le(expected, d.end.AddDays(-30))
	}),
	"8535Q": each(ids, func(_ *data, r *row) bool {
		return r.has(c.PersonDeathDate) && (r.no(c.PersonBirthDate) || gt(r.d(c.PersonBirthDate), r.d(c.PersonDeathDate)))
	}),
	"8540": func(d *data) {
		for _, r := range d.rows(ids) {
			if r.no(c.PersonBirthDate) {
				continue
			}
			var cases, wrong []*row
			for _, e := range d.of(det, r) {
				if furtherAction(e) {
					cases = append(cases, e)
				}
			}
			for _, x := range d.of(dis, r) {
				if !x.good(c.Disability) {
					wrong = append(wrong, x)
				}
			}
			if len(cases) > 0 && (len(wrong) > 0 || len(d.of(dis, r)) == 0) {
				d.hit(r)
				d.hit(cases...)
				d.hit(wrong...)
			}
		}
	},
	"8545Q": each(ids, func(d *data, r *row) bool { return d.out(r.d(c.PersonDeathDate)) }),
	"8590":  each(ids, func(d *data, r *row) bool { return len(d.of(det, r)) == 0 }),
	"8750": each(ids, func(d *data, r *row) bool {
		column, unknown := d.sex()
		return r.no(c.PersonBirthDate) && r.has(c.ExpectedPersonBirthDate) && !r.is(column, unknown)
	}),
	"8770Q": each(ids, func(d *data, r *row) bool {
		school := d.end.AddMonths(-6 * 12)
		if d.year >= 2025 {
			school = calendar.Date{Year: d.end.Year - 6, Month: time.August, Day: 31}
		}
		return le(r.d(c.PersonBirthDate), school) && r.no(c.UPN) && !r.is(c.UPNunknown, "UN2", "UN3", "UN4", "UN5", "UN6", "UN7") &&
			anyRow(d.of(det, r), furtherAction)
	}),
	"8772": beside(ids, det, child, func(_ *data, r, e *row) bool { return r.is(c.UPNunknown, "UN7") && !noAction(e) }),
	"8775Q": beside(ids, det, child, func(d *data, r, e *row) bool {
		birthday := r.d(c.PersonBirthDate).AddMonths(25 * 12)
		return lt(birthday, d.end) && (gt(e.d(c.CINclosureDate), birthday) || e.no(c.CINclosureDate))
	}),
	"8790": each(dis, func(d *data, r *row) bool {
		return r.has(c.Disability) && !r.is(c.Disability, "NONE") && anyRow(d.of(dis, r), func(o *row) bool { return o.is(c.Disability, "NONE") })
	}),
	"8794": each(dis, func(d *data, r *row) bool {
		return r.has(c.Disability) && anyRow(d.of(dis, r), func(o *row) bool { return o != r && o.c(c.Disability) == r.c(c.Disability) })
	}),
}

// letters are the check letters in order of the remainder by 23: I, O and S are none of them.
const letters = "ABCDEFGHJKLMNPQRTUVWXYZ"

// checkLetter is the first letter that a unique pupil number must have. A last letter, of a temporary number, counts as its place among
// the check letters; where the other characters are no figures there is none.
func checkLetter(upn string) (byte, bool) {
	sum := 0
	for i := 1; i < 13; i++ {
		n := int(upn[i]) - '0'
		if n < 0 || n > 9 {
			if n = strings.IndexByte(letters, upn[i]); i != 12 || n < 0 {
				return 0, false
			}
		}
		sum += n * (i + 1)
	}
	return letters[sum%23], true
}

func figures(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r < '0' || r > '9' })
}

// formerUPN says that a number has the form of a permanent or a temporary one.
func formerUPN(upn string) bool {
	return len(upn) == 13 && strings.ContainsRune(letters, rune(upn[0])) && figures(upn[1:12]) && (figures(upn[12:]) || strings.Contains(letters, upn[12:]))
}

// authority says that a code is one that numbers may be given by: rule 1530 lists them.
func authority(year int, code string) bool {
	n, err := strconv.Atoi(code)
	if err != nil || !figures(code) {
		return false
	}
	if year >= 2024 && (n == 942 || n == 943) {
		return true
	}
	for _, r := range authorities {
		if n >= r[0] && n <= r[1] {
			return true
		}
	}
	return false
}

var authorities = [][2]int{
	{1, 5}, {201, 213}, {301, 320}, {330, 336}, {340, 344}, {350, 359}, {370, 373}, {380, 384}, {390, 394}, {420, 420}, {660, 681}, {701, 708},
	{800, 803}, {805, 808}, {810, 813}, {815, 816}, {820, 823}, {825, 826}, {830, 831}, {835, 841}, {845, 846}, {850, 852}, {855, 857},
	{860, 861}, {865, 896}, {908, 909}, {916, 916}, {919, 919}, {921, 921}, {925, 926}, {928, 929}, {931, 931}, {933, 933}, {935, 938}, {940, 941},
}
