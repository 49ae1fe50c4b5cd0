package proof

import (
	"math"
	"slices"
)

// sum adds without losing what a plain sum would round away (Neumaier), so
// that a point that equals the mean of its series is seen to.
func sum(values []float64) float64 {
	var total, lost float64
	for _, v := range values {
		next := total + v
		if math.Abs(total) >= math.Abs(v) {
			lost += total - next + v
		} else {
			lost += v - next + total
		}
		total = next
	}
	return total + lost
}

// mean is NaN of nothing.
func mean(values []float64) float64 { return sum(values) / float64(len(values)) }

// median is NaN of nothing.
func median(values []float64) float64 { return quantile(values, 0.5) }

// quantile interpolates between the two nearest of the sorted values, as R's
// type 7 does. It is NaN of nothing.
func quantile(values []float64, p float64) float64 {
	if len(values) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(values))
	place := p * float64(len(sorted)-1)
	below := math.Floor(place)
	at := int(below)
	if at+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	share := place - below
	return sorted[at] + share*(sorted[at+1]-sorted[at])
}

// gaps are the sizes of the steps from each value to the next.
func gaps(values []float64) []float64 {
	steps := make([]float64, 0, len(values))
	for i := 1; i < len(values); i++ {
		steps = append(steps, math.Abs(values[i]-values[i-1]))
	}
	return steps
}

func sign(v float64) int {
	switch {
	case v > 0:
		return 1
	case v < 0:
		return -1
	}
	return 0
}

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
