package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/deadline"
)

func TestEveryMeasureIsListedWithItsFigure(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst := c.as("analyst")
	page := analyst.get("/measures").want(http.StatusOK)
	page.says("Measures", "Dental checks in the year", "21 of 43 (49%)", "Return cohort", "Live cohort", "National return", "Local", "Unconfirmed", "SSDA903 to 31 March 2018")
	if lines := page.all(func(n *html.Node) bool { return hasClass(n, "tl-spark") }); len(lines) == 0 {
		t.Error("no measure has its line")
	} else if told := attribute(lines[0], "aria-label"); !strings.HasPrefix(told, "Line chart. ") {
		t.Errorf("a line says %q", told)
	}
	analyst.get("/measures?q=dental&cohort=live").want(http.StatusOK).says("Dental checks in date today", "1 measure of")
	analyst.get("/measures?q=nonesuch").want(http.StatusOK).says("No measure matches")
	analyst.get("/measures?as-at=2018-04-20").want(http.StatusOK).says("Dental checks in the year")
	for _, ending := range []string{".csv", ".xlsx"} {
		got := analyst.get("/measures/all" + ending).want(http.StatusOK)
		if ending == ".csv" && !strings.Contains(string(got.body), "dental-check,") {
			t.Errorf("the file has no dental checks: %.300s", got.body)
		}
	}
	before := c.as("analyst").get("/measures?known-at=2012-04-20").want(http.StatusOK)
	before.says("Dental checks in the year")
	before.hides("21 of 43 (49%)") // known by the return alone, which came later
}

func TestAFigureOpensToItsRows(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst := c.as("analyst")
	page := analyst.get("/measures/dental-check").want(http.StatusOK)
	page.says("Dental checks in the year", "Counted", "The return says that a dentist checked their teeth.", "Left out", "Short breaks under an agreement.", "Higher is better.", "None is set. Targets are local",
		"Year to 31 March 2018", "Return cohort")
	if len(page.all(func(n *html.Node) bool { return hasClass(n, "tl-series") })) != 1 {
		t.Error("there is no chart")
	}
	analyst.get("/measures/dental-check?by=age").want(http.StatusOK).says("By age")
	analyst.get("/measures/dental-check?by=team").want(http.StatusUnprocessableEntity)
	analyst.get("/measures/nonesuch").want(http.StatusNotFound)
	analyst.get("/measures/conference-15-days").want(http.StatusOK).says("Working days are counted from the day after the start.", "The other way: counted with the start as day 1")
	rows := analyst.get("/measures/dental-check/rows?period=2018-03-31").want(http.StatusOK)
	rows.says("Rows behind the figure", "1 to 50 of 55", "You are looking in order to", "That you looked is recorded")
	not := analyst.get("/measures/dental-check/rows?period=2018-03-31&standing=counts_not").want(http.StatusOK)
	for _, row := range not.tableRows() {
		if !strings.Contains(row, "Does not count") {
			t.Errorf("among those that don't count: %s", row)
		}
	}
	analyst.get("/measures/dental-check/rows?period=2018-03-30").want(http.StatusNotFound)
	file := analyst.get("/measures/dental-check/rows.csv?period=2018-03-31").want(http.StatusOK)
	if lines := strings.Count(string(file.body), "\n"); lines != 56 {
		t.Errorf("%d lines", lines)
	}
	for _, ending := range []string{".csv", ".xlsx"} {
		analyst.get("/measures/dental-check/series" + ending).want(http.StatusOK)
	}

	// Somebody whom the policy shows none of these children sees the figure and no row.
	c.as("worker").get("/measures/dental-check").want(http.StatusOK).says("21 of 43 (49%)")
	c.as("worker").get("/measures/dental-check/rows").want(http.StatusOK).says("There is no row here that you may see")
}

