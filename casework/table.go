package casework

import (
	"iter"

	"throughline/calendar"
)

// Thing is what every recorded thing has. It is filled in from the store and
// is never part of a body.
type Thing struct {
	ID        string        `json:"-"`
	Version   int           `json:"-"`
	Seq       int64         `json:"-"` // the ledger entry that wrote this version
	ChangedOn calendar.Date `json:"-"` // the day this version describes
}

func (t *Thing) identity() *Thing { return t }

type thing[T any] interface {
	*T
	identity() *Thing
}

// Table holds the things of one kind that were read, in the order in which
// they were given.
type Table[T any, P thing[T]] struct {
	byID  map[string]P
	order []string
}

// Get gives the thing with the id. The value is shared: never change it.
func (t *Table[T, P]) Get(id string) (P, bool) {
	v, ok := t.byID[id]
	return v, ok
}

// All goes through the things in order.
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

// put keeps the later version when one thing is found in two files.
func (t *Table[T, P]) put(v P) {
	id := v.identity().ID
	held, had := t.byID[id]
	switch {
	case !had:
		if t.byID == nil {
			t.byID = map[string]P{}
		}
		t.order = append(t.order, id)
	case held.identity().Version > v.identity().Version:
		return
	}
	t.byID[id] = v
}
