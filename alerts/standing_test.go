package alerts_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/alerts"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
	"throughline/practice/england"
)

var today = calendar.Must(2013, time.February, 15)

func pack(t *testing.T) *practice.Pack {
	t.Helper()
	p, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// inState gives a deadline that stands in a state today.
func inState(t *testing.T, clock string, state deadline.State) deadline.Deadline {
	t.Helper()
	d := deadline.Deadline{Clock: clock, Subject: "child", Start: deadline.Point{Fact: "fact", Words: "it began", Choice: 1, On: today.AddDays(-30)}, Due: today.AddDays(-10)}
	switch state {
	case deadline.Met:
		d.Satisfied = deadline.Point{Choice: 1, Words: "it was held", On: d.Due}
	case deadline.Late:
		d.Satisfied = deadline.Point{Choice: 1, Words: "it was held", On: d.Due.AddDays(3)}
	case deadline.Running:
		d.Due = today.AddDays(10)
	case deadline.CannotTell:
		d.Due, d.Missing = calendar.Date{}, []string{"the day"}
	case deadline.NotRequired:
		d.Exempt = true
	}
	if got, _ := d.At(today); got != state {
		t.Fatalf("a deadline that should be %s is %s", state, got)
	}
	return d
}

var testStates = []deadline.State{deadline.Overdue, deadline.CannotTell, deadline.Running, deadline.Late, deadline.Met, deadline.NotRequired}

func codes(all []alerts.Alert) (found []string) {
	for i := range all {
		found = append(found, all[i].Declared.Code)
	}
	return found
}

// Every alert that ships is raised while its condition holds and isn't while it doesn't, or is one that somebody judges.
func TestEveryAlertOfThePackIsRaisedOrJudged(t *testing.T) {
	p := pack(t)
	judged := map[string]bool{}
	for _, a := range alerts.Judged(p) {
		judged[a.Code] = true
	}
	for _, a := range p.Alerts {
		switch {
		case a.Raise.Judged:
			if !judged[a.Code] {
				t.Errorf("%s is neither raised nor listed as one that somebody judges", a.Code)
			}
		case a.Raise.Clock != "":
			for _, state := range testStates {
				known := measure.Known{Pack: p, Deadlines: []deadline.Deadline{inState(t, a.Raise.Clock, state)}}
				if got, want := slices.Contains(codes(alerts.Standing(&known, today)), a.Code), slices.Contains(a.Raise.States, state); got != want {
					t.Errorf("%s, of a deadline that is %s: raised is %v", a.Code, state, got)
				}
			}
		case a.Raise.Kind != "":
			raisedByARecord(t, p, a)
		default:
			raisedByAMeasure(t, p, a)
		}
	}
}

// raisedByARecord fills in the fields that a condition asks about, until one record raises the alert and another doesn't.
func raisedByARecord(t *testing.T, p *practice.Pack, a *practice.Alert) {
	t.Helper()
	kinds := p.Kind(a.Raise.Kind)
	draw := rand.New(rand.NewPCG(1, 2))
	raised, not := false, false
	for range 20000 {
		values := recordOf(draw, kinds[len(kinds)-1].Fields, a.Raise.When)
		row := measure.Row{ID: "record", Source: a.Raise.Kind, Subject: "child", On: today.AddDays(-1), Values: values}
		standing := alerts.Standing(&measure.Known{Pack: p, Rows: []measure.Row{row}}, today)
		if slices.Contains(codes(standing), a.Code) {
			raised = true
			at := slices.IndexFunc(standing, func(x alerts.Alert) bool { return x.Declared.Code == a.Code })
			if standing[at].Since != row.On || !strings.Contains(standing[at].Why, row.On.Long()) {
				t.Errorf("%s: %+v", a.Code, standing[at])
			}
		} else {
			not = true
		}
		if raised && not {
			return
		}
	}
	t.Errorf("%s: raised by some record is %v, and left alone by another %v", a.Code, raised, not)
}

func recordOf(draw *rand.Rand, fields []practice.Field, asked string) map[string]any {
	values := map[string]any{}
	for i := range fields {
		if !strings.Contains(asked, fields[i].Name) || draw.IntN(3) == 0 {
			continue
		}
		if v := valueOf(draw, &fields[i], asked); v != nil {
			values[fields[i].Name] = v
		}
	}
	for i := range fields { // an empty list is a list
		if fields[i].Type == practice.ListField && values[fields[i].Name] == nil {
			values[fields[i].Name] = []map[string]any{}
		}
	}
	return values
}

// literals are the words that a condition compares with.
var literals = regexp.MustCompile(`"[^"]*"`)

func valueOf(draw *rand.Rand, f *practice.Field, asked string) any {
	switch f.Type {
	case practice.DateField:
		return today.AddDays(-draw.IntN(30))
	case practice.YesNoField:
		return draw.IntN(2) == 0
	case practice.CountField:
		return int64([]int{0, 1, 2, 3, 5, 13, 20, 90}[draw.IntN(8)])
	case practice.NumberField:
		return []float64{0, 1, 10, 500}[draw.IntN(4)]
	case practice.ListField:
		lines := make([]map[string]any, draw.IntN(3))
		for i := range lines {
			lines[i] = recordOf(draw, f.Fields, asked)
			for name, v := range lines[i] { // as a record gives the days of a list's lines
				if d, ok := v.(calendar.Date); ok {
					lines[i][name] = time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC)
				}
			}
		}
		return lines
	default:
		if len(f.Choices) > 0 {
			return f.Choices[draw.IntN(len(f.Choices))].Code
		}
		words := append(literals.FindAllString(asked, -1), "something else")
		return strings.Trim(words[draw.IntN(len(words))], `"`)
	}
}

