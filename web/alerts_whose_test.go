package web

import (
	"net/http"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
)

// The alerts of a team and of an agency are on pages of theirs, for those who may see the children, and name who is allocated.
func TestTheAlertsOfATeamAndAnAgency(t *testing.T) {
	c, amara, _ := lateEyes(t)
	team, council := "/teams/"+c.id["north"]+"/alerts", "/agencies/"+c.id["council"]+"/alerts"
	worker := c.as("worker")
	list := worker.get("/alerts").want(http.StatusOK)
	if list.link("North team") != team || list.link("Stonebridge Council") != council {
		t.Errorf("the list leads to %s and %s", list.link("North team"), list.link("Stonebridge Council"))
	}
	for _, at := range []string{team, council} {
		page := worker.get(at).want(http.StatusOK)
		page.says(eyesLate, "Amara Okafor", "Wilma Worker")
		if got := page.link("Amara Okafor"); got != "/casework/people/"+amara+"/alerts" {
			t.Errorf("%s leads to %q", at, got)
		}
	}
	for _, elsewhere := range []string{"/teams/" + c.id["south"] + "/alerts", "/agencies/" + c.id["school"] + "/alerts"} {
		worker.get(elsewhere).want(http.StatusOK).hides(eyesLate, "Amara")
	}
	for _, key := range []string{"elsewhere", "teacher", "analyst", "officer", "governance", "board", "young", "admin", "owner"} {
		b := c.as(key)
		for _, at := range []string{team, council} {
			got := b.get(at)
			if may := c.caller(key).May(access.ReadAlerts); may != (got.status == http.StatusOK) {
				t.Errorf("%s at %s: %d", key, at, got.status)
			}
			got.hides(eyesLate, "Amara", "Wilma")
		}
	}
	worker.get("/teams/" + nobodyKnown + "/alerts").want(http.StatusNotFound)
}

// A sector that has told of nobody for a year is shown to the designated officer, and to nobody who may not see every allegation.
func TestTheSilenceOfASectorIsShown(t *testing.T) {
	c := newCaseCouncil(t)
	const silent, sports = "A sector has had none for 12 months.", "Who has told of nobody"
	lado := c.as("lado")
	page := lado.get("/alerts").want(http.StatusOK)
	page.says(silent, sports, "Tell the sector about the duty.")
	lado.get("/agencies/" + c.id["council"] + "/alerts").want(http.StatusOK).says(silent)
	lado.get("/agencies/" + c.id["school"] + "/alerts").want(http.StatusOK).hides(silent)
	for _, key := range []string{"worker", "manager", "reviewer", "analyst", "governance", "nurse", "owner"} {
		c.as(key).get("/alerts").want(http.StatusOK).hides(silent, sports)
	}
	before := len(c.silences())
	c.doCase("lado", casework.WriteRecord{Of: "lado_allegation", People: []string{c.id["adult"]}, Details: casework.RecordDetails{
		Happened: calendar.Must(2012, 4, 20), Words: "A coach shouted.", Outcome: "unfounded", Complete: true, Fields: map[string]any{
			"told_on": calendar.Must(2012, 4, 20), "sector": "sport", "role": "Coach", "limb": []string{"risk"}, "threshold_why": "It was heard by two people.",
			"source": "The club", "safe_now": "Two coaches at each session.", "closed_on": calendar.Must(2012, 4, 27), "barring": "not_needed",
		},
	}})
	if after := len(c.silences()); after != before-1 {
		t.Errorf("after a sector told of somebody %d are silent, and before %d", after, before)
	}
}

func (c *testCouncil) silences() []app.AlertAt {
	c.t.Helper()
	found, _, err := c.app.SilentAlerts(c.t.Context(), c.caller("lado"), c.purposeOf("lado"), app.When{})
	if err != nil {
		c.t.Fatal(err)
	}
	return found
}
