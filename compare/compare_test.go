package compare_test

import (
	"slices"
	"testing"

	"throughline/compare"
)

// These were read off the published tables by hand.
func TestPublishedFiguresAreThoseOfTheDepartment(t *testing.T) {
	for _, c := range []struct {
		indicator, council              string
		year                            int
		england, region, middle, lowest string
	}{
		{"teeth-checked", "Lancashire County Council", 2025, "81%", "", "", ""},
		{"annual-health-assessment", "Ribbleshire County Council", 2025, "90%", "", "", ""},
		{"immunisations", "nowhere", 2025, "84%", "", "", ""},
		{"development-assessment", "nowhere", 2025, "88%", "", "", ""},
		{"sdq-received", "nowhere", 2025, "78%", "", "", ""},
		{"education-or-work-19-to-21", "nowhere", 2025, "54%", "", "", ""},
		{"teeth-checked", "nowhere", 1999, "not published", "", "", ""},
	} {
		if got := compare.For(c.indicator, c.council, c.year).England.Words(); got != c.england {
			t.Errorf("%s of England in %d is %s, want %s", c.indicator, c.year, got, c.england)
		}
	}
	if got := compare.Indicators(); len(got) != 7 || !slices.IsSorted(got) {
		t.Errorf("the indicators are %v", got)
	}
	for _, indicator := range compare.Indicators() {
		if years := compare.Years(indicator); !slices.Equal(years, []int{2025, 2024, 2023, 2022, 2021}) {
			t.Errorf("%s has the years %v", indicator, years)
		}
	}
	if compare.Years("happiness") != nil {
		t.Error("an indicator that is not held has years")
	}
}

// A council is found by its name, whatever kind of council it says it is; its
// neighbours are a group in which nobody's place shows.
func TestACouncilIsFoundByItsName(t *testing.T) {
	for name, want := range map[string]string{
		"Lancashire County Council": "Lancashire", "lancashire": "Lancashire", "London Borough of Barnet": "Barnet", "Barking & Dagenham": "Barking and Dagenham",
		"Manchester City Council": "Manchester", "Bolton Metropolitan Borough Council": "Bolton", "Ribbleshire County Council": "", "": "", "Council": "",
	} {
		if got := compare.For("teeth-checked", name, 2025).Council; got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
	b := compare.For("teeth-checked", "Lancashire", 2025)
	if b.Region != "North West" || b.InRegion.Mark != "" || len(b.Neighbours.Names) != 10 || !slices.IsSorted(b.Neighbours.Names) {
		t.Errorf("Lancashire has %+v", b)
	}
	n := b.Neighbours
	if n.With < 1 || n.Lowest.Percent > n.Middle.Percent || n.Middle.Percent > n.Highest.Percent {
		t.Errorf("its neighbours are %+v", n)
	}
	none := compare.For("teeth-checked", "Ribbleshire County Council", 2025)
	if none.Region != "" || len(none.Neighbours.Names) != 0 {
		t.Errorf("a council that is not in the list has %+v", none)
	}
}

// Each of the department's marks has its words, and none is ever a number.
func TestMarksHaveWords(t *testing.T) {
	for _, mark := range []compare.Mark{compare.Withheld, compare.NearlyNothing, compare.Unavailable, compare.Inapplicable, compare.Unpublished} {
		if words := (compare.Figure{Percent: 7, Mark: mark}).Words(); words == "" || words == "7%" {
			t.Errorf("%s reads %q", mark, words)
		}
	}
	if got := (compare.Figure{Percent: 7}).Words(); got != "7%" {
		t.Errorf("a figure reads %q", got)
	}
}
