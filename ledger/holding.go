package ledger

import (
	"crypto/sha256"
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
