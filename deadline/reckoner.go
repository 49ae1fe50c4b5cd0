package deadline

import "slices"

// Reckoner is rules made ready, so that one subject after another can be
// reckoned cheaply. It never changes: many may reckon by it at the same time.
type Reckoner struct {
	rules Rules
	hears map[string][]int // the clocks that an event can change, by their place
	moves map[string][]int // the clocks that an event starts or ends
}

// NewReckoner makes rules ready. They must not change afterwards.
func NewReckoner(rules Rules) *Reckoner {
	r := &Reckoner{rules: rules, hears: map[string][]int{}, moves: map[string][]int{}}
	for i := range rules.Clocks {
		c := &rules.Clocks[i]
		for _, event := range c.hears() {
			r.hears[event] = append(r.hears[event], i)
		}
		for _, list := range [][]Event{c.Starts, c.Ends} {
			for _, e := range list {
				if moved := r.moves[e.Name]; !slices.Contains(moved, i) {
					r.moves[e.Name] = append(moved, i)
				}
			}
		}
	}
	return r
}

// Reckon gives every deadline of every subject, as the function Reckon does.
func (r *Reckoner) Reckon(facts []Fact) []Deadline {
	sorted := make([]*Fact, len(facts))
	for i := range facts {
		sorted[i] = &facts[i]
	}
	if !slices.IsSortedFunc(sorted, inOrder) {
		slices.SortStableFunc(sorted, inOrder)
	}
	var all []Deadline
	if len(facts) > 0 {
		all = make([]Deadline, 0, len(facts)+len(facts)/4) // about as many as facts
	}
	a := &about{events: map[string][]*Fact{}}
	moved := make([]bool, len(r.rules.Clocks))
	for from := 0; from < len(sorted); {
		a.id = sorted[from].Subject
		to := from
		for ; to < len(sorted) && sorted[to].Subject == a.id; to++ {
			f := sorted[to]
			a.events[f.Event] = append(a.events[f.Event], f)
		}
		all = r.subject(all, a, moved)
		from = to
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// subject adds one subject's deadlines, and makes room for the next one's.
func (r *Reckoner) subject(all []Deadline, a *about, moved []bool) []Deadline {
	for event, facts := range a.events {
		if len(facts) > 0 {
			for _, i := range r.moves[event] {
				moved[i] = true
			}
		}
	}
	for i := range moved {
		if moved[i] {
			all = a.clock(all, &r.rules, &r.rules.Clocks[i])
			moved[i] = false
		}
	}
	for event, facts := range a.events {
		a.events[event] = facts[:0]
	}
	return all
}
