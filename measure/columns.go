package measure

import (
	"runtime"
	"slices"
	"sync"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// Columns holds what figures are made of, of every subject of one authority and at every position of its ledger, so that figures for any day
// and position are counted quickly. What a row counts for is worked out once, when it is put. Many may read while one writes.
type Columns struct {
	pack  *practice.Pack
	terms []deadline.Term

	mills   chan *mill // those that nobody is using
	writing sync.Mutex // held by whoever changes anything

	mu         sync.RWMutex
	subjects   []subject
	number     map[string]uint32
	free       []uint32 // places of subjects that were forgotten
	clocks     []*clockColumn
	clock      map[string]int
	sources    []*rowColumn
	source     map[string]int
	attributes column[heldAttribute]
	fresh      []heldAttribute // about to be held
	words      words
	latest     int64
	kept       *kept // nil until KeepLatest
}

// subject is where what is known of one subject lies.
type subject struct {
	id   string
	last uint32 // the position of what was told last
	runs []run
}

func (s *subject) has(column uint16) bool {
	return slices.ContainsFunc(s.runs, func(r run) bool { return r.column == column })
}

// The columns by their numbers: 0 the attributes, then by turns those of clocks and of sources of rows.
func clockNumber(i int) uint16  { return uint16(1 + 2*i) } //nolint:gosec // a pack has some hundred
func sourceNumber(i int) uint16 { return uint16(2 + 2*i) } //nolint:gosec // a pack has some hundred

// clockColumn holds the deadlines of one clock.
type clockColumn struct {
	code string
	column[heldDeadline]
	odd     []oddDeadline
	oddKeys map[string]uint32
	fresh   []heldDeadline // about to be held
}

// heldDeadline is a deadline in a few bytes: the day it is due, the day by which it belongs to a period, and up to four days on which its state
// changes with the states before and after each, three bits each. What doesn't fit lies in odd, at the place that the first two changes give.
type heldDeadline struct {
	stretch
	due, falls short
	changes    [4]short
	states     uint16
}

const oddStates uint16 = 1 << 15

type oddDeadline struct {
	due, falls day
	first      uint8
	steps      []step
}

func (c *clockColumn) days(h *heldDeadline) (due, falls day) {
	if h.states == oddStates {
		o := c.oddOf(h)
		return o.due, o.falls
	}
	return h.due.day(), h.falls.day()
}

func (c *clockColumn) oddOf(h *heldDeadline) *oddDeadline {
	return &c.odd[uint32(h.changes[0])<<16|uint32(h.changes[1])]
}

func (c *clockColumn) state(h *heldDeadline, on day) uint8 {
	if h.states == oddStates {
		o := c.oddOf(h)
		state := o.first
		for _, s := range o.steps {
			if s.on <= on {
				state = s.state
			}
		}
		return state
	}
	passed := 0
	for _, c := range h.changes {
		if day(c) <= on {
			passed++
		}
	}
	return uint8(h.states >> (3 * passed) & 7)
}

// outcome is how a deadline counts at the end of a day. One that runs to the end of that very day and was not met by then counts as missed.
func (c *clockColumn) outcome(h *heldDeadline, on day) outcome {
	state := c.state(h, on)
	if states[state] == deadline.Running {
		if due, _ := c.days(h); due == on {
			return missed
		}
	}
	return outcomeOf[state]
}

// rowColumn holds the rows of one source, and the measures that count them.
type rowColumn struct {
	source   string
	measures []*practice.Measure
	column[heldRow]
	shapes []*shape
	shape  map[string]uint32
	fresh  []heldRow // about to be held
}

// heldRow is a row in a few bytes. Rows that count alike share a shape.
type heldRow struct {
	stretch
	shape   uint32
	on      day
	undated bool // on is the latest day that it can be
}

// heldAttribute is an attribute of a subject.
type heldAttribute struct {
	stretch
	cut, value  uint32
	first, last day
}

// words holds each text once.
type words struct {
	all    []string
	number map[string]uint32
}

func (w *words) of(text string) uint32 {
	n, had := w.number[text]
	if !had {
		n = uint32(len(w.all)) //nolint:gosec // bounded by memory
		w.all = append(w.all, text)
		w.number[text] = n
	}
	return n
}

// NewColumns makes empty columns for the measures of a pack.
func NewColumns(pack *practice.Pack) *Columns {
	c := &Columns{
		pack: pack, terms: pack.Rules(calendar.Date{}).Terms, number: map[string]uint32{}, clock: map[string]int{}, source: map[string]int{},
		words: words{number: map[string]uint32{}},
	}
	for _, m := range pack.Measures {
		if len(m.Of.Clocks) == 0 {
			col := c.rowsOf(rowsCounted(m))
			col.measures = append(col.measures, m)
		}
	}
	c.mills = make(chan *mill, runtime.GOMAXPROCS(0))
	for range cap(c.mills) {
		c.mills <- newMill(pack, c.sources)
	}
	return c
}

func (c *Columns) clockOf(code string) *clockColumn {
	i, had := c.clock[code]
	if !had {
		i = len(c.clocks)
		c.clock[code] = i
		c.clocks = append(c.clocks, &clockColumn{code: code, oddKeys: map[string]uint32{}})
	}
	return c.clocks[i]
}

func (c *Columns) rowsOf(source string) *rowColumn {
	i, had := c.source[source]
	if !had {
		i = len(c.sources)
		c.source[source] = i
		c.sources = append(c.sources, &rowColumn{source: source, shape: map[string]uint32{}})
	}
	return c.sources[i]
}

// Position is the latest position of what was put.
func (c *Columns) Position() int64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.latest
}
