package measure_test

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// drawn is a council that was invented for one measure: what was told, in the order in which it was.
type drawn struct {
	pack  *practice.Pack
	m     *practice.Measure
	told  []measure.Told
	gone  map[string]bool // forgotten at the end
	terms []deadline.Term
}

func drawDay(t *rapid.T, label string, blank bool) calendar.Date {
	from := 0
	if blank {
		from = -2
	}
	switch n := rapid.IntRange(from, 40).Draw(t, label); {
	case n < 0:
		return calendar.Date{}
	case n == 39:
		return calendar.Must(1901, time.March, 3)
	case n == 40:
		return calendar.Must(2190, time.May, 5)
	default:
		return calendar.Must(2017, time.January, 1).AddDays(n * 17)
	}
}

func drawPoint(t *rapid.T, label string) deadline.Point {
	if rapid.Bool().Draw(t, "no "+label) {
		return deadline.Point{}
	}
	p := deadline.Point{Fact: label, Event: label, Choice: 1, On: drawDay(t, label, true)}
	if !p.On.IsZero() && rapid.Bool().Draw(t, label+" has a time") {
		p.At = p.On.Start().Add(time.Duration(rapid.IntRange(0, 22).Draw(t, label+" hour")) * time.Hour)
	}
	return p
}

// drawDeadline makes any deadline at all, those too that no clock gives.
func drawDeadline(t *rapid.T, subject string, clocks []string) deadline.Deadline {
	d := deadline.Deadline{
		Clock: rapid.SampledFrom(clocks).Draw(t, "clock"), Subject: subject, Start: drawPoint(t, "start"), Due: drawDay(t, "due", true),
		Satisfied: drawPoint(t, "satisfied"), Unsure: drawPoint(t, "unsure"), Closed: drawPoint(t, "closed"), Because: "It was closed.",
		ClosedAs: rapid.SampledFrom([]deadline.State{deadline.NotRequired, deadline.Superseded}).Draw(t, "closed as"),
		Before:   rapid.IntRange(0, 9).Draw(t, "before") == 0, NoLimit: rapid.IntRange(0, 9).Draw(t, "no limit") == 0, Exempt: rapid.IntRange(0, 9).Draw(t, "exempt") == 0,
		Limit: deadline.Length{Amount: 9, Span: rapid.SampledFrom([]deadline.Span{deadline.InDays, deadline.InHours, deadline.InWorkingDays}).Draw(t, "span")},
	}
	if rapid.IntRange(0, 4).Draw(t, "has a window") == 0 {
		d.Opens = drawDay(t, "opens", false)
	}
	if d.Limit.Span == deadline.InHours && !d.Due.IsZero() {
		d.DueFirst = d.Due.Start().Add(-time.Duration(rapid.IntRange(-20, 40).Draw(t, "first hour")) * time.Hour)
		d.DueLast = d.DueFirst.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "last hour")) * time.Hour)
		d.Due = calendar.DayOf(d.DueLast)
	}
	return d
}

func drawValue(t *rapid.T, label string, of practice.FieldType, choices []practice.Choice) any {
	switch of {
	case practice.YesNoField:
		return rapid.Bool().Draw(t, label)
	case practice.CountField:
		return int64(rapid.IntRange(0, 20).Draw(t, label))
	case practice.NumberField:
		return float64(rapid.IntRange(0, 8).Draw(t, label)) / 4
	case practice.DateField:
		return drawDay(t, label, false)
	case practice.ListField, practice.ChoicesField:
		return nil
	default:
		texts := []string{"PN0", "PN1", "PN4", "DIED", "F1", "G5", "U1", "U2", "good", "R6-wishes", "a start", "another start"}
		for _, c := range choices {
			texts = append(texts, c.Code)
		}
		return rapid.SampledFrom(texts).Draw(t, label)
	}
}

