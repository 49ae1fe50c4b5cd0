package cases

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"throughline/proof"
)

type unit struct {
	Team        string   `json:"team"`
	Group       string   `json:"group"`
	Numerator   *float64 `json:"numerator"`
	Denominator *float64 `json:"denominator"`
}

type unitsAsked struct {
	Units []unit `json:"units"`
}

func (q unitsAsked) check() error {
	if len(q.Units) < 2 {
		return errors.New("a funnel compares at least two units. Give them in “units”")
	}
	for i, u := range q.Units {
		err := errors.Join(wanted("numerator", u.Numerator), wanted("denominator", u.Denominator))
		if err == nil {
			err = part(*u.Numerator, *u.Denominator)
		}
		if err != nil {
			return fmt.Errorf("unit %d: %w", i+1, err)
		}
	}
	return nil
}

func (q unitsAsked) teams() []proof.Counted {
	all := make([]proof.Counted, len(q.Units))
	for i, u := range q.Units {
		all[i] = proof.Counted{Of: *u.Numerator, All: *u.Denominator}
	}
	return all
}

type unitAnswer struct {
	Team         string             `json:"team"`
	Lower2       number             `json:"lower_2s"`
	Upper2       number             `json:"upper_2s"`
	Lower3       number             `json:"lower_3s"`
	Upper3       number             `json:"upper_3s"`
	Significance proof.Significance `json:"significance"`
}

// linesAnswer are the lines of a funnel, in percent, at denominators that lie
// closer together where the lines bend.
type linesAnswer struct {
	Population []float64 `json:"Population"`
	Lower2     []number  `json:"lower_2s_limit"`
	Upper2     []number  `json:"upper_2s_limit"`
	Lower3     []number  `json:"lower_3s_limit"`
	Upper3     []number  `json:"upper_3s_limit"`
	Baseline   []number  `json:"baseline"`
}

type funnelAnswer struct {
	Average number       `json:"average"`
	Units   []unitAnswer `json:"units"`
	Lines   linesAnswer  `json:"limits_table"`
}

func funnel(q unitsAsked) (any, error) {
	f := proof.FunnelOf(q.teams())
	a := funnelAnswer{Average: number(f.Average)}
	largest := 0.0
	for i, team := range q.teams() {
		b := f.Band(team.All)
		a.Units = append(a.Units, unitAnswer{q.Units[i].Team, number(b.Inner.Lower), number(b.Inner.Upper), number(b.Outer.Lower), number(b.Outer.Upper), f.Significance(team)})
		largest = max(largest, team.All)
	}
	a.Lines.Population = axis(largest)
	for _, n := range a.Lines.Population {
		b := f.Band(n).Shown()
		a.Lines.Lower2, a.Lines.Upper2 = append(a.Lines.Lower2, number(100*b.Inner.Lower)), append(a.Lines.Upper2, number(100*b.Inner.Upper))
		a.Lines.Lower3, a.Lines.Upper3 = append(a.Lines.Lower3, number(100*b.Outer.Lower)), append(a.Lines.Upper3, number(100*b.Outer.Upper))
		a.Lines.Baseline = append(a.Lines.Baseline, number(100*f.Average))
	}
	return a, nil
}

// axis gives a hundred whole denominators from 1 to a little over the largest,
// each about as many times the one before as the next is.
func axis(largest float64) []float64 {
	const points = 100
	top := max(points, 10*math.Ceil(largest*1.05/10))
	all := []float64{1}
	for i := 1; i < points; i++ {
		last := all[i-1]
		next := math.Floor(math.Pow(top/last, 1/float64(points-i))*last + 0.5)
		all = append(all, max(next, last+1))
	}
	return all
}

type overdispersedLimits struct {
	Denominator float64 `json:"denominator"`
	LL95        number  `json:"ll95"`
	UL95        number  `json:"ul95"`
	LL998       number  `json:"ll998"`
	UL998       number  `json:"ul998"`
}

