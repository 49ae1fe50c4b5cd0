package proof

import "math"

// ChartKind is the chart that a series is judged by.
type ChartKind string

// The kinds.
const (
	XmRKind    ChartKind = "XmR chart"
	PPrimeKind ChartKind = "p′ chart"
	IPrimeKind ChartKind = "I′ chart"
	RunChart   ChartKind = "run chart"
)

const (
	tiedTooOften = 1.0 / 3 // of the baseline's points with one and the same value
	unlikeSize   = 0.25    // by which a denominator may differ from their mean
)

// chart chooses the chart of a series by its baseline, so that the choice can't
// follow from what came after.
func (q Question) chart(before []VerdictPoint) ChartKind {
	switch {
	case oftenTied(before):
		return RunChart
	case !unlike(before):
		return XmRKind
	case q.Share:
		return PPrimeKind
	}
	return IPrimeKind
}

// Why says in a sentence why the chart was chosen.
func (k ChartKind) Why() string {
	switch k {
	case RunChart:
		return "A run chart, because many of the figures from before are the same: it looks at their order alone, and needs no limits."
	case PPrimeKind:
		return "A p′ chart, because the figures are shares of numbers that differ from period to period: a share of few counts for less than a share of many."
	case IPrimeKind:
		return "An I′ chart, because the figures rest on numbers that differ from period to period: one that rests on few counts for less."
	case XmRKind:
		return "An XmR chart, because each figure counts for as much as any other."
	}
	return ""
}

func oftenTied(points []VerdictPoint) bool {
	same, most := map[float64]int{}, 0
	for _, p := range points {
		same[p.Value]++
		most = max(most, same[p.Value])
	}
	return len(points) > 0 && float64(most) >= tiedTooOften*float64(len(points))
}

func unlike(points []VerdictPoint) bool {
	w := weights(points)
	if len(w) == 0 {
		return false
	}
	average := mean(w)
	for _, one := range w {
		if math.Abs(one-average) > unlikeSize*average {
			return true
		}
	}
	return false
}
