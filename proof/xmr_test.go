package proof

import (
	"encoding/json"
	"os"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

type xmrInput struct {
	Dates    []string  `json:"dates"`
	Values   []float64 `json:"values"`
	Rebase   []int     `json:"rebase_at_index"`
	Fix      int       `json:"fix_after_n_points"`
	Improves string    `json:"improvement_direction"`
	Target   *float64  `json:"target"`
	Screen   bool      `json:"screen_outliers"`
}

type xmrExpected struct {
	Group     []int       `json:"rebase_group"`
	Mean      []number    `json:"mean"`
	Lower     []number    `json:"lpl"`
	Upper     []number    `json:"upl"`
	Side      []int       `json:"relative_to_mean"`
	Outside   []*bool     `json:"outside_limits"`
	Close     []*bool     `json:"close_to_limits"`
	Cause     []Cause     `json:"special_cause_type"`
	Variation []Variation `json:"point_type"`
	Short     []bool      `json:"short_group_warning"`
	Icon      Variation   `json:"variation_icon_last_point"`
	Assurance Assurance   `json:"assurance_type"`
}

var directions = map[string]Direction{"increase": Increase, "decrease": Decrease, "neutral": Neutral}

func (in xmrInput) chart(t *testing.T) XmR {
	t.Helper()
	x := XmR{FixAfter: in.Fix, Improves: directions[in.Improves], Target: in.Target, KeepOutliers: !in.Screen}
	for i, day := range in.Dates {
		on, err := calendar.Parse(day)
		if err != nil {
			t.Fatal(err)
		}
		x.Series = append(x.Series, Observation{on, in.Values[i]})
	}
	for _, at := range in.Rebase {
		x.Rebase = append(x.Rebase, x.Series[at-1].On)
	}
	return x
}

func TestXmRAgreesWithTheReference(t *testing.T) {
	for _, c := range cases[xmrInput, xmrExpected](t, "xmr.json", 107) {
		t.Run(c.ID, func(t *testing.T) {
			got, err := c.Input.chart(t).Chart()
			if err != nil {
				t.Fatal(err)
			}
			want := c.Expected
			for i, p := range got.Points {
				same(t, "mean", p.Mean, want.Mean[i])
				same(t, "lower", p.Lower, want.Lower[i])
				same(t, "upper", p.Upper, want.Upper[i])
				if p.Group != want.Group[i] || p.Side != want.Side[i] || p.Cause != want.Cause[i] || p.Variation != want.Variation[i] || p.Trial != want.Short[i] {
					t.Errorf("point %d is %+v; want group %d, side %d, %s, %s, short %v", i, p, want.Group[i], want.Side[i], want.Cause[i], want.Variation[i], want.Short[i])
				}
				if p.Outside != (want.Outside[i] != nil && *want.Outside[i]) || p.Close != (want.Close[i] != nil && *want.Close[i]) || p.Limited() != (want.Outside[i] != nil) {
					t.Errorf("point %d is outside %v, close %v, limited %v", i, p.Outside, p.Close, p.Limited())
				}
			}
			if got.Variation != want.Icon || got.Assurance != want.Assurance {
				t.Errorf("the icons are %q and %q, want %q and %q", got.Variation, got.Assurance, want.Icon, want.Assurance)
			}
		})
	}
}

func TestTheRulesOneByOne(t *testing.T) {
	text, err := os.ReadFile("testdata/xmr_unit_rules.json")
	if err != nil {
		t.Fatal(err)
	}
	var rules struct {
		OneSide, PartOfSeven, Trend, Two, PartOfTwo []struct {
			V, Rtm, Want []int8
			Close        []int
			Y            []float64
		}
		Assurance []struct {
			Dir              string
			Lpl, Upl, Target float64
			Want             Assurance
		}
	}
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		t.Fatal(err)
	}
	for name, into := range map[string]any{
		"seven_point_one_side_mean": &rules.OneSide, "part_of_seven": &rules.PartOfSeven, "seven_point_trend": &rules.Trend,
		"two_in_three": &rules.Two, "part_of_two_in_three": &rules.PartOfTwo, "assurance": &rules.Assurance,
	} {
		if err := json.Unmarshal(raw[name], into); err != nil {
			t.Fatal(name, err)
		}
	}
	total := 0
	check := func(name string, got, want []int8) {
		total++
		if !slices.Equal(got, want) {
			t.Errorf("%s %d: got %v, want %v", name, total, got, want)
		}
	}
	for _, c := range rules.OneSide {
		check("one side", oneSide(c.V), c.Want)
	}
	for _, c := range rules.PartOfSeven {
		check("part of seven", ones(partOfRun(c.V)), c.Want)
	}
	for _, c := range rules.Trend {
		check("trend", steadyTrend(c.Y), c.Want)
	}
	for _, c := range rules.Two {
		check("two in three", ones(twoOfThree(flags(c.Close), c.Rtm)), c.Want)
	}
	for _, c := range rules.PartOfTwo {
		part := twoOfThree(flags(c.Close), c.Rtm)
		for i := range part {
			part[i] = part[i] && c.Close[i] == 1
		}
		check("part of two in three", ones(part), c.Want)
	}
	for _, c := range rules.Assurance {
		total++
		if got := (XmR{Target: &c.Target, Improves: directions[c.Dir]}).assurance(ChartPoint{Lower: c.Lpl, Upper: c.Upl}); got != c.Want {
			t.Errorf("assurance %+v: got %q", c, got)
		}
	}
	if total != 41 {
		t.Errorf("%d vectors were tried, not 41", total)
	}
}

