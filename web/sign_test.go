package web

import (
	"net/http"
	"net/url"
	"testing"

	"throughline/plan"
)

func TestSigningAPartOff(t *testing.T) {
	c := newCouncil(t)
	part := "/parts/" + c.id["yes"]
	at := part + "/sign"
	police := c.as("police")
	page := police.get(at).want(http.StatusOK)
	page.says("The owner has not said that it is complete.")
	if page.button("Sign off part A1a") {
		t.Error("a part that is not ready can be signed")
	}
	police.post(at, url.Values{"seen": {"1"}}).want(http.StatusUnprocessableEntity).says("This part can't be signed off yet.")
	evidence := c.ready()
	page = police.get(at).want(http.StatusOK)
	page.says("Said to be complete on 1 May 2012", "Minutes of the meeting", "Accepted on 1 May 2012 by Pat Police, Stonebridge Police", "Nothing but your signature.")
	page = police.post(at, page.form(at)).want(http.StatusOK)
	page.says("Done on 1 May 2012.", "Signed off on 1 May 2012 by Pat Police, Inspector, Stonebridge Police.")
	if len(c.part("yes").Signed.Evidence) != 1 || c.part("yes").Signed.Evidence[0].Evidence != evidence {
		t.Error("the evidence signed for is not noted")
	}
	police.get(at).want(http.StatusConflict).says("This part was already signed off on 1 May 2012.")

	back := at + "/take-back"
	page = police.get(back).want(http.StatusOK)
	page = police.post(back, page.form(back)).want(http.StatusUnprocessableEntity)
	if got := page.fault("reason"); got != "Say why. The reason stays on the part's page." {
		t.Errorf("reason: %q", got)
	}
	fields := page.form(back)
	fields.Set("reason", "The minutes are of another meeting.")
	page = police.post(back, fields).want(http.StatusOK)
	page.says("A sign-off was taken back on 1 May 2012 by Pat Police", "The minutes are of another meeting.")
	police.post(back, fields).want(http.StatusConflict).says("This part is not signed off.")
}

func TestNobodySignsTheirOwnWork(t *testing.T) {
	c := newCouncil(t)
	c.ready()
	at := "/parts/" + c.id["yes"] + "/sign"
	for who, says := range map[string]string{
		"lead":   "Part A1a belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.",
		"owner":  "Part A1a belongs to your own agency",
		"deputy": "Part A1a is signed off by Inspector, Stonebridge Police, the post named when it was planned.",
		"board":  "You do not have permission to sign off a part",
	} {
		b := c.as(who)
		b.get(at).want(http.StatusForbidden).says(says)
		b.post(at, url.Values{"seen": {"2"}}).want(http.StatusForbidden).says(says)
	}
	if c.part("yes").Signed != nil {
		t.Error("it was signed")
	}
}

// What was changed after the page was opened is not signed for.
func TestSigningWhatHasChanged(t *testing.T) {
	c := newCouncil(t)
	c.ready()
	at := "/parts/" + c.id["yes"] + "/sign"
	police := c.as("police")
	fields := police.get(at).form(at)
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "A word more.", Complete: true})
	page := police.post(at, fields).want(http.StatusConflict)
	page.says("This part was changed after you opened the page, so it was not signed off.")
	if c.part("yes").Signed != nil {
		t.Fatal("it was signed unseen")
	}
	police.post(at, page.form(at)).want(http.StatusOK).says("Done on 1 May 2012.")
	police.post(at, url.Values{}).want(http.StatusConflict) // a form that says nothing of what was seen signs nothing
}

func TestReportingThatASignedPartIsNotComplete(t *testing.T) {
	c := newCouncil(t)
	c.ready()
	c.do("police", plan.SignPart{Part: c.id["yes"]})
	at := "/parts/" + c.id["yes"] + "/report"
	lead := c.as("lead")
	page := lead.get(at).want(http.StatusOK)
	page.says("This part has been signed off. If you say now that it is not complete, its sign-off is taken back.")
	fields := page.form(at)
	fields.Set("text", "The form was not agreed after all.")
	fields.Set("complete", "no")
	lead.post(at, fields).want(http.StatusOK).says("A sign-off was taken back on 1 May 2012 by Len Lead", "The owner reported that it is not complete.")
}
