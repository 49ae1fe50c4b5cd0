package web

import (
	"net/http"
	"strings"
	"testing"
)

// Dates and rows left out stay settled when a column is read another way.
func TestWhatWasSettledOfAFileStaysWhenItsColumnsChange(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	const file = "No,Action,Lead,By when,Revised\r\n" +
		"R1,Agree one form,Head of safeguarding,Ongoing,\r\n" +
		"R2,Train staff,Head of safeguarding,Soon,30/11/2012\r\n" +
		"R3,Buy pens,Head of safeguarding,Never,\r\n"
	page := c.sendPlan(owner, "Version 17.csv", file).want(http.StatusOK)
	at := "/imports/" + c.lastImport().ID
	reading := page.form(at + "/reading")
	reading.Set("column.0.4", "other")
	owner.post(at+"/reading", reading).want(http.StatusOK)

	choices := owner.get(at + "/choices").want(http.StatusOK).form(at + "/choices")
	for name, value := range map[string]string{"day": "31", "month": "1", "year": "2013"} {
		choices.Set("date.0-"+name, value)
		choices.Set("date.1-"+name, value)
	}
	choices.Set("leave", "Line 4, record 4")
	owner.post(at+"/choices", choices).want(http.StatusOK).says("2 actions", "31 January 2013")

	// A column that says nothing of dates, and one that gives the second row its own.
	for column, means := range map[string]string{"column.0.0": "other", "column.0.4": "due"} {
		reading = owner.get(at + "/reading").want(http.StatusOK).form(at + "/reading")
		reading.Set(column, means)
		if column == "column.0.4" {
			reading.Set("column.0.3", "other")
		}
		owner.post(at+"/reading", reading).want(http.StatusOK)
	}
	kept := owner.get(at + "/choices").want(http.StatusOK).form(at + "/choices")
	if kept.Get("date.0-day") != "31" || kept.Get("date.0-month") != "1" || kept.Get("date.0-year") != "2013" || strings.Join(kept["leave"], "|") != "Line 4, record 4" {
		t.Errorf("what was settled is forgotten: %v", kept)
	}
	if len(kept["date.2-day"]) != 0 {
		t.Errorf("a row with a date is asked about: %v", kept)
	}
	page = owner.get(at + "/preview").want(http.StatusOK)
	page.says("2 actions", "Agree one form", "31 January 2013", "Train staff", "30 November 2012")
	page.hides("Buy pens")
}
