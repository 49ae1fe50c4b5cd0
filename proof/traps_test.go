package proof

import (
	"math"
	"strings"
	"testing"

	"throughline/calendar"
)

// Each trap that the statistics specification names has a test here or, where an
// oracle has it already, in oracles_test.go and xmr_test.go.

func charted(t *testing.T, x XmR, values ...float64) XmRChart {
	t.Helper()
	for i, v := range values {
		x.Series = append(x.Series, Observation{calendar.Must(2012, 1, 1).AddMonths(i), v})
	}
	chart, err := x.Chart()
	if err != nil {
		t.Fatal(err)
	}
	return chart
}

func causesOf(c XmRChart) (all []Cause) {
	for _, p := range c.Points {
		all = append(all, p.Cause)
	}
	return all
}

// The package ignores a rebase on a day that has no value; we refuse it.
func TestTrapARebaseOnADayThatIsNotInTheData(t *testing.T) {
	x := XmR{Series: []Observation{{calendar.Must(2012, 1, 1), 1}, {calendar.Must(2012, 2, 1), 2}}, Rebase: []calendar.Date{calendar.Must(2012, 1, 15)}}
	if _, err := x.Chart(); err == nil || !strings.Contains(err.Error(), "15 January 2012") {
		t.Errorf("it is %v", err)
	}
}

// Screening drops every range of a constant series, so there are no limits;
// unscreened, they have no width.
func TestTrapAConstantSeriesHasNoLimitsWhenItIsScreened(t *testing.T) {
	same := []float64{5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5}
	if p := charted(t, XmR{}, same...).Points[0]; p.Limited() {
		t.Errorf("screened, it has limits from %v to %v", p.Lower, p.Upper)
	}
	if p := charted(t, XmR{KeepOutliers: true}, same...).Points[0]; p.Lower != 5 || p.Upper != 5 {
		t.Errorf("unscreened, its limits are %v and %v", p.Lower, p.Upper)
	}
}

func TestTrapOnePointHasNoLimits(t *testing.T) {
	if p := charted(t, XmR{}, 5).Points[0]; p.Limited() || p.Cause != Common {
		t.Errorf("it is %+v", p)
	}
}

// A step that is just as large as 3.267 times the average is left out: only what
// is smaller is kept.
func TestTrapAStepOnTheScreenIsLeftOut(t *testing.T) {
	wide := charted(t, XmR{KeepOutliers: true}, 1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1).Points[0]
	if p := charted(t, XmR{}, 1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1).Points[0]; !(p.Upper < wide.Upper) || p.Mean != wide.Mean {
		t.Errorf("screened it reaches to %v, and unscreened to %v", p.Upper, wide.Upper)
	}
}

// qicharts2 takes 3 / 1.128 = 2.659574 where Making Data Count takes 2.66.
func TestTrapTheConstantIsRounded(t *testing.T) {
	values := []float64{1, 4, 2, 8, 5, 7, 1, 4, 2, 8, 5, 7, 3}
	ours, theirs := charted(t, XmR{KeepOutliers: true}, values...).Points[0], Individuals(values, false)
	ratio := (ours.Upper - ours.Mean) / (theirs.Upper - theirs.Centre)
	if math.Abs(ratio-2.66*1.128/3) > 1e-12 {
		t.Errorf("the limits differ by %v", ratio)
	}
}

func TestTrapLimitsOfAShareAreNotClipped(t *testing.T) {
	if p := charted(t, XmR{}, 0.02, 0.3, 0.01, 0.25, 0, 0.4, 0.02, 0.3, 0.01, 0.25, 0, 0.4, 0.1).Points[0]; p.Lower >= 0 {
		t.Errorf("the lower limit is %v", p.Lower)
	}
}

// A point beyond the limit is not close to it, so with one that is close it makes
// no two in three.
func TestTrapOneOutsideAndOneCloseAreNotTwoInThree(t *testing.T) {
	if marks := twoOfThree([]bool{false, true, false}, []int8{1, 1, 1}); marks[0] || marks[1] || marks[2] {
		t.Error("one close point of three is marked")
	}
	base := []float64{9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11}
	chart := charted(t, XmR{FixAfter: 12}, append(base, 20, 14.5, 10.5)...)
	got := causesOf(chart)[12:]
	if got[0] != AboveUpper || !chart.Points[13].Close || got[1] != Common || got[2] != Common {
		t.Errorf("they are %v", got)
	}
}

func TestTrapWindowsOfThreeMayNotRunOffTheEnds(t *testing.T) {
	for _, near := range [][]bool{{true, true}, {true}} {
		for _, mark := range twoOfThree(near, []int8{1, 1}[:len(near)]) {
			if mark {
				t.Errorf("%d points make a window of three", len(near))
			}
		}
	}
	if marks := twoOfThree([]bool{true, true, false}, []int8{1, 1, -1}); marks[0] {
		t.Error("a window with a point on the other side is marked")
	}
}

// Seven points are six rises. A tie breaks them.
func TestTrapATieBreaksATrend(t *testing.T) {
	if marks := trendOf([]float64{1, 2, 3, 4, 5, 6, 7}); marks[0] != 1 || marks[6] != 1 {
		t.Error("six rises are no trend")
	}
	for _, mark := range trendOf([]float64{1, 2, 3, 4, 4, 5, 6, 7, 8}) {
		if mark != 0 {
			t.Error("a tie does not break it")
		}
	}
	for _, mark := range trendOf([]float64{1, 2, 3, 4, 5, 6}) {
		if mark != 0 {
			t.Error("six points are a trend")
		}
	}
}

