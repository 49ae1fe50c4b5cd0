package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/plan"
)

func TestAddingAPostAndItsHolder(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	fields := admin.get("/posts/new?agency=" + c.id["trust"]).want(http.StatusOK).form("/posts/new")
	if fields.Get("agency") != c.id["trust"] || fields.Get("seat") != "none" {
		t.Errorf("the form starts with %v", fields)
	}
	fields.Set("seat", "chair")
	page := admin.post("/posts/new", fields).want(http.StatusUnprocessableEntity)
	if page.fault("title") != "Enter the post's title." || !strings.Contains(page.fault("seat"), "already held by Chief nurse") {
		t.Errorf("title %q, seat %q", page.fault("title"), page.fault("seat"))
	}
	fields = page.form("/posts/new")
	if fields.Get("seat") != "chair" {
		t.Error("the seat chosen is lost")
	}
	fields.Set("seat", "none")
	fields.Set("title", "Matron")
	page = admin.post("/posts/new", fields).want(http.StatusOK)
	page.says("Matron", "Nobody has held this post yet.", "It owns no part of the plan.")
	at := page.path + "/appoint"
	appoint := admin.get(at).want(http.StatusOK).form(at)
	if appoint.Get("from-day") != "1" || appoint.Get("from-month") != "5" {
		t.Errorf("the day is not today: %v", appoint)
	}
	appoint.Set("person", c.id["police"]) // sent, though the list does not offer it
	faulty := admin.post(at, appoint).want(http.StatusUnprocessableEntity)
	if !strings.Contains(faulty.fault("person"), "this post belongs to Stonebridge NHS Trust") {
		t.Errorf("person: %q", faulty.fault("person"))
	}
	appoint.Set("person", c.id["health"])
	page = admin.post(at, appoint).want(http.StatusOK)
	page.says("Hana Health", "From 1 May 2012, with no end")
	end := page.link("Give a last day of Hana Health in Matron, Stonebridge NHS Trust")
	ending := admin.get(end).want(http.StatusOK).form(end)
	ending.Set("until-month", "4")
	faulty = admin.post(end, ending).want(http.StatusUnprocessableEntity)
	if !strings.Contains(faulty.fault("until"), "on or after 1 May 2012") {
		t.Errorf("until: %q", faulty.fault("until"))
	}
	ending.Set("until-month", "6")
	admin.post(end, ending).want(http.StatusOK).says("From 1 May 2012 to 1 June 2012")
	admin.get("/posts?q=matron+trust").says("Hana Health", "Owns 0, signs 0")
	admin.get("/posts?q=bishop").says("No post matches “bishop”")
}

func TestChangingAPost(t *testing.T) {
	c := newCouncil(t)
	at := "/posts/" + c.id["post of lead"] + "/edit"
	first, second := c.as("admin"), c.as("admin")
	page := first.get("/posts/" + c.id["post of lead"]).want(http.StatusOK)
	page.says("Head of safeguarding", "Len Lead", "A1a Agree the form", "Not done", "It signs off no part of the plan.")
	one, two := first.get(at).form(at), second.get(at).form(at)
	one.Set("ended-day", "1")
	one.Set("ended-month", "May")
	one.Set("ended-year", "2012")
	faulty := first.post(at, one).want(http.StatusUnprocessableEntity)
	if got := faulty.fault("ended"); got != "This post still owns or signs parts that are not done. Hand them over first." {
		t.Errorf("ended: %q", got)
	}
	for _, part := range []string{"-day", "-month", "-year"} {
		one.Set("ended"+part, "")
	}
	one.Set("title", "Director of safeguarding")
	first.post(at, one).want(http.StatusOK).says("Director of safeguarding")
	two.Set("title", "Lead for safeguarding")
	merge := second.post(at, two).want(http.StatusConflict)
	merge.says("Someone else changed this post", "Lead for safeguarding", "Director of safeguarding")
	second.post(at, merge.form(at)).want(http.StatusOK).says("Lead for safeguarding")
	first.get("/posts/" + c.id["post of lead"] + "?as-at=2012-04-30").says("Head of safeguarding")
}

