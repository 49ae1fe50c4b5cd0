package casework

import (
	"slices"
	"strings"

	"throughline/calendar"
)

// What somebody must still act on comes before what is settled, by its day.
const openFirst, settledAfter = "open ", "settled "

func openSort(open bool, day calendar.Date) string {
	if open {
		return openFirst + daySort(day)
	}
	return settledAfter + daySort(day)
}

// StillOpen says whether an emergency, alert, restriction, hold or list of
// things to destroy was filed as one that somebody must still act on.
func StillOpen(sort string) bool { return strings.HasPrefix(sort, openFirst) }

// Kept is one thing about a person, without its content, and how long it is
// kept.
type Kept struct {
	Thing, Kind string
	Of          string // the code of the kind of record
	Keeping     Keeping
}

// KeptOf says of what is about a person how long it is kept, by the rules that
// are on, as far as that may be told. The folder must hold what RetentionOf
// asks for.
func (f *Folder) KeptOf(person string, rules []RetentionRule, told Told) ([]Kept, error) {
	ids := f.groups().of(person)
	var all []Kept
	keeper := f.keeper(rules)
	keeper.asked, keeper.told = ids, &told
	for _, t := range f.things() {
		if !slices.ContainsFunc(t.body.filing(t.id).About, func(id string) bool { return slices.Contains(ids, id) }) {
			continue
		}
		if !told.Whole && (told.Agency == "" || f.broughtBy(t.body) != told.Agency) {
			continue
		}
		keeping, err := keeper.of(t.id)
		if err != nil {
			return nil, err
		}
		if !told.Whole {
			keeping = keeper.outside(keeping)
		}
		kept := Kept{Thing: t.id, Kind: t.body.kind(), Keeping: keeping}
		if r, ok := f.Records.Get(t.id); ok {
			kept.Of = r.Of
		}
		all = append(all, kept)
	}
	return all, nil
}

// Holding gives the bodies of those of the things that the folder holds: what
// was erased is not among them. It is for rules alone.
func (f *Folder) Holding(things []string) map[string]any {
	wanted := map[string]bool{}
	for _, id := range things {
		wanted[id] = true
	}
	there := map[string]any{}
	for _, t := range f.things() {
		if wanted[t.id] {
			there[t.id] = t.body
		}
	}
	return there
}
