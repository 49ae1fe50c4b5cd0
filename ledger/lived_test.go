package ledger_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/ledger"
)

const council = "authority-1"

// kept is a ledger as a database would keep it.
type kept struct {
	head     ledger.Head
	entries  []ledger.Row
	versions []ledger.VersionRow
	tree     ledger.Tree
}

// live makes a ledger of n entries: entry i puts version (i+2)/3 of one of
// three things, and each tenth puts nothing.
func live(t testing.TB, n int) *kept {
	t.Helper()
	k := &kept{}
	for i := range n {
		k.add(t, i, time.Date(2012, 3, 9, 10, 0, i, 0, time.UTC), nil)
	}
	return k
}

func (k *kept) add(t testing.TB, i int, at time.Time, erases []ledger.Ref) {
	t.Helper()
	on := calendar.DayOf(at)
	e := ledger.Entry{Authority: council, Seq: int64(len(k.entries)) + 1, At: at, Actor: "actor-1", Membership: "m-1", Change: "change an action",
		EffectiveOn: on, Erases: erases}
	if i%10 != 9 {
		v := ledger.VersionRow{Seq: e.Seq, Version: int64(i/3) + 1, Thing: fmt.Appendf(nil, "thing-%d", i%3), Kind: []byte("action"), Parent: []byte("area"),
			EffectiveOn: []byte(on.String()), Salt: bytes.Repeat([]byte{byte(i)}, ledger.SaltSize), Body: fmt.Appendf(nil, `{"n":%d}`, i)}
		k.versions = append(k.versions, v)
		e.Versions = []ledger.Commitment{{Thing: string(v.Thing), Version: v.Version,
			Hash: ledger.Commit(v.Salt, council, string(v.Thing), "action", "area", v.Version, on, v.Body)}}
	}
	row := e.Row()
	added, err := k.tree.Append(ledger.Leaf(e))
	if err != nil {
		t.Fatal(err)
	}
	row.Hashes = ledger.PackHashes(added)
	k.entries = append(k.entries, row)
	k.head = ledger.Head{Size: k.tree.Size, At: row.At, Edge: k.tree.Edge()}
}

// verify feeds the ledger in spans that end after the entries given.
func (k *kept) verify(ends ...int64) (ledger.Sound, *ledger.Fault) {
	v := ledger.NewVerifier(council, k.head, 3)
	from := int64(-1 << 60)
	for _, to := range append(ends, 1<<60) {
		s := ledger.NewSpan(council)
		for i := range k.entries {
			if from < k.entries[i].Seq && k.entries[i].Seq <= to {
				s.Entry(&k.entries[i])
			}
		}
		for i := range k.versions {
			if from < k.versions[i].Seq && k.versions[i].Seq <= to {
				s.Version(&k.versions[i])
			}
		}
		v.Add(s)
		from = to
	}
	return v.Finish()
}

func mustFault(t testing.TB, got *ledger.Fault, kind ledger.FaultKind, seq int64) {
	t.Helper()
	if got == nil || got.Kind != kind || got.Seq != seq {
		t.Fatalf("found %v, want %q at entry %d", got, kind, seq)
	}
}