func ones(marks []bool) []int8 {
	all := make([]int8, len(marks))
	for i, m := range marks {
		if m {
			all[i] = 1
		}
	}
	return all
}

func flags(marks []int) []bool {
	all := make([]bool, len(marks))
	for i, m := range marks {
		all[i] = m == 1
	}
	return all
}

func TestATargetOnALimitIsHitAndMiss(t *testing.T) {
	last := ChartPoint{Lower: 2, Upper: 8}
	for _, target := range []float64{2, 8} {
		for _, improves := range []Direction{Increase, Decrease} {
			if got := (XmR{Target: &target, Improves: improves}).assurance(last); got != HitAndMiss {
				t.Errorf("a target of %v is %q", target, got)
			}
		}
	}
}

func seriesOf(values ...float64) []Observation {
	all := make([]Observation, len(values))
	for i, v := range values {
		all[i] = Observation{calendar.Date{Year: 2012, Month: 1, Day: 31}.AddMonths(i), v}
	}
	return all
}

func TestTheLineNearALimitIsTwoThirdsOut(t *testing.T) {
	chart, err := XmR{Series: seriesOf(1, 3, 2, 4, 3, 5)}.Chart()
	if err != nil {
		t.Fatal(err)
	}
	p := chart.Points[0]
	lower, upper := p.Near()
	sameAll(t, "near", []float64{lower, upper}, []number{number(p.Mean - (p.Mean-p.Lower)*2/3), number(p.Mean + (p.Upper-p.Mean)*2/3)})
}

// A plain sum of these would miss the mean by a rounding, and seven points on
// it would be seven on one side.
func TestPointsOnTheMeanAreOnNoSide(t *testing.T) {
	values := []float64{0.1, 0.7, 0.3, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4}
	chart, err := XmR{Series: seriesOf(values...)}.Chart()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range chart.Points[4:] {
		if p.Side != 0 || p.Cause != Common {
			t.Errorf("a point on the mean of %v is %+v", p.Mean, p)
		}
	}
}

func TestAConstantSeriesHasNoLimits(t *testing.T) {
	values := make([]float64, 14)
	chart, err := XmR{Series: seriesOf(values...), Improves: Increase}.Chart()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range chart.Points {
		if p.Limited() || p.Outside || p.Close || p.Cause != Common {
			t.Errorf("a point of a series that never moves is %+v", p)
		}
	}
}

func TestWhatCannotBeCharted(t *testing.T) {
	good := seriesOf(1, 2, 3)
	twice := append(slices.Clone(good), good[0])
	for want, x := range map[string]XmR{
		"There is no value to chart.":                                                 {},
		"Limits can be fixed after 12 points or more, not after 11.":                  {Series: good, FixAfter: 11},
		"There are two values on 31 January 2012. A chart takes one for each period.": {Series: twice},
		"Limits can't begin anew on 1 May 2012: the series has no value on that day.": {Series: good, Rebase: []calendar.Date{{Year: 2012, Month: 5, Day: 1}}},
		"The value on 31 January 2012 is no number.":                                  {Series: seriesOf(quantile(nil, 0.5))},
	} {
		if _, err := x.Chart(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// The order of rows changes no label, and what is better when more is better is
// worse when less is.
func TestLabelsDependOnTheShapeAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := rapid.SliceOfN(rapid.IntRange(-40, 40), 1, 60).Draw(t, "values")
		values := make([]float64, len(whole))
		for i, v := range whole {
			values[i] = float64(v)
		}
		plain := XmR{Series: seriesOf(values...), Improves: Increase}
		first, err := plain.Chart()
		if err != nil {
			t.Fatal(err)
		}
		plain.Series = rapid.Permutation(plain.Series).Draw(t, "order")
		again, err := plain.Chart()
		if err != nil {
			t.Fatal(err)
		}
		mirror, err := XmR{Series: seriesOf(values...), Improves: Decrease}.Chart()
		if err != nil {
			t.Fatal(err)
		}
		opposite := map[Variation]Variation{CommonCause: CommonCause, Improvement: Concern, Concern: Improvement}
		for i, p := range first.Points {
			if p.Cause != again.Points[i].Cause || p.Variation != again.Points[i].Variation {
				t.Fatalf("point %d is %s in order and %s out of it", i, p.Cause, again.Points[i].Cause)
			}
			if mirror.Points[i].Variation != opposite[p.Variation] {
				t.Fatalf("point %d is %s when more is better, and %s when less is", i, p.Variation, mirror.Points[i].Variation)
			}
		}
	})
}
