package proof

import "math"

// OverdispersedFunnel is a funnel for large denominators, where teams differ by
// more than chance for many small reasons: its lines hold that as well
// (Spiegelhalter; arcsine, the outer tenths drawn in).
type OverdispersedFunnel struct {
	Average    float64
	Scores     []float64 // each team's distance from the average in its own standard deviations
	Winsorised []float64 // the same with the outer tenths drawn in
	Phi        float64   // how many times more they vary than chance
	Tau2       float64   // what they vary by beyond chance, on the arcsine scale
}

const drawnIn = 0.1 // of each end

// The published method rounds the standard normal's points to six places.
const (
	roundedZ95  = 1.959964
	roundedZ998 = 3.090232
)

// OverdispersedFunnelOf takes the average and the spread of those compared.
func OverdispersedFunnelOf(teams []Counted) OverdispersedFunnel {
	f := OverdispersedFunnel{Average: ratio(teams)}
	centre := math.Asin(math.Sqrt(f.Average))
	weights, squares := make([]float64, len(teams)), make([]float64, len(teams))
	for i, team := range teams {
		s := onArcsine(team.All)
		f.Scores = append(f.Scores, (math.Asin(math.Sqrt(team.Share()))-centre)/s)
		weights[i], squares[i] = 1/(s*s), 1/(s*s*s*s)
	}
	low, high := quantile(f.Scores, drawnIn), quantile(f.Scores, 1-drawnIn)
	spread := make([]float64, len(teams))
	for i, z := range f.Scores {
		z = math.Min(high, math.Max(low, z))
		f.Winsorised, spread[i] = append(f.Winsorised, z), z*z
	}
	n := float64(len(teams))
	f.Phi = mean(spread)
	all := sum(weights)
	f.Tau2 = math.Max(0, (n*f.Phi-(n-1))/(all-sum(squares)/all))
	return f
}

// onArcsine is the standard deviation of a proportion on the arcsine scale.
func onArcsine(all float64) float64 { return 1 / (2 * math.Sqrt(all)) }

// Band gives the lines at a denominator.
func (f OverdispersedFunnel) Band(all float64) FunnelBand {
	centre, s := math.Asin(math.Sqrt(f.Average)), onArcsine(all)
	lines := func(z float64) Interval {
		reach := z * math.Sqrt(s*s+f.Tau2)
		back := func(v float64) float64 { return math.Pow(math.Sin(v), 2) }
		return Interval{back(centre - reach), back(centre + reach)}
	}
	return FunnelBand{lines(roundedZ95), lines(roundedZ998)}
}
