package app

import (
	"maps"

	"throughline/calendar"
	"throughline/deadline"
)

// once gives what returns tell of a subject without what the council's own records here tell already: the same thing on the same day. What hangs
// on it, such as the reviews of a time in care, then hangs on the record's own. own is never changed.
func once(told, own []deadline.Fact) []deadline.Fact {
	if len(own) == 0 {
		return told
	}
	type happening struct {
		event string
		on    calendar.Date
	}
	had := map[happening]*deadline.Fact{}
	for i := range own {
		if !own[i].On.IsZero() || own[i].Event == deadline.Person {
			key := happening{own[i].Event, own[i].On}
			if own[i].Event == deadline.Person {
				key.on = calendar.Date{}
			}
			had[key] = &own[i]
		}
	}
	same := map[string]string{} // what a return calls something, and what the record does
	kept := make([]deadline.Fact, 0, len(told))
	for _, f := range told {
		key := happening{f.Event, f.On}
		if f.Event == deadline.Person {
			key.on = calendar.Date{}
		}
		mine := had[key]
		if mine == nil || f.On.IsZero() && f.Event != deadline.Person {
			kept = append(kept, f)
			continue
		}
		if f.Event == deadline.Person {
			continue
		}
		same[f.ID] = mine.ID
		for kind, id := range f.Of {
			if mine.Of[kind] != "" {
				same[id] = mine.Of[kind]
			}
		}
	}
	for i := range kept {
		f := &kept[i]
		if id, known := same[f.ID]; known {
			f.ID = id
		}
		f.Of = maps.Clone(f.Of)
		for kind, id := range f.Of {
			if own, known := same[id]; known {
				f.Of[kind] = own
			}
		}
	}
	return kept
}
