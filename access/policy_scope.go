package access

import "slices"

// Scope is what the caller reaches for the purpose and act: what any of their
// roles opens. A purpose that isn't declared opens nothing.
//
// Glass opens what the policy gives the caller's roles for an emergency, to
// roles that may break it, and for any purpose that serves the role at all.
// Until it is broken, somebody who asks in an emergency may find the person
// and write down that they break it; that is all that an emergency by itself
// opens to everybody.
func (p *Policy) Scope(c Caller, purpose Purpose, act Act) Scope {
	s := Scope{Caller: c, Purpose: purpose, Act: act}
	a := slices.Index(Acts, act)
	if !purpose.Known() || a < 0 || c.Account == "" || c.Authority == "" {
		return s
	}
	own := []Relationship{Unrelated}
	glass := Unrelated
	if c.Council {
		own, glass = append(own, OfAuthority), OfAuthority
	}
	for _, role := range c.Roles {
		if b := p.block(role, purpose); b != nil {
			for _, r := range own {
				s.Masks.open(OwnLevel, b.masks[a][slices.Index(Relationships, r)], beforeGlass(purpose, act))
			}
			for _, tie := range tied {
				s.Masks.open(tie.level, b.masks[a][slices.Index(Relationships, tie.relationship)], everything)
			}
		}
		if slices.Contains(granted[role], BreakGlass) && p.serves(role, purpose, a) {
			s.Masks.open(GlassLevel, p.block(role, Emergency).masks[a][slices.Index(Relationships, glass)], everything)
		}
	}
	return s
}

var tied = [...]struct {
	level        Level
	relationship Relationship
}{{AgencyLevel, OfAgency}, {TeamLevel, OfTeam}, {AllocatedLevel, Allocated}}

// serves says whether the purpose opens anything to the role, for the act by
// its place.
func (p *Policy) serves(role Role, purpose Purpose, act int) bool {
	b := p.block(role, purpose)
	return b != nil && b.masks[act] != [5][3]uint64{}
}

const everything = ^uint64(0)

// beforeGlass is what may be open to everybody for the purpose.
func beforeGlass(purpose Purpose, act Act) (classes uint64) {
	if purpose != Emergency {
		return everything
	}
	compartment := map[Act]Compartment{View: Identity, Record: Oversight}[act]
	for n, class := range Classes() {
		if class.Compartment == compartment {
			classes |= 1 << n
		}
	}
	return classes
}

func (m *Masks) open(level Level, byWall [3]uint64, within uint64) {
	for wall, classes := range byWall {
		m[wall][level] |= classes & within
	}
}

// PurposesOf gives the purposes that open anything to the caller's roles, in
// the order pages offer them: the first is what to offer by itself.
func (p *Policy) PurposesOf(c Caller) (purposes []Purpose) {
	for _, purpose := range Purposes {
		if slices.ContainsFunc(Acts, func(act Act) bool { return p.Scope(c, purpose, act).Masks != Masks{} }) {
			purposes = append(purposes, purpose)
		}
	}
	return purposes
}
