package ledger

import (
	"cmp"
	"fmt"
)

// FaultKind is a way in which a ledger can fail to check.
type FaultKind string

// The kinds of fault.
const (
	EntryAltered      FaultKind = "entry altered"
	EntryRemoved      FaultKind = "entry removed"
	EntryReordered    FaultKind = "entries reordered"
	EntryAdded        FaultKind = "entry added"
	TimeBackwards     FaultKind = "time runs backwards"
	RecordAltered     FaultKind = "record altered"
	RecordRemoved     FaultKind = "record removed"
	RecordReordered   FaultKind = "records reordered"
	RecordAdded       FaultKind = "record added"
	TreeAltered       FaultKind = "hash tree altered"
	HeadAltered       FaultKind = "head altered"
	ErasedInSilence   FaultKind = "erased without a record"
	ErasedStillThere  FaultKind = "erased content still there"
	TailCut           FaultKind = "tail cut off"
	RewrittenSince    FaultKind = "rewritten since the checkpoint"
	AuthorityVanished FaultKind = "authority removed"
)

// Fault is the first thing found wrong with an authority's ledger. It is an
// error whose words name the entry or the record.
type Fault struct {
	Kind      FaultKind
	Authority string
	Seq       int64  // the entry at fault, or that wrote the record at fault
	Last      int64  // the last entry of a run at fault, or 0
	Thing     string // the record at fault, or ""
	Version   int64
	sentence  string
	rank      int // of two faults at one entry, the lower tells more
}

// Error names the authority and the entry or record, and says what is wrong.
func (f *Fault) Error() string {
	return fmt.Sprintf("In the ledger of authority %s: %s", f.Authority, f.sentence)
}

func (f *Fault) compare(other *Fault) int {
	return cmp.Or(cmp.Compare(f.Seq, other.Seq), cmp.Compare(f.rank, other.rank),
		cmp.Compare(f.Thing, other.Thing), cmp.Compare(f.Version, other.Version))
}

func entryFault(kind FaultKind, seq int64, format string, args ...any) Fault {
	return Fault{Kind: kind, Seq: seq, sentence: fmt.Sprintf(format, args...)}
}

func recordFault(kind FaultKind, seq int64, ref Ref, rank int, format string, args ...any) Fault {
	return Fault{Kind: kind, Seq: seq, Thing: ref.Thing, Version: ref.Version, rank: rank,
		sentence: fmt.Sprintf(format, args...)}
}

// named is a record in words.
func named(ref Ref) string { return fmt.Sprintf("version %d of record %s", ref.Version, ref.Thing) }

// run is one entry or several in words: "entry 4", "entries 4 to 6".
func run(first, last int64) string {
	if first >= last {
		return fmt.Sprintf("entry %d", first)
	}
	return fmt.Sprintf("entries %d to %d", first, last)
}
