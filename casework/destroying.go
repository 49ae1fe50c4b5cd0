package casework

import (
	"throughline/access"
)

// deciders are the roles whose holders decide about the list: the adoption
// service behind its own wall, and those who check access everywhere else.
func (d *Destruction) deciders() []access.Role {
	if d.Adoption {
		return []access.Role{access.AdoptionWorker}
	}
	return []access.Role{access.GovernanceLead, access.CaldicottGuardian}
}

// severalDecide is how many people there must be before three different ones
// are asked for.
const severalDecide = 3

// Barred says in a sentence why somebody may not take the list to a state, or
// is "" when they may. mine says whether a membership is theirs; holders counts
// the people of the council who hold one of some roles today.
//
// Whoever proposed a list doesn't look through it, and whoever looked through
// it doesn't sign it. Nor does whoever proposed it, where there are three
// people or more to share the work.
func (d *Destruction) Barred(to DestructionState, mine func(membership string) bool, holders func(roles ...access.Role) int) string {
	switch {
	case to == DestructionReviewed && mine(d.ProposedBy):
		return "You proposed this list, so somebody else must look through it."
	case to == DestructionSigned && mine(d.by(DestructionReviewed)):
		return "You looked through this list, so somebody else must sign it."
	case to == DestructionSigned && mine(d.ProposedBy) && holders(d.deciders()...) >= severalDecide:
		return "You proposed this list, and others can sign it, so one of them must."
	default:
		return ""
	}
}

// DestructionClass is the class of the lists of records to destroy of people
// with a wall. Who may see and record it without a tie to the person decides
// about everything that is kept about them.
func DestructionClass(wall access.Wall) access.Class {
	if wall == access.AdoptionWall {
		return adoptionListClass
	}
	return destructionClass
}
