package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/plan"
)

// row gives the words of the table row whose header starts with a text or number.
func (p *shown) row(start any) string {
	p.t.Helper()
	for _, n := range p.all(func(n *html.Node) bool { return n.Data == "tr" && strings.HasPrefix(textIn(n), fmt.Sprint(start)) }) {
		return textIn(n)
	}
	p.t.Fatalf("%s has no row that starts with %q: %s", p.path, start, p.text())
	return ""
}

func TestTheWholeAuditTrail(t *testing.T) {
	c := newCouncil(t)
	c.as("board").get("/people").want(http.StatusForbidden)
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "Half way."})
	page := c.as("auditor").get("/history").want(http.StatusOK)
	seq := c.plan().Position
	report := page.row(seq)
	for _, want := range []string{"1 May 2012 at 10:00am", "Len Lead, Stonebridge Council", "Report on a part", "Part: A1a Agree the form Update"} {
		if !strings.Contains(report, want) {
			t.Errorf("the entry says %q, and not %q", report, want)
		}
	}
	denied := page.row(seq - 1)
	if !strings.Contains(denied, "Bo Board") || !strings.Contains(denied, "Refused manage people, posts and agencies") || !strings.Contains(denied, "Nothing was changed") {
		t.Errorf("the refusal says %q", denied)
	}
	if first := page.row("1 "); !strings.Contains(first, "The operator “") || !strings.Contains(first, "Council: Stonebridge Council") {
		t.Errorf("the first entry says %q", first)
	}
	only := c.as("auditor").get("/history?change=refused").want(http.StatusOK)
	if got := len(only.all(func(n *html.Node) bool { return n.Data == "tr" })); got != 2 {
		t.Errorf("%d rows of refusals, with the head", got)
	}
	only.says("Bo Board")
	c.as("auditor").get("/history?change=publish+a+paper").want(http.StatusOK).says("Nothing like that is in this part of the ledger.")
	c.as("auditor").get("/history?change=anything").want(http.StatusUnprocessableEntity).says("is not the name of a change")
	c.as("auditor").get("/history?before=xyz").want(http.StatusUnprocessableEntity).says("The address of this page of the list is damaged")
}

func TestTheAuditTrailIsReadAPageAtATime(t *testing.T) {
	c := newCouncil(t)
	for i := range 60 {
		c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: fmt.Sprintf("News %d.", i)})
	}
	last := int(c.plan().Position)
	b := c.as("auditor")
	for _, at := range []string{"/history", "/history?change=report+on+a+part"} {
		page := b.get(at).want(http.StatusOK)
		page.row(last)
		page.row(last - 49)
		next := b.get(page.link("Earlier entries")).want(http.StatusOK)
		next.row(last - 50)
		if got := next.link("Newest entries"); !strings.HasPrefix(got, "/history?") {
			t.Errorf("back to %s", got)
		}
	}
	// The trail of one part: 61 versions, each compared with the one before, across the page too.
	page := b.get("/history/" + c.id["yes"]).want(http.StatusOK)
	page.says("Version 61: Report on a part", "Version 12:")
	data := b.get("/history/" + c.id["yes"] + "/data.json")
	if !strings.Contains(string(data.body), `"older": "/history/`+c.id["yes"]+`/data.json?before=`) {
		t.Error("the data does not say where its next page is")
	}
	// So is what can be erased: the newest fifty, and one chosen from the trail.
	admin := c.as("admin")
	radios := func(p *shown) int {
		return len(p.all(func(n *html.Node) bool { return attribute(n, "name") == "version" }))
	}
	if got := radios(admin.get("/erase/" + c.id["yes"]).want(http.StatusOK)); got != 51 {
		t.Errorf("%d choices of what to erase", got)
	}
	older := admin.get(admin.get("/history/" + c.id["yes"]).link("Earlier versions")).want(http.StatusOK)
	chosen := admin.get(older.link("Erase version 1")).want(http.StatusOK)
	if got := radios(chosen); got != 52 || chosen.form("/erase/"+c.id["yes"]).Get("version") == "" {
		t.Errorf("%d choices, with one from the trail", got)
	}
	if strings.Contains(page.text(), "Version 11:") || strings.Contains(page.text(), "Recorded") {
		t.Error("the first page shows too much")
	}
	page = b.get(page.link("Earlier versions")).want(http.StatusOK)
	page.says("Version 11:", "Version 1: Plan an action", "What was recorded in version 1", "Agree the form", "Head of safeguarding, Stonebridge Council")
}

