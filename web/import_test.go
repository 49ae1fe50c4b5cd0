package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/plan"
)

// theirPlan is a plan as a council keeps it: two owners in a cell, a column of its own, a date that tells no day, and what would be a
// formula and a script.
const theirPlan = "No,Recommendation,Action,Lead,By when,Current status,Resources\r\n" +
	"R1,Ensure that every child is seen alone.,Agree one form,Head of safeguarding,31/10/2012,Completed,\"£5,000\"\r\n" +
	"R2,Ensure that every child is seen alone.,Train staff,Len Lead; Named nurse,Ongoing,In progress,=cmd|' /C calc'!A0\r\n" +
	"R3,,Buy pens,,30/11/2012,Not started,<script>alert(1)</script>\r\n"

// sendPlan sends a file, and gives the page that shows how it is read.
func (c *testCouncil) sendPlan(b *browser, name, content string) *shown {
	c.t.Helper()
	at := "/inspections/" + c.id["inspection"] + "/imports/new"
	return b.upload(at, b.get(at).want(http.StatusOK).form(at), name, strings.NewReader(content))
}

func (c *testCouncil) lastImport() *plan.Import {
	c.t.Helper()
	var last *plan.Import
	for i := range c.plan().Imports.All() {
		last = i
	}
	if last == nil {
		c.t.Fatal("no file was received")
	}
	return last
}

func TestAPlanComesInFromAFile(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	before := c.plan().Actions.Len()
	page := c.sendPlan(owner, "Version 17.csv", theirPlan).want(http.StatusOK)
	page.says("has been received. Nothing of it is in the plan yet.", "Agree one form", "31 October 2012", "No date could be read", "The file claims done")
	at := "/imports/" + c.lastImport().ID

	fields := page.form(at + "/reading")
	if fields.Get("column.0.1") != "area" || fields.Get("column.0.6") != "other" {
		t.Errorf("the columns are guessed as %v", fields)
	}
	fields.Set("status.0", "unclear")
	page = owner.post(at+"/reading", fields).want(http.StatusOK)
	page.says("The file is read that way now. 3 rows were understood.")
	if fields = page.form(at + "/reading"); fields.Get("status.0") != "unclear" {
		t.Errorf("what was changed is read as %s", fields.Get("status.0"))
	}
	fields.Set("status.0", "done")
	owner.post(at+"/reading", fields).want(http.StatusOK)

	fields = owner.get(at + "/choices").want(http.StatusOK).form(at + "/choices")
	page = owner.post(at+"/choices", fields).want(http.StatusOK)
	page.says("To settle first", "Choose the post that parts that name nobody are.", "Line 3, record 3: no due date could be read.")
	fields.Set("seen", "4")
	fields.Set("owner.3", c.id["post of owner"])
	fields.Set("date.0-day", "31")
	fields.Set("date.0-month", "2")
	fields.Set("date.0-year", "2013")
	page = owner.post(at+"/choices", fields).want(http.StatusUnprocessableEntity)
	page.says("The due date must be a real date")
	fields.Set("date.0-month", "1")
	page = owner.post(at+"/choices", fields).want(http.StatusOK)
	page.says("3 actions with 4 parts, and 1 new area for improvement", "Train staff (Head of safeguarding, Stonebridge Council; signed by Chief nurse, Stonebridge NHS Trust)",
		"Train staff (Named nurse, Stonebridge NHS Trust; signed by Superintendent, Stonebridge Police)", "31 January 2013")
	if c.plan().Actions.Len() != before {
		t.Fatal("something came in before anybody said so")
	}

	page = owner.post(at+"/preview", page.form(at+"/preview")).want(http.StatusOK)
	page.says("The plan has been imported", "The file claims that it is done. It is not counted as done here until every part has accepted evidence and is signed off.",
		"Resources £5,000", "=cmd|' /C calc'!A0", "<script>alert(1)</script>")
	if got := c.plan().Actions.Len() - before; got != 3 {
		t.Fatalf("%d actions came in", got)
	}
	page = owner.get(page.link("R1 Agree one form")).want(http.StatusOK)
	page.says("What an imported file claims", "Version 17.csv, line 2, record 2", "The file claims that it is done.")
	if strings.Contains(textIn(page.root), "Done on") {
		t.Error("a claim in a file made an action done")
	}

	// The same file twice, and the next version of it.
	c.sendPlan(owner, "Copy.csv", theirPlan).want(http.StatusUnprocessableEntity).says("This file was imported as Version 17.csv on 1 May 2012. Nothing in it has changed since.")
	page = c.sendPlan(owner, "Version 18.csv", strings.ReplaceAll(theirPlan, "R1", "X1")).want(http.StatusOK)
	next := "/imports/" + c.lastImport().ID
	if fields = page.form(next + "/reading"); fields.Get("status.0") != "done" {
		t.Errorf("what was settled before is not remembered: %v", fields)
	}
	if fields = owner.get(next + "/choices").want(http.StatusOK).form(next + "/choices"); fields.Get("owner.3") != c.id["post of owner"] || fields.Get("area.0") == "new" {
		t.Errorf("what was chosen before is not remembered: %v", fields)
	}
	owner.post(next+"/give-up", nil).want(http.StatusOK).says("The file has been given up.")
	owner.get("/inspections/"+c.id["inspection"]+"/imports").want(http.StatusOK).says("Version 18.csv", "Given up", "Imported on 1 May 2012 by Olive Owner")
	owner.post(next+"/preview", url.Values{"seen": {"1"}}).want(http.StatusConflict).says("This file was given up.")
}

