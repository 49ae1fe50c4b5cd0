package proof

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Interval is a lower and an upper bound.
type Interval struct{ Lower, Upper float64 }

// Wilson is the interval of a proportion at 95%, which stands beside every
// percentage shown. It is NaN of nobody.
func Wilson(of, all float64) Interval { return wilson(of, all, z95) }

// Wilson998 is the same at 99.8%.
func Wilson998(of, all float64) Interval { return wilson(of, all, z998) }

func wilson(x, n, z float64) Interval {
	reach, below := z*math.Sqrt(z*z+4*x*(1-x/n)), 2*(n+z*z)
	return Interval{math.Max(0, (2*x+z*z-reach)/below), math.Min(1, (2*x+z*z+reach)/below)}
}

// Byar is the interval of a count at 95%, by Byar's approximation. A count of 0
// has 0 below.
func Byar(count float64) Interval {
	cube := func(v float64) float64 { return v * v * v }
	upper := (count + 1) * cube(1-1/(9*(count+1))+z95/(3*math.Sqrt(count+1)))
	if count == 0 {
		return Interval{0, upper}
	}
	return Interval{count * cube(1-1/(9*count)-z95/(3*math.Sqrt(count))), upper}
}

// PoissonLimits are the expected counts that one seen would just be outside of,
// at 2.5% and at 0.1% on each side.
func PoissonLimits(seen float64) (two, three Interval) {
	return poisson(seen, 0.025), poisson(seen, 0.001)
}

func poisson(seen, tail float64) Interval {
	limits := Interval{Upper: halving(seen, func(expected float64) bool { return mathext.GammaIncRegComp(seen+1, expected) < tail })}
	if seen > 0 {
		limits.Lower = halving(seen, func(expected float64) bool { return mathext.GammaIncReg(seen, expected) > tail })
	}
	return limits
}

// halving looks for the expected count as published tools do: by halving the
// share it has of itself and one more than was seen, to a ten-millionth. A
// search to the last digit would differ from their figures in the seventh.
func halving(seen float64, tooMuch func(expected float64) bool) float64 {
	share := 0.5
	at := func() float64 { return (seen + 1) * share / (1 - share) }
	for step := 0.5; step > 1e-7; {
		step /= 2
		if tooMuch(at()) {
			share -= step
		} else {
			share += step
		}
	}
	return at()
}