func TestTheTrailShowsWhatWasTakenOut(t *testing.T) {
	c := newCouncil(t)
	b := c.as("owner")
	at := "/parts/" + c.id["many"] + "/edit"
	fields := b.get(at).want(http.StatusOK).form(at)
	fields.Set("milestones", "Last course | 20 May 2012")
	fields.Set("target", "400")
	b.post(at, fields).want(http.StatusOK)
	page := b.get("/history/" + c.id["many"]).want(http.StatusOK)
	if got := page.h1(); got != "Part: A1b Train the staff" {
		t.Errorf("the heading is %q", got)
	}
	if got := page.row("Milestones"); !strings.Contains(got, "Text: First course; Due: 15 May 2012") || !strings.Contains(got, "Text: Last course; Due: 20 May 2012") {
		t.Errorf("milestones: %q", got)
	}
	if got := page.row("Number wanted"); got != "Number wanted Before 480 After 400" {
		t.Errorf("target: %q", got)
	}
	gone := page.all(func(n *html.Node) bool { return n.Data == "del" && strings.Contains(textIn(n), "First course") })
	if len(gone) != 1 {
		t.Errorf("the milestone that was taken out is struck %d times", len(gone))
	}
	page.says("Version 2: Change a part", "Olive Owner, Stonebridge Council, 1 May 2012 at 10:00am")
	if got := page.link("Back to its page"); got != "/parts/"+c.id["many"] {
		t.Errorf("back leads to %s", got)
	}
	entry := b.get(page.link(fmt.Sprintf("entry %d", c.plan().Position))).want(http.StatusOK)
	entry.row(c.plan().Position)
	var data struct {
		Kind     string `json:"kind"`
		Versions []struct {
			Version     int          `json:"version"`
			Who         string       `json:"who"`
			Differences []difference `json:"differences"`
		} `json:"versions"`
	}
	if err := json.Unmarshal(b.get("/history/"+c.id["many"]+"/data.json").want(http.StatusOK).body, &data); err != nil {
		t.Fatal(err)
	}
	if data.Kind != plan.KindPart || len(data.Versions) != 2 || data.Versions[0].Version != 2 || len(data.Versions[0].Differences) != 2 {
		t.Errorf("got %+v", data)
	}
}

func TestTheTrailAtAnEarlierMoment(t *testing.T) {
	c := newCouncil(t)
	before := c.plan().Position
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "Half way."})
	b := c.as("chair")
	page := b.get(fmt.Sprintf("/history/%s?known-at=%d", c.id["yes"], before)).want(http.StatusOK)
	page.says("Version 1:")
	page.hides("Version 2")
	b.get("/history/" + c.id["yes"] + "?as-at=2012-04-10").want(http.StatusOK).hides("Version 2")
	b.get("/history/" + c.id["yes"] + "?as-at=2012-03-10").want(http.StatusNotFound)
	ledger := b.get(fmt.Sprintf("/history?known-at=%d", before)).want(http.StatusOK)
	ledger.row(before)
	ledger.hides(fmt.Sprintf("entry-%d", before+1))
	early := b.get("/history?as-at=2012-01-09").want(http.StatusOK)
	for _, n := range early.all(func(n *html.Node) bool { return n.Data == "tr" }) {
		if text := textIn(n); strings.Contains(text, "Plan an action") || strings.Contains(text, "Report on a part") {
			t.Errorf("an entry about a later day is shown: %s", text)
		}
	}
	early.row("1 ")
	b.get("/history/nothing").want(http.StatusNotFound).says("We can't find that record")
}

func TestWhoReadsTheTrail(t *testing.T) {
	c := newCouncil(t)
	evidence := c.offer("lead", "yes", "Minutes that name nobody")
	at := "/history/" + evidence
	for _, who := range []string{"owner", "chair", "deputy", "auditor"} {
		c.as(who).get(at).want(http.StatusOK).says("Evidence: Minutes that name nobody", "Where it stands Recorded Offered")
	}
	// An administrator reads the trail, and does not open evidence.
	admin := c.as("admin")
	page := admin.get(at).want(http.StatusOK)
	page.says("Evidence: for A1a", "Your role lets you see who changed this and when, but not what it says.")
	for _, path := range []string{at, at + "/data.json", "/history", "/erase/" + evidence, "/history/" + c.id["yes"]} {
		admin.get(path).hides("Minutes that name nobody", "What it shows.")
	}
	for _, who := range []string{"lead", "health", "police", "board", "young"} {
		for _, path := range []string{"/history", at, at + "/data.json"} {
			c.as(who).get(path).want(http.StatusForbidden).hides("Minutes")
		}
	}
}