// What somebody else settled meanwhile is not written over.
func TestTwoPeopleSettleOneFile(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	page := c.sendPlan(owner, "Version 17.csv", theirPlan).want(http.StatusOK)
	at := "/imports/" + c.lastImport().ID
	fields := page.form(at + "/reading")
	c.as("chair").post(at+"/reading", fields).want(http.StatusOK)
	owner.post(at+"/reading", fields).want(http.StatusConflict).says("Someone else changed this file while you were working.")
}

func TestFilesThatAreNoPlan(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	for name, file := range map[string]struct{ name, content, want string }{
		"no file":     {"", "", "Choose the file that holds the plan."},
		"empty":       {"plan.csv", "", "empty"},
		"not a table": {"plan.xlsx", "This is no workbook.", "is named as an Excel workbook but its content is not"},
	} {
		t.Run(name, func(t *testing.T) {
			before := c.plan().Imports.Len()
			page := c.sendPlan(owner, file.name, file.content).want(http.StatusUnprocessableEntity)
			if !strings.Contains(textIn(page.root), file.want) {
				t.Errorf("got %s", textIn(page.root))
			}
			if c.plan().Imports.Len() != before {
				t.Error("a file that can't be read was received")
			}
		})
	}
}

// What looks like somebody's name comes in only with a reason.
func TestAPlanThatMayNameSomebody(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	c.sendPlan(owner, "plan.csv", "Action,Lead,By when\nSupport Tyler Wexley at school,Head of safeguarding,31/10/2012\n").want(http.StatusOK)
	at := "/imports/" + c.lastImport().ID
	page := owner.get(at + "/choices").want(http.StatusOK)
	page = owner.post(at+"/choices", page.form(at+"/choices")).want(http.StatusOK)
	page.says("“Tyler Wexley” (a person’s name, in Line 2, record 2)")
	before := c.plan().Actions.Len()
	fields := page.form(at + "/preview")
	owner.post(at+"/preview", fields).want(http.StatusUnprocessableEntity).says("or say why these words name no child")
	if c.plan().Actions.Len() != before {
		t.Fatal("a name came in unconfirmed")
	}
	fields.Set("confirm", "He is the head teacher.")
	owner.post(at+"/preview", fields).want(http.StatusOK).says("The plan has been imported")
}