// itemsOf is what the rows that a measure counts may hold.
func itemsOf(pack *practice.Pack, m *practice.Measure) map[string]func(*rapid.T) any {
	items := map[string]func(*rapid.T) any{}
	add := func(name string, of practice.FieldType, choices []practice.Choice) {
		items[name] = func(t *rapid.T) any { return drawValue(t, name, of, choices) }
	}
	for _, s := range practice.RowSources {
		if s.Name == m.Of.Rows {
			for name, of := range s.Items {
				add(name, of, nil)
			}
		}
	}
	for _, k := range pack.Kind(m.Of.Kind) {
		for _, f := range k.Fields {
			add(f.Name, f.Type, f.Choices)
		}
	}
	return items
}

func (c *drawn) row(t *rapid.T, subject string, n int) measure.Row {
	r := measure.Row{ID: fmt.Sprint(n), Source: cmp.Or(c.m.Of.Source(), "reviews_held"), Subject: subject, On: drawDay(t, "on", true), Within: drawDay(t, "within", false), Values: map[string]any{}}
	if rapid.IntRange(0, 9).Draw(t, "of another source") == 0 {
		r.Source = "nobody counts these"
	}
	items := itemsOf(c.pack, c.m)
	for _, name := range slices.Sorted(maps.Keys(items)) {
		if v := items[name](t); v != nil && rapid.IntRange(0, 5).Draw(t, "no "+name) > 0 {
			r.Values[name] = v
		}
	}
	return r
}

func drawAttribute(t *rapid.T) measure.Attribute {
	a := measure.Attribute{
		Cut: rapid.SampledFrom([]practice.Cut{"team", "age", "placement_type"}).Draw(t, "cut"), Value: rapid.SampledFrom([]string{"2", "10", "North", "South", ""}).Draw(t, "value"),
		From: drawDay(t, "from", true),
	}
	if rapid.Bool().Draw(t, "has an end") {
		a.Until = drawDay(t, "until", false)
	}
	return a
}

func drawCouncil(t *rapid.T, pack *practice.Pack) *drawn {
	reviews := pack.Measure("looked-after-reviews-on-time") // the one that counts a child's deadlines as one row
	c := &drawn{pack: pack, m: rapid.SampledFrom(append(slices.Repeat(reviews, 15), pack.Measures...)).Draw(t, "measure"), gone: map[string]bool{}, terms: pack.Rules(calendar.Date{}).Terms}
	clocks := append([]string{"C1", "not in the pack"}, c.m.Of.Clocks...)
	clocks = append(clocks, c.m.Of.Clocks...)
	position := int64(0)
	held := map[string]measure.Told{}
	for range rapid.IntRange(1, 8).Draw(t, "how many told") {
		position += int64(rapid.IntRange(0, 2).Draw(t, "later"))
		told := measure.Told{Subject: rapid.SampledFrom([]string{"A", "B", "C"}).Draw(t, "subject"), Known: position}
		before := held[told.Subject]
		for _, r := range before.Rows {
			if rapid.Bool().Draw(t, "the row stays") {
				told.Rows = append(told.Rows, r)
			}
		}
		for _, d := range before.Deadlines {
			if rapid.Bool().Draw(t, "the deadline stays") {
				told.Deadlines = append(told.Deadlines, d)
			}
		}
		for _, a := range before.Attributes {
			if rapid.Bool().Draw(t, "the attribute stays") {
				told.Attributes = append(told.Attributes, a)
			}
		}
		for i := range rapid.IntRange(0, 3).Draw(t, "new rows") {
			told.Rows = append(told.Rows, c.row(t, told.Subject, 100*len(c.told)+i))
		}
		for range rapid.IntRange(0, 3).Draw(t, "new deadlines") {
			told.Deadlines = append(told.Deadlines, drawDeadline(t, told.Subject, clocks))
		}
		for range rapid.IntRange(0, 2).Draw(t, "new attributes") {
			told.Attributes = append(told.Attributes, drawAttribute(t))
		}
		held[told.Subject] = told
		c.told = append(c.told, told)
	}
	if rapid.Bool().Draw(t, "somebody is forgotten") {
		c.gone[rapid.SampledFrom([]string{"A", "B"}).Draw(t, "forgotten")] = true
	}
	return c
}

