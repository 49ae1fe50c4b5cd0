package proof

import (
	"math"
	"slices"

	"throughline/calendar"
)

// Direction is which way a measure improves.
type Direction int

// The directions. Neutral is neither: a change is worth seeing, and nobody
// says that it is good or bad.
const (
	Decrease Direction = -1
	Neutral  Direction = 0
	Increase Direction = 1
)

// Observation is one value of a series, on the day that its period is known by.
type Observation struct {
	On    calendar.Date
	Value float64
}

// XmR is what an XmR chart is asked for, by NHS England's "Making Data Count"
// rules.
type XmR struct {
	Series []Observation
	// Rebase are the days on which limits begin anew. Each must be a day of
	// the series; its point is the first of the new group. In the product a
	// rebase always has a recorded decision behind it.
	Rebase []calendar.Date
	// FixAfter takes each group's limits from its first points only; 0 takes
	// them from all.
	FixAfter int
	Improves Direction
	Target   *float64
	// KeepOutliers leaves moving ranges of any size in the average; otherwise
	// those of 3.267 times the average or more are left out, once.
	KeepOutliers bool
}

// Cause is what a point of a chart shows, by the first rule that applies.
type Cause string

// The causes, from the rule that goes first to the one that goes last.
const (
	AboveUpper     Cause = "Above UCL"
	BelowLower     Cause = "Below LCL"
	TrendUp        Cause = "7 Point Trend (Increasing)"
	TrendDown      Cause = "7 Point Trend (Decreasing)"
	TwoOfThreeHigh Cause = "2 in 3 Above CL"
	TwoOfThreeLow  Cause = "2 in 3 Below CL"
	SevenAbove     Cause = "7 Points Above CL"
	SevenBelow     Cause = "7 Points Below CL"
	Common         Cause = "Common Cause"
)

func (c Cause) way() int {
	switch c {
	case AboveUpper, TrendUp, TwoOfThreeHigh, SevenAbove:
		return 1
	case BelowLower, TrendDown, TwoOfThreeLow, SevenBelow:
		return -1
	case Common:
	}
	return 0
}

// Variation is what a point says of the measure.
type Variation string

// The variations.
const (
	CommonCause Variation = "common_cause"
	Improvement Variation = "special_cause_improvement"
	Concern     Variation = "special_cause_concern"
	NeutralHigh Variation = "special_cause_neutral_high"
	NeutralLow  Variation = "special_cause_neutral_low"
)

// Assurance is whether a target would be met by the process as it is.
type Assurance string

// The assurances. NoAssurance stands where there is no target, no direction
// or no limits.
const (
	NoAssurance     Assurance = ""
	ConsistentPass  Assurance = "consistent_pass"
	ConsistentFail  Assurance = "consistent_fail"
	HitAndMiss      Assurance = "inconsistent"
	leastFix                  = 12
	enoughForLimits           = 13 // below it limits are on trial (the package's default, and the official tool's)
)

// ChartPoint is one point of an XmR chart. Limits are NaN where there are none.
type ChartPoint struct {
	Observation
	Group                int // 0 for the first, and one more from each rebase on
	Mean, Lower, Upper   float64
	Side                 int // of the mean: 1 above, -1 below, 0 on it
	Outside, Close       bool
	Cause                Cause
	Variation            Variation
	Trial                bool // too few points in the group for limits that can be relied on
	nearLower, nearUpper float64
}

// Limited says whether the point has limits.
func (p ChartPoint) Limited() bool { return finite(p.Lower, p.Upper) }

// XmRChart is a chart's points in the order of their days, and its two icons.
type XmRChart struct {
	Points    []ChartPoint
	Variation Variation // of the last point
	Assurance Assurance
}

// Chart works the chart out. It refuses an empty series, a value that is no
// number, two values on one day, a rebase on a day that has no value, and
// limits fixed after fewer than 12 points.
func (x XmR) Chart() (XmRChart, error) {
	if err := x.check(); err != nil {
		return XmRChart{}, err
	}
	series, err := x.inOrder()
	if err != nil {
		return XmRChart{}, err
	}
	chart := XmRChart{Points: make([]ChartPoint, len(series))}
	for group, from := 0, 0; from < len(series); group++ {
		to := len(series)
		for at := from + 1; len(x.Rebase) > 0 && at < to; at++ {
			if slices.Contains(x.Rebase, series[at].On) {
				to = at
			}
		}
		x.group(chart.Points[from:to], series[from:to], group)
		from = to
	}
	if slices.Contains(x.Rebase, series[0].On) { // a rebase on the first day begins group 1 with it
		for i := range chart.Points {
			chart.Points[i].Group++
		}
	}
	last := chart.Points[len(chart.Points)-1]
	chart.Variation = last.Variation
	chart.Assurance = x.assurance(last)
	return chart, nil
}

