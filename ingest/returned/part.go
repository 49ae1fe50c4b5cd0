// Package returned holds what statutory returns say of one child, as it is kept: split by child, written down whole, read again, and put together
// from several returns of several years into one story. It does no input or output of its own.
package returned

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/ingest/returns/tabular"
)

// Source is which return something is of.
type Source string

// The returns, and the files that no return carries.
const (
	SSDA903 Source = "903"
	CIN     Source = "cin"
	AnnexA  Source = "annex-a"
	SSD     Source = "ssd"
	Local   Source = "local"
)

// Part is what one return says of one child, or of what else a file is about: its rows, as they were written.
type Part struct {
	Slot    Slot
	XML     bool
	Rows903 []ssda903.Kept // one of the three
	RowsCIN []cin.Kept
	Rows    []tabular.Row

	Key string // of Rows: what the file knows the subject by
}

// Count is how many rows it has.
func (p *Part) Count() int { return len(p.Rows903) + len(p.RowsCIN) + len(p.Rows) }

// Child is the child's id in the return.
func (p *Part) Child() string {
	if p.Slot.Source.Tabular() {
		return p.Key
	}
	if p.Slot.Source == CIN {
		if len(p.RowsCIN) > 0 {
			return p.RowsCIN[0].Child
		}
		return ""
	}
	for i := range p.Rows903 {
		at := slices.Index(p.Rows903[i].Table.Columns(), ssda903.Child)
		if at >= 0 && at < len(p.Rows903[i].Written) {
			return strings.ToUpper(strings.TrimSpace(p.Rows903[i].Written[at])) // as rows of the return have it
		}
	}
	return ""
}

