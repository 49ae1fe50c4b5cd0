package access_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
	"pgregory.net/rapid"

	"throughline/access"
)

// asked is one question: may a caller with these roles and ties do this?
type asked struct {
	caller  access.Caller
	purpose access.Purpose
	act     access.Act
	class   access.Class
	wall    access.Wall
	ties    access.Ties
}

func drawAsked(t *rapid.T) asked {
	return asked{
		caller: access.Caller{
			Account: "account", Authority: "authority", Agency: "agency", Membership: "membership", Name: "Amira Khan",
			Roles: rapid.SliceOfN(rapid.SampledFrom(access.Roles), 0, 3).Draw(t, "roles"), Council: rapid.Bool().Draw(t, "council"),
		},
		purpose: rapid.SampledFrom(access.Purposes).Draw(t, "purpose"),
		act:     rapid.SampledFrom(access.Acts).Draw(t, "act"),
		class:   rapid.SampledFrom(access.Classes()).Draw(t, "class"),
		wall:    rapid.SampledFrom(access.Walls).Draw(t, "wall"),
		ties: access.Ties{
			Allocated: rapid.Bool().Draw(t, "allocated"), Team: rapid.Bool().Draw(t, "team"),
			Agency: rapid.Bool().Draw(t, "agency"), Glass: rapid.Bool().Draw(t, "glass"),
		},
	}
}

// cedarSays asks Cedar itself about one cell, from the texts.
func cedarSays(policies *cedar.PolicySet, role access.Role, as access.Relationship, a asked, purpose access.Purpose) bool {
	answer, _ := cedar.Authorize(policies, nil, cedar.Request{
		Principal: types.NewEntityUID("Role", types.String(role)), Action: types.NewEntityUID("Action", types.String(a.act)),
		Resource: types.NewEntityUID("Compartment", types.String(a.class.Compartment)),
		Context: types.NewRecord(types.RecordMap{
			"relationship": types.NewEntityUID("Relationship", types.String(as)),
			"sensitivity":  types.NewEntityUID("Sensitivity", types.String(a.class.Sensitivity)),
			"wall":         types.NewEntityUID("Wall", types.String(a.wall)),
			"purpose":      types.NewEntityUID("Purpose", types.String(purpose)),
		}),
	})
	return answer == cedar.Allow
}

// naively answers a question from the texts in the plainest way.
func naively(policies *cedar.PolicySet, a asked) bool {
	own := access.Unrelated
	if a.caller.Council {
		own = access.OfAuthority
	}
	early := a.act == access.View && a.class.Compartment == access.Identity || a.act == access.Record && a.class.Compartment == access.Oversight
	for _, role := range a.caller.Roles {
		may := func(as access.Relationship, purpose access.Purpose) bool {
			return cedarSays(policies, role, as, a, purpose)
		}
		switch {
		case a.ties.Allocated && may(access.Allocated, a.purpose), a.ties.Team && may(access.OfTeam, a.purpose), a.ties.Agency && may(access.OfAgency, a.purpose):
			return true
		case (a.purpose != access.Emergency || early) && (may(access.Unrelated, a.purpose) || a.caller.Council && may(access.OfAuthority, a.purpose)):
			return true
		case a.ties.Glass && acting(role).May(access.BreakGlass) && may(own, access.Emergency) && servesAnything(policies, role, a):
			return true
		}
	}
	return false
}

// servesAnything says whether the purpose opens anything to the role for the
// act, to whatever class and tie.
func servesAnything(policies *cedar.PolicySet, role access.Role, a asked) bool {
	return slices.ContainsFunc(access.Relationships, func(as access.Relationship) bool {
		return slices.ContainsFunc(access.Classes(), func(class access.Class) bool {
			return slices.ContainsFunc(access.Walls, func(wall access.Wall) bool {
				return cedarSays(policies, role, as, asked{act: a.act, class: class, wall: wall}, a.purpose)
			})
		})
	})
}

func policySet(t failer, files map[string][]byte) *cedar.PolicySet {
	t.Helper()
	set := cedar.NewPolicySet()
	for id, policy := range cedarPolicies(t, files) {
		set.Add(cedar.PolicyID(id), policy)
	}
	return set
}

