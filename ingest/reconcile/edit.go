package reconcile

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"

	"throughline/change"
	"throughline/plan"
)

// edit gives the named change that puts some fields of an area, action or part to what they are to be, and what they are now.
func edit(p *plan.Plan, of Patch, put map[string]any) (ch plan.Change, was map[string]any, err error) {
	switch of.Of {
	case plan.KindPart:
		held, ok := p.Parts.Get(of.ID)
		if !ok {
			return nil, nil, change.Missing("part")
		}
		next, was, err := overlaid(*held, put)
		next.Thing = held.Thing
		return plan.EditPart{Seen: held.Version, Body: next}, was, err
	case plan.KindAction:
		held, ok := p.Actions.Get(of.ID)
		if !ok {
			return nil, nil, change.Missing("action")
		}
		a, was, err := overlaid(*held, put)
		return plan.EditAction{
			Action: held.ID, Seen: held.Version, Title: a.Title, Areas: a.Areas, Origin: a.Origin, OriginNote: a.OriginNote, Order: a.Order,
			DependsOn: a.DependsOn, SuccessMeasure: a.SuccessMeasure, Contingency: a.Contingency, GoLive: a.GoLive,
		}, was, err
	default:
		held, ok := p.Areas.Get(of.ID)
		if !ok {
			return nil, nil, change.Missing("area for improvement")
		}
		next, was, err := overlaid(*held, put)
		return plan.RecordArea{ID: held.ID, Seen: held.Version, Body: next}, was, err
	}
}

// overlaid gives a copy of a body with some fields put otherwise, and what they were. The body itself shares nothing with the copy.
func overlaid[T any](held T, put map[string]any) (next T, was map[string]any, err error) {
	whole, err := fieldsOf(held)
	if err != nil {
		return next, nil, err
	}
	was = map[string]any{}
	for name := range put {
		value, ok := whole[name]
		if !ok {
			return next, nil, fmt.Errorf("a %T has no %s", held, name)
		}
		was[name] = value
	}
	maps.Copy(whole, put)
	raw, err := json.Marshal(whole)
	if err != nil {
		return next, nil, err
	}
	return next, was, json.Unmarshal(raw, &next)
}

func fieldsOf(body any) (fields map[string]any, err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return fields, json.Unmarshal(raw, &fields)
}

// PutBack gives the plan's own named change that undoes what accepting a difference did; nil where nothing was changed.
func PutBack(p *plan.Plan, s *plan.Settlement) (plan.Change, error) {
	switch {
	case s.Outcome != plan.TakenUp:
		return nil, nil //nolint:nilnil // nothing was changed, so there is nothing to put back
	case s.Made == (plan.EndAction{}).Name():
		return plan.ReinstateAction{Action: s.Action}, nil
	case s.Before == nil:
		return nil, cantPutBack(s.Made)
	}
	var patch Patch
	if err := json.Unmarshal(s.Before, &patch); err != nil {
		return nil, fmt.Errorf("what accepting a difference replaced can't be read: %w", err)
	}
	ch, now, err := edit(p, patch, patch.Was)
	if err != nil {
		return nil, err
	}
	put, err := fieldsOf(patch.Put)
	if err != nil {
		return nil, err
	}
	if !reflect.DeepEqual(put, now) {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "The plan was changed here since the difference was accepted, so it can’t be put back by itself. Change it in the plan."}}
	}
	return ch, nil
}

func cantPutBack(made string) error {
	next := "Change it in the plan."
	switch made {
	case (plan.AskExtension{}).Name():
		next = "The chair or the deputy can refuse it."
	case (plan.AddPart{}).Name(), (plan.RemovePart{}).Name():
		next = "A part is taken out of the plan, or added, on its action’s page, with a reason."
	case (plan.PlanAction{}).Name():
		next = "Withdraw the action on its own page, with a reason."
	}
	return change.Problems{{Kind: change.Invalid, Sentence: "To “" + made + "” can’t be put back from here. " + next}}
}
