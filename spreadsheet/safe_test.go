package spreadsheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestCellsThatBeginLikeAFormula(t *testing.T) {
	row := []string{"=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "|x", "%x", "", "Plain", "1 = 1", "é"}
	want := []string{"'=cmd|'/c calc'!A1", "'+1", "'-1", "'@SUM(A1)", "'\t=1", "'\r=1", "'\n=1", "'|x", "'%x", "", "Plain", "1 = 1", "é"}
	if diff := cmp.Diff(want, SafeRow(row)); diff != "" {
		t.Error(diff)
	}
}

func TestNoCellIsLeftAFormulaAndNoneLosesWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.String().Draw(t, "cell")
		safe := Safe(cell)
		if safe != cell && safe != "'"+cell {
			t.Fatalf("%q became %q", cell, safe)
		}
		if Safe(safe) != safe {
			t.Fatalf("%q was not safe yet", safe)
		}
	})
}
