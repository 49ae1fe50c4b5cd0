package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"throughline/casework"
	"throughline/store"
)

// What is kept about people stands in the audit trail without its content, and
// only for whoever may see who looked; to everybody else it isn't there.
func TestTheTrailShowsNothingOfPeople(t *testing.T) {
	c := newCaseCouncil(t)
	note := c.doCase("worker", casework.WriteRecord{ID: c.app.NewID(), Of: "case_note", People: []string{c.id["amara"]}, Details: casework.RecordDetails{
		Happened: c.app.Today(), Title: "A secret call", Words: "Quite private words.", Complete: true,
	}})
	c.as("elsewhere").get("/casework/people/" + c.id["before"]).want(http.StatusNotFound) // a refusal that names somebody
	lead := c.as("governance")
	page := lead.get("/history").want(http.StatusOK)
	if row := page.row(note.Seq); !strings.Contains(row, "Write a record") || !strings.Contains(row, "Wilma Worker") || !strings.Contains(row, "Something kept about people") {
		t.Errorf("the entry says %q", row)
	}
	secrets := []string{"A secret call", "Quite private words", "Amara", "Okafor", "Bella", c.id["amara"], c.id["before"], note.IDs[0]}
	page.hides(secrets...)
	only := lead.get("/history?change=write+a+record").want(http.StatusOK)
	if rows := only.tableRows(); len(rows) == 0 || !strings.Contains(rows[0], "Write a record") {
		t.Errorf("the filter gives %q", rows)
	}
	for _, id := range []string{c.id["amara"], note.IDs[0], c.id["note"]} {
		for _, path := range []string{"/history/" + id, "/history/" + id + "/data.json"} {
			lead.get(path).want(http.StatusNotFound).hides("secret call", "Amara")
		}
		c.as("admin").get("/erase/"+id).want(http.StatusNotFound).hides("secret call", "Amara")
	}
	for _, who := range []string{"owner", "auditor", "admin", "chair"} {
		theirs := c.as(who)
		trail := theirs.get("/history").want(http.StatusOK)
		trail.hides(secrets...)
		for _, row := range trail.tableRows() {
			if strings.HasPrefix(row, fmt.Sprint(note.Seq, " ")) || strings.Contains(row, "Write a record") {
				t.Errorf("%s is shown %q", who, row)
			}
		}
		theirs.get("/history?change=write+a+record").want(http.StatusUnprocessableEntity)
	}
}

// An alert that the program raised is told to have been raised by it.
func TestTheTrailOfAnAlert(t *testing.T) {
	c := newCaseCouncil(t)
	c.as("elsewhere").get("/casework/people/" + c.id["amara"]).want(http.StatusOK)
	rows := c.as("governance").get("/history?change=" + strings.ReplaceAll(store.ChangeWatched, " ", "+")).want(http.StatusOK).tableRows()
	if len(rows) != 1 || !strings.Contains(rows[0], "Throughline itself") || strings.Contains(rows[0], "Amara") {
		t.Errorf("the entries are %q", rows)
	}
}

// Every change to what is kept about people can be chosen in the audit trail.
func TestTheNamesOfChangesAboutPeople(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(1)
	offered := c.as("governance").get("/history").want(http.StatusOK).text()
	for _, ch := range []casework.Change{
		casework.AddPerson{}, casework.WriteRecord{}, casework.BreakGlass{}, casework.ReviewGlass{}, casework.Restrict{}, casework.LookAtRestriction{}, casework.PlaceHold{}, casework.LiftHold{},
		casework.AnswerAlert{}, casework.DecideSharing{}, casework.RecordConsent{}, casework.WithdrawConsent{}, casework.ProposeDestruction{}, casework.DecideDestruction{}, casework.JoinPeople{},
		casework.PartPeople{}, casework.KeepApart{}, casework.DismissAlert{}, casework.RaiseAgain{}, casework.Allocate{}, casework.EndAllocation{}, casework.Involve{}, casework.StartCare{}, casework.PlanReview{}, casework.Relate{},
	} {
		if name := strings.ToUpper(ch.Name()[:1]) + ch.Name()[1:]; !strings.Contains(offered, name) {
			t.Errorf("%q is not offered", name)
		}
	}
}

// When what was looked at can't be put on record, nothing of it leaves.
func TestNothingIsShownThatIsNotRecorded(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("governance")
	glass := c.app.NewID()
	c.doCaseFor("elsewhere", "emergency", casework.BreakGlass{ID: glass, Person: c.id["amara"], Reason: emergency})
	c.app.Store().Watch(failingWatch)
	for _, path := range []string{
		"/governance", "/governance/glass", "/governance/glass/" + glass, "/governance/retention", "/governance/retention/" + c.id["amara"], "/governance/restrictions",
		"/casework/people/" + c.id["amara"] + "/views", "/casework/people/" + c.id["amara"] + "/views.csv", "/governance/members/" + c.id["worker"] + "/views",
	} {
		b.get(path).want(http.StatusInternalServerError).hides("Amara", "Okafor", "Rory", emergency, "Wilma Worker, ")
	}
	w := c.as("worker")
	w.get("/casework/people/"+c.id["amara"]+"/sharing").want(http.StatusInternalServerError).hides("Amara", "Okafor")
}
