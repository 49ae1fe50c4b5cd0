package proof

import (
	"math"
)

// Significance is where a team stands in a funnel.
type Significance string

// The significances. The chance that a team which is no different lies beyond
// the outer line on one side is 1 in 1,000, beyond the inner 1 in 40.
const (
	HighOuter   Significance = "High (0.001)"
	HighInner   Significance = "High (0.025)"
	LowInner    Significance = "Low (0.025)"
	LowOuter    Significance = "Low (0.001)"
	NoDifferent Significance = "Not significant"
)

// FunnelBand is the lines of a funnel at one denominator, as proportions. They
// may lie under 0 or over 1: Shown clips them.
type FunnelBand struct{ Inner, Outer Interval }

// Shown is the band within 0 and 1, as it is drawn.
func (b FunnelBand) Shown() FunnelBand {
	clip := func(i Interval) Interval { return Interval{clamp(i.Lower), clamp(i.Upper)} }
	return FunnelBand{clip(b.Inner), clip(b.Outer)}
}

func clamp(v float64) float64 { return math.Min(1, math.Max(0, v)) }

// Funnel compares teams or agencies with the average of all of them, at their
// own sizes, by the method of the Office for Health Improvement and
// Disparities. It ranks nobody. Counts of 1 to 5 are for the disclosure engine
// to suppress or add up before, and are not tested.
type Funnel struct{ Average float64 }

// FunnelOf takes the average of those compared.
func FunnelOf(teams []Counted) Funnel { return Funnel{ratio(teams)} }

// Band gives the lines at a denominator.
func (f Funnel) Band(all float64) FunnelBand {
	return FunnelBand{f.lines(all, z95), f.lines(all, z998)}
}

func (f Funnel) lines(n, z float64) Interval {
	p, k := f.Average, z*z
	a, below := p*(n/k+1), 1/k+1/n
	b := math.Sqrt(math.Pow(8*a, 2)-64*below*p*(n*(p*(n/k+2)-1)+k*(p-1))) / 8
	return Interval{(a - b) / below / n, (a + b) / below / n}
}

// Significance says where a team lies. On a line is inside it.
func (f Funnel) Significance(team Counted) Significance {
	share, band := team.Share(), f.Band(team.All)
	switch {
	case share > band.Outer.Upper:
		return HighOuter
	case share < band.Outer.Lower:
		return LowOuter
	case share > band.Inner.Upper:
		return HighInner
	case share < band.Inner.Lower:
		return LowInner
	}
	return NoDifferent
}
