package ledger_test

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ledger"
)

var sample = ledger.Entry{
	Authority: "authority-1", Seq: 7, At: time.Date(2013, 2, 1, 9, 30, 0, 123456000, time.UTC), Actor: "account-1", Membership: "membership-1",
	OnBehalfOf: "delegation-1", Change: "sign off a part", EffectiveOn: calendar.Must(2013, 1, 31), Detail: "",
	Versions: []ledger.Commitment{{Thing: "part-1", Version: 3, Hash: [32]byte{1, 2, 3}}, {Thing: "action-1", Version: 2, Hash: [32]byte{4, 5, 6}}},
	Erases:   []ledger.Ref{{Thing: "update-1", Version: 1}},
}

// TestFormatIsFrozen holds the encodings to what they were when the first
// ledgers were written: a change to either would make every ledger fail. Both
// were computed apart, by another program, from what encode.go says.
func TestFormatIsFrozen(t *testing.T) {
	commit := ledger.Commit([]byte("0123456789abcdef"), "authority-1", "part-1", "part", "action-1", 3, calendar.Must(2013, 1, 31), []byte(`{"a":1}`))
	for name, hash := range map[string][2]string{
		"leaf":   {ledger.Leaf(sample).String(), "+r0XXJqOLgSWXhoOS1rLFBueisVXYL0lKEWYb2h8NE0="},
		"commit": {hex.EncodeToString(commit[:]), "5dbd0f0d65ff85f854180bfa09018298910efbad0355bd399799ad40d0304354"},
	} {
		if hash[0] != hash[1] {
			t.Errorf("the %s is %s and was %s", name, hash[0], hash[1])
		}
	}
}

func TestEntryGoesThroughARow(t *testing.T) {
	row := sample.Row()
	back, err := row.Entry(sample.Authority)
	if diff := cmp.Diff(sample, back); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if ledger.LeafOf(sample.Authority, row) != ledger.Leaf(sample) {
		t.Error("the leaf of a row is not that of its entry")
	}
	for _, broken := range []ledger.Row{{Seq: 4, Puts: []byte{1}}, {Seq: 4, Erases: []byte{0, 0, 0, 0, 0, 0, 0, 9, 1}}, {Seq: 4, EffectiveOn: []byte("x")}} {
		if _, err := broken.Entry("a"); err == nil || !strings.Contains(err.Error(), "entry 4 cannot be read") {
			t.Errorf("%+v gave %v", broken, err)
		}
	}
}

// TestNoTwoEntriesShareARecord draws fields from few letters, so that fields
// that run together would meet.
func TestNoTwoEntriesShareARecord(t *testing.T) {
	few := rapid.StringMatching(`[ab]{0,2}`)
	entry := rapid.Custom(func(rt *rapid.T) ledger.Entry {
		e := ledger.Entry{Authority: few.Draw(rt, "authority"), Seq: rapid.Int64Range(1, 2).Draw(rt, "seq"), At: time.UnixMicro(rapid.Int64Range(0, 1).Draw(rt, "at")).UTC(),
			Actor: few.Draw(rt, "actor"), Membership: few.Draw(rt, "membership"), OnBehalfOf: few.Draw(rt, "delegation"), Change: few.Draw(rt, "change"), Detail: few.Draw(rt, "detail")}
		for range rapid.IntRange(0, 2).Draw(rt, "versions") {
			e.Versions = append(e.Versions, ledger.Commitment{Thing: few.Draw(rt, "thing"), Version: rapid.Int64Range(1, 2).Draw(rt, "version")})
		}
		for range rapid.IntRange(0, 2).Draw(rt, "erases") {
			e.Erases = append(e.Erases, ledger.Ref{Thing: few.Draw(rt, "thing"), Version: rapid.Int64Range(1, 2).Draw(rt, "version")})
		}
		return e
	})
	rapid.Check(t, func(rt *rapid.T) {
		a, b := entry.Draw(rt, "a"), entry.Draw(rt, "b")
		same := cmp.Equal(a, b)
		if got := string(ledger.Record(a)) == string(ledger.Record(b)); got != same {
			rt.Fatalf("the same record: %v; the same entry: %v", got, same)
		}
	})
}

