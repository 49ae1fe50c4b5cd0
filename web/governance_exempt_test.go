package web

import (
	"net/http"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/store"
)

// Whoever reads the exempt part of a paper is on record before it leaves:
// every way that it can be read, and by nobody else.
func TestWhoReadAnExemptPart(t *testing.T) {
	c := newCouncil(t)
	paper, exempt := c.withExempt(true)
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	gwen := c.as("gwen")
	list := gwen.get(gwen.get("/governance").want(http.StatusOK).link("Who read exempt parts of papers")).want(http.StatusOK)
	reference := c.publishedReference(paper)
	at := list.link(reference)
	read := func() []string { return gwen.get(at).want(http.StatusOK).tableRows() }
	before := read()
	for _, row := range before { // the plan owner, who wrote it
		if !strings.Contains(row, "Olive Owner") && !strings.Contains(row, "Gwen Governance") {
			t.Errorf("somebody read it before: %s", row)
		}
	}
	for _, each := range []struct{ who, name, path string }{
		{"board", "", "/papers/" + paper + "/exempt"}, {"chair", "", "/papers/" + paper + "/exempt/page"}, {"deputy", "", "/papers/" + paper + "/exempt/text"},
		{"auditor", "", "/history/" + exempt}, {"auditor", "", "/history/" + exempt + "/data.json"},
	} {
		name := c.caller(each.who).Name
		was := len(c.readersOf(exempt))
		c.as(each.who).get(each.path).want(http.StatusOK)
		views := c.readersOf(exempt)
		if len(views) != was+1 || views[0].Name != name || views[0].How != store.HowReadExempt || views[0].Things[0] != paper || views[0].Membership != c.id[each.who] {
			t.Errorf("%s by %s: %d views, then %d: %+v", each.path, each.who, was, len(views), views[0])
		}
		if row := read()[1]; !strings.Contains(row, name) || !strings.Contains(row, "Read the exempt part of a paper") { // the first is the last time it was asked
			t.Errorf("%s is told as %q", each.path, row)
		}
	}
	was := len(c.readersOf(exempt))
	for _, who := range []string{"young", "lead", "admin"} {
		c.as(who).get("/papers/" + paper + "/exempt")
	}
	c.as("board").get("/papers/" + paper).want(http.StatusOK)
	if now := len(c.readersOf(exempt)); now != was {
		t.Errorf("%d views without reading", now-was)
	}
	gwen.get("/governance/members/"+c.id["board"]+"/views").want(http.StatusOK).says("The exempt part of "+reference, "Read the exempt part of a paper", "Reading a paper")
	sheet := string(gwen.get("/governance/members/" + c.id["board"] + "/views.csv").want(http.StatusOK).body)
	if !strings.Contains(sheet, exempt+" "+paper) {
		t.Errorf("the spreadsheet is %s", sheet)
	}
	for _, who := range []string{"owner", "board", "admin", "auditor", "chair"} {
		c.as(who).get(at).want(http.StatusForbidden)
	}
	gwen.get("/governance/exempt/" + nobodyKnown).want(http.StatusNotFound)
	if found := marksIn(list.text() + gwen.get(at).text()); len(found) > 0 {
		t.Errorf("governance reads %q", found)
	}
}

// A draft's exempt items are read by whoever changes them.
func TestWhoReadTheExemptPartOfADraft(t *testing.T) {
	c := newCouncil(t)
	paper, exempt := c.withExempt(false)
	was := len(c.readersOf(exempt))
	c.as("owner").get("/papers/" + paper + "/exempt/edit").want(http.StatusOK)
	if now := len(c.readersOf(exempt)); now != was+1 {
		t.Errorf("%d views, then %d", was, now)
	}
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	page := c.as("gwen").get("/governance/exempt").want(http.StatusOK)
	page.says("A draft paper, begun as at")
	held, _ := c.shelf().Paper(paper)
	page.hides(held.Title)
}

// When it can't be put on record that an exempt part is read, it isn't shown.
func TestAnExemptPartIsNotShownUnrecorded(t *testing.T) {
	c := newCouncil(t)
	paper, exempt := c.withExempt(true)
	c.app.Store().Watch(failingWatch)
	for _, path := range []string{"/papers/" + paper + "/exempt", "/papers/" + paper + "/exempt/page", "/papers/" + paper + "/exempt/text", "/history/" + exempt} {
		got := c.as("auditor").get(path)
		if found := marksIn(got.text()); got.status < http.StatusInternalServerError || len(found) > 0 {
			t.Errorf("%s: %d shows %q", path, got.status, found)
		}
	}
}

func (c *testCouncil) publishedReference(paper string) string {
	c.t.Helper()
	held, ok := c.shelf().Paper(paper)
	if !ok || held.Frozen == nil {
		c.t.Fatal("the paper is not published")
	}
	return held.Frozen.Reference
}

// readersOf are the views of an exempt part that opened it, newest first.
func (c *testCouncil) readersOf(exempt string) (read []store.Viewing) {
	c.t.Helper()
	asking := app.Operator(c.authority)
	asking.Roles = []access.Role{access.GovernanceLead}
	views, _, err := c.app.Store().ViewsOfExempt(c.t.Context(), asking, exempt, exempt, store.Page{Limit: store.MaxPage})
	if err != nil {
		c.t.Fatal(err)
	}
	for _, v := range views {
		if v.How == store.HowReadExempt {
			read = append(read, v)
		}
	}
	return read
}
