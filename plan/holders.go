package plan

import (
	"slices"

	"throughline/access"
)

// CouncilHolders counts the people who have a place in the council itself on
// the plan's day and hold one of the roles there. Somebody with two places
// counts once.
func (p *Plan) CouncilHolders(roles ...access.Role) int {
	accounts := map[string]bool{}
	for m := range p.Memberships.All() {
		agency, ok := p.Agencies.Get(m.Agency)
		if !ok || agency.Kind != CouncilKind || !m.Ended.IsZero() && p.Day.After(m.Ended) {
			continue
		}
		if slices.ContainsFunc(m.Roles, func(r access.Role) bool { return slices.Contains(roles, r) }) {
			accounts[m.Account] = true
		}
	}
	return len(accounts)
}