// TestTreeIsTlog compares the tree kept by its edge with tlog's own, which
// keeps every hash.
func TestTreeIsTlog(t *testing.T) {
	var tree ledger.Tree
	var stored []tlog.Hash
	all := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, i := range indexes {
			found = append(found, stored[i])
		}
		return found, nil
	})
	for n := range int64(200) {
		leaf := tlog.RecordHash(fmt.Append(nil, n))
		want, err := tlog.StoredHashesForRecordHash(n, leaf, all)
		if err != nil {
			t.Fatal(err)
		}
		if tree, err = ledger.LoadTree(tree.Size, tree.Edge()); err != nil {
			t.Fatal(err)
		}
		got, err := tree.Append(leaf)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatal(n, err, diff)
		}
		if int64(len(stored)) != tlog.StoredHashIndex(0, n) {
			t.Fatalf("entry %d stores its hashes from %d, not %d", n+1, len(stored), tlog.StoredHashIndex(0, n))
		}
		stored = append(stored, got...)
		root, err := tlog.TreeHash(n+1, all)
		if mine, err2 := tree.Root(); err != nil || err2 != nil || mine != root {
			t.Fatal(n, err, err2, mine, root)
		}
	}
	for _, size := range []int64{-1, 0, 199, 201} {
		if _, err := ledger.LoadTree(size, tree.Edge()); err == nil {
			t.Errorf("the edge of 200 entries was taken for that of %d", size)
		}
	}
}

func TestCheckpoint(t *testing.T) {
	c := ledger.Checkpoint{At: time.Date(2013, 2, 1, 9, 30, 0, 123456000, time.UTC), Trees: []ledger.Position{
		{Authority: "a", Size: 0, Root: tlog.RecordHash(nil)}, {Authority: "b", Size: 1234, Root: tlog.RecordHash([]byte("x"))}}}
	back, err := ledger.ParseCheckpoint(c.Format())
	if diff := cmp.Diff(c, back); err != nil || diff != "" {
		t.Error(err, diff)
	}
	if back, err = ledger.ParseCheckpoint(strings.ReplaceAll(c.Format(), "\n", "\r\n")); err != nil || !cmp.Equal(c, back) {
		t.Error("with Windows line ends:", err)
	}
	lines := strings.SplitAfter(c.Format(), "\n")
	for text, says := range map[string]string{
		"":                                    "line 1",
		"something else\n":                    "line 1",
		lines[0]:                              "stops after line 1",
		lines[0] + "yesterday\n":              "line 2",
		lines[0] + lines[1] + "\n" + lines[2]: "line 3",
		lines[0] + lines[1] + "a b":           "line 3",
		lines[0] + lines[1] + lines[2] + "b -1 " + c.Trees[0].Root.String(): "line 4",
		lines[0] + lines[1] + lines[2] + "b 7 short":                        "line 4",
		lines[0] + lines[1] + lines[2] + lines[2]:                           "second time",
	} {
		if _, err := ledger.ParseCheckpoint(text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q gave %v, want words of %q", text, err, says)
		}
	}
}

func TestCombinedDependsOnEveryTree(t *testing.T) {
	one := []ledger.Position{{Authority: "a", Size: 1}, {Authority: "b", Size: 2}}
	seen := map[tlog.Hash]bool{ledger.Combined(nil): true, ledger.Combined(one): true, ledger.Combined(one[:1]): true,
		ledger.Combined([]ledger.Position{{Authority: "a", Size: 1}, {Authority: "b", Size: 3}}):                             true,
		ledger.Combined([]ledger.Position{{Authority: "a", Size: 1}, {Authority: "c", Size: 2}}):                             true,
		ledger.Combined([]ledger.Position{{Authority: "a", Size: 1, Root: tlog.RecordHash(nil)}, {Authority: "b", Size: 2}}): true}
	if len(seen) != 6 {
		t.Errorf("%d different roots, want 6", len(seen))
	}
}
