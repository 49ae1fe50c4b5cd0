package web

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/demo"
	"throughline/plan"
)

// refusedPage is what stands on the page of somebody whose role lets them
// nowhere near a route. A rule's own refusal has other words.
const refusedPage = "You don&#39;t have access to this page"

// nobodyKnown is an id that nobody and nothing has.
const nobodyKnown = "01360000-0000-7000-8000-000000000000"

// realCase gives the demonstration's key of something of each kind that is
// kept about people. Drafts and alerts have ids that the story can't know.
var realCase = map[string]string{
	"/casework/people/": "person/tyler-wexley", "/casework/records/": "record/wexley/assessment", "/casework/things/": "record/wexley/assessment",
	"/casework/identifiers/": "identifier/tyler-wexley/nhs", "/casework/addresses/": "address/donna-wexley",
	"/casework/relationships/": "relationship/donna-wexley/parent/tyler-wexley", "/casework/characteristics/": "characteristics/tyler-wexley",
	"/casework/allocations/": "allocation/tyler-wexley/leila-farrow", "/casework/checks/": "", "/casework/involvements/": "involvement/tyler-wexley/larkfell",
	"/casework/care/": "episode/tyler-wexley", "/casework/reviews/": "review/tyler-wexley/2012-06-20", "/casework/consents/": "consent/tyler/psychology",
	"/casework/joins/": "join/kacper-zielak", "/casework/drafts/": "", "/casework/dismissals/": "",
	"/governance/members/": "membership/rachel-tamwell", "/governance/glass/": "glass/connor-farnsby/january", "/governance/alerts/": "",
	"/governance/restrictions/": "restriction/isla-tamwell", "/governance/holds/": "hold/quarry-house", "/governance/retention/": "person/wendy-garstone",
	"/governance/destructions/": "destruction/wendy-garstone", "/governance/exempt/": "", // no paper of the demonstration has an exempt part
}

// otherCaseID is of another child, for a page about two.
var otherCaseID = demo.ID("person/jade-wexley")

// realCaseID is the id for a path with a place for one, about people; "" for
// any other path.
func realCaseID(path string) string {
	if path == "/casework/records/{id}/edit" { // only its writer's own draft can be changed
		return demo.ID("record/jade-wexley/draft")
	}
	for prefix, key := range realCase {
		switch {
		case !strings.HasPrefix(path, prefix) || !strings.Contains(path, "{id}"):
		case key == "":
			return nobodyKnown
		default:
			return demo.ID(key)
		}
	}
	return ""
}

// realPaths puts the ids of real things of the demonstration into a pattern.
func realPath(t *testing.T, p *plan.Plan, papers map[string]string, pattern string) (method, path string) {
	t.Helper()
	method, path, given := strings.Cut(pattern, " ")
	if !given { // any method
		method, path = http.MethodGet, "/nowhere"
	}
	path = strings.ReplaceAll(path, "{$}", "")
	var action, part, area, evidence, extension, post, agency, member, holding, inspection, report string
	for a := range p.Actions.All() {
		action = a.ID
	}
	for x := range p.Parts.All() {
		part = x.ID
	}
	for x := range p.Areas.All() {
		area = x.ID
	}
	for x := range p.Evidence.All() {
		if x.Attachment != nil {
			evidence = x.ID
		}
	}
	for x := range p.Extensions.All() {
		extension = x.ID
	}
	for x := range p.Posts.All() {
		post = x.ID
	}
	for x := range p.Agencies.All() {
		agency = x.ID
	}
	for x := range p.Memberships.All() {
		member = x.ID
	}
	for x := range p.Holdings.All() {
		holding = x.ID
	}
	for x := range p.Inspections.All() {
		inspection = x.ID
	}
	for x := range p.Reports.All() {
		report = x.ID
	}
	team, place := nobodyKnown, nobodyKnown // if the demonstration has none
	for x := range p.Teams.All() {
		team = x.ID
	}
	for x := range p.TeamPlaces.All() {
		place = x.ID
	}
	delegation := ""
	for x := range p.Delegations.All() {
		delegation = x.ID
	}
	ids := map[string]string{
		"/actions/": action, "/parts/": part, "/areas/": area, "/evidence/": evidence, "/extensions/": extension, "/posts/": post,
		"/agencies/": agency, "/people/": member, "/holdings/": holding, "/teams/": team, "/team-places/": place, "/inspections/": inspection, "/reports/": report,
		"/delegations/": delegation, "/history/": action, "/erase/": action, "/papers/": papers["published"],
		"/figures/": papers["figures"], "/imports/": nobodyKnown, "/returns/": nobodyKnown, "/returns-sent/": nobodyKnown, "/measures/": "dental-check", "/data-asks/": nobodyKnown, "/send/": "training_return", "/send-looked/": nobodyKnown, "/send-received/": nobodyKnown, "/copies/": nobodyKnown, "/paper-templates/": nobodyKnown, "/publishing/": nobodyKnown, // the demonstration has none
	}
	for prefix, id := range ids {
		if strings.HasPrefix(path, prefix) {
			path = strings.NewReplacer("{id}", id, "{thing}", id, "{rebase}", nobodyKnown).Replace(path)
		}
	}
	if id := realCaseID(path); id != "" {
		path = strings.NewReplacer("{id}", id, "{other}", otherCaseID).Replace(path)
	}
	if strings.Contains(path, "{") {
		t.Fatalf("the test knows no id for %s: add one", pattern)
	}
	return method, path
}

