package web

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// staffed gives somebody of the council a place here, by key.
func (c *testCouncil) staffed(key, name string, roles ...access.Role) {
	c.t.Helper()
	operator := app.Operator(c.authority)
	account, err := c.accounts.Create(c.t.Context(), operator, key+"@example.org", name, testPassword)
	if err != nil {
		c.t.Fatal(err)
	}
	c.id["account of "+key], c.id[key] = account, c.app.NewID()
	if _, err := c.app.Do(c.t.Context(), operator, plan.AddMember{ID: c.id[key], Account: account, Person: name, Agency: c.id["council"], Roles: roles}); err != nil {
		c.t.Fatal(err)
	}
}

// governs makes a change for the purpose of governance, without the pages.
func (c *testCouncil) governs(key string, ch casework.Change) {
	c.t.Helper()
	if _, err := c.app.DoCase(c.t.Context(), c.caller(key), access.Governance, ch); err != nil {
		c.t.Fatalf("%s by %s: %v", ch.Name(), key, err)
	}
}

// doCaseFor makes a change for a purpose, without the pages.
func (c *testCouncil) doCaseFor(key string, purpose access.Purpose, ch casework.Change) {
	c.t.Helper()
	if _, err := c.app.DoCase(c.t.Context(), c.caller(key), purpose, ch); err != nil {
		c.t.Fatalf("%s by %s: %v", ch.Name(), key, err)
	}
}

// failingWatch keeps every look from being recorded.
func failingWatch(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) {
	return nil, errors.New("the disk is gone")
}

// things lists the things of a kind that governance sees.
func (c *testCouncil) things(kind string) []app.Held {
	c.t.Helper()
	looking, err := c.app.Look(c.t.Context(), c.caller("guardian"), access.Governance, store.HowCounted, app.When{})
	if err != nil {
		c.t.Fatal(err)
	}
	open, err := looking.EveryOpen(c.t.Context(), kind)
	if err != nil {
		c.t.Fatal(err)
	}
	settled, _, err := looking.Settled(c.t.Context(), kind, store.Page{})
	if err != nil {
		c.t.Fatal(err)
	}
	return append(open, settled...)
}

// sent fills the form of a page with an action, and sends it.
func (b *browser) sent(page *shown, action string, fields map[string]string) *shown {
	b.t.Helper()
	typed := page.want(http.StatusOK).form(action)
	for name, value := range fields {
		typed.Set(name, value)
	}
	return b.post(action, typed)
}

// dated are the three fields of a date.
func datedFields(name, day string) map[string]string {
	parts := strings.Split(day, "-")
	return map[string]string{name + "-year": parts[0], name + "-month": parts[1], name + "-day": parts[2]}
}

func with(several ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, each := range several {
		maps.Copy(all, each)
	}
	return all
}

// tableRows gives the words of each row of each table, without the heads.
func (p *shown) tableRows() (rows []string) {
	for _, n := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.Tr && n.Parent.DataAtom == atom.Tbody }) {
		rows = append(rows, textIn(n))
	}
	return rows
}

// titled is the title of the page.
func (p *shown) titled() string {
	for _, n := range p.all(func(n *html.Node) bool { return n.DataAtom == atom.Title }) {
		return textIn(n)
	}
	return ""
}

// realGovernancePath puts the ids of the case council's things into a pattern.
func (c *testCouncil) realGovernancePath(pattern string) (method, path string) {
	c.t.Helper()
	method, path, _ = strings.Cut(pattern, " ")
	id := nobodyKnown
	for prefix, key := range map[string]string{"/governance/members/": "worker", "/governance/restrictions/": "restriction", "/governance/retention/": "amara"} {
		if strings.HasPrefix(path, prefix) {
			id = c.id[key]
		}
	}
	return method, strings.ReplaceAll(path, "{id}", id)
}

// TestEveryRouteOfGovernanceForEveryRole tries each page of governance as
// somebody of each role, and expects just what the table of roles grants.
func TestEveryRouteOfGovernanceForEveryRole(t *testing.T) {
	c := newCaseCouncil(t)
	keys := []string{"owner", "admin", "board", "young", "auditor", "lead", "chair"}
	for _, p := range caseStaff {
		keys = append(keys, p.key)
	}
	tried := 0
	for _, key := range keys {
		b, caller := c.as(key), c.caller(key)
		b.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
		for _, route := range c.pages.Routes() {
			if _, path, _ := strings.Cut(route.Pattern, " "); !strings.HasPrefix(path, "/governance") {
				continue
			}
			tried++
			method, path := c.realGovernancePath(route.Pattern)
			got := b.get(path)
			if method == http.MethodPost {
				got = b.post(path, url.Values{})
			}
			refused := got.status == http.StatusForbidden && strings.Contains(string(got.body), refusedPage)
			if may := caller.May(route.Needs); refused == may {
				t.Errorf("%s, %s: %d, refused %t, though the role grants it: %t: %s", key, route.Pattern, got.status, refused, may, got.text())
			}
			if got.status >= http.StatusInternalServerError {
				t.Errorf("%s, %s: %d %s", key, route.Pattern, got.status, got.text())
			}
			if refused && strings.Contains(string(got.body), "Okafor") {
				t.Errorf("%s, %s: the refusal names a child", key, route.Pattern)
			}
		}
	}
	if tried < 500 {
		t.Errorf("only %d were tried", tried)
	}
}
