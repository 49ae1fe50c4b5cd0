package web

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// Who looked at a child, and whom somebody looked at, with what was seen, why
// and the tie they had then. Asking is recorded as well.
func TestWhoLookedAndAtWhom(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["amara"]
	c.as("worker").get(at).want(http.StatusOK)
	c.as("nurse").get(at).want(http.StatusOK)
	b := c.as("governance")
	page := b.get(b.get(at).want(http.StatusOK).link("See who looked")).want(http.StatusOK)
	page.says("Amara Okafor", "Wilma Worker", "Stonebridge Council", "Social worker", "Working with this child or family", "Name and details, and", "Allocated to them; allocated to their team",
		"Nora Nurse", "Stonebridge NHS Trust", "1 May 2012 at 10:00am")
	if title := page.titled(); strings.Contains(title, "Amara") {
		t.Errorf("the title names the child: %s", title)
	}
	rows := b.get(at + "/views?each=yes").want(http.StatusOK).tableRows()
	b.get(at+"/views").want(http.StatusOK).says("Gwen Governance", "Asked who had looked")
	if again := b.get(at + "/views?each=yes").tableRows(); len(again) <= len(rows) {
		t.Errorf("asking was not recorded: %d rows, then %d", len(rows), len(again))
	}
	theirs := b.get(page.link("Wilma Worker")).want(http.StatusOK)
	theirs.says("Whom Wilma Worker looked at", "Amara Okafor", "Working with this child or family")
	theirs.hides("Nora Nurse")

	sheet := b.get(page.link("All of it as a spreadsheet (CSV)")).want(http.StatusOK)
	if kind := sheet.header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") {
		t.Errorf("the spreadsheet is %s", kind)
	}
	lines, err := csv.NewReader(strings.NewReader(string(sheet.body))).ReadAll()
	if err != nil || len(lines) < 4 || lines[0][0] != "when" {
		t.Fatalf("the spreadsheet has %d lines: %v", len(lines), err)
	}
	if text := string(sheet.body); strings.Contains(text, "Amara") || !strings.Contains(text, c.id["amara"]) || !strings.Contains(text, c.id["note"]) {
		t.Errorf("the spreadsheet names the child, or lacks ids: %s", text)
	}
	b.get("/governance/members/" + c.id["worker"] + "/views.csv").want(http.StatusOK)
}

// A long list of views comes a page at a time, with none missing or twice.
func TestViewsAreReadAPageAtATime(t *testing.T) {
	c := newCaseCouncil(t)
	worker := c.as("worker")
	for range 60 {
		worker.get("/casework/people/" + c.id["tobi"] + "/sharing").want(http.StatusOK)
	}
	b := c.as("governance")
	folded := b.get("/governance/members/" + c.id["worker"] + "/views").want(http.StatusOK)
	if rows := folded.tableRows(); len(rows) != 1 || !strings.Contains(rows[0], "All 60 looks") {
		t.Errorf("the looks of one day at one child: %v", rows)
	}
	first := b.get(folded.link("Each look on a line of its own")).want(http.StatusOK)
	if n := len(first.tableRows()); n != listRows {
		t.Fatalf("%d rows on the first page", n)
	}
	second := b.get(first.link("Next page")).want(http.StatusOK)
	if n := len(second.tableRows()); n < 10 {
		t.Errorf("%d rows on the second page", n)
	}
	if got := second.link("First page"); got != "/governance/members/"+c.id["worker"]+"/views?each=yes" {
		t.Errorf("back to %s", got)
	}
	b.get("/governance/members/" + c.id["worker"] + "/views?before=xyz").want(http.StatusUnprocessableEntity).says("The address of this page of the list is damaged")
	b.get("/governance/members/" + c.id["admin"] + "/views").want(http.StatusOK).says("They have looked at nobody’s records.")
	b.get("/governance/members/" + nobodyKnown + "/views").want(http.StatusNotFound)
}

// A member of staff is found by name, which stands in no address.
func TestFindingWhomStaffLookedAt(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("guardian")
	page := b.get("/governance/views").want(http.StatusOK)
	found := b.sent(page, "/governance/views", map[string]string{"q": "elsewhere"}).want(http.StatusOK)
	if rows := found.tableRows(); len(rows) != 1 || !strings.HasPrefix(rows[0], "Elsa Elsewhere") || strings.Contains(found.path, "else") {
		t.Errorf("at %s: %v", found.path, rows)
	}
	b.get(found.link("Elsa Elsewhere")).want(http.StatusOK).says("Whom Elsa Elsewhere looked at")
	b.sent(page, "/governance/views", map[string]string{"q": "nobody of that name"}).want(http.StatusOK).says("Nobody matches “nobody of that name”.")
}