func (x XmR) check() error {
	if len(x.Series) == 0 {
		return refuse("There is no value to chart.")
	}
	if x.FixAfter != 0 && x.FixAfter < leastFix {
		return refuse("Limits can be fixed after %d points or more, not after %d.", leastFix, x.FixAfter)
	}
	for _, o := range x.Series {
		if math.IsNaN(o.Value) || math.IsInf(o.Value, 0) {
			return refuse("The value on %s is no number.", o.On.Long())
		}
	}
	return nil
}

// inOrder gives the series by its days. It refuses two values on one day, and a
// rebase on a day that has none.
func (x XmR) inOrder() ([]Observation, error) {
	series := x.Series
	if !slices.IsSortedFunc(series, byDay) {
		series = slices.SortedFunc(slices.Values(series), byDay)
	}
	for i := 1; i < len(series); i++ {
		if series[i].On == series[i-1].On {
			return nil, refuse("There are two values on %s. A chart takes one for each period.", series[i].On.Long())
		}
	}
	for _, day := range x.Rebase {
		if _, has := slices.BinarySearchFunc(series, Observation{On: day}, byDay); !has {
			return nil, refuse("Limits can't begin anew on %s: the series has no value on that day.", day.Long())
		}
	}
	return series, nil
}

func byDay(a, b Observation) int { return placeOf(a.On) - placeOf(b.On) }

// placeOf is a number that is larger for a later day.
func placeOf(d calendar.Date) int { return d.Year<<9 | int(d.Month)<<5 | d.Day }

// The constants of an XmR chart, as Making Data Count gives them.
const (
	limitsPerRange = 2.66
	screenedFrom   = 3.267
)

// group fills in the points of one group.
func (x XmR) group(points []ChartPoint, series []Observation, number int) {
	values := make([]float64, len(series))
	for i, o := range series {
		values[i] = o.Value
	}
	baseline := values
	if x.FixAfter > 0 && x.FixAfter < len(values) {
		baseline = values[:x.FixAfter]
	}
	centre, ranges := mean(baseline), gaps(baseline)
	average := mean(ranges)
	if !x.KeepOutliers {
		all := average
		average = mean(slices.DeleteFunc(ranges, func(r float64) bool { return !(r < screenedFrom*all) }))
	}
	reach := limitsPerRange * average
	like := ChartPoint{
		Group: number, Mean: centre, Trial: len(series) < enoughForLimits, Lower: centre - reach, Upper: centre + reach,
		nearLower: centre - limitsPerRange*2/3*average, nearUpper: centre + limitsPerRange*2/3*average, Cause: Common, Variation: CommonCause,
	}
	seen := seenOf{values: values, sides: make([]int8, len(values)), near: make([]bool, len(values)), out: make([]bool, len(values))}
	for i, v := range values {
		side := sign(v - centre)
		seen.sides[i] = int8(side) //nolint:gosec // -1, 0 or 1
		seen.out[i] = v > like.Upper || v < like.Lower
		seen.near[i] = !seen.out[i] && (v < like.nearLower || v > like.nearUpper)
		p := &points[i]
		*p = like
		p.Observation, p.Side, p.Outside, p.Close = series[i], side, seen.out[i], seen.near[i]
	}
	x.label(points, seen)
}

func (x XmR) assurance(last ChartPoint) Assurance {
	if x.Target == nil || x.Improves == Neutral || !last.Limited() {
		return NoAssurance
	}
	switch {
	case *x.Target > last.Upper:
		return map[Direction]Assurance{Increase: ConsistentFail, Decrease: ConsistentPass}[x.Improves]
	case *x.Target < last.Lower:
		return map[Direction]Assurance{Increase: ConsistentPass, Decrease: ConsistentFail}[x.Improves]
	}
	return HitAndMiss
}

// Near is the lower and upper line beyond which a point is close to a limit.
func (p ChartPoint) Near() (lower, upper float64) { return p.nearLower, p.nearUpper }

// Width is how far apart the limits are, and NaN where there are none.
func (p ChartPoint) Width() float64 {
	if !p.Limited() {
		return math.NaN()
	}
	return p.Upper - p.Lower
}
