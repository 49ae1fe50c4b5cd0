package plan

import (
	"fmt"
	"slices"

	"throughline/calendar"
)

// Verdict is what the measure that an action is held to says of it, tested
// against the measure's own past (statistics specification, section 2). It is
// worked out and never typed in. It holds no figure about children: whoever may
// read the plan may read it.
type Verdict struct {
	Thing
	Action    string        `json:"action"`
	Yardstick string        `json:"yardstick"`
	Title     string        `json:"title"`    // the measure's name
	Verdict   Answer        `json:"verdict"`  //
	Because   Cause         `json:"because"`  // why it can't be told, where it can't
	Strength  string        `json:"strength"` // of the proof: "charted" or "indicative"; "" where nothing is proven
	Chart     string        `json:"chart"`    // such as "XmR chart"
	Period    string        `json:"period"`   // "month" or "quarter": what its points are
	Before    int           `json:"before"`   // points before practice changed
	After     int           `json:"after"`    // points since its effect can be seen
	Until     calendar.Date `json:"until"`    // the last day that a point tells of
	On        calendar.Date `json:"on"`       // when it was worked out
	Lost      *Lost         `json:"lost,omitempty"`
}

// Lost says that an improvement that had been shown is not shown any more.
type Lost struct {
	On    calendar.Date `json:"on"`    // when that was found
	Until calendar.Date `json:"until"` // the last day up to which it was shown
}

// Answer is one of the six verdicts of the statistics specification.
type Answer string

// The answers. The first that applies is given, in this order.
const (
	CannotTell       Answer = "cannot tell"
	TooEarly         Answer = "too early"
	AlreadyImproving Answer = "already improving"
	Worse            Answer = "worse"
	Improved         Answer = "improved"
	NoSignal         Answer = "no signal"
)

// Answers lists them in their order.
var Answers = []Answer{CannotTell, TooEarly, AlreadyImproving, Worse, Improved, NoSignal}

// Cause is why a verdict can't tell.
type Cause string

// The causes.
const (
	FewBefore       Cause = "few_before"       // too few points before practice changed
	OtherDefinition Cause = "other_definition" // the measure counts something else by now
	RowsUntold      Cause = "rows_untold"      // too many of its rows can't be told
	NoMeasure       Cause = "no_measure"       // the practice pack has the measure no more
	TrialOnly       Cause = "trial_only"       // better, but by limits on trial alone
	NotAsPlanned    Cause = "not_as_planned"   // the pack gives the other direction by now
)

// Causes lists them.
var Causes = []Cause{FewBefore, OtherDefinition, RowsUntold, NoMeasure, TrialOnly, NotAsPlanned}

var causeWords = map[Cause]string{
	FewBefore: "there are too few figures from before practice changed", OtherDefinition: "the measure has been declared otherwise since it was chosen",
	RowsUntold: "too many of the cases it counts can’t be told", NoMeasure: "the practice pack no longer has the measure",
	TrialOnly: "it looks better, but there are too few figures from before practice changed to rely on that", NotAsPlanned: "the pack says by now that the other way is better",
}

// Indicative is the strength of proof of a verdict that could have been chosen
// with its answer in sight, or rests on too little to be more than a sign.
const Indicative = "indicative"

var answerFacts = map[Answer]Fact{
	CannotTell: {"cannot_tell", "Can’t be told"}, TooEarly: {"too_early", "Too early to tell"}, AlreadyImproving: {"already_improving", "Was improving already"},
	Worse: {"worse", "Got worse"}, Improved: {"improved", "Got better"}, NoSignal: {"no_signal", "No more than chance"},
}

// notYetJudged is of an action that has a yardstick by which nobody has worked
// out a verdict yet.
var notYetJudged = Fact{"not_yet_judged", "Not judged yet"}

// VerdictOf gives what is shown of an action by the yardstick that stands, or nil.
func (p *Plan) VerdictOf(action string) *Verdict {
	y, v := p.YardstickOf(action), p.links().verdictOf[action]
	if y == nil || v == nil || v.Yardstick != y.ID {
		return nil
	}
	return v
}

