package councils_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/invent"
	"throughline/measure"
	"throughline/practice"
	"throughline/practice/england"
)

func pack(t testing.TB) *practice.Pack {
	t.Helper()
	made, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func dateOf(d time.Time) calendar.Date {
	return calendar.Date{Year: d.Year(), Month: d.Month(), Day: d.Day()}
}

// product is what the program knows from the same files.
func product(t testing.TB, p paper) *measure.Known {
	t.Helper()
	var files []returns.File
	for _, name := range slices.Sorted(maps.Keys(p.files)) {
		if name != "cin.xml" {
			files = append(files, returns.File{Name: name, Content: bytes.NewReader(p.files[name])})
		}
	}
	looked, _, err := ssda903.Read(t.Context(), files, p.year)
	if err != nil {
		t.Fatal(err)
	}
	need, _, err := cin.Read(t.Context(), []returns.File{{Name: "cin.xml", Content: bytes.NewReader(p.files["cin.xml"])}}, p.year)
	if err != nil {
		t.Fatal(err)
	}
	made := pack(t)
	rules := made.Rules(dateOf(p.last()))
	facts := deadline.Standing(slices.Concat(intofacts.FromCIN(need), intofacts.From903(looked)), 0)
	rows := measure.StandingAt(slices.Concat(intofacts.RowsFrom903(looked), intofacts.RowsFromCIN(need)), 0)
	byChild := map[string][]deadline.Fact{}
	for _, f := range deadline.Standing(intofacts.From903(looked), 0) {
		byChild[f.Subject] = append(byChild[f.Subject], f)
	}
	for _, mine := range byChild {
		for _, row := range casework.LookedAfterRows(mine, rules.Terms, looked.Ends(), casework.DentalChecked, casework.EducationPlanFinished) {
			if !row.On.Before(looked.Starts()) {
				rows = append(rows, row)
			}
		}
	}
	return &measure.Known{Pack: made, Rows: rows, Deadlines: deadline.Reckon(rules, facts), Terms: rules.Terms}
}

// seeds are those of the councils: a few each time, and as many as SOAK says.
func seeds(t testing.TB) int {
	t.Helper()
	var n int
	if _, err := fmt.Sscan(os.Getenv("SOAK"), &n); err != nil || n < 1 {
		return 12
	}
	return n
}

// councils are made with few and with many faults, for every year that both returns have.
func councilOf(seed int) (c invent.Council, year int) {
	year = 2018 + seed%9
	return invent.Council{
		Seed: uint64(seed), Children: 60 + seed%5*40, First: max(2018, year-2), Last: year,
		Faults: []float64{0, 0.02, 0.1, 0.4}[seed%4], Edges: []float64{0.25, 0.6}[seed%2],
	}, year
}

// plain works out a measure for a period from the files alone.
type plain func(t *testing.T, p paper, first, last time.Time) count

func ofYear(f func(*testing.T, paper) count) plain {
	return func(t *testing.T, p paper, _, _ time.Time) count { return f(t, p) }
}

var plainWays = map[string]plain{
	"annual-health-assessment": ofYear(func(t *testing.T, p paper) count {
		return plainAllYear(t, p, "HEALTH_ASSESSMENT", nil, yes("HEALTH_ASSESSMENT"))
	}),
	"dental-check": ofYear(func(t *testing.T, p paper) count { return plainAllYear(t, p, "TEETH_CHECK", nil, yes("TEETH_CHECK")) }),
	"immunisations": ofYear(func(t *testing.T, p paper) count {
		return plainAllYear(t, p, "IMMUNISATIONS", nil, yes("IMMUNISATIONS"))
	}),
	"development-checks": ofYear(func(t *testing.T, p paper) count {
		return plainAllYear(t, p, "HEALTH_CHECK", func(age int) bool { return age < 5 }, yes("HEALTH_CHECK"))
	}),
	"sdq-returned": ofYear(func(t *testing.T, p paper) count {
		return plainAllYear(t, p, "SDQ_SCORE", func(age int) bool { return age >= 4 && age <= 16 }, scored)
	}),
	"care-leavers-accommodation":   ofYear(func(t *testing.T, p paper) count { return plainLeavers(t, p, suitable) }),
	"care-leavers-eet":             ofYear(func(t *testing.T, p paper) count { return plainLeavers(t, p, occupied(p.year)) }),
	"review-participation":         ofYear(plainParticipation),
	"looked-after-reviews-on-time": ofYear(plainReviewsOnTime),
	"assessment-45-days":           plainAssessments,
	"conference-15-days":           plainConferences,

	"initial-health-assessment-on-time": plainInitialHealth,
	"review-record-distributed":         plainRecords,
	"living-skills":                     ofYear(plainLivingSkills),
	"dental-check-in-date":              plainOnTheDay(func(int) bool { return true }),
	"education-plan-current":            plainOnTheDay(func(age int) bool { return age >= 3 && age < 18 }),
}

// periods of a measure that lie in the year.
func periods(m *practice.Measure, p paper, terms []deadline.Term) (all []measure.Period) {
	for d := p.first(); !d.After(p.last()); d = d.AddDate(0, 0, 1) {
		one, ok := measure.PeriodOf(m.Period, dateOf(d), terms)
		if ok && (len(all) == 0 || all[len(all)-1] != one) {
			all = append(all, one)
		}
	}
	return all
}

func TestBothWaysAgree(t *testing.T) {
	readHolidays(t)
	sums := map[string]count{}
	for seed := range seeds(t) {
		council, year := councilOf(seed)
		p := papers(t, council, year)
		known := product(t, p)
		for _, id := range slices.Sorted(maps.Keys(plainWays)) {
			m := known.Pack.Measure(id)
			if len(m) != 1 {
				t.Fatalf("there are %d measures %s", len(m), id)
			}
			for _, period := range periods(m[0], p, known.Terms) {
				f := known.Figure(m[0], period, dateOf(p.last()))
				got := count{int(f.Numerator), int(f.Denominator), f.Excluded, f.CannotTell}
				first, last := period.First.Start(), period.Last.Start()
				want := plainWays[id](t, p, time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, time.UTC), time.Date(last.Year(), last.Month(), last.Day(), 0, 0, 0, 0, time.UTC))
				if got != want {
					t.Errorf("seed %d, %s, %s: the program has %+v, the files give %+v", seed, id, period.Name, got, want)
				}
				sum := sums[id]
				sums[id] = count{sum.Over + got.Over, sum.Under + got.Under, sum.Excluded + got.Excluded, sum.CannotTell + got.CannotTell}
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(plainWays)) {
		t.Log(id, sums[id])
	}
}