type overdispersedAnswer struct {
	Target     number                `json:"target"`
	Scores     []number              `json:"uzscore"`
	Winsorised []number              `json:"winsorised"`
	Phi        number                `json:"phi"`
	Tau2       number                `json:"tau2"`
	Limits     []overdispersedLimits `json:"limits"`
}

func overdispersedFunnel(q unitsAsked) (any, error) {
	f := proof.OverdispersedFunnelOf(q.teams())
	a := overdispersedAnswer{number(f.Average), numbers(f.Scores), numbers(f.Winsorised), number(f.Phi), number(f.Tau2), nil}
	for _, team := range q.teams() {
		b := f.Band(team.All)
		a.Limits = append(a.Limits, overdispersedLimits{team.All, number(b.Inner.Lower), number(b.Inner.Upper), number(b.Outer.Lower), number(b.Outer.Upper)})
	}
	return a, nil
}

type observedAsked struct {
	Observed *float64 `json:"observed"`
}

func (q observedAsked) check() error {
	if err := wanted("observed", q.Observed); err != nil {
		return err
	}
	return counted("observed", *q.Observed)
}

func counted(name string, n float64) error {
	if n < 0 || n != math.Trunc(n) {
		return fmt.Errorf("“%s” is %v. A count is a whole number, 0 or more", name, n)
	}
	return nil
}

type poissonAnswer struct {
	TwoLow    number `json:"exp_2s_low"`
	TwoHigh   number `json:"exp_2s_high"`
	ThreeLow  number `json:"exp_3s_low"`
	ThreeHigh number `json:"exp_3s_high"`
}

func poissonLimits(q observedAsked) (any, error) {
	two, three := proof.PoissonLimits(*q.Observed)
	return poissonAnswer{number(two.Lower), number(two.Upper), number(three.Lower), number(three.Upper)}, nil
}

type shareAsked struct {
	X *float64 `json:"x"`
	N *float64 `json:"n"`
}

func (q shareAsked) check() error {
	if err := errors.Join(wanted("x", q.X), wanted("n", q.N)); err != nil {
		return err
	}
	return part(*q.X, *q.N)
}

type wilsonAnswer struct {
	Lower95  number `json:"lower95"`
	Upper95  number `json:"upper95"`
	Lower998 number `json:"lower998"`
	Upper998 number `json:"upper998"`
}

func wilson(q shareAsked) (any, error) {
	a, b := proof.Wilson(*q.X, *q.N), proof.Wilson998(*q.X, *q.N)
	return wilsonAnswer{number(a.Lower), number(a.Upper), number(b.Lower), number(b.Upper)}, nil
}

type countAsked struct {
	X *float64 `json:"x"`
}

func (q countAsked) check() error {
	if err := wanted("x", q.X); err != nil {
		return err
	}
	return counted("x", *q.X)
}

type byarAnswer struct {
	Lower95 number `json:"lower95"`
	Upper95 number `json:"upper95"`
}

func byar(q countAsked) (any, error) {
	a := proof.Byar(*q.X)
	return byarAnswer{number(a.Lower), number(a.Upper)}, nil
}

type beforeAndAfterAsked struct {
	X1 *float64 `json:"x1"`
	N1 *float64 `json:"n1"`
	X2 *float64 `json:"x2"`
	N2 *float64 `json:"n2"`
}

func (q beforeAndAfterAsked) check() error {
	return errors.Join(wanted("x1", q.X1), wanted("n1", q.N1), wanted("x2", q.X2), wanted("n2", q.N2))
}

type beforeAndAfterAnswer struct {
	Difference number `json:"diff"`
	Lower      number `json:"newcombe_lower"`
	Upper      number `json:"newcombe_upper"`
	Fisher     number `json:"fisher_p_two_sided"`
}

