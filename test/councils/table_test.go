package councils_test

import (
	"slices"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/measure"
	"throughline/practice"
)

// withoutPlainWay are the measures that are counted from no file, and where the test of them is.
var withoutPlainWay = map[string]string{
	"plan-progress": "TestProgressOfThePlanIsCountedFromItsAreas, in app",
}

func TestEveryMeasureIsInOneOfTheLists(t *testing.T) {
	seen := 0
	made := pack(t)
	for i := range made.Measures {
		id := made.Measures[i].ID
		ways := 0
		for _, has := range []bool{hasWay(plainWays, id), hasWay(kindWays, id), hasWay(dueWays, id), hasWay(sumWays, id), hasWay(withoutPlainWay, id)} {
			if has {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s must be counted a second way, or stand in the list with the reason why not", id)
		}
		seen++
	}
	if listed := len(plainWays) + len(kindWays) + len(dueWays) + len(sumWays) + len(withoutPlainWay); seen != listed {
		t.Errorf("there are %d measures, and %d in the lists", seen, listed)
	}
}

func hasWay[T any](ways map[string]T, id string) bool {
	_, has := ways[id]
	return has
}

// Each fault, planted into the program's way, is seen: the two ways then differ on some council.
func TestFaultsPlantedInOneWayAreSeen(t *testing.T) {
	readHolidays(t)
	shift := func(name string, by int64) func(*measure.Known, *practice.Measure) {
		return func(k *measure.Known, _ *practice.Measure) {
			for i := range k.Rows {
				if n, ok := k.Rows[i].Values[name].(int64); ok {
					k.Rows[i].Values[name] = n + by
				}
			}
		}
	}
	due := func(by int) func(*measure.Known, *practice.Measure) {
		return func(k *measure.Known, _ *practice.Measure) {
			for i := range k.Deadlines {
				k.Deadlines[i].Due = k.Deadlines[i].Due.AddDays(by)
			}
		}
	}
	noExclusions := func(_ *measure.Known, m *practice.Measure) { m.Exclusions = nil }
	for name, fault := range map[string]struct {
		measure string
		plant   func(*measure.Known, *practice.Measure)
		paper   func(*paper)
	}{
		"short breaks are counted":                 {"dental-check", noExclusions, nil},
		"those who died are counted":               {"care-leavers-eet", noExclusions, nil},
		"short breaks are counted among reviews":   {"review-participation", noExclusions, nil},
		"a conference has a day more":              {"conference-15-days", shift("working_days", -1), nil},
		"a conference has a day less":              {"conference-15-days", shift("working_days", 1), nil},
		"an assessment has a day more":             {"assessment-45-days", shift("working_days", -1), nil},
		"children are a year older":                {"development-checks", shift("age", 1), nil},
		"a review may be a day late":               {"looked-after-reviews-on-time", due(1), nil},
		"a review must be a day early":             {"looked-after-reviews-on-time", due(-1), nil},
		"transfers in are counted":                 {"conference-15-days", noExclusions, nil},
		"the cohort is that of 31 March":           {"annual-health-assessment", nil, func(p *paper) { p.late = -1 }},
		"the cohort is that of 2 April":            {"annual-health-assessment", nil, func(p *paper) { p.late = 1 }},
		"a first assessment may be a day late":     {"initial-health-assessment-on-time", due(1), nil},
		"a first assessment must be a day early":   {"initial-health-assessment-on-time", due(-1), nil},
		"a record of a review may be a day late":   {"review-record-distributed", due(1), nil},
		"a record of a review must be a day early": {"review-record-distributed", due(-1), nil},
		"sixteen is a day late":                    {"living-skills", due(1), nil},
		"sixteen is a day early":                   {"living-skills", due(-1), nil},
		"one child of the cohort is left out":      {"immunisations", without("looked_after_12_months"), nil},
		"one young person of the list is left out": {"care-leavers-accommodation", without("care_leavers_19_to_21"), nil},
	} {
		caught := false
		for seed := 0; seed < 12 && !caught; seed++ {
			council, year := councilOf(seed)
			p := papers(t, council, year)
			known := product(t, p)
			m := known.Pack.Measure(fault.measure)[0]
			if fault.plant != nil {
				fault.plant(known, m)
			}
			if fault.paper != nil {
				fault.paper(&p)
			}
			for _, period := range periods(m, p, known.Terms) {
				f := known.Figure(m, period, dateOf(p.last()))
				want := plainWays[fault.measure](t, p, utc(period.First), utc(period.Last))
				caught = caught || want != count{int(f.Numerator), int(f.Denominator), f.Excluded, f.CannotTell}
			}
		}
		if !caught {
			t.Errorf("nothing differs when %s", name)
		}
	}
}

// without loses a row of a source.
func without(source string) func(*measure.Known, *practice.Measure) {
	return func(k *measure.Known, _ *practice.Measure) {
		if i := slices.IndexFunc(k.Rows, func(r measure.Row) bool { return r.Source == source }); i >= 0 {
			k.Rows = slices.Delete(k.Rows, i, i+1)
		}
	}
}

func utc(d calendar.Date) time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }
