package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/app"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/plan"
)

// loadDental loads an invented return of a year: so many children looked after
// for 12 months whose teeth a dentist checked, and so many not.
func (c *testCouncil) loadDental(year, checked, not int) {
	c.t.Helper()
	var header, episodes, health strings.Builder
	header.WriteString("CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n")
	episodes.WriteString("CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n")
	health.WriteString("CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n")
	for i := range checked + not {
		child, teeth := 5000+i, 0
		if i < checked {
			teeth = 1
		}
		fmt.Fprintf(&header, "%d,1,02/03/2008,WBRI,UN1,,\n", child)
		fmt.Fprintf(&episodes, "%d,15/02/2015,S,C2,N1,U1,PR1,,,,,,SC000001\n", child)
		fmt.Fprintf(&health, "%d,02/03/2008,,SDQ1,0,1,1,%d,1,0,,\n", child, teeth)
	}
	_, err := c.app.ImportReturn(c.t.Context(), app.Operator(c.authority), app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: []returns.File{
		{Name: "header.csv", Content: strings.NewReader(header.String())}, {Name: "episodes.csv", Content: strings.NewReader(episodes.String())}, {Name: "oc2.csv", Content: strings.NewReader(health.String())},
	}})
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *testCouncil) linkDental() {
	c.t.Helper()
	c.do("owner", plan.LinkMeasure{Area: c.id["area"], Measure: "dental-check", Why: "It counts who went without."})
}

// A measure is linked with one press where the practice pack suggests it, or
// from the whole list, and is taken away again with a reason.
func TestMeasuresAreLinkedToAnArea(t *testing.T) {
	c := newCouncil(t)
	at := "/areas/" + c.id["area"]
	owner := c.as("owner")
	page := owner.get(at).want(http.StatusOK)
	page.says("No measure is linked. So nobody can say yet", "Measures of this row", "None is linked before somebody says so.")
	form := page.form(at + "/measures/new")
	linked := owner.post(at+"/measures/new", form).want(http.StatusOK)
	linked.says("The measure has been linked.", "Measure linked, not tested yet", "No", "has been", "The practice pack gives it for this area, under “")
	owner.post(at+"/measures/new", form).want(http.StatusUnprocessableEntity).says("already. Choose another measure.")

	owner.get(at+"/measures/new").want(http.StatusOK).says("Link a measure to this area", "Dental checks in the year")
	refused := owner.post(at+"/measures/new", url.Values{"measure": {"happiness"}, "why": {"For Mrs Amelia Harbottle-Crane"}}).want(http.StatusUnprocessableEntity)
	refused.says("There is none called “happiness”", "Why these words name no child", "For Mrs Amelia Harbottle-Crane")

	link := c.plan().MeasuresOf(c.id["area"])[0]
	owner.get(at+"/measures/end").want(http.StatusOK).says("Take a measure away from this area", link.Title)
	owner.post(at+"/measures/end", url.Values{"link": {link.ID}}).want(http.StatusUnprocessableEntity).says("Say why the measure is taken away.")
	owner.post(at+"/measures/end", url.Values{"link": {"nothing"}, "reason": {"Never"}}).want(http.StatusUnprocessableEntity).says("Choose the measure to take away.")
	owner.post(at+"/measures/end", url.Values{"link": {link.ID}, "reason": {"Another counts it better"}}).want(http.StatusOK).says("The measure has been taken away.", "No measure is linked.")
	owner.get(at + "/measures/end").want(http.StatusOK).says("No measure is linked.")
	owner.get("/history/"+link.ID).want(http.StatusOK).says("Link to a measure", "Another counts it better", "Why it shows the difference")
	for _, key := range []string{"lead", "admin", "board", "auditor", "young"} {
		b := c.as(key)
		b.get(at).want(http.StatusOK).hides("Measures of this row", "Link a measure")
		b.get(at + "/measures/new").want(http.StatusForbidden)
		b.post(at+"/measures/new", form).want(http.StatusForbidden)
		b.post(at+"/measures/end", url.Values{"link": {link.ID}, "reason": {"Never"}}).want(http.StatusForbidden)
	}
}

// Whoever may read measures sees every number; a Board member and a young
// person see only what may be printed.
func TestAnAreaShowsItsMeasures(t *testing.T) {
	c := newCouncil(t)
	c.linkDental()
	at := "/areas/" + c.id["area"]
	c.as("owner").get(at).want(http.StatusOK).says("Dental checks in the year", "No return has been loaded for this.")
	c.as("board").get(at).want(http.StatusOK).says("No return has been loaded for this.")

	c.clock.goTo("2019-06-15")
	c.loadDental(2019, 37, 23)
	c.loadDental(2018, 37, 3)
	owner := c.as("owner").get(at).want(http.StatusOK)
	owner.says("Year to 31 March 2019: 62%, which is 37 of 60.", "the return says that a dentist checked their teeth, of children looked after continuously", "15 June 2019", "Target", "None is set", "903, up to 31 March 2019")
	if owner.link("Dental checks in the year") != "/measures/dental-check" || len(owner.all(func(n *html.Node) bool {
		return n.Data == "svg" && strings.Contains(attribute(n, "aria-label"), "2018 93%; 2019 62%")
	})) != 1 {
		t.Error("the owner has no way to the measure's own page, or no drawing of the series")
	}
	board := c.as("board")
	board.get(at).want(http.StatusOK).says("No return has been loaded for this.") // nothing was known on the first of the month
	c.clock.goTo("2019-07-02")
	for _, key := range []string{"board", "young"} {
		page := c.as(key).get(at).want(http.StatusOK)
		page.says("Year to 31 March 2019: 62%, which is 37 of 60.", "30 June 2019", "Once a month")
		page.hides("93%", "/measures/dental-check", "903, up to")
	}
	board.get(at + "?as-at=2019-03-30").want(http.StatusOK).hides("62%")
	board.get(at + "?known-at=2019-06-20").want(http.StatusOK).says("No return has been loaded for this.")

	c.clock.goTo("2019-07-10")
	c.loadDental(2019, 47, 23)
	board.get(at).want(http.StatusOK).says("62%, which is 37 of 60.") // not before the next month
	c.clock.goTo("2019-08-01")
	board.get(at).want(http.StatusOK).says("67%, which is 47 of 70.")
	c.clock.goTo("2019-08-10")
	c.loadDental(2019, 50, 23)
	c.clock.goTo("2019-09-01")
	c.as("owner").get(at).want(http.StatusOK).says("68%, which is 50 of 73.")
	page := board.get(at).want(http.StatusOK)
	page.says("Year to 31 March 2019: the figure is not shown, because it would tell of a few.")
	page.hides("50 of", "68%", "of 73")
}

// The figure of a year with few of one side is never shown to the Board, not
// even when the next load of it has many.
func TestAFewStayHiddenOnAnAreasPage(t *testing.T) {
	c := newCouncil(t)
	c.linkDental()
	at := "/areas/" + c.id["area"]
	c.clock.goTo("2018-06-15")
	c.loadDental(2018, 37, 3)
	c.clock.goTo("2018-07-02")
	board := c.as("board")
	for range 2 {
		page := board.get(at).want(http.StatusOK)
		page.says("Year to 31 March 2018: the figure is not shown, because it would tell of a few.")
		page.hides("37 of", "93%")
		c.loadDental(2018, 45, 15)
		c.clock.goTo("2018-08-01")
	}
}