func raisedByAMeasure(t *testing.T, p *practice.Pack, a *practice.Alert) {
	t.Helper()
	var worse, better measure.Known
	switch a.Code {
	case "R13-new-entrants":
		row := func(inDate bool) measure.Known {
			return measure.Known{Pack: p, Rows: []measure.Row{{ID: "row", Source: "looked_after_today", Subject: "child", On: today, Values: map[string]any{"dental_in_date": inDate, "short_breaks": false}}}}
		}
		worse, better = row(false), row(true)
	case "R19-district":
		worse = measure.Known{Pack: p, Deadlines: []deadline.Deadline{inState(t, "R19-book", deadline.Overdue)}}
		better = measure.Known{Pack: p, Deadlines: []deadline.Deadline{inState(t, "R19-book", deadline.Met)}}
	case "R15-caseload":
		row := func(children int64) measure.Known {
			return measure.Known{Pack: p, Rows: []measure.Row{{ID: "row", Source: "reviewing_officers", Subject: "officer", On: today, Values: map[string]any{"children": children, "whole_time": 0.5}}}}
		}
		worse, better = row(36), row(35)
	case "R7-silent-sector":
		row := func(sectors ...string) measure.Known {
			known := measure.Known{Pack: p}
			for i, sector := range sectors {
				known.Rows = append(known.Rows, measure.Row{ID: fmt.Sprint(i), Source: "lado_allegation/told_on", Subject: "adult", On: today.AddDays(-40), Values: map[string]any{"sector": sector}})
			}
			return known
		}
		var every []string
		for _, k := range p.Kind("lado_allegation") {
			for _, f := range k.Fields {
				if f.Name == "sector" {
					for _, c := range f.Choices {
						every = append(every, c.Code)
					}
				}
			}
		}
		silent, spoken := row(every[1:]...), row(every...)
		if got := alerts.Silent(&silent, today); len(got) != 1 || got[0].Declared.Code != a.Code || got[0].Subject != "" {
			t.Errorf("a sector with none: %+v", got)
		}
		if got := alerts.Silent(&spoken, today); len(got) != 0 {
			t.Errorf("every sector has one: %+v", got)
		}
		return
	default:
		t.Errorf("%s is raised by a measure, and nothing here tries it", a.Code)
		return
	}
	if !slices.Contains(codes(alerts.Standing(&worse, today)), a.Code) {
		t.Errorf("%s isn't raised by a row that makes its figure worse", a.Code)
	}
	if got := codes(alerts.Standing(&better, today)); slices.Contains(got, a.Code) {
		t.Errorf("%s is raised by a row that makes its figure no worse", a.Code)
	}
}

