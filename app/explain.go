package app

import (
	"context"
	"errors"

	"throughline/access"
	"throughline/plan"
	"throughline/store"
)

// Explain says why somebody may, or may not, do something to a record today.
// The asker needs access.ExplainAccess. Without a purpose each of the person's
// own is tried, and the first that opens the record is the one explained.
func (s *Service) Explain(ctx context.Context, asker, of access.Caller, purpose access.Purpose, act access.Act, record string) (access.Explanation, error) {
	class, people, err := s.db.StandingsTo(ctx, asker, of, record)
	if errors.Is(err, store.ErrNotFound) {
		return s.explainOpen(ctx, asker, of, act, record)
	}
	if err != nil {
		return access.Explanation{}, err
	}
	purposes := []access.Purpose{purpose}
	if purpose == "" {
		if purposes = s.Policy().PurposesOf(of); len(purposes) == 0 {
			purposes = []access.Purpose{access.DirectWork}
		}
	}
	var first access.Explanation
	for i, p := range purposes {
		why := explainAbout(s.Policy(), of, p, act, class, people)
		if why.Allowed {
			return why, nil
		}
		if i == 0 {
			first = why
		}
	}
	return first, nil
}

// explainAbout puts the people a record is about together as the store does:
// somebody must open it, and nobody may stand behind a wall that stays shut.
func explainAbout(p *access.Policy, of access.Caller, purpose access.Purpose, act access.Act, class access.Class, people []store.Standing) access.Explanation {
	var why access.Explanation
	for i, person := range people {
		one := p.Explain(of, purpose, act, class, person.Wall, person.Ties)
		if !one.Allowed && person.Wall != access.NoWall {
			return one
		}
		if i == 0 || one.Allowed && !why.Allowed {
			why = one
		}
	}
	return why
}

// explainOpen explains what is not about people, by the table of roles.
func (s *Service) explainOpen(ctx context.Context, asker, of access.Caller, act access.Act, record string) (access.Explanation, error) {
	thing, err := s.db.Thing(ctx, asker, record, store.Moment{})
	if err != nil {
		return access.Explanation{}, err
	}
	need := access.ReadPlan
	if thing.Kind == plan.KindEvidence {
		need = access.ReadEvidence
	}
	why := access.Explanation{Allowed: act == access.View && of.May(need), File: "the table of roles"}
	switch {
	case act != access.View:
		why.Sentence = of.Name + " reaches this through the plan, where each change has a permission of its own: only “view” can be explained here."
	case why.Allowed:
		why.Sentence = of.Name + " may open this record, because it is part of the plan, and their role lets them " + string(need) + "."
	default:
		why.Sentence = of.Name + " may not open this record: it is part of the plan, and no role of theirs lets them " + string(need) + "."
	}
	return why, nil
}
