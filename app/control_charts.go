package app

import (
	"context"
	"math"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/practice"
	"throughline/proof"
)

// chartedPeriods is how many periods a control chart goes back: five years of
// months.
const chartedPeriods = 60

// Charted is a measure's control chart at a moment.
type Charted struct {
	MeasureAt
	proof.XmRChart
	Names   []string        // of the points' periods
	Periods []calendar.Date // the first day of each point's period
	Without []string        // periods that have no figure, so no point
	Frozen  int             // how many first points the limits are taken from; 0 from all
	Since   *plan.Action    // the action before whose go-live those points lie
	Rebases []*plan.Rebase  // the decisions that stand, whether or not this chart has them
	Rebased bool            // the chart has their limits
	Passed  []*plan.Rebase  // decisions whose day begins no point any more: they have no effect
	Events  []ChartEvent    // in the order of their days
	Actions []*plan.Action  // that answer an area linked to the measure
	Target  *float64        // nil where none is set
	Better  proof.Direction // which way is better
	Day     calendar.Date   // that the plan is as at
	lasts   []calendar.Date // the last day of each point's period
}

// ChartEvent is a day of an action: when it went live, or was completed.
type ChartEvent struct {
	On     calendar.Date
	Action *plan.Action
	Live   bool // it went live; otherwise it was completed
}

// ControlChart gives the control chart of a measure over its last 60 complete
// periods at a moment, for a caller who may see every number. Where rebased is
// asked for, the limits begin anew wherever a standing decision says so;
// without, they are those of the whole series, or of the points before the
// first linked action went live where these are enough to hold limits.
func (s *Service) ControlChart(ctx context.Context, caller access.Caller, id string, when When, rebased bool) (*Charted, error) {
	m, err := s.MeasureAt(ctx, caller, id, when, chartedPeriods, "")
	if err != nil {
		return nil, err
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	c := &Charted{MeasureAt: *m, Rebases: st.Plan.RebasesOf(id), Actions: st.Plan.ActionsMeasured(id), Better: betterWay(m.Measure), Target: targetOf(m.Measure), Day: st.Plan.Day}
	var series []proof.Observation
	began := false
	for i := range m.Series {
		f := &m.Series[i]
		began = began || f.Denominator > 0 || f.Numerator > 0 || f.Excluded > 0
		switch {
		case !began:
		case math.IsNaN(f.Value):
			c.Without = append(c.Without, f.Period.Name)
		default:
			series = append(series, proof.Observation{On: f.Period.First, Value: f.Value})
			c.Names, c.Periods, c.lasts = append(c.Names, f.Period.Name), append(c.Periods, f.Period.First), append(c.lasts, f.Period.Last)
		}
	}
	c.eventsOf(st.Plan)
	if len(series) == 0 {
		return c, nil
	}
	ask := proof.XmR{Series: series, Improves: c.Better, Target: c.Target}
	if rebased {
		for _, r := range c.Rebases {
			if slices.Contains(c.Periods, r.From) {
				ask.Rebase, c.Rebased = append(ask.Rebase, r.From), true
			} else {
				c.Passed = append(c.Passed, r)
			}
		}
	}
	if !c.Rebased {
		c.freeze()
		ask.FixAfter = c.Frozen
	}
	if c.XmRChart, err = ask.Chart(); err != nil {
		return nil, err
	}
	return c, nil
}

// freeze takes the limits from the points before the first linked action went
// live, where there are at least so many that limits can be relied on.
func (c *Charted) freeze() {
	for _, e := range c.Events {
		if !e.Live {
			continue
		}
		before := 0
		for _, last := range c.lasts { // a period in which practice changed is not from before
			if last.Before(e.On) {
				before++
			}
		}
		if before >= baselinePoints && before < len(c.Periods) {
			c.Frozen, c.Since = before, e.Action
		}
		return
	}
}

// baselinePoints is the fewest points that limits are fixed by (statistics
// specification, section 1).
const baselinePoints = 12

func (c *Charted) eventsOf(p *plan.Plan) {
	for _, a := range c.Actions {
		if !a.GoLive.IsZero() && !a.GoLive.After(p.Day) {
			c.Events = append(c.Events, ChartEvent{a.GoLive, a, true})
		}
		if facts := p.Facts(a.ID); facts != nil && facts.Done() {
			c.Events = append(c.Events, ChartEvent{facts.DoneOn, a, false})
		}
	}
	slices.SortStableFunc(c.Events, func(a, b ChartEvent) int { return a.On.Compare(b.On) })
}

func betterWay(m *practice.Measure) proof.Direction {
	switch m.Polarity {
	case "high":
		return proof.Increase
	case "low":
		return proof.Decrease
	}
	return proof.Neutral
}

func targetOf(m *practice.Measure) *float64 {
	if m.Target.Value == 0 {
		return nil
	}
	value := m.Target.Value
	return &value
}

// Rebaseable is what a decision on a chart's limits is taken from: the periods
// that have a point and the actions that answer a linked area, without any
// figure.
type Rebaseable struct {
	Measure *practice.Measure
	Names   []string        // of the periods
	Periods []calendar.Date // their first days
	Actions []*plan.Action
}

// RebaseableChart gives what a decision on a chart's limits is taken from, for
// a caller who may edit the plan, whether or not they may see every number.
func (s *Service) RebaseableChart(ctx context.Context, caller access.Caller, id string) (*Rebaseable, error) {
	if !caller.May(access.EditPlan) {
		return nil, s.db.Denied(ctx, caller, access.EditPlan, id)
	}
	c, err := s.ControlChart(ctx, asAnalyst(caller), id, When{}, false)
	if err != nil {
		return nil, err
	}
	return &Rebaseable{c.Measure, c.Names, c.Periods, c.Actions}, nil
}

// RebaseChart gives a chart new limits from one of its points on, by a
// recorded decision. It refuses a day that begins no point of the chart.
func (s *Service) RebaseChart(ctx context.Context, caller access.Caller, ch plan.RebaseChart) (Receipt, error) {
	chart, err := s.RebaseableChart(ctx, caller, ch.Measure)
	if err != nil {
		return Receipt{}, err
	}
	if !ch.From.IsZero() && !slices.Contains(chart.Periods, ch.From) {
		return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "from", Sentence: "This chart has no point whose period begins on " + ch.From.Long() + ". Choose one of its periods."}}
	}
	return s.Do(ctx, caller, ch)
}
