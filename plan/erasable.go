package plan

import (
	"slices"

	"throughline/access"
)

// MayErase gives why the content of a thing can't be erased as it stands now,
// or nil. The last administrator's place stays, or nobody could let anybody
// in; everything else that a plan holds may be erased.
func (p *Plan) MayErase(thing string) error {
	m, ok := p.Memberships.Get(thing)
	if ok && m.Ended.IsZero() && slices.Contains(m.Roles, access.Administrator) && p.otherAdministrators(m.ID) == 0 {
		return invalid("", "This is the only administrator. Make somebody else an administrator before you erase "+m.Name+".")
	}
	return nil
}