// Fact is the third of the three facts, as the verdict gives it. What is only
// indicative is never said to be shown.
func (v *Verdict) Fact() Fact {
	f := answerFacts[v.Verdict]
	switch {
	case v.Lost != nil:
		f.Words = "Taken back. " + f.Words
	case v.Verdict == Improved && v.Strength == Indicative:
		f = Fact{"indicative", "Signs of getting better"}
	}
	return f
}

// LostSentence says that a difference was shown and is not any more; "" where none was.
func (v *Verdict) LostSentence() string {
	if v.Lost == nil {
		return ""
	}
	return "Taken back on " + v.Lost.On.Long() + ": a difference had been shown until " + v.Lost.Until.Long() + "."
}

// Sentence says in a sentence or two what was found, for anybody who may read
// the plan.
func (v *Verdict) Sentence() string {
	against := fmt.Sprintf("“%s” in the %s since, against the %s before.", v.Title, many(v.After, v.Period), many(v.Before, v.Period))
	switch v.Verdict {
	case CannotTell:
		return "This can’t be told from “" + v.Title + "”: " + causeWords[v.Because] + "."
	case TooEarly:
		return fmt.Sprintf("“%s” has figures for %s since the effect could be seen. At least %d are needed.", v.Title, many(v.After, v.Period), fewestAfter)
	case AlreadyImproving:
		return "“" + v.Title + "” was getting better before practice changed, and it can’t be told what the action added to that."
	case Worse:
		return "Worse by more than chance alone would give: " + against
	case Improved:
		return "Better by more than chance alone would give, and it still holds: " + against
	case NoSignal:
		return "Nothing more than chance alone would give: " + against
	}
	return ""
}

// fewestAfter is the fewest points since the effect could be seen that a verdict
// is given by (statistics specification, section 2).
const fewestAfter = 8

func many(n int, period string) string {
	if n == 1 {
		return "1 " + period
	}
	return fmt.Sprintf("%d %ss", n, period)
}

// differenceOf is the third fact of an action.
func (p *Plan) differenceOf(a *Action) Fact {
	if v := p.VerdictOf(a.ID); v != nil {
		return v.Fact()
	}
	if p.YardstickOf(a.ID) != nil {
		return notYetJudged
	}
	return p.linkedFact(a.Areas)
}

// differenceIn is the third fact of an area, from its live actions. One that got
// worse is never hidden behind others that got better.
func (p *Plan) differenceIn(area string, live []*Action) Fact {
	of := map[string]int{}
	for _, a := range live {
		if v := p.VerdictOf(a.ID); v != nil {
			of[v.Fact().State]++
		} else if p.YardstickOf(a.ID) != nil {
			of[notYetJudged.State]++
		}
	}
	count := func(state string) string { return fmt.Sprintf("%d of %s", of[state], many(len(live), "action")) }
	worse, improved := answerFacts[Worse].State, answerFacts[Improved].State
	switch {
	case of[worse] > 0 && of[improved] > 0:
		return Fact{worse, "Got worse: " + count(worse) + ", and better: " + fmt.Sprint(of[improved])}
	case of[worse] > 0:
		return Fact{worse, "Got worse: " + count(worse)}
	case of[improved] > 0 && of[improved] == len(live):
		return Fact{improved, "Got better: " + count(improved)}
	case of[improved] > 0:
		return Fact{"some_improved", "Got better: " + count(improved)}
	}
	for _, answer := range slices.Backward(Answers) {
		if f := answerFacts[answer]; of[f.State] > 0 {
			return Fact{f.State, f.Words + ": " + count(f.State)}
		}
	}
	if of["indicative"] > 0 {
		return Fact{"indicative", "Signs of getting better: " + count("indicative")}
	}
	if of[notYetJudged.State] > 0 {
		return notYetJudged
	}
	return p.linkedFact([]string{area})
}

// TakenBack gives the verdicts that took a difference back or found that things
// got worse, of live actions, the latest first.
func (p *Plan) TakenBack() (all []*Verdict) {
	for a := range p.Actions.All() {
		if v := p.VerdictOf(a.ID); v != nil && a.Standing == Live && (v.Lost != nil || v.Verdict == Worse) {
			all = append(all, v)
		}
	}
	slices.SortStableFunc(all, func(a, b *Verdict) int { return b.On.Compare(a.On) })
	return all
}
