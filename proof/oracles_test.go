package proof

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

func TestIndividualsAgreeWithTheReference(t *testing.T) {
	type expected struct {
		CL          number `json:"cl"`
		Lower       number `json:"lcl"`
		Upper       number `json:"ucl"`
		ScreenLower number `json:"screened_lcl"`
		ScreenUpper number `json:"screened_ucl"`
	}
	for _, c := range cases[struct{ Y []float64 }, expected](t, "i.json", 9) {
		plain, screened := Individuals(c.Input.Y, false), Individuals(c.Input.Y, true)
		sameAll(t, c.ID, []float64{plain.Centre, plain.Lower, plain.Upper, screened.Lower, screened.Upper},
			[]number{c.Expected.CL, c.Expected.Lower, c.Expected.Upper, c.Expected.ScreenLower, c.Expected.ScreenUpper})
	}
}

func TestRareEventsAgreeWithTheReference(t *testing.T) {
	type expected struct {
		TCL  number    `json:"t_cl"`
		TLow number    `json:"t_lcl"`
		TUp  number    `json:"t_ucl"`
		G    []float64 `json:"g_y"`
		GCL  number    `json:"g_cl"`
		GUp  number    `json:"g_ucl"`
	}
	for _, c := range cases[struct{ Y []float64 }, expected](t, "rare.json", 3) {
		between, counts := TimesBetween(c.Input.Y), CasesBetween(c.Expected.G)
		sameAll(t, c.ID, []float64{between.Centre, between.Lower, between.Upper, counts.Centre, counts.Upper},
			[]number{c.Expected.TCL, c.Expected.TLow, c.Expected.TUp, c.Expected.GCL, c.Expected.GUp})
		if counts.Lower != 0 {
			t.Errorf("%s: a count between events has a lower line of %v", c.ID, counts.Lower)
		}
	}
}

func TestProportionsAgreeWithTheReference(t *testing.T) {
	type input struct{ X, N []float64 }
	for _, c := range cases[input, map[string]any](t, "proportions.json", 9) {
		periods := make([]Counted, len(c.Input.X))
		for i := range periods {
			periods[i] = Counted{c.Input.X[i], c.Input.N[i]}
		}
		numbers := func(name string) (all []number) {
			list, ok := c.Expected[name].([]any)
			if !ok {
				t.Fatalf("%s: the reference has no %s", c.ID, name)
			}
			for _, v := range list {
				figure, ok := v.(float64)
				if !ok {
					t.Fatalf("%s: %v of %s is no number", c.ID, v, name)
				}
				all = append(all, number(figure))
			}
			return all
		}
		for name, chart := range map[string]Banded{
			"p": Proportions(periods), "pp": ProportionsOverdispersed(periods), "u": Rates(periods), "ip": Weighted(periods),
		} {
			var lower, upper []float64
			for _, b := range chart.Bands {
				lower, upper = append(lower, b.Lower), append(upper, b.Upper)
			}
			sameAll(t, c.ID+" "+name+" lower", lower, numbers(name+"_lcl"))
			sameAll(t, c.ID+" "+name+" upper", upper, numbers(name+"_ucl"))
			if centre, ok := c.Expected[name+"_cl"].(float64); ok {
				same(t, c.ID+" "+name+" centre", chart.Centre, number(centre))
			}
		}
	}
}

// Where shares vary just as chance would have them, Laney's charts are the
// plain ones; where they vary more, they are wider by the same for each period.
func TestOverdispersionWidensEveryBandAlike(t *testing.T) {
	periods := []Counted{{400, 1000}, {530, 1100}, {370, 950}, {560, 1200}, {400, 1050}, {480, 980}}
	for name, pair := range map[string][2]Banded{
		"p": {Proportions(periods), ProportionsOverdispersed(periods)}, "u": {Rates(periods), RatesOverdispersed(periods)},
	} {
		times := 0.0
		for i := range periods {
			plain, wide := pair[0].Bands[i], pair[1].Bands[i]
			if wide.Upper >= 1 || wide.Lower <= 0 {
				continue
			}
			by := (wide.Upper - wide.Centre) / (plain.Upper - plain.Centre)
			if times == 0 {
				times = by
			}
			if !near(by, times) || by <= 1 {
				t.Errorf("%s: period %d is %v times as wide, the first %v", name, i, by, times)
			}
		}
		if times == 0 {
			t.Errorf("%s: no band was compared", name)
		}
	}
}

