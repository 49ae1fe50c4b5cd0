package web

import (
	"net/http"
	"strings"
	"testing"

	"throughline/access"
	"throughline/casework"
)

func TestADecisionToShareAndNotTo(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	at := "/casework/people/" + c.id["amara"]
	page := b.get(b.get(at).link("Sharing and consent")).want(http.StatusOK)
	page.says("No decision to share that you may see has been recorded.", "Nothing that you may see has been recorded about consent.", "You are looking in order to", "Your looking at this is recorded")
	ask := b.get(page.link("Record a decision to share, or not to")).want(http.StatusOK)
	empty := b.sent(ask, at+"/sharing/new", nil).want(http.StatusUnprocessableEntity)
	if got := empty.summary(); len(got) != 5 || empty.fault("share") == "" || empty.fault("sought") == "" || empty.fault("what") == "" || empty.fault("why") == "" || empty.fault("agency") == "" {
		t.Errorf("the errors are %v", got)
	}
	no := map[string]string{"agency": c.id["force"], "what": "Where Grace lives now", "share": "no", "why": "He could find her through it.", "sought": "no", "not_sought": "Asking would have told him that she had moved."}
	b.sent(ask, at+"/sharing/new", no).want(http.StatusOK).says("The decision is recorded.", "Not shared", "He could find her through it.", "Not asked for: Asking would have told him", "Stonebridge Police", "Wilma Worker")
	masked := with(no, map[string]string{"what": "She lives at 17 Hidden Lane now"})
	warned := b.sent(ask, at+"/sharing/new", masked)
	warned.want(http.StatusUnprocessableEntity)
	if !strings.Contains(warned.fault("what"), "kept from somebody") || warned.form(at+"/sharing/new").Get("what") != masked["what"] {
		t.Errorf("a masked address is let through, or what was typed is lost: %q", warned.fault("what"))
	}
	yes := map[string]string{"agency": c.id["school"], "what": "The new placement", "share": "yes", "why": "School must know who collects her.", "basis": "consent", "sought": "yes"}
	b.sent(ask, at+"/sharing/new", yes).want(http.StatusUnprocessableEntity).says("Consent to this agency is not recorded as given.")
	yes["basis"] = "public_task"
	b.sent(ask, at+"/sharing/new", yes).want(http.StatusOK).says("Shared", "Reason in law: a public task")
	for who, status := range map[string]int{"elsewhere": http.StatusForbidden, "board": http.StatusForbidden, "lado": http.StatusForbidden} {
		theirs := c.as(who)
		theirs.get(at + "/sharing").hides("He could find her")
		if got := theirs.post(at+"/sharing/new", map[string][]string{"what": {"x"}, "share": {"no"}, "why": {"y"}, "sought": {"yes"}, "recipient": {"z"}}); got.status != status {
			t.Errorf("%s may record a decision: %d", who, got.status)
		}
	}
}

// Consent is given to an agency's work, and withdrawn: from the agency's next
// request on, it can't reach the child.
func TestWithdrawingConsentShutsTheAgencyOut(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["tobi"]
	teacher := c.as("teacher")
	teacher.get(at).want(http.StatusNotFound).hides("Tobi")
	b := c.as("worker")
	ask := b.get(at + "/consents/new").want(http.StatusOK)
	ask.says("Grace Okafor", "with parental responsibility")
	if got := b.sent(ask, at+"/consents/new", nil).want(http.StatusUnprocessableEntity); len(got.summary()) != 5 {
		t.Errorf("the errors are %v", got.summary())
	}
	given := map[string]string{"agency": c.id["school"], "for": "Help at breakfast club", "given": "yes", "by": c.id["grace"], "capacity": "His mother, with parental responsibility"}
	saved := b.sent(ask, at+"/consents/new", given).want(http.StatusOK)
	saved.says("What was said is recorded.", "Given 1 May 2012", "Grace Okafor", "Help at breakfast club", "Heard by Wilma Worker")
	c.doCase("worker", casework.Involve{ID: c.app.NewID(), Person: c.id["tobi"], Agency: c.id["school"], For: access.EarlyHelp, Basis: casework.OnConsent, From: c.app.Today()})
	teacher.get(at).want(http.StatusOK).says("Tobi Okafor")
	form := b.get(saved.link("Record that it was withdrawn")).want(http.StatusOK)
	form.says("What ends", "The work of Stonebridge School since 1 May 2012 ends today. From their next request on, its staff can’t reach this person.")
	action := strings.TrimSuffix(saved.link("Record that it was withdrawn"), "?")
	if got := b.sent(form, action, nil).want(http.StatusUnprocessableEntity).summary(); len(got) != 1 {
		t.Errorf("the errors are %v", got)
	}
	if got := b.sent(form, action, map[string]string{"said": "No more", "goes_on": "Because"}).want(http.StatusUnprocessableEntity).fault("goes_on"); got == "" {
		t.Error("one word is reason enough to go on without consent")
	}
	teacher.get(at).want(http.StatusOK)
	b.sent(form, action, map[string]string{"said": "I don’t want the school in this."}).want(http.StatusOK).says("What stood on it has ended.", "Withdrawn", "I don’t want the school in this.")
	teacher.get(at).want(http.StatusNotFound).hides("Tobi")
	teacher.get(at + "/sharing").want(http.StatusNotFound).hides("Tobi")
	b.sent(form, action, map[string]string{"said": "Again"}).want(http.StatusConflict).says("This consent does not stand now")
	c.as("elsewhere").get(action).want(http.StatusNotFound)
}
