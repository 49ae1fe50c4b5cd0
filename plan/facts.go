package plan

import (
	"fmt"

	"throughline/calendar"
)

// SilentAfter is how many days without news make an action silent, and how
// recent news must be for an action to be in progress.
const SilentAfter = 90

// DoneState is how far an action or area is towards Done.
type DoneState string

// The states of Done.
const (
	Done          DoneState = "done"
	AllButOnePart DoneState = "all_but_one_part"
	SomeParts     DoneState = "some_parts"
	NoParts       DoneState = "no_parts"  // no part is done yet
	Unplanned     DoneState = "unplanned" // it has no parts, or no action
)

const notSigned = "Not signed off"

// Fact is one of the three facts, derived and never typed in.
type Fact struct {
	State string `json:"state"`
	Words string `json:"words"`
}

// Nothing has been checked until an audit says so. A linked measure shows what
// is happening, and not yet whether it got better: that takes a test against
// the measure's own past.
var (
	notYetChecked   = Fact{"not_yet_checked", "Not yet checked"}
	noMeasureLinked = Fact{"no_measure_linked", "No measure linked"}
	notYetTested    = Fact{"not_yet_tested", "Measure linked, not tested yet"}
)

// PartFacts is what is true of a part on the plan's day.
type PartFacts struct {
	Done     bool
	DoneOn   calendar.Date
	Wanting  []string // what is still wanting before it is done, as sentences
	LastNews calendar.Date
}

// FactsOfPart derives a part's facts. A part is done when its owner has said
// so (or the quantity has reached its target), evidence for it is accepted and in date, and
// the post named when it was planned has signed it off.
func (p *Plan) FactsOfPart(part *Part) PartFacts {
	var f PartFacts
	switch {
	case part.Kind == Quantity && part.Target < 1:
		f.Wanting = append(f.Wanting, "No number has been set for it to reach.")
	case part.Kind == Quantity && part.Progress.Quantity < part.Target:
		f.Wanting = append(f.Wanting, fmt.Sprintf("%s of %s %s so far.", Number(part.Progress.Quantity), Number(part.Target), part.Unit))
	case part.Kind != Quantity && !part.Progress.Complete:
		f.Wanting = append(f.Wanting, "The owner has not said that it is complete.")
	}
	if wanting := p.evidenceWanting(part); wanting != "" {
		f.Wanting = append(f.Wanting, wanting)
	}
	if part.Signed == nil {
		f.Wanting = append(f.Wanting, notSigned+" by "+p.PostTitle(part.Signer)+".")
	}
	f.Done = len(f.Wanting) == 0
	if f.Done {
		f.DoneOn = part.Signed.On
	}
	f.LastNews = part.Progress.LastUpdate
	for _, m := range part.Milestones {
		if m.Reached.After(f.LastNews) && !m.Reached.After(p.Day) {
			f.LastNews = m.Reached
		}
	}
	return f
}

func (p *Plan) evidenceWanting(part *Part) string {
	offered, ended, afterSigning, judgedByOwner := 0, calendar.Date{}, false, false
	for _, e := range p.EvidenceFor(part.ID) {
		switch {
		case e.CountsOn(p.Day) && p.isJudgedByOwner(e, part):
			judgedByOwner = true
		case e.CountsOn(p.Day) && part.Signed != nil && !part.Signed.saw(e):
			afterSigning = true
		case e.CountsOn(p.Day):
			return ""
		case e.State == Accepted && e.Expires.After(ended):
			ended = e.Expires
		case e.State == Offered:
			offered++
		}
	}
	switch {
	case afterSigning:
		return "Its evidence was accepted after it was signed off, so it must be signed off again."
	case judgedByOwner:
		return "Its evidence was accepted by the agency that now owns it, so another agency must judge it again."
	case !ended.IsZero():
		return "Its evidence ran out on " + ended.Long() + "."
	case offered > 0:
		return "Its evidence has not been accepted yet."
	default:
		return "It has no accepted evidence."
	}
}

// isJudgedByOwner says whether the part has moved since to the agency that
// judged the evidence: nobody judges their own.
func (p *Plan) isJudgedByOwner(e *Evidence, part *Part) bool {
	judge, ok := p.Memberships.Get(e.JudgedBy)
	return ok && judge.Agency == p.AgencyOfPost(part.Owner)
}

