package measure_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

func TestPeriods(t *testing.T) {
	terms := []deadline.Term{
		{Name: "Autumn term 2012", First: calendar.Must(2012, time.September, 3), Last: calendar.Must(2012, time.December, 21)},
		{Name: "Spring term 2013", First: calendar.Must(2013, time.January, 7), Last: calendar.Must(2013, time.March, 28)},
	}
	for _, c := range []struct {
		of   practice.Period
		asAt calendar.Date
		want string
	}{
		{"month", calendar.Must(2013, time.February, 1), "January 2013"},
		{"month", calendar.Must(2013, time.February, 28), "February 2013"},
		{"month", calendar.Must(2013, time.January, 30), "December 2012"},
		{"quarter", calendar.Must(2013, time.March, 30), "October to December 2012"},
		{"quarter", calendar.Must(2013, time.March, 31), "January to March 2013"},
		{"year_to_31_march", calendar.Must(2013, time.March, 30), "Year to 31 March 2012"},
		{"year_to_31_march", calendar.Must(2013, time.March, 31), "Year to 31 March 2013"},
		{"year_to_31_march", calendar.Must(2013, time.April, 1), "Year to 31 March 2013"},
		{"school_term", calendar.Must(2013, time.February, 1), "Autumn term 2012"},
		{"school_term", calendar.Must(2012, time.October, 1), ""},
		{"day", calendar.Must(2013, time.February, 1), "1 February 2013"},
	} {
		got, ok := measure.LastComplete(c.of, c.asAt, terms)
		if got.Name != c.want || ok != (c.want != "") {
			t.Errorf("the last complete %s on %s is %q, %v; want %q", c.of, c.asAt.Long(), got.Name, ok, c.want)
		}
	}
}

// Periods follow one another without a gap or an overlap.
func TestPeriodsFollowOneAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.SampledFrom([]practice.Period{"month", "quarter", "year_to_31_march", "day"}).Draw(t, "of")
		asAt := calendar.Must(2000, time.January, 1).AddDays(rapid.IntRange(0, 12000).Draw(t, "days"))
		all := measure.Complete(of, asAt, 12, nil)
		for i, p := range all {
			if p.Last.After(asAt) || p.Last.Before(p.First) || i > 0 && all[i-1].Last.AddDays(1) != p.First {
				t.Fatalf("the %ss up to %s are %v", of, asAt, all)
			}
		}
		if next := all[len(all)-1].Last.AddDays(1); len(all) != 12 {
			t.Fatalf("%d periods, the last before %s", len(all), next)
		} else if p, ok := measure.PeriodOf(of, next, nil); !ok || !p.Last.After(asAt) {
			t.Fatalf("%s was over on %s and is left out", p.Name, asAt)
		}
	})
}

var period = measure.Period{Name: "The year", First: calendar.Must(2017, time.April, 1), Last: yearEnd}

// count gives numerator, denominator, excluded and those that can't be told.
func count(f measure.Figure) [4]int {
	return [4]int{int(f.Numerator), int(f.Denominator), f.Excluded, f.CannotTell}
}

func TestABlankStaysInTheDenominatorAndIsNeverMet(t *testing.T) {
	known := &measure.Known{Pack: shipped(t)}
	row := func(id string, values map[string]any) {
		known.Rows = append(known.Rows, measure.Row{ID: id, Source: "looked_after_12_months", Subject: id, On: yearEnd, Values: values})
	}
	row("checked", map[string]any{"teeth_check": true, "short_breaks": false})
	row("not checked", map[string]any{"teeth_check": false, "short_breaks": false})
	row("blank", map[string]any{"short_breaks": false})
	row("short breaks", map[string]any{"teeth_check": true, "short_breaks": true})
	known.Rows = append(known.Rows, measure.Row{ID: "another year", Source: "looked_after_12_months", On: yearEnd.AddDays(1), Values: map[string]any{"teeth_check": true}})
	got := known.Figure(known.Pack.Measure("dental-check")[0], period, yearEnd)
	if diff := cmp.Diff([4]int{1, 3, 1, 1}, count(got)); diff != "" {
		t.Error(diff)
	}
	if empty := known.Figure(known.Pack.Measure("dental-check")[0], measure.Period{First: yearEnd.AddDays(9), Last: yearEnd.AddDays(9)}, yearEnd); !math.IsNaN(empty.Value) {
		t.Errorf("a figure of nobody is %v", empty.Value)
	}
}

