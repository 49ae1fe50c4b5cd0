package proof

import "math"

// Counted is what was counted in one period: how many of how many.
type Counted struct{ Of, All float64 }

// Share is the period's proportion, NaN of nobody.
func (c Counted) Share() float64 { return c.Of / c.All }

// Banded is a chart whose limits widen where there is less to count.
type Banded struct {
	Centre float64
	Bands  []Limits // one for each period
}

// ratio is all that was counted of all there was.
func ratio(periods []Counted) float64 {
	of, all := make([]float64, len(periods)), make([]float64, len(periods))
	for i, p := range periods {
		of[i], all[i] = p.Of, p.All
	}
	return sum(of) / sum(all)
}

func band(periods []Counted, centre float64, reach func(Counted) float64, lowest, highest float64) Banded {
	b := Banded{centre, make([]Limits, len(periods))}
	for i, p := range periods {
		r := reach(p)
		b.Bands[i] = Limits{centre, math.Max(lowest, centre-r), math.Min(highest, centre+r)}
	}
	return b
}

// Proportions is a p chart: each period's share beside the share of all, with
// three binomial standard deviations, within 0 and 1.
func Proportions(periods []Counted) Banded {
	p := ratio(periods)
	return band(periods, p, func(c Counted) float64 { return 3 * math.Sqrt(p*(1-p)/c.All) }, 0, 1)
}

// ProportionsOverdispersed is Laney's p' chart: a p chart whose limits also
// hold how much shares vary from one period to the next.
func ProportionsOverdispersed(periods []Counted) Banded {
	p := ratio(periods)
	sigma := func(c Counted) float64 { return math.Sqrt(p * (1 - p) / c.All) }
	return band(periods, p, func(c Counted) float64 { return 3 * sigma(c) * between(periods, p, sigma) }, 0, 1)
}

// Rates is a u chart: each period's rate beside the rate of all, with three
// Poisson standard deviations, from 0.
func Rates(periods []Counted) Banded {
	u := ratio(periods)
	return band(periods, u, func(c Counted) float64 { return 3 * math.Sqrt(u/c.All) }, 0, math.Inf(1))
}

// RatesOverdispersed is Laney's u' chart.
func RatesOverdispersed(periods []Counted) Banded {
	u := ratio(periods)
	sigma := func(c Counted) float64 { return math.Sqrt(u / c.All) }
	return band(periods, u, func(c Counted) float64 { return 3 * sigma(c) * between(periods, u, sigma) }, 0, math.Inf(1))
}

// between is how many times more shares vary from period to period than
// chance alone would make them.
func between(periods []Counted, centre float64, sigma func(Counted) float64) float64 {
	z := make([]float64, len(periods))
	for i, p := range periods {
		z[i] = (p.Share() - centre) / sigma(p)
	}
	return mean(gaps(z)) / rangesToSigma
}

// Weighted is Taylor's I' chart: an individuals chart for periods of unequal
// size, which takes no distribution for granted. Its limits are not clipped.
func Weighted(periods []Counted) Banded {
	centre := ratio(periods)
	spread := make([]float64, 0, len(periods))
	for i := 1; i < len(periods); i++ {
		was, is := periods[i-1], periods[i]
		spread = append(spread, math.Sqrt(math.Pi/2)*math.Abs(is.Share()-was.Share())/math.Sqrt(1/was.All+1/is.All))
	}
	average := mean(spread)
	return band(periods, centre, func(c Counted) float64 { return 3 * average * math.Sqrt(1/c.All) }, math.Inf(-1), math.Inf(1))
}
