package proof

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
)

// Term is one term of a segmented regression.
type Term struct {
	Estimate  float64
	SE        float64 // by ordinary least squares
	P         float64 // two-sided, by ordinary least squares
	NeweyWest float64 // the standard error that allows for correlation up to three periods apart
	Adjusted  float64 // the same, made larger for few points
}

// Interrupted is a segmented regression of a series that something interrupted:
//
//	y = intercept + slope·t + level·D + change·P
//
// with t = 1…n, D = 1 from the first point after, and P = 1, 2, … from that
// point, so that the step seen on it is level plus change. It indicates, and
// never proves: intervals of short series are too narrow.
type Interrupted struct {
	Intercept, Slope, Level, Change Term
	Sigma, R2                       float64
	Freedom                         int
	DurbinWatson, Lag1              float64 // of the residuals
	Fitted, Counterfactual          float64 // at the last point: as fitted, and as if nothing had happened
}

// What a series needs on each side of the interruption.
const (
	leastBefore = 12
	leastAfter  = 8
	lags        = 3
)

// InterruptedBy fits a series interrupted at a place, counted from 0: the first
// point after. It refuses fewer than 12 points before or 8 after.
func InterruptedBy(values []float64, first int) (Interrupted, error) {
	if first < leastBefore || len(values)-first < leastAfter {
		return Interrupted{}, refuse("An interrupted series needs %d points before and %d after; this one has %d and %d.",
			leastBefore, leastAfter, max(0, min(first, len(values))), max(0, len(values)-first))
	}
	if !finite(values...) {
		return Interrupted{}, refuse("A value of the series is no number.")
	}
	return fit(values, first), nil
}

const terms = 4

// Segments fits a series as InterruptedBy does, however short, so that its
// arithmetic can be compared with other programs': at least two points on each
// side and five in all. No verdict is given from it.
func Segments(values []float64, first int) (Interrupted, error) {
	if first < 2 || len(values)-first < 2 || len(values) <= terms {
		return Interrupted{}, refuse("Two lines take at least 2 points before and 2 after, and 5 in all; this series has %d and %d.", max(0, min(first, len(values))), max(0, len(values)-first))
	}
	if !finite(values...) {
		return Interrupted{}, refuse("A value of the series is no number.")
	}
	return fit(values, first), nil
}

func fit(values []float64, first int) Interrupted {
	n := len(values)
	x := mat.NewDense(n, terms, nil)
	for i := range n {
		row := []float64{1, float64(i + 1), 0, 0}
		if i >= first {
			row[2], row[3] = 1, float64(i-first+1)
		}
		x.SetRow(i, row)
	}
	var qr mat.QR
	qr.Factorize(x)
	var b mat.Dense
	if err := qr.SolveTo(&b, false, mat.NewDense(n, 1, values)); err != nil {
		return Interrupted{} // the columns of such a design always differ
	}
	residuals := make([]float64, n)
	var fitted mat.Dense
	fitted.Mul(x, &b)
	for i, v := range values {
		residuals[i] = v - fitted.At(i, 0)
	}
	squares := sum(products(residuals, residuals, 0))
	freedom := n - terms
	out := Interrupted{Freedom: freedom, Sigma: math.Sqrt(squares / float64(freedom)), Fitted: fitted.At(n-1, 0)}
	centre := mean(values)
	spread := make([]float64, n)
	for i, v := range values {
		spread[i] = (v - centre) * (v - centre)
	}
	out.R2 = 1 - squares/sum(spread)
	steps := make([]float64, 0, n)
	for i := 1; i < n; i++ {
		steps = append(steps, (residuals[i]-residuals[i-1])*(residuals[i]-residuals[i-1]))
	}
	out.DurbinWatson, out.Lag1 = sum(steps)/squares, sum(products(residuals, residuals, 1))/squares
	out.Counterfactual = b.At(0, 0) + b.At(1, 0)*float64(n)

	var bread mat.Dense
	var cross mat.Dense
	cross.Mul(x.T(), x)
	if err := bread.Inverse(&cross); err != nil {
		return Interrupted{}
	}
	robust := neweyWest(x, residuals, &bread)
	for i, term := range []*Term{&out.Intercept, &out.Slope, &out.Level, &out.Change} {
		se := out.Sigma * math.Sqrt(bread.At(i, i))
		nw := math.Sqrt(robust.At(i, i))
		*term = Term{b.At(i, 0), se, twoSided(b.At(i, 0)/se, float64(freedom)), nw, nw * math.Sqrt(float64(n)/float64(freedom))}
	}
	return out
}

func products(a, b []float64, lag int) []float64 {
	all := make([]float64, 0, len(a))
	for i := lag; i < len(a); i++ {
		all = append(all, a[i]*b[i-lag])
	}
	return all
}

// neweyWest is the covariance of the terms with Bartlett's weights.
func neweyWest(x *mat.Dense, residuals []float64, bread *mat.Dense) *mat.Dense {
	n := len(residuals)
	meat := mat.NewDense(terms, terms, nil)
	for lag := 0; lag <= lags; lag++ {
		weight := 1 - float64(lag)/(lags+1)
		if lag == 0 {
			weight /= 2 // it is added with its mirror below
		}
		for i := lag; i < n; i++ {
			for r := range terms {
				for c := range terms {
					v := weight * residuals[i] * residuals[i-lag] * x.At(i, r) * x.At(i-lag, c)
					meat.Set(r, c, meat.At(r, c)+v)
					meat.Set(c, r, meat.At(c, r)+v)
				}
			}
		}
	}
	var half, whole mat.Dense
	half.Mul(bread, meat)
	whole.Mul(&half, bread)
	return &whole
}

// twoSided is the chance of Student's t as far from 0 as this, or farther.
func twoSided(t, freedom float64) float64 {
	return mathext.RegIncBeta(freedom/2, 0.5, freedom/(freedom+t*t))
}
