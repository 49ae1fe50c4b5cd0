package spreadsheet

import (
	"testing"

	"pgregory.net/rapid"
)

func TestGuardedCellsComeBack(t *testing.T) {
	for cell, want := range map[string]string{
		"=cmd|'/c calc'!A1": "'=cmd|'/c calc'!A1", "'=1": "''=1", "''-1": "'''-1", "- Draft the form": "'- Draft the form",
		"＝1": "'＝1", "'tis": "'tis", "": "", "'": "'", "Plain": "Plain",
	} {
		if got := Guard(cell); got != want || Restore(got) != cell {
			t.Errorf("%q is guarded as %q and comes back as %q", cell, got, Restore(got))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringMatching(`'{0,3}[=+\-@|%＝\t\r\na ]{0,3}.{0,4}`).Draw(t, "cell")
		guarded := Guard(cell)
		if Safe(guarded) != guarded {
			t.Fatalf("%q is not safe", guarded)
		}
		if back := Restore(guarded); back != cell {
			t.Fatalf("%q came back as %q", cell, back)
		}
	})
}
