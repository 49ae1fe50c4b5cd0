package web

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/demo"
	"throughline/plan"
)

var planRow = regexp.MustCompile(`<tr><th scope="row"><a class="govuk-link" href="[^"]*">(\S+) `)

// rowsAt gives the references of the lines that the plan's page shows.
func rowsAt(t *testing.T, v *visitor, query string) (refs []string) {
	t.Helper()
	status, body := v.send(http.MethodGet, "/plan?rows=actions"+query, nil)
	if status != http.StatusOK {
		t.Fatalf("%s: %d", query, status)
	}
	for _, found := range planRow.FindAllStringSubmatch(body, -1) {
		refs = append(refs, found[1])
	}
	slices.Sort(refs)
	return refs
}

// Each filter of the plan's page shows just the actions that a plain reading
// of the plan gives, today and as at another day.
func TestThePlansFiltersShowWhatTheySay(t *testing.T) {
	site := serveDemo(t)
	var v *visitor
	for key := range oneClick() {
		v = site.as(key)
		break
	}
	for _, day := range []calendar.Date{calendar.Must(2013, 2, 1), calendar.Must(2012, 6, 30)} {
		p := demoStateAt(t, site, day).Plan
		filters := map[string]func(*plan.Action) bool{
			"":                               func(*plan.Action) bool { return true },
			"&section=looked_after_children": func(a *plan.Action) bool { return a.Section == plan.LookedAfterChildren },
			"&section=additional":            func(a *plan.Action) bool { return a.Section == plan.Additional },
			"&timescale=three_months":        func(a *plan.Action) bool { return a.Timescale == deadline.ThreeMonths },
			"&only=late": func(a *plan.Action) bool {
				f := p.Facts(a.ID)
				return a.Standing == plan.Live && f.Slipped && !f.Done()
			},
			"&only=silent":                     func(a *plan.Action) bool { return a.Standing == plan.Live && p.Facts(a.ID).Silent },
			"&only=done":                       func(a *plan.Action) bool { return p.Facts(a.ID).Done() },
			"&find=TRAINING":                   func(a *plan.Action) bool { return strings.Contains(strings.ToLower(a.Title), "training") },
			"&section=safeguarding&only=done":  func(a *plan.Action) bool { return a.Section == plan.Safeguarding && p.Facts(a.ID).Done() },
			"&agency=nobody":                   func(*plan.Action) bool { return false },
			"&find=&section=&timescale=&only=": func(*plan.Action) bool { return true },
		}
		for agency := range p.Agencies.All() {
			filters["&agency="+agency.ID] = func(a *plan.Action) bool {
				return slices.ContainsFunc(p.PartsOf(a.ID), func(part *plan.Part) bool { return p.AgencyOfPost(part.Owner) == agency.ID })
			}
		}
		for query, keeps := range filters {
			var want []string
			for a := range p.Actions.All() {
				if keeps(a) {
					want = append(want, a.Ref)
				}
			}
			slices.Sort(want)
			if got := rowsAt(t, v, query+"&as-at="+day.String()); !slices.Equal(got, want) {
				t.Errorf("%s on %s: shows %v, want %v", query, day, got, want)
			}
		}
	}
}

// The plan's page shows 50 lines at a time, and each line on one page.
func TestThePlanIsReadFiftyLinesAtATime(t *testing.T) {
	c := newCouncil(t)
	for i := range 60 {
		c.do("owner", plan.PlanAction{
			Body:  plan.Action{Inspection: c.id["inspection"], Title: fmt.Sprintf("Action number %d", i), Section: plan.Additional, Origin: plan.FromMeeting, Due: calendar.Must(2012, 9, 1)},
			Parts: []plan.Part{{Text: "Do it", Owner: c.id["post of lead"], Signer: c.id["post of police"], Kind: plan.YesOrNo}},
		})
	}
	board := c.as("board")
	seen := map[string]int{}
	for page, want := range map[string]int{"1": 50, "2": 11} {
		body := string(board.get("/plan?rows=actions&page=" + page).want(http.StatusOK).body)
		rows := planRow.FindAllStringSubmatch(body, -1)
		if len(rows) != want {
			t.Errorf("page %s has %d lines, want %d", page, len(rows), want)
		}
		for _, row := range rows {
			seen[row[1]]++
		}
	}
	for a := range c.plan().Actions.All() {
		if seen[a.Ref] != 1 {
			t.Errorf("%s is shown %d times", a.Ref, seen[a.Ref])
		}
	}
	board.get("/plan?rows=actions").says("Lines 1 to 50 of 61")
	board.get("/plan?rows=actions&page=2").says("Lines 51 to 61 of 61", "Additional actions (continued)")
	board.get("/plan?page=0").want(http.StatusNotFound).says("There is no page 0 of the plan.")
	board.get("/plan?page=two").want(http.StatusNotFound).says("There is no page two of the plan.")
}

func demoStateAt(t *testing.T, site *demoSite, day calendar.Date) app.State {
	t.Helper()
	authority, _ := demo.Authority()
	st, err := site.service.State(t.Context(), app.Operator(authority), app.When{AsAt: day})
	if err != nil {
		t.Fatal(err)
	}
	return st
}
