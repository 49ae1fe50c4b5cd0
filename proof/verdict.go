package proof

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"throughline/calendar"
)

// Verdict is what a measure's own past says of an action: one of six, the first
// that applies (statistics specification, section 2).
type Verdict string

// The verdicts, in their order.
const (
	CannotTell       Verdict = "cannot tell"
	TooEarly         Verdict = "too early"
	AlreadyImproving Verdict = "already improving"
	Worse            Verdict = "worse"
	Improved         Verdict = "improved"
	NoSignal         Verdict = "no signal"
)

// Verdicts lists them in their order.
var Verdicts = []Verdict{CannotTell, TooEarly, AlreadyImproving, Worse, Improved, NoSignal}

// Untellable is why a verdict can't tell.
type Untellable string

// The reasons.
const (
	TooFewBefore Untellable = "too few points before"
	Redefined    Untellable = "another definition"
	TooManyBlank Untellable = "too many rows that cannot tell"
	TrialLimits  Untellable = "trial limits alone"
	NoTwoWays    Untellable = "neither way is better"
)

// What a verdict asks for. How these were come by, and what else was tried, is in
// docs/decisions/0040-what-a-verdict-asks-for.md.
const (
	FewestBefore = 12   // points before practice changed (specification, section 2)
	FewestAfter  = 8    // points since the effect can be seen (the same)
	MostBlank    = 0.10 // of the rows of either stretch
	lastPoints   = 3    // that say whether a change still holds
	lastAgreeing = 2    // of them
	oneInTwenty  = 0.05
	oneInTen     = 0.10
	// dependence widens what chance alone would give, for figures of which each
	// is a little like the one before (lag-1 correlation 0.3: 1.36) and for
	// skewed ones. It was found by simulation: docs/operating-curves.md.
	dependence = 1.45
)

// VerdictPoint is a measure's figure for one period.
type VerdictPoint struct {
	First, Last calendar.Date // of the period
	Value       float64
	Of          float64 // the denominator; 0 for a figure that has none
	Blank       float64 // rows of the denominator that cannot tell
}

// Question is whether a measure got better after practice changed.
type Question struct {
	Points   []VerdictPoint // of periods that don't overlap, in order
	Share    bool           // the values are shares of their denominators
	Improves Direction
	Target   *float64
	GoLive   calendar.Date // when practice changed
	Lag      int           // months from then until the effect can be seen
	Redefine bool          // the measure does not count now what it counted when this was asked
}

// Stretch is the points on one side of the change in practice.
type Stretch struct {
	Points      int
	First, Last calendar.Date
	Centre      float64 // weighted by the denominators where there are any; NaN of no points
	Blank       float64 // share of the rows that cannot tell
}

// Judgement answers a Question.
type Judgement struct {
	Verdict  Verdict
	Because  Untellable // for CannotTell
	Baseline Stretch    // every point before go-live
	FollowUp Stretch    // every point since the effect can be seen
	Chart    ChartKind
	// Better and Worse count the points of the follow-up on either side of the
	// baseline's centre; those on it are in neither.
	Better, Worse int
	Reach         float64 // the difference over the most that chance would often give: more than 1 is a signal, less than -1 a concern
	Assurance     Assurance
}

// Judge gives the verdict. It refuses points that overlap, are out of order, or
// are no number, and a target or a share outside the scale.
func Judge(q Question) (Judgement, error) {
	if err := q.check(); err != nil {
		return Judgement{}, err
	}
	before, after := q.split()
	j := Judgement{Baseline: stretchOf(before), FollowUp: stretchOf(after), Chart: q.chart(before)}
	j.count(q, after)
	if q.Target != nil && q.Improves != Neutral {
		j.Assurance = q.assurance(after)
	}
	if len(before) >= 2 && len(after) >= 1 {
		j.Reach = float64(q.Improves) * reach(j.Chart, q.Share, before, after)
	}
	j.Verdict, j.Because = j.verdict(q, before, after)
	return j, nil
}