// verified counts what was erased, when every hash holds.
func (c *testCouncil) verified() int64 {
	c.t.Helper()
	report, err := c.app.Store().Verify(c.t.Context(), c.caller("auditor"), func(int64, int64) {})
	if err != nil {
		c.t.Fatal(err)
	}
	return report.Erased
}

func TestErasingContent(t *testing.T) {
	c := newCouncil(t)
	const secret = "Tabitha Nameless"
	owner, admin := c.as("owner"), c.as("admin")
	edit := "/parts/" + c.id["yes"] + "/edit"
	fields := owner.get(edit).form(edit)
	fields.Set("text", "Agree the form with "+secret)
	owner.post(edit, fields).want(http.StatusOK).says(secret)
	wrote := c.plan().Position
	owner.get("/find?q=nameless").says("A1a Agree the form with " + secret)
	fields = owner.get(edit).form(edit)
	fields.Set("text", "Agree the form")
	owner.post(edit, fields).want(http.StatusOK).hides(secret)
	trail, past := "/history/"+c.id["yes"], fmt.Sprintf("/parts/%s?known-at=%d", c.id["yes"], wrote)
	owner.get(trail).says("Agree the form with " + secret)
	owner.get(past).want(http.StatusOK).says(secret)

	at := "/erase/" + c.id["yes"]
	for _, who := range []string{"owner", "lead", "chair", "deputy", "auditor", "board", "young"} {
		c.as(who).get(at).want(http.StatusForbidden)
		c.as(who).post(at, url.Values{"version": {"all"}, "reason": {"No."}, "confirm": {"yes"}}).want(http.StatusForbidden)
	}
	page := admin.get(admin.get(trail).link("Erase content")).want(http.StatusOK)
	page.says("Part: A1a Agree the form", "Version 3, the newest", "Version 2", "Every version", "No paper has been published since this was entered.", "Backups stay", "The ledger stays")
	page = admin.post(at, page.form(at)).want(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{
		"version": "Choose what should be erased.", "reason": "Say why, without repeating the words themselves.", "confirm": "Tick the box if you are sure.",
	} {
		if got := page.fault(field); got != want {
			t.Errorf("%s: %q", field, got)
		}
	}
	fields = page.form(at)
	fields.Set("version", strconv.FormatInt(wrote, 10))
	fields.Set("reason", "It named a child.")
	page = admin.post(at, fields).want(http.StatusUnprocessableEntity)
	if kept := page.form(at); kept.Get("reason") != "It named a child." || kept.Get("version") != strconv.FormatInt(wrote, 10) {
		t.Errorf("what was typed is lost: %v", kept)
	}
	fields.Set("confirm", "yes")
	page = admin.post(at, fields).want(http.StatusOK)
	page.says("The content was erased by Ada Admin, Stonebridge Council, 1 May 2012 at 10:00am. Reason: It named a child.",
		"The version before this was erased, so all that was recorded is shown.")
	if got := c.verified(); got != 1 {
		t.Errorf("verify counts %d erased", got)
	}
	for _, path := range []string{
		trail, trail + "/data.json", "/history", "/find?q=nameless", "/parts/" + c.id["yes"], past, "/actions/" + c.id["action"], "/plan?rows=actions", at,
		fmt.Sprintf("/find?q=nameless&known-at=%d", wrote),
	} {
		owner.get(path).hides(secret)
		admin.get(path).hides(secret)
	}
	owner.get("/parts/" + c.id["yes"]).want(http.StatusOK).says("Agree the form")
	owner.get("/history?change=erase+content").says("Erase content", "Part: A1a Agree the form", "Record of an erasure: of part: A1a Agree the form")
	record := page.link("The record of the erasure")
	admin.get(record).want(http.StatusOK).says("Record of an erasure", "It named a child.", "Versions erased Recorded 2")
	admin.get("/erase/" + strings.TrimPrefix(record, "/history/")).want(http.StatusUnprocessableEntity).says("The record can't be read without this")
	admin.post(at, fields).want(http.StatusUnprocessableEntity).says("There is nothing there to erase")

	// Every version: it leaves the plan, and its trail stays.
	fields.Set("version", "all")
	admin.post(at, fields).want(http.StatusOK)
	owner.get("/parts/" + c.id["yes"]).want(http.StatusNotFound)
	page = owner.get(trail).want(http.StatusOK)
	page.says("Part: erased", "Version 3", "Version 1")
	page.hides("Agree the form")
	admin.get(at).want(http.StatusOK).says("Every version of this has been erased before. There is nothing left to erase.")
	if got := c.verified(); got != 3 {
		t.Errorf("verify counts %d erased", got)
	}
}

func TestWhatIsNeverErased(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	send := func(thing string) *shown {
		return admin.post("/erase/"+thing, url.Values{"version": {"all"}, "reason": {"Because."}, "confirm": {"yes"}})
	}
	send(c.id["admin"]).want(http.StatusUnprocessableEntity).says("This is the only administrator.")
	send(c.authority).want(http.StatusUnprocessableEntity).says("The record can't be read without this")
	send("nothing").want(http.StatusNotFound)
	admin.get("/people").want(http.StatusOK).says("Ada Admin")
	// Somebody else's words go, and the trail says what is not held.
	send(c.id["police"]).want(http.StatusOK)
	admin.get("/people").hides("Pat Police")
	admin.get("/history").hides("Pat Police")
	if got := c.verified(); got != 1 {
		t.Errorf("verify counts %d erased", got)
	}
}

// A right taken away a moment ago is gone: the page was open before.
func TestErasingNeedsTheRightAtThatMoment(t *testing.T) {
	c := newCouncil(t)
	caller := c.caller("admin")
	c.do("admin", plan.AddMember{Account: "another", Person: "Another", Agency: c.id["council"], Roles: caller.Roles})
	held, _ := c.plan().Memberships.Get(c.id["admin"])
	c.do("admin", plan.EditMember{Membership: held.ID, Person: held.Name, Agency: held.Agency, Roles: c.caller("board").Roles})
	if _, err := c.app.Erase(t.Context(), caller, c.id["yes"], 0, "A reason."); err == nil || !strings.Contains(err.Error(), "Your role does not let you erase content") {
		t.Errorf("erased with a right that was gone: %v", err)
	}
	if got := c.verified(); got != 0 {
		t.Errorf("%d erased", got)
	}
}

func TestErasingNamesThePapersThatKeepTheWords(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	action := ""
	for a := range st.Plan.Actions.All() {
		if a.Standing == plan.Live {
			action = a.ID
			break
		}
	}
	status, body := site.as("lynne-castle").send(http.MethodGet, "/erase/"+action, nil)
	if status != http.StatusOK {
		t.Fatalf("got %d: %s", status, body)
	}
	published := 0
	for paper := range st.Shelf.Papers() {
		if paper.Frozen != nil {
			published++
			if !strings.Contains(body, paper.Frozen.Reference) {
				t.Errorf("the page does not name %s", paper.Frozen.Reference)
			}
		}
	}
	if published == 0 || !strings.Contains(body, "holds words of it") {
		t.Errorf("%d papers are published, and none is said to hold its words", published)
	}
}

func TestFinding(t *testing.T) {
	c := newCouncil(t)
	c.offer("lead", "yes", "Minutes of the strategy group")
	b := c.as("owner")
	page := b.get("/find?q=strategy").want(http.StatusOK)
	page.says("3 results for “strategy”", "S3-1 Strategy discussions", "A1 Record every strategy discussion", "Minutes of the strategy group")
	if got := page.link("A1 Record every strategy discussion"); got != "/actions/"+c.id["action"] {
		t.Errorf("the link leads to %s", got)
	}
	for who, sees := range map[string]bool{"lead": true, "auditor": true, "board": false, "young": false, "admin": false} {
		page := c.as(who).get("/find?q=strategy").want(http.StatusOK)
		if got := strings.Contains(page.text(), "Minutes"); got != sees {
			t.Errorf("%s sees evidence: %t", who, got)
		}
	}
	b.get("/find?q=NURSE+trust").says("Named nurse", "Stonebridge NHS Trust")
	if got := b.get("/find?q=superintendent").link("Superintendent"); got != "/plan?agency="+c.id["force"] {
		t.Errorf("for the plan's owner a post leads to %s", got)
	}
	if got := c.as("admin").get("/find?q=superintendent").link("Superintendent"); got != "/posts/"+c.id["post of deputy"] {
		t.Errorf("for the administrator a post leads to %s", got)
	}
	b.get("/find").want(http.StatusOK).says("Enter one or more words.")
	page = b.get("/find?q=%3Cb%3Ezebra").want(http.StatusOK)
	page.says("Nothing has “<b>zebra” in it.")
	b.get("/find?q=strategy&as-at=2012-03-01").want(http.StatusOK).says("Nothing has “strategy” in it.")
	box := b.get("/home").all(func(n *html.Node) bool { return n.Data == "form" && attribute(n, "action") == "/find" })
	if len(box) != 1 {
		t.Errorf("%d boxes to find with on the home page", len(box))
	}
}
