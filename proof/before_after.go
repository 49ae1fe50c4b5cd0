package proof

import "math"

// Comparison is a proportion before and after.
type Comparison struct {
	Difference float64  // after less before
	Interval   Interval // of the difference, at 95%, by Newcombe's tenth method
	Fisher     float64  // the exact two-sided chance of a difference as unlikely as this, if nothing changed
}

// BeforeAndAfter compares two audits' counts. It refuses a count that is not
// whole, or is more than there were, or of nobody.
func BeforeAndAfter(before, after Counted) (Comparison, error) {
	for _, c := range []Counted{before, after} {
		if c.All < 1 || c.Of < 0 || c.Of > c.All || c.Of != math.Trunc(c.Of) || c.All != math.Trunc(c.All) {
			return Comparison{}, refuse("%v of %v can't be compared: give whole numbers, the first no more than the second.", c.Of, c.All)
		}
	}
	p1, p2 := before.Share(), after.Share()
	w1, w2 := Wilson(before.Of, before.All), Wilson(after.Of, after.All)
	d := p2 - p1
	return Comparison{d, Interval{
		d - math.Hypot(p2-w2.Lower, w1.Upper-p1),
		d + math.Hypot(w2.Upper-p2, p1-w1.Lower),
	}, fisher(before, after)}, nil
}

// slack keeps tables that are as likely as the one seen, but for rounding, in
// the sum, as R does.
const slack = 1 + 1e-7

func fisher(a, b Counted) float64 {
	of := a.Of + b.Of
	chance := func(x float64) float64 {
		return math.Exp(choose(a.All, x) + choose(b.All, of-x) - choose(a.All+b.All, of))
	}
	seen := chance(a.Of)
	var chances []float64
	for x := math.Max(0, of-b.All); x <= math.Min(a.All, of); x++ {
		if p := chance(x); p <= seen*slack {
			chances = append(chances, p)
		}
	}
	return math.Min(1, sum(chances))
}

// choose is the logarithm of the number of ways to choose k of n.
func choose(n, k float64) float64 {
	gamma := func(v float64) float64 { g, _ := math.Lgamma(v + 1); return g }
	return gamma(n) - gamma(k) - gamma(n-k)
}
