package web

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// answered is what came of asking for one address.
type answered struct {
	path, kind, body string
	status           int
}

// everyGET asks for each page, answer in JSON, paper and file of the
// demonstration, as each of its people and of one thing after another, until
// one is shown. Where none is, the last refusal is given, which is a page too.
func everyGET(t *testing.T, site *demoSite, query string) map[string]answered {
	t.Helper()
	startDraft(t, site)
	st := demoState(t, site)
	p := st.Plan
	var papers []string
	for paper := range st.Shelf.Papers() {
		papers = append(papers, paper.ID)
	}
	var figures []string
	for release := range st.Shelf.Releases() {
		figures = append(figures, release.ID)
	}
	things := map[string][]string{
		"actions":         namesOf(p.Actions.All(), func(x *plan.Action) string { return x.ID }),
		"parts":           namesOf(p.Parts.All(), func(x *plan.Part) string { return x.ID }),
		"areas":           namesOf(p.Areas.All(), func(x *plan.Area) string { return x.ID }),
		"evidence":        namesOf(p.Evidence.All(), func(x *plan.Evidence) string { return x.ID }),
		"extensions":      namesOf(p.Extensions.All(), func(x *plan.Extension) string { return x.ID }),
		"posts":           namesOf(p.Posts.All(), func(x *plan.Post) string { return x.ID }),
		"agencies":        namesOf(p.Agencies.All(), func(x *plan.Agency) string { return x.ID }),
		"people":          namesOf(p.Memberships.All(), func(x *plan.Membership) string { return x.ID }),
		"holdings":        namesOf(p.Holdings.All(), func(x *plan.Holding) string { return x.ID }),
		"teams":           namesOf(p.Teams.All(), func(x *plan.Team) string { return x.ID }),
		"team-places":     namesOf(p.TeamPlaces.All(), func(x *plan.TeamPlace) string { return x.ID }),
		"inspections":     namesOf(p.Inspections.All(), func(x *plan.Inspection) string { return x.ID }),
		"reports":         namesOf(p.Reports.All(), func(x *plan.Report) string { return x.ID }),
		"delegations":     namesOf(p.Delegations.All(), func(x *plan.Delegation) string { return x.ID }),
		"history":         namesOf(p.Actions.All(), func(x *plan.Action) string { return x.ID }),
		"erase":           namesOf(p.Actions.All(), func(x *plan.Action) string { return x.ID }),
		"papers":          papers,
		"imports":         {nobodyKnown},
		"copies":          {nobodyKnown},
		"paper-templates": {nobodyKnown},
		"publishing":      {nobodyKnown},
		"figures":         figures,
		"returns":         {nobodyKnown}, // the demonstration is of years before those that returns can be read of
		"returns-sent":    {nobodyKnown},
		"data-asks":       {nobodyKnown},
		"measures":        {"dental-check"},
		"send":            {"training_return"},
		"send-looked":     {nobodyKnown},
		"send-received":   {nobodyKnown},
	}
	var visitors []*visitor
	for _, key := range slices.Sorted(maps.Keys(oneClick())) {
		visitors = append(visitors, site.as(key))
	}
	all := map[string]answered{}
	for _, route := range site.pages.Routes() {
		path, ok := strings.CutPrefix(route.Pattern, "GET ")
		if !ok {
			continue
		}
		room, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		ids := things[room]
		if id := realCaseID(path); id != "" {
			path, ids = strings.ReplaceAll(path, "{other}", otherCaseID), []string{id}
		}
		if !strings.Contains(path, "{id}") && !strings.Contains(path, "{thing}") {
			ids = []string{""}
		} else if len(ids) == 0 {
			t.Fatalf("the demonstration has no thing for %s", path)
		}
		all[route.Pattern] = firstShown(t, site, visitors, strings.ReplaceAll(path, "{$}", ""), query, ids)
	}
	return all
}

