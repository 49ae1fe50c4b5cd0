package measure

import (
	"encoding/binary"
	"math"
	"slices"

	"throughline/practice"
)

// mill works out what the columns hold of what is told.
type mill struct {
	pack    *practice.Pack
	sources map[string]*source
	steps   stepper
}

// ready is what is told of a subject, worked out.
type ready struct {
	rows       map[string][]readyRow
	deadlines  map[string][]readyDeadline
	attributes []Attribute
}

type readyRow struct {
	shape   *shape
	on      day
	undated bool
}

type readyDeadline struct {
	due, falls day
	first      uint8
	steps      []step
}

func (m *mill) ready(t *Told) ready {
	made := ready{rows: map[string][]readyRow{}, deadlines: map[string][]readyDeadline{}, attributes: t.Attributes}
	for i := range t.Rows {
		r := &t.Rows[i]
		of := m.sources[r.Source]
		if of == nil || r.Gone { // no measure counts it
			continue
		}
		on, own := r.Belongs()
		made.rows[r.Source] = append(made.rows[r.Source], readyRow{of.shapeOf(m.pack, r.Values), numberOf(on), !own})
	}
	for i := range t.Deadlines {
		d := &t.Deadlines[i]
		one := readyDeadline{due: numberOf(d.Due), falls: numberOf(fallsDue(d, noDay.date()))}
		var steps []step
		one.first, steps = m.steps.of(d)
		one.steps = slices.Clone(steps)
		made.deadlines[d.Clock] = append(made.deadlines[d.Clock], one)
	}
	return made
}

// Put takes what is known of subjects from a position on, in place of what was known of them before. The positions of one subject never fall:
// what is told late counts from the position it had reached. Readers at earlier positions see no change.
func (c *Columns) Put(all ...Told) {
	c.writing.Lock()
	defer c.writing.Unlock()
	for i := range all {
		made := c.mill.ready(&all[i])
		c.mu.Lock()
		c.take(&all[i], &made)
		c.mu.Unlock()
	}
}

func (c *Columns) take(t *Told, made *ready) {
	who := c.subject(t.Subject)
	s := &c.subjects[who]
	s.last = max(s.last, positionOf(t.Known))
	c.latest = max(c.latest, t.Known)
	for source := range made.rows {
		c.rowsOf(source)
	}
	for code := range made.deadlines {
		c.clockOf(code)
	}
	for i, col := range c.sources {
		renew(&col.column, sourceNumber(i), s, who, col.held(made.rows[col.source]), s.last)
	}
	for i, col := range c.clocks {
		renew(&col.column, clockNumber(i), s, who, col.held(made.deadlines[col.code]), s.last)
	}
	held := make([]heldAttribute, len(made.attributes))
	for i, a := range made.attributes {
		held[i] = heldAttribute{cut: c.words.of(string(a.Cut)), value: c.words.of(a.Value), first: numberOf(a.From), last: numberOf(a.Until)}
		if a.Until.IsZero() {
			held[i].last = math.MaxInt32
		}
	}
	renew(&c.attributes, 0, s, who, held, s.last)
}

func (c *Columns) subject(id string) uint32 {
	if n, had := c.number[id]; had {
		return n
	}
	var n uint32
	if last := len(c.free) - 1; last >= 0 {
		n, c.free = c.free[last], c.free[:last]
	} else {
		n = uint32(len(c.subjects)) //nolint:gosec // bounded by memory
		c.subjects = append(c.subjects, subject{})
	}
	c.subjects[n] = subject{id: id}
	c.number[id] = n
	return n
}

func (c *rowColumn) held(rows []readyRow) []heldRow {
	held := make([]heldRow, len(rows))
	for i, r := range rows {
		n, had := c.shape[r.shape.key]
		if !had {
			n = uint32(len(c.shapes)) //nolint:gosec // bounded by memory
			c.shapes = append(c.shapes, r.shape)
			c.shape[r.shape.key] = n
		}
		held[i] = heldRow{shape: n, on: r.on, undated: r.undated}
	}
	return held
}

func (c *clockColumn) held(deadlines []readyDeadline) []heldDeadline {
	held := make([]heldDeadline, len(deadlines))
	for i := range deadlines {
		held[i] = c.packed(&deadlines[i])
	}
	return held
}

func (c *clockColumn) packed(d *readyDeadline) heldDeadline {
	h := heldDeadline{due: d.due.short(), falls: d.falls.short(), changes: [4]short{odd, odd, odd, odd}, states: uint16(d.first)}
	fits := h.due != odd && h.falls != odd && len(d.steps) <= len(h.changes)
	last := d.first
	for i := range h.changes {
		if fits && i < len(d.steps) {
			last = d.steps[i].state
			h.changes[i] = d.steps[i].on.short()
			fits = h.changes[i] != odd
		}
		h.states |= uint16(last) << (3 * (i + 1))
	}
	if fits {
		return h
	}
	key := binary.BigEndian.AppendUint32(nil, uint32(d.due))  //nolint:gosec // only its bits are asked for
	key = binary.BigEndian.AppendUint32(key, uint32(d.falls)) //nolint:gosec // as above
	key = append(key, d.first)
	for _, s := range d.steps {
		key = append(binary.BigEndian.AppendUint32(key, uint32(s.on)), s.state) //nolint:gosec // as above
	}
	n, had := c.oddKeys[string(key)]
	if !had {
		n = uint32(len(c.odd)) //nolint:gosec // bounded by memory
		c.odd = append(c.odd, oddDeadline(*d))
		c.oddKeys[string(key)] = n
	}
	return heldDeadline{changes: [4]short{short(n >> 16), short(n)}, states: oddStates} //nolint:gosec // the two halves
}

// Forget takes a subject away at every position, as if nothing had ever been told of it.
func (c *Columns) Forget(subjectID string) {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	who, had := c.number[subjectID]
	if !had {
		return
	}
	for _, r := range c.subjects[who].runs {
		switch {
		case r.column == 0:
			wipe(&c.attributes, r)
		case r.column%2 == 1:
			wipe(&c.clocks[(r.column-1)/2].column, r)
		default:
			wipe(&c.sources[(r.column-2)/2].column, r)
		}
	}
	c.subjects[who] = subject{}
	c.free = append(c.free, who)
	delete(c.number, subjectID)
}
