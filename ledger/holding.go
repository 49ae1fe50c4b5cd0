package ledger

import (
	"crypto/sha256"
	"fmt"
)

// What a statutory return says of one child is a holding. Holdings are too many
// for the entry that makes them count to list them, so that entry commits to
// one root over them all.

const (
	holdingFormat  = "throughline holding 1"
	holdingsFormat = "throughline holdings 1"
	linkFormat     = "throughline holdings link 1"
)

// CommitHolding is the hash that binds what one batch says of one subject.
func CommitHolding(salt []byte, authority, batch, subject string, body []byte) [32]byte {
	dst := make([]byte, 0, len(holdingFormat)+len(salt)+len(authority)+len(batch)+len(subject)+len(body)+6*8)
	dst = appendField(dst, holdingFormat)
	dst = appendField(dst, salt)
	dst = appendField(dst, authority)
	dst = appendField(dst, batch)
	dst = appendField(dst, subject)
	dst = appendField(dst, body)
	return sha256.Sum256(dst)
}

// HoldingsRoot is the root of a batch without a holding.
func HoldingsRoot(authority, batch string) [32]byte {
	return sha256.Sum256(appendField(appendField(appendField(nil, holdingsFormat), authority), batch))
}

// LinkHolding is the root of a batch after one more holding. The subject stays
// bound when the salt and the content of the holding are erased.
func LinkHolding(root []byte, subject string, commitment []byte) [32]byte {
	dst := appendField(make([]byte, 0, 192), linkFormat)
	dst = appendField(dst, root)
	dst = appendField(dst, subject)
	return sha256.Sum256(appendField(dst, commitment))
}

// HoldingAltered is the fault of what a return said of children that is no
// longer what was made to count.
const HoldingAltered FaultKind = "holding altered"

// Held is what a batch of holdings was found to be.
type Held struct {
	Authority, Batch string
	Seq              int64 // the entry that made it count, 0 for none
}

// Fault is the fault of one holding of the batch, by its place. what ends the
// sentence.
func (h Held) Fault(kind FaultKind, place int64, what string) *Fault {
	f := recordFault(kind, h.Seq, Ref{Thing: h.Batch, Version: 1}, 2,
		"holding %d of the return %s, which entry %d made to count, %s", place, h.Batch, h.Seq, what)
	f.Authority = h.Authority
	return &f
}

// Whole is the fault of the batch as a whole. what ends the sentence.
func (h Held) Whole(kind FaultKind, what string) *Fault {
	f := recordFault(kind, h.Seq, Ref{Thing: h.Batch, Version: 1}, 3, "the return %s, which entry %d made to count, %s", h.Batch, h.Seq, what)
	if h.Seq == 0 {
		f.sentence = fmt.Sprintf("the return %s %s", h.Batch, what)
	}
	f.Authority = h.Authority
	return &f
}
