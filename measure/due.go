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
	var all []Due
	found := func(col *clockColumn, h *heldDeadline, on day) {
		state := states[col.state(h, on)]
		if state == deadline.NotBegun || len(want.States) > 0 && !slices.Contains(want.States, state) {
			return
		}
		due, _ := col.days(h)
		all = append(all, Due{Subject: c.subjects[h.subject].id, Clock: col.code, Due: due.date(), State: state})
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
		c.deadlinesOf(want.Subjects, wanted, known, func(col *clockColumn, h *heldDeadline) { found(col, h, on) })
	} else {
		for i, col := range c.clocks {
			if !wanted[i] {
				continue
			}
			for _, chunk := range col.chunks {
				for i := range chunk {
					if chunk[i].standing(known) {
						found(col, &chunk[i], on)
					}
				}
			}
		}
	}
	sortDue(all)
	return all
}

func (c *Columns) deadlinesOf(subjects []string, wanted []bool, known uint32, fn func(*clockColumn, *heldDeadline)) {
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
			col := c.clocks[(r.column-1)/2]
			for i := range uint32(r.count) {
				if h := col.at(r.first + i); h.standing(known) {
					fn(col, h)
				}
			}
		}
	}
}

func sortDue(all []Due) {
	place := map[deadline.State]int{}
	for i, s := range deadline.States {
		place[s] = i
	}
	slices.SortFunc(all, func(a, b Due) int {
		undated := func(d Due) int {
			if d.Due.IsZero() {
				return 1
			}
			return 0
		}
		return cmp.Or(cmp.Compare(place[a.State], place[b.State]), cmp.Compare(undated(a), undated(b)), a.Due.Compare(b.Due),
			cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Clock, b.Clock))
	})
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
