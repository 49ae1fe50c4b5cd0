package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

func TestTeamsFromNoneToOneThatEnded(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	admin.get("/teams").want(http.StatusOK).says("There is no team yet.")
	fields := admin.get("/teams/new?agency=" + c.id["council"]).want(http.StatusOK).form("/teams/new")
	if fields.Get("agency") != c.id["council"] {
		t.Errorf("the form starts with %v", fields)
	}
	faulty := admin.post("/teams/new", fields).want(http.StatusUnprocessableEntity)
	if got := faulty.fault("name"); got != "Enter the team's name." {
		t.Errorf("name: %q", got)
	}
	faulty = admin.post("/teams/new", url.Values{"name": {"Duty team"}}).want(http.StatusUnprocessableEntity)
	if got := faulty.fault("agency"); !strings.Contains(got, "Choose the agency") || faulty.form("/teams/new").Get("name") != "Duty team" {
		t.Errorf("agency: %q", got)
	}
	fields.Set("name", "Duty team")
	page := admin.post("/teams/new", fields).want(http.StatusOK)
	page.says("Duty team", "Stonebridge Council", "Nobody is in this team today.")
	team := page.path

	place := admin.get(team + "/place").want(http.StatusOK).form(team + "/place")
	place.Set("person", c.id["health"]) // sent, though the list does not offer it
	place.Set("until-day", "30")
	place.Set("until-month", "4")
	place.Set("until-year", "2012")
	faulty = admin.post(team+"/place", place).want(http.StatusUnprocessableEntity)
	if !strings.Contains(faulty.fault("person"), "this team belongs to Stonebridge Council") || !strings.Contains(faulty.fault("until"), "on or after the first") {
		t.Errorf("person %q, until %q", faulty.fault("person"), faulty.fault("until"))
	}
	place = faulty.form(team + "/place")
	place.Set("person", c.id["lead"])
	for _, part := range []string{"-day", "-month", "-year"} {
		place.Set("until"+part, "")
	}
	page = admin.post(team+"/place", place).want(http.StatusOK)
	page.says("Len Lead is in this team from 1 May 2012.", "From 1 May 2012, with no end")
	admin.get("/people/" + c.id["lead"]).says("Duty team, Stonebridge Council")
	admin.get("/teams").says("Duty team", "Len Lead", "1 to 1 of 1")
	admin.get("/teams?q=len+council").says("Duty team")
	admin.get("/teams?q=bishop").says("No team matches “bishop”")
	admin.get("/teams?as-at=2012-04-30").says("There is no team yet.")

	end := page.link("Give a last day of Len Lead in Duty team, Stonebridge Council")
	leaving := admin.get(end).want(http.StatusOK).form(end)
	leaving.Set("until-month", "4")
	faulty = admin.post(end, leaving).want(http.StatusUnprocessableEntity)
	if !strings.Contains(faulty.fault("until"), "on or after 1 May 2012") {
		t.Errorf("until: %q", faulty.fault("until"))
	}
	leaving.Set("until-month", "6")
	admin.post(end, leaving).want(http.StatusOK).says("Len Lead’s last day in the team is 1 June 2012.", "From 1 May 2012 to 1 June 2012")

	ending := admin.get(team + "/end").want(http.StatusOK).form(team + "/end")
	faulty = admin.post(team+"/end", ending).want(http.StatusUnprocessableEntity)
	if got := faulty.fault("ended"); got != "Enter the team's last day." {
		t.Errorf("ended: %q", got)
	}
	putDate(ending, "ended", calendar.Must(2012, 5, 10))
	admin.post(team+"/end", ending).want(http.StatusOK).says("This team’s last day is 10 May 2012.", "Len Lead")
	c.clock.goTo("2012-05-11")
	admin = c.as("admin")
	list := admin.get("/teams").want(http.StatusOK)
	list.says("Teams that have ended", "Last day 10 May 2012", "Nobody")
	list.hides("Len Lead")
	ended := admin.get(team).want(http.StatusOK)
	ended.says("Nobody, because it has ended.", "Who was in it, or will be", "Len Lead")
	ended.hides("Put somebody in the team")
	faulty = admin.post(team+"/place", admin.get(team+"/place").form(team+"/place")).want(http.StatusUnprocessableEntity)
	if got := faulty.fault("from"); !strings.Contains(got, "is 10 May 2012") {
		t.Errorf("a place in a team that has ended: %q", got)
	}
}

func TestTwoPeopleChangeATeam(t *testing.T) {
	c := newCouncil(t)
	id := c.app.NewID()
	c.do("admin", plan.AddTeam{ID: id, Agency: c.id["council"], TeamName: "Duty team"})
	team := "/teams/" + id
	first, second := c.as("admin"), c.as("admin")
	one, two, end := first.get(team+"/rename").form(team+"/rename"), second.get(team+"/rename").form(team+"/rename"), second.get(team+"/end").form(team+"/end")
	one.Set("name", " ")
	if got := first.post(team+"/rename", one).want(http.StatusUnprocessableEntity).fault("name"); got != "Enter the team's name." {
		t.Errorf("name: %q", got)
	}
	one.Set("name", "Assessment team")
	first.post(team+"/rename", one).want(http.StatusOK).says("This team is now called Assessment team.")
	two.Set("name", "Front door team")
	merge := second.post(team+"/rename", two).want(http.StatusConflict)
	merge.says("Someone else changed this team", "Ada Admin", "Assessment team", "Front door team")
	second.post(team+"/rename", merge.form(team+"/rename")).want(http.StatusOK).says("Front door team")
	putDate(end, "ended", calendar.Must(2012, 6, 30))
	merge = second.post(team+"/end", end).want(http.StatusConflict)
	second.post(team+"/end", merge.form(team+"/end")).want(http.StatusOK).says("This team’s last day is 30 June 2012.", "Front door team")
}

func TestAPersonInAsManyTeamsAsTheyCanBe(t *testing.T) {
	c := newCouncil(t)
	last := ""
	for i := range access.MaxTeams + 1 {
		last = c.app.NewID()
		c.do("admin", plan.AddTeam{ID: last, Agency: c.id["council"], TeamName: fmt.Sprint("Team ", i+1)})
		if i < access.MaxTeams {
			c.do("admin", plan.PlaceInTeam{Team: last, Membership: c.id["lead"], From: calendar.Must(2012, 5, 1)})
		}
	}
	admin, at := c.as("admin"), "/teams/"+last+"/place"
	fields := admin.get(at).form(at)
	fields.Set("person", c.id["lead"])
	if got := admin.post(at, fields).want(http.StatusUnprocessableEntity).fault("from"); !strings.Contains(got, "the most that one person can be in") {
		t.Errorf("from: %q", got)
	}
	c.as("owner").get("/teams/" + last).want(http.StatusForbidden)
	admin.get("/teams/" + nobodyKnown).want(http.StatusNotFound)
}
