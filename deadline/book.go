package deadline

import "slices"

// Book holds what is known of one subject, and its deadlines, as facts arrive
// one at a time and in any order. Only the clocks that a fact can change are
// reckoned again.
type Book struct {
	rules   *Rules
	subject string
	hears   map[string][]int // the clocks that hear an event, by their place
	facts   map[[2]string]Fact
	made    [][]Deadline
	stale   map[int]bool
}

// NewBook opens a book for one subject.
func NewBook(rules *Rules, subject string) *Book {
	b := &Book{rules: rules, subject: subject, hears: map[string][]int{}, facts: map[[2]string]Fact{}, made: make([][]Deadline, len(rules.Clocks)), stale: map[int]bool{}}
	for i := range rules.Clocks {
		for _, event := range rules.Clocks[i].hears() {
			b.hears[event] = append(b.hears[event], i)
		}
	}
	return b
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
	for _, i := range b.hears[f.Event] {
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
			slices.SortFunc(list, func(x, y *Fact) int { return inOrder(*x, *y) })
		}
		for i := range b.stale {
			b.made[i] = known.clock(b.rules, &b.rules.Clocks[i])
		}
		clear(b.stale)
	}
	return slices.Concat(b.made...)
}