func TestRunsAgreeWithTheReference(t *testing.T) {
	type expected struct {
		CL        number `json:"cl"`
		Observed  int    `json:"n_obs"`
		Useful    int    `json:"n_useful"`
		Longest   int    `json:"longest_run"`
		Max       int    `json:"longest_run_max"`
		Crossings int    `json:"n_crossings"`
		Min       int    `json:"n_crossings_min"`
		Signal    bool   `json:"signal"`
	}
	for _, c := range cases[struct{ Y []float64 }, expected](t, "runs.json", 36) {
		got, w := RunsOf(c.Input.Y), c.Expected
		same(t, c.ID, got.Median, w.CL)
		got.Median = 0
		if want := (Runs{0, w.Observed, w.Useful, w.Longest, w.Max, w.Crossings, w.Min, w.Signal}); got != want {
			t.Errorf("%s: got %+v, want %+v", c.ID, got, want)
		}
	}
}

func TestNothingOffTheMedianIsNoSignal(t *testing.T) {
	if got := RunsOf([]float64{4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4}); got.Signal || got.Useful != 0 {
		t.Errorf("a constant series is %+v", got)
	}
}

func TestIntervalsAgreeWithTheReference(t *testing.T) {
	type wilsonBounds struct{ Lower95, Upper95, Lower998, Upper998 number }
	for _, c := range cases[struct{ X, N float64 }, wilsonBounds](t, "wilson.json", 30) {
		a, b := Wilson(c.Input.X, c.Input.N), Wilson998(c.Input.X, c.Input.N)
		sameAll(t, c.ID, []float64{a.Lower, a.Upper, b.Lower, b.Upper}, []number{c.Expected.Lower95, c.Expected.Upper95, c.Expected.Lower998, c.Expected.Upper998})
	}
	type byarBounds struct{ Lower95, Upper95 number }
	for _, c := range cases[struct{ X float64 }, byarBounds](t, "byar.json", 8) {
		got := Byar(c.Input.X)
		sameAll(t, c.ID, []float64{got.Lower, got.Upper}, []number{c.Expected.Lower95, c.Expected.Upper95})
	}
	type poissonBounds struct {
		TwoLow    number `json:"exp_2s_low"`
		TwoHigh   number `json:"exp_2s_high"`
		ThreeLow  number `json:"exp_3s_low"`
		ThreeHigh number `json:"exp_3s_high"`
	}
	for _, c := range cases[struct{ Observed float64 }, poissonBounds](t, "poisson-limits.json", 5) {
		two, three := PoissonLimits(c.Input.Observed)
		sameAll(t, c.ID, []float64{two.Lower, two.Upper, three.Lower, three.Upper},
			[]number{c.Expected.TwoLow, c.Expected.TwoHigh, c.Expected.ThreeLow, c.Expected.ThreeHigh})
	}
}

func TestIntervalsOfNothing(t *testing.T) {
	if got := Wilson(0, 0); finite(got.Lower) || finite(got.Upper) {
		t.Errorf("the interval of nobody is %v", got)
	}
	if got := Byar(0); got.Lower != 0 || !(got.Upper > 0) {
		t.Errorf("the interval of a count of none is %v", got)
	}
}

func TestOnALineOfAFunnelIsInsideIt(t *testing.T) {
	funnel := Funnel{0.4}
	band := funnel.Band(1000)
	for _, c := range []struct {
		share float64
		want  Significance
	}{
		{band.Outer.Upper, HighInner}, {band.Outer.Lower, LowInner}, {band.Inner.Upper, NoDifferent}, {band.Inner.Lower, NoDifferent},
		{band.Outer.Upper + 1e-9, HighOuter}, {band.Inner.Lower - 1e-9, LowInner},
	} {
		if got := funnel.Significance(Counted{c.share * 1000, 1000}); got != c.want {
			t.Errorf("a share of %v is %q, want %q", c.share, got, c.want)
		}
	}
}

type funnelUnits struct {
	Units []struct{ Numerator, Denominator float64 }
}

func (u funnelUnits) teams() []Counted {
	all := make([]Counted, len(u.Units))
	for i, unit := range u.Units {
		all[i] = Counted{unit.Numerator, unit.Denominator}
	}
	return all
}

