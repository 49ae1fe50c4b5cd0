package councils_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/measure"
)

// dueWay is how a figure of what fell due is counted from the rows of a kind: the day by which each belongs to a period, and what it counts as.
type dueWay struct {
	kind        string
	start, end  string // the columns that a draw brings close to one another
	days        int    // roughly how far apart the limit lets them be
	verdictOn   func(l line) (time.Time, verdict)
	onItsOwnRow bool
}

// limited judges one thing that was to happen by a last good day after its start.
func limited(started, ended time.Time, hasStart, hasEnd bool, due time.Time) (time.Time, verdict) {
	switch {
	case !hasStart && !hasEnd:
		return time.Time{}, nothing
	case !hasStart: // nobody can tell whether it was in time
		return ended, cannotTell
	case hasEnd && ended.Before(started):
		return due, unmet
	}
	return due, when(hasEnd && !ended.After(due))
}

var dueWays = map[string]dueWay{
	"strategy-record-shared": {kind: "strategy_discussion", start: "held_on", end: "attendees_1_received_on", days: 2, verdictOn: func(l line) (time.Time, verdict) {
		held, _ := l.day("held_on")
		due := workingOn(held, 1)
		all := l.list("attendees", "agency", "who", "came", "brought", "issued_on", "received_on", "signed")
		var last time.Time
		for _, a := range all {
			got, ok := a.day("received_on")
			if !ok {
				return due, unmet
			}
			if got.After(last) {
				last = got
			}
		}
		return limited(held, last, true, len(all) > 0, due)
	}},
	"lado-one-day": {kind: "lado_allegation", start: "raised_on", end: "told_on", days: 2, verdictOn: func(l line) (time.Time, verdict) {
		raised, hasRaised := l.day("raised_on")
		told, hasTold := l.day("told_on")
		if hasRaised && l["limb_advice"] == "Yes" {
			return workingOn(raised, 1), leftOut
		}
		return limited(raised, told, hasRaised, hasTold, workingOn(raised, 1))
	}},
	"health-actions-closed": {kind: "health_issue", start: "due_on", end: "done_on", days: 1, verdictOn: func(l line) (time.Time, verdict) {
		due, _ := l.day("due_on")
		done, ok := l.day("done_on")
		return due, when(ok && l.has("evidence") && !done.After(due))
	}},
	"family-conference-demand": {kind: "family_group_conference", start: "referred_on", end: "held_on", days: 56, verdictOn: func(l line) (time.Time, verdict) {
		referred, has := l.day("referred_on")
		held, was := l.day("held_on")
		due := referred.AddDate(0, 0, 56)
		if l["standing"] == "declined" || l["standing"] == "withdrawn" {
			return due, leftOut
		}
		return limited(referred, held, has, was, due)
	}},
	"psychology-wait": {kind: "psychology_dates", start: "referred_on", end: "first_contact_on", days: 126, verdictOn: func(l line) (time.Time, verdict) {
		referred, has := l.day("referred_on")
		seen, was := l.day("first_contact_on")
		due := referred.AddDate(0, 0, 126)
		if l["answer"] == "declined" || l["answer"] == "consult" {
			return due, leftOut
		}
		return limited(referred, seen, has, was, due)
	}},
}

