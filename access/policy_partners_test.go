package access_test

import (
	"testing"

	"throughline/access"
)

// Whoever checks access for a partner decides about holds and sharing of those
// whom their agency works with. Lists of records to destroy, which name what
// other agencies keep, and alerts about others' staff are the council's.
func TestWhoChecksAccessForAPartner(t *testing.T) {
	p := theShipped(t)
	for _, role := range []access.Role{access.CaldicottGuardian, access.GovernanceLead} {
		for _, council := range []bool{false, true} {
			caller := acting(role)
			caller.Council = council
			for _, ties := range []access.Ties{nobodys, ofAgency, ofTeam, allocated, glass} {
				for _, act := range []access.Act{access.View, access.Record} {
					scope := p.Scope(caller, access.Governance, act)
					if got := scope.Allows(access.Class{Sensitivity: access.Sensitive, Compartment: access.Oversight}, access.NoWall, ties); got != council {
						t.Errorf("%s, council %t, %+v: to %s a list is %t", role, council, ties, act, got)
					}
					tied := ties == ofAgency || ties == allocated
					if got := scope.Allows(access.Class{Sensitivity: access.Personal, Compartment: access.Oversight}, access.NoWall, ties); got != (council || tied) {
						t.Errorf("%s, council %t, %+v: to %s a hold is %t", role, council, ties, act, got)
					}
				}
			}
		}
	}
}
