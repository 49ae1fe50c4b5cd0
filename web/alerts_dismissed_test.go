package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
)

// lateEyes is a council in which Amara's eyes were tested two years ago and not since: an alert about health stands.
func lateEyes(t *testing.T) (c *testCouncil, amara, record string) {
	t.Helper()
	c = newCaseCouncil(t)
	if _, _, err := c.app.UsePack(t.Context(), app.Operator(c.authority), eyesFile(t)); err != nil {
		t.Fatal(err)
	}
	return c, c.id["amara"], c.eyesTested(calendar.Must(2011, 2, 20))
}

func (c *testCouncil) eyesTested(on calendar.Date) (record string) {
	c.t.Helper()
	return c.doCase("worker", casework.WriteRecord{Of: "eye_test", People: []string{c.id["amara"]}, Details: casework.RecordDetails{
		Happened: on, Fields: map[string]any{"tested_on": on, "outcome": "fine", "said": "I can see."}, Complete: true,
	}}).IDs[0]
}

const (
	eyesLate  = "An eye test is late."
	eyesWhy   = "It was due on 20 February 2012 and hasn’t happened."
	nothingTo = "Why does nothing need to be done?"
	optician  = "She saw an optician on 1 March; the letter is on its way."
)

func TestAnAlertIsDismissedWithAReasonAndRaisedAgain(t *testing.T) {
	c, amara, _ := lateEyes(t)
	c.clock.goTo("2012-05-02")
	b := c.as("worker")
	at := "/casework/people/" + amara + "/alerts"
	before := b.get(at).want(http.StatusOK)
	before.says(eyesLate, eyesWhy)
	before.hides("Dismissed")
	ask := b.get(before.link("Dismiss this alert “" + eyesLate + "”")).want(http.StatusOK)
	ask.says("Dismiss this alert", eyesLate, eyesWhy, nothingTo, "Amara Okafor")
	if strings.Contains(ask.titled(), "Amara") {
		t.Errorf("the title names her: %q", ask.titled())
	}
	empty := b.sent(ask, at+"/dismiss", map[string]string{"why": "  "}).want(http.StatusUnprocessableEntity)
	if got := empty.fault("why"); got != "Say why nothing needs to be done. This reason is kept." {
		t.Errorf("without a reason: %q (%q)", got, empty.summary())
	}
	masked := b.sent(ask, at+"/dismiss", map[string]string{"why": "She is at 17 Hidden Lane now."}).want(http.StatusUnprocessableEntity)
	if again := masked.form(at + "/dismiss"); again.Get("why") != "She is at 17 Hidden Lane now." || again.Get("alert") == "" || !strings.Contains(masked.fault("why"), "kept from somebody") {
		t.Errorf("a masked address is let through, or what was typed is lost: %q, %v", masked.fault("why"), again)
	}
	done := b.sent(ask, at+"/dismiss", map[string]string{"why": optician}).want(http.StatusOK)
	done.says("The alert is dismissed.", "Dismissed", optician, "Dismissed on 2 May 2012 by Wilma Worker")
	for _, list := range []string{"/alerts", "/alerts?whose=all"} {
		b.get(list).want(http.StatusOK).hides(eyesLate)
	}
	if page, err := c.app.Alerts(t.Context(), c.caller("worker"), access.DirectWork, app.WantedAlerts{Codes: []string{"eyes-late"}}, app.When{}, 0, 50); err != nil || page.Total != 0 || len(page.Alerts) != 0 {
		t.Errorf("a dismissed alert is counted: %+v, %v", page, err)
	}
	dayBefore := b.get(at + "?as-at=2012-05-01").want(http.StatusOK)
	dayBefore.says(eyesLate)
	dayBefore.hides(optician, "Dismiss this alert")
	b.sent(ask, at+"/dismiss", map[string]string{"why": optician}).want(http.StatusNotFound).says("This alert no longer stands")

	raise := done.link("Raise it again “" + eyesLate + "”")
	again := b.get(raise).want(http.StatusOK)
	again.says("Raise this alert again", eyesLate, optician, "Wilma Worker")
	raised := b.sent(again, raise, map[string]string{"why": "The letter never came."}).want(http.StatusOK)
	raised.says("The alert is raised again.", eyesLate)
	raised.hides(optician)
	b.get("/alerts").want(http.StatusOK).says(eyesLate)
	b.sent(again, raise, nil).want(http.StatusConflict)
	b.get(raise).want(http.StatusOK).says("This alert was already raised again on 2 May 2012.")
}