// Of each: met, missed, before its start, and with nothing to count from.
func TestWorkingDaysThatCantBeCountedCantBeTold(t *testing.T) {
	for id, c := range map[string]struct {
		source string
		limit  int64
	}{"conference-15-days": {"initial_conferences", 15}, "assessment-45-days": {"assessments_authorised", 45}} {
		known := &measure.Known{Pack: shipped(t)}
		for name, values := range map[string]map[string]any{
			"met": {"working_days": c.limit}, "missed": {"working_days": c.limit + 1}, "before its start": {"working_days": int64(-1)}, "blank": {},
		} {
			known.Rows = append(known.Rows, measure.Row{ID: name, Source: c.source, On: yearEnd, Values: values})
		}
		if diff := cmp.Diff([4]int{1, 4, 0, 1}, count(known.Figure(known.Pack.Measure(id)[0], period, yearEnd))); diff != "" {
			t.Errorf("%s: %s", id, diff)
		}
	}
}

func TestARowWithoutADayIsCountedWhereItCanBe(t *testing.T) {
	known := &measure.Known{Pack: shipped(t), Rows: []measure.Row{
		{ID: "dated", Source: "reviews_held", On: yearEnd, Values: map[string]any{"participation": "PN1", "short_breaks": false}},
		{ID: "undated", Source: "reviews_held", Within: yearEnd, Values: map[string]any{"participation": "PN1", "short_breaks": false}},
	}}
	if diff := cmp.Diff([4]int{1, 2, 0, 1}, count(known.Figure(known.Pack.Measure("review-participation")[0], period, yearEnd))); diff != "" {
		t.Error(diff)
	}
}

func TestEveryDeadlineOfAChildMustBeMet(t *testing.T) {
	day := calendar.Must(2017, time.June, 1)
	due := func(subject, clock string, satisfied calendar.Date) deadline.Deadline {
		d := deadline.Deadline{Clock: clock, Subject: subject, Start: deadline.Point{Words: "it began", On: day.AddDays(-28), Choice: 1}, Due: day}
		if !satisfied.IsZero() {
			d.Satisfied = deadline.Point{Words: "it was held", On: satisfied, Choice: 1}
		}
		return d
	}
	exempt := due("exempt and met", "C17", calendar.Date{})
	exempt.Exempt = true
	blank := deadline.Deadline{Clock: "C17", Subject: "can't be told", Start: deadline.Point{Choice: 1}}
	late := deadline.Deadline{Clock: "C17", Subject: "late, and can't be told", Start: deadline.Point{Choice: 1}}
	known := &measure.Known{Pack: shipped(t), Deadlines: []deadline.Deadline{
		due("both met", "C17", day), due("both met", "C18", day.AddDays(-1)),
		due("one late", "C17", day), due("one late", "C18", day.AddDays(1)),
		due("one overdue", "C19", calendar.Date{}), due("one overdue", "C17", day),
		exempt, due("exempt and met", "C18", day),
		blank, due("can't be told", "C18", day),
		late, due("late, and can't be told", "C18", day.AddDays(1)),
		due("of another clock", "C26", day),
	}}
	got := known.Figure(known.Pack.Measure("looked-after-reviews-on-time")[0], period, yearEnd)
	if diff := cmp.Diff([4]int{2, 6, 0, 1}, count(got)); diff != "" {
		t.Errorf("%s\n%+v", diff, got.Rows)
	}
}

func TestStandingAt(t *testing.T) {
	rows := []measure.Row{
		{ID: "a", Source: "s", Known: 3, Values: map[string]any{"v": 3}}, {ID: "a", Source: "s", Known: 1, Values: map[string]any{"v": 1}},
		{ID: "a", Source: "s", Known: 5, Gone: true}, {ID: "b", Source: "s", Known: 4}, {ID: "a", Source: "t", Known: 2},
	}
	for at, want := range map[int64][]string{0: nil, 1: {"s a 1"}, 2: {"s a 1", "t a 2"}, 3: {"s a 3", "t a 2"}, 4: {"s a 3", "s b 4", "t a 2"}, 5: {"s b 4", "t a 2"}} {
		rapid.Check(t, func(t *rapid.T) {
			var got []string
			for _, r := range measure.StandingAt(rapid.Permutation(rows).Draw(t, "rows"), at) {
				got = append(got, r.Source+" "+r.ID+" "+string(rune('0'+r.Known)))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("known at %d: %s", at, diff)
			}
		})
	}
}
