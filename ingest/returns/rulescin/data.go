package rulescin

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
	c "throughline/ingest/returns/cin"
)

// day is a date, or none.
type day = calendar.Date

func lt(a, b day) bool { return returns.Earlier(a, b) }
func gt(a, b day) bool { return returns.Earlier(b, a) }
func le(a, b day) bool { return returns.NotLater(a, b) }
func ge(a, b day) bool { return returns.NotLater(b, a) }
func eq(a, b day) bool { return returns.Same(a, b) }

// row is a row with its place in its table.
type row struct {
	*c.Row
	at int
}

func (r *row) c(col c.Column) string { return r.Code(col) }
func (r *row) d(col c.Column) day {
	d, _ := r.Day(col)
	return d
}
func (r *row) no(col c.Column) bool                  { return r.Blank(col) }
func (r *row) has(col c.Column) bool                 { return !r.Blank(col) }
func (r *row) is(col c.Column, codes ...string) bool { return slices.Contains(codes, r.c(col)) }
func (r *row) good(col c.Column) bool                { return r.Cell(col).State == returns.Good }
func (r *row) weekend(col c.Column) bool {
	d := r.d(col)
	return !d.IsZero() && (d.Weekday() == time.Saturday || d.Weekday() == time.Sunday)
}

// place is where a row lies: a child, or one of the child's CINdetails.
type place struct{ child, details int }

func child(r *row) place   { return place{child: r.ChildNo} }
func details(r *row) place { return place{r.ChildNo, r.Details} }

type judge func(d *data)

// each makes a judge of a rule that looks at one row at a time.
func each(t c.Table, bad func(d *data, r *row) bool) judge {
	return func(d *data) {
		for _, r := range d.rows(t) {
			if bad(d, r) {
				d.hit(r)
			}
		}
	}
}

// beside judges a row of one table with each of another's in the same place, and names both.
func beside(t, other c.Table, where func(*row) place, bad func(d *data, r, o *row) bool) judge {
	return func(d *data) {
		for _, r := range d.rows(t) {
			for _, o := range d.at(other, where, where(r)) {
				if r != o && bad(d, r, o) {
					d.hit(r, o)
				}
			}
		}
	}
}

// several judges that at most one row in the same place is so, and names all of them.
func several(t c.Table, where func(*row) place, so func(d *data, r *row) bool) judge {
	return func(d *data) {
		groups := map[place][]*row{}
		for _, r := range d.rows(t) {
			if so(d, r) {
				groups[where(r)] = append(groups[where(r)], r)
			}
		}
		for _, rows := range groups {
			if len(rows) > 1 {
				d.hit(rows...)
			}
		}
	}
}

// data is what the rules judge, and what one of them named.
type data struct {
	this       *c.Return
	year       int
	start, end day
	made       [c.TablePreProceedings + 1][]*row
	byChild    map[c.Table]map[place][]*row
	byDetails  map[c.Table]map[place][]*row
	hits       map[*row]bool
	whole      bool
}

func newData(this *c.Return) *data {
	return &data{
		this: this, year: max(this.Year, FirstYear), start: this.Starts(), end: this.Ends(),
		byChild: map[c.Table]map[place][]*row{}, byDetails: map[c.Table]map[place][]*row{}, hits: map[*row]bool{},
	}
}

func (d *data) rows(t c.Table) []*row {
	if d.made[t] == nil {
		of := d.this.Rows(t)
		all := make([]row, len(of))
		d.made[t] = make([]*row, len(of))
		d.byChild[t], d.byDetails[t] = map[place][]*row{}, map[place][]*row{}
		for i := range of {
			all[i] = row{Row: &of[i], at: i}
			r := &all[i]
			d.made[t][i] = r
			d.byChild[t][child(r)] = append(d.byChild[t][child(r)], r)
			d.byDetails[t][details(r)] = append(d.byDetails[t][details(r)], r)
		}
	}
	return d.made[t]
}

// at are the rows of a table in a place.
func (d *data) at(t c.Table, where func(*row) place, p place) []*row {
	d.rows(t)
	if where(&row{Row: &c.Row{Details: 1}}).details == 0 {
		return d.byChild[t][p]
	}
	return d.byDetails[t][p]
}

// of are the rows of a table of the same child, and in those of the same CINdetails.
func (d *data) of(t c.Table, r *row) []*row { return d.at(t, child, child(r)) }
func (d *data) in(t c.Table, r *row) []*row { return d.at(t, details, details(r)) }

func (d *data) begin() {
	clear(d.hits)
	d.whole = false
}

func (d *data) hit(rows ...*row) {
	for _, r := range rows {
		d.hits[r] = true
	}
}

func (d *data) found() Found {
	f := Found{Whole: d.whole}
	all := make([]*row, 0, len(d.hits))
	for r := range d.hits {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *row) int { return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.at, b.at)) })
	for _, r := range all {
		f.Rows = append(f.Rows, r.Row)
	}
	return f
}

func anyRow(rows []*row, yes func(*row) bool) bool { return slices.ContainsFunc(rows, yes) }

// inYear says that a day is in the census year, out that there is one and it is not.
func (d *data) inYear(x day) bool { return ge(x, d.start) && le(x, d.end) }
func (d *data) out(x day) bool    { return lt(x, d.start) || gt(x, d.end) }

// workingDaysBefore counts back. In years whose bank holidays are not known, weekends alone are left out.
func workingDaysBefore(from day, n int) day {
	if d, err := calendar.AddWorkingDays(from, -n); err == nil {
		return d
	}
	for n > 0 {
		if from = from.AddDays(-1); from.Weekday() != time.Saturday && from.Weekday() != time.Sunday {
			n--
		}
	}
	return from
}

// furtherAction says that a referral led to more, and noAction that it is said to have led to none.
func furtherAction(r *row) bool { return r.is(c.ReferralNFA, "0") }
func noAction(r *row) bool      { return r.is(c.ReferralNFA, "1") }

// noConference says that a conference is said not to be required.
func noConference(r *row) bool { return r.is(c.ICPCnotRequired, "1") }

// factors are the factors of an assessment.
func (d *data) factors(a *row) []*row {
	var mine []*row
	for _, f := range d.in(fac, a) {
		if f.Assessment == a.Assessment {
			mine = append(mine, f)
		}
	}
	return mine
}

// sex is the column and the code for a sex that is not known, by the year.
func (d *data) sex() (column c.Column, unknown string) {
	if d.year >= 2025 {
		return c.Sex, "U"
	}
	return c.GenderCurrent, "0"
}

func alphanumeric(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') })
}

const (
	top = c.TableHeader
	ids = c.TableChildIdentifiers
	dis = c.TableDisabilities
	det = c.TableCINdetails
	ass = c.TableAssessments
	fac = c.TableAssessmentFactors
	pln = c.TableCINplanDates
	s47 = c.TableSection47
	cpp = c.TableChildProtectionPlans
	rev = c.TableReviews
)
