package plan

import (
	"throughline/change"
)

// createdAs puts a new thing.
func createdAs(kind, id, parent string, body any) change.Put {
	return change.Put{Kind: kind, Thing: id, Parent: parent, Body: body}
}

// nextOf puts the version after the one held.
func nextOf(kind string, held *Thing, parent string, body any) change.Put {
	return change.Put{Kind: kind, Thing: held.ID, Parent: parent, Replaces: held.Version, Body: body}
}

// outdated says that the version a person saw is no longer the latest. Seen
// is 0 where a change stands on its own whatever came before.
func outdated(seen int, held *Thing, what string) error {
	if seen != 0 && seen != held.Version {
		return change.Outdated(what)
	}
	return nil
}
