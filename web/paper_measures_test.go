package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A paper prints the measures of chosen areas, as they may be printed.
func TestAPaperPrintsMeasures(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	owner.get("/papers/" + id + "/measures").want(http.StatusOK).says("No measure is linked to an area of this inspection.")
	c.clock.goTo("2019-06-15")
	c.linkDental()
	c.loadDental(2019, 150, 50)
	c.loadDental(2018, 150, 3)
	owner = c.as("owner")
	id = owner.started(nil)
	at := "/papers/" + id + "/measures"
	form := owner.get(at).want(http.StatusOK).form(at)
	form.Set("areas", c.id["area"])
	owner.post(at, form).want(http.StatusOK).says("The measures of the paper have been saved.", "Year to 31 March 2019: 75%, which is 150 of 200.")
	preview := owner.get("/papers/" + id + "/preview").want(http.StatusOK)
	preview.says("Dental checks in the year", "75%, which is 150 of 200.", "not shown", "Source: return cohort")
	preview.hides("153 150", "98%")
	owner.post(at, form).want(http.StatusConflict)
	again := owner.get(at).want(http.StatusOK).form(at)
	again.Del("areas")
	owner.post(at, again).want(http.StatusOK).hides("75%, which is 150 of 200.")
	for _, key := range []string{"board", "young", "lead"} {
		c.as(key).post(at, url.Values{"areas": {c.id["area"]}}).want(http.StatusForbidden)
	}
	if strings.Contains(preview.text(), "No measure is linked") {
		t.Error("it says that no measure is linked")
	}
}

// What a paper printed is frozen with it, and a second paper after a small
// correction keeps back what the two together would tell.
func TestTwoPapersTellOfNobody(t *testing.T) {
	c := newCouncil(t)
	c.clock.goTo("2019-06-15")
	c.linkDental()
	c.loadDental(2019, 150, 50)
	owner := c.as("owner")
	first := c.paperWithMeasures(owner)
	owner.published(first).want(http.StatusOK)
	owner.get("/papers/" + first).want(http.StatusOK).says("75%, which is 150 of 200.")
	c.clock.goTo("2019-06-20")
	c.loadDental(2019, 153, 50)
	second := c.paperWithMeasures(c.as("owner"))
	preview := c.as("owner").get("/papers/" + second + "/preview").want(http.StatusOK)
	preview.says("the figure is not shown, because it would tell of a few.")
	preview.hides("153 of", "of 203") // a paper’s own id may have any number in it
}

func (c *testCouncil) paperWithMeasures(owner *browser) string {
	c.t.Helper()
	id := owner.started(nil)
	at := "/papers/" + id + "/measures"
	form := owner.get(at).want(http.StatusOK).form(at)
	form.Set("areas", c.id["area"])
	owner.post(at, form).want(http.StatusOK)
	return id
}
