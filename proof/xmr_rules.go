package proof

// runOf is how many points make a trend, and a shift to one side of the mean.
const runOf = 7

// seenOf is what the rules look at, of each point of one group.
type seenOf struct {
	values    []float64
	sides     []int8 // of the mean
	near, out []bool // close to a limit, and beyond one
}

// label gives each point of one group the first rule that applies to it. A point
// to which none does is taken to show chance alone already.
func (x XmR) label(points []ChartPoint, seen seenOf) {
	near := seen.near
	trends, twos, shifts := trendOf(seen.values), twoOfThree(near, seen.sides), partOfRun(oneSide(seen.sides))
	for i := range points {
		if !seen.out[i] && trends[i] == 0 && !(twos[i] && near[i]) && !shifts[i] {
			continue
		}
		p := &points[i]
		high := p.Side > 0
		switch {
		case p.Outside && p.Value > p.Upper:
			p.Cause = AboveUpper
		case p.Outside:
			p.Cause = BelowLower
		case trends[i] > 0:
			p.Cause = TrendUp
		case trends[i] < 0:
			p.Cause = TrendDown
		case twos[i] && near[i]:
			p.Cause = oneOf(high, TwoOfThreeHigh, TwoOfThreeLow)
		default:
			p.Cause = oneOf(high, SevenAbove, SevenBelow)
		}
		p.Variation = variationOf(p.Cause, x.Improves)
	}
}

func oneOf(first bool, a, b Cause) Cause {
	if first {
		return a
	}
	return b
}

func variationOf(cause Cause, improves Direction) Variation {
	way := cause.way()
	switch {
	case way == 0:
		return CommonCause
	case improves == Neutral && way > 0:
		return NeutralHigh
	case improves == Neutral:
		return NeutralLow
	case way == int(improves):
		return Improvement
	}
	return Concern
}

// oneSide marks the points at which seven in a row have been on one side of
// the mean. A point on the mean breaks a run.
func oneSide(sides []int8) []int8 {
	marks, run := make([]int8, len(sides)), 0
	for i, side := range sides {
		switch {
		case side == 0:
			run = 0
		case i > 0 && side == sides[i-1]:
			run++
		default:
			run = 1
		}
		if run >= runOf {
			marks[i] = 1
		}
	}
	return marks
}

// steadyTrend marks the points at which seven in a row have risen, or fallen,
// each strictly.
func steadyTrend(values []float64) []int8 {
	marks, run, way := make([]int8, len(values)), 1, 0
	for i := 1; i < len(values); i++ {
		step := sign(values[i] - values[i-1])
		switch {
		case step == 0:
			run = 1
		case step == way:
			run++
		default:
			run = 2
		}
		way = step
		if run >= runOf {
			marks[i] = int8(step) //nolint:gosec // -1, 0 or 1
		}
	}
	return marks
}

// partOfRun spreads each mark over the seven points that end at it.
func partOfRun(marks []int8) []bool {
	part := make([]bool, len(marks))
	for i, mark := range marks {
		for j := i; mark != 0 && j > i-runOf && !part[j]; j-- { // what lies before a marked point is marked with it
			part[j] = true
		}
	}
	return part
}

// trendOf is the direction of the trend that each point is in, and 0 for none.
// The point where a rise becomes a fall goes on with the next one when that is
// in a trend as well.
func trendOf(values []float64) []int8 {
	in := partOfRun(steadyTrend(values))
	ways := make([]int8, len(values))
	for i := range values {
		if !in[i] {
			continue
		}
		if i+1 < len(values) && in[i+1] {
			ways[i] = int8(sign(values[i+1] - values[i])) //nolint:gosec // -1, 0 or 1
		}
		if ways[i] == 0 && i > 0 {
			ways[i] = int8(sign(values[i] - values[i-1])) //nolint:gosec // -1, 0 or 1
		}
	}
	return ways
}

// twoOfThree marks the points of each window of three that lie on one side of
// the mean with two or more of them close to the limit. Which of the marked
// are labelled is for the caller: the close ones.
func twoOfThree(near []bool, sides []int8) []bool {
	marks := make([]bool, len(near))
	for i := 2; i < len(near); i++ {
		if sides[i] == 0 || sides[i] != sides[i-1] || sides[i] != sides[i-2] {
			continue
		}
		if near[i] && near[i-1] || near[i] && near[i-2] || near[i-1] && near[i-2] {
			marks[i-2], marks[i-1], marks[i] = true, true, true
		}
	}
	return marks
}
