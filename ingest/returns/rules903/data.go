package rules903

import (
	"cmp"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/ingest/returns"
	s "throughline/ingest/returns/ssda903"
)

// day is a date, or none.
type day = calendar.Date

func lt(a, b day) bool { return returns.Earlier(a, b) }
func gt(a, b day) bool { return returns.Earlier(b, a) }
func le(a, b day) bool { return returns.NotLater(a, b) }
func ge(a, b day) bool { return returns.NotLater(b, a) }
func eq(a, b day) bool { return returns.Same(a, b) }

// within says that a day is one of those from first to last.
func within(a, first, last day) bool { return ge(a, first) && le(a, last) }

func years(d day, n int) day { return d.AddMonths(12 * n) }
func days(d day, n int) day  { return d.AddDays(n) }

// row is a row of this year's return or of last year's, with its place in the table.
type row struct {
	*s.Row
	at   int
	last bool
}

// c is the code in a column, d its day, no says that nothing is written there, has that something is.
func (r *row) c(c s.Column) string { return r.Code(c) }
func (r *row) d(c s.Column) day {
	d, _ := r.Day(c)
	return d
}
func (r *row) no(c s.Column) bool  { return r.Blank(c) }
func (r *row) has(c s.Column) bool { return !r.Blank(c) }

// is says that the code is one of those given.
func (r *row) is(c s.Column, codes ...string) bool { return slices.Contains(codes, r.c(c)) }

// wrong says that what is written is no date.
func (r *row) wrong(c s.Column) bool { return r.has(c) && r.Cell(c).State == returns.Wrong }

func (r *row) any(columns ...s.Column) bool { return slices.ContainsFunc(columns, r.has) }
func (r *row) some(columns ...s.Column) bool {
	return slices.ContainsFunc(columns, r.no)
}

// judge is what a rule does.
type judge func(d *data)

// each makes a judge of a rule that looks at one row at a time.
func each(t s.Table, bad func(d *data, r *row) bool) judge {
	return func(d *data) {
		for _, r := range d.rows(t) {
			if bad(d, r) {
				d.hit(r)
			}
		}
	}
}

// data is what the rules judge, and what one of them named.
type data struct {
	this, before *s.Return
	year         int
	known        Known
	start, end   day

	made   map[key]made
	orders map[orderKey][][]*row
	cla    map[string]bool
	hits   map[*row]bool
}

type key struct {
	t    s.Table
	last bool
}

type orderKey struct {
	key
	by s.Column
}

type made struct {
	rows []*row
	kids map[string][]*row
}

func newData(this *s.Return, known Known) *data {
	return &data{
		this: this, before: known.Last, year: max(this.Year, FirstYear), known: known, start: this.Starts(), end: this.Ends(),
		made: map[key]made{}, orders: map[orderKey][][]*row{}, hits: map[*row]bool{},
	}
}

// lacks says what a rule needs that is not there.
func (d *data) lacks(rule Rule) string {
	for _, name := range rule.Tables {
		table, last := strings.CutSuffix(name, "_last")
		at := slices.IndexFunc(s.Tables(), func(t s.Table) bool { return strings.EqualFold(t.String(), table) }) // HEader_last and DOLO_last are there
		if at < 0 {
			continue // a list, which is asked about below
		}
		t := s.Tables()[at]
		switch {
		case last && (d.before == nil || !d.before.Has(t)):
			return "The " + table + " table of the year before is not loaded."
		case !last && !d.this.Has(t):
			return "The " + table + " table is not loaded."
		}
	}
	switch {
	case rule.Code == "348" && !d.hadHas(oc3): // its list of tables leaves this one out
		return "The OC3 table of the year before is not loaded."
	case needsProviders[rule.Code] && d.known.Providers == nil:
		return "Ofsted's list of providers is not loaded."
	case needsPostcodes[rule.Code] && d.known.Postcode == nil:
		return "The list of postcodes is not loaded."
	case needsAuthority[rule.Code] && d.known.Authority == "":
		return "The council's own code is not known."
	case needsPlace[rule.Code] != 0 && !slices.ContainsFunc(d.rows(eps), func(r *row) bool { return r.has(needsPlace[rule.Code]) }):
		return "The episodes do not say " + needsPlace[rule.Code].String() + ", which is made from the postcodes."
	}
	return ""
}

var (
	needsProviders = codes("1008", "219", "221", "224", "227", "228", "229")
	needsPostcodes = codes("392c")
	needsAuthority = codes("1015", "229", "411")
	needsPlace     = map[string]s.Column{
		"1015": s.PlLA, "164": s.PlDistance, "169": s.PlLA, "179": s.PlLocation, "392a": s.PlDistance, "411": s.PlLocation,
		"452": s.PlLA, "453": s.PlDistance, "503G": s.PlDistance, "503H": s.PlLA, "503J": s.PlLocation,
	}
)

func codes(list ...string) map[string]bool {
	made := map[string]bool{}
	for _, c := range list {
		made[c] = true
	}
	return made
}

