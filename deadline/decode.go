package deadline

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"throughline/calendar"
)

// errBook is what is wrong with a book that can't be read. What stands in it
// is worked out from records, so it can be made again from them.
var errBook = errors.New("the deadlines that are kept can't be read, because they are damaged or are about somebody else: make them again from the records")

// Decode reads what Encode wrote about a subject. A book that was cut short,
// altered, or written about another subject gives an error.
func Decode(subject string, book []byte) ([]Deadline, error) {
	if len(book) < 5 {
		return nil, errBook
	}
	if book[0] != bookVersion {
		return nil, fmt.Errorf("the deadlines that are kept are written in form %d, and this program reads form %d: use the later program, or make them again from the records", book[0], bookVersion)
	}
	body, sum := book[:len(book)-4], binary.LittleEndian.Uint32(book[len(book)-4:])
	own := sumOf(body, subject) == sum
	if !own && sumOf(body, "") != sum { // a book of no deadlines is about nobody
		return nil, errBook
	}
	d := &decoder{in: body[1:]}
	d.tables(subject)
	n := d.count(2)
	if n > 0 && !own {
		return nil, errBook
	}
	var all []Deadline
	if n > 0 {
		all = make([]Deadline, n)
	}
	for i := range all {
		d.deadline(&all[i], subject)
	}
	if d.bad || len(d.in) > 0 {
		return nil, errBook
	}
	return all, nil
}

// decoder reads on from where it stands. Once something was wrong it gives
// zeros, and says so at the end.
type decoder struct {
	in     []byte
	bad    bool
	texts  []string
	ids    []string
	shapes []shape
	names  []naming
	day    int64
	second int64
}

func (d *decoder) number() uint64 {
	n, size := binary.Uvarint(d.in)
	if size <= 0 {
		d.bad, d.in = true, nil
		return 0
	}
	d.in = d.in[size:]
	return n
}

func (d *decoder) signed() int64 {
	n := d.number()
	return int64(n>>1) ^ -int64(n&1)
}

// count reads how many things follow, each of at least so many bytes: no more
// is made room for than can be there.
func (d *decoder) count(least int) int {
	n := d.number()
	if n > uint64(len(d.in)/least) {
		d.bad, d.in = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) bytes(n int) []byte {
	if n > len(d.in) {
		d.bad, d.in = true, nil
		return nil
	}
	taken := d.in[:n]
	d.in = d.in[n:]
	return taken
}

func numbered[T any](d *decoder, list []T, n uint64) (one T) {
	if n >= uint64(len(list)) {
		d.bad = true
		return one
	}
	return list[n]
}

func (d *decoder) text() string { return numbered(d, d.texts, d.number()) }
func (d *decoder) id() string   { return numbered(d, d.ids, d.number()) }

func (d *decoder) date() calendar.Date {
	d.day += d.signed()
	n := d.day
	if n < 0 {
		d.bad = true
		return calendar.Date{}
	}
	return calendar.Date{Year: int(n / (12 * 31)), Month: time.Month(n/31%12 + 1), Day: int(n%31 + 1)}
}

func (d *decoder) instant() time.Time {
	d.second += d.signed()
	nanoseconds := d.number()
	if nanoseconds >= uint64(time.Second) {
		d.bad = true
		return time.Time{}
	}
	t := time.Unix(d.second, int64(nanoseconds))
	if t.IsZero() {
		return time.Time{}
	}
	return t.In(calendar.London())
}

func (d *decoder) tables(subject string) {
	d.textTable()
	d.idTable(subject)
	d.shapes = make([]shape, d.count(5))
	for i := range d.shapes {
		s := shape{clock: d.text()}
		s.limit = Length{Amount: int(d.signed()), Span: Span(d.text())}
		s.counting = Counting(d.text())
		bits := d.number()
		s.before, s.noLimit = bits&1 != 0, bits&2 != 0
		d.shapes[i] = s
	}
	d.names = make([]naming, d.count(3))
	for i := range d.names {
		n := naming{event: d.text(), words: d.text()}
		choice := d.signed()
		n.choice, n.timed = int(choice>>1), choice&1 != 0
		d.names[i] = n
	}
}

// textTable makes one string of all the texts, of which each is a part.
func (d *decoder) textTable() {
	lengths := make([]int, d.count(1))
	total := 0
	for i := range lengths {
		lengths[i] = d.count(1)
		total += lengths[i]
	}
	whole := string(d.bytes(total))
	d.texts = make([]string, len(lengths))
	if d.bad {
		return
	}
	for i, n := range lengths {
		d.texts[i], whole = whole[:n], whole[n:]
	}
}

// idTable makes one string of all the ids, of which each is a part.
func (d *decoder) idTable(subject string) {
	type piece struct {
		shared int
		rest   []byte
	}
	pieces := make([]piece, d.count(2))
	total, length := 0, len(subject)
	for i := range pieces {
		shared := d.number()
		if shared > uint64(length) {
			d.bad = true
		}
		rest := d.bytes(d.count(1))
		if d.bad {
			return
		}
		pieces[i] = piece{int(shared), rest}
		length = int(shared) + len(rest)
		total += length
	}
	var b strings.Builder
	b.Grow(total)
	before := subject
	d.ids = make([]string, len(pieces))
	for i, p := range pieces {
		from := b.Len()
		b.WriteString(before[:p.shared])
		b.Write(p.rest)
		before = b.String()[from:]
		d.ids[i] = before
	}
}

func (d *decoder) deadline(made *Deadline, subject string) {
	flags := d.number()
	s := numbered(d, d.shapes, d.number())
	*made = Deadline{Clock: s.clock, Subject: subject, Limit: s.limit, Before: s.before, NoLimit: s.noLimit, Counting: s.counting, Exempt: flags&isExempt != 0}
	if flags&hasOf != 0 {
		made.Of = d.id()
	}
	if flags&hasStart != 0 {
		made.Start = d.point()
	}
	if flags&hasOpens != 0 {
		made.Opens = d.date()
	}
	if flags&hasDue != 0 {
		made.Due = d.date()
	}
	if flags&hasInstants != 0 {
		made.DueFirst, made.DueLast = d.instant(), d.instant()
	}
	if flags&hasSatisfied != 0 {
		made.Satisfied = d.point()
	}
	if flags&hasUnsure != 0 {
		made.Unsure = d.point()
	}
	if flags&hasClosed != 0 {
		made.Closed = d.point()
	}
	if flags&hasClosedAs != 0 {
		made.ClosedAs = State(d.text())
	}
	if flags&hasBecause != 0 {
		made.Because = d.text()
	}
	if flags&hasMissing == 0 {
		return
	}
	made.Missing = make([]string, d.count(1))
	for i := range made.Missing {
		made.Missing[i] = d.text()
	}
}

func (d *decoder) point() Point {
	n := d.number()
	named := numbered(d, d.names, n>>1)
	p := Point{Event: named.event, Words: named.words, Choice: named.choice, Fact: d.id()}
	if n&1 == 0 {
		p.On = d.date()
	}
	if named.timed {
		p.At = d.instant()
	}
	return p
}
