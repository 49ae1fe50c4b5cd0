package plan

import (
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
)

// PlanAction puts an action into the plan with its parts.
type PlanAction struct {
	ID    string
	Body  Action // Ref, PlannedOn and Standing are filled in; Due and Rule come from its area where left blank
	Parts []Part // ID, Ref and Due are filled in where left blank
}

// Name is the change's name in the ledger.
func (PlanAction) Name() string { return "plan an action" }

// Needs is the permission it takes.
func (PlanAction) Needs() access.Permission { return access.EditPlan }

// Decide refuses an action due before the report, and a part without an
// owner or with a signer from its owner's agency.
func (ch PlanAction) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Body.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	next := ch.Body
	next.Standing, next.Ending, next.PlannedOn = Live, nil, c.On
	if next.Ref = strings.TrimSpace(next.Ref); next.Ref == "" {
		next.Ref = p.nextRef()
	}
	if next.Order == 0 {
		next.Order = p.Actions.Len() + 1
	}
	problems := p.checkAction("", &next)
	if len(ch.Parts) == 0 {
		problems.Add("parts", "Add at least one part. An action is done only when each of its parts is.")
	}
	id := orNew(ch.ID, c)
	parts := p.checkParts(&problems, &next, ch.Parts)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	puts := []change.Put{createdAs(KindAction, id, next.Inspection, next)}
	for _, part := range parts {
		part.Action = id
		puts = append(puts, createdAs(KindPart, orNew(part.ID, c), id, part))
	}
	return puts, nil
}

func (p *Plan) checkParts(problems *change.Problems, action *Action, given []Part) []Part {
	parts, taken := make([]Part, len(given)), []string{}
	for i := range given {
		parts[i] = given[i].asPlanned()
		if parts[i].Ref == "" {
			continue
		}
		if slices.ContainsFunc(taken, parts[i].sharesRef) {
			problems.Add(fmt.Sprintf("parts.%d.ref", i), refTaken(parts[i].Ref))
		}
		taken = append(taken, parts[i].Ref)
	}
	for i := range parts {
		if parts[i].Ref == "" {
			parts[i].Ref = freeRef(taken)
			taken = append(taken, parts[i].Ref)
		}
		p.checkPart(problems, fmt.Sprintf("parts.%d.", i), action, &parts[i])
	}
	return parts
}

func (p *Plan) nextRef() string {
	highest := 0
	for a := range p.Actions.All() {
		if _, n, rest := leadingNumber(a.Ref); rest == "" {
			highest = max(highest, n)
		}
	}
	return fmt.Sprintf("A%d", highest+1)
}

func letter(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letter(i/26-1) + letter(i%26)
}

func (p *Plan) checkAction(id string, a *Action) (problems change.Problems) {
	if a.Title = strings.TrimSpace(a.Title); a.Title == "" {
		problems.Add("title", "Enter what will be done.")
	}
	for other := range p.Actions.All() {
		if other.ID != id && strings.EqualFold(other.Ref, a.Ref) {
			problems.Add("ref", "Another action already has the reference "+other.Ref+".")
		}
	}
	if !known(a.Origin, Origins) {
		problems.Add("origin", "Choose where the action came from.")
	}
	switch {
	case !known(a.Section, Sections):
		problems.Add("section", "Choose a section of the plan.")
	case a.Section == Additional && a.Timescale != deadline.None:
		problems.Add("timescale", "An additional action has no timescale from inspectors. Enter its due date instead.")
	case a.Section != Additional && a.Timescale != deadline.None && !knownTimescale(a.Timescale):
		problems.Add("timescale", "Choose the timescale inspectors set.")
	}
	p.checkServes(&problems, a)
	if a.Due.IsZero() {
		problems.Add("due", "Enter the date by which it is due.")
	}
	p.checkDueAfterReport(&problems, "due", a.Inspection, a.Due)
	if inspection, ok := p.Inspections.Get(a.Inspection); ok && !a.GoLive.IsZero() && a.GoLive.Before(inspection.Start.Earliest()) {
		problems.Add("go_live", "The day practice changes can't be before the inspection.")
	}
	for _, other := range a.DependsOn {
		if _, ok := p.Actions.Get(other); !ok {
			problems.Add("depends_on", "An action it depends on is not in the plan.")
		} else if id != "" && p.reaches(other, id, map[string]bool{}) {
			problems.Add("depends_on", "That would make the action wait for itself. Take one of the dependencies out.")
		}
	}
	return problems
}

// checkServes wants an action of an inspectors' section to serve an area with
// the same section and timescale, and takes its date from there when blank.
func (p *Plan) checkServes(problems *change.Problems, a *Action) {
	matched := a.Section == Additional
	for _, id := range a.Areas {
		area, ok := p.Areas.Get(id)
		if !ok || area.Inspection != a.Inspection {
			problems.Add("areas", "Choose areas for improvement of the same inspection.")
			return
		}
		if area.Section == a.Section && area.Timescale == a.Timescale {
			matched = true
			if a.Due.IsZero() {
				a.Due, a.Rule = area.Due, area.Rule
			}
		}
	}
	if !matched {
		problems.Add("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")
	}
}

