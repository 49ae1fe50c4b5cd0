// Package ledger is the hash-chained log of every change: how an entry and a
// version are put into bytes and hashed, the tree over the entries, the
// checkpoint a person keeps elsewhere, and the rules by which anybody can
// check it all. It does no input or output.
//
// The ledger holds commitments and random ids, never content, so that content
// can be erased and the ledger still holds.
package ledger

import (
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"throughline/calendar"
)

// Entry is one change to one authority's record.
type Entry struct {
	Authority   string
	Seq         int64     // 1, 2, 3, … with no gaps
	At          time.Time // UTC, whole microseconds, never before the entry before
	Actor       string    // account id of the person who did it
	Membership  string    // the membership that gave them the right
	OnBehalfOf  string    // the delegation they acted under, or ""
	Change      string    // the name of the typed change
	EffectiveOn calendar.Date
	Detail      string       // words from a fixed list and random ids, never content
	Versions    []Commitment // the versions it wrote, in the order they were put
	Erases      []Ref        // the versions whose content it erased
}

// Ref names one version of one thing.
type Ref struct {
	Thing   string
	Version int64
}

// Commitment binds an entry to a version without holding its content.
type Commitment struct {
	Thing   string
	Version int64
	Hash    [32]byte
}

const (
	entryFormat   = "throughline entry 1"
	versionFormat = "throughline version 1"
)

// Row is an entry as a database holds it: the same facts as bytes, with the
// lists packed and the hashes the entry added to the tree.
type Row struct {
	Seq         int64
	At          int64 // microseconds since 1970, UTC
	Actor       []byte
	Membership  []byte
	OnBehalfOf  []byte
	Change      []byte
	EffectiveOn []byte // 2012-03-09
	Detail      []byte
	Puts        []byte // PackCommitments
	Erases      []byte // PackRefs
	Hashes      []byte // the leaf, then each node that this entry completed
}

// Row gives the entry as a row, without hashes.
func (e Entry) Row() Row {
	return Row{
		Seq: e.Seq, At: e.At.UnixMicro(), Actor: []byte(e.Actor), Membership: []byte(e.Membership),
		OnBehalfOf: []byte(e.OnBehalfOf), Change: []byte(e.Change), EffectiveOn: []byte(e.EffectiveOn.String()),
		Detail: []byte(e.Detail), Puts: PackCommitments(e.Versions), Erases: PackRefs(e.Erases),
	}
}

// Entry gives the entry that the row holds. A damaged row gives an error that
// names the entry.
func (r Row) Entry(authority string) (Entry, error) {
	versions, err := UnpackCommitments(r.Puts)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d cannot be read: %w", r.Seq, err)
	}
	erases, err := UnpackRefs(r.Erases)
	if err != nil {
		return Entry{}, fmt.Errorf("entry %d cannot be read: %w", r.Seq, err)
	}
	var on calendar.Date
	if err := on.UnmarshalText(r.EffectiveOn); err != nil {
		return Entry{}, fmt.Errorf("entry %d cannot be read: %w", r.Seq, err)
	}
	return Entry{
		Authority: authority, Seq: r.Seq, At: time.UnixMicro(r.At).UTC(), Actor: string(r.Actor),
		Membership: string(r.Membership), OnBehalfOf: string(r.OnBehalfOf), Change: string(r.Change),
		EffectiveOn: on, Detail: string(r.Detail), Versions: versions, Erases: erases,
	}, nil
}

// Record is the canonical encoding of an entry: what its leaf is a hash of.
func Record(e Entry) []byte {
	row := e.Row()
	return appendRecord(nil, e.Authority, &row)
}

func appendRecord(dst []byte, authority string, r *Row) []byte {
	dst = appendField(dst, entryFormat)
	dst = appendField(dst, authority)
	dst = appendNumber(dst, r.Seq)
	dst = appendNumber(dst, r.At)
	dst = appendField(dst, r.Actor)
	dst = appendField(dst, r.Membership)
	dst = appendField(dst, r.OnBehalfOf)
	dst = appendField(dst, r.Change)
	dst = appendField(dst, r.EffectiveOn)
	dst = appendField(dst, r.Detail)
	dst = appendField(dst, r.Puts)
	return appendField(dst, r.Erases)
}

// Leaf is the hash of an entry as it stands in the tree.
func Leaf(e Entry) tlog.Hash { return tlog.RecordHash(Record(e)) }

// LeafOf is Leaf for an entry already in rows.
func LeafOf(authority string, r Row) tlog.Hash {
	return tlog.RecordHash(appendRecord(nil, authority, &r))
}