// Who looked at somebody behind the adoption wall is told to nobody who can't
// see that they are there.
func TestWhoLookedIsNotToldOfWhomOneCannotSee(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("governance")
	want := b.get("/casework/people/" + nobodyKnown + "/views").want(http.StatusNotFound).text()
	for _, path := range []string{"/views", "/views.csv"} {
		if got := b.get("/casework/people/" + c.id["before"] + path).want(http.StatusNotFound).text(); got != want {
			t.Errorf("%s: told %q, and of nobody %q", path, got, want)
		}
	}
	c.as("adoption").get("/casework/people/" + c.id["before"]).want(http.StatusOK)
	theirs := b.get("/governance/members/" + c.id["adoption"] + "/views").want(http.StatusOK)
	theirs.says(unnamed)
	theirs.hides("Bella")
}

// The looks of one member at one child on one day are one line, with how many
// and when, which opens them; each day, and each member, has its own.
func TestTheLooksOfADayAreOneLine(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["amara"]
	look := func(key, clock string) {
		c.clock.goTo(clock)
		c.as(key).get(at).want(http.StatusOK)
	}
	for range 3 {
		look("worker", "2012-05-01")
		c.as("nurse").get(at + "/data.json").want(http.StatusOK)
	}
	look("worker", "2012-05-02")
	c.clock.now = c.clock.now.Add(3 * time.Hour)
	c.as("worker").get(at + "/sharing").want(http.StatusOK)
	look("nurse", "2012-05-03")
	b := c.as("governance")
	page := b.get(at + "/views").want(http.StatusOK)
	rows := page.tableRows()
	if len(rows) != 5 { // the last from when the nurse wrote, on 16 April
		t.Fatalf("%d lines: %v", len(rows), rows)
	}
	for i, want := range []string{
		"3 May 2012 at 10:00am Who Nora Nurse", "All 2 looks by Wilma Worker on 2 May 2012 2 May 2012, first at 10:00am, last at 1:00pm", "All 3 looks by Nora Nurse on 1 May 2012", "All 3 looks by Wilma Worker on 1 May 2012",
	} {
		if !strings.HasPrefix(rows[i], want) {
			t.Errorf("line %d: %q, not %q", i, rows[i], want)
		}
	}
	opened := b.get(page.link("All 2 looks by Wilma Worker on 2 May 2012")).want(http.StatusOK)
	if rows := opened.tableRows(); len(rows) != 5 || !strings.HasPrefix(rows[0], "2 May 2012 at 1:00pm") || !strings.HasPrefix(rows[2], "1 May 2012 at 10:00am") {
		t.Errorf("opened: %v", rows)
	}
	opened.hides("Nora Nurse")
	b.get(opened.link("The looks of each day in one line")).want(http.StatusOK).says("All 3 looks")
	theirs := b.get("/governance/members/" + c.id["worker"] + "/views").want(http.StatusOK)
	each := b.get(theirs.link("All 2 looks at Amara Okafor on 2 May 2012")).want(http.StatusOK)
	if rows := each.tableRows(); len(rows) != 5 {
		t.Errorf("what Wilma looked at of Amara: %v", rows)
	}
	b.get(at + "/views?by=nobody%20known").want(http.StatusUnprocessableEntity)
	b.get(at + "/views?before=1_2~x").want(http.StatusUnprocessableEntity).says("The address of this page of the list is damaged")
}

// A line says the tie that whoever looked had, as it was recorded: one of their
// own, of their team, of a partner agency, through the glass, or none but that
// they act for the council.
func TestTheTieThatWasHeldIsSaid(t *testing.T) {
	c := newCaseCouncil(t)
	at := "/casework/people/" + c.id["amara"]
	want := map[string]string{
		"worker": "Allocated to them; allocated to their team", "colleague": "Allocated to their team", "manager": "Allocated to their team", "elsewhere": "Acts for the council, with no tie of their own",
		"duty": "Acts for the council, with no tie of their own", "reviewer": "Allocated to them", "teacher": "Their agency works with the person", "nurse": "Allocated to them; their agency works with the person",
		"guardian": "Acts for the council, with no tie of their own",
	}
	for key := range want {
		c.as(key).get(at).want(http.StatusOK)
	}
	glass := c.as("duty")
	glass.sent(glass.get(at+"/glass"), at+"/glass", map[string]string{"reason": "The police found her alone in the road"}).want(http.StatusOK)
	want["duty"] = "Opened in an emergency; acts for the council, with no tie of their own"
	for key, tie := range want {
		rows := c.as("governance").get("/governance/members/" + c.id[key] + "/views").want(http.StatusOK).tableRows()
		if !slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, "Amara Okafor") && strings.Contains(row, tie) }) {
			t.Errorf("%s: %v, not %q", key, rows, tie)
		}
		for _, row := range rows {
			if strings.Contains(row, "Amara Okafor") && strings.Contains(row, "agency works") != strings.Contains(tie, "agency works") {
				t.Errorf("%s: %s", key, row)
			}
		}
	}
}
