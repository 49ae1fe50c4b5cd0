package app

import (
	"context"
	"math"
	"strconv"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/measure"
	"throughline/plan"
	"throughline/practice"
	"throughline/proof"
)

// judgedPeriods is how far back a verdict looks for what was before practice
// changed: twenty years of months, so that what is frozen does not fall out of
// it as time goes by.
const judgedPeriods = 240

// ActionVerdict is what is shown of one action at a moment, worked out afresh.
type ActionVerdict struct {
	Action    *plan.Action
	Yardstick *plan.Yardstick   // nil where nothing was laid down by which to judge it
	Measure   *practice.Measure // nil where the practice pack has it no more
	Found     plan.Found        // as it is recorded; empty without a yardstick
	Reason    string            // with figures, so for those who may read measures
	Strength  string            // of the proof, "" where nothing is proven
	Series    []measure.Figure  // the periods that have a figure, the earliest first
	proof.Judgement
	Interrupted *proof.Interrupted // a second, stricter look, where there are points enough for it
}

// Verdicts works out what is shown of every action at a moment, in the plan's
// order. It writes nothing.
func (s *Service) Verdicts(ctx context.Context, caller access.Caller, when When) ([]ActionVerdict, error) {
	f, err := s.figuresAt(ctx, caller, when, "verdicts")
	if err != nil {
		return nil, err
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	all := make([]ActionVerdict, 0, st.Plan.Actions.Len())
	for _, a := range st.Plan.InOrder() {
		v, err := s.judge(ctx, caller, f, st.Plan, a)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, nil
}

// VerdictOf works out what is shown of one action at a moment. It writes nothing.
func (s *Service) VerdictOf(ctx context.Context, caller access.Caller, action string, when When) (ActionVerdict, error) {
	f, err := s.figuresAt(ctx, caller, when, action)
	if err != nil {
		return ActionVerdict{}, err
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return ActionVerdict{}, err
	}
	a, ok := st.Plan.Actions.Get(action)
	if !ok {
		return ActionVerdict{}, change.Missing("action")
	}
	return s.judge(ctx, caller, f, st.Plan, a)
}

// WorkOutVerdicts works out what is shown of every action today, and records
// what differs from the last time.
func (s *Service) WorkOutVerdicts(ctx context.Context, caller access.Caller) (Receipt, error) {
	if !caller.May(access.WorkOutVerdicts) {
		return Receipt{}, s.db.Denied(ctx, caller, access.WorkOutVerdicts, "verdicts")
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	if !anyYardstick(st.Plan) {
		return Receipt{}, nil // no figure needs to be worked out
	}
	all, err := s.Verdicts(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	var ch plan.RecordVerdicts
	for i := range all {
		if all[i].Yardstick != nil {
			ch.Found = append(ch.Found, all[i].Found)
		}
	}
	if puts, err := ch.Decide(st.Plan, change.Context{By: caller, Today: s.Today(), On: s.Today(), NewID: s.NewID}); err != nil || len(puts) == 0 {
		return Receipt{}, err // nothing differs, so the ledger has nothing to tell
	}
	return s.Do(ctx, caller, ch)
}

func anyYardstick(p *plan.Plan) bool {
	for y := range p.Yardsticks.All() {
		if y.Ended == nil {
			return true
		}
	}
	return false
}

// KeepVerdicts works out the verdicts of every council at once, and then each so
// often, until the context ends. What goes wrong is told, with the council's
// name, and tried again the next time.
func (s *Service) KeepVerdicts(ctx context.Context, every time.Duration, wrong func(council string, err error)) {
	for ctx.Err() == nil {
		all, err := s.db.Authorities(ctx, Operator(""))
		if err != nil && ctx.Err() == nil {
			wrong("every council", err)
		}
		for _, a := range all {
			if _, err := s.WorkOutVerdicts(ctx, Operator(a.ID)); err != nil && ctx.Err() == nil {
				wrong(a.Name, err)
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(every):
		}
	}
}

func (s *Service) judge(ctx context.Context, caller access.Caller, f *figuresAt, p *plan.Plan, a *plan.Action) (ActionVerdict, error) {
	v := ActionVerdict{Action: a, Yardstick: p.YardstickOf(a.ID)}
	v.Verdict = proof.CannotTell
	y := v.Yardstick
	if y == nil {
		v.Reason = "Nothing was laid down by which to judge this action."
		return v, nil
	}
	v.Found = plan.Found{Yardstick: y.ID, Verdict: plan.CannotTell, Because: plan.NoMeasure}
	if v.Measure = measureOn(f.pack, y.Measure, f.at.AsAt); v.Measure == nil {
		v.Reason = "The practice pack no longer has the measure by which this action is judged."
		return v, nil
	}
	series, err := s.withPlan(ctx, caller, f, f.measures([]*practice.Measure{v.Measure}, judgedPeriods))
	if err != nil {
		return v, err
	}
	if err := v.answer(series[0].Series); err != nil {
		return v, err
	}
	return v, nil
}

// answer judges an action by the figures of its measure.
func (v *ActionVerdict) answer(figures []measure.Figure) error {
	y, m := v.Yardstick, v.Measure
	q := proof.Question{
		Share: m.Shape == "proportion", Improves: betterWay(m), Target: y.Target, GoLive: y.GoLive, Lag: y.Lag, Redefine: m.Definition() != y.Definition,
	}
	for _, f := range figures {
		if math.IsNaN(f.Value) {
			continue // a period without a figure has no point
		}
		point := proof.VerdictPoint{First: f.Period.First, Last: f.Period.Last, Value: f.Value}
		if m.Shape != "count" {
			point.Of, point.Blank = f.Denominator, min(float64(f.CannotTell), f.Denominator)
		}
		q.Points, v.Series = append(q.Points, point), append(v.Series, f)
	}
	judged, err := proof.Judge(q)
	if err != nil {
		return err
	}
	v.Judgement = judged
	if string(m.Polarity) != y.Better && judged.Because != proof.Redefined {
		v.Verdict, v.Because = proof.CannotTell, proof.NoTwoWays
	}
	v.Interrupted = interrupted(q, judged)
	v.Reason = judged.Sentence(func(x float64) string { return written(m, x) }, string(m.Period))
	if v.Verdict == proof.Improved || v.Verdict == proof.Worse || v.Verdict == proof.NoSignal {
		v.Strength = "charted"
		if y.Afterwards() {
			v.Strength = plan.Indicative
		}
	}
	v.Found = plan.Found{
		Yardstick: y.ID, Verdict: plan.Answer(v.Verdict), Because: causes[v.Because], Strength: v.Strength, Chart: string(v.Chart), Period: string(m.Period),
		Before: v.Baseline.Points, After: v.FollowUp.Points, Until: v.FollowUp.Last,
	}
	if v.Found.Until.IsZero() {
		v.Found.Until = v.Baseline.Last
	}
	return nil
}

// causes are the plan's words for why a verdict can't tell.
var causes = map[proof.Untellable]plan.Cause{
	proof.TooFewBefore: plan.FewBefore, proof.Redefined: plan.OtherDefinition, proof.TooManyBlank: plan.RowsUntold, proof.TrialLimits: plan.TrialOnly, proof.NoTwoWays: plan.NotAsPlanned,
}

// interrupted fits the series as one that the change in practice interrupted; nil
// where there are too few points.
func interrupted(q proof.Question, judged proof.Judgement) *proof.Interrupted {
	var values []float64
	first := judged.Baseline.Points
	for _, p := range q.Points {
		if !p.Last.After(judged.Baseline.Last) || judged.FollowUp.Points > 0 && !p.First.Before(judged.FollowUp.First) {
			values = append(values, p.Value)
		}
	}
	fitted, err := proof.InterruptedBy(values, first)
	if err != nil {
		return nil // it says that there are too few points, which the verdict says already
	}
	return &fitted
}

// Written is a figure of the verdict's measure as people read it.
func (v *ActionVerdict) Written(x float64) string { return written(v.Measure, x) }

// written is a figure of a measure as people read it.
func written(m *practice.Measure, x float64) string {
	if m.Shape == "proportion" {
		return strconv.FormatFloat(100*x, 'f', 0, 64) + "%"
	}
	return strconv.FormatFloat(x, 'f', 1, 64)
}

// ByChance says how many of so many verdicts would come out as "improved" if
// nothing at all had changed: fewer than one in twenty (docs/operating-curves.md).
func ByChance(judged int) string {
	most := int(math.Ceil(float64(judged) / 20))
	what := strconv.Itoa(most) + " of them"
	if most == 1 {
		what = "one of them"
	}
	return "Of " + strconv.Itoa(judged) + " judged, up to " + what + " could be expected to come out as improved by chance alone, if nothing had changed."
}
