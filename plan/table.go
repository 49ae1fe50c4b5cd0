package plan

import (
	"iter"
	"maps"
	"slices"

	"throughline/calendar"
)

// Thing is what every recorded thing has: its random id, which version of it
// this is, and the day that version describes. It is filled in from the
// store and is never part of a body.
type Thing struct {
	ID        string        `json:"-"`
	Version   int           `json:"-"`
	Seq       int64         `json:"-"` // the ledger entry that wrote this version
	ChangedOn calendar.Date `json:"-"`
}

func (t *Thing) identity() *Thing { return t }

type thing[T any] interface {
	*T
	identity() *Thing
}

// Table holds every thing of one kind as it stands at a moment, in the order
// in which they were first recorded.
type Table[T any, P thing[T]] struct {
	byID  map[string]P
	order []string
}

// Get gives the thing with the id. The value is shared: never change it.
func (t *Table[T, P]) Get(id string) (P, bool) {
	v, ok := t.byID[id]
	return v, ok
}

// All goes through the things in the order in which they were first recorded.
func (t *Table[T, P]) All() iter.Seq[P] {
	return func(yield func(P) bool) {
		for _, id := range t.order {
			if !yield(t.byID[id]) {
				return
			}
		}
	}
}

// Len is how many there are.
func (t *Table[T, P]) Len() int { return len(t.order) }

func (t *Table[T, P]) put(v P) {
	id := v.identity().ID
	if t.byID == nil {
		t.byID = map[string]P{}
	}
	if _, had := t.byID[id]; !had {
		t.order = append(t.order, id)
	}
	t.byID[id] = v
}

func (t *Table[T, P]) remove(id string) {
	if _, had := t.byID[id]; !had {
		return
	}
	delete(t.byID, id)
	kept := make([]string, 0, len(t.order))
	for _, other := range t.order {
		if other != id {
			kept = append(kept, other)
		}
	}
	t.order = kept
}

func (t *Table[T, P]) clone() Table[T, P] {
	return Table[T, P]{byID: maps.Clone(t.byID), order: slices.Clip(t.order)}
}
