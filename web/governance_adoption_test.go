package web

import (
	"net/http"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/plan"
)

// longAdopted records Ada, adopted in 1906, whose record from before is past its
// time, and Agnes, who she was after.
func (c *testCouncil) longAdopted() {
	c.t.Helper()
	c.id["ada"] = c.app.NewID()
	c.doCase("manager", casework.AddPerson{ID: c.id["ada"], Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Ada", Family: "Winterbourne"}}, Born: bornOn(1902, 6, 15), Sex: "F",
	}})
	allocation := c.app.NewID()
	c.doCase("manager", casework.Allocate{ID: allocation, Person: c.id["ada"], Membership: c.id["worker"], Role: casework.LeadWorker, From: calendar.Must(1904, 1, 1)})
	c.doCase("worker", casework.WriteRecord{ID: c.app.NewID(), Of: "case_note", People: []string{c.id["ada"]}, Details: casework.RecordDetails{
		Happened: calendar.Must(1904, 1, 2), Title: "Call", Words: "Ada was seen at the mill.", Complete: true,
	}})
	c.doCase("manager", casework.EndAllocation{Allocation: allocation, Seen: 1, Until: calendar.Must(1905, 12, 31), Why: "Closed"})
	c.doCase("adoption", casework.KeepApart{ID: c.app.NewID(), Before: c.id["ada"], After: c.app.NewID(), OrderOn: calendar.Must(1906, 3, 2), Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Agnes", Family: "Hale"}}, Born: bornOn(1902, 6, 15),
	}})
}

// Records from before an adoption reach a list of the adoption service's own,
// 100 years after the order. Nobody outside the wall learns of it.
func TestTheAdoptionServiceDestroysItsOwn(t *testing.T) {
	c := newCaseCouncil(t)
	c.longAdopted()
	c.staffed("second", "Sam Second", access.AdoptionWorker)
	first, second := c.as("adoption"), c.as("second")
	home := first.get("/governance").want(http.StatusOK)
	home.hides("Emergencies to review", "Alerts to answer", "Legal holds", "Restricted people", "Whom somebody looked at")
	list := first.get(home.link("How long records are kept")).want(http.StatusOK)
	list.says("Ada Winterbourne", "Bella Before")
	list.hides("Amara", "Agnes Hale", "Annie After", "Legal holds")
	at := "/governance/retention/" + c.id["ada"]
	page := first.get(list.link("Ada Winterbourne")).want(http.StatusOK)
	page.says("Due", "Record of an adoption where the order was made: 100 years from 2 March 1906, so to 2 March 2006", "Case note")
	page.hides("mill", "Hold this person’s records")
	first.get("/governance/retention/" + c.id["before"]).want(http.StatusOK).says("In use")

	outside := []string{"governance", "guardian", "manager", "worker", "auditor"}
	unseen := func(paths ...string) {
		t.Helper()
		for _, who := range outside {
			for _, path := range paths {
				got := c.as(who).get(path)
				if got.status == http.StatusOK {
					got.hides("Ada", "Winterbourne")
				} else if got.status != http.StatusNotFound && got.status != http.StatusForbidden {
					t.Errorf("%s at %s: %d", who, path, got.status)
				}
			}
		}
	}
	unseen("/governance/retention", "/governance/destructions", at, "/casework?show=all")
	for _, who := range []string{"governance", "guardian"} {
		c.as(who).get(at).want(http.StatusNotFound)
		c.as(who).post(at, nil).want(http.StatusNotFound)
	}
	first.get("/governance/retention/" + c.id["amara"]).want(http.StatusNotFound)
	first.post("/governance/retention/"+c.id["amara"], nil).want(http.StatusNotFound)

	proposed := first.sent(page, at, nil).want(http.StatusOK)
	proposed.says("Ada Winterbourne", "You proposed this list, so somebody else must look through it.", "Record of an adoption where the order was made")
	action := proposed.path
	second.sent(second.get(action), action, map[string]string{"to": "reviewed", "why": "I looked at each."}).want(http.StatusOK)
	second.post(action, map[string][]string{"seen": {"2"}, "to": {"signed"}, "why": {"Sign."}}).want(http.StatusForbidden)
	unseen(action, action+"/items.csv", "/governance/destructions")
	for _, who := range []string{"governance", "guardian"} {
		b := c.as(who)
		b.get(action).want(http.StatusNotFound)
		b.post(action, map[string][]string{"seen": {"2"}, "to": {"signed"}, "why": {"Sign."}}).want(http.StatusNotFound)
		b.get("/governance").want(http.StatusOK).says("0 lists to review, sign or carry out")
	}
	// There are two in the service, so whoever proposed signs what the other looked through.
	first.sent(first.get(action), action, map[string]string{"to": "signed", "why": "The rule is right."}).want(http.StatusOK).says("The list is signed.")
	c.governs("guardian", casework.PlaceHold{ID: "01370000-0000-7000-8000-0000000000f3", Title: "The inquiry", Why: "It asked.", ReviewOn: calendar.Must(2012, 12, 1)})
	held := second.sent(second.get(action), action, map[string]string{"to": "done", "why": "Now."}).want(http.StatusUnprocessableEntity)
	held.says("A legal hold keeps it.")
	held.hides("The inquiry")
	second.get(at).want(http.StatusOK).hides("The inquiry")
	c.governs("governance", casework.LiftHold{Hold: "01370000-0000-7000-8000-0000000000f3", Why: "The inquiry ended."})
	second.sent(second.get(action), action, map[string]string{"to": "done", "why": "Now."}).want(http.StatusOK).says("Everything on the list was destroyed.")
	first.get("/governance/retention").want(http.StatusOK).hides("Ada Winterbourne")
	unseen("/governance/destructions", action)
	if _, err := c.app.Store().Verify(t.Context(), c.caller("auditor"), nil); err != nil {
		t.Error(err)
	}
}

