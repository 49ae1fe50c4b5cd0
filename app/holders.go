package app

import "throughline/access"

// CouncilHolders counts those of the council who hold one of the roles today.
func (d directory) CouncilHolders(roles ...access.Role) int { return d.plan.CouncilHolders(roles...) }
