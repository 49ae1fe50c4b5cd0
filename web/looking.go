package web

import (
	"math/bits"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
)

// purpose is why the caller looks at people: what they chose, or that for
// which their roles let them see most.
func (v *visit) purpose() access.Purpose {
	offered := v.purposes()
	if chosen := access.Purpose(v.s.sessions.GetString(v.r.Context(), keyPurpose)); slices.Contains(offered, chosen) {
		return chosen
	}
	return widest(v.s.app.Policy(), v.caller, offered)
}

// widest is the purpose for which a caller may see most, first of people they
// have no tie to, and the first of those alike, so that nobody begins with one
// that shows them next to nothing. Nobody begins with an emergency.
func widest(policy *access.Policy, caller access.Caller, offered []access.Purpose) (purpose access.Purpose) {
	most := -1
	for _, p := range offered {
		open := 0
		for _, at := range policy.Scope(caller, p, access.View).Masks {
			open += len(access.Classes())*access.Levels*len(access.Walls)*bits.OnesCount64(at[access.OwnLevel]) +
				bits.OnesCount64(at[access.AgencyLevel]) + bits.OnesCount64(at[access.TeamLevel]) + bits.OnesCount64(at[access.AllocatedLevel])
		}
		if p == access.Emergency {
			open = 0
		}
		if open > most {
			purpose, most = p, open
		}
	}
	return purpose
}

// purposes are those that the policy gives the caller's roles.
func (v *visit) purposes() []access.Purpose { return v.s.app.Policy().PurposesOf(v.caller) }

// look begins to read about people for this answer, for the purpose chosen.
func (v *visit) look(how store.How) (*app.Looking, error) { return v.lookFor(v.purpose(), how) }

// lookFor begins to read for a purpose that the page itself has, such as
// governance.
func (v *visit) lookFor(purpose access.Purpose, how store.How) (*app.Looking, error) {
	looking, err := v.s.app.Look(v.r.Context(), v.caller, purpose, how, v.when)
	if err == nil {
		v.lookings = append(v.lookings, looking)
	}
	return looking, err
}

// readings are all that was read about people for this answer so far.
func (v *visit) readings() []*store.Reading {
	all := make([]*store.Reading, len(v.lookings))
	for i, looking := range v.lookings {
		all[i] = looking.Reading
	}
	return all
}

// readAll says that a page has read all about people that it shows. They are
// put on record while the page is made of them.
func (v *visit) readAll() {
	if v.out != nil {
		v.out.begin()
	}
}

// doCase carries out a change to what is kept about people.
func (v *visit) doCase(ch casework.Change) (app.Receipt, error) {
	return v.s.app.DoCase(v.r.Context(), v.caller, v.purpose(), ch)
}