// columns holds the council as it was told, in the order of the ledger or subject by subject, as they are read at start. Somewhere on the way
// the figures of a day may come to be kept.
func (c *drawn) columns(t *rapid.T, today calendar.Date) *measure.Columns {
	columns, told := measure.NewColumns(c.pack), slices.Clone(c.told)
	if rapid.Bool().Draw(t, "by subject") {
		slices.SortStableFunc(told, func(a, b measure.Told) int { return cmp.Compare(a.Subject, b.Subject) })
	}
	if rapid.Bool().Draw(t, "all at once") {
		columns.Put(told...)
		told = nil
	}
	kept := rapid.IntRange(0, 2*len(told)).Draw(t, "kept from")
	for i, one := range told {
		if i == kept {
			columns.KeepLatest(today)
		}
		columns.Put(one)
	}
	if len(told) == 0 && kept == 0 {
		columns.KeepLatest(today)
	}
	for subject := range c.gone {
		columns.Forget(subject)
	}
	return columns
}

// standing is what was known of each subject at a position, found by looking at everything.
func (c *drawn) standing(knownAt int64) (all []measure.Told) {
	latest := map[string]measure.Told{}
	for _, one := range c.told {
		if one.Known <= knownAt && !c.gone[one.Subject] {
			latest[one.Subject] = one
		}
	}
	for _, subject := range slices.Sorted(maps.Keys(latest)) {
		all = append(all, latest[subject])
	}
	return all
}

func (c *drawn) known(knownAt int64, only func(string) bool) *measure.Known {
	known := &measure.Known{Pack: c.pack, Terms: c.terms}
	for _, one := range c.standing(knownAt) {
		if only == nil || only(one.Subject) {
			known.Rows = append(known.Rows, one.Rows...)
			known.Deadlines = append(known.Deadlines, one.Deadlines...)
		}
	}
	return known
}

func (c *drawn) moment(t *rapid.T) measure.Moment {
	return measure.Moment{AsAt: drawDay(t, "as at", false), KnownAt: int64(rapid.IntRange(-1, 16).Draw(t, "known at"))}
}

func drawPeriods(t *rapid.T, of practice.Period, terms []deadline.Term, asAt calendar.Date) []measure.Period {
	last := drawDay(t, "periods to", false)
	if rapid.Bool().Draw(t, "up to the day") {
		last = asAt
	}
	all := measure.Complete(of, last, rapid.IntRange(1, 24).Draw(t, "periods"), terms)
	all = append(all, measure.Period{Name: "All", First: calendar.Must(2017, time.February, 1), Last: calendar.Must(2018, time.November, 3)})
	if len(all) > 1 && rapid.Bool().Draw(t, "not overlapping") {
		all = all[:len(all)-1]
	}
	return all
}

var figuresEqual = []gocmp.Option{cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), cmpopts.EquateApprox(0, 1e-9), cmpopts.IgnoreFields(measure.Figure{}, "Rows")}

func TestColumnsGiveWhatTheSlowWayGives(t *testing.T) {
	pack := shipped(t)
	answered := map[bool]int{}
	defer func() {
		if answered[true] == 0 || answered[false] == 0 {
			t.Errorf("so many were kept, and so many counted: %v", answered)
		}
	}()
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		columns := c.columns(t, at.AsAt)
		periods := drawPeriods(t, c.m.Period, c.terms, at.AsAt)
		for name, only := range map[string]func(string) bool{"everybody": nil, "A and C": func(subject string) bool { return subject != "B" }} {
			known := c.known(at.KnownAt, only)
			var want []measure.Figure
			for _, p := range periods {
				want = append(want, known.Figure(c.m, p, at.AsAt))
			}
			got := columns.Figures(c.m, periods, at, only)
			answered[columns.Keeps(c.m, periods, at)]++
			if diff := gocmp.Diff(want, got, figuresEqual...); diff != "" {
				t.Fatalf("%s of %s at %v: %s", c.m.ID, name, at, diff)
			}
		}
	})
}

