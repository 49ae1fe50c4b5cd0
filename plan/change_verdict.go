package plan

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// RecordVerdicts keeps what was worked out of actions by the yardsticks that
// they are held to. Only what differs from the verdict before is written.
type RecordVerdicts struct{ Found []Found }

// Found is what was worked out of one action.
type Found struct {
	Yardstick string
	Verdict   Answer
	Because   Cause // where it can't be told
	Strength  string
	Chart     string
	Period    string
	Before    int
	After     int
	Until     calendar.Date
}

// Name is the change's name in the ledger.
func (RecordVerdicts) Name() string { return "work out whether actions made a difference" }

// Needs is the permission it takes.
func (RecordVerdicts) Needs() access.Permission { return access.WorkOutVerdicts }

// Decide refuses what was worked out by a yardstick that has been taken back
// meanwhile, and an answer that is none of the six.
func (ch RecordVerdicts) Decide(p *Plan, c change.Context) (puts []change.Put, err error) {
	for _, f := range ch.Found {
		y, ok := p.Yardsticks.Get(f.Yardstick)
		switch {
		case !ok:
			return nil, change.Missing("yardstick")
		case y.Ended != nil:
			return nil, overtaken("“" + y.Title + "” was taken back on " + y.Ended.On.Long() + " while the verdicts were worked out. Work them out again.")
		case !slices.Contains(Answers, f.Verdict):
			return nil, invalid("verdict", "“"+string(f.Verdict)+"” is no verdict.")
		case (f.Verdict == CannotTell) != slices.Contains(Causes, f.Because):
			return nil, invalid("because", "Only a verdict that can’t tell has a cause, and it always has one.")
		}
		next := Verdict{
			Action: y.Action, Yardstick: y.ID, Title: y.Title, Verdict: f.Verdict, Because: f.Because, Strength: f.Strength, Chart: f.Chart, Period: f.Period,
			Before: f.Before, After: f.After, Until: f.Until, On: c.Today,
		}
		if y.Afterwards() && next.Strength != "" {
			next.Strength = Indicative
		}
		held := p.links().verdictOf[y.Action]
		if held == nil {
			puts = append(puts, createdAs(KindVerdict, c.NewID(), y.Action, next))
			continue
		}
		if next.Lost = lost(held, &next, c.Today); held.says(&next) {
			continue
		}
		puts = append(puts, nextOf(KindVerdict, &held.Thing, y.Action, next))
	}
	return puts, nil
}

// lost says whether an improvement that the last verdict showed, by the same
// yardstick, is not shown by the next. Once lost, it stays so until it is shown again.
func lost(before, next *Verdict, today calendar.Date) *Lost {
	switch {
	case before.Yardstick != next.Yardstick || next.Verdict == Improved:
		return nil
	case before.Verdict == Improved:
		return &Lost{On: today, Until: before.Until}
	default:
		return before.Lost
	}
}

// says tells whether two verdicts say the same, whenever they were worked out.
func (v *Verdict) says(other *Verdict) bool {
	a, b := *v, *other
	a.Thing, b.Thing, a.On, b.On = Thing{}, Thing{}, calendar.Date{}, calendar.Date{}
	sameLost := (a.Lost == nil) == (b.Lost == nil) && (a.Lost == nil || *a.Lost == *b.Lost)
	a.Lost, b.Lost = nil, nil
	return sameLost && a == b
}
