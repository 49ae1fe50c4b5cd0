package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/access"
	"throughline/app"
	"throughline/plan"
	"throughline/store"
)

func TestAddingAPersonWithANewAccount(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	page := admin.post("/people/new", admin.get("/people/new").want(http.StatusOK).form("/people/new")).want(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{
		"email": "Enter the e-mail address that they sign in with.", "name": "Enter the person's name.",
		"agency": "Choose the agency that this person acts for.", "roles": "Choose at least one role.",
	} {
		if got := page.fault(field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if got := len(page.summary()); got != 4 {
		t.Errorf("%d errors are listed", got)
	}
	fields := page.form("/people/new")
	fields.Set("email", "Nia@Example.org")
	fields.Set("name", "Nia New")
	fields["roles"] = []string{string(access.AgencyLead), string(access.Auditor)}
	page = admin.post("/people/new", fields).want(http.StatusUnprocessableEntity)
	kept := page.form("/people/new")
	if kept.Get("name") != "Nia New" || kept.Get("email") != "Nia@Example.org" || len(kept["roles"]) != 2 {
		t.Errorf("what was typed is lost: %v", kept)
	}
	if _, err := c.accounts.ByEmail(t.Context(), "nia@example.org"); err == nil {
		t.Error("an account was made for somebody who has no place")
	}
	kept.Set("agency", c.id["trust"])
	page = admin.post("/people/new", kept).want(http.StatusCreated)
	page.says("Nia New has been added", "Nia@Example.org", "Stonebridge NHS Trust", "They must change it as soon as they have signed in", "This is the only time that the password is shown")
	password := ""
	for _, n := range page.all(func(n *html.Node) bool { return n.Data == "code" }) {
		password = textIn(n)
	}
	if len(password) != 20 {
		t.Fatalf("the password is %q", password)
	}
	person := admin.get(page.link("Go on to Nia New’s page")).want(http.StatusOK)
	person.says("Agency lead, Auditor", "nia@example.org", "has held no post here")
	person.hides(password)
	nia := c.visitor()
	signIn := nia.get("/sign-in").form("/sign-in")
	signIn.Set("email", "nia@example.org")
	signIn.Set("password", password)
	nia.post("/sign-in", signIn).want(http.StatusOK)
	nia.get("/history").want(http.StatusOK).says("Add a person", "Person’s place: Nia New")
}

func TestAnAccountThatIsThereIsGivenAPlaceAndKeepsItsPassword(t *testing.T) {
	c := newCouncil(t)
	admin := c.as("admin")
	fields := url.Values{"email": {"lead@example.org"}, "name": {"Len Lead"}, "agency": {c.id["council"]}, "roles": {"auditor"}}
	page := admin.post("/people/new", fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("email"); !strings.Contains(got, "already acts for Stonebridge Council") {
		t.Errorf("a second place in one agency: %q", got)
	}
	fields.Set("agency", c.id["trust"])
	page = admin.post("/people/new", fields).want(http.StatusOK)
	if !strings.Contains(textIn(page.root), "can now act for Stonebridge NHS Trust here, and signs in as before") {
		t.Errorf("the page says %s", textIn(page.root))
	}
	if got := c.as("lead").get("/account").want(http.StatusOK); len(got.all(func(n *html.Node) bool { return n.Data == "code" })) != 0 {
		t.Error("a password is shown")
	}
}

func TestTheListOfPeople(t *testing.T) {
	c := newCouncil(t)
	page := c.as("admin").get("/people").want(http.StatusOK)
	page.says("Ada Admin", "Administrator", "Named nurse", "1 to 10 of 10")
	page = c.as("admin").get("/people?q=POLICE+lead").want(http.StatusOK)
	page.says("Pat Police", "1 to 1 of 1")
	if strings.Contains(page.text(), "Hana") {
		t.Error("the search found too much")
	}
	c.as("admin").get("/people?q=nobody+at+all").want(http.StatusOK).says("Nobody matches “nobody at all”")
	for i := range 45 {
		c.do("admin", plan.AddMember{Account: "account-" + strconv.Itoa(i), Person: fmt.Sprintf("Person %02d", i), Agency: c.id["trust"], Roles: []access.Role{access.BoardMember}})
	}
	admin := c.as("admin")
	admin.get("/people").says("1 to 50 of 55")
	admin.get("/people?page=2").want(http.StatusOK).says("51 to 55 of 55")
	admin.get("/people?page=0").want(http.StatusNotFound).says("There is no page “0” of this list.")
	admin.get("/people?as-at=2012-01-01").want(http.StatusOK).says("Nobody has a place here yet.")
	past := admin.get("/people?as-at=2012-04-30").want(http.StatusOK)
	past.says("1 to 10 of 10")
	if got := past.link("Pat Police"); got != "/people/"+c.id["police"]+"?as-at=2012-04-30" {
		t.Errorf("the link loses the moment: %s", got)
	}
	past.hides("/people/new")
}

func TestTwoPeopleChangeAPerson(t *testing.T) {
	c := newCouncil(t)
	at := "/people/" + c.id["police"] + "/edit"
	first, second := c.as("admin"), c.as("admin")
	one, two := first.get(at).want(http.StatusOK).form(at), second.get(at).form(at)
	one.Set("name", "Patricia Police")
	one.Set("ended-day", "30")
	one.Set("ended-month", "6")
	one.Set("ended-year", "2012")
	first.post(at, one).want(http.StatusOK).says("Patricia Police", "30 June 2012")
	two.Set("name", "Pat Police-Smith")
	two["roles"] = []string{"agency_lead", "auditor"}
	page := second.post(at, two).want(http.StatusConflict)
	page.says("Someone else changed this person", "Ada Admin", "Pat Police-Smith", "Patricia Police", "Agency lead, Auditor", "30 June 2012")
	chosen := page.form(at)
	chosen.Set("choose.name", "other")
	chosen.Set("choose.roles", "yours")
	second.post(at, chosen).want(http.StatusOK).says("Patricia Police", "Agency lead, Auditor", "30 June 2012")
	c.clock.goTo("2012-07-01")
	if got := c.as("police").get("/home"); got.path != "/act-as" || !strings.Contains(got.text(), "You have no place in any council yet") {
		t.Errorf("somebody whose last day has passed still acts here: %s", got.path)
	}
	c.as("admin").get("/people/" + c.id["police"]).says("Patricia Police left on 30 June 2012")
}

func TestAPersonWithFaultsIsNotChanged(t *testing.T) {
	c := newCouncil(t)
	at := "/people/" + c.id["admin"] + "/edit"
	admin := c.as("admin")
	fields := admin.get(at).form(at)
	fields["roles"] = []string{"auditor"}
	page := admin.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("roles"); got != "This is the only administrator. Make somebody else an administrator first." {
		t.Errorf("roles: %q", got)
	}
	fields["roles"] = []string{"administrator", "operator"}
	fields.Set("ended-day", "31")
	fields.Set("ended-month", "4")
	fields.Set("ended-year", "2012")
	page = admin.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("ended"); got != "Last day must be a real date: there is no 31 April 2012." {
		t.Errorf("ended: %q", got)
	}
	if got := page.fault("roles"); !strings.Contains(got, "is not a role that a person can be given") {
		t.Errorf("operator: %q", got)
	}
	if kept := page.form(at); kept.Get("ended-day") != "31" {
		t.Errorf("what was typed is lost: %v", kept)
	}
	admin.get("/people/nobody").want(http.StatusNotFound).says("We can't find that person")
	admin.get("/people/nobody/edit").want(http.StatusNotFound)
}

// secondCouncil adds another council to the database, with one person and one post.
func (c *testCouncil) secondCouncil() (authority, membership string) {
	c.t.Helper()
	ctx := c.t.Context()
	authority = c.app.NewID()
	operator := app.Operator(authority)
	if _, err := c.app.Store().CreateAuthority(ctx, operator, authority, "Elsewhere Council"); err != nil {
		c.t.Fatal(err)
	}
	account, err := c.accounts.Create(ctx, operator, "secret@example.org", "Sidney Secret", testPassword)
	if err != nil {
		c.t.Fatal(err)
	}
	agency, membership := c.app.NewID(), c.app.NewID()
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: agency, AgencyName: "Elsewhere Trust"},
		plan.AddMember{ID: membership, Account: account, Person: "Sidney Secret", Agency: agency, Roles: []access.Role{access.Administrator}},
		plan.AddPost{ID: "elsewhere-post", Agency: agency, Title: "Elsewhere nurse"},
	} {
		if _, err := c.app.Do(ctx, operator, ch); err != nil {
			c.t.Fatal(err)
		}
	}
	return authority, membership
}

func TestPeopleOfAnotherCouncilAreNeverSeen(t *testing.T) {
	c := newCouncil(t)
	_, membership := c.secondCouncil()
	admin := c.as("admin")
	for _, path := range []string{
		"/people", "/people?q=secret", "/people/new", "/posts", "/agencies", "/handover", "/delegations", "/history", "/find?q=elsewhere", "/find?q=secret", "/account",
		"/people/" + membership, "/people/" + membership + "/edit", "/history/" + membership, "/history/" + membership + "/data.json",
		"/erase/" + membership, "/posts/elsewhere-post", "/history/elsewhere-post",
	} {
		admin.get(path).hides("Sidney", "Elsewhere Trust", "Elsewhere nurse", "Elsewhere Council", "secret@example.org")
	}
	for _, path := range []string{"/people/" + membership + "/edit", "/posts/elsewhere-post/edit"} {
		admin.post(path, url.Values{"name": {"Mine"}, "title": {"Mine"}, "seen": {"1"}}).want(http.StatusNotFound)
	}
	admin.post("/erase/"+membership, url.Values{"version": {"all"}, "reason": {"No."}, "confirm": {"yes"}}).want(http.StatusNotFound)
	// A person with an account there can be added here by address, and nothing of there is told.
	page := admin.post("/people/new", url.Values{"email": {"secret@example.org"}, "name": {"Sid"}, "agency": {c.id["trust"]}, "roles": {"auditor"}}).want(http.StatusOK)
	page.hides("Elsewhere", "Sidney")
	held, err := c.app.Store().Thing(t.Context(), app.Operator(c.authority), membership, store.Moment{})
	if err == nil {
		t.Errorf("the other council's person is here: %+v", held)
	}
}
