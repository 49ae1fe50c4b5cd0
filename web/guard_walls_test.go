package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

func TestRestrictingAndLifting(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["amara"]
	b := c.as("manager")
	ask := b.get(b.get(at).link("Restrict who can reach them")).want(http.StatusOK)
	ask.says("by anybody but those allocated to them, a manager of their team, and governance")
	if got := b.sent(ask, at+"/restrict", nil).want(http.StatusUnprocessableEntity).summary(); len(got) != 3 {
		t.Errorf("the errors are %v", got)
	}
	c.as("colleague").get(at).want(http.StatusOK)
	fields := with(map[string]string{"why": "Her aunt works here.", "asked_by": "Her mother"}, datedFields("review_on", "2012-11-01"))
	b.sent(ask, at+"/restrict", fields).want(http.StatusOK).says("This person is now restricted.")
	c.as("worker").get(at).want(http.StatusOK)                                    // allocated
	c.as("colleague").get(at).want(http.StatusNotFound).hides("Amara")            // of the team, and not its manager
	c.as("elsewhere").get(at + "/glass").want(http.StatusNotFound).hides("Amara") // not even in an emergency
	b.get(at + "/restrict").want(http.StatusOK).says("This person is restricted already.")

	lead := c.as("governance")
	list := lead.get("/governance/restrictions").want(http.StatusOK)
	list.says("Amara Okafor", "Her aunt works here.", "1 November 2012", "Rory Restricted", "No restriction has been lifted yet.")
	again := lead.get(list.link("Amara Okafor")).want(http.StatusOK)
	action := list.link("Amara Okafor")
	if got := lead.sent(again, action, nil).want(http.StatusUnprocessableEntity).summary(); len(got) != 2 {
		t.Errorf("the errors are %v", got)
	}
	stays := with(map[string]string{"lift": "no", "why": "The aunt is still here."}, datedFields("review_on", "2013-03-01"))
	lead.sent(again, action, stays).want(http.StatusOK).says("The restriction stays.", "1 March 2013")
	again = lead.get(action).want(http.StatusOK)
	lead.sent(again, action, map[string]string{"lift": "yes", "why": "The aunt has left."}).want(http.StatusOK).says("The restriction has been lifted.", "The aunt has left.")
	c.as("colleague").get(at).want(http.StatusOK)
	c.as("manager").get(action).want(http.StatusNotFound) // who is restricted is read by governance alone
	for _, who := range []string{"worker", "nurse", "auditor"} {
		c.as(who).get(at + "/restrict").want(http.StatusForbidden)
	}
}

func TestAnAdoptionKeepsTwoRecordsApart(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["tobi"]
	b := c.as("adoption")
	ask := b.get(b.get(at).want(http.StatusOK).link("Begin a new record after an adoption")).want(http.StatusOK)
	ask.says("This can’t be undone.", "nothing is copied into it")
	if got := b.sent(ask, at+"/adoption", nil).want(http.StatusUnprocessableEntity); len(got.summary()) != 3 || got.fault("order_on") == "" || got.fault("given") == "" || got.fault("confirm") == "" {
		t.Errorf("the errors are %v", got.summary())
	}
	fields := with(map[string]string{"given": "Thomas", "family": "Newhouse", "sex": "M", "confirm": "yes"}, datedFields("order_on", "2012-04-27"), datedFields("born", "2006-02-03"))
	done := b.sent(ask, at+"/adoption", fields).want(http.StatusOK)
	done.says("Thomas Newhouse", "The new record has begun")
	done.hides("Okafor")
	after := strings.TrimPrefix(strings.Split(done.path, "?")[0], "/casework/people/")
	for _, who := range []string{"worker", "manager", "governance", "duty"} {
		c.as(who).get(at).want(http.StatusNotFound).hides("Tobi")
	}
	// Who may find the new record sees nothing of the old one, and can't join them.
	m := c.as("manager")
	m.get("/casework/people/"+after).want(http.StatusOK).hides("Okafor", "adopt")
	found := m.sent(m.get("/casework/people/"+after+"/join"), "/casework/people/"+after+"/join", map[string]string{"find": "3/2/2006"}).want(http.StatusOK)
	found.hides("Okafor", c.id["tobi"])
	want := m.get("/casework/people/" + after + "/join/" + nobodyKnown).want(http.StatusNotFound).text()
	if got := m.get("/casework/people/" + after + "/join/" + c.id["tobi"]).want(http.StatusNotFound).text(); got != want {
		t.Errorf("told %q of the other side, and of nobody %q", got, want)
	}
	b.get(at + "/adoption").want(http.StatusOK).says("This is already the record from before an adoption.")
	m.get(at + "/adoption").want(http.StatusForbidden)

	// Somebody in both services sees both, is offered neither beside the other, and can't join them.
	c.staffed("both", "Bea Both", access.AdoptionWorker, access.TeamManager)
	both := c.as("both")
	offered := both.sent(both.get("/casework/people/"+after+"/join"), "/casework/people/"+after+"/join", map[string]string{"find": "3/2/2006"}).want(http.StatusOK)
	offered.hides(c.id["tobi"])
	both.get("/casework/people/" + after + "/join/" + c.id["tobi"]).want(http.StatusOK).says("Nothing may link them.")
	both.post("/casework/people/"+after+"/join/"+c.id["tobi"], map[string][]string{"why": {"They are the same."}}).want(http.StatusUnprocessableEntity).says("Nothing may link them.")
}

