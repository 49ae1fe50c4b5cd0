package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/access"
)

// A governance lead who answers a request, and an auditor of a sample, read the
// file from the first day to the last, when somebody else of governance has
// allocated it to them, and add nothing to it.
func TestARequestAndASampleAreAllocatedOnAPage(t *testing.T) {
	c := newCaseCouncil(t)
	amara := "/casework/people/" + c.id["amara"]
	at := amara + "/checks/new"
	lead, auditor, guardian := c.as("governance"), c.as("auditor"), c.as("guardian")
	lead.post("/casework/purpose", map[string][]string{"purpose": {string(access.SubjectAccess)}}).want(http.StatusOK)
	lead.get(amara).want(http.StatusOK).hides("Amara showed me her room", "Visit to the placement")
	auditor.get(amara).want(http.StatusNotFound)

	page := guardian.get(guardian.get(amara).want(http.StatusOK).link("Allocate to answer a request or to audit"))
	form := fillIn(page, at, typing{})
	nothing := guardian.post(at, form).want(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{"role": "Choose what they do: answer a request, or audit.", "reason": "Say why, such as the reference of the request, or how the sample was drawn.", "until": "Enter a last day that is within 3 months of the first."} {
		if got := nothing.fault(field); got != want {
			t.Errorf("%s: %q, not %q", field, got, want)
		}
	}
	give := func(who, role string) *shown {
		typed := typing{"role": role, "membership": c.id[who], "reason": "Request 14 of 2012"}.on("from", caseDay).on("until", "2012-05-10")
		return guardian.post(at, fillIn(guardian.get(at), at, typed))
	}
	if got := give("auditor", "subject_access").want(http.StatusUnprocessableEntity).fault("membership"); !strings.Contains(got, "isn’t here as an information governance lead") {
		t.Errorf("an auditor who answers requests: %q", got)
	}
	give("governance", "subject_access").want(http.StatusOK).says("The file has been allocated.", "Answers a request for their own records", "Gwen Governance", "Request 14 of 2012")
	give("auditor", "auditor").want(http.StatusOK).says("Audits the file in a sample")
	for _, b := range []*browser{lead, auditor} {
		page := b.get(amara).want(http.StatusOK)
		page.says("Visit to the placement")
		page.hides("Add a record", "Change their details", "Add an identifier", "Allocate to a worker")
		b.get("/casework").want(http.StatusOK).says("Amara Okafor")
	}
	c.as("worker").get(amara).want(http.StatusOK).says("Answers a request for their own records")
	c.as("teacher").get(amara).want(http.StatusOK).hides("Answers a request", "Audits the file", "Request 14")
	for _, n := range c.as("worker").get(amara).all(func(n *html.Node) bool { return attribute(n, "aria-label") == "At a glance" }) {
		if strings.Contains(textIn(n), "Gwen") {
			t.Error("who answers a request stands among those to ring")
		}
	}

	c.clock.goTo("2012-05-11")
	lead = c.as("governance")
	lead.post("/casework/purpose", map[string][]string{"purpose": {string(access.SubjectAccess)}}).want(http.StatusOK)
	lead.get(amara).want(http.StatusOK).hides("Visit to the placement")
	c.as("auditor").get(amara).want(http.StatusNotFound)
}

func TestACheckIsEndedOnAPage(t *testing.T) {
	c := newCaseCouncil(t)
	amara := "/casework/people/" + c.id["amara"]
	guardian := c.as("guardian")
	at := amara + "/checks/new"
	typed := typing{"role": "subject_access", "membership": c.id["governance"], "reason": "Request 14"}.on("from", caseDay).on("until", "2012-05-10")
	guardian.post(at, fillIn(guardian.get(at), at, typed)).want(http.StatusOK)
	lead := c.as("governance")
	own := lead.get(at).want(http.StatusOK)
	own.hides("Gwen Governance,")
	mine := typing{"role": "subject_access", "membership": c.id["governance"], "reason": "Request 15"}.on("from", caseDay).on("until", "2012-05-10")
	lead.post(at, fillIn(own, at, mine)).want(http.StatusForbidden).says("You can’t allocate this to yourself. Ask another information governance lead or the Caldicott Guardian to do it.")

	var edit string
	for _, n := range lead.get(amara).want(http.StatusOK).all(func(n *html.Node) bool { return n.DataAtom == atom.A }) {
		if href := attribute(n, "href"); strings.HasPrefix(href, "/casework/checks/") {
			edit = href
		}
	}
	longer := fillIn(lead.get(edit), edit, typing{"why": "There is much to read"}.on("until", "2012-06-10"))
	lead.post(edit, longer).want(http.StatusForbidden).says("This is allocated to you, so somebody else must give it a later last day.")
	guardian.post(edit, fillIn(guardian.get(edit), edit, typing{"why": "There is much to read"}.on("until", "2012-06-10"))).want(http.StatusOK).says("There is much to read")
	lead.post(edit, fillIn(lead.get(edit), edit, typing{"why": "Answered"}.on("until", caseDay))).want(http.StatusOK).says("Answered")

	// Neither of the two forms changes what is the other's.
	thing := strings.TrimSuffix(strings.TrimPrefix(edit, "/casework/checks/"), "/edit")
	c.as("manager").get("/casework/allocations/" + thing + "/edit").want(http.StatusNotFound)
	lead.get("/casework/checks/" + c.id["allocation of amara"] + "/edit").want(http.StatusNotFound)
	for _, key := range []string{"manager", "worker", "lado", "reviewer", "auditor"} {
		c.as(key).get(edit).want(http.StatusForbidden)
		c.as(key).get(at).want(http.StatusForbidden)
	}
}

// An early help worker records the family alone, in the early help part of the
// file: those who work with the child read it, and partners don't.
func TestEarlyHelpRecordsTheFamily(t *testing.T) {
	c := newCaseCouncil(t)
	stranger := "/casework/people/" + c.id["stranger"]
	path := stranger + "/relationships/new"
	early := c.as("early")
	early.get(path).want(http.StatusForbidden)
	manager := c.as("manager")
	at := stranger + "/allocations/new"
	manager.post(at, fillIn(manager.get(at), at, typing{"membership": c.id["early"], "role": "early_help_worker", "for": "early_help"}.on("from", caseDay))).want(http.StatusOK)
	early.get(stranger).want(http.StatusOK).says("Family and household")
	fields := early.post(path, map[string][]string{"find": {"Grace Okafor"}}).want(http.StatusOK).form(path)
	fields.Set("person", c.id["grace"])
	fields.Set("kinship", "carer")
	fields.Set("note", "They met at the children’s centre")
	early.post(path, fields).want(http.StatusOK).says("The relationship has been added", "Grace Okafor", "They met at the children’s centre")
	early.get("/casework/people/" + c.id["grace"]).want(http.StatusOK).hides("17 Hidden Lane")
	c.as("worker").get("/casework/people/" + c.id["grace"]).want(http.StatusOK).says("They met at the children’s centre")
	c.as("reviewer").get(stranger).want(http.StatusOK).hides("children’s centre")
	c.as("lado").get(stranger).want(http.StatusOK).hides("children’s centre")
}
