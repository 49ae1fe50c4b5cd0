package matrix

import (
	"slices"

	"throughline/access"
)

// stance is one member of staff who looks for one purpose.
type stance struct {
	*actor
	purpose access.Purpose
}

func (s stance) String() string { return s.actor.String() + " for " + string(s.purpose) }

// expecting is what the policy says of a council, by the ties that the test
// set up. It asks the policy cell by cell, and neither the masks nor the store.
type expecting struct {
	policy *access.Policy
	c      *council
	opened map[cell]bool
	served map[cell]bool
}

type cell struct {
	role    access.Role
	acts    bool
	purpose access.Purpose
	act     access.Act
	class   access.Class
	wall    access.Wall
	tied    string
}

func expect(policy *access.Policy, c *council) *expecting {
	return &expecting{policy, c, map[cell]bool{}, map[cell]bool{}}
}

// opens says whether the policy opens a class about one person.
func (e *expecting) opens(s stance, act access.Act, class access.Class, p *person) bool {
	return e.stood(s, act, class, p.wall, p.tied)
}

func (e *expecting) stood(s stance, act access.Act, class access.Class, wall access.Wall, tied string) bool {
	at := cell{s.role, s.acts, s.purpose, act, class, wall, tied}
	if known, ok := e.opened[at]; ok {
		return known
	}
	open := false
	for _, role := range s.roles {
		open = open || e.roleOpens(role, s, act, class, wall, tied)
	}
	e.opened[at] = open
	return open
}

func (e *expecting) roleOpens(role access.Role, s stance, act access.Act, class access.Class, wall access.Wall, tied string) bool {
	decide := func(r access.Relationship, purpose access.Purpose) bool {
		return e.policy.Decide(role, r, class, wall, purpose, act).Allowed
	}
	everybody := []access.Relationship{access.Unrelated}
	if s.acts {
		everybody = append(everybody, access.OfAuthority)
	}
	for _, r := range everybody {
		// In an emergency nothing but the name is open until the glass is
		// broken, and nothing but the breaking of it is written down.
		early := s.purpose != access.Emergency || act == access.View && class.Compartment == access.Identity || act == access.Record && class.Compartment == access.Oversight
		if early && decide(r, s.purpose) {
			return true
		}
	}
	switch tied {
	case byAgency:
		return decide(access.OfAgency, s.purpose)
	case byTeam:
		return decide(access.OfTeam, s.purpose)
	case byAllocation:
		return decide(access.Allocated, s.purpose)
	case byGlass:
		return mayBreakGlass(role) && e.serves(role, s.purpose, act) && decide(everybody[len(everybody)-1], access.Emergency)
	}
	return false
}

func mayBreakGlass(role access.Role) bool {
	return access.Caller{Account: "a", Authority: "b", Roles: []access.Role{role}}.May(access.BreakGlass)
}

// serves says whether a purpose opens anything at all to a role.
func (e *expecting) serves(role access.Role, purpose access.Purpose, act access.Act) bool {
	at := cell{role: role, purpose: purpose, act: act}
	known, ok := e.served[at]
	if !ok {
		known = e.servesAtAll(role, purpose, act)
		e.served[at] = known
	}
	return known
}

func (e *expecting) servesAtAll(role access.Role, purpose access.Purpose, act access.Act) bool {
	for _, r := range access.Relationships {
		for _, wall := range access.Walls {
			for _, class := range access.Classes() {
				if e.policy.Decide(role, r, class, wall, purpose, act).Allowed {
					return true
				}
			}
		}
	}
	return false
}

// allows says whether the policy opens a thing: to somebody it is about, with
// nobody behind a wall that stays shut.
func (e *expecting) allows(s stance, act access.Act, x *thing) bool {
	if len(x.about) == 0 {
		return e.stood(s, act, x.class, access.NoWall, untied)
	}
	some := false
	for _, p := range x.about {
		open := e.opens(s, act, x.class, p)
		if !open && p.wall != access.NoWall {
			return false
		}
		some = some || open
	}
	return some
}

// worksWith says whether somebody has a tie to the person today that puts them
// on the list of those they work with. The council as a whole works with nearly
// everybody, so that its own tie doesn't.
func (s stance) worksWith(p *person) bool {
	return slices.Contains([]string{byTeam, byAllocation, byGlass}, p.tied) || p.tied == byAgency && !s.acts
}

// seesMore says whether the caller may see the name of anybody without a tie.
func (e *expecting) seesMore(s stance) bool {
	return slices.ContainsFunc(access.Walls, func(wall access.Wall) bool { return e.stood(s, access.View, e.c.people[0].own.class, wall, untied) })
}

// purposes are those for which the role may see or record anything.
func (e *expecting) purposes(a *actor) (offered []access.Purpose) {
	for _, purpose := range access.Purposes {
		if slices.ContainsFunc([]access.Act{access.View, access.Record}, func(act access.Act) bool { return e.anything(stance{a, purpose}, act) }) {
			offered = append(offered, purpose)
		}
	}
	return offered
}

func (e *expecting) anything(s stance, act access.Act) bool {
	for _, wall := range access.Walls {
		for _, tied := range everyTie {
			for _, class := range access.Classes() {
				if e.stood(s, act, class, wall, tied) {
					return true
				}
			}
		}
	}
	return false
}
