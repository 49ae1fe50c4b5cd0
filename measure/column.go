package measure

import "math"

// stretch is from which position on something stood, and up to which it no longer did; open for what still stands.
type stretch struct {
	subject     uint32
	from, until uint32
}

const open uint32 = math.MaxUint32

func (s *stretch) standing(known uint32) bool { return s.from <= known && known < s.until }

func (s *stretch) life() *stretch { return s }

// positionOf is a position of the ledger in four bytes. No ledger comes near the largest.
func positionOf(known int64) uint32 { return uint32(min(max(known, 0), int64(open)-1)) } //nolint:gosec // within its limits

const chunkSize = 4096

// column holds things in chunks, so that one more never moves the others.
type column[T any] struct{ chunks [][]T }

func (c *column[T]) len() uint32 {
	if len(c.chunks) == 0 {
		return 0
	}
	return uint32((len(c.chunks)-1)*chunkSize + len(c.chunks[len(c.chunks)-1])) //nolint:gosec // bounded by memory
}

func (c *column[T]) at(i uint32) *T { return &c.chunks[i/chunkSize][i%chunkSize] }

func (c *column[T]) add(v T) {
	last := len(c.chunks) - 1
	switch {
	case last < 0:
		c.chunks = append(c.chunks, make([]T, 0, 16))
		last = 0
	case len(c.chunks[last]) == chunkSize:
		c.chunks = append(c.chunks, make([]T, 0, chunkSize))
		last++
	case len(c.chunks[last]) == cap(c.chunks[last]):
		grown := make([]T, len(c.chunks[last]), min(2*cap(c.chunks[last]), chunkSize))
		copy(grown, c.chunks[last])
		c.chunks[last] = grown
	}
	c.chunks[last] = append(c.chunks[last], v)
}

func (c *column[T]) cap() (n int) {
	for _, chunk := range c.chunks {
		n += cap(chunk)
	}
	return n
}

// run is where things of one subject lie together: in which column, from where and how many.
type run struct {
	column, count uint16
	first         uint32
}

// lasting is something that is held with its stretch.
type lasting[T any] interface {
	*T
	life() *stretch
}

// renew makes a column hold, of one subject, what is now known: what is the same stays as it is, what is no longer known stops at the position,
// and what is new begins there.
func renew[T comparable, P lasting[T]](c *column[T], number uint16, s *subject, who uint32, fresh []T, position uint32) {
	if len(fresh) == 0 && !s.has(number) {
		return
	}
	var wanted map[T]int
	if s.has(number) {
		wanted = make(map[T]int, len(fresh))
		for _, one := range fresh {
			wanted[one]++
		}
		for _, r := range s.runs {
			if r.column == number {
				retire[T, P](c, r, wanted, position)
			}
		}
	}
	added := run{column: number, first: c.len()}
	for _, one := range fresh {
		if wanted != nil {
			if wanted[one] == 0 {
				continue
			}
			wanted[one]--
		}
		*P(&one).life() = stretch{who, position, open}
		c.add(one)
		if added.count++; added.count == math.MaxUint16 {
			s.runs = append(s.runs, added)
			added = run{column: number, first: c.len()}
		}
	}
	if added.count > 0 {
		s.runs = append(s.runs, added)
	}
}

// retire stops what is no longer wanted, and takes from wanted what is there already.
func retire[T comparable, P lasting[T]](c *column[T], r run, wanted map[T]int, position uint32) {
	for i := range uint32(r.count) {
		held := P(c.at(r.first + i))
		if held.life().until != open {
			continue
		}
		same := *held
		*P(&same).life() = stretch{}
		if wanted[same] > 0 {
			wanted[same]--
			continue
		}
		held.life().until = position
	}
}

// wipe takes everything of a run away, at every position.
func wipe[T any](c *column[T], r run) {
	var nothing T
	for i := range uint32(r.count) {
		*c.at(r.first + i) = nothing
	}
}