func TestWhoStandsBehindAFigureIsWhatTheSlowWayGives(t *testing.T) {
	pack := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		columns := c.columns(t, at.AsAt)
		for _, p := range drawPeriods(t, c.m.Period, c.terms, at.AsAt) {
			var want, got []string
			for _, s := range c.known(at.KnownAt, nil).Figure(c.m, p, at.AsAt).Rows {
				want = append(want, fmt.Sprint(s.Subject, s.Excluded, s.Asked, s.Counts, len(s.Missing) > 0, s.Over, s.Under, day(c.m, s.On)))
			}
			for _, r := range columns.Counted(c.m, p, at) {
				got = append(got, fmt.Sprint(r.Subject, r.Excluded, r.Asked, r.Counts, r.CannotTell, r.Over, r.Under, day(c.m, r.On)))
			}
			slices.Sort(want)
			slices.Sort(got)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Fatalf("%s in %s at %v: %s", c.m.ID, p.Name, at, diff)
			}
		}
	})
}

// day is that of a row. Where all deadlines of a subject are one row, it is any of theirs.
func day(m *practice.Measure, on calendar.Date) string {
	if m.Of.Every {
		return ""
	}
	return on.String()
}

// slowValue is what a subject had on a day.
func slowValue(all []measure.Attribute, cut practice.Cut, on calendar.Date) string {
	var found []measure.Attribute
	for _, a := range all {
		if a.Cut == cut && !a.From.After(on) && (a.Until.IsZero() || !a.Until.Before(on)) {
			found = append(found, a)
		}
	}
	if len(found) == 0 {
		return measure.NotRecorded
	}
	last := slices.MaxFunc(found, func(a, b measure.Attribute) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.Value, b.Value)) })
	return cmp.Or(last.Value, measure.NotRecorded)
}

func TestSlicesAreWhatTheSlowWayGives(t *testing.T) {
	pack := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		columns := c.columns(t, at.AsAt)
		cut := rapid.SampledFrom([]practice.Cut{"team", "age", "placement_type", "district"}).Draw(t, "by")
		p := rapid.SampledFrom(drawPeriods(t, c.m.Period, c.terms, at.AsAt)).Draw(t, "period")
		got := columns.By(c.m, p, cut, at)
		for i, s := range got {
			if s.Value == measure.NotRecorded && i < len(got)-1 {
				t.Fatalf("what is not recorded comes before %s", got[i+1].Value)
			}
		}
		if c.m.Of.Every { // there the day is the latest of several: see TestSlicesOfSubjects
			return
		}
		want := map[string]*measure.Known{}
		undated := at.AsAt
		if last, ok := measure.LastComplete(c.m.Period, at.AsAt, c.terms); ok {
			undated = last.Last
		}
		for _, one := range c.standing(at.KnownAt) {
			for _, r := range one.Rows {
				on, _ := r.Belongs()
				value := slowValue(one.Attributes, cut, on)
				if v, held := r.Values[string(cut)]; held && (cut != "age" || value == measure.NotRecorded) {
					value = fmt.Sprint(v)
				}
				slice(want, value, c).Rows = append(slice(want, value, c).Rows, r)
			}
			for _, d := range one.Deadlines {
				on := cmp.Or(d.Due, d.Satisfied.On, d.Closed.On, undated)
				k := slice(want, slowValue(one.Attributes, cut, on), c)
				k.Deadlines = append(k.Deadlines, d)
			}
		}
		held := map[string]measure.Figure{}
		for _, s := range got {
			held[s.Value] = s.Figure
		}
		for value, known := range want {
			figure := known.Figure(c.m, p, at.AsAt)
			if len(figure.Rows) == 0 {
				continue
			}
			if diff := gocmp.Diff(figure, held[value], figuresEqual...); diff != "" {
				t.Fatalf("%s, %s %s, at %v: %s", c.m.ID, cut, value, at, diff)
			}
			delete(held, value)
		}
		if len(held) > 0 {
			t.Fatalf("there are slices of nobody: %v", held)
		}
	})
}

