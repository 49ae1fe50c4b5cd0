package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/plan"
)

func TestAPartsPage(t *testing.T) {
	c := newCouncil(t)
	twelve := 412
	c.do("health", plan.ReportProgress{Part: c.id["many"], Text: "Four courses held.", Quantity: &twelve, InTheWay: "No room in June.", Reached: []int{0}})
	page := c.as("board").get("/parts/" + c.id["many"]).want(http.StatusOK)
	page.says("A1b Train the staff", "Part of A1 Record every strategy discussion", "Named nurse, Stonebridge NHS Trust Held by Hana Health",
		"Superintendent, Stonebridge Police Held by Dev Deputy", "412 of 480 staff trained", "Reached on 1 May 2012", "Four courses held.", "In the way: No room in June.",
		"Hana Health, Stonebridge NHS Trust", "412 of 480 staff trained so far.", "It has no accepted evidence.", "Not signed off by Superintendent", "Due on 9 June 2012",
		"None has been asked for.", "It has not been signed off.")
	c.as("board").get("/parts/"+c.id["yes"]).want(http.StatusOK).says("Nothing has been reported yet.", "None were planned.")
}

func TestAPartsButtonsAreForThoseWhoMayUseThem(t *testing.T) {
	c := newCouncil(t)
	buttons := []string{"Say where this is", "Show evidence", "Ask for more time", "Sign off, or see what is wanting", "Change this part", "Take this part out of the plan", "Take back the sign-off"}
	for who, want := range map[string]string{
		"owner": "yyy.y..", "lead": "yyy....", "police": "...y...", "deputy": "....yy.", "chair": "....yy.", "health": ".......",
		"auditor": ".......", "board": ".......", "young": ".......", "admin": ".......",
	} {
		page := c.as(who).get("/parts/" + c.id["yes"]).want(http.StatusOK)
		got := ""
		for _, button := range buttons {
			if page.button(button) {
				got += "y"
			} else {
				got += "."
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", who, got, want)
		}
	}
}

func TestUpdatesAreReadAPageAtATime(t *testing.T) {
	c := newCouncil(t)
	for i := range updatesShown + 3 {
		c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: fmt.Sprintf("Report number %d.", i+1)})
	}
	b := c.as("board")
	page := b.get("/parts/" + c.id["yes"]).want(http.StatusOK)
	page.says("Report number 23.", "Report number 4.")
	page.hides("Report number 3.")
	page = b.get(page.link("Older updates")).want(http.StatusOK)
	page.says("Report number 3.", "Report number 1.")
	page.hides("Report number 23.")
	page.link("Latest updates")
	if strings.Contains(string(page.body), "Older updates") {
		t.Error("there is nothing older to link to")
	}
	page = b.get("/parts/" + c.id["yes"] + "?as-at=2012-04-20").want(http.StatusOK)
	page.says("Nothing has been reported yet.")
}

func TestADelegateIsShownAsOne(t *testing.T) {
	c := newCouncil(t)
	day := calendar.Must(2012, 5, 1)
	c.do("admin", plan.Delegate{Post: c.id["post of police"], Membership: c.id["deputy"], From: day, Until: day.AddDays(30), Reason: "Leave"})
	c.ready()
	page := c.as("deputy").get("/parts/" + c.id["yes"] + "/sign").want(http.StatusOK)
	page.says("Nothing but your signature.")
	page = c.as("deputy").post("/parts/"+c.id["yes"]+"/sign", page.form("/parts/"+c.id["yes"]+"/sign")).want(http.StatusOK)
	page.says("Signed off on 1 May 2012 by Dev Deputy, for Inspector, Stonebridge Police, as delegate.", "Delegates: Dev Deputy until 31 May 2012")
}

func TestReportingOnAPart(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["many"] + "/report"
	b := c.as("health")
	page := b.get(at).want(http.StatusOK)
	page.says("Where is this part?", "0 of 480 staff trained", "First course")
	fields := page.form(at)
	fields.Set("quantity", "about 400")
	fields.Set("in_the_way", "No room")
	fields.Set("reached", "2012-05-15 First course")
	page = b.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("quantity"); got != "How many so far must be a whole number, like 412." {
		t.Errorf("quantity: %q", got)
	}
	if got := page.fault("text"); got != "Say where this part has got to." {
		t.Errorf("text: %q", got)
	}
	fields = page.form(at)
	if fields.Get("in_the_way") != "No room" || fields.Get("quantity") != "about 400" || fields.Get("reached") == "" {
		t.Errorf("what was typed is lost: %v", fields)
	}
	fields.Set("quantity", "412")
	fields.Set("text", "Twelve courses.")
	page = b.post(at, fields).want(http.StatusOK)
	page.says("412 of 480 staff trained", "Twelve courses.", "Reached on 1 May 2012")

	at = "/parts/" + c.id["yes"] + "/report"
	b = c.as("lead")
	page = b.post(at, url.Values{"text": {"Nearly."}}).want(http.StatusUnprocessableEntity)
	if got := page.fault("complete"); got != "Say whether it is complete." {
		t.Errorf("complete: %q", got)
	}
	fields = page.form(at)
	fields.Set("complete", "yes")
	fields.Set("reached", "2012-01-01 Gone")
	page = b.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.summary(); len(got) != 1 || !strings.HasPrefix(got[0], "A milestone that you chose has been changed since.") {
		t.Errorf("told %q", got)
	}
	fields = page.form(at)
	b.post(at, fields).want(http.StatusOK).says("Said to be complete on 1 May 2012")
}