// Scopes, decisions, explanations and Cedar itself never disagree.
func TestScopesAgreeWithCedar(t *testing.T) {
	files, err := access.ShippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	p, policies := theShipped(t), policySet(t, files)
	rapid.Check(t, func(t *rapid.T) {
		a := drawAsked(t)
		want := naively(policies, a)
		if got := p.Scope(a.caller, a.purpose, a.act).Allows(a.class, a.wall, a.ties); got != want {
			t.Fatalf("the scope says %t, and Cedar %t", got, want)
		}
		if e := p.Explain(a.caller, a.purpose, a.act, a.class, a.wall, a.ties); e.Allowed != want || e.Sentence == "" || want && e.Rule == "" {
			t.Fatalf("%+v, and Cedar says %t", e, want)
		}
		role, as := rapid.SampledFrom(access.Roles).Draw(t, "role"), rapid.SampledFrom(access.Relationships).Draw(t, "as")
		d := p.Decide(role, as, a.class, a.wall, a.purpose, a.act)
		if d.Allowed != cedarSays(policies, role, as, a, a.purpose) || d.Allowed && (d.Rule == "" || d.Because == "" || d.File == "") {
			t.Fatalf("%s as %s: %+v", role, as, d)
		}
	})
}

// Several roles open what each opens, and no more.
func TestRolesOpenWhatEachOpens(t *testing.T) {
	p := theShipped(t)
	rapid.Check(t, func(t *rapid.T) {
		a := drawAsked(t)
		want := slices.ContainsFunc(a.caller.Roles, func(role access.Role) bool {
			one := a.caller
			one.Roles = []access.Role{role}
			return p.Scope(one, a.purpose, a.act).Allows(a.class, a.wall, a.ties)
		})
		if got := p.Scope(a.caller, a.purpose, a.act).Allows(a.class, a.wall, a.ties); got != want {
			t.Fatalf("together %t, one by one %t", got, want)
		}
		unknown := rapid.SampledFrom([]access.Purpose{"", "curiosity", "DIRECT_WORK"}).Draw(t, "unknown")
		if s := p.Scope(a.caller, unknown, a.act); s.Masks != (access.Masks{}) || s.Wide() {
			t.Fatalf("the purpose %q opens %v", unknown, s.Masks)
		}
	})
}

// A council's rules, drawn at random, never go through a wall.
func TestWallsHoldWhateverACouncilWrites(t *testing.T) {
	files, err := access.ShippedFiles()
	if err != nil {
		t.Fatal(err)
	}
	walls := map[string][]byte{"walls.cedar": files["walls.cedar"]}
	walls["all.cedar"] = []byte(`@id("all") permit (principal, action, resource);`)
	onlyWalls := policySet(t, walls)
	ids := slices.Sorted(maps.Keys(cedarPolicies(t, files)))
	ids = slices.DeleteFunc(ids, func(id string) bool { return strings.HasPrefix(id, "wall-") })
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		taken := rapid.SliceOfNDistinct(rapid.SampledFrom(append(ids, "ours-1", "ours-2")), 1, 4, rapid.ID[string]).Draw(t, "ids")
		for _, id := range taken {
			fmt.Fprintf(&b, "@id(%q) @because(\"we say so\") @source(\"drawn\")\npermit (principal, action, resource)\n", id)
			for what, names := range map[string][]string{"principal": asTexts(access.Roles), "resource": asTexts(access.Compartments), "context.purpose": asTexts(access.Purposes)} {
				if rapid.Bool().Draw(t, "narrow "+what) {
					kind := map[string]string{"principal": "Role", "resource": "Compartment", "context.purpose": "Purpose"}[what]
					fmt.Fprintf(&b, "when { %s in [%s::%q, %s::%q] }\n", what, kind, rapid.SampledFrom(names).Draw(t, what), kind, rapid.SampledFrom(names).Draw(t, what+" too"))
				}
			}
			b.WriteString(";\n")
		}
		p := thePolicy(t, map[string][]byte{"ours.cedar": []byte(b.String())})
		role, purpose := rapid.SampledFrom(access.Roles).Draw(t, "role"), rapid.SampledFrom(access.Purposes).Draw(t, "purpose")
		for _, act := range access.Acts {
			for _, as := range access.Relationships {
				for _, wall := range access.Walls {
					for _, class := range access.Classes() {
						a := asked{act: act, class: class, wall: wall}
						if p.Decide(role, as, class, wall, purpose, act).Allowed && !cedarSays(onlyWalls, role, as, a, purpose) {
							t.Fatalf("%s as %s went through the walls to %v, wall %s, for %s, to %s", role, as, class, wall, purpose, act)
						}
					}
				}
			}
		}
	})
}