func (p *Plan) reaches(from, to string, seen map[string]bool) bool {
	if from == to {
		return true
	}
	if seen[from] {
		return false
	}
	seen[from] = true
	if a, ok := p.Actions.Get(from); ok {
		for _, next := range a.DependsOn {
			if p.reaches(next, to, seen) {
				return true
			}
		}
	}
	return false
}

// EditAction changes an action's words, measures and order. Its original due
// date, section and timescale never move: more time is an extension.
type EditAction struct {
	Action         string
	Seen           int
	Title          string
	Areas          []string
	Origin         Origin
	OriginNote     string
	Order          int
	DependsOn      []string
	SuccessMeasure string
	Contingency    string
	GoLive         calendar.Date
}

// Name is the change's name in the ledger.
func (EditAction) Name() string { return "change an action" }

// Needs is the permission it takes.
func (EditAction) Needs() access.Permission { return access.EditPlan }

// Decide refuses a circle of dependence.
func (ch EditAction) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Actions.Get(ch.Action)
	if !ok {
		return nil, change.Missing("action")
	}
	if err := outdated(ch.Seen, &held.Thing, "action"); err != nil {
		return nil, err
	}
	if held.Standing != Live {
		return nil, notLive(held)
	}
	next := *held
	next.Title, next.Areas, next.Origin, next.OriginNote = ch.Title, ch.Areas, ch.Origin, ch.OriginNote
	next.DependsOn, next.SuccessMeasure, next.Contingency, next.GoLive = ch.DependsOn, ch.SuccessMeasure, ch.Contingency, ch.GoLive
	if ch.Order > 0 {
		next.Order = ch.Order
	}
	if err := p.checkAction(held.ID, &next).Err(); err != nil {
		return nil, err
	}
	return []change.Put{nextOf(KindAction, &held.Thing, held.Inspection, next)}, nil
}

// EndAction says that an action is withdrawn, superseded or not accepted,
// with who and why. It stays in the explanation of every count.
type EndAction struct {
	Action       string
	Standing     Standing
	Reason       string
	SupersededBy string
	Confirm      string // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (EndAction) Name() string { return "withdraw, supersede or not accept an action" }

// Needs is the permission it takes.
func (EndAction) Needs() access.Permission { return access.EditPlan }

// Decide refuses somebody whose own agency owns a part of it, so that nobody
// ends their own agency's work.
func (ch EndAction) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Actions.Get(ch.Action)
	if !ok {
		return nil, change.Missing("action")
	}
	if held.Standing != Live {
		return nil, overtaken("This action is already " + held.Standing.Words() + ".")
	}
	own := p.agenciesOf(c.By)
	for _, part := range p.PartsOf(held.ID) {
		if p.isOwn(c.By, own, part) {
			return nil, change.Forbid("Your own agency owns part " + p.PartRef(part) + " of this action, so somebody of another agency must decide this: the chair of the group, or the deputy.")
		}
	}
	var problems change.Problems
	switch ch.Standing {
	case Withdrawn, NotAccepted:
	case Superseded:
		if other, ok := p.Actions.Get(ch.SupersededBy); !ok || other.ID == held.ID || other.Standing != Live {
			problems.Add("superseded_by", "Choose the live action that takes its place.")
		}
	default:
		problems.Add("standing", "Choose withdrawn, superseded or not accepted.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why. The reason is shown wherever the action is left out of a count.")
	}
	confirmation := confirmed(c, p.lookThrough("the reason", ch.Reason), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Standing = ch.Standing
	next.Ending = &Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), Confirmation: confirmation}
	if ch.Standing == Superseded {
		next.Ending.SupersededBy = ch.SupersededBy
	}
	return []change.Put{nextOf(KindAction, &held.Thing, held.Inspection, next)}, nil
}

// ReinstateAction brings back an action that was withdrawn, superseded or
// not accepted.
type ReinstateAction struct{ Action string }

// Name is the change's name in the ledger.
func (ReinstateAction) Name() string { return "reinstate an action" }

// Needs is the permission it takes.
func (ReinstateAction) Needs() access.Permission { return access.EditPlan }

// Decide makes it live again; its history keeps why it had ended.
func (ch ReinstateAction) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, ok := p.Actions.Get(ch.Action)
	if !ok {
		return nil, change.Missing("action")
	}
	if held.Standing == Live {
		return nil, overtaken("This action is already live.")
	}
	next := *held
	next.Standing, next.Ending = Live, nil
	return []change.Put{nextOf(KindAction, &held.Thing, held.Inspection, next)}, nil
}
