package ledger

import (
	"crypto/sha256"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Tree is the right edge of the tree of entries: the number of entries and
// the root of each complete part, largest first. That is all an append
// needs, so that adding an entry reads no earlier hash. The zero Tree is
// empty.
type Tree struct {
	Size int64
	edge []tlog.Hash
}

// LoadTree makes a Tree from what Edge gave when it had size entries.
func LoadTree(size int64, edge []byte) (Tree, error) {
	want := bits.OnesCount64(uint64(size)) * tlog.HashSize
	if size < 0 || len(edge) != want {
		return Tree{}, fmt.Errorf("the right edge of a ledger of %d entries should be %d bytes and is %d", size, want, len(edge))
	}
	t := Tree{Size: size}
	for ; len(edge) > 0; edge = edge[tlog.HashSize:] {
		t.edge = append(t.edge, tlog.Hash(edge[:tlog.HashSize]))
	}
	return t, nil
}

// Edge is the right edge as bytes, to keep beside the size.
func (t *Tree) Edge() []byte {
	packed := make([]byte, 0, len(t.edge)*tlog.HashSize)
	for _, h := range t.edge {
		packed = append(packed, h[:]...)
	}
	return packed
}

// Append adds an entry's leaf and gives the hashes to store with the entry:
// the leaf and then each node it completed, the smallest first. They are the
// stored hashes of tlog from StoredHashIndex(0, Size) on.
func (t *Tree) Append(leaf tlog.Hash) ([]tlog.Hash, error) {
	added, err := tlog.StoredHashesForRecordHash(t.Size, leaf, tlog.HashReaderFunc(t.read))
	if err != nil {
		return nil, err
	}
	t.grow(added)
	return added, nil
}

// grow moves the edge on by one entry whose stored hashes are added.
func (t *Tree) grow(added []tlog.Hash) {
	t.edge = append(t.edge[:len(t.edge)-(len(added)-1)], added[len(added)-1])
	t.Size++
}

// Root is the hash of the whole tree.
func (t *Tree) Root() (tlog.Hash, error) {
	return tlog.TreeHash(t.Size, tlog.HashReaderFunc(t.read))
}

func (t *Tree) read(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		at := bits.OnesCount64(uint64(t.Size) >> (level + 1))
		if t.Size>>level&1 == 0 || n != t.Size>>level-1 || at >= len(t.edge) {
			return nil, fmt.Errorf("the hash at level %d, place %d is not on the right edge of a ledger of %d entries", level, n, t.Size)
		}
		found[i] = t.edge[at]
	}
	return found, nil
}

// PackHashes puts the hashes an entry added into bytes.
func PackHashes(added []tlog.Hash) []byte {
	packed := make([]byte, 0, len(added)*tlog.HashSize)
	for _, h := range added {
		packed = append(packed, h[:]...)
	}
	return packed
}

// Combined is one root over the trees of every authority, which must be in
// order of authority.
func Combined(trees []Position) tlog.Hash {
	record := appendField(nil, "throughline root 1")
	for _, p := range trees {
		record = appendField(record, p.Authority)
		record = appendNumber(record, p.Size)
		record = append(record, p.Root[:]...)
	}
	return sha256.Sum256(record)
}
