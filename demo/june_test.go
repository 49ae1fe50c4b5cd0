package demo

import (
	"testing"

	"throughline/calendar"
	"throughline/plan"
)

// onJune30 is what was known at the end of 30 June 2012.
var onJune30 = []string{
	"safeguarding immediate 2: complete 1 [A1]; except 1 [A2b]; remaining 0 []; in progress 0 []; left out []",
	"safeguarding three_months 8: complete 2 [A6 A11]; except 3 [A3c A5b A7d]; remaining 3 [A8 A9 A10]; in progress 3 [A8 A9 A10]; left out [A4]",
	"safeguarding six_months 9: complete 1 [A15]; except 0 []; remaining 8 [A12 A13 A14 A16 A17 A18 A19 A20]; in progress 7 [A12 A13 A14 A16 A18 A19 A20]; left out []",
	"looked_after_children immediate 0: complete 0 []; except 0 []; remaining 0 []; in progress 0 []; left out []",
	"looked_after_children three_months 5: complete 1 [A21]; except 2 [A22b A24b]; remaining 2 [A23 A25]; in progress 2 [A23 A25]; left out []",
	"looked_after_children six_months 9: complete 0 []; except 0 []; remaining 9 [A26 A27 A28 A29 A30 A31 A32 A33 A34]; in progress 8 [A26 A28 A29 A30 A31 A32 A33 A34]; left out []",
	"additional  9: complete 0 []; except 0 []; remaining 9 [A35 A36 A37 A38 A39 A40 A41 A43 A47]; in progress 5 [A35 A36 A37 A38 A43]; left out [A48]",
}

func TestGroupsOn30June2012(t *testing.T) {
	l := livedStory(t)
	wantGroups(t, l.at(t, "2012-06-30", "2012-06-30"), onJune30)

	// A part was signed at a meeting on 29 June and entered on 3 July: true
	// then, and not known then.
	later := append([]string(nil), onJune30...)
	later[1] = "safeguarding three_months 8: complete 3 [A3 A6 A11]; except 2 [A5b A7d]; remaining 3 [A8 A9 A10]; in progress 3 [A8 A9 A10]; left out [A4]"
	wantGroups(t, l.at(t, "2012-06-30", "2013-02-01"), later)
}

func TestThreeMonthActionsWereLateOn30June2012(t *testing.T) {
	p := livedStory(t).at(t, "2012-06-30", "2012-06-30")
	var late, silent []*plan.Action
	for _, a := range p.InOrder() {
		f := p.Facts(a.ID)
		if a.Due == calendar.Must(2012, 6, 9) && f.DaysLate == 21 && !f.Done() {
			late = append(late, a)
		}
		if f.Silent {
			silent = append(silent, a)
		}
	}
	if got, want := refs(late), "A3 A5 A7 A8 A9 A10 A22 A23 A24 A25"; got != want {
		t.Errorf("late: got %s, want %s", got, want)
	}
	if got, want := refs(silent), "A17 A27"; got != want {
		t.Errorf("silent: got %s, want %s", got, want)
	}
}
