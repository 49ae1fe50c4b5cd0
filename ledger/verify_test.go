package ledger_test

import (
	"bytes"
	"cmp"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/ledger"
)

func TestASoundLedgerVerifiesHoweverItIsCut(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(rt, "entries")
		k := live(t, n)
		ends := rapid.SliceOfDistinct(rapid.Int64Range(0, 60), rapid.ID[int64]).Draw(rt, "cuts")
		slices.Sort(ends)
		sound, fault := k.verify(ends...)
		if fault != nil {
			rt.Fatal(fault)
		}
		root, err := k.tree.Root()
		if err != nil || sound.Root != root || sound.Entries != int64(n) || sound.Versions != int64(len(k.versions)) || sound.Erased != 0 {
			rt.Fatalf("%+v, %v", sound, err)
		}
	})
}

// TestAnyAlterationIsFound alters one thing anywhere, and wants a fault that
// is of that entry, or of a run of entries that it is in.
func TestAnyAlterationIsFound(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		k := live(t, rapid.IntRange(1, 40).Draw(rt, "entries"))
		var seq int64
		if len(k.versions) > 0 && rapid.Bool().Draw(rt, "a record") {
			v := &k.versions[rapid.IntRange(0, len(k.versions)-1).Draw(rt, "which")]
			seq = v.Seq
			switch field := rapid.SampledFrom([]string{"version", "thing", "kind", "parent", "day", "salt", "body", "gone", "moved"}).Draw(rt, "field"); field {
			case "version":
				v.Version += 1000
			case "thing":
				v.Thing = flip(rt, v.Thing)
			case "kind":
				v.Kind = flip(rt, v.Kind)
			case "parent":
				v.Parent = flip(rt, v.Parent)
			case "day":
				v.EffectiveOn = flip(rt, v.EffectiveOn)
			case "salt":
				v.Salt = flip(rt, v.Salt)
			case "body":
				v.Body = flip(rt, v.Body)
			case "gone":
				v.Body = nil
			case "moved":
				v.Seq = k.head.Size + 5
			}
			slices.SortStableFunc(k.versions, func(a, b ledger.VersionRow) int { return int(a.Seq - b.Seq) })
		} else {
			e := &k.entries[rapid.IntRange(0, len(k.entries)-1).Draw(rt, "which")]
			seq = e.Seq
			switch rapid.SampledFrom([]string{"time", "actor", "membership", "delegation", "change", "day", "detail", "puts", "erases", "hashes"}).Draw(rt, "field") {
			case "time":
				e.At++
			case "actor":
				e.Actor = flip(rt, e.Actor)
			case "membership":
				e.Membership = flip(rt, e.Membership)
			case "delegation":
				e.OnBehalfOf = flip(rt, e.OnBehalfOf)
			case "change":
				e.Change = flip(rt, e.Change)
			case "day":
				e.EffectiveOn = flip(rt, e.EffectiveOn)
			case "detail":
				e.Detail = flip(rt, e.Detail)
			case "puts":
				e.Puts = flip(rt, e.Puts)
			case "erases":
				e.Erases = flip(rt, e.Erases)
			case "hashes":
				e.Hashes = flip(rt, e.Hashes)
			}
		}
		_, fault := k.verify(5, 11)
		if fault == nil {
			rt.Fatal("nothing was found")
		}
		if fault.Seq != seq && (fault.Seq > seq || seq > fault.Last) {
			rt.Fatalf("entry %d was altered and the fault names another: %v", seq, fault)
		}
	})
}

// flip changes one bit, or adds a byte to nothing.
func flip(rt *rapid.T, field []byte) []byte {
	if len(field) == 0 {
		return []byte("x")
	}
	field = bytes.Clone(field)
	field[rapid.IntRange(0, len(field)-1).Draw(rt, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
	return field
}

func TestTimeBackwards(t *testing.T) {
	k := live(t, 4)
	k.add(t, 4, time.Date(2012, 3, 9, 9, 0, 0, 0, time.UTC), nil) // with every hash right
	_, fault := k.verify()
	mustFault(t, fault, ledger.TimeBackwards, 5)
	_, fault = k.verify(4)
	mustFault(t, fault, ledger.TimeBackwards, 5)
}

func TestErasure(t *testing.T) {
	k := live(t, 5)
	content, salt := k.versions[1].Body, k.versions[1].Salt
	k.versions[1].Body, k.versions[1].Salt = nil, nil
	_, fault := k.verify(2)
	mustFault(t, fault, ledger.ErasedInSilence, 2)
	k.add(t, 9, time.Date(2012, 3, 9, 11, 0, 0, 0, time.UTC), []ledger.Ref{{Thing: "thing-1", Version: 1}})
	sound, fault := k.verify(2)
	if fault != nil || sound.Erased != 1 || sound.Versions != 5 {
		t.Fatalf("%+v, %v", sound, fault)
	}
	k.versions[1].Body, k.versions[1].Salt = content, salt
	_, fault = k.verify(2)
	mustFault(t, fault, ledger.ErasedStillThere, 6)
}

func TestRunsOfEntriesRemovedAreNamedWhole(t *testing.T) {
	k := live(t, 9)
	k.entries = slices.Delete(k.entries, 3, 6)
	_, fault := k.verify(5)
	mustFault(t, fault, ledger.EntryRemoved, 4)
	if fault.Last != 6 || fault.Error() != "In the ledger of authority authority-1: entries 4 to 6 are missing: they were removed." {
		t.Errorf("%v", fault)
	}
}

func TestAgainst(t *testing.T) {
	k := live(t, 3)
	root, err := k.tree.Root()
	if err != nil {
		t.Fatal(err)
	}
	then := ledger.Position{Authority: council, Size: 3, Root: root}
	k.add(t, 3, time.Date(2012, 3, 9, 11, 0, 0, 0, time.UTC), nil)
	now, fault := k.verify()
	if fault != nil || ledger.Against(now, then) != nil {
		t.Fatal(fault, ledger.Against(now, then))
	}
	mustFault(t, ledger.Against(now, ledger.Position{Authority: council, Size: 3}), ledger.RewrittenSince, 1)
	mustFault(t, ledger.Against(now, ledger.Position{Authority: council, Size: 9, Root: root}), ledger.TailCut, 5)
	mustFault(t, ledger.Against(now, ledger.Position{Authority: council, Size: 2, Root: root}), ledger.RewrittenSince, 1) // not watched
}

// FuzzSpan feeds damaged rows: the verifier must find fault and not fall over.
func FuzzSpan(f *testing.F) {
	f.Add([]byte{}, []byte{}, []byte{}, int64(1))
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x01a"), []byte("\xff\xff\xff\xff\xff\xff\xff\xff"), []byte("short"), int64(2))
	f.Fuzz(func(t *testing.T, puts, erases, hashes []byte, seq int64) {
		k := live(t, 4)
		k.entries[2].Puts, k.entries[2].Erases, k.entries[2].Hashes = puts, erases, hashes
		k.versions[1].Seq = seq
		slices.SortStableFunc(k.versions, func(a, b ledger.VersionRow) int { return cmp.Compare(a.Seq, b.Seq) })
		if _, fault := k.verify(); fault == nil {
			t.Error("nothing was found")
		}
	})
}