// counting gives the evidence for a part that counts, as accepted by a day.
func (p *Plan) counting(part *Part, by calendar.Date) (shown []Shown) {
	for _, e := range p.EvidenceFor(part.ID) {
		if e.CountsOn(p.Day) && !p.isJudgedByOwner(e, part) && !e.JudgedOn.After(by) {
			shown = append(shown, Shown{e.ID, e.Version})
		}
	}
	return shown
}

// ActionFacts is what is true of an action on the plan's day.
type ActionFacts struct {
	Action      *Action
	Parts       int
	PartsDone   int
	Outstanding []*Part
	State       DoneState
	DoneOn      calendar.Date // when the last part was signed off
	DueNow      calendar.Date // the latest date its parts are held to, or its own
	HeldTo      calendar.Date // the earliest date that a part still wanting is held to, or DueNow
	LastNews    calendar.Date // the latest update or milestone reached
	InProgress  bool          // not done, with news in the last 90 days
	Silent      bool          // not done, with no news for more than 90 days
	Slipped     bool          // not done and past its original date, or done after it
	DaysLate    int           // against the original date; 0 when not late
	Checked     Fact
	CheckLost   bool // a check had found it in practice, and a later one did not
	Difference  Fact
	Judged      bool     // it has been laid down by what it is judged
	Verdict     *Verdict // what was worked out by that; nil where nothing was
}

// Done says whether every part is done.
func (f *ActionFacts) Done() bool { return f.State == Done }

// Facts gives an action's facts, or nil for an action not in the plan.
func (p *Plan) Facts(action string) *ActionFacts {
	d := p.derived
	if d == nil {
		a, ok := p.Actions.Get(action)
		if !ok {
			return nil
		}
		return p.factsOf(a)
	}
	d.facts.Do(func() {
		d.status = make(map[string]*ActionFacts, p.Actions.Len())
		for a := range p.Actions.All() {
			d.status[a.ID] = p.factsOf(a)
		}
	})
	return d.status[action]
}

func (p *Plan) factsOf(a *Action) *ActionFacts {
	f := &ActionFacts{Action: a, DueNow: a.Due, Checked: notYetChecked, Difference: p.differenceOf(a), Judged: p.YardstickOf(a.ID) != nil, Verdict: p.VerdictOf(a.ID)}
	for _, part := range p.PartsOf(a.ID) {
		facts := p.FactsOfPart(part)
		f.Parts++
		if facts.Done {
			f.PartsDone++
			f.DoneOn = later(f.DoneOn, facts.DoneOn)
		} else {
			f.Outstanding = append(f.Outstanding, part)
			f.HeldTo = earlier(f.HeldTo, part.DueNow())
		}
		f.DueNow = later(f.DueNow, part.DueNow())
		f.LastNews = later(f.LastNews, facts.LastNews)
	}
	if f.HeldTo.IsZero() {
		f.HeldTo = f.DueNow
	}
	f.State = doneState(f.PartsDone, f.Parts)
	live := a.Standing == Live
	if f.State != Done {
		f.DoneOn = calendar.Date{}
		since := later(f.LastNews, a.PlannedOn)
		f.InProgress = live && !f.LastNews.IsZero() && p.Day.Sub(f.LastNews) <= SilentAfter
		f.Silent = live && !since.IsZero() && p.Day.Sub(since) > SilentAfter
	}
	if until := lateUntil(f, p.Day); live && !a.Due.IsZero() && until.After(a.Due) {
		f.Slipped, f.DaysLate = true, until.Sub(a.Due)
	}
	return f
}

func lateUntil(f *ActionFacts, day calendar.Date) calendar.Date {
	if f.State == Done {
		return f.DoneOn
	}
	return day
}

// doneState needs at least two parts before "all but one": an action whose
// only part is outstanding is simply not done.
func doneState(done, parts int) DoneState {
	switch {
	case parts == 0:
		return Unplanned
	case done == parts:
		return Done
	case done > 0 && done == parts-1:
		return AllButOnePart
	case done > 0:
		return SomeParts
	default:
		return NoParts
	}
}

// DoneWords says how far an action is, in words for a page.
func (f *ActionFacts) DoneWords() string {
	switch f.State {
	case Done:
		return "Done"
	case AllButOnePart:
		return "All but one part"
	case Unplanned:
		return "No parts planned"
	case NoParts:
		if f.Parts == 1 {
			return "Not done"
		}
		return fmt.Sprintf("None of %d parts", f.Parts)
	default:
		return fmt.Sprintf("%d of %d parts", f.PartsDone, f.Parts)
	}
}

// earlier passes over a date that is not known.
func earlier(a, b calendar.Date) calendar.Date {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}