func demoState(t *testing.T, s *demoSite) app.State {
	t.Helper()
	authority, _ := demo.Authority()
	st, err := s.service.State(t.Context(), app.Operator(authority), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func papersOf(st app.State) map[string]string {
	ids := map[string]string{"figures": "33333333-0000-7000-8000-000000000003"} // of a release that is not there, if there is none
	for p := range st.Shelf.Papers() {
		ids[string(p.State)] = p.ID
	}
	for r := range st.Shelf.Releases() {
		ids["figures"] = r.ID
	}
	return ids
}

// TestEveryRouteForEveryRole tries each way in as nobody, and as a person of
// each role, and expects just what the table of roles grants.
// endsSessions says whether what is sent there may end a session, or all of a
// person's, or begin one.
func endsSessions(path string) bool {
	return slices.ContainsFunc([]string{"/account", "/sign-", "/demonstration", "/act-as"}, func(p string) bool { return strings.HasPrefix(path, p) })
}

func TestEveryRouteForEveryRole(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	papers := papersOf(st)
	people := oneClick()
	if len(people) != 23 {
		t.Fatalf("the demonstration offers %d people at one click, not one for each of the 23 roles", len(people))
	}
	in := map[string]*visitor{} // reading ends and changes no session, so one does for all pages
	for key := range people {
		in[key] = site.as(key)
	}
	for _, route := range site.pages.Routes() {
		method, path := realPath(t, st.Plan, papers, route.Pattern)
		t.Run(route.Pattern, func(t *testing.T) {
			site.t = t
			if status, body := site.visitor().send(method, path, nil); route.Open != Anyone {
				want := http.StatusSeeOther
				if method == http.MethodPost {
					want = http.StatusUnauthorized
				}
				if status != want || strings.Contains(body, "Safeguarding,") {
					t.Errorf("nobody signed in: %d, not %d", status, want)
				}
			}
			for key, person := range people {
				v := in[key]
				if method != http.MethodGet {
					v = site.as(key)
				}
				status, body := v.send(method, path, nil)
				if method != http.MethodGet && endsSessions(path) {
					in[key] = site.as(key)
				}
				refused := status == http.StatusForbidden && strings.Contains(body, refusedPage)
				may := route.Open != ByPermission || slices.ContainsFunc(person.Roles, func(r access.Role) bool {
					return access.Caller{Account: "a", Authority: "b", Roles: []access.Role{r}}.May(route.Needs)
				})
				if refused == may {
					t.Errorf("%s (%v): %d, refused %t, though the role grants it: %t", key, person.Roles, status, refused, may)
				}
				if status >= http.StatusInternalServerError {
					t.Errorf("%s: %d", key, status)
				}
			}
		})
	}
}

// TestTheTableOfRoutes holds each route to the permission that people agreed
// on, so that a change of it is made on purpose. Run with UPDATE=1 to write
// the file anew, and read what changed.
func TestTheTableOfRoutes(t *testing.T) {
	site := serveDemo(t)
	var table strings.Builder
	for _, route := range site.pages.Routes() {
		needs := string(route.Needs)
		switch {
		case route.Open == Anyone && needs == "":
			needs = "(anyone)"
		case route.Open == SignedIn && needs == "":
			needs = "(anyone signed in)"
		case route.Open != ByPermission || needs == "" || !slices.Contains(access.Permissions, route.Needs):
			t.Errorf("%s is neither open nor under a permission of the table", route.Pattern)
		}
		fmt.Fprintf(&table, "%-55s %s\n", route.Pattern, needs)
	}
	const golden = "testdata/routes.txt"
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(golden, []byte(table.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != table.String() {
		t.Errorf("the routes are not those of %s:\n%s", golden, table.String())
	}
}

// TestARouteWithoutAPermissionLetsNobodyIn plants the fault of forgetting one.
func TestARouteWithoutAPermissionLetsNobodyIn(t *testing.T) {
	site := serveDemo(t)
	forgotten := site.pages.serve(Route{Pattern: "GET /forgotten", handle: func(w http.ResponseWriter, _ *http.Request, _ *visit) error {
		w.WriteHeader(http.StatusTeapot)
		return nil
	}})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /forgotten", forgotten)
	mux.Handle("/", site.pages)
	site.server.Config.Handler = site.pages.sessions.LoadAndSave(mux)
	for key := range oneClick() {
		if status, _ := site.as(key).send(http.MethodGet, "/forgotten", nil); status != http.StatusForbidden {
			t.Errorf("%s came in: %d", key, status)
		}
	}
}

// TestDenialsAreRecorded asks for a page that a Board member may not see and
// finds the refusal in the ledger.
func TestDenialsAreRecorded(t *testing.T) {
	site := serveDemo(t)
	before := demoState(t, site).Known.Seq
	for key, person := range oneClick() {
		if slices.Contains(person.Roles, access.BoardMember) {
			if status, _ := site.as(key).send(http.MethodGet, "/inspections/new", nil); status != http.StatusForbidden {
				t.Fatalf("a Board member was let in: %d", status)
			}
		}
	}
	if after := demoState(t, site).Known.Seq; after != before+1 {
		t.Errorf("the ledger went from %d to %d entries, not one more", before, after)
	}
}

// TestAnotherAuthoritySeesNothing gives a person of a second council every
// role and asks for everything of the first by its real ids.
func TestAnotherAuthoritySeesNothing(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	papers := papersOf(st)
	ctx := t.Context()
	const second, password = "22222222-0000-7000-8000-000000000002", "a pass phrase of the second council"
	operator := app.Operator(second)
	if _, err := site.service.Store().CreateAuthority(ctx, operator, second, "Second Council"); err != nil {
		t.Fatal(err)
	}
	id, err := site.accounts.Create(ctx, operator, "everything@second.example", "Second Person", password)
	if err != nil {
		t.Fatal(err)
	}
	every := slices.DeleteFunc(slices.Clone(access.Roles), func(r access.Role) bool { return r == access.Operator })
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: "second-agency", AgencyName: "Second Council", Kind: "council"},
		plan.AddMember{Account: id, Person: "Second Person", Agency: "second-agency", Roles: every},
	} {
		if _, err := site.service.Do(ctx, operator, ch); err != nil {
			t.Fatal(err)
		}
	}
	v := site.visitor()
	if status, body := v.send(http.MethodPost, "/sign-in", url.Values{"email": {"everything@second.example"}, "password": {password}}); status != http.StatusSeeOther {
		t.Fatalf("signing in gave %d: %s", status, body)
	}
	action := ""
	for a := range st.Plan.Actions.All() {
		action = a.Title
	}
	for _, route := range site.pages.Routes() {
		method, path := realPath(t, st.Plan, papers, route.Pattern)
		if strings.HasPrefix(path, "/sign") || strings.HasPrefix(path, "/demonstration") || strings.HasPrefix(path, "/account/sign-out") {
			continue
		}
		status, body := v.send(method, path, nil)
		_, name := demo.Authority()
		for _, secret := range []string{name, action, "Ruth Pemberley", "Fellside", "Wexley", "Tamwell", "Garstone"} {
			if strings.Contains(body, secret) {
				t.Errorf("%s showed “%s” to another council", route.Pattern, secret)
			}
		}
		ofThePack := strings.HasPrefix(path, "/measures/") || strings.HasPrefix(path, "/send/") // each council has the measures and files that ship, and its own figures
		if strings.Contains(route.Pattern, "{id}") && !ofThePack && status < http.StatusBadRequest {
			t.Errorf("%s answered %d to another council", route.Pattern, status)
		}
	}
}