func TestFunnelsAgreeWithTheReference(t *testing.T) {
	type expected struct {
		Average number
		Units   []struct {
			Lower2       number `json:"lower_2s"`
			Upper2       number `json:"upper_2s"`
			Lower3       number `json:"lower_3s"`
			Upper3       number `json:"upper_3s"`
			Significance Significance
		}
		Table struct {
			Population []float64
			Lower2     []number `json:"lower_2s_limit"`
			Upper2     []number `json:"upper_2s_limit"`
			Lower3     []number `json:"lower_3s_limit"`
			Upper3     []number `json:"upper_3s_limit"`
		} `json:"limits_table"`
	}
	for _, c := range cases[funnelUnits, expected](t, "funnel.json", 8) {
		teams := c.Input.teams()
		funnel := FunnelOf(teams)
		same(t, c.ID, funnel.Average, c.Expected.Average)
		for i, team := range teams {
			band, want := funnel.Band(team.All), c.Expected.Units[i]
			sameAll(t, fmt.Sprint(c.ID, " team ", i), []float64{band.Inner.Lower, band.Inner.Upper, band.Outer.Lower, band.Outer.Upper},
				[]number{want.Lower2, want.Upper2, want.Lower3, want.Upper3})
			if got := funnel.Significance(team); got != want.Significance {
				t.Errorf("%s team %d is %q, want %q", c.ID, i, got, want.Significance)
			}
		}
		table := c.Expected.Table
		for i, n := range table.Population {
			band := funnel.Band(n).Shown()
			sameAll(t, fmt.Sprint(c.ID, " of ", n), []float64{100 * band.Inner.Lower, 100 * band.Inner.Upper, 100 * band.Outer.Lower, 100 * band.Outer.Upper},
				[]number{table.Lower2[i], table.Upper2[i], table.Lower3[i], table.Upper3[i]})
		}
	}
}

func TestOverdispersedFunnelsAgreeWithTheReference(t *testing.T) {
	type expected struct {
		Target, Phi, Tau2   number
		Uzscore, Winsorised []number
		Limits              []struct{ Denominator, LL95, UL95, LL998, UL998 number }
	}
	for _, c := range cases[funnelUnits, expected](t, "funnel-od.json", 5) {
		funnel := OverdispersedFunnelOf(c.Input.teams())
		sameAll(t, c.ID, []float64{funnel.Average, funnel.Phi, funnel.Tau2}, []number{c.Expected.Target, c.Expected.Phi, c.Expected.Tau2})
		sameAll(t, c.ID+" scores", funnel.Scores, c.Expected.Uzscore)
		sameAll(t, c.ID+" drawn in", funnel.Winsorised, c.Expected.Winsorised)
		for _, want := range c.Expected.Limits {
			band := funnel.Band(float64(want.Denominator))
			sameAll(t, c.ID, []float64{band.Inner.Lower, band.Inner.Upper, band.Outer.Lower, band.Outer.Upper}, []number{want.LL95, want.UL95, want.LL998, want.UL998})
		}
	}
}

func TestInterruptedSeriesAgreeWithTheReference(t *testing.T) {
	type input struct {
		Y     []float64
		First int `json:"intervention_index_1based"`
	}
	type byTerm struct{ Intercept, T, D, P number }
	type expected struct {
		Coef           byTerm
		SE             byTerm `json:"se_ols"`
		NW             byTerm `json:"se_nw_lag3"`
		Adjusted       byTerm `json:"se_nw_lag3_adj"`
		P              byTerm `json:"p_ols"`
		Sigma, R2      number
		DF             int
		DurbinWatson   number `json:"durbin_watson"`
		Lag1           number `json:"lag1_acf"`
		Counterfactual number `json:"counterfactual_last"`
		Fitted         number `json:"fitted_last"`
	}
	list := func(b byTerm) []number { return []number{b.Intercept, b.T, b.D, b.P} }
	for _, c := range cases[input, expected](t, "its.json", 12) {
		got := fit(c.Input.Y, c.Input.First-1)
		all := []Term{got.Intercept, got.Slope, got.Level, got.Change}
		of := func(get func(Term) float64) (figures []float64) {
			for _, term := range all {
				figures = append(figures, get(term))
			}
			return figures
		}
		w := c.Expected
		sameAll(t, c.ID+" coefficients", of(func(t Term) float64 { return t.Estimate }), list(w.Coef))
		sameAll(t, c.ID+" OLS", of(func(t Term) float64 { return t.SE }), list(w.SE))
		sameAll(t, c.ID+" Newey-West", of(func(t Term) float64 { return t.NeweyWest }), list(w.NW))
		sameAll(t, c.ID+" adjusted", of(func(t Term) float64 { return t.Adjusted }), list(w.Adjusted))
		for i, p := range of(func(t Term) float64 { return t.P }) { // some are as small as 1e-16
			if want := float64(list(w.P)[i]); math.Abs(p-want) > 1e-8*want {
				t.Errorf("%s: the chance of term %d is %g, want %g", c.ID, i, p, want)
			}
		}
		sameAll(t, c.ID, []float64{got.Sigma, got.R2, got.DurbinWatson, got.Lag1, got.Counterfactual, got.Fitted},
			[]number{w.Sigma, w.R2, w.DurbinWatson, w.Lag1, w.Counterfactual, w.Fitted})
		if got.Freedom != w.DF {
			t.Errorf("%s: %d degrees of freedom, want %d", c.ID, got.Freedom, w.DF)
		}
	}
}

