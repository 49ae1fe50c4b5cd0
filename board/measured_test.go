package board

import (
	"strings"
	"testing"
)

// A measure that is linked and not tested is never told as an improvement, nor
// as no measure at all.
func TestALinkedMeasureIsToldAsNotTested(t *testing.T) {
	rows, _ := mix{complete: 3, moving: 1, due: sixDue}.rows()
	for i := range rows {
		rows[i].Difference.State = "not_yet_tested"
	}
	st := statementFrom(safeguardingSix, asAt, rows, nil)
	mustAgree(t, st)
	if want := "All three complete actions have not been checked in practice yet. The same three have a measure linked that has not been tested yet."; st.Checks != want {
		t.Errorf("got %s", st.Checks)
	}
	rows[0].Difference.State = noMeasureLinked
	st = statementFrom(safeguardingSix, asAt, rows, nil)
	mustAgree(t, st)
	if want := "Of the same three, one has no measure linked and two have a measure linked that has not been tested yet."; !strings.HasSuffix(st.Checks, want) {
		t.Errorf("got %s", st.Checks)
	}
	for _, lie := range []string{"two show an improvement", "two have no measure linked", "one has a measure linked that has not been tested yet"} {
		told := st
		told.Checks = strings.Replace(st.Checks, "two have a measure linked that has not been tested yet", lie, 1)
		if len(Reconcile(told)) == 0 {
			t.Errorf("“%s” was not caught", told.Checks)
		}
	}
}