// Somebody who checks access for a partner is told of what their own agency
// brought, of whom it works with, and of nothing that tells of others' work.
func TestAPartnersGuardianIsToldOfTheirOwn(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(1)
	operator := app.Operator(c.authority)
	account, err := c.accounts.Create(t.Context(), operator, "petra@example.org", "Petra Partner", testPassword)
	if err != nil {
		t.Fatal(err)
	}
	c.id["account of petra"], c.id["petra"] = account, c.app.NewID()
	if _, err := c.app.Do(t.Context(), operator, plan.AddMember{ID: c.id["petra"], Account: account, Person: "Petra Partner", Agency: c.id["trust"], Roles: []access.Role{access.CaldicottGuardian}}); err != nil {
		t.Fatal(err)
	}
	waiting := c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: waiting, Person: c.id["kit"]})
	c.doCase("manager", casework.Allocate{ID: c.app.NewID(), Person: c.id["kit"], Membership: c.id["nurse"], Role: casework.NamedNurse, For: access.Health, From: calendar.Must(2012, 4, 2)})
	petra := c.as("petra")
	told := func(page *shown) {
		t.Helper()
		page.hides("The inquiry", "Visit", "Case note", "Name and details", "Time in care", "Management decision", "looked after", "Tobi", "Stella", "Rory", "Propose")
	}
	for _, hold := range []bool{false, true} {
		if hold {
			c.governs("guardian", casework.PlaceHold{ID: c.app.NewID(), Title: "The inquiry", Why: "It asked.", ReviewOn: calendar.Must(2012, 12, 1)})
		}
		list := petra.get("/governance/retention").want(http.StatusOK)
		told(list)
		list.says("Amara Okafor", "Kit Moorland", "what your agency brought")
		page := petra.get("/governance/retention/" + c.id["amara"]).want(http.StatusOK)
		told(page)
		page.says("Health assessment")
		if rows := page.tableRows(); len(rows) != 2 { // the assessment, and the allocation to the nurse
			t.Errorf("she is told of %q", rows)
		}
		if hold {
			page.says("A legal hold keeps it.")
		}
		council := c.as("guardian").get("/governance/retention/" + c.id["amara"]).want(http.StatusOK)
		council.says("Visit", "Name and details")
		if hold {
			council.says("The inquiry")
		}
	}
	for _, person := range []string{"amara", "kit"} {
		got := petra.post("/governance/retention/"+c.id[person], nil).want(http.StatusForbidden)
		got.says("Only somebody who decides about all of this person's records can propose which are destroyed.")
		got.hides("already proposed", "past its time")
	}
	lists := petra.get("/governance/destructions").want(http.StatusOK)
	lists.says("No list is waiting.")
	lists.hides("Kit")
	for _, path := range []string{"", "/items.csv"} {
		petra.get("/governance/destructions/" + waiting + path).want(http.StatusNotFound)
	}
	if got := petra.get("/governance/destructions/" + waiting).text(); got != strings.ReplaceAll(petra.get("/governance/destructions/"+nobodyKnown).text(), nobodyKnown, waiting) {
		t.Errorf("the list is answered as %q", got)
	}
	petra.post("/governance/destructions/"+waiting, map[string][]string{"seen": {"1"}, "to": {"refused"}, "why": {"Ours."}}).want(http.StatusNotFound)
	petra.post("/governance/destructions/"+waiting+"/destroy", nil).want(http.StatusNotFound)
}
