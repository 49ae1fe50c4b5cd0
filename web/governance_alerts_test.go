package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/access"
	"throughline/casework"
)

// A worker opens the file of a child to whom nothing ties them. Somebody else
// answers the alert, with what they found and why.
func TestAnAlertIsRaisedAndAnswered(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("governance")
	b.get("/governance/alerts").want(http.StatusOK).says("No alert is waiting to be answered.")
	for range 3 { // one alert for a day
		c.as("elsewhere").get("/casework/people/" + c.id["amara"]).want(http.StatusOK)
	}
	page := b.get("/governance/alerts").want(http.StatusOK)
	page.says("Looked without a tie, 1 May 2012", "Elsa Elsewhere", "Amara Okafor", "nothing ties them", "29 May 2012")
	if rows := page.tableRows(); len(rows) != 1 {
		t.Fatalf("%d alerts: %v", len(rows), rows)
	}
	b.get("/governance").want(http.StatusOK).says("1 alert to answer")
	alert := b.get(page.link("Looked without a tie, 1 May 2012")).want(http.StatusOK)
	action := "/governance/alerts/" + c.things(casework.KindAlert)[0].Filed.Thing
	wrong := b.sent(alert, action, nil).want(http.StatusUnprocessableEntity)
	if got := wrong.summary(); len(got) != 2 || wrong.fault("outcome") == "" || wrong.fault("reason") == "" {
		t.Errorf("the errors are %v", got)
	}
	answer := map[string]string{"outcome": "concern", "reason": "Their manager knew of no reason to look."}
	b.sent(alert, action, answer).want(http.StatusOK).says("The answer is saved.", "No alert is waiting")
	b.get("/governance/alerts?show=answered").want(http.StatusOK).says("A concern", "Their manager knew of no reason", "Gwen Governance, Stonebridge Council, 1 May 2012")
	c.as("guardian").sent(alert, action, answer).want(http.StatusConflict).says("What you typed, which was not saved")
}

// An alert that nobody answers is overdue, and stands first.
func TestAnOverdueAlertStandsFirst(t *testing.T) {
	c := newCaseCouncil(t)
	c.as("elsewhere").get("/casework/people/" + c.id["amara"]).want(http.StatusOK)
	c.clock.goTo("2012-06-20")
	c.as("elsewhere").get("/casework/people/" + c.id["tobi"]).want(http.StatusOK)
	b := c.as("guardian")
	page := b.get("/governance/alerts").want(http.StatusOK)
	page.says("Overdue")
	if rows := page.tableRows(); len(rows) != 2 || !strings.Contains(rows[0], "Overdue 29 May 2012") || !strings.Contains(rows[1], "18 July 2012") {
		t.Errorf("the alerts are %q", rows)
	}
	b.get("/governance").want(http.StatusOK).says("2 alerts to answer", "1 is overdue")
}

// Whoever looked can't answer the alert about it; who shares a surname or
// looks at somebody restricted raises one.
func TestNobodyAnswersTheirOwnAlert(t *testing.T) {
	c := newCaseCouncil(t)
	c.as("governance").get("/casework/people/" + c.id["restricted"] + "/restrict").want(http.StatusOK)
	held := c.things(casework.KindAlert)
	if alert, ok := held[0].Body.(*casework.Alert); len(held) != 1 || !ok || alert.Kind != casework.RestrictedAlert {
		t.Fatalf("the alerts are %+v", held)
	}
	action := "/governance/alerts/" + held[0].Filed.Thing
	own := c.as("governance")
	page := own.get(action).want(http.StatusOK)
	page.says("This alert is about your own look, so somebody else must answer it.")
	if page.button("Save the answer") {
		t.Error("an answer to one's own alert is offered")
	}
	own.post(action, url.Values{"seen": {"1"}, "outcome": {"no_concern"}, "reason": {"It was me."}}).want(http.StatusForbidden).says("somebody else must answer it")
	c.as("guardian").get(action).want(http.StatusOK).says("Restricted person", "Rory Restricted")

	c.staffed("olu", "Olu Okafor", access.SocialWorker)
	c.doCase("manager", casework.Allocate{ID: c.app.NewID(), Person: c.id["amara"], Membership: c.id["olu"], Role: casework.CoWorker, From: c.app.Today()})
	c.as("olu").get("/casework/people/" + c.id["amara"]).want(http.StatusOK)
	c.as("guardian").get("/governance/alerts").want(http.StatusOK).says("Same surname", "Both have the surname Okafor")
	for _, who := range []string{"worker", "manager", "admin", "auditor"} {
		c.as(who).get(action).want(http.StatusForbidden).hides("Rory")
	}
}

// A long list of alerts comes a page at a time, the earliest to answer first.
func TestAlertsAreReadAPageAtATime(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("elsewhere")
	const many = 48
	for i := range many {
		id := c.app.NewID()
		c.doCase("manager", casework.AddPerson{ID: id, Details: casework.PersonDetails{
			Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Child", Family: "Number" + strings.Repeat("x", i)}}, Born: bornOn(2004, 1, 1+i%28),
		}})
		b.get("/casework/people/" + id).want(http.StatusOK)
	}
	c.clock.goTo("2012-05-02")
	b = c.as("elsewhere")
	for _, key := range []string{"amara", "tobi", "grace", "after", "adult", "stranger"} {
		b.get("/casework/people/" + c.id[key])
	}
	lead := c.as("governance")
	first := lead.get("/governance/alerts").want(http.StatusOK)
	second := lead.get(first.link("Next page")).want(http.StatusOK)
	got := len(first.tableRows()) + len(second.tableRows())
	if want := len(c.things(casework.KindAlert)); len(first.tableRows()) != listRows || got != want || !strings.Contains(second.text(), "30 May 2012") {
		t.Errorf("%d and %d rows of %d alerts", len(first.tableRows()), len(second.tableRows()), want)
	}
	if second.link("First page") != "/governance/alerts" || strings.Contains(second.path, "Number") {
		t.Errorf("the second page is at %s", second.path)
	}
}