func TestOnlyTheOwnersAgencyReports(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["yes"] + "/report"
	for who, says := range map[string]string{"health": "Part A1a belongs to Head of safeguarding, Stonebridge Council.", "board": "You do not have permission to report on a part"} {
		c.as(who).get(at).want(http.StatusForbidden).says(says)
		c.as(who).post(at, url.Values{"text": {"Done."}, "complete": {"yes"}}).want(http.StatusForbidden)
	}
	if c.part("yes").Progress.Complete {
		t.Error("it was reported")
	}
}

func TestTwoPeopleChangeAPart(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["many"] + "/edit"
	owner, deputy := c.as("owner"), c.as("deputy")
	first, second := owner.get(at).want(http.StatusOK).form(at), deputy.get(at).want(http.StatusOK).form(at)
	first.Set("owner", c.id["post of chair"])
	first.Set("target", "500")
	owner.post(at, first).want(http.StatusOK).says("0 of 500 staff trained", "Chief nurse, Stonebridge NHS Trust")
	second.Set("unit", "nurses trained")
	second.Set("milestones", "First course | 15 May 2012\r\nLast course | 1 June 2012")
	merge := deputy.post(at, second).want(http.StatusConflict)
	merge.says("Named nurse, Stonebridge NHS Trust", "Chief nurse, Stonebridge NHS Trust", "480", "500", "nurses trained", "Last course | 1 June 2012")
	deputy.post(at, merge.form(at)).want(http.StatusOK).says("0 of 500 nurses trained", "Last course", "Chief nurse, Stonebridge NHS Trust")
	if part := c.part("many"); part.Owner != c.id["post of chair"] || len(part.Milestones) != 2 || part.Target != 500 || part.Unit != "nurses trained" {
		t.Errorf("got %+v", part)
	}
}

func TestAPartWithFaultsIsNotChanged(t *testing.T) {
	c := newCouncil(t)
	at := "/parts/" + c.id["yes"] + "/edit"
	b := c.as("owner")
	fields := b.get(at).form(at)
	fields.Set("owner", "")
	fields.Set("text", "New words")
	page := b.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("owner"); !strings.Contains(got, "A part without an owner can't be planned.") {
		t.Errorf("owner: %q", got)
	}
	if got := page.form(at).Get("text"); got != "New words" {
		t.Errorf("what was typed is lost: %q", got)
	}
	c.ready()
	c.do("police", plan.SignPart{Part: c.id["yes"]})
	b.get(at).want(http.StatusUnprocessableEntity).says("This part has been signed off. Take the sign-off back")
}

func TestAddingAndTakingOutAPart(t *testing.T) {
	c := newCouncil(t)
	action := "/actions/" + c.id["action"]
	owner, deputy := c.as("owner"), c.as("deputy")
	fields := owner.get(action + "/parts/new").want(http.StatusOK).form(action + "/parts/new")
	fields.Set("due-day", "31")
	fields.Set("due-month", "6")
	fields.Set("due-year", "2012")
	page := owner.post(action+"/parts/new", fields).want(http.StatusUnprocessableEntity)
	if page.fault("due") == "" || page.fault("text") == "" || page.fault("owner") == "" {
		t.Errorf("told %q", page.summary())
	}
	fields.Set("due-day", "1")
	fields.Set("text", "Check the records")
	fields.Set("owner", c.id["post of lead"])
	fields.Set("signer", c.id["post of police"])
	owner.post(action+"/parts/new", fields).want(http.StatusOK).says("A1c Check the records", "1 June 2012")

	at := "/parts/" + c.id["yes"] + "/remove"
	owner.get(at).want(http.StatusForbidden)
	page = deputy.get(at).want(http.StatusOK)
	page = deputy.post(at, page.form(at)).want(http.StatusUnprocessableEntity)
	if page.fault("reason") == "" {
		t.Error("no reason was asked for")
	}
	fields = page.form(at)
	fields.Set("reason", "It is part of another now.")
	deputy.post(at, fields).want(http.StatusOK).says("Taken out of the plan", "A1a Agree the form: taken out on 1 May 2012 by Dev Deputy, Stonebridge Police. It is part of another now.")
	page = deputy.get("/parts/" + c.id["yes"]).want(http.StatusOK)
	page.says("This part was taken out of the plan on 1 May 2012 by Dev Deputy")
	if page.button("Change this part") {
		t.Error("a part that was taken out can be changed")
	}
	deputy.post(at, fields).want(http.StatusConflict).says("This part was taken out of the plan on 1 May 2012.")
}

func TestAPartAsData(t *testing.T) {
	c := newCouncil(t)
	c.offer("lead", "yes", "Secret minutes")
	page := c.as("young").get("/parts/" + c.id["yes"] + "/data.json").want(http.StatusOK)
	page.hides("Secret minutes")
	var data struct {
		AsAt string   `json:"as_at"`
		Part partData `json:"part"`
	}
	if err := json.Unmarshal(page.body, &data); err != nil {
		t.Fatal(err)
	}
	if data.AsAt != testDay || data.Part.Ref != "A1a" || data.Part.Evidence["offered"] != 1 || data.Part.Done || len(data.Part.Wanting) != 3 {
		t.Errorf("got %+v", data)
	}
}
