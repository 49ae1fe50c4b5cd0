package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/access"
	"throughline/casework"
)

const emergency = "A neighbour rang at night: screaming, and nobody answers the door."

// A worker without a tie finds a child, breaks the glass, and reads the file
// until midnight. Somebody else reviews it, with what was looked at.
func TestBreakingTheGlassAndItsReview(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["amara"]
	b := c.as("elsewhere")
	file := b.get(at).want(http.StatusOK)
	file.hides("Visit to the placement")
	ask := b.get(file.link("Open this file in an emergency")).want(http.StatusOK)
	ask.says("until midnight", "Somebody else reviews it")
	if title := ask.titled(); strings.Contains(title, "Amara") {
		t.Errorf("the title names the child: %s", title)
	}
	short := b.sent(ask, at+"/glass", map[string]string{"reason": "It is urgent"})
	short.want(http.StatusUnprocessableEntity).says("Say in at least 5 different words what the emergency is")
	if len(short.summary()) != 1 || short.form(at+"/glass").Get("reason") != "It is urgent" {
		t.Errorf("the summary is %v and what was typed is %q", short.summary(), short.form(at+"/glass").Get("reason"))
	}
	opened := b.sent(ask, at+"/glass", map[string]string{"reason": emergency})
	opened.want(http.StatusOK).says("The record is open to you until midnight", "An emergency: breaking the glass", "Visit to the placement")
	b.get(at + "/glass").want(http.StatusOK).says("It stays open to you until midnight")

	lead := c.as("governance")
	lead.get("/governance").want(http.StatusOK).says("1 record was opened in an emergency and not reviewed yet")
	list := lead.get("/governance/glass").want(http.StatusOK)
	list.says("Elsa Elsewhere", "Amara Okafor", emergency, "Nothing has been reviewed yet.")
	glass := c.things(casework.KindGlass)[0].Filed.Thing
	review := lead.get("/governance/glass/" + glass).want(http.StatusOK)
	review.says("An emergency: breaking the glass", "Opened", "Opened in an emergency", emergency)
	action := "/governance/glass/" + glass
	empty := lead.sent(review, action, nil).want(http.StatusUnprocessableEntity)
	if got := empty.summary(); len(got) != 2 {
		t.Errorf("the errors are %v", got)
	}
	found := map[string]string{"justified": "no", "words": "Nobody had rung: I asked the duty team and the police."}
	lead.sent(review, action, found).want(http.StatusOK).says("The review is saved.", "Nothing is waiting to be reviewed.", "Not justified", "Gwen Governance")
	// A second reviewer, who had the page open, is told, and loses nothing.
	late := c.as("guardian").sent(review, action, found).want(http.StatusConflict)
	late.says("Someone else changed this review while you were working. Look at what is there now.", "Not justified", "What you typed, which was not saved")
	lead.get("/governance").want(http.StatusOK).says("0 records were opened in an emergency")

	c.clock.goTo("2012-05-02") // the next day, everything is shut again
	b = c.as("elsewhere")
	b.get(at).want(http.StatusOK).hides("Visit to the placement")
}

// Whoever breaks the glass can't review it, whatever other role they have.
func TestNobodyReviewsTheirOwnEmergency(t *testing.T) {
	c := newCaseCouncil(t)
	c.staffed("both", "Bea Both", access.GovernanceLead, access.SocialWorker)
	b := c.as("both")
	at := "/casework/people/" + c.id["stranger"]
	b.sent(b.get(at+"/glass"), at+"/glass", map[string]string{"reason": emergency}).want(http.StatusOK)
	action := "/governance/glass/" + c.things(casework.KindGlass)[0].Filed.Thing
	page := b.get(action).want(http.StatusOK)
	page.says("You opened this record, so somebody else must review it.")
	if page.button("Save the review") {
		t.Error("the page offers a review of one's own emergency")
	}
	b.post(action, url.Values{"seen": {"1"}, "justified": {"yes"}, "words": {"It was quite right to open this one."}}).want(http.StatusForbidden).says("somebody else must review it")
	for _, who := range []string{"duty", "manager", "worker"} {
		c.as(who).get(action).want(http.StatusForbidden)
	}
}

// Somebody whom the caller can't find at all can't be broken into, and is
// answered as one who isn't there.
func TestNobodyBreaksIntoWhomTheyCannotFind(t *testing.T) {
	c := newCaseCouncil(t)
	for _, who := range []string{"worker", "nurse", "reviewer"} {
		b := c.as(who)
		want := b.get("/casework/people/" + nobodyKnown + "/glass").want(http.StatusNotFound).text()
		for _, key := range []string{"restricted", "before", "note"} {
			at := "/casework/people/" + c.id[key] + "/glass"
			if got := b.get(at).want(http.StatusNotFound).text(); got != want {
				t.Errorf("%s: %s is told %q, and of nobody %q", who, key, got, want)
			}
			if got := b.post(at, map[string][]string{"reason": {emergency}}).want(http.StatusNotFound).text(); got != want {
				t.Errorf("%s: %s posts and is told %q", who, key, got)
			}
		}
	}
	if got := c.things(casework.KindGlass); len(got) != 0 {
		t.Errorf("%d emergencies were recorded", len(got))
	}
	// A duty worker may find somebody restricted in an emergency, and break in.
	b := c.as("duty")
	at := "/casework/people/" + c.id["restricted"]
	b.sent(b.get(at+"/glass"), at+"/glass", map[string]string{"reason": emergency}).want(http.StatusOK).says("Rory Restricted")
}
