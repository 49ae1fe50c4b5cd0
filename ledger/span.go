package ledger

import (
	"bytes"
	"crypto/sha256"

	"golang.org/x/mod/sumdb/tlog"
)

// Span checks a run of entries and the versions they wrote, by themselves.
// Spans may be checked at the same time; a Verifier then joins them in order.
type Span struct {
	authority string
	entries   []spanEntry
	hashes    []byte // of every entry, end to end
	puts      []put
	scratch   []byte
	next      int // where the entry of the next version is sought
	hint      int // where in that entry's list

	versions int64
	faults   []Fault
	strays   []stray
	blanks   []placed
	erases   []placed
}

type spanEntry struct {
	seq, at    int64
	leaf       tlog.Hash
	hashes     [2]int // from and to, in Span.hashes
	puts       [2]int // from and to, in Span.puts
	suspicious *Row   // kept when the entry does not match its leaf
}

type put struct {
	thing   []byte
	version int64
	hash    [sha256.Size]byte
	found   bool
}

// placed is a version and the entry it was met at.
type placed struct {
	Ref
	seq int64
}

// stray is a version that the entry it is filed under does not name.
type stray struct {
	placed
	row *VersionRow
}

// keepAtMost bounds what is remembered about a span in ruins.
const keepAtMost = 1000

// NewSpan starts a span of one authority's ledger.
func NewSpan(authority string) *Span { return &Span{authority: authority} }

// Entries is how many entries were fed.
func (s *Span) Entries() int64 { return int64(len(s.entries)) }

// Entry feeds the next entry, in order of Seq. It keeps nothing of r.
func (s *Span) Entry(r *Row) {
	s.scratch = appendRecord(s.scratch[:0], s.authority, r)
	e := spanEntry{seq: r.Seq, at: r.At, leaf: tlog.RecordHash(s.scratch)}
	e.hashes = [2]int{len(s.hashes), len(s.hashes) + len(r.Hashes)}
	s.hashes = append(s.hashes, r.Hashes...)
	e.puts[0] = len(s.puts)
	for list := (reader{rest: bytes.Clone(r.Puts)}); len(list.rest) > 0; {
		thing, version, hash := list.commitment()
		if list.broken {
			s.fault(entryFault(EntryAltered, r.Seq, "the list of records in entry %d is damaged: the entry was altered.", r.Seq))
			break
		}
		s.puts = append(s.puts, put{thing: thing, version: version, hash: [32]byte(hash)})
	}
	e.puts[1] = len(s.puts)
	refs, err := UnpackRefs(r.Erases)
	if err != nil {
		s.fault(entryFault(EntryAltered, r.Seq, "the list of erasures in entry %d is damaged: the entry was altered.", r.Seq))
	}
	for _, ref := range refs {
		s.erases = append(s.erases, placed{ref, r.Seq})
	}
	if !bytes.HasPrefix(r.Hashes, e.leaf[:]) && len(s.faults) < keepAtMost {
		kept := r.clone()
		e.suspicious = &kept
	}
	s.entries = append(s.entries, e)
}

// Version feeds the next version, in order of Seq, after every entry of the
// span. It keeps nothing of v.
func (s *Span) Version(v *VersionRow) {
	s.versions++
	for s.next < len(s.entries) && s.entries[s.next].seq < v.Seq {
		s.next++
		s.hint = 0
	}
	p := s.find(v)
	switch {
	case p == nil:
		s.stray(v)
	case v.Body == nil:
		p.found = true
		s.blanks = append(s.blanks, placed{Ref{string(v.Thing), v.Version}, v.Seq})
	default:
		p.found = true
		s.scratch = v.appendContent(s.scratch[:0], s.authority)
		if sha256.Sum256(s.scratch) != p.hash {
			ref := Ref{string(v.Thing), v.Version}
			s.fault(recordFault(RecordAltered, v.Seq, ref, 1, "%s, written by entry %d, no longer matches what the entry says of it: the record was altered.",
				named(ref), v.Seq))
		}
	}
}

// find gives the place in its entry's list that names v. Lists are mostly in
// the order the rows come, so it looks from where it last found one.
func (s *Span) find(v *VersionRow) *put {
	if s.next >= len(s.entries) || s.entries[s.next].seq != v.Seq {
		return nil
	}
	list := s.puts[s.entries[s.next].puts[0]:s.entries[s.next].puts[1]]
	for i := range list {
		at := (i + s.hint) % len(list)
		if p := &list[at]; !p.found && p.version == v.Version && bytes.Equal(p.thing, v.Thing) {
			s.hint = at + 1
			return p
		}
	}
	return nil
}

func (s *Span) fault(f Fault) {
	if len(s.faults) < keepAtMost {
		s.faults = append(s.faults, f)
	}
}

func (s *Span) stray(v *VersionRow) {
	if len(s.strays) < keepAtMost {
		row := v.clone()
		s.strays = append(s.strays, stray{placed{Ref{string(v.Thing), v.Version}, v.Seq}, &row})
	}
}

// missing lists the versions that entries name and no row holds. A stray
// whose content fits a missing place is that record, with its name altered.
func (s *Span) missing() (gone []placed) {
	for _, e := range s.entries {
		for i := e.puts[0]; i < e.puts[1]; i++ {
			p := &s.puts[i]
			if p.found || len(gone) >= keepAtMost {
				continue
			}
			ref := Ref{string(p.thing), p.version}
			if s.renamed(e.seq, p) {
				s.fault(recordFault(RecordAltered, e.seq, ref, 1, "%s, written by entry %d, now bears another name or number: the record was altered.",
					named(ref), e.seq))
				continue
			}
			gone = append(gone, placed{ref, e.seq})
		}
	}
	return gone
}

func (s *Span) renamed(seq int64, p *put) bool {
	for i, st := range s.strays {
		if st.seq != seq {
			continue
		}
		row := *st.row
		row.Thing, row.Version = p.thing, p.version
		if sha256.Sum256(row.appendContent(nil, s.authority)) == p.hash {
			s.strays = append(s.strays[:i], s.strays[i+1:]...)
			return true
		}
	}
	return false
}

func (r *Row) clone() Row {
	return Row{r.Seq, r.At, bytes.Clone(r.Actor), bytes.Clone(r.Membership), bytes.Clone(r.OnBehalfOf), bytes.Clone(r.Change),
		bytes.Clone(r.EffectiveOn), bytes.Clone(r.Detail), bytes.Clone(r.Puts), bytes.Clone(r.Erases), bytes.Clone(r.Hashes)}
}

func (v *VersionRow) clone() VersionRow {
	return VersionRow{v.Seq, v.Version, bytes.Clone(v.Thing), bytes.Clone(v.Kind), bytes.Clone(v.Parent),
		bytes.Clone(v.EffectiveOn), bytes.Clone(v.Salt), bytes.Clone(v.Body)}
}
