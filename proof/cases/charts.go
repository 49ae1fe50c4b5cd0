package cases

import (
	"errors"
	"fmt"
	"math"

	"throughline/calendar"
	"throughline/proof"
)

type xmrAsked struct {
	Dates    []string `json:"dates"`
	Values   series   `json:"values"`
	Rebase   []int    `json:"rebase_at_index"` // from 1
	Fix      *int     `json:"fix_after_n_points"`
	Improves string   `json:"improvement_direction"`
	Target   *float64 `json:"target"`
	Screen   *bool    `json:"screen_outliers"` // true unless it says otherwise
}

func (q xmrAsked) check() error {
	if err := q.Values.check("values"); err != nil {
		return err
	}
	if len(q.Dates) != len(q.Values) {
		return fmt.Errorf("there are %d dates and %d values. Give one date for each value", len(q.Dates), len(q.Values))
	}
	for _, at := range q.Rebase {
		if at < 1 || at > len(q.Dates) {
			return fmt.Errorf("“rebase_at_index” says %d, and there is no such point. Give the number of a point, from 1 to %d", at, len(q.Dates))
		}
	}
	if _, ok := directions[q.Improves]; !ok {
		return fmt.Errorf("“improvement_direction” is “%s”. It must be increase, decrease or neutral", q.Improves)
	}
	return nil
}

var directions = map[string]proof.Direction{"increase": proof.Increase, "decrease": proof.Decrease, "neutral": proof.Neutral}

type xmrAnswer struct {
	Group     []int             `json:"rebase_group"`
	Mean      []number          `json:"mean"`
	Lower     []number          `json:"lpl"`
	Upper     []number          `json:"upl"`
	Side      []int             `json:"relative_to_mean"`
	Outside   []*bool           `json:"outside_limits"` // null where there are no limits
	Close     []*bool           `json:"close_to_limits"`
	Cause     []proof.Cause     `json:"special_cause_type"`
	Variation []proof.Variation `json:"point_type"`
	Short     []bool            `json:"short_group_warning"`
	Icon      proof.Variation   `json:"variation_icon_last_point"`
	Assurance *proof.Assurance  `json:"assurance_type"`
}

func chart(q xmrAsked) (any, error) {
	x := proof.XmR{Improves: directions[q.Improves], Target: q.Target, KeepOutliers: q.Screen != nil && !*q.Screen}
	if q.Fix != nil {
		x.FixAfter = *q.Fix
	}
	for i, day := range q.Dates {
		on, err := calendar.Parse(day)
		if err != nil {
			return nil, fmt.Errorf("date %d is “%s”. Write each date as 2021-03-22", i+1, day)
		}
		x.Series = append(x.Series, proof.Observation{On: on, Value: *q.Values[i]})
	}
	for _, at := range q.Rebase {
		x.Rebase = append(x.Rebase, x.Series[at-1].On)
	}
	made, err := x.Chart()
	if err != nil {
		return nil, err
	}
	a := xmrAnswer{Icon: made.Variation}
	if made.Assurance != proof.NoAssurance {
		a.Assurance = &made.Assurance
	}
	for i := range made.Points {
		p := &made.Points[i]
		a.Group, a.Side, a.Short = append(a.Group, p.Group), append(a.Side, p.Side), append(a.Short, p.Trial)
		a.Mean, a.Lower, a.Upper = append(a.Mean, number(p.Mean)), append(a.Lower, number(p.Lower)), append(a.Upper, number(p.Upper))
		a.Cause, a.Variation = append(a.Cause, p.Cause), append(a.Variation, p.Variation)
		var outside, near *bool
		if p.Limited() {
			outside, near = &p.Outside, &p.Close
		}
		a.Outside, a.Close = append(a.Outside, outside), append(a.Close, near)
	}
	return a, nil
}

type valuesAsked struct {
	Y series `json:"y"`
}

func (q valuesAsked) check() error { return q.Y.check("y") }

type limitsAnswer struct {
	Centre        number `json:"cl"`
	Lower         number `json:"lcl"`
	Upper         number `json:"ucl"`
	ScreenedLower number `json:"screened_lcl"`
	ScreenedUpper number `json:"screened_ucl"`
}