func TestJoiningTwoRecordsAndPartingThem(t *testing.T) {
	c := newCaseCouncil(t)
	c.doCase("manager", casework.AddPerson{ID: "01370000-0000-7000-8000-00000000aaaa", Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Amarah", Family: "Okafor"}}, Born: bornOn(2003, 5, 10), Sex: "F",
	}})
	const other = "01370000-0000-7000-8000-00000000aaaa"
	at := "/casework/people/" + c.id["amara"]
	b := c.as("manager")
	find := b.get(b.get(at).link("Find another record of this person")).want(http.StatusOK)
	b.sent(find, at+"/join", map[string]string{"find": ""}).want(http.StatusUnprocessableEntity).says("Enter a name, a date of birth, a postcode or a number.")
	b.sent(find, at+"/join", map[string]string{"find": "zebedee"}).want(http.StatusOK).says("Nobody else whom you may see was found.")
	found := b.sent(find, at+"/join", map[string]string{"find": "okafor"}).want(http.StatusOK)
	rows := found.tableRows()
	if len(rows) == 0 || !strings.HasPrefix(rows[0], "Amarah Okafor") || !strings.Contains(rows[0], "Likely the same") || !strings.Contains(rows[0], "The same date of birth, 10 May 2003.") {
		t.Fatalf("found %q", rows)
	}
	if strings.Contains(found.path, "okafor") {
		t.Errorf("what was typed stands in the address %s", found.path)
	}
	compare := b.get(found.link("Amarah Okafor")).want(http.StatusOK)
	compare.says("Side by side", "Amara Okafor", "Amarah Okafor", "NHS number", "Not recorded, or not open to you")
	compare.hides("Hidden Lane")
	action := at + "/join/" + other
	if got := b.sent(compare, action, nil).want(http.StatusUnprocessableEntity).fault("why"); got == "" {
		t.Error("no reason is asked for")
	}
	b.sent(compare, action, map[string]string{"why": "I saw one birth certificate for both."}).want(http.StatusOK).says("The two records are now of one person.", "Amarah Okafor")
	b.get(action).want(http.StatusOK).says("These two records are already joined.")
	list := b.get(at + "/join").want(http.StatusOK)
	list.says("Records joined to this one", "I saw one birth certificate for both.")
	part := b.get(list.link("Part them again")).want(http.StatusOK)
	if got := b.sent(part, list.link("Part them again"), nil).want(http.StatusUnprocessableEntity).fault("why"); got == "" {
		t.Error("no reason is asked for")
	}
	b.sent(part, list.link("Part them again"), map[string]string{"why": "There are two certificates."}).want(http.StatusOK).says("The two records are apart again.", "Parted on 1 May 2012")
	c.as("worker").get(action).want(http.StatusForbidden)
}

func bornOn(year, month, day int) calendar.Dated {
	return calendar.Known(calendar.Must(year, time.Month(month), day))
}
