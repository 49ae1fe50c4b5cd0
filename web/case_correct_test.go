package web

import (
	"net/http"
	"testing"
)

// Somebody of the council who may find a child, and add one who is new, is
// offered no way to correct one whom they have no tie to, and has none.
func TestACorrectionNeedsATie(t *testing.T) {
	c := newCaseCouncil(t)
	amara := "/casework/people/" + c.id["amara"]
	for _, key := range []string{"elsewhere", "duty", "early", "lado", "adoption", "governance"} {
		b := c.as(key)
		page := b.get(amara).want(http.StatusOK)
		page.says("Amara Okafor")
		page.hides("Change their details", "Add an identifier", "Add an address", "End or correct", "End or mask")
		for _, path := range []string{amara + "/edit", amara + "/identifiers/new", amara + "/addresses/new", "/casework/identifiers/" + c.id["nhs"] + "/edit", "/casework/addresses/" + c.id["home"] + "/edit"} {
			if got := b.get(path); got.status != http.StatusForbidden {
				t.Errorf("%s opens %s: %d", key, path, got.status)
			}
			if got := b.post(path, map[string][]string{"wrong": {"It is another’s"}, seenField: {"1"}}); got.status != http.StatusForbidden {
				t.Errorf("%s sends %s: %d", key, path, got.status)
			}
		}
	}
	c.as("worker").get(amara).says("Change their details", "Add an identifier", "Add an address")
	manager, stranger := c.as("manager"), "/casework/people/"+c.id["stranger"]
	manager.get(stranger).want(http.StatusOK).hides("Change their details")
	manager.get(stranger + "/edit").want(http.StatusForbidden)
	manager.get(stranger + "/allocations/new").want(http.StatusOK)
}

// Only those whom the policy lets add somebody are offered it, and the others
// are refused by its address too.
func TestWhoIsOfferedToAddAPerson(t *testing.T) {
	c := newCaseCouncil(t)
	for key, may := range map[string]bool{
		"worker": true, "manager": true, "duty": true, "early": true, "adoption": true, "lado": true,
		"governance": false, "guardian": false, "reviewer": false, "nurse": false, "auditor": false, "finance": false,
	} {
		b := c.as(key)
		want := map[bool]int{true: http.StatusOK, false: http.StatusForbidden}[may]
		b.get("/casework/people/new").want(want)
		found := b.post("/casework/search", map[string][]string{"find": {"Zebedee"}}).want(http.StatusOK)
		for _, page := range []*shown{b.get("/casework").want(http.StatusOK), found} {
			if may {
				page.says("Add a person")
			} else {
				page.hides("Add a person")
			}
		}
	}
}