func TestDeadlinesAreTheWorstFirst(t *testing.T) {
	c := newReturnsCouncil(t)
	analyst := c.as("analyst")
	page := analyst.get("/deadlines?state=all").want(http.StatusOK)
	page.says("Deadlines", "The worst and the soonest first", "You are looking in order to")
	place := map[string]int{}
	for i, s := range deadline.States {
		place[stateTag(s).Text] = i
	}
	last := 0
	for _, tag := range page.all(func(n *html.Node) bool { return hasClass(n, "govuk-tag") }) {
		if at, ok := place[textIn(tag)]; ok {
			if at < last {
				t.Errorf("%s comes after a state that is better", textIn(tag))
			}
			last = at
		}
	}
	analyst.get("/deadlines?clock=C19&state=met").want(http.StatusOK).says("Met")
	worker := c.as("worker").get("/deadlines").want(http.StatusOK)
	worker.says("Deadlines", "Whose")

	// One child's deadlines, and nobody's: what may not be seen and what is not there are answered alike.
	mine := c.as("worker").get("/casework/people/" + c.id["amara"] + "/deadlines").want(http.StatusOK)
	mine.says("Amara", "This person’s file")
	hidden := c.as("worker").get("/casework/people/" + c.id["restricted"] + "/deadlines").want(http.StatusNotFound)
	nobody := c.as("worker").get("/casework/people/" + nobodyKnown + "/deadlines").want(http.StatusNotFound)
	if hidden.text() != nobody.text() {
		t.Errorf("they differ:\n%s\n%s", hidden.text(), nobody.text())
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	c := newReturnsCouncil(t)
	page := c.as("analyst").get("/data-quality").want(http.StatusOK)
	page.says("What is missing", "By measure", "By clock", "By return and table", "Who can supply it", "How stale", "Tells up to 31 March 2018")
	c.as("owner").get("/data-quality").want(http.StatusOK).hides("/returns/" + c.id["return"])
}

// TestEveryRouteOfReturnsAndMeasuresForEveryRole tries each page as somebody of each role, over what is loaded, and expects just what the table of
// roles grants. Whoever is refused is told of no child.
func TestEveryRouteOfReturnsAndMeasuresForEveryRole(t *testing.T) {
	c := newReturnsCouncil(t)
	var routes []Route
	for _, pages := range [][]Route{c.pages.returnsPages(), c.pages.measuresPages(), c.pages.controlChartPages(), c.pages.deadlinesPages(), c.pages.alertsPages(), c.pages.dataQualityPages(), c.pages.dataAskPages()} {
		routes = append(routes, pages...)
	}
	ids := map[string]string{"/returns/": c.id["return"], "/returns-sent/": nobodyKnown, "/measures/": "dental-check", "/data-asks/": nobodyKnown, "/casework/people/": c.id["amara"]}
	keys := []string{"owner", "admin", "board", "young", "auditor", "lead", "chair"}
	for _, p := range caseStaff {
		keys = append(keys, p.key)
	}
	for _, key := range keys {
		b, caller := c.as(key), c.caller(key)
		for _, route := range routes {
			method, path, _ := strings.Cut(route.Pattern, " ")
			for prefix, id := range ids {
				if strings.HasPrefix(path, prefix) {
					path = strings.NewReplacer("{id}", id, "{rebase}", nobodyKnown).Replace(path)
				}
			}
			got := b.get(path)
			if method == http.MethodPost {
				got = b.post(path, url.Values{})
			}
			refused := got.status == http.StatusForbidden && strings.Contains(string(got.body), refusedPage)
			if may := caller.May(route.Needs); refused == may {
				t.Errorf("%s, %s: %d, refused %t, though the role grants it: %t", key, route.Pattern, got.status, refused, may)
			}
			if got.status >= http.StatusInternalServerError {
				t.Errorf("%s, %s: %d %s", key, route.Pattern, got.status, got.text())
			}
			if refused && (strings.Contains(string(got.body), "566910") || strings.Contains(got.text(), "child")) {
				t.Errorf("%s, %s: the refusal tells of a child", key, route.Pattern)
			}
		}
	}
}