func (d *data) get(t s.Table, last bool) made {
	k := key{t, last}
	if m, ok := d.made[k]; ok {
		return m
	}
	from := d.this
	if last {
		from = d.before
	}
	m := made{kids: map[string][]*row{}}
	if from != nil {
		of := from.Rows(t)
		all := make([]row, len(of))
		m.rows = make([]*row, len(of))
		for i := range of {
			all[i] = row{Row: &of[i], at: i, last: last}
			m.rows[i] = &all[i]
			if child := of[i].Child(); child != "" {
				m.kids[child] = append(m.kids[child], &all[i])
			}
		}
	}
	d.made[k] = m
	return m
}

// rows of a table of this year, and of the year before.
func (d *data) rows(t s.Table) []*row { return d.get(t, false).rows }
func (d *data) prev(t s.Table) []*row { return d.get(t, true).rows }

// of are the rows of a child, in the order of the file; none for a row that says no child.
func (d *data) of(t s.Table, child string) []*row     { return d.get(t, false).kids[child] }
func (d *data) prevOf(t s.Table, child string) []*row { return d.get(t, true).kids[child] }

func (d *data) has(t s.Table) bool    { return d.this.Has(t) }
func (d *data) hadHas(t s.Table) bool { return d.before != nil && d.before.Has(t) }

// seq are the rows of each child in the order of a date. Rows without the date are left out: they have no place in the order.
func (d *data) seq(t s.Table, by s.Column) [][]*row { return d.ordered(t, by, false) }

func (d *data) ordered(t s.Table, by s.Column, last bool) [][]*row {
	k := orderKey{key{t, last}, by}
	if got, ok := d.orders[k]; ok {
		return got
	}
	m := d.get(t, last)
	var all [][]*row
	for _, r := range m.rows {
		child := r.Child()
		if child == "" || m.kids[child][0] != r {
			continue
		}
		if mine := inOrder(m.kids[child], by); len(mine) > 0 {
			all = append(all, mine)
		}
	}
	d.orders[k] = all
	return all
}

func inOrder(rows []*row, by s.Column) []*row {
	var mine []*row
	for _, r := range rows {
		if !r.d(by).IsZero() {
			mine = append(mine, r)
		}
	}
	slices.SortStableFunc(mine, func(a, b *row) int { return a.d(by).Compare(b.d(by)) })
	return mine
}

// first and last are a child's earliest and latest row by a date, or nil.
func first(rows []*row, by s.Column) *row {
	if mine := inOrder(rows, by); len(mine) > 0 {
		return mine[0]
	}
	return nil
}

func last(rows []*row, by s.Column) *row {
	var latest *row
	for _, r := range inOrder(rows, by) {
		if latest == nil || r.d(by).After(latest.d(by)) {
			latest = r
		}
	}
	return latest
}

func (d *data) begin() { clear(d.hits) }

// hit names rows; nil names none.
func (d *data) hit(rows ...*row) {
	for _, r := range rows {
		if r != nil {
			d.hits[r] = true
		}
	}
}

func (d *data) found() Found {
	var f Found
	all := make([]*row, 0, len(d.hits))
	for r := range d.hits {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b *row) int { return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.at, b.at)) })
	for _, r := range all {
		if r.last {
			f.Last = append(f.Last, r.Row)
		} else {
			f.Rows = append(f.Rows, r.Row)
		}
	}
	return f
}

// continuous says that a child was looked after the whole year, as the rules of 2021-22, version 1.2, have it: an episode in the year, and
// none that began in it with a start of care, ended in it without another, or was a short break.
func (d *data) continuous(child string) bool {
	if d.cla == nil {
		d.cla = map[string]bool{}
	}
	if known, ok := d.cla[child]; ok {
		return known
	}
	in, out := false, false
	for _, r := range d.of(eps, child) {
		during := le(r.d(s.Decom), d.end) && (ge(r.d(s.Dec), d.start) || r.no(s.Dec))
		in = in || during
		out = out || r.is(s.RNE, "S") && gt(r.d(s.Decom), d.start) && le(r.d(s.Decom), d.end) ||
			!r.is(s.Rec, "X1") && ge(r.d(s.Dec), d.start) && lt(r.d(s.Dec), d.end) || r.is(s.LS, "V3", "V4") && during
	}
	d.cla[child] = in && !out
	return in && !out
}

// header is a child's row of the Header, or nil.
func (d *data) header(child string) *row {
	if of := d.of(hdr, child); len(of) > 0 {
		return of[0]
	}
	return nil
}

// born is the child's date of birth in the Header, or none.
func (d *data) born(child string) day {
	if h := d.header(child); h != nil {
		return h.d(s.DOB)
	}
	return day{}
}

const (
	hdr  = s.TableHeader
	eps  = s.TableEpisodes
	rev  = s.TableReviews
	uas  = s.TableUASC
	oc2  = s.TableOC2
	oc3  = s.TableOC3
	ad1  = s.TableAD1
	pla  = s.TablePlacedAdoption
	per  = s.TablePrevPerm
	mis  = s.TableMissing
	swe  = s.TableSWEpisodes
	dolo = s.TableDoLo
)

// latestOf is the last day that the date of an earlier permanence can have been.
func latestOf(p *row) day { return p.Cell(s.DatePerm).Latest() }
