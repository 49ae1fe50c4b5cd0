package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/compare"
	"throughline/practice"
)

// Beside a measure stands what is published of England, labelled; nothing is
// said of a measure that nobody publishes.
func TestHowEnglandIsDoing(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst := c.as("analyst")
	page := analyst.get("/measures/dental-check").want(http.StatusOK)
	page.says("How England is doing", "Year to 31 March 2025", "81%", "This is no league table", "rounds percentages to whole numbers", "It counts the same children.", "is not in the department’s list of councils")
	analyst.get("/measures/sdq-returned").want(http.StatusOK).says("The department counts children aged 5 to 16, and this measure those aged 4 to 16.")
	analyst.get("/measures/" + onTime).want(http.StatusOK).says("The Department for Education publishes nothing that counts the same thing.")
}

// A council in the list has its region and its neighbours, as a group: no
// neighbour's own figure is there to put in an order.
func TestNeighboursAreShownAsAGroup(t *testing.T) {
	m := &practice.Measure{England: practice.Published{Indicator: "teeth-checked", Differs: "It counts the same children."}}
	view := englandOf(m, "Lancashire County Council", calendar.Must(2025, 6, 1))
	if len(view.Lines) != 5 || !strings.HasPrefix(view.Lines[0].Region, "North West: ") {
		t.Fatalf("%+v", view.Lines)
	}
	names := compare.For("teeth-checked", "Lancashire", 2025).Neighbours.Names
	for _, line := range view.Lines {
		if !strings.Contains(line.Neighbours, "of 10 have a figure") || slices.ContainsFunc(names, func(name string) bool { return strings.Contains(line.Neighbours, name) }) {
			t.Errorf("its neighbours are %q", line.Neighbours)
		}
	}
	if !strings.Contains(strings.Join(view.Notice, " "), allNamed(names)) {
		t.Error("who the neighbours are is not said")
	}
}

// Every indicator that the pack names is one that is held.
func TestThePacksIndicatorsAreHeld(t *testing.T) {
	c := newReturnsCouncil(t)
	pack, err := c.app.PackAt(t.Context(), c.caller("analyst"), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, m := range pack.Measures {
		if m.England.Indicator == "" {
			continue
		}
		named++
		if !slices.Contains(compare.Indicators(), m.England.Indicator) || m.England.Differs == "" {
			t.Errorf("%s names %q", m.ID, m.England.Indicator)
		}
	}
	if named != 7 {
		t.Errorf("%d measures have something published beside them", named)
	}
}