func individuals(q valuesAsked) (any, error) {
	plain, screened := proof.Individuals(q.Y.values(), false), proof.Individuals(q.Y.values(), true)
	return limitsAnswer{number(plain.Centre), number(plain.Lower), number(plain.Upper), number(screened.Lower), number(screened.Upper)}, nil
}

type runsAnswer struct {
	Median    number `json:"cl"`
	Observed  int    `json:"n_obs"`
	Useful    int    `json:"n_useful"`
	Longest   int    `json:"longest_run"`
	Max       int    `json:"longest_run_max"`
	Crossings int    `json:"n_crossings"`
	Min       int    `json:"n_crossings_min"`
	Signal    bool   `json:"signal"`
}

func runs(q valuesAsked) (any, error) {
	r := proof.RunsOf(q.Y.values())
	return runsAnswer{number(r.Median), r.Observed, r.Useful, r.LongestRun, r.LongestMax, r.Crossings, r.CrossingsMin, r.Signal}, nil
}

type rareAnswer struct {
	TCentre number   `json:"t_cl"`
	TLower  number   `json:"t_lcl"`
	TUpper  number   `json:"t_ucl"`
	G       []number `json:"g_y"` // the values as whole numbers
	GCentre number   `json:"g_cl"`
	GUpper  number   `json:"g_ucl"`
}

func rare(q valuesAsked) (any, error) {
	days := q.Y.values()
	whole := make([]float64, len(days))
	for i, d := range days {
		if d < 0 {
			return nil, fmt.Errorf("value %d of “y” is %v. The time between two events can't be less than 0", i+1, d)
		}
		whole[i] = math.RoundToEven(d)
	}
	t, g := proof.TimesBetween(days), proof.CasesBetween(whole)
	return rareAnswer{number(t.Centre), number(t.Lower), number(t.Upper), numbers(whole), number(g.Centre), number(g.Upper)}, nil
}

type proportionsAsked struct {
	X series `json:"x"`
	N series `json:"n"`
}

func (q proportionsAsked) check() error {
	if err := errors.Join(q.X.check("x"), q.N.check("n")); err != nil {
		return err
	}
	if len(q.X) != len(q.N) {
		return fmt.Errorf("“x” has %d values and “n” has %d. Give one of each for each period", len(q.X), len(q.N))
	}
	for i := range q.X {
		if err := part(*q.X[i], *q.N[i]); err != nil {
			return fmt.Errorf("period %d: %w", i+1, err)
		}
	}
	return nil
}

// part refuses a share that can't be: of nobody, or more than all.
func part(x, n float64) error {
	switch {
	case !(n > 0):
		return fmt.Errorf("the number of all is %v. A share of nobody can't be charted: leave it out", n)
	case x < 0 || x > n:
		return fmt.Errorf("%v of %v can't be. Give a number from 0 to %v", x, n, n)
	}
	return nil
}

type proportionsAnswer struct {
	P           number   `json:"p_cl"`
	PLower      []number `json:"p_lcl"`
	PUpper      []number `json:"p_ucl"`
	LaneyLower  []number `json:"pp_lcl"`
	LaneyUpper  []number `json:"pp_ucl"`
	RateLower   []number `json:"u_lcl"`
	RateUpper   []number `json:"u_ucl"`
	Weighted    number   `json:"ip_cl"`
	WeightLower []number `json:"ip_lcl"`
	WeightUpper []number `json:"ip_ucl"`
}

func proportions(q proportionsAsked) (any, error) {
	periods := make([]proof.Counted, len(q.X))
	for i := range periods {
		periods[i] = proof.Counted{Of: *q.X[i], All: *q.N[i]}
	}
	p, laney, rates, weighted := proof.Proportions(periods), proof.ProportionsOverdispersed(periods), proof.Rates(periods), proof.Weighted(periods)
	a := proportionsAnswer{P: number(p.Centre), Weighted: number(weighted.Centre)}
	a.PLower, a.PUpper = bands(p)
	a.LaneyLower, a.LaneyUpper = bands(laney)
	a.RateLower, a.RateUpper = bands(rates)
	a.WeightLower, a.WeightUpper = bands(weighted)
	return a, nil
}

func bands(b proof.Banded) (lower, upper []number) {
	for _, l := range b.Bands {
		lower, upper = append(lower, number(l.Lower)), append(upper, number(l.Upper))
	}
	return lower, upper
}