func TestAnAgencysNamesAndEnd(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	page := admin.post("/agencies/new", url.Values{"name": {"stonebridge police"}, "kind": {"police"}}).want(http.StatusUnprocessableEntity)
	if got := page.fault("name"); !strings.Contains(got, "already an agency called Stonebridge Police") {
		t.Errorf("name: %q", got)
	}
	admin.post("/agencies/new", url.Values{"name": {"Stonebridge Care Group"}, "kind": {"NHS group"}}).want(http.StatusOK).says("Stonebridge Care Group", "It has no post yet.")
	group := ""
	for a := range c.plan().Agencies.All() {
		group = a.ID
	}
	trust := "/agencies/" + c.id["trust"]
	fields := admin.get(trust + "/rename").want(http.StatusOK).form(trust + "/rename")
	page = admin.post(trust+"/rename", fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("name"); got != "Enter the new name." {
		t.Errorf("name: %q", got)
	}
	fields.Set("name", "Stonebridge Foundation Trust")
	page = admin.post(trust+"/rename", fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("from"); got != "Enter the day from which the agency has its new name." {
		t.Errorf("from: %q", got)
	}
	stale := admin.get(trust + "/end").want(http.StatusOK).form(trust + "/end")
	for name, value := range map[string]string{"from-day": "1", "from-month": "6", "from-year": "2012"} {
		fields.Set(name, value)
	}
	admin.post(trust+"/rename", fields).want(http.StatusOK).says("Stonebridge NHS Trust (its name on 1 May 2012)", "From 1 June 2012: Stonebridge Foundation Trust")

	stale.Set("successor", group)
	merge := admin.post(trust+"/end", stale).want(http.StatusConflict)
	merge.says("Someone else changed this agency", "Stonebridge Care Group")
	page = admin.post(trust+"/end", merge.form(trust+"/end")).want(http.StatusUnprocessableEntity)
	if got := page.fault("ended"); got != "Enter the day on which the agency ended." {
		t.Errorf("ended: %q", got)
	}
	fields = page.form(trust + "/end")
	for name, value := range map[string]string{"ended-day": "30", "ended-month": "9", "ended-year": "2012"} {
		fields.Set(name, value)
	}
	page = admin.post(trust+"/end", fields).want(http.StatusOK)
	page.says("Its last day is 30 September 2012. Its work goes on in Stonebridge Care Group", "From 1 June 2012: Stonebridge Foundation Trust")
	admin.get("/agencies/" + group).says("It took on the work of Stonebridge NHS Trust")
	c.clock.goTo("2012-10-01")
	c.as("admin").get("/agencies").says("Stonebridge Foundation Trust", "Also Stonebridge NHS Trust", "Last day 30 September 2012")
}

func TestHandingPartsOver(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	fields := admin.get("/handover?from=" + c.id["post of lead"]).want(http.StatusOK).form("/handover")
	if fields.Get("from") != c.id["post of lead"] {
		t.Error("the post is not chosen")
	}
	page := admin.post("/handover", fields).want(http.StatusUnprocessableEntity)
	if page.fault("to") == "" || page.fault("reason") == "" {
		t.Errorf("to %q, reason %q", page.fault("to"), page.fault("reason"))
	}
	fields.Set("to", c.id["post of owner"])
	fields.Set("reason", "Reorganisation.\r\nOf everything.")
	page = admin.post("/handover", fields).want(http.StatusOK)
	page.says("Hand over 1 part?", "A1a Agree the form", "(owned, due 9 June 2012)", "Of everything.")
	if c.part("yes").Owner != c.id["post of lead"] {
		t.Fatal("it moved before it was confirmed")
	}
	confirm := page.form("/handover")
	// Another part comes to the post before the answer does.
	c.do("owner", plan.AddPart{ID: "another", Body: plan.Part{
		Action: c.id["action"], Text: "Print the form", Owner: c.id["post of lead"], Signer: c.id["post of police"], Kind: plan.YesOrNo, Due: calendar.Must(2012, time.June, 1),
	}})
	page = admin.post("/handover", confirm).want(http.StatusConflict)
	page.says("The list has changed since you saw it. Nothing has moved yet.", "Hand over 2 parts?", "Print the form")
	page = admin.post("/handover", page.form("/handover")).want(http.StatusOK)
	page.says("Head of audit", "A1a Agree the form", "Print the form")
	part := c.part("yes")
	if part.Owner != c.id["post of owner"] || len(part.HandedOver) != 1 || part.HandedOver[0].Reason != "Reorganisation.\nOf everything." {
		t.Errorf("the part is %+v", part)
	}
	page = admin.post("/handover", url.Values{"from": {c.id["post of lead"]}, "to": {c.id["post of owner"]}, "reason": {"Again."}}).want(http.StatusUnprocessableEntity)
	if got := page.fault("from"); !strings.Contains(got, "there is nothing to hand over") {
		t.Errorf("from: %q", got)
	}
}

func TestAHandoverIsAllOrNothing(t *testing.T) {
	c := newCouncil(t)
	// The council's post owns one part that the police sign and one that the trust signs.
	c.do("owner", plan.AddPart{ID: "another", Body: plan.Part{
		Action: c.id["action"], Text: "Print the form", Owner: c.id["post of lead"], Signer: c.id["post of chair"], Kind: plan.YesOrNo, Due: calendar.Must(2012, time.June, 1),
	}})
	seq := c.plan().Position
	admin := c.as("admin")
	fields := url.Values{"from": {c.id["post of lead"]}, "to": {c.id["post of police"]}, "reason": {"The police take it all."}}
	page := admin.post("/handover", fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("to"); !strings.Contains(got, "Part A1a can't move") {
		t.Errorf("to: %q", got)
	}
	fields["part"], fields["confirm"] = []string{c.id["yes"], "another"}, []string{"yes"}
	admin.post("/handover", fields).want(http.StatusUnprocessableEntity)
	if part := c.part("yes"); part.Owner != c.id["post of lead"] || c.plan().Position != seq {
		t.Error("a part moved though another could not")
	}
}

func TestNamingADelegate(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	page := lead.get("/delegations").want(http.StatusOK)
	page.says("Nobody acts for anybody else on this day.", "Nobody has been named yet.")
	fields := page.form("/delegations")
	if fields.Get("post") != c.id["post of lead"] {
		t.Error("the only post is not chosen")
	}
	page = lead.post("/delegations", fields).want(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{"person": "Choose the delegate.", "from": "Enter the first day.", "reason": "Say why, for example “on leave”."} {
		if got := page.fault(field); got != want {
			t.Errorf("%s: %q", field, got)
		}
	}
	fields = page.form("/delegations")
	for name, value := range map[string]string{
		"person": c.id["owner"], "from-day": "1", "from-month": "5", "from-year": "2012", "until-day": "14", "until-month": "5", "until-year": "2012", "reason": "On leave",
	} {
		fields.Set(name, value)
	}
	page = lead.post("/delegations", fields).want(http.StatusOK)
	page.says("Olive Owner", "1 May 2012 to 14 May 2012", "On leave", "Acts now", "Take it back")
	owner := c.as("owner").get("/delegations").want(http.StatusOK)
	owner.says("Where you act for somebody else", "Head of safeguarding, Stonebridge Council")
	if strings.Contains(owner.text(), "Take it back") {
		t.Error("the delegate is offered to take back their own delegation")
	}
	delegation := ""
	for d := range c.plan().Delegations.All() {
		delegation = d.ID
	}
	c.as("health").post("/delegations/"+delegation+"/end", url.Values{}).want(http.StatusForbidden)
	c.as("owner").post("/delegations/"+delegation+"/end", url.Values{}).want(http.StatusForbidden)
	page = lead.post("/delegations/"+delegation+"/end", url.Values{}).want(http.StatusOK)
	page.says("Taken back on 1 May 2012", "Nobody acts for anybody else on this day.")
	lead.post("/delegations/"+delegation+"/end", url.Values{}).want(http.StatusConflict).says("already taken back")
	// Nobody names a delegate for a post that is not theirs; an administrator may.
	fields.Set("post", c.id["post of police"])
	lead.post("/delegations", fields).want(http.StatusForbidden).says("Only the person who holds this post")
	admin := c.as("admin").get("/delegations?post=" + c.id["post of police"]).want(http.StatusOK).form("/delegations")
	if admin.Get("post") != c.id["post of police"] {
		t.Error("the administrator's post is not chosen")
	}
	for _, who := range []string{"auditor", "board", "young"} {
		c.as(who).get("/delegations").want(http.StatusForbidden)
	}
}

func TestOnlyAdministratorsManagePeople(t *testing.T) {
	c := newCouncil(t)
	paths := []string{
		"/people", "/people/new", "/people/" + c.id["lead"], "/people/" + c.id["lead"] + "/edit", "/posts", "/posts/new", "/posts/" + c.id["post of lead"],
		"/posts/" + c.id["post of lead"] + "/edit", "/posts/" + c.id["post of lead"] + "/appoint", "/agencies", "/agencies/new", "/agencies/" + c.id["trust"],
		"/agencies/" + c.id["trust"] + "/rename", "/agencies/" + c.id["trust"] + "/end", "/handover",
	}
	for _, who := range []string{"owner", "lead", "chair", "deputy", "auditor", "board", "young"} {
		b := c.as(who)
		for _, path := range paths {
			b.get(path).want(http.StatusForbidden)
			if slices.Contains([]string{"/people/new", "/posts/new", "/agencies/new", "/handover"}, path) || strings.Count(path, "/") == 3 {
				b.post(path, url.Values{"name": {"X"}, "title": {"X"}}).want(http.StatusForbidden)
			}
		}
	}
	admin := c.as("admin")
	for _, path := range paths {
		admin.get(path).want(http.StatusOK)
	}
}
