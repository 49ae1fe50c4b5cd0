package proof

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Runs is a run chart and what Anhøj's two rules say of it.
type Runs struct {
	Median       float64
	Observed     int // values
	Useful       int // those off the median
	LongestRun   int
	LongestMax   int // the longest that chance would commonly give
	Crossings    int // of the median
	CrossingsMin int // the fewest that chance would commonly give
	Signal       bool
}

// RunsOf looks at a series in order. Values on the median count for neither
// rule. It works from about ten values, whatever their distribution; with no
// value off the median there is no signal to be had.
func RunsOf(values []float64) Runs {
	r := Runs{Median: median(values), Observed: len(values)}
	run, last := 0, 0
	for _, v := range values {
		side := sign(v - r.Median)
		if side == 0 {
			continue
		}
		r.Useful++
		switch {
		case side == last:
			run++
		case last != 0:
			r.Crossings++
			run = 1
		default:
			run = 1
		}
		last = side
		r.LongestRun = max(r.LongestRun, run)
	}
	if r.Useful == 0 {
		return r
	}
	r.LongestMax = int(math.RoundToEven(math.Log2(float64(r.Useful)))) + 3
	r.CrossingsMin = fewest(0.05, r.Useful-1)
	r.Signal = r.LongestRun > r.LongestMax || r.Crossings < r.CrossingsMin
	return r
}

// fewest is the smallest count that n throws of a coin fall to or under with
// at least this chance.
func fewest(chance float64, n int) int {
	if n == 0 {
		return 0
	}
	coin := distuv.Binomial{N: float64(n), P: 0.5}
	for k := range n {
		if coin.CDF(float64(k)) >= chance {
			return k
		}
	}
	return n
}
