package measure

import (
	"cmp"
	"slices"
	"unsafe"

	"throughline/deadline"
)

// Deadlines gives the deadlines as they stood at a moment, the worst first: overdue, the longest first; then what can't be told; then what is
// running, the soonest first; and then those that nothing more is asked of. One that had not begun is not there.
func (c *Columns) Deadlines(at Moment, want Wanted) []Due {
	c.mu.RLock()
	defer c.mu.RUnlock()
	var found []ranked
	in := rankOf(want.States)
	note := func(clock int, h *heldDeadline, on day) {
		place := in[c.clocks[clock].state(h, on)]
		if place < 0 {
			return
		}
		due, _ := c.clocks[clock].days(h)
		found = append(found, ranked{place: place, undated: due == noDay, due: due, clock: uint16(clock), subject: h.subject}) //nolint:gosec // a pack has some hundred clocks
	}
	on, known := numberOf(at.AsAt), positionOf(at.KnownAt)
	if at.KnownAt < 0 {
		return nil
	}
	wanted := make([]bool, len(c.clocks))
	for i, col := range c.clocks {
		wanted[i] = len(want.Clocks) == 0 || slices.Contains(want.Clocks, col.code)
	}
	if want.Subjects != nil {
		c.deadlinesOf(want.Subjects, wanted, known, func(clock int, h *heldDeadline) { note(clock, h, on) })
	} else {
		for clock, col := range c.clocks {
			if !wanted[clock] {
				continue
			}
			for _, chunk := range col.chunks {
				for i := range chunk {
					if chunk[i].standing(known) {
						note(clock, &chunk[i], on)
					}
				}
			}
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		if by := a.compare(b); by != 0 {
			return by
		}
		return cmp.Or(cmp.Compare(c.subjects[a.subject].id, c.subjects[b.subject].id), cmp.Compare(c.clocks[a.clock].code, c.clocks[b.clock].code))
	})
	all := make([]Due, len(found))
	for i, f := range found {
		all[i] = Due{Subject: c.subjects[f.subject].id, Clock: c.clocks[f.clock].code, Due: f.due.date(), State: deadline.States[f.place]}
	}
	return all
}

// ranked is a deadline by its place in the list.
type ranked struct {
	place   int8 // of its state
	undated bool
	clock   uint16
	due     day
	subject uint32
}

func (a ranked) compare(b ranked) int {
	switch {
	case a.place != b.place:
		return cmp.Compare(a.place, b.place)
	case a.undated != b.undated:
		if a.undated {
			return 1
		}
		return -1
	default:
		return cmp.Compare(a.due, b.due)
	}
}

// rankOf gives the place of each state in the list, and -1 for those that aren't wanted.
func rankOf(want []deadline.State) (in [8]int8) {
	for i, state := range states {
		in[i] = int8(slices.Index(deadline.States, state)) //nolint:gosec // there are seven
		if len(want) > 0 && !slices.Contains(want, state) {
			in[i] = -1
		}
	}
	return in
}

func (c *Columns) deadlinesOf(subjects []string, wanted []bool, known uint32, fn func(int, *heldDeadline)) {
	seen := map[string]bool{}
	for _, id := range subjects {
		who, had := c.number[id]
		if !had || seen[id] {
			continue
		}
		seen[id] = true
		for _, r := range c.subjects[who].runs {
			if r.column%2 == 0 || !wanted[(r.column-1)/2] {
				continue
			}
			clock := int(r.column-1) / 2
			for i := range uint32(r.count) {
				if h := c.clocks[clock].at(r.first + i); h.standing(known) {
					fn(clock, h)
				}
			}
		}
	}
}

// Subjects gives, in order, those of whom anything was known at a moment, whatever its day.
func (c *Columns) Subjects(at Moment) []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	known := positionOf(at.KnownAt)
	if at.KnownAt < 0 {
		return nil
	}
	var all []string
	for i := range c.subjects {
		if s := &c.subjects[i]; slices.ContainsFunc(s.runs, func(r run) bool { return c.stands(r, known) }) {
			all = append(all, s.id)
		}
	}
	slices.Sort(all)
	return all
}

func (c *Columns) stands(r run, known uint32) bool {
	for i := range uint32(r.count) {
		var held *stretch
		switch n := r.first + i; {
		case r.column == 0:
			held = c.attributes.at(n).life()
		case r.column%2 == 1:
			held = c.clocks[(r.column-1)/2].at(n).life()
		default:
			held = c.sources[(r.column-2)/2].at(n).life()
		}
		if held.standing(known) {
			return true
		}
	}
	return false
}

// Bytes is about how much memory the columns take.
func (c *Columns) Bytes() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	total := c.attributes.cap() * int(unsafe.Sizeof(heldAttribute{}))
	for _, col := range c.clocks {
		total += col.cap() * int(unsafe.Sizeof(heldDeadline{}))
		for _, o := range col.odd {
			total += int(unsafe.Sizeof(o)) + cap(o.steps)*int(unsafe.Sizeof(step{})) + mapEntry
		}
	}
	for _, col := range c.sources {
		total += col.cap() * int(unsafe.Sizeof(heldRow{}))
		for _, s := range col.shapes {
			total += int(unsafe.Sizeof(*s)) + 2*len(s.key) + cap(s.count)*int(unsafe.Sizeof(tallied{})) + mapEntry*(1+len(s.cuts))
		}
	}
	total += cap(c.subjects) * int(unsafe.Sizeof(subject{}))
	for i := range c.subjects {
		total += len(c.subjects[i].id) + cap(c.subjects[i].runs)*int(unsafe.Sizeof(run{})) + mapEntry
	}
	for _, text := range c.words.all {
		total += len(text) + mapEntry
	}
	return total
}

// mapEntry is about what an entry of a map takes besides the texts it points to.
const mapEntry = 48