func (j *Judgement) verdict(q Question, before, after []VerdictPoint) (Verdict, Untellable) {
	holds := func(way Direction) bool { return stillHolds(after, j.Baseline.Centre, way*q.Improves) }
	switch {
	case q.Improves == Neutral:
		return CannotTell, NoTwoWays
	case q.Redefine:
		return CannotTell, Redefined
	case len(before) < FewestBefore:
		return CannotTell, TooFewBefore
	case j.Baseline.Blank > MostBlank || j.FollowUp.Blank > MostBlank:
		return CannotTell, TooManyBlank
	case len(after) < FewestAfter:
		return TooEarly, ""
	case wasImproving(before, q.Improves):
		return AlreadyImproving, ""
	case j.Reach < -1 && holds(-1):
		return Worse, ""
	case j.Reach > 1 && holds(1) && len(before) < enoughForLimits:
		return CannotTell, TrialLimits
	case j.Reach > 1 && holds(1):
		return Improved, ""
	}
	return NoSignal, ""
}

func (q Question) check() error {
	if q.GoLive.IsZero() {
		return errors.New("the day on which practice changed is wanting")
	}
	if q.Lag < 0 {
		return fmt.Errorf("the effect can't be seen %d months before practice changed", -q.Lag)
	}
	if q.Target != nil && (!finite(*q.Target) || q.Share && (*q.Target < 0 || *q.Target > 1)) {
		return fmt.Errorf("the target %v lies outside the measure's scale", *q.Target)
	}
	for i, p := range q.Points {
		switch {
		case p.First.IsZero() || p.Last.Before(p.First):
			return fmt.Errorf("point %d has no period: it must end on or after the day it begins", i+1)
		case i > 0 && !q.Points[i-1].Last.Before(p.First):
			return fmt.Errorf("the period from %s overlaps the one before it, or is out of order", p.First)
		case !finite(p.Value):
			return fmt.Errorf("the period from %s has no figure. Leave it out", p.First)
		case !finite(p.Of, p.Blank) || p.Of < 0 || p.Blank < 0 || p.Blank > p.Of:
			return fmt.Errorf("the period from %s has %v rows of which %v cannot tell: that can't be", p.First, p.Of, p.Blank)
		case q.Share && p.Of == 0:
			return fmt.Errorf("the period from %s is a share of nothing. Leave it out", p.First)
		case q.Share && (p.Value < 0 || p.Value > 1):
			return fmt.Errorf("the period from %s has the share %v, which is not from 0 to 1", p.First, p.Value)
		}
	}
	return nil
}

// split gives the points that were over before practice changed, and those that
// began when the effect could be seen. Those between belong to neither.
func (q Question) split() (before, after []VerdictPoint) {
	visible := q.GoLive.AddMonths(q.Lag)
	for _, p := range q.Points {
		switch {
		case p.Last.Before(q.GoLive):
			before = append(before, p)
		case !p.First.Before(visible):
			after = append(after, p)
		}
	}
	return before, after
}

func stretchOf(points []VerdictPoint) Stretch {
	s := Stretch{Points: len(points), Centre: math.NaN()}
	if len(points) == 0 {
		return s
	}
	s.First, s.Last, s.Centre = points[0].First, points[len(points)-1].Last, centreOf(points)
	rows, blank := 0.0, 0.0
	for _, p := range points {
		rows, blank = rows+p.Of, blank+p.Blank
	}
	if rows > 0 {
		s.Blank = blank / rows
	}
	return s
}

// weights are the denominators, or 1 for each point where any has none.
func weights(points []VerdictPoint) []float64 {
	w := make([]float64, len(points))
	for i, p := range points {
		w[i] = p.Of
	}
	if slices.Contains(w, 0) {
		for i := range w {
			w[i] = 1
		}
	}
	return w
}

func centreOf(points []VerdictPoint) float64 {
	w := weights(points)
	of := make([]float64, len(points))
	for i, p := range points {
		of[i] = w[i] * p.Value
	}
	return sum(of) / sum(w)
}

func (j *Judgement) count(q Question, after []VerdictPoint) {
	for _, p := range after {
		switch off := float64(q.Improves) * (p.Value - j.Baseline.Centre); {
		case off > 0:
			j.Better++
		case off < 0:
			j.Worse++
		}
	}
}

