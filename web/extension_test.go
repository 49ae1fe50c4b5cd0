package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/plan"
)

func TestAskingForMoreTime(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["yes"] + "/extension"
	lead := c.as("lead")
	fields := lead.get(at).want(http.StatusOK).form(at)
	fields.Set("reason", "The room was flooded.")
	for _, fault := range []struct{ day, month, year, says string }{
		{"", "", "", "Enter the new date."}, {"31", "4", "2013", "there is no 31 April 2013"}, {"9", "6", "2012", "Enter a date after 9 June 2012"},
		{"1", "July", "12", "must have four numbers"},
	} {
		fields.Set("until-day", fault.day)
		fields.Set("until-month", fault.month)
		fields.Set("until-year", fault.year)
		page := lead.post(at, fields).want(http.StatusUnprocessableEntity)
		if got := page.fault("until"); !strings.Contains(got, fault.says) {
			t.Errorf("%v: got %q", fault, got)
		}
		if len(page.summary()) != 1 {
			t.Errorf("told %q", page.summary())
		}
		if kept := page.form(at); kept.Get("reason") != "The room was flooded." || kept.Get("until-day") != fault.day || kept.Get("until-year") != fault.year {
			t.Errorf("what was typed is lost: %v", kept)
		}
	}
	fields.Set("until-month", "jul")
	fields.Set("until-year", "2012")
	page := lead.post(at, fields).want(http.StatusOK)
	page.says("Until 1 July 2012", "Waiting for the chair of the group, or the deputy, to decide.", "The room was flooded.")
	if page.button("Ask for more time") {
		t.Error("more time can be asked for twice")
	}
	c.as("health").get(at).want(http.StatusForbidden)
	c.as("board").get(at).want(http.StatusForbidden)
}

func (c *testCouncil) asked(key, part string) string {
	c.t.Helper()
	id := c.app.NewID()
	c.do(key, plan.AskExtension{ID: id, Part: c.id[part], Until: calendar.Must(2012, 7, 1), Reason: "The room was flooded."})
	return "/extensions/" + id
}

func TestDecidingOnMoreTime(t *testing.T) {
	c := newCouncil(t)
	at := c.asked("lead", "yes")
	chair := c.as("chair")
	page := chair.get(at).want(http.StatusOK)
	page.says("More time for part A1a, until 1 July 2012", "The room was flooded.", "Len Lead, Stonebridge Council, on 1 May 2012", "9 June 2012")
	page = chair.post(at, page.form(at)).want(http.StatusUnprocessableEntity)
	if page.fault("decision") != "Choose approve or refuse." || page.fault("reasons") != "Give the reasons for the decision." {
		t.Errorf("told %q", page.summary())
	}
	fields := page.form(at)
	fields.Set("decision", "approve")
	fields.Set("reasons", "It could not be helped.")
	page = chair.post(at, fields).want(http.StatusOK)
	page.says("Extended to 1 July 2012 with approval.", "Approved on 1 May 2012 by Cora Chair", "It could not be helped.")
	if page.path != "/parts/"+c.id["yes"] {
		t.Errorf("went to %s", page.path)
	}
	if part := c.part("yes"); part.Due.String() != "2012-06-09" || part.Extended.String() != "2012-07-01" {
		t.Errorf("due %s, extended %s", part.Due, part.Extended)
	}
	page = chair.get(at).want(http.StatusOK)
	if strings.Contains(string(page.body), `name="decision"`) {
		t.Error("what was decided can be decided again")
	}
	chair.post(at, fields).want(http.StatusConflict)
}

func TestWhoDecidesOnMoreTime(t *testing.T) {
	c := newCouncil(t)
	at := c.asked("health", "many")
	c.as("chair").get(at).want(http.StatusOK).says("Part A1b belongs to your own agency, so somebody of another agency must decide this.")
	send := url.Values{"decision": {"approve"}, "reasons": {"Yes."}, "seen": {"1"}}
	c.as("chair").post(at, send).want(http.StatusForbidden)
	for _, who := range []string{"owner", "lead", "health", "board", "young", "auditor"} {
		page := c.as(who).get(at).want(http.StatusOK)
		if strings.Contains(string(page.body), `name="decision"`) {
			t.Errorf("%s is asked to decide", who)
		}
		c.as(who).post(at, send).want(http.StatusForbidden)
	}
	deputy := c.as("deputy")
	fields := deputy.get(at).form(at)
	fields.Set("decision", "refuse")
	fields.Set("reasons", "There is time enough.")
	deputy.post(at, fields).want(http.StatusOK).says("Refused on 1 May 2012 by Dev Deputy", "There is time enough.")
	if !c.part("many").Extended.IsZero() {
		t.Error("a refusal moved the date")
	}
	c.as("board").get("/extensions/nothing").want(http.StatusNotFound)
}

func TestAnExtensionAtAnEarlierMoment(t *testing.T) {
	c := newCouncil(t)
	at := c.asked("lead", "yes")
	c.clock.goTo("2012-05-10")
	chair := c.as("chair")
	fields := chair.get(at).form(at)
	fields.Set("decision", "approve")
	fields.Set("reasons", "Yes.")
	chair.post(at, fields).want(http.StatusOK)
	page := chair.get(at + "?as-at=2012-05-02").want(http.StatusOK)
	page.says("Waiting for the chair of the group")
	if strings.Contains(string(page.body), `name="decision"`) {
		t.Error("a page of the past asks for a decision")
	}
	chair.get(at + "?as-at=2012-04-20").want(http.StatusNotFound)
}
