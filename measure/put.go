package measure

import (
	"encoding/binary"
	"math"
	"sync"

	"throughline/practice"
)

// mill works out what the columns hold of what is told. Each worker has one of its own.
type mill struct {
	pack    *practice.Pack
	sources map[string]*source
	steps   stepper
}

func newMill(pack *practice.Pack, sources []*rowColumn) *mill {
	m := &mill{pack: pack, sources: map[string]*source{}}
	for _, col := range sources {
		m.sources[col.source] = &source{measures: col.measures, known: map[string]*shape{}}
	}
	return m
}

// ready is what is told of a subject, worked out.
type ready struct {
	rows       []readyRow
	deadlines  []readyDeadline
	attributes []Attribute
}

type readyRow struct {
	source string
	shape  *shape
	held   heldRow
}

type readyDeadline struct {
	clock string
	held  heldDeadline
	odd   *oddDeadline // where held doesn't hold it
}

func (m *mill) ready(t *Told) ready {
	made := ready{rows: make([]readyRow, 0, len(t.Rows)), deadlines: make([]readyDeadline, len(t.Deadlines)), attributes: t.Attributes}
	for i := range t.Rows {
		r := &t.Rows[i]
		of := m.sources[r.Source]
		if of == nil || r.Gone { // no measure counts it
			continue
		}
		on, own := r.Belongs()
		made.rows = append(made.rows, readyRow{r.Source, of.shapeOf(m.pack, r.Values), heldRow{on: numberOf(on), undated: !own}})
	}
	for i := range t.Deadlines {
		d := &t.Deadlines[i]
		first, steps := m.steps.of(d)
		made.deadlines[i] = packed(d.Clock, oddDeadline{numberOf(d.Due), numberOf(fallsDue(d, noDay.date())), first, steps})
	}
	return made
}

// packed puts a deadline into a few bytes where it fits.
func packed(clock string, d oddDeadline) readyDeadline {
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
		return readyDeadline{clock: clock, held: h}
	}
	d.steps = append([]step(nil), d.steps...)
	return readyDeadline{clock: clock, odd: &d}
}

// batch is how many subjects a worker takes at a time, and readers wait for at most.
const batch = 64

// Put takes what is known of subjects from a position on, in place of what was known of them before. The positions of one subject never fall:
// what is told late counts from the position it had reached. Readers at earlier positions see no change, and never wait long. Several may put at
// once what they know of different subjects; what is known of one is put by one after another.
func (c *Columns) Put(all ...Told) {
	for len(all) > 0 {
		parts := make([][]Told, 0, cap(c.mills))
		for len(all) > 0 && len(parts) < cap(parts) {
			n := min(batch, len(all))
			parts, all = append(parts, all[:n]), all[n:]
		}
		made := make([][]ready, len(parts))
		var wait sync.WaitGroup
		for i := range parts[1:] {
			wait.Go(func() { made[i+1] = c.readyAll(parts[i+1]) })
		}
		made[0] = c.readyAll(parts[0])
		wait.Wait()
		for i := range parts {
			c.takeAll(parts[i], made[i])
		}
	}
}

func (c *Columns) readyAll(told []Told) []ready {
	m := <-c.mills
	defer func() { c.mills <- m }()
	made := make([]ready, len(told))
	for i := range told {
		made[i] = m.ready(&told[i])
	}
	return made
}

func (c *Columns) takeAll(told []Told, made []ready) {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range told {
		c.take(&told[i], &made[i])
	}
}

func (c *Columns) take(t *Told, made *ready) {
	who := c.subject(t.Subject)
	s := &c.subjects[who]
	c.keep(who, -1)
	defer c.keep(who, 1)
	s.last = max(s.last, positionOf(t.Known))
	c.latest = max(c.latest, t.Known)
	columns := 1
	for i := range made.rows {
		col := c.rowsOf(made.rows[i].source)
		columns += col.await(made.rows[i].shape, made.rows[i].held)
	}
	for i := range made.deadlines {
		col := c.clockOf(made.deadlines[i].clock)
		columns += col.await(&made.deadlines[i])
	}
	if s.runs == nil {
		s.runs = make([]run, 0, columns)
	}
	for i, col := range c.sources {
		renew(&col.column, sourceNumber(i), s, who, col.fresh, s.last)
		col.fresh = col.fresh[:0]
	}
	for i, col := range c.clocks {
		renew(&col.column, clockNumber(i), s, who, col.fresh, s.last)
		col.fresh = col.fresh[:0]
	}
	c.fresh = c.fresh[:0]
	for _, a := range made.attributes {
		held := heldAttribute{cut: c.words.of(string(a.Cut)), value: c.words.of(a.Value), first: numberOf(a.From), last: numberOf(a.Until)}
		if a.Until.IsZero() {
			held.last = math.MaxInt32
		}
		c.fresh = append(c.fresh, held)
	}
	renew(&c.attributes, 0, s, who, c.fresh, s.last)
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

// await takes a row that is about to be held, and says 1 for the first of them.
func (c *rowColumn) await(s *shape, h heldRow) (first int) {
	n, had := c.shape[s.key]
	if !had {
		n = uint32(len(c.shapes)) //nolint:gosec // bounded by memory
		c.shapes = append(c.shapes, s)
		c.shape[s.key] = n
	}
	h.shape = n
	c.fresh = append(c.fresh, h)
	return 1 / len(c.fresh)
}

func (c *clockColumn) await(d *readyDeadline) (first int) {
	h := d.held
	if d.odd != nil {
		n := c.oddNumber(d.odd)
		h = heldDeadline{changes: [4]short{short(n >> 16), short(n)}, states: oddStates} //nolint:gosec // the two halves
	}
	c.fresh = append(c.fresh, h)
	return 1 / len(c.fresh)
}

// oddNumber is the place of an odd deadline, of which each is held once.
func (c *clockColumn) oddNumber(d *oddDeadline) uint32 {
	key := binary.BigEndian.AppendUint32(nil, uint32(d.due))  //nolint:gosec // only its bits are asked for
	key = binary.BigEndian.AppendUint32(key, uint32(d.falls)) //nolint:gosec // as above
	key = append(key, d.first)
	for _, s := range d.steps {
		key = append(binary.BigEndian.AppendUint32(key, uint32(s.on)), s.state) //nolint:gosec // as above
	}
	n, had := c.oddKeys[string(key)]
	if !had {
		n = uint32(len(c.odd)) //nolint:gosec // bounded by memory
		c.odd = append(c.odd, *d)
		c.oddKeys[string(key)] = n
	}
	return n
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
	c.keep(who, -1)
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