func slice(all map[string]*measure.Known, value string, c *drawn) *measure.Known {
	if all[value] == nil {
		all[value] = &measure.Known{Pack: c.pack, Terms: c.terms}
	}
	return all[value]
}

func TestSlicesAddUpToTheWhole(t *testing.T) {
	pack := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		columns := c.columns(t, at.AsAt)
		for _, p := range drawPeriods(t, c.m.Period, c.terms, at.AsAt) {
			whole := columns.Figures(c.m, []measure.Period{p}, at, nil)[0]
			sum := measure.Figure{Measure: whole.Measure, Period: p}
			starts := map[string]bool{}
			for _, s := range columns.By(c.m, p, "team", at) {
				sum.Numerator += s.Numerator
				sum.Denominator += s.Denominator
				sum.Excluded += s.Excluded
				sum.CannotTell += s.CannotTell
				for _, start := range s.Starts {
					starts[start] = true
				}
			}
			sum.Starts = slices.Sorted(maps.Keys(starts))
			sum.Value = math.NaN()
			if sum.Denominator != 0 {
				sum.Value = sum.Numerator / sum.Denominator
			}
			if diff := gocmp.Diff(whole, sum, figuresEqual...); diff != "" {
				t.Fatalf("%s in %s at %v: %s", c.m.ID, p.Name, at, diff)
			}
		}
	})
}

func TestDeadlinesOfColumnsStandAsTheySay(t *testing.T) {
	pack := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		columns := c.columns(t, at.AsAt)
		want := measure.Wanted{}
		if rapid.Bool().Draw(t, "some clocks") {
			want.Clocks = append([]string{"C1"}, c.m.Of.Clocks...)
		}
		if rapid.Bool().Draw(t, "some states") {
			want.States = []deadline.State{deadline.Overdue, deadline.CannotTell, deadline.Running}
		}
		if rapid.Bool().Draw(t, "some subjects") {
			want.Subjects = []string{"B", "B", "nobody"}
		}
		slow := map[measure.Due]int{}
		for _, one := range c.standing(at.KnownAt) {
			for _, d := range one.Deadlines {
				state, _ := d.At(at.AsAt)
				if state == deadline.NotBegun || want.Clocks != nil && !slices.Contains(want.Clocks, d.Clock) ||
					want.States != nil && !slices.Contains(want.States, state) || want.Subjects != nil && !slices.Contains(want.Subjects, d.Subject) {
					continue
				}
				slow[measure.Due{Subject: d.Subject, Clock: d.Clock, Due: d.Due, State: state}]++
			}
		}
		fast := map[measure.Due]int{}
		got := columns.Deadlines(at, want)
		for i, d := range got {
			fast[d]++
			if i > 0 && !inOrder(got[i-1], d) {
				t.Fatalf("%v comes before %v", got[i-1], d)
			}
		}
		if diff := gocmp.Diff(slow, fast); diff != "" {
			t.Fatalf("at %v: %s", at, diff)
		}
	})
}

func inOrder(a, b measure.Due) bool {
	if a.State != b.State {
		return slices.Index(deadline.States, a.State) < slices.Index(deadline.States, b.State)
	}
	return b.Due.IsZero() || !a.Due.IsZero() && !b.Due.Before(a.Due)
}

func TestSubjectsOfColumns(t *testing.T) {
	pack := shipped(t)
	rapid.Check(t, func(t *rapid.T) {
		c := drawCouncil(t, pack)
		at := c.moment(t)
		var want []string
		for _, one := range c.standing(at.KnownAt) {
			counted := slices.ContainsFunc(one.Rows, func(r measure.Row) bool { return r.Source != "nobody counts these" })
			if counted || len(one.Deadlines)+len(one.Attributes) > 0 {
				want = append(want, one.Subject)
			}
		}
		if diff := gocmp.Diff(want, c.columns(t, at.AsAt).Subjects(at), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("at %v: %s", at, diff)
		}
	})
}