func TestShortInterruptedSeriesAreRefused(t *testing.T) {
	values := make([]float64, 20)
	for _, first := range []int{11, 13, -1, 25} {
		if _, err := InterruptedBy(values, first); err == nil {
			t.Errorf("a series of 20 interrupted at %d was fitted", first)
		}
	}
	if _, err := InterruptedBy(values[:20], 12); err != nil {
		t.Error(err)
	}
	if _, err := InterruptedBy(slices.Concat(values, []float64{math.Inf(1)}), 12); err == nil {
		t.Error("a value without end was fitted")
	}
}

func TestBeforeAndAfterAgreesWithTheReference(t *testing.T) {
	type input struct{ X1, N1, X2, N2 float64 }
	type expected struct {
		Diff   number
		Lower  number `json:"newcombe_lower"`
		Upper  number `json:"newcombe_upper"`
		Fisher number `json:"fisher_p_two_sided"`
	}
	for _, c := range cases[input, expected](t, "before-after.json", 12) {
		got, err := BeforeAndAfter(Counted{c.Input.X1, c.Input.N1}, Counted{c.Input.X2, c.Input.N2})
		if err != nil {
			t.Fatal(err)
		}
		sameAll(t, c.ID, []float64{got.Difference, got.Interval.Lower, got.Interval.Upper, got.Fisher},
			[]number{c.Expected.Diff, c.Expected.Lower, c.Expected.Upper, c.Expected.Fisher})
	}
	for _, bad := range []Counted{{1, 0}, {3, 2}, {-1, 2}, {0.5, 2}} {
		if _, err := BeforeAndAfter(bad, Counted{1, 2}); err == nil {
			t.Errorf("%v was compared", bad)
		}
	}
}

func TestAgreementAgreesWithTheReference(t *testing.T) {
	places := map[string]int{"Inadequate": 0, "Requires improvement": 1, "Good": 2, "Outstanding": 3}
	type expected struct {
		Agreement, Kappa number
		Linear           number `json:"kappa_linear"`
		Quadratic        number `json:"kappa_quadratic"`
	}
	for _, c := range cases[struct{ Auditor, Moderator []string }, expected](t, "kappa.json", 6) {
		grades := func(words []string) (all []int) {
			for _, w := range words {
				all = append(all, places[w])
			}
			return all
		}
		got, err := Agree(grades(c.Input.Auditor), grades(c.Input.Moderator), len(places))
		if err != nil {
			t.Fatal(err)
		}
		sameAll(t, c.ID, []float64{got.Share, got.Kappa, got.Linear, got.Quadratic}, []number{c.Expected.Agreement, c.Expected.Kappa, c.Expected.Linear, c.Expected.Quadratic})
	}
	for name, pair := range map[string][2][]int{"unequal": {{1}, {1, 2}}, "none": {nil, nil}, "beyond": {{4}, {0}}} {
		if _, err := Agree(pair[0], pair[1], 4); err == nil {
			t.Errorf("%s grades were compared", name)
		}
	}
	if got, err := Agree([]int{2, 2}, []int{2, 2}, 4); err != nil || finite(got.Kappa) || got.Share != 1 {
		t.Errorf("auditors who give one grade to all agree by %+v, %v", got, err)
	}
}