func TestWhatFellDueInFilesThatNoReturnCarriesIsCountedTheSameAPlainWay(t *testing.T) {
	readHolidays(t)
	made := pack(t)
	sums := map[string]count{}
	for seed := range seeds(t) {
		for _, id := range slices.Sorted(maps.Keys(dueWays)) {
			way := dueWays[id]
			lines := sheetOf(t, made, way.kind, uint64(seed), 60, []float64{0, 0.05}[seed%2])
			r := rand.New(rand.NewPCG(uint64(seed), 7))
			for _, l := range lines {
				if l[way.start] == "" && (id != "lado-one-day" || l[way.end] == "") {
					l[way.start] = "2012-02-29"
				}
				if from, ok := l.day(way.start); ok && r.IntN(5) > 0 {
					l[way.end] = from.AddDate(0, 0, r.IntN(way.days+4)+way.days*r.IntN(2)-1).Format(time.DateOnly)
				}
				if id == "strategy-record-shared" && r.IntN(4) > 0 {
					for n := 2; n <= 5; n++ {
						for _, f := range []string{"agency", "who", "came", "brought", "issued_on", "received_on", "signed"} {
							delete(l, fmt.Sprintf("attendees_%d_%s", n, f))
						}
					}
				}
			}
			m := made.Measure(id)[0]
			known := productOf(t, made, way.kind, lines)
			want := map[measure.Period]count{}
			for _, l := range lines {
				on, v := way.verdictOn(l)
				if on.IsZero() {
					continue
				}
				period, ok := measure.PeriodOf(m.Period, dateOf(on), known.Terms)
				if !ok {
					continue
				}
				of := want[period]
				of.add(v)
				want[period] = of
			}
			for period, c := range want {
				f := known.Figure(m, period, calendar.Must(2013, 12, 31))
				got := count{int(f.Numerator), int(f.Denominator), f.Excluded, f.CannotTell}
				if got != c {
					t.Errorf("seed %d, %s, %s: the program has %+v, the rows give %+v", seed, id, period.Name, got, c)
				}
				sum := sums[id]
				sums[id] = count{sum.Over + got.Over, sum.Under + got.Under, sum.Excluded + got.Excluded, sum.CannotTell + got.CannotTell}
			}
		}
	}
	for id, sum := range sums {
		t.Log(id, sum)
		if sum.Over == 0 || sum.Under == sum.Over {
			t.Errorf("%s was never both met and not met: %+v", id, sum)
		}
	}
}

// sumWays are figures that add up numbers: the columns, and which rows give each.
var sumWays = map[string]struct {
	kind, on    string
	over, under func(l line) (float64, bool) // not told where a number that is needed is blank
}{
	"training-compliance": {"training_return", "period_end", number("staff_in_date"), number("staff_required")},
	"designated-cover": {"designated_post", "from_on", func(l line) (float64, bool) {
		if !l.has("holder") {
			return 0, true
		}
		return number("protected")(l)
	}, number("needed")},
	"iro-caseload": {"reviewing_officer_post", "counted_on", number("children"), number("whole_time")},
}

func number(column string) func(line) (float64, bool) {
	return func(l line) (float64, bool) {
		v, err := strconv.ParseFloat(l[column], 64)
		return v, err == nil
	}
}

func TestWhatFilesThatNoReturnCarriesAddUpToIsAddedTheSameAPlainWay(t *testing.T) {
	made := pack(t)
	for seed := range seeds(t) {
		for _, id := range slices.Sorted(maps.Keys(sumWays)) {
			way := sumWays[id]
			lines := sheetOf(t, made, way.kind, uint64(seed), 60, []float64{0, 0.05}[seed%2])
			type sum struct{ over, under float64 }
			want := map[measure.Period]sum{}
			m := made.Measure(id)[0]
			for _, l := range lines {
				if l[way.on] == "" && id != "iro-caseload" {
					l[way.on] = "2012-02-29"
				}
			}
			known := productOf(t, made, way.kind, lines)
			for _, l := range lines {
				d, ok := l.day(way.on)
				period, has := measure.PeriodOf(m.Period, dateOf(d), known.Terms)
				if !ok || !has {
					continue
				}
				over, hasOver := way.over(l)
				under, hasUnder := way.under(l)
				of := want[period]
				if hasUnder && (hasOver || id != "iro-caseload") { // an officer whose children weren't counted doesn't make the load look lighter
					of.under += under
				}
				if hasOver && hasUnder {
					of.over += over
				}
				want[period] = of
			}
			for period, c := range want {
				f := known.Figure(m, period, calendar.Must(2013, 12, 31))
				if diff := f.Numerator - c.over; diff > 1e-9 || diff < -1e-9 || f.Denominator-c.under > 1e-9 || c.under-f.Denominator > 1e-9 {
					t.Errorf("seed %d, %s, %s: the program has %v of %v, the rows give %+v", seed, id, period.Name, f.Numerator, f.Denominator, c)
				}
			}
		}
	}
}
