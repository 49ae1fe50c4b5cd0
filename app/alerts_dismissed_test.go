package app_test

import (
	"fmt"
	"slices"
	"testing"

	"throughline/access"
	"throughline/casework"
	"throughline/practice/england"
)

// Nobody learns by a dismissal what they could not see: whoever the policy lets see the class of a dismissal sees every class that its alert hangs
// on, for the same reason, with the same tie and behind the same wall. recordedHere is what an alert hangs on besides where a record here began it.
func TestADismissalIsAtLeastAsStrictAsItsAlert(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	policy, err := access.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	recordedHere := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	tried, mayNot, had := 0, 0, map[string]bool{}
	for _, a := range pack.Alerts {
		hangs := pack.AlertClasses(a)
		if !a.On || a.Raise.Judged || len(hangs) == 0 {
			continue
		}
		for _, needs := range [][]access.Class{hangs, append(slices.Clone(hangs), recordedHere)} {
			key := fmt.Sprint(needs)
			if had[key] {
				continue
			}
			had[key] = true
			if !casework.MayBeDismissed(needs) {
				mayNot++
				continue
			}
			class, _ := casework.ClassOf(casework.Dismissal{Hangs: needs})
			for _, s := range everyStance(policy) {
				for _, n := range needs {
					tried++
					if s.scope.Allows(class, s.wall, s.ties) && !s.scope.Allows(n, s.wall, s.ties) {
						t.Fatalf("%s hangs on %v and is dismissed under %v: %v for %s with %+v behind %q sees the dismissal and not %v", a.Code, needs, class, s.scope.Caller.Roles, s.scope.Purpose, s.ties, s.wall, n)
					}
				}
			}
		}
	}
	if tried < 100_000 {
		t.Errorf("only %d were tried", tried)
	}
	t.Logf("%d tried; %d can't be dismissed", tried, mayNot)
}

type stance struct {
	scope access.Scope
	wall  access.Wall
	ties  access.Ties
}

func everyStance(policy *access.Policy) (all []stance) {
	for _, role := range access.Roles {
		for _, purpose := range access.Purposes {
			for _, council := range []bool{true, false} {
				scope := policy.Scope(access.Caller{Account: "a", Authority: "b", Roles: []access.Role{role}, Council: council}, purpose, access.View)
				for _, wall := range access.Walls {
					for set := range 16 {
						all = append(all, stance{scope, wall, access.Ties{Allocated: set&1 > 0, Team: set&2 > 0, Agency: set&4 > 0, Glass: set&8 > 0}})
					}
				}
			}
		}
	}
	return all
}
