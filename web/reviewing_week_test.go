package web

import (
	"net/http"
	"strings"
	"testing"

	"throughline/casework"
)

// The manager of a team sees its children's late reviews, who is to hold them and how many children each officer has, and nobody sees another's.
func TestTheReviewingWeek(t *testing.T) {
	c := newCaseCouncil(t)
	manager := c.as("manager")
	page := manager.get("/reviewing").want(http.StatusOK)
	page.says("Reviews this week", "Late reviews", "Due by 7 May 2012", "Rita Reviewer", "○ Fewer than 50", "We have not seen that number in the guidance itself.")
	if got := page.row("Amara Okafor"); !strings.Contains(got, "Due 2 May 2012 1 day left") || strings.Contains(page.text(), "No review falls due this week") {
		t.Errorf("her review is %q", got)
	}
	row := page.row("Rita Reviewer")
	if !strings.Contains(row, "Children 1") {
		t.Errorf("her row is %q", row)
	}
	c.clock.goTo("2012-06-04")
	late := manager.get("/reviewing").want(http.StatusOK)
	if got := late.row("Amara Okafor"); !strings.Contains(got, "Rita Reviewer") || !strings.Contains(got, "overdue") {
		t.Errorf("her review is %q: %s", got, late.text())
	}
	if row := late.row("Rita Reviewer"); !strings.Contains(row, "With a late review 1") {
		t.Errorf("her row is %q", row)
	}
	for _, key := range []string{"elsewhere", "analyst", "governance", "owner", "auditor"} {
		theirs := c.as(key).get("/reviewing").want(http.StatusOK)
		theirs.hides("Amara", "Rita")
	}
	for _, key := range []string{"nurse", "board", "young", "admin"} {
		c.as(key).get("/reviewing").want(http.StatusForbidden).hides("Amara", "Rita")
	}
	c.doCase("manager", casework.EndAllocation{Allocation: c.id["reviewer of amara"], Until: c.app.Today().AddDays(-1), Why: "She left."})
	manager.get("/reviewing").want(http.StatusOK).says("Nobody whom you may see is allocated to a reviewing officer.", "Nobody is named")
}

// More than the guidance is told from within it and from fewer, in words and not by colour alone.
func TestWhatACaseloadIsBesideTheGuidance(t *testing.T) {
	for children, want := range map[int]string{0: "○ Fewer than 50", 49: "○ Fewer than 50", 50: "● 50 to 70", 70: "● 50 to 70", 71: "▲ More than 70"} {
		if got := loadTag(children).Text; got != want {
			t.Errorf("%d is %q, not %q", children, got, want)
		}
	}
}
