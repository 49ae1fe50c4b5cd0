package ledger

import "fmt"

// IndexAltered is the fault of a table by which things are found, and by which
// it is decided who may see them, that no longer says what the versions say.
const IndexAltered FaultKind = "index altered"

// MisIndexed is the fault of a row of such a table about a thing. seq is the
// entry that wrote the thing's version, 0 when no version accounts for the row.
func MisIndexed(authority, table string, seq int64, ref Ref) *Fault {
	f := recordFault(IndexAltered, seq, ref, 1, "the rows of %s for %s do not say what entry %d wrote: a row was altered, added or removed.", table, named(ref), seq)
	if seq == 0 {
		f.sentence = fmt.Sprintf("there are rows of %s for a record %s that no entry wrote: they were added behind the ledger's back.", table, ref.Thing)
	}
	f.Authority = authority
	return &f
}

// Before says whether a fault comes before another, which may be nil.
func (f *Fault) Before(other *Fault) bool { return other == nil || f.compare(other) < 0 }