// The order in which facts come, and what is said twice, doesn't matter; and what is mended is gone.
func TestAlertsStandWhileWhatRaisesThemDoes(t *testing.T) {
	p := pack(t)
	clocks := []string{"C2", "C5", "C17", "C19", "C26", "C29b"}
	rapid.Check(t, func(t *rapid.T) {
		var known measure.Known
		known.Pack = p
		for i := range rapid.IntRange(0, 8).Draw(t, "deadlines") {
			d := deadline.Deadline{
				Clock: rapid.SampledFrom(clocks).Draw(t, "clock"), Subject: "child", Start: deadline.Point{Fact: fmt.Sprint(i), Words: "it began", Choice: 1, On: today.AddDays(-60)},
				Due: today.AddDays(rapid.IntRange(-40, 40).Draw(t, "due")),
			}
			if held := rapid.IntRange(-60, 40).Draw(t, "held"); held > -50 {
				d.Satisfied = deadline.Point{Choice: 1, Words: "it was held", On: today.AddDays(held)}
			}
			known.Deadlines = append(known.Deadlines, d)
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "records") {
			values := map[string]any{"outcome": rapid.SampledFrom([]string{"refused", "treatment_needed", "none_needed"}).Draw(t, "outcome")}
			known.Rows = append(known.Rows, measure.Row{ID: fmt.Sprint("record", i), Source: "dental_check", Subject: "child", On: today.AddDays(rapid.IntRange(-9, 9).Draw(t, "on")), Values: values})
		}
		got := alerts.Standing(&known, today)
		want := 0
		for _, a := range p.In(today).Alerts {
			for i := range known.Deadlines {
				if known.Deadlines[i].Clock == a.Raise.Clock && slices.Contains(a.Raise.States, known.Deadlines[i].StateAt(today)) {
					want++
				}
			}
		}
		for _, row := range known.Rows {
			if row.Values["outcome"] != "none_needed" && !row.On.After(today) {
				want++
			}
		}
		if len(got) != want {
			t.Fatalf("%d alerts stand and %d conditions do: %v", len(got), want, codes(got))
		}
		other := known
		other.Deadlines, other.Rows = slices.Clone(known.Deadlines), append(slices.Clone(known.Rows), known.Rows...)
		slices.Reverse(other.Deadlines)
		slices.Reverse(other.Rows)
		if diff := cmp.Diff(got, alerts.Standing(&other, today), cmpopts.IgnoreUnexported(practice.Alert{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// A planted fault: an alert that would stand after what raised it is mended, or change its key while nothing has changed, is seen.
func TestAMendEndsAnAlert(t *testing.T) {
	p := pack(t)
	row := measure.Row{ID: "record", Source: "dental_check", Subject: "child", On: today.AddDays(-3), Values: map[string]any{"outcome": "refused"}}
	standing := func(row measure.Row, day calendar.Date) []alerts.Alert {
		return alerts.Standing(&measure.Known{Pack: p, Rows: []measure.Row{row}}, day)
	}
	first := standing(row, today)
	if len(first) != 1 || first[0].Declared.Code != "R13-refused" || first[0].Days(today) != 3 {
		t.Fatalf("%+v", first)
	}
	if next := standing(row, today.AddDays(5)); len(next) != 1 || next[0].Key() != first[0].Key() {
		t.Errorf("the same five days later: %+v", next)
	}
	if early := standing(row, today.AddDays(-4)); len(early) != 0 {
		t.Errorf("before it happened: %+v", early)
	}
	row.Values = map[string]any{"outcome": "refused", "said": "No"}
	if other := standing(row, today); len(other) != 1 || other[0].Key() == first[0].Key() {
		t.Errorf("with something else recorded: %+v", other)
	}
	row.Values = map[string]any{"outcome": "refused", "next_due": today.AddDays(30)}
	if mended := standing(row, today); len(mended) != 0 {
		t.Errorf("mended: %+v", mended)
	}
	row.Values, row.Gone = map[string]any{"outcome": "refused"}, true
	if gone := standing(row, today); len(gone) != 0 {
		t.Errorf("taken back: %+v", gone)
	}
}

func TestTheWorstComeFirst(t *testing.T) {
	p := pack(t)
	known := measure.Known{Pack: p, Deadlines: []deadline.Deadline{inState(t, "C29b", deadline.Overdue), inState(t, "C26", deadline.Overdue), inState(t, "C5", deadline.Overdue)}}
	if got := codes(alerts.Standing(&known, today)); !slices.Equal(got, []string{"R12-overdue", "R2-conference", "R13-overdue"}) {
		t.Error(got)
	}
}