// startDraft starts a paper, so that there is one in each state.
func startDraft(t *testing.T, site *demoSite) {
	t.Helper()
	st := demoState(t, site)
	inspection := namesOf(st.Plan.Inspections.All(), func(x *plan.Inspection) string { return x.ID })[0]
	for key, person := range oneClick() {
		if !slices.Contains(person.Roles, access.PlanOwner) {
			continue
		}
		form := url.Values{"inspection": {inspection}, "as_at-day": {"1"}, "as_at-month": {"2"}, "as_at-year": {"2013"}}
		if status, body := site.as(key).send(http.MethodPost, "/papers/new", form); status != http.StatusSeeOther {
			t.Fatalf("starting a paper gave %d: %s", status, body)
		}
	}
	if papersOf(demoState(t, site))["draft"] == "" {
		t.Fatal("no paper was started")
	}
}

func firstShown(t *testing.T, site *demoSite, visitors []*visitor, path, query string, ids []string) (last answered) {
	t.Helper()
	for _, v := range visitors {
		for i, id := range ids {
			last.path = strings.NewReplacer("{id}", id, "{thing}", id).Replace(path) + query
			response, err := v.client.Get(site.server.URL + last.path)
			if err != nil {
				t.Fatal(err)
			}
			if last.body, err = readAndClose(response); err != nil {
				t.Fatal(err)
			}
			last.kind, last.status = response.Header.Get("Content-Type"), response.StatusCode
			if last.status < http.StatusBadRequest {
				return last
			}
			if last.status == http.StatusForbidden && i > 5 && strings.Contains(last.body, refusedPage) {
				break // this person may open none of them
			}
		}
	}
	return last
}

// namesOf gives the ids of things of one kind.
func namesOf[T any](all iter.Seq[*T], id func(*T) string) (ids []string) {
	for one := range all {
		ids = append(ids, id(one))
	}
	return ids
}

var (
	twoDates  = regexp.MustCompile(`As at \d{1,2} [A-Z][a-z]+ \d{4}, as known at \d{1,2} [A-Z][a-z]+ \d{4} at \d{1,2}:\d\d[ap]m \(entry \d+\)\.`)
	elsewhere = regexp.MustCompile(`(?i)(?:src|href|action|data|poster|srcset)\s*=\s*["']?\s*(?:[a-z]+:)?//|url\(\s*["']?(?:[a-z]+:)?//|@import`)
)

// Every page, answer in JSON and paper of the demonstration names the two
// dates it is of, says that it is invented, and asks no other host.
func TestEveryPageAnswerAndPaperNamesItsDates(t *testing.T) {
	site := serveDemo(t)
	pages, answers, papers := 0, 0, 0
	for pattern, got := range everyGET(t, site, "") {
		if got.status >= http.StatusMultipleChoices && got.status < http.StatusBadRequest || pattern == "GET /evidence/{id}/file" {
			continue // it only leads to another page; a file is as it was sent
		}
		if elsewhere.MatchString(got.body) {
			t.Errorf("%s asks another host: %s", got.path, elsewhere.FindString(got.body))
		}
		if id := realCaseID(strings.TrimPrefix(pattern, "GET ")); id != "" && id != nobodyKnown && got.status != http.StatusOK {
			t.Errorf("nobody of the demonstration is shown %s: %d", pattern, got.status)
		}
		switch {
		case got.kind == wordKind, got.kind == pdfKind, got.kind == sheetKind: // files, whose words their own tests read
		case strings.HasPrefix(got.kind, "text/csv"): // a table, which its own page dates
		case strings.HasPrefix(got.kind, "application/json"):
			answers++
			var dates struct {
				AsAt    string          `json:"as_at"`
				Day     string          `json:"day"` // of figures that were published
				KnownAt json.RawMessage `json:"known_at"`
			}
			if err := json.Unmarshal([]byte(got.body), &dates); err != nil || dates.AsAt+dates.Day == "" || len(dates.KnownAt) < 3 || string(dates.KnownAt) == "null" {
				t.Errorf("%s: as at %q, known at %s, %v: %.200s", got.path, dates.AsAt, dates.KnownAt, err, got.body)
			}
		case strings.HasSuffix(pattern, ".html"), strings.HasSuffix(pattern, ".txt"):
			papers++
			mustSay(t, got.path, got.body, "Plan as at ", "known at ", "invented")
		default:
			pages++
			mustSay(t, got.path, got.body, demoWords, "(demonstration)</title>")
			if !twoDates.MatchString(got.body) && pattern != "GET /sign-in" {
				t.Errorf("%s does not name both dates", got.path)
			}
		}
	}
	if pages < 40 || answers < 7 || papers < 4 {
		t.Errorf("only %d pages, %d answers and %d papers were looked at", pages, answers, papers)
	}
}

