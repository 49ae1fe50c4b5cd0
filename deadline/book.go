package deadline

import "slices"

// Book holds what is known of one subject, and its deadlines, as facts arrive
// one at a time and in any order. Only the clocks that a fact can change are
// reckoned again.
type Book struct {
	by      *Reckoner
	subject string
	facts   map[[2]string]Fact
	made    [][]Deadline // by the clocks' places
	stale   map[int]bool
}

// NewBook opens a book for one subject.
func NewBook(rules *Rules, subject string) *Book { return NewReckoner(*rules).Book(subject) }

// Book opens a book for one subject, by rules that are ready.
func (r *Reckoner) Book(subject string) *Book {
	return &Book{by: r, subject: subject, facts: map[[2]string]Fact{}, made: make([][]Deadline, len(r.rules.Clocks)), stale: map[int]bool{}}
}

// Add takes one fact. A fact about somebody else is not taken: it is never
// joined to this subject's.
func (b *Book) Add(f Fact) (taken bool) {
	if f.Subject != b.subject {
		return false
	}
	key := [2]string{f.ID, f.Event}
	if held, had := b.facts[key]; had && !later(f, held) {
		return true
	}
	b.facts[key] = f
	for _, i := range b.by.hears[f.Event] {
		b.stale[i] = true
	}
	return true
}

// Deadlines gives the subject's deadlines from all that was added, in the
// order of the clocks: what Reckon gives from the same facts.
func (b *Book) Deadlines() []Deadline {
	if len(b.stale) > 0 {
		known := &about{id: b.subject, events: map[string][]*Fact{}}
		for _, f := range b.facts {
			if !f.Gone {
				known.events[f.Event] = append(known.events[f.Event], &f)
			}
		}
		for _, list := range known.events {
			slices.SortFunc(list, inOrder)
		}
		for i := range b.stale {
			b.made[i] = known.clock(nil, &b.by.rules, &b.by.rules.Clocks[i])
		}
		clear(b.stale)
	}
	return slices.Concat(b.made...)
}
