package deadline

import (
	"encoding/binary"
	"hash/crc32"
	"sync"
	"time"

	"throughline/calendar"
)

// bookVersion is the first byte of an encoded book. A change of what follows
// needs another number, and Decode keeps reading the earlier ones.
const bookVersion = 1

// castagnoli makes the four bytes at the end of a book, over all before them
// and the subject: a damaged book, or another subject's, is refused.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// The parts of a deadline that may be there, in the order in which they are
// written.
const (
	hasOf = 1 << iota
	hasStart
	hasOpens
	hasDue
	hasInstants
	hasSatisfied
	hasUnsure
	hasClosed
	hasClosedAs
	hasBecause
	hasMissing
	isExempt
)

// What every deadline of one clock has alike is written once in a book.
type shape struct {
	clock    string
	limit    Length
	before   bool
	noLimit  bool
	counting Counting
}

// naming is what points of one event have alike.
type naming struct {
	event, words string
	choice       int
	timed        bool // an instant follows the day
}

// index numbers things in the order in which they are first used.
type index[K comparable] struct {
	at  map[K]int
	all []K
}

func (x *index[K]) of(k K) int {
	n, ok := x.at[k]
	if !ok {
		if x.at == nil {
			x.at = map[K]int{}
		}
		n = len(x.all)
		x.at[k], x.all = n, append(x.all, k)
	}
	return n
}

func (x *index[K]) reset() {
	clear(x.at)
	clear(x.all)
	x.all = x.all[:0]
}

type encoder struct {
	out    []byte
	texts  index[string]
	ids    index[string]
	shapes index[shape]
	names  index[naming]
	day    int64 // the last that was written: days lie near one another
	second int64
}

// Encode writes one subject's deadlines compactly, for Decode. All must be
// about the same subject, whose name isn't written, and their days ones that
// calendar.On gives. Words are written once for a book, days as the distance
// from the day before, and instants are read again in London.
func Encode(all []Deadline) []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset()
	for i := range all {
		e.deadline(&all[i])
	}
	subject := ""
	if len(all) > 0 {
		subject = all[0].Subject
	}
	// Texts are numbered as deadlines, and then the tables, are written: so
	// what is read first is written last.
	deadlines := len(e.out)
	e.shapeTable()
	e.nameTable()
	tables := len(e.out)
	e.textTable()
	e.idTable(subject)
	book := make([]byte, 0, len(e.out)+1+binary.MaxVarintLen64+crc32.Size)
	book = append(book, bookVersion)
	book = append(book, e.out[tables:]...)
	book = append(book, e.out[deadlines:tables]...)
	book = binary.AppendUvarint(book, uint64(len(all)))
	book = append(book, e.out[:deadlines]...)
	return binary.LittleEndian.AppendUint32(book, sumOf(book, subject))
}

// encoders are used again: their room is what writing a book costs most.
var encoders = sync.Pool{New: func() any { return &encoder{} }}

func (e *encoder) reset() {
	e.out, e.day, e.second = e.out[:0], 0, 0
	e.texts.reset()
	e.ids.reset()
	e.shapes.reset()
	e.names.reset()
}

func sumOf(book []byte, subject string) uint32 {
	return crc32.Update(crc32.Checksum(book, castagnoli), castagnoli, []byte(subject))
}

func (e *encoder) number(n uint64) { e.out = binary.AppendUvarint(e.out, n) }
func (e *encoder) signed(n int64)  { e.out = binary.AppendVarint(e.out, n) }
func (e *encoder) text(s string)   { e.number(uint64(e.texts.of(s))) }
func (e *encoder) id(s string)     { e.number(uint64(e.ids.of(s))) }

// packed puts a day in one number, in the order of days and with no sums of
// the calendar: every month has 31 places.
func packed(d calendar.Date) int64 {
	return (int64(d.Year)*12+int64(d.Month)-1)*31 + int64(d.Day) - 1
}

func (e *encoder) date(d calendar.Date) {
	n := packed(d)
	e.signed(n - e.day)
	e.day = n
}