// A page asked for at another moment is of that moment and says so. One that
// changes something is of now, and does not say that now is the past.
func TestPagesAreOfTheMomentAskedFor(t *testing.T) {
	site := serveDemo(t)
	query := "?" + url.Values{"as-at": {"2012-12-06"}, "known-at": {"2012-12-31"}}.Encode()
	shown := 0
	for pattern, got := range everyGET(t, site, query) {
		if got.status != http.StatusOK || strings.HasPrefix(pattern, "GET /papers/{id}") || pattern == "GET /evidence/{id}/file" {
			continue // a paper is of its own moment, which the other test asks for
		}
		footed, noticed := strings.Contains(got.body, "As at 6 December 2012, as known at "), strings.Contains(got.body, "You are looking at ")
		switch {
		case strings.HasPrefix(got.kind, "application/json"):
			mustSay(t, got.path, got.body, `"as_at": "2012-12-06"`)
			shown++
		case footed != noticed:
			t.Errorf("%s: its foot is of that day: %t; the notice above says that it is not of now: %t", got.path, footed, noticed)
		case footed:
			mustSay(t, got.path, got.body, "You are looking at 6 December 2012, as known at ")
			shown++
		}
	}
	if shown < 20 {
		t.Errorf("only %d pages and answers were of that moment", shown)
	}
}

func mustSay(t *testing.T, pattern, body string, phrases ...string) {
	t.Helper()
	for _, phrase := range phrases {
		if !strings.Contains(body, phrase) {
			t.Errorf("%s does not say %q", pattern, phrase)
		}
	}
}

func readAndClose(response *http.Response) (string, error) {
	body, err := io.ReadAll(response.Body)
	return string(body), errors.Join(err, response.Body.Close())
}

// The page of any thing leads to that thing's audit trail, which opens, for
// whoever may read it, and to nobody else.
func TestThePageOfAnyThingLeadsToItsTrail(t *testing.T) {
	c := newCouncil(t)
	evidence := c.ready()
	extension := c.app.NewID()
	c.do("health", plan.AskExtension{ID: extension, Part: c.id["many"], Until: calendar.Must(2012, 9, 1), Reason: "The trainer left."})
	team := c.app.NewID()
	c.do("admin", plan.AddTeam{ID: team, Agency: c.id["council"], TeamName: "Duty team"})
	for _, page := range []struct{ who, at, thing string }{
		{"admin", "/teams/", team},
		{"owner", "/inspections/", c.id["inspection"]}, {"owner", "/areas/", c.id["area"]}, {"owner", "/actions/", c.id["action"]},
		{"owner", "/parts/", c.id["yes"]}, {"owner", "/evidence/", evidence}, {"owner", "/extensions/", extension},
		{"admin", "/posts/", c.id["post of lead"]}, {"admin", "/agencies/", c.id["trust"]}, {"admin", "/people/", c.id["police"]},
	} {
		trail := "/history/" + page.thing
		b := c.as(page.who)
		if shown := b.get(page.at + page.thing).want(http.StatusOK); len(shown.all(func(n *html.Node) bool { return attribute(n, "href") == trail })) == 0 {
			t.Errorf("%s leads to no audit trail", page.at)
		}
		b.get(trail).want(http.StatusOK).says("Audit trail")
		c.as("board").get(trail).want(http.StatusForbidden)
		if page.who == "owner" && page.at != "/evidence/" {
			if got := c.as("board").get(page.at + page.thing).want(http.StatusOK); strings.Contains(string(got.body), trail) {
				t.Errorf("%s offers a Board member a trail that they may not read", page.at)
			}
		}
	}
}
