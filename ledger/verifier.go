package ledger

import (
	"bytes"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Head is what the database keeps as the end of an authority's ledger.
type Head struct {
	Size int64
	At   int64 // microseconds since 1970, UTC, of the last entry
	Edge []byte
}

// Verifier joins the spans of one authority's ledger in order, builds the
// tree again, and finds the first fault.
type Verifier struct {
	authority string
	head      Head
	tree      Tree
	next      int64
	at        int64
	gap       bool // an entry is missing, so the tree can go no further
	nodeFault bool
	doubtful  []int64 // entries that a fault is known of, which the nodes above them share
	faults    []Fault
	missing   []placed
	strays    []stray
	blanks    map[Ref]int64
	erases    map[Ref]int64
	watch     map[int64]tlog.Hash
	versions  int64
}

// Sound is what a ledger that checks out comes to.
type Sound struct {
	Position
	Entries  int64
	Versions int64
	Erased   int64
	Roots    map[int64]tlog.Hash // the roots at the sizes watched
}

// NewVerifier starts on an authority whose head is as given. It also keeps
// the root at each watched size, for a checkpoint.
func NewVerifier(authority string, head Head, watch ...int64) *Verifier {
	v := &Verifier{authority: authority, head: head, next: 1, blanks: map[Ref]int64{}, erases: map[Ref]int64{}, watch: map[int64]tlog.Hash{}}
	for _, size := range watch {
		v.watch[size] = tlog.Hash{}
	}
	v.keepRoot()
	return v
}

// Add takes the next span, which must be whole. The span is used up.
func (v *Verifier) Add(s *Span) {
	v.missing = append(v.missing, s.missing()...)
	v.strays = append(v.strays, s.strays...)
	v.versions += s.versions
	for _, b := range s.blanks {
		v.blanks[b.Ref] = b.seq
	}
	for _, e := range s.erases {
		v.erases[e.Ref] = e.seq
	}
	for _, f := range s.faults {
		v.fault(f)
	}
	for i := range s.entries {
		v.entry(s, &s.entries[i])
	}
}

func (v *Verifier) entry(s *Span, e *spanEntry) {
	switch {
	case e.seq < v.next:
		v.fault(entryFault(EntryAdded, e.seq, "entry %d comes before the first: it was added behind the ledger's back.", e.seq))
		return
	case e.seq > v.head.Size:
		v.fault(entryFault(EntryAdded, e.seq, "entry %d is beyond the end of the ledger, which is %d entries long: it was added behind its back.",
			e.seq, v.head.Size))
		return
	case e.seq > v.next:
		v.removed(v.next, e.seq-1)
	}
	v.next = e.seq + 1
	if e.suspicious != nil {
		v.suspect(s, e)
	}
	if e.at < v.at {
		f := entryFault(TimeBackwards, e.seq, "entry %d is dated before the entry before it: time never runs backwards, so the entries were altered or reordered.", e.seq)
		f.rank = 2
		v.fault(f)
	}
	v.at = max(v.at, e.at)
	if !v.gap {
		v.grow(e, s.hashes[e.hashes[0]:e.hashes[1]])
	}
}

func (v *Verifier) removed(first, last int64) {
	v.gap = true
	f := entryFault(EntryRemoved, first, "%s is missing: it was removed.", run(first, last))
	if last > first {
		f.sentence = fmt.Sprintf("%s are missing: they were removed.", run(first, last))
		f.Last = last
	}
	v.fault(f)
}

// suspect says what became of an entry that does not match its leaf: it may
// be another entry, moved here.
func (v *Verifier) suspect(s *Span, e *spanEntry) {
	v.doubtful = append(v.doubtful, e.seq)
	first := !slices.ContainsFunc(v.faults, func(f Fault) bool { return f.Seq < e.seq })
	for j := int64(0); first && j < v.head.Size; j++ {
		moved := *e.suspicious
		moved.Seq = j + 1
		if moved.Seq == e.seq {
			continue
		}
		leaf := LeafOf(v.authority, moved)
		if bytes.HasPrefix(e.suspicious.Hashes, leaf[:]) || s.holds(moved.Seq, leaf) {
			v.fault(entryFault(EntryReordered, e.seq, "what stands as entry %d was written as entry %d: the entries were reordered.", e.seq, moved.Seq))
			return
		}
	}
	v.fault(entryFault(EntryAltered, e.seq, "entry %d no longer matches its hash: it was altered.", e.seq))
}

// holds says whether the entry seq of the span was stored with the leaf.
func (s *Span) holds(seq int64, leaf tlog.Hash) bool {
	at, found := slices.BinarySearchFunc(s.entries, seq, func(e spanEntry, seq int64) int { return int(e.seq - seq) })
	return found && bytes.HasPrefix(s.hashes[s.entries[at].hashes[0]:s.entries[at].hashes[1]], leaf[:])
}

// grow adds the entry to the tree and compares the nodes it completes with
// those stored. The first node that differs names the entries under it.
func (v *Verifier) grow(e *spanEntry, stored []byte) {
	added, err := v.tree.Append(e.leaf)
	if err != nil {
		v.gap = true
		v.fault(entryFault(TreeAltered, e.seq, "the tree cannot be built at entry %d: %v.", e.seq, err))
		return
	}
	v.keepRoot()
	if len(stored) != len(added)*tlog.HashSize {
		v.fault(entryFault(TreeAltered, e.seq, "the hashes kept with entry %d are not the right number: the hash tree was altered.", e.seq))
		return
	}
	for level, h := range added[1:] {
		if !bytes.Equal(h[:], stored[(level+1)*tlog.HashSize:][:tlog.HashSize]) {
			v.under(e.seq-int64(2)<<level+1, e.seq)
			return
		}
	}
}

// under says that a node differs, unless that follows from a fault already
// known of an entry under it.
func (v *Verifier) under(first, last int64) {
	v.nodeFault = true
	if slices.ContainsFunc(v.doubtful, func(seq int64) bool { return first <= seq && seq <= last }) {
		return
	}
	v.doubtful = append(v.doubtful, first)
	f := entryFault(TreeAltered, first, "the hash tree does not agree with %s: an entry was altered together with its own hash, or the tree was.", run(first, last))
	f.rank, f.Last = 3, last
	v.fault(f)
}

func (v *Verifier) keepRoot() {
	if _, wanted := v.watch[v.tree.Size]; wanted {
		if root, err := v.tree.Root(); err == nil {
			v.watch[v.tree.Size] = root
		}
	}
}

func (v *Verifier) fault(f Fault) {
	f.Authority = v.authority
	v.faults = append(v.faults, f)
}

// Finish gives what the ledger comes to, or the first fault.
func (v *Verifier) Finish() (Sound, *Fault) {
	if v.next <= v.head.Size {
		v.removed(v.next, v.head.Size)
	}
	if !v.gap {
		v.end()
	}
	v.lostAndFound()
	v.erasures()
	if len(v.faults) > 0 {
		first := slices.MinFunc(v.faults, func(a, b Fault) int { return a.compare(&b) })
		if first.Kind == EntryAltered && !v.nodeFault && !v.gap && len(v.faults) == 1 {
			first.Kind = TreeAltered
			first.sentence = fmt.Sprintf("the hash kept with entry %d was altered; the entry itself is sound.", first.Seq)
		}
		return Sound{}, &first
	}
	root, err := v.tree.Root()
	if err != nil {
		f := entryFault(TreeAltered, v.tree.Size, "the root cannot be computed: %v.", err)
		f.Authority = v.authority
		return Sound{}, &f
	}
	return Sound{Position: Position{v.authority, v.tree.Size, root}, Entries: v.tree.Size, Versions: v.versions,
		Erased: int64(len(v.blanks)), Roots: v.watch}, nil
}

// end compares the tree built with the head kept.
func (v *Verifier) end() {
	if v.head.At != v.at {
		f := entryFault(HeadAltered, v.head.Size, "the end of the ledger does not bear the time of its last entry, %d: the head was altered.", v.head.Size)
		f.rank = 4
		v.fault(f)
	}
	if edge := v.tree.Edge(); !bytes.Equal(edge, v.head.Edge) {
		first := int64(1)
		for level := 62; level >= 0 && len(edge) >= tlog.HashSize && len(v.head.Edge) >= tlog.HashSize; level-- {
			size := int64(1) << level
			if v.tree.Size&size == 0 {
				continue
			}
			if !bytes.Equal(edge[:tlog.HashSize], v.head.Edge[:tlog.HashSize]) {
				v.under(first, first+size-1)
				return
			}
			edge, v.head.Edge, first = edge[tlog.HashSize:], v.head.Edge[tlog.HashSize:], first+size
		}
		v.nodeFault = true
		f := entryFault(HeadAltered, v.head.Size, "the hashes kept at the end of the ledger are not the right number: the head was altered.")
		f.rank = 4
		v.fault(f)
	}
}

// lostAndFound pairs versions that are missing with those that no entry
// names: a version in both lists was moved.
func (v *Verifier) lostAndFound() {
	found := map[Ref]int64{}
	for _, s := range v.strays {
		found[s.Ref] = s.seq
	}
	for _, m := range v.missing {
		if at, ok := found[m.Ref]; ok {
			delete(found, m.Ref)
			v.fault(recordFault(RecordReordered, m.seq, m.Ref, 1, "%s was written by entry %d and is now filed under entry %d: the records were reordered.",
				named(m.Ref), m.seq, at))
			continue
		}
		v.fault(recordFault(RecordRemoved, m.seq, m.Ref, 1, "%s, which entry %d wrote, is missing: the record was removed.", named(m.Ref), m.seq))
	}
	for ref, seq := range found {
		v.fault(recordFault(RecordAdded, seq, ref, 2, "%s is filed under entry %d, and no entry names it: it was added behind the ledger's back.",
			named(ref), seq))
	}
}

func (v *Verifier) erasures() {
	for ref, seq := range v.blanks {
		if _, said := v.erases[ref]; !said {
			v.fault(recordFault(ErasedInSilence, seq, ref, 1, "the content of %s, written by entry %d, is gone and no erasure was recorded.", named(ref), seq))
		}
	}
	for ref, seq := range v.erases {
		if _, blank := v.blanks[ref]; !blank {
			v.fault(recordFault(ErasedStillThere, seq, ref, 1, "entry %d records that %s was erased, and its content is still there.", seq, named(ref)))
		}
	}
}