func TestTrapAPointOnTheMeanBreaksAShift(t *testing.T) {
	for _, mark := range oneSide([]int8{1, 1, 1, 0, 1, 1, 1, 1}) {
		if mark != 0 {
			t.Error("the point on the mean is passed over")
		}
	}
}

func TestTrapBelowThirteenPointsLimitsAreOnTrial(t *testing.T) {
	values := []float64{1, 4, 2, 8, 5, 7, 1, 4, 2, 8, 5, 7, 3}
	if !charted(t, XmR{}, values[:12]...).Points[0].Trial || charted(t, XmR{}, values...).Points[0].Trial {
		t.Error("twelve points are enough, or thirteen are not")
	}
}

func TestTrapLimitsAreFixedAfterTwelvePointsAtLeast(t *testing.T) {
	x := XmR{Series: []Observation{{calendar.Must(2012, 1, 1), 1}}, FixAfter: 11}
	if _, err := x.Chart(); err == nil {
		t.Error("they are fixed after 11")
	}
}

// The icon is that of the last point, and far too eager for a verdict: one point
// beyond the limit is special, and nothing sustained.
func TestTrapTheIconIsTooEagerForAVerdict(t *testing.T) {
	values := []float64{9, 11, 10, 9, 12, 8, 11, 10, 9, 11, 12, 8, 10, 9, 11, 10, 9, 12, 8, 11, 10, 9, 9, 20}
	if chart := charted(t, XmR{FixAfter: 14, Improves: Increase}, values...); chart.Variation != Improvement {
		t.Fatalf("the icon is %s", chart.Variation)
	}
	q := Question{Improves: Increase, GoLive: calendar.Must(2012, 1, 1).AddMonths(14)}
	for i, v := range values {
		first := calendar.Must(2012, 1, 1).AddMonths(i)
		q.Points = append(q.Points, VerdictPoint{First: first, Last: first.AddMonths(1).AddDays(-1), Value: v})
	}
	if j, err := Judge(q); err != nil || j.Verdict != NoSignal {
		t.Errorf("the verdict is %s (%v)", j.Verdict, err)
	}
}

// Values on the median count for neither of Anhøj's rules.
func TestTrapPointsOnTheMedianAreDropped(t *testing.T) {
	r := RunsOf([]float64{1, 5, 9, 5, 1, 9, 5, 1, 9})
	if r.Observed != 9 || r.Useful != 6 {
		t.Errorf("%d of %d are useful", r.Useful, r.Observed)
	}
}

// P counts from 1 at the first point after, so the step seen there is b2 + b3.
func TestTrapTheStepOfASegmentedRegressionIsLevelAndChange(t *testing.T) {
	var values []float64
	for i := range 12 {
		values = append(values, float64(i))
	}
	for i := range 8 {
		values = append(values, float64(12+i)+10+2*float64(i)) // a step of 10 at once, and 2 more each time
	}
	fitted, err := InterruptedBy(values, 12)
	if err != nil || math.Abs(fitted.Level.Estimate+fitted.Change.Estimate-10) > 1e-9 || math.Abs(fitted.Change.Estimate-2) > 1e-9 {
		t.Errorf("level %v and change %v (%v)", fitted.Level.Estimate, fitted.Change.Estimate, err)
	}
}

// The centre of a g chart is the median; its spread comes from the mean.
func TestTrapTheCentreOfAGChartIsTheMedian(t *testing.T) {
	if got := CasesBetween([]float64{1, 2, 3, 50, 4}).Centre; got != 3 {
		t.Errorf("it is %v", got)
	}
}

func TestTrapAnIntervalOfAllOrNothingHasAWidth(t *testing.T) {
	if i := Wilson(0, 12); i.Lower != 0 || i.Upper < 0.1 {
		t.Errorf("none of 12: %v", i)
	}
	if i := Wilson(12, 12); i.Upper < 1-1e-12 || i.Lower > 0.9 {
		t.Errorf("12 of 12: %v", i)
	}
}

// A funnel's lines are drawn within 0 and 1, and compared as they are.
func TestTrapAFunnelIsClippedOnlyWhenItIsShown(t *testing.T) {
	band := Funnel{0.95}.Band(5)
	if band.Outer.Upper <= 1 && band.Outer.Lower >= 0 {
		t.Fatalf("its lines are %v", band.Outer)
	}
	if shown := band.Shown().Outer; shown.Upper > 1 || shown.Lower < 0 {
		t.Errorf("shown, they are %v", shown)
	}
}

// Two auditors who are one word apart agree more than two who are three apart,
// and no two of the four words are the same.
func TestTrapGradesAreWeightedByHowFarTheyLieApart(t *testing.T) {
	first := []int{0, 1, 2, 3, 0, 1, 2, 3}
	near, err := Agree(first, []int{1, 1, 2, 3, 0, 1, 2, 3}, 4)
	if err != nil {
		t.Fatal(err)
	}
	far, err := Agree(first, []int{3, 1, 2, 3, 0, 1, 2, 3}, 4)
	if err != nil || !(near.Linear > far.Linear) || near.Linear == 1 {
		t.Errorf("near %v, far %v (%v)", near, far, err)
	}
}

func TestTrapRollingPeriodsAreRefused(t *testing.T) {
	q := Question{Improves: Increase, GoLive: calendar.Must(2013, 1, 1)}
	for i := range 12 {
		first := calendar.Must(2012, 1, 1).AddMonths(i)
		q.Points = append(q.Points, VerdictPoint{First: first, Last: first.AddMonths(3).AddDays(-1), Value: float64(i % 4)})
	}
	if _, err := Judge(q); err == nil || !strings.Contains(err.Error(), "overlaps") {
		t.Errorf("it is %v", err)
	}
}
