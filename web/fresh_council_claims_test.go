package web

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/plan"
	"throughline/store"
)

// freshCouncil is a council as `throughline setup` leaves it: its own agency
// and an administrator, and nothing else.
func freshCouncil(t *testing.T) *testCouncil {
	t.Helper()
	ctx, folder := t.Context(), t.TempDir()
	c := &testCouncil{t: t, clock: &testClock{}, id: map[string]string{}, database: filepath.Join(folder, "council.db")}
	c.clock.goTo(testDay)
	if _, _, err := store.Migrate(ctx, "sqlite:"+c.database, nil); err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(ctx, "sqlite:"+c.database, store.Options{Clock: c.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if c.files, err = blobs.Open(ctx, blobs.In(filepath.Join(folder, "files"))); err != nil {
		t.Fatal(err)
	}
	c.app, c.accounts = app.New(db, c.files, c.clock.Now), account.New(db, c.clock.Now)
	c.authority = c.app.NewID()
	if _, err := db.CreateAuthority(ctx, app.Operator(c.authority), c.authority, "Newtown Council"); err != nil {
		t.Fatal(err)
	}
	c.id["council"] = c.app.NewID()
	if _, err := c.app.Do(ctx, app.Operator(c.authority), plan.AddAgency{ID: c.id["council"], AgencyName: "Newtown Council", Kind: "council"}); err != nil {
		t.Fatal(err)
	}
	c.join("admin", access.Administrator)
	if c.pages, err = New(c.app, c.accounts, Options{}); err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(c.pages)
	t.Cleanup(func() {
		c.server.Close()
		if err := c.files.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// join gives the council one more person.
func (c *testCouncil) join(key string, role access.Role) {
	c.t.Helper()
	operator := app.Operator(c.authority)
	id, err := c.accounts.Create(c.t.Context(), operator, key+"@example.org", "Person of "+key, testPassword)
	if err != nil {
		c.t.Fatal(err)
	}
	c.id["account of "+key], c.id[key] = id, c.app.NewID()
	if _, err := c.app.Do(c.t.Context(), operator, plan.AddMember{
		ID: c.id[key], Account: id, Person: "Person of " + key, Agency: c.id["council"], Roles: []access.Role{role},
	}); err != nil {
		c.t.Fatal(err)
	}
}

// helpfulWhenEmpty is what each page says when there is nothing yet.
var helpfulWhenEmpty = map[string]string{
	"GET /casework":    "Nobody is allocated to you",
	"GET /home":        "There is no action in the plan yet. See the plan and what comes first",
	"GET /plan":        "There is nothing in the plan yet. ",
	"GET /changes":     "Nothing changed between these dates, and nothing is late or silent.",
	"GET /inspections": "No inspection has been recorded yet.",
	"GET /papers":      "No paper has been published yet.",
	"GET /papers/new":  "none has been recorded yet. Record the inspection first.",
	"GET /actions/new": "none has been recorded yet. Record the inspection and its areas for improvement first.",
	"GET /posts":       "There is no post yet. Parts of the plan are owned by posts, so add the posts before the plan.",
	"GET /teams":       "There is no team yet. Add one when people share the work with a child or family.",
	"GET /delegations": "You hold no post, so you have nobody to name.",
	"GET /find":        "Enter one or more words.",
	"GET /people":      "1 to 8 of 8",
	"GET /agencies":    "0 posts, 8 people",
	"GET /history":     "Add an agency",
}

// Every page of a council that has only just been set up opens, for whoever
// may see it, and says what there is to do.
func TestEveryPageOfAFreshCouncil(t *testing.T) {
	c := freshCouncil(t)
	roles := map[string]access.Role{
		"owner": access.PlanOwner, "lead": access.AgencyLead, "chair": access.GroupChair, "deputy": access.DeputyChair,
		"auditor": access.Auditor, "board": access.BoardMember, "young": access.YoungPerson,
	}
	for key, role := range roles {
		c.join(key, role)
	}
	roles["admin"] = access.Administrator
	seen := map[string]bool{}
	for key, role := range roles {
		b := c.as(key)
		for _, route := range c.pages.Routes() {
			path, ok := strings.CutPrefix(route.Pattern, "GET ")
			if !ok || strings.Contains(path, "{thing}") || route.Needs != "" && !(access.Caller{Account: "a", Authority: "b", Roles: []access.Role{role}}).May(route.Needs) {
				continue
			}
			path = strings.ReplaceAll(path, "{$}", "")
			switch {
			case strings.HasPrefix(path, "/agencies/"):
				path = strings.ReplaceAll(path, "{id}", c.id["council"])
			case strings.HasPrefix(path, "/people/"):
				path = strings.ReplaceAll(path, "{id}", c.id["admin"])
			case strings.Contains(path, "{id}"):
				continue
			}
			page := b.get(path).want(http.StatusOK)
			seen[route.Pattern] = true
			if strings.HasSuffix(path, ".json") || strings.HasSuffix(path, ".csv") || strings.HasSuffix(path, xlsxEnding) {
				continue
			}
			if page.h1() == "" || len(page.text()) < len(page.h1())+20 {
				t.Errorf("%s says nothing to %s: %q", path, key, page.text())
			}
			page.hides("%!", "<no value>", "<nil>", "NaN")
			if words, ok := helpfulWhenEmpty[route.Pattern]; ok && !strings.Contains(page.text(), words) {
				t.Errorf("%s does not say %q to %s. It says: %s", path, words, key, page.text())
			}
		}
		first := "Whoever owns the plan records the inspection"
		if may := (access.Caller{Account: "a", Authority: "b", Roles: []access.Role{role}}).May; may(access.EditPlan) {
			first = "Start by recording the inspection"
		} else if may(access.ManagePeople) {
			first = "Start by adding the agencies"
		}
		b.get("/plan").says(first)
	}
	for pattern := range helpfulWhenEmpty {
		if !seen[pattern] {
			t.Errorf("nobody saw %s", pattern)
		}
	}
}