// Digest names what the part says, whatever the files that said it were called and wherever in them it stood.
func (p *Part) Digest() string {
	h := sha256.New()
	fmt.Fprintln(h, p.Slot.Source, p.Slot.Year)
	lines := make([]string, 0, len(p.Rows903)+len(p.RowsCIN))
	for i := range p.Rows903 {
		r := &p.Rows903[i]
		lines = append(lines, fmt.Sprintf("%s %q", r.Table, r.Written))
	}
	if p.Slot.Source == SSDA903 {
		slices.Sort(lines) // the order of a table's rows says nothing
	}
	for i := range p.RowsCIN {
		r := &p.RowsCIN[i]
		lines = append(lines, fmt.Sprintf("%s %d %d %d %q", r.Table, r.Details, r.Assessment, r.Plan, r.Written))
	}
	for i := range p.Rows {
		r := &p.Rows[i]
		lines = append(lines, fmt.Sprintf("%s %q %q", r.Table, r.Columns, r.Written))
	}
	if p.Slot.Source.Tabular() {
		fmt.Fprintf(h, "%s %q\n", p.Slot.Of, p.Key)
		slices.Sort(lines)
	}
	for _, line := range lines {
		fmt.Fprintln(h, line)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// The first byte of an encoded part: what is kept of the two statutory returns, and of the other files.
const (
	formVersion = 1
	formTabular = 2
)

// errDamaged says that an encoded part was cut short or altered.
var errDamaged = errors.New("what a return says of a child is damaged")

type writer struct {
	out   []byte
	texts map[string]uint64
}

func (w *writer) number(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) } //nolint:gosec // never negative

// text writes a text, or the place at which the same stood before.
func (w *writer) text(s string) {
	if s == "" {
		w.number(0)
		return
	}
	if at, had := w.texts[s]; had {
		w.out = binary.AppendUvarint(w.out, at<<1|1)
		return
	}
	w.texts[s] = uint64(len(w.texts))
	w.out = binary.AppendUvarint(w.out, uint64(len(s))<<1)
	w.out = append(w.out, s...)
}

// Encode writes the part down.
func (p *Part) Encode() []byte {
	if p.Slot.Source.Tabular() {
		return p.encodeTabular()
	}
	w := &writer{out: make([]byte, 0, 256*(len(p.Rows903)+len(p.RowsCIN))+32), texts: map[string]uint64{}}
	w.out = append(w.out, formVersion)
	w.text(string(p.Slot.Source))
	w.number(p.Slot.Year)
	flag := 0
	if p.XML {
		flag = 1
	}
	w.number(flag)
	w.number(len(p.Rows903) + len(p.RowsCIN))
	for i := range p.Rows903 {
		r := &p.Rows903[i]
		w.number(int(r.Table))
		w.text(r.File)
		w.text(r.Element)
		w.number(r.Line)
		w.text(r.Raw)
		w.written(r.Written)
	}
	for i := range p.RowsCIN {
		r := &p.RowsCIN[i]
		w.number(int(r.Table))
		w.text(r.File)
		w.text(r.Element)
		w.number(r.Line)
		w.text(r.Raw)
		w.text(r.Child)
		for _, n := range []int{r.ChildNo, r.Details, r.Assessment, r.Plan} {
			w.number(n)
		}
		w.written(r.Written)
	}
	return w.out
}

func (w *writer) written(cells []string) {
	w.number(len(cells))
	for _, cell := range cells {
		w.text(cell)
	}
}

type reader struct {
	in    []byte
	texts []string
	bad   bool
}

func (r *reader) number() int {
	n, used := binary.Uvarint(r.in)
	if used <= 0 || n > 1<<40 {
		r.bad, r.in = true, nil
		return 0
	}
	r.in = r.in[used:]
	return int(n)
}

func (r *reader) text() string {
	n := r.number()
	switch {
	case r.bad || n == 0:
		return ""
	case n&1 == 1:
		if n>>1 >= len(r.texts) {
			r.bad = true
			return ""
		}
		return r.texts[n>>1]
	case n>>1 > len(r.in):
		r.bad = true
		return ""
	}
	s := string(r.in[:n>>1])
	r.in = r.in[n>>1:]
	r.texts = append(r.texts, s)
	return s
}

func (r *reader) written(most int) []string {
	n := r.number()
	if n > most {
		r.bad = true
		return nil
	}
	cells := make([]string, n)
	for i := range cells {
		cells[i] = r.text()
	}
	return cells
}

// mostColumns is more than any table has.
const mostColumns = 200

// Decode reads a part that Encode wrote. One that was cut short or altered gives an error.
func Decode(b []byte) (Part, error) {
	if len(b) > 0 && b[0] == formTabular {
		return decodeTabular(b[1:])
	}
	if len(b) == 0 || b[0] != formVersion {
		return Part{}, errDamaged
	}
	r := &reader{in: b[1:]}
	p := Part{Slot: Slot{Source: Source(r.text()), Year: r.number()}}
	p.XML = r.number() == 1
	n := r.number()
	if p.Slot.Source != SSDA903 && p.Slot.Source != CIN || n > len(b) {
		return Part{}, errDamaged
	}
	for range n {
		if r.bad {
			return Part{}, errDamaged
		}
		table, file, element, line, raw := r.number(), r.text(), r.text(), r.number(), r.text()
		if p.Slot.Source == SSDA903 {
			if !slices.Contains(ssda903.Tables(), ssda903.Table(table)) { //nolint:gosec // looked for in the list
				return Part{}, errDamaged
			}
			p.Rows903 = append(p.Rows903, ssda903.Kept{Table: ssda903.Table(table), File: file, Element: element, Line: line, Raw: raw, Written: r.written(mostColumns)}) //nolint:gosec // as above
			continue
		}
		if !slices.Contains(cin.Tables(), cin.Table(table)) { //nolint:gosec // looked for in the list
			return Part{}, errDamaged
		}
		k := cin.Kept{Table: cin.Table(table), File: file, Element: element, Line: line, Raw: raw, Child: r.text()} //nolint:gosec // as above
		k.ChildNo, k.Details, k.Assessment, k.Plan = r.number(), r.number(), r.number(), r.number()
		k.Written = r.written(mostColumns)
		p.RowsCIN = append(p.RowsCIN, k)
	}
	if r.bad || len(r.in) > 0 {
		return Part{}, errDamaged
	}
	return p, nil
}

func (p *Part) return903() *ssda903.Return { return ssda903.Restore(p.Slot.Year, p.XML, p.Rows903) }
func (p *Part) census() *cin.Return        { return cin.Restore(p.Slot.Year, p.RowsCIN) }
