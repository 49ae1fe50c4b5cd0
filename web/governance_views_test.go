package web

import (
	"encoding/csv"
	"net/http"
	"strings"
	"testing"
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
	rows := page.tableRows()
	b.get(at+"/views").want(http.StatusOK).says("Gwen Governance", "Asked who had looked")
	if again := b.get(at + "/views").tableRows(); len(again) <= len(rows) {
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
	first := b.get("/governance/members/" + c.id["worker"] + "/views").want(http.StatusOK)
	if n := len(first.tableRows()); n != listRows {
		t.Fatalf("%d rows on the first page", n)
	}
	second := b.get(first.link("Next page")).want(http.StatusOK)
	if n := len(second.tableRows()); n < 10 {
		t.Errorf("%d rows on the second page", n)
	}
	if got := second.link("First page"); got != "/governance/members/"+c.id["worker"]+"/views" {
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