func beforeAndAfter(q beforeAndAfterAsked) (any, error) {
	c, err := proof.BeforeAndAfter(proof.Counted{Of: *q.X1, All: *q.N1}, proof.Counted{Of: *q.X2, All: *q.N2})
	if err != nil {
		return nil, err
	}
	return beforeAndAfterAnswer{number(c.Difference), number(c.Interval.Lower), number(c.Interval.Upper), number(c.Fisher)}, nil
}

type interruptedAsked struct {
	Y     series `json:"y"`
	First *int   `json:"intervention_index_1based"`
}

func (q interruptedAsked) check() error {
	if err := q.Y.check("y"); err != nil {
		return err
	}
	if q.First == nil {
		return errors.New("“intervention_index_1based” is missing. Give the number of the first point after, counted from 1")
	}
	return nil
}

type terms struct {
	Intercept number `json:"intercept"`
	T         number `json:"t"`
	D         number `json:"D"`
	P         number `json:"P"`
}

type interruptedAnswer struct {
	Coefficients   terms  `json:"coef"`
	SE             terms  `json:"se_ols"`
	NeweyWest      terms  `json:"se_nw_lag3"`
	Adjusted       terms  `json:"se_nw_lag3_adj"`
	P              terms  `json:"p_ols"`
	Sigma          number `json:"sigma"`
	R2             number `json:"r2"`
	Freedom        int    `json:"df"`
	DurbinWatson   number `json:"durbin_watson"`
	Lag1           number `json:"lag1_acf"`
	Counterfactual number `json:"counterfactual_last"`
	Fitted         number `json:"fitted_last"`
}

func interrupted(q interruptedAsked) (any, error) {
	r, err := proof.Segments(q.Y.values(), *q.First-1)
	if err != nil {
		return nil, err
	}
	each := func(of func(proof.Term) float64) terms {
		return terms{number(of(r.Intercept)), number(of(r.Slope)), number(of(r.Level)), number(of(r.Change))}
	}
	return interruptedAnswer{
		Coefficients: each(func(t proof.Term) float64 { return t.Estimate }), SE: each(func(t proof.Term) float64 { return t.SE }),
		NeweyWest: each(func(t proof.Term) float64 { return t.NeweyWest }), Adjusted: each(func(t proof.Term) float64 { return t.Adjusted }),
		P: each(func(t proof.Term) float64 { return t.P }), Sigma: number(r.Sigma), R2: number(r.R2), Freedom: r.Freedom,
		DurbinWatson: number(r.DurbinWatson), Lag1: number(r.Lag1), Counterfactual: number(r.Counterfactual), Fitted: number(r.Fitted),
	}, nil
}

type agreementAsked struct {
	Auditor   []string `json:"auditor"`
	Moderator []string `json:"moderator"`
}

var grades = []string{"Inadequate", "Requires improvement", "Good", "Outstanding"}

func (q agreementAsked) check() error {
	if len(q.Auditor) != len(q.Moderator) {
		return fmt.Errorf("“auditor” gives %d grades and “moderator” %d. Give both grades of each case", len(q.Auditor), len(q.Moderator))
	}
	for name, given := range map[string][]string{"auditor": q.Auditor, "moderator": q.Moderator} {
		for i, word := range given {
			if !slices.Contains(grades, word) {
				return fmt.Errorf("grade %d of “%s” is “%s”. It must be Inadequate, Requires improvement, Good or Outstanding", i+1, name, word)
			}
		}
	}
	return nil
}

type agreementAnswer struct {
	Agreement number `json:"agreement"`
	Kappa     number `json:"kappa"`
	Linear    number `json:"kappa_linear"`
	Quadratic number `json:"kappa_quadratic"`
}

func agreement(q agreementAsked) (any, error) {
	places := func(words []string) (all []int) {
		for _, w := range words {
			all = append(all, slices.Index(grades, w))
		}
		return all
	}
	a, err := proof.Agree(places(q.Auditor), places(q.Moderator), len(grades))
	if err != nil {
		return nil, err
	}
	return agreementAnswer{number(a.Share), number(a.Kappa), number(a.Linear), number(a.Quadratic)}, nil
}
