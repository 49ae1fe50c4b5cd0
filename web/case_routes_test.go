package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// realCasePath puts the ids of the case council's things into a pattern.
func (c *testCouncil) realCasePath(pattern string) (method, path string) {
	c.t.Helper()
	method, path, _ = strings.Cut(pattern, " ")
	ids := map[string]string{
		"/casework/people/": "amara", "/casework/records/": "note", "/casework/things/": "note", "/casework/identifiers/": "nhs", "/casework/addresses/": "home",
		"/casework/relationships/": "mother", "/casework/allocations/": "allocation of amara", "/casework/involvements/": "school of amara", "/casework/care/": "care",
		"/casework/reviews/": "review",
	}
	id := nobodyKnown
	for prefix, key := range ids {
		if strings.HasPrefix(path, prefix) {
			id = c.id[key]
		}
	}
	return method, strings.NewReplacer("{id}", id, "{other}", c.id["tobi"]).Replace(path)
}

// TestEveryRouteOfCaseworkForEveryRole tries each page about people as
// somebody of each role that works with people, and of some that do not, and
// expects just what the table of roles grants. Nobody gets a fault.
func TestEveryRouteOfCaseworkForEveryRole(t *testing.T) {
	c := newCaseCouncil(t)
	var routes []Route
	for _, route := range c.pages.Routes() {
		if _, path, _ := strings.Cut(route.Pattern, " "); strings.HasPrefix(path, "/casework") {
			routes = append(routes, route)
		}
	}
	if len(routes) < 40 {
		t.Fatalf("only %d routes are about people", len(routes))
	}
	keys := []string{"owner", "admin", "board", "young", "auditor"}
	for _, p := range caseStaff {
		keys = append(keys, p.key)
	}
	for _, key := range keys {
		b, caller := c.as(key), c.caller(key)
		b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		for _, route := range routes {
			method, path := c.realCasePath(route.Pattern)
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
		}
	}
}

// names are what must stand in no address and no title.
var names = []string{"amara", "okafor", "tobi", "grace", "stella", "stranger", "9434765919", "mill+row", "mill%20row", "zz99", "hidden"}

// TestNoNameInAnAddressOrTitle follows every link that a worker has about
// people, and looks at each address, form and title on the way.
func TestNoNameInAnAddressOrTitle(t *testing.T) {
	c := newCaseCouncil(t)
	for _, key := range []string{"worker", "manager", "reviewer", "nurse", "teacher", "lado", "adoption"} {
		b := c.as(key)
		todo, seen := []string{"/casework"}, map[string]bool{"/casework": true}
		for len(todo) > 0 {
			at := todo[0]
			todo = todo[1:]
			page := b.get(at)
			if page.status != http.StatusOK {
				t.Errorf("%s: %s gave %d: %s", key, at, page.status, page.text())
				continue
			}
			for _, n := range page.all(func(n *html.Node) bool {
				return n.DataAtom == atom.Title || n.DataAtom == atom.A || n.DataAtom == atom.Form
			}) {
				for _, text := range []string{attribute(n, "href"), attribute(n, "action"), titleOf(n)} {
					if i := slices.IndexFunc(names, func(name string) bool { return strings.Contains(strings.ToLower(text), name) }); i >= 0 {
						t.Errorf("%s: %s has %q in %q", key, at, names[i], text)
					}
				}
				if to := attribute(n, "href"); n.DataAtom == atom.A && strings.HasPrefix(to, "/casework") && !seen[to] {
					seen[to] = true
					todo = append(todo, to)
				}
			}
		}
		if key == "worker" && len(seen) < 40 {
			t.Errorf("only %d pages were seen: %v", len(seen), seen)
		}
	}
}

func titleOf(n *html.Node) string {
	if n.DataAtom == atom.Title {
		return textIn(n)
	}
	return ""
}