// What raises the same alert by something new has not been dismissed.
func TestADismissalHidesNothingNew(t *testing.T) {
	c, amara, _ := lateEyes(t)
	b := c.as("worker")
	at := "/casework/people/" + amara + "/alerts"
	ask := b.get(b.get(at).link("Dismiss this alert “" + eyesLate + "”"))
	b.sent(ask, at+"/dismiss", map[string]string{"why": optician}).want(http.StatusOK)
	c.eyesTested(calendar.Must(2011, 3, 25))
	b.get(at).want(http.StatusOK).says("It was due on 25 March 2012 and hasn’t happened.", "Dismiss this alert")
}

// Whoever may write about the child in every part of the work that the alert hangs on may dismiss it, and nobody else; and nobody learns of it who
// may not see the alert.
func TestWhoMayDismissAnAlert(t *testing.T) {
	c, amara, _ := lateEyes(t)
	at := "/casework/people/" + amara + "/alerts"
	page, err := c.app.AlertsOf(t.Context(), c.caller("worker"), access.DirectWork, amara, app.When{})
	if err != nil {
		t.Fatal(err)
	}
	which := page.Alerts[slices.IndexFunc(page.Alerts, func(a app.AlertAt) bool { return a.Declared.Code == "eyes-late" })].Slug()
	form := url.Values{"alert": {which}, "why": {optician}}
	may := []string{"worker", "colleague", "manager", "reviewer"}
	kept := func(of string, got *shown) {
		t.Helper()
		if got.status != http.StatusNotFound && got.status != http.StatusForbidden {
			t.Errorf("%s: %d", of, got.status)
		}
		got.hides(eyesLate, eyesWhy, optician)
	}
	for _, p := range caseStaff {
		if !slices.Contains(may, p.key) {
			b := c.as(p.key)
			kept(p.key+" is asked", b.get(at+"/dismiss?alert="+which))
			kept(p.key+" dismisses it", b.post(at+"/dismiss", form))
		}
	}
	for _, key := range may {
		b := c.as(key)
		b.post(at+"/dismiss", form).want(http.StatusOK).says("The alert is dismissed.")
		held, err := c.app.DismissedOf(t.Context(), c.caller("worker"), access.DirectWork, amara, app.When{})
		if err != nil || len(held.Alerts) != 1 {
			t.Fatalf("%s: %+v, %v", key, held, err)
		}
		raise := "/casework/dismissals/" + held.Alerts[0].Dismissed.ID + "/raise"
		for _, p := range caseStaff {
			if key == may[0] && !slices.Contains(may, p.key) {
				theirs := c.as(p.key)
				kept(p.key+" is asked to raise it", theirs.get(raise))
				kept(p.key+" raises it", theirs.post(raise, url.Values{"seen": {"1"}}))
				theirs.get(at).hides(optician)
			}
		}
		b.post(raise, url.Values{"seen": {"1"}}).want(http.StatusOK).says("The alert is raised again.")
	}
}

// Somebody in health sees what hangs on health records alone, and may dismiss that; they see nothing that rests on returns.
func TestANurseSeesAlertsOfHealthRecordsAlone(t *testing.T) {
	c, amara, _ := lateEyes(t)
	c.doCase("worker", casework.WriteRecord{Of: "eye_test", People: []string{amara}, Details: casework.RecordDetails{
		Happened: calendar.Must(2012, 4, 2), Fields: map[string]any{"tested_on": calendar.Must(2012, 4, 2), "outcome": "refused", "refused_why": "She was tired."}, Complete: true,
	}})
	nurse, at := c.as("nurse"), "/casework/people/"+amara+"/alerts"
	page := nurse.get(at).want(http.StatusOK)
	page.says("They refused.", "Ask what would make it easier.")
	page.hides(eyesLate, eyesWhy, "visit")
	nurse.get("/alerts").want(http.StatusOK).says("They refused.")
	ask := nurse.get(page.link("Dismiss this alert “They refused.”")).want(http.StatusOK)
	nurse.sent(ask, at+"/dismiss", map[string]string{"why": optician}).want(http.StatusOK).says("Dismissed", optician)
	c.as("worker").get(at).want(http.StatusOK).says("They refused.", optician, "Nora Nurse")
	c.as("teacher").get(at).hides("They refused.", optician)
}