// assurance compares the target with the limits of the points since the effect
// can be seen. It is apart from whether anything changed, and never merged with it.
func (q Question) assurance(after []VerdictPoint) Assurance {
	series := make([]Observation, len(after))
	for i, p := range after {
		series[i] = Observation{p.First, p.Value}
	}
	chart, err := (&XmR{Series: series, Improves: q.Improves, Target: q.Target}).Chart()
	if err != nil {
		return NoAssurance
	}
	return chart.Assurance
}

// stillHolds says whether at least two of the last three points lie on one side
// of the baseline's centre.
func stillHolds(after []VerdictPoint, centre float64, way Direction) bool {
	agree := 0
	for _, p := range after[max(0, len(after)-lastPoints):] {
		if float64(way)*(p.Value-centre) > 0 {
			agree++
		}
	}
	return agree >= lastAgreeing
}

// reach is the difference between the two stretches over the most that chance
// alone would give in nineteen of twenty cases.
func reach(chart ChartKind, share bool, before, after []VerdictPoint) float64 {
	if chart == RunChart {
		return ranked(before, after)
	}
	return weighed(share, before, after)
}

// weighed compares two weighted means by how much the baseline varies. Shares
// vary at least as much as the binomial law makes them, so that a baseline that
// happens to be calm is not taken for a sure one.
func weighed(share bool, before, after []VerdictPoint) float64 {
	w0, w1 := weights(before), weights(after)
	m0, m1 := centreOf(before), centreOf(after)
	squares := make([]float64, len(before))
	for i, p := range before {
		squares[i] = w0[i] * (p.Value - m0) * (p.Value - m0)
	}
	spread := sum(squares) / float64(len(before)-1)
	if share {
		p := (m0*sum(w0) + 2) / (sum(w0) + 4) // two more of either kind (Agresti and Coull), so that 0% and 100% are not sure either
		spread = math.Max(spread, p*(1-p))
	}
	return chanceless(m1-m0, math.Sqrt(spread*(1/sum(w0)+1/sum(w1))), len(before)-1)
}

// ranked compares two stretches by the ranks of their points, whatever their
// distribution (Wilcoxon, Mann and Whitney, with ties).
func ranked(before, after []VerdictPoint) float64 {
	n0, n1 := float64(len(before)), float64(len(after))
	wins, ties := 0.0, map[float64]float64{}
	for _, a := range after {
		ties[a.Value]++
		for _, b := range before {
			wins += (1 + float64(sign(a.Value-b.Value))) / 2
		}
	}
	for _, b := range before {
		ties[b.Value]++
	}
	tied := 0.0
	for _, t := range ties {
		tied += t*t*t - t
	}
	n := n0 + n1
	spread := math.Sqrt(n0 * n1 / 12 * (n + 1 - tied/(n*(n-1))))
	return chanceless(wins-n0*n1/2, spread, int(n)-2)
}

// chanceless is 0 where there is no spread to compare with and no difference.
func chanceless(difference, spread float64, freedom int) float64 {
	if difference == 0 {
		return 0
	}
	often := distuv.StudentsT{Sigma: 1, Nu: float64(freedom)}.Quantile(1 - oneInTwenty)
	return difference / (spread * dependence * often)
}

// wasImproving says whether the baseline was getting better all along, and still
// was when practice changed: its slope is more than chance alone would give in
// nine of ten cases, and its last points are on the better side.
func wasImproving(before []VerdictPoint, way Direction) bool {
	n := float64(len(before))
	values := make([]float64, len(before))
	for i, p := range before {
		values[i] = p.Value
	}
	centre, middle := mean(values), (n-1)/2
	var across, along float64
	for i, v := range values {
		x := float64(i) - middle
		along, across = along+x*x, across+x*(v-centre)
	}
	slope := across / along
	left := make([]float64, len(values))
	for i, v := range values {
		off := v - centre - slope*(float64(i)-middle)
		left[i] = off * off
	}
	error2 := sum(left) / (n - 2) / along
	rising := float64(way) * slope
	if rising <= 0 {
		return false
	}
	often := distuv.StudentsT{Sigma: 1, Nu: n - 2}.Quantile(1 - oneInTen)
	return rising > math.Sqrt(error2)*dependence*often && stillHolds(before, centre, way)
}
