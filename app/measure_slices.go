package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"throughline/access"
	"throughline/measure"
	"throughline/practice"
)

// named gives slices by the names that teams, agencies and people had at a moment, in order of name: figures are kept by their ids, so that a new
// name is seen at once. What is no id of ours, such as a word in a return, stays as it is.
func (s *Service) named(ctx context.Context, caller access.Caller, when When, cut practice.Cut, all []measure.Slice) ([]measure.Slice, error) {
	if !slices.Contains([]practice.Cut{"team", "agency", "reviewing_officer", "worker"}, cut) {
		return all, nil
	}
	now, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	for i := range all {
		id := all[i].Value
		switch cut {
		case "team":
			if _, ok := now.Plan.Teams.Get(id); ok {
				all[i].Value = now.Plan.TeamName(id)
			}
		case "agency":
			if _, ok := now.Plan.Agencies.Get(id); ok {
				all[i].Value = now.Plan.AgencyName(id)
			}
		default:
			if member, ok := now.Plan.Memberships.Get(id); ok && member.Name != "" {
				all[i].Value = member.Name
			}
		}
	}
	slices.SortStableFunc(all, func(a, b measure.Slice) int {
		if a.Value == measure.NotRecorded || b.Value == measure.NotRecorded {
			return cmp.Compare(rank(a.Value), rank(b.Value))
		}
		return strings.Compare(strings.ToLower(a.Value), strings.ToLower(b.Value))
	})
	return all, nil
}

func rank(value string) int {
	if value == measure.NotRecorded {
		return 1
	}
	return 0
}
