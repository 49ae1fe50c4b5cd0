package demo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/plan"
)

// on1February is what the published paper says, counting invented actions.
var on1February = []string{
	"safeguarding immediate 2: complete 2 [A1 A2]; except 0 []; remaining 0 []; in progress 0 []; left out []",
	"safeguarding three_months 8: complete 7 [A3 A5 A6 A7 A9 A10 A11]; except 1 [A8c]; remaining 0 []; in progress 0 []; left out [A4]",
	"safeguarding six_months 9: complete 5 [A12 A14 A15 A16 A19]; except 0 []; remaining 4 [A13 A17 A18 A20]; in progress 4 [A13 A17 A18 A20]; left out []",
	"looked_after_children immediate 0: complete 0 []; except 0 []; remaining 0 []; in progress 0 []; left out []",
	"looked_after_children three_months 5: complete 4 [A21 A23 A24 A25]; except 1 [A22b]; remaining 0 []; in progress 0 []; left out []",
	"looked_after_children six_months 9: complete 6 [A28 A29 A30 A31 A32 A34]; except 0 []; remaining 3 [A26 A27 A33]; in progress 3 [A26 A27 A33]; left out []",
	"additional  12: complete 8 [A35 A36 A38 A39 A40 A41 A42 A44]; except 0 []; remaining 4 [A37 A43 A45 A46]; in progress 3 [A43 A45 A46]; left out [A47 A48]",
}

func TestGroupsOn1February2013(t *testing.T) {
	wantGroups(t, livedStory(t).at(t, "2013-02-01", "2013-02-01"), on1February)
}

func TestGroupsOn6December2012(t *testing.T) {
	wantGroups(t, livedStory(t).at(t, "2012-12-06", "2012-12-06"), []string{
		"safeguarding immediate 2: complete 2 [A1 A2]; except 0 []; remaining 0 []; in progress 0 []; left out []",
		"safeguarding three_months 8: complete 6 [A3 A5 A6 A7 A10 A11]; except 2 [A8c A9a]; remaining 0 []; in progress 0 []; left out [A4]",
		"safeguarding six_months 9: complete 4 [A12 A15 A16 A19]; except 1 [A14a]; remaining 4 [A13 A17 A18 A20]; in progress 4 [A13 A17 A18 A20]; left out []",
		"looked_after_children immediate 0: complete 0 []; except 0 []; remaining 0 []; in progress 0 []; left out []",
		"looked_after_children three_months 5: complete 3 [A21 A23 A24]; except 2 [A22b A25c]; remaining 0 []; in progress 0 []; left out []",
		"looked_after_children six_months 9: complete 4 [A28 A29 A30 A32]; except 2 [A31b A34a]; remaining 3 [A26 A27 A33]; in progress 3 [A26 A27 A33]; left out []",
		"additional  11: complete 5 [A35 A36 A38 A39 A40]; except 2 [A41a A42a]; remaining 4 [A37 A43 A44 A45]; in progress 4 [A37 A43 A44 A45]; left out [A47 A48]",
	})
}

func TestMajorityOfAdditionalActionsDueBeforeJanuary2013AreComplete(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	groups := p.Groups()
	all := groups[len(groups)-1]
	before := all.DueBefore(calendar.Must(2013, 1, 1), p)
	if len(before.Actions) != 9 || len(before.Complete) != 7 {
		t.Errorf("due before January 2013: %s", counted(before))
	}
	if 2*len(all.Complete) <= len(all.Actions) {
		t.Errorf("not a majority of all: %s", counted(all))
	}
}

func TestPartsOutstandingOn1February2013(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	got := map[string]string{}
	for _, g := range p.Groups() {
		for _, e := range g.Except {
			got[p.PartRef(e.Part)] = e.Part.Text + ": " + strings.Join(p.FactsOfPart(e.Part).Wanting[:1], "")
		}
	}
	want := map[string]string{
		"A8c":  "Training for health staff at Fellside Hospitals: 412 of 480 staff trained so far.",
		"A22b": "Training for advanced nurse practitioners: 4 of 6 nurse practitioners trained so far.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryAreaIsServedAndFewAreSilent(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	if p.Areas.Len() != 22 {
		t.Errorf("%d areas", p.Areas.Len())
	}
	done := 0
	for a := range p.Areas.All() {
		f := p.FactsOfArea(a)
		if len(f.Actions) == 0 {
			t.Errorf("area %s has no live action", a.Ref)
		}
		if f.State == plan.Done {
			done++
		}
	}
	var silent []*plan.Action
	for _, a := range p.InOrder() {
		if p.Facts(a.ID).Silent {
			silent = append(silent, a)
		}
	}
	if refs(silent) != "A37" {
		t.Errorf("silent on 1 February 2013: %s", refs(silent))
	}
	// S3-3, S6-1, S6-3, S6-4, L3-1, L6-1 and L6-6 wait for an action.
	if done != 15 {
		t.Errorf("%d areas are done", done)
	}
}