func (e *encoder) instant(t time.Time) {
	seconds := t.Unix()
	e.signed(seconds - e.second)
	e.number(uint64(t.Nanosecond()))
	e.second = seconds
}

func (e *encoder) deadline(d *Deadline) {
	var flags uint64
	set := func(flag uint64, there bool) {
		if there {
			flags |= flag
		}
	}
	set(hasOf, d.Of != "")
	set(hasStart, d.Start != Point{})
	set(hasOpens, !d.Opens.IsZero())
	set(hasDue, !d.Due.IsZero())
	set(hasInstants, !d.DueFirst.IsZero() || !d.DueLast.IsZero())
	set(hasSatisfied, d.Satisfied != Point{})
	set(hasUnsure, d.Unsure != Point{})
	set(hasClosed, d.Closed != Point{})
	set(hasClosedAs, d.ClosedAs != "")
	set(hasBecause, d.Because != "")
	set(hasMissing, len(d.Missing) > 0)
	set(isExempt, d.Exempt)
	e.number(flags)
	e.number(uint64(e.shapes.of(shape{d.Clock, d.Limit, d.Before, d.NoLimit, d.Counting})))
	if flags&hasOf != 0 {
		e.id(d.Of)
	}
	if flags&hasStart != 0 {
		e.point(d.Start)
	}
	if flags&hasOpens != 0 {
		e.date(d.Opens)
	}
	if flags&hasDue != 0 {
		e.date(d.Due)
	}
	if flags&hasInstants != 0 {
		e.instant(d.DueFirst)
		e.instant(d.DueLast)
	}
	if flags&hasSatisfied != 0 {
		e.point(d.Satisfied)
	}
	if flags&hasUnsure != 0 {
		e.point(d.Unsure)
	}
	if flags&hasClosed != 0 {
		e.point(d.Closed)
	}
	if flags&hasClosedAs != 0 {
		e.text(string(d.ClosedAs))
	}
	if flags&hasBecause != 0 {
		e.text(d.Because)
	}
	if flags&hasMissing != 0 {
		e.number(uint64(len(d.Missing)))
		for _, m := range d.Missing {
			e.text(m)
		}
	}
}

// point writes a point: what it is called, the record that says so, and its
// day, which is left as no day by a bit of the naming's number.
func (e *encoder) point(p Point) {
	n := uint64(e.names.of(naming{p.Event, p.Words, p.Choice, !p.At.IsZero()})) << 1
	if p.On.IsZero() {
		n |= 1
	}
	e.number(n)
	e.id(p.Fact)
	if !p.On.IsZero() {
		e.date(p.On)
	}
	if !p.At.IsZero() {
		e.instant(p.At)
	}
}

func (e *encoder) shapeTable() {
	e.number(uint64(len(e.shapes.all)))
	for _, s := range e.shapes.all {
		e.text(s.clock)
		e.signed(int64(s.limit.Amount))
		e.text(string(s.limit.Span))
		e.text(string(s.counting))
		bits := uint64(0)
		if s.before {
			bits |= 1
		}
		if s.noLimit {
			bits |= 2
		}
		e.number(bits)
	}
}

func (e *encoder) nameTable() {
	e.number(uint64(len(e.names.all)))
	for _, n := range e.names.all {
		e.text(n.event)
		e.text(n.words)
		choice := int64(n.choice) << 1
		if n.timed {
			choice |= 1
		}
		e.signed(choice)
	}
}

func (e *encoder) textTable() {
	e.number(uint64(len(e.texts.all)))
	for _, t := range e.texts.all {
		e.number(uint64(len(t)))
	}
	for _, t := range e.texts.all {
		e.out = append(e.out, t...)
	}
}

// idTable writes each id as what it shares with the one before, and the rest:
// most begin with the subject.
func (e *encoder) idTable(before string) {
	e.number(uint64(len(e.ids.all)))
	for _, id := range e.ids.all {
		shared := 0
		for shared < len(id) && shared < len(before) && id[shared] == before[shared] {
			shared++
		}
		e.number(uint64(shared))
		e.number(uint64(len(id) - shared))
		e.out = append(e.out, id[shared:]...)
		before = id
	}
}
