package proof

import "math"

// Limits are a centre line and the lines to each side of it.
type Limits struct{ Centre, Lower, Upper float64 }

// rangesToSigma makes a standard deviation of an average moving range (d2 of
// two points). With it an individuals chart is some hundredths of a per cent
// narrower than an XmR chart, whose 2.66 is rounded.
const rangesToSigma = 1.128

// Individuals gives the limits of an individuals chart: the mean, and three
// standard deviations by the average moving range. Screened leaves out, once,
// moving ranges beyond the average's own upper limit of 3.267 times itself.
// The limits are NaN of fewer than two values.
func Individuals(values []float64, screened bool) Limits {
	ranges := gaps(values)
	average := mean(ranges)
	if screened {
		kept := ranges[:0]
		for _, r := range ranges {
			if r < screenedFrom*average {
				kept = append(kept, r)
			}
		}
		average = mean(kept)
	}
	centre, reach := mean(values), 3*average/rangesToSigma
	return Limits{centre, centre - reach, centre + reach}
}

// timeBetween makes times between events lie like a normal distribution
// (Nelson 1994).
const timeBetween = 3.6

// TimesBetween gives the limits of a t chart, for the days between rare
// events: an individuals chart of their 3.6th roots, in days again. A lower
// line that would be under nothing is 0.
func TimesBetween(days []float64) Limits {
	roots := make([]float64, len(days))
	for i, d := range days {
		roots[i] = math.Pow(d, 1/timeBetween)
	}
	l := Individuals(roots, false)
	back := func(v float64) float64 { return math.Pow(math.Max(v, 0), timeBetween) }
	return Limits{back(l.Centre), back(l.Lower), back(l.Upper)}
}

// CasesBetween gives the limits of a g chart, for the number of cases between
// rare events: the median, and three geometric standard deviations from the
// mean. The lower line would always be under nothing, so it is 0.
func CasesBetween(counts []float64) Limits {
	m := mean(counts)
	return Limits{median(counts), 0, m + 3*math.Sqrt(m*(m+1))}
}
