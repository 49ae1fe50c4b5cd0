package store

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func takenOf(number int64, words string) taken {
	return taken{number, takenViews{"council", []view{{At: number, Account: words, Of: []viewOf{{Person: "ann"}}}}}}
}

// intakeOf is the content of an intake into which these were taken.
func intakeOf(t testing.TB, all ...taken) (content []byte, ends []int) {
	t.Helper()
	for _, one := range all {
		body, err := json.Marshal(one.takenViews)
		if err != nil {
			t.Fatal(err)
		}
		content = appendTaken(content, one.number, body)
		ends = append(ends, len(content))
	}
	return content, ends
}

func mustRead(t testing.TB, content []byte, above int64, lost bool, want ...taken) {
	t.Helper()
	got, some := readTaken(content, above)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(taken{}, takenViews{}, view{}), cmpopts.EquateEmpty()); diff != "" || some != lost {
		t.Errorf("lost %v (-want +got): %s", some, diff)
	}
}

// What is taken in is read again, from behind what was filed, whatever was
// there before.
func TestWhatIsTakenInIsRead(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		filed := rapid.Int64Range(0, 5).Draw(rt, "filed")
		var before, all []taken
		words := rapid.StringN(0, 200, -1)
		for n := range filed {
			before = append(before, takenOf(n+1, words.Draw(rt, "words")))
		}
		for n := range rapid.Int64Range(0, 6).Draw(rt, "taken in") {
			all = append(all, takenOf(filed+n+1, words.Draw(rt, "words")))
		}
		content := make([]byte, 8<<10)
		stale, _ := intakeOf(t, before...)
		copy(content, stale)
		fresh, _ := intakeOf(t, all...)
		copy(content, fresh)
		mustRead(t, content, filed, false, all...)
	})
}

// Wherever the power went off in the last record, those before it are read,
// and nothing is said to be lost; and whichever byte of an earlier one is
// changed, the rest is read, and something is.
func TestTornAndDamagedRecords(t *testing.T) {
	all := []taken{takenOf(8, "one"), takenOf(9, "two"), takenOf(10, "three")}
	content, ends := intakeOf(t, all...)
	body := intakeHead + len(fmt.Sprintf(`{"authority":"council","views":[{"at":8,"account":"one","purpose":"","how":"","of":[{"person":"ann"}]}]}`))
	for cut := ends[1]; cut < ends[1]+body; cut++ {
		torn := make([]byte, len(content))
		copy(torn, content[:cut])
		mustRead(t, torn, 7, false, all[:2]...)
		mustRead(t, torn[:cut], 7, false, all[:2]...)
	}
	for at := range body {
		for place, rest := range map[int][]taken{0: all[1:], ends[0]: {all[0], all[2]}} {
			damaged := append([]byte(nil), content...)
			damaged[place+at] ^= 0x40
			mustRead(t, damaged, 7, true, rest...)
		}
	}
	mustRead(t, content, 6, true, all...) // one is missing before them
	mustRead(t, content, 10, false)
	nonsense := appendTaken(nil, 1, []byte("{"))
	mustRead(t, nonsense, 0, true)
	mustRead(t, appendTaken(nil, 1, []byte(`{"views":[]}`)), 0, true)
}

// FuzzReadTaken reads anything as an intake: it ends, what it gives is in
// order, and what was whole is found behind it.
func FuzzReadTaken(f *testing.F) {
	content, _ := intakeOf(f, takenOf(1, "one"), takenOf(2, "two"))
	f.Add(content, int64(0))
	f.Add(content[:100], int64(1))
	f.Add([]byte(intakeMark+"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), int64(0))
	f.Fuzz(func(t *testing.T, content []byte, above int64) {
		all, _ := readTaken(content, above)
		for i, one := range all {
			if one.number <= above || i > 0 && one.number <= all[i-1].number {
				t.Fatalf("record %d after %v", one.number, all[:i])
			}
		}
		if above < 0 || above > 1<<40 {
			return
		}
		last := above + 1
		if len(all) > 0 {
			last = all[len(all)-1].number + 1
		}
		if last < 1 || last > 1<<41 {
			return
		}
		room := (len(content) + intakeAlign - 1) / intakeAlign * intakeAlign
		whole, _ := intakeOf(t, takenOf(last, "behind"))
		longer := append(append(make([]byte, 0, room+len(whole)), content...), make([]byte, room-len(content))...)
		if got, _ := readTaken(append(longer, whole...), above); len(got) == 0 || got[len(got)-1].number != last {
			t.Fatalf("the last of %v is not %d", got, last)
		}
	})
}
